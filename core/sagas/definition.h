// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/model_time.h"
#include "core/sagas/saga_state.h"

#include <QJsonObject>
#include <QList>
#include <QStringList>

namespace replay::sagas {

/// How often and how soon again: attempt n + 1 follows after backoffUs · 2^(n−1), plus up to a quarter of that as jitter.
struct RetryPolicy {
    int attemptsMax = 3;
    qint64 backoffUs = 500 * base::usPerMs;
    qint64 backoffMaxUs = 30 * base::usPerSecond;
};

/// Garcia-Molina and Salem, "Sagas" (1987); the kinds are Richardson's ("Microservices Patterns", 2018): what can be taken
/// back, the point of no return, and what is sure to succeed in the end.
enum class StepKind { Compensatable, Pivot, Retriable };

/// One side of a step: the command, and the events that answer it.
struct Exchange {
    QString command;
    QStringList done;  ///< any of these event types: it took place
    QString refused;   ///< the event type of a refusal; empty: it cannot be refused
    qint64 timeoutUs = 5 * base::usPerSecond;
    RetryPolicy retry = {};
};

struct Step {
    QString id;
    QString service;
    StepKind kind = StepKind::Compensatable;
    Exchange action;
    Exchange compensation;
    QStringList keep;         ///< the keys of the answer that later steps need
    bool external = false;    ///< done by somebody else before the saga began: its action is skipped, its compensation is not
    bool undoAlways = false;  ///< what began the saga took hold of something (a lock) that only this compensation lets go

    /// What was done cannot be undone, only finished.
    bool isFinal() const { return !external && compensation.command.isEmpty(); }
};

/// A saga as data: readable in one place, known by name and version. A running saga finishes under the version it began with.
struct Definition {
    QString type;
    int version = 1;
    QList<Step> steps;
    QString startedBy;  ///< the event type or command that starts it
    /// What a step's command carries, from the saga's data and the kept answers of earlier steps.
    QJsonObject (*payload)(const SagaState& saga, const Step& step, bool compensation) = nullptr;
    /// What the saga keeps of the event that started it; null: it is started by a command.
    QJsonObject (*dataOf)(const QJsonObject& event) = nullptr;

    const Step& step(const QString& id) const;
    qsizetype indexOf(const QString& id) const;
};

/// create_order → reserve_inventory → process_payment → confirm_order, with the exercise's compensations.
const Definition& orderProcessing();
/// Version 2: it charges before it takes goods out of the stock, and is more patient with the payment. New purchases begin with it
/// where the scenario says so; those that run finish under the version they began with.
const Definition& orderProcessing2();
/// The same from reserve_inventory on, for an order that a client created itself and now wants confirmed.
const Definition& orderConfirmation();
/// take_back → restock → refund → close: goods of a sold order come back. Nothing undoes the refund; what follows is tried for long.
const Definition& orderReturn();
/// The definitions that new sagas begin with, unless somebody chose another version.
const QList<const Definition*>& definitions();
/// These and every other version that is known: a saga is found here by what it began with.
const QList<const Definition*>& allDefinitions();
/// The definition that an event of this type starts, or null.
const Definition* startedBy(const QString& eventType);
/// The first step that was done, or may have been, and that no compensation undoes; empty: all can be undone.
QString finalStepOf(const SagaState& saga);
/// The step whose action is sent next, going forwards; null: all are done.
const Step* nextToDo(const Definition& definition, const SagaState& saga);
/// The step that is undone next, going backwards; null: all is undone.
const Step* nextToUndo(const Definition& definition, const SagaState& saga);
/// The definition of this type and version, or null.
const Definition* findDefinition(const QString& type, int version);

}  // namespace replay::sagas
