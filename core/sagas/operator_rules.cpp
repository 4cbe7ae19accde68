// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sagas/operator_rules.h"

namespace replay::sagas {

const OperatorCommand* findOperatorCommand(const QString& command)
{
    for (const OperatorCommand& known : operatorCommands) {
        if (command == QLatin1StringView(known.command))
            return &known;
    }
    return nullptr;
}

Standing standingOf(const SagaState& saga)
{
    for (const StepState& step : saga.steps) {
        if (step.status == StepStatus::Running || step.status == StepStatus::Compensating)
            return {step.id, step.status == StepStatus::Compensating, false, false};
        if (saga.stuck && saga.status == SagaStatus::Started && step.status == StepStatus::Failed)
            return {step.id, false, false, false};  // past the point of no return
    }
    return {};
}

QString refusalOf(OperatorAction action, const SagaState& saga, const Standing& standing)
{
    if (saga.isTerminal())
        return QStringLiteral("the saga has ended (%1): there is nothing left to do with it").arg(toText(saga.status));
    switch (action) {
    case OperatorAction::Retry:
        if (saga.paused)
            return QStringLiteral("the saga is paused: resume it first");
        if (standing.forAnswer)
            return QStringLiteral("step %1 is under way and its answer is awaited: there is nothing to retry").arg(standing.stepId);
        if (!saga.stuck && !standing.forRetry)
            return QStringLiteral("no step of the saga has failed: there is nothing to retry");
        return {};
    case OperatorAction::Pause:
        if (saga.stuck)
            return QStringLiteral("the saga is stuck: nothing moves that could be paused");
        return saga.paused ? QStringLiteral("the saga is paused already") : QString();
    case OperatorAction::Resume: return saga.paused ? QString() : QStringLiteral("the saga is not paused");
    case OperatorAction::Resolve:
        return saga.stuck ? QString() : QStringLiteral("only a stuck saga can be resolved by hand; this one is %1").arg(toText(saga.status));
    case OperatorAction::Abort:
        if (saga.status == SagaStatus::Compensating && !saga.stuck)
            return QStringLiteral("the saga is being undone already");
        return {};
    }
    return {};
}

}  // namespace replay::sagas
