// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/events/event.h"

#include <QJsonObject>
#include <QList>

namespace replay::sagas {

enum class SagaStatus { Started, Completed, Compensating, Failed };
enum class StepStatus { Pending, Running, Completed, Failed, Compensating, Compensated, Skipped };

QString toText(SagaStatus status);
QString toText(StepStatus status);

/// One step as its events tell it.
struct StepState {
    QString id;
    StepStatus status = StepStatus::Pending;
    int attempts = 0;  ///< of the action
    int compensationAttempts = 0;
    int attemptsForgiven = 0;  ///< of the running side: an operator's retry gives a fresh budget from here
    bool uncertain = false;    ///< an attempt ended without an answer: it may have taken place
    QJsonObject output = {};   ///< what was kept of the answer
    QString error = {};
};

/// A saga, folded from its own stream; the orchestrator decides on nothing else.
struct SagaState {
    static constexpr int schemaVersion = 2;

    QUuid sagaId;
    QString type;
    int definitionVersion = 1;
    SagaStatus status = SagaStatus::Started;
    bool stuck = false;   ///< a compensation failed for good: an operator must act
    bool paused = false;  ///< an operator holds it
    qint64 ordinal = 0;
    QUuid correlationId;
    QString orderId;
    QString customerId;
    QJsonObject data;  ///< what it was started with: items, addresses, …
    QList<StepState> steps;
    QString error;
    QString failedStep;

    void evolve(const events::Event& event);
    QJsonObject toJson() const;
    static SagaState fromJson(const QJsonObject& json);
    QString label() const { return orderId; }

    bool isTerminal() const { return status == SagaStatus::Completed || status == SagaStatus::Failed; }
    StepState& step(const QString& id);
    const StepState& step(const QString& id) const;

private:
    void evolveStep(StepState& touched, const QString& eventType, const QJsonObject& data);
};

}  // namespace replay::sagas
