// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sagas/operator_rules.h"

#include "core/base/check.h"

namespace replay::sagas {

QString toText(OperatorAction action)
{
    static constexpr std::array names{"retry", "pause", "resume", "resolve", "abort"};
    return QString::fromLatin1(names[static_cast<std::size_t>(action)]);
}

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
        return saga.stuck ? QString()
                          : QStringLiteral("only a stuck saga can be resolved by hand; this one is %1").arg(toText(saga.status));
    case OperatorAction::Abort:
        if (saga.status == SagaStatus::Compensating && !saga.stuck)
            return QStringLiteral("the saga is being undone already");
        if (const QString step = finalStepOf(saga); !step.isEmpty())
            return QStringLiteral("step %1 cannot be undone: the saga can only go on").arg(step);
        return {};
    }
    return {};
}

base::Result<OperatorRequest> readOperatorRequest(const OperatorCommand& command, const commands::Message& message)
{
    base::Fields fields(message.data, QString());
    OperatorRequest request;
    request.sagaId = fields.id("saga_id");
    request.reason = fields.maybeText("reason", 1'000).value_or(QString());
    if (command.needsReason && fields.good() && request.reason.trimmed().isEmpty())
        fields.fail("reason", QStringLiteral("expected why, in words: it is kept with the saga"));
    REPLAY_TRY(fields.finish());
    return request;
}

QString refusalWithoutConductor(OperatorAction action, bool stuck)
{
    if (action != OperatorAction::Retry && action != OperatorAction::Resolve)
        return QStringLiteral("this purchase is choreographed: nobody conducts it whom one could tell to %1").arg(toText(action));
    return stuck ? QString() : QStringLiteral("nothing of this choreographed purchase is stuck");
}

Course courseAfter(OperatorAction action, SagaState saga, const Standing& standing)
{
    const Definition* definition = findDefinition(saga.type, saga.definitionVersion);
    ENSURE(definition != nullptr);
    if (action == OperatorAction::Pause)
        return {};
    Course course;
    const bool atStep = !standing.stepId.isEmpty();
    if (atStep) {
        StepState& step = saga.step(standing.stepId);
        const bool givenUp = action == OperatorAction::Abort;
        if (action == OperatorAction::Retry || (action == OperatorAction::Resume && !standing.forAnswer))
            course.next.append({&definition->step(standing.stepId), standing.compensation});
        step.status = givenUp ? StepStatus::Failed : standing.compensation ? StepStatus::Compensated : StepStatus::Completed;
        step.uncertain = givenUp && !standing.compensation;
    }
    if (action == OperatorAction::Abort)
        saga.status = SagaStatus::Compensating;
    const bool back = saga.status == SagaStatus::Compensating;
    while (const Step* step = back ? nextToUndo(*definition, saga) : nextToDo(*definition, saga)) {
        course.next.append({step, back});
        saga.step(step->id).status = back ? StepStatus::Compensated : StepStatus::Completed;
    }
    course.end = back ? SagaStatus::Failed : SagaStatus::Completed;
    course.held = saga.paused && action != OperatorAction::Resume;
    return course;
}

}  // namespace replay::sagas
