// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/commands/message.h"
#include "core/sagas/definition.h"

#include <array>
#include <optional>

/// What a person may do with a saga that does not get on by itself. Pure: the saga and what it waits for in, a reason out.
namespace replay::sagas {

enum class OperatorAction {
    Retry,  ///< what failed is sent again at once, with a fresh budget of attempts
    Pause,  ///< answers are still taken in; nothing further is sent
    Resume,
    Resolve,  ///< what is stuck was made good by hand: the saga goes on as if it had succeeded
    Abort,    ///< forwards: what was done is undone; stuck: the step is given up, the rest is undone
};

QString toText(OperatorAction action);

struct OperatorCommand {
    OperatorAction action;
    const char* command;  ///< as it is sent
    const char* event;    ///< as it is recorded
    bool needsReason;
};

inline constexpr std::array operatorCommands{
    OperatorCommand{OperatorAction::Retry, "RetrySaga", "SagaRetried", false},
    OperatorCommand{OperatorAction::Pause, "PauseSaga", "SagaPaused", false},
    OperatorCommand{OperatorAction::Resume, "ResumeSaga", "SagaResumed", false},
    OperatorCommand{OperatorAction::Resolve, "ResolveSaga", "SagaResolved", true},
    OperatorCommand{OperatorAction::Abort, "AbortSaga", "SagaAborted", true},
};
const OperatorCommand* findOperatorCommand(const QString& command);

/// What such a command says. Malformed where it names no saga, or no reason although it needs one.
struct OperatorRequest {
    QUuid sagaId;
    QString reason;
};
base::Result<OperatorRequest> readOperatorRequest(const OperatorCommand& command, const commands::Message& message);

/// The step that a saga is at, and what it waits for there.
struct Standing {
    QString stepId;  ///< empty: at none
    bool compensation = false;
    bool forAnswer = false;  ///< an attempt is under way
    bool forRetry = false;   ///< the next attempt has its time
};

/// The step whose action or compensation is under way, failed for good or still to be tried again; waits are the caller's to add.
Standing standingOf(const SagaState& saga);

/// Why this cannot be done now; empty: it can.
QString refusalOf(OperatorAction action, const SagaState& saga, const Standing& standing);

/// The same of a purchase that nobody conducts: only a part of it that is stuck can be tried again or declared made good.
QString refusalWithoutConductor(OperatorAction action, bool stuck);

/// What a saga sends from then on, and how it ends, if all goes well.
struct Course {
    struct Move {
        const Step* step = nullptr;
        bool compensation = false;
    };
    QList<Move> next;
    std::optional<SagaStatus> end;  ///< none: it stays as it is
    bool held = false;              ///< it is paused: nothing is sent before it is resumed
};
Course courseAfter(OperatorAction action, SagaState saga, const Standing& standing);

}  // namespace replay::sagas
