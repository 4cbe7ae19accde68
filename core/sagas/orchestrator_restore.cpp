// SPDX-License-Identifier: GPL-3.0-or-later
// Sagas of an imported log: the tables as the orchestrator left them when it wrote these events. All of them have ended, so that
// nothing is sent, awaited or woken.
#include "core/base/json.h"
#include "core/contracts/json_text.h"
#include "core/sagas/orchestrator.h"

namespace replay::sagas {
namespace {

using namespace Qt::StringLiterals;
using contracts::timeOf;

bool isStepEvent(const QString& type)
{
    return type == "SagaStepStarted"_L1 || type == "SagaStepCompleted"_L1 || type == "SagaStepCompensated"_L1 ||
           type == "SagaStepFailed"_L1;
}

bool looksTheSame(const SagaState& a, const SagaState& b)
{
    return a.status == b.status && a.stuck == b.stuck && a.paused == b.paused && a.error == b.error;
}

}  // namespace

Status Orchestrator::restore(const events::Event& event, events::UnitOfWork& work)
{
    if (event.aggregateType != "Saga"_L1)
        return event.eventType == "UserErased"_L1 ? forget(event.aggregateId, event.occurredAt, work) : Status();
    REPLAY_ASSIGN(const auto restored, work.restore<SagaState>(event));
    const SagaState& saga = restored.after->state;
    if (event.eventType == "SagaStarted"_L1)
        return m_tables.insertSaga(saga, event.correlationId, event.occurredAt);
    if (isStepEvent(event.eventType))
        REPLAY_TRY(restoreAttempt(saga, event));
    const QString stepId = event.data()["step"_L1].toString();
    if (!stepId.isEmpty() && event.eventType != "SagaStuck"_L1)
        REPLAY_TRY(m_tables.updateStep(saga, saga.step(stepId)));
    const bool told = !isStepEvent(event.eventType) || !looksTheSame(restored.before, saga);
    return told ? m_tables.updateSaga(saga, event.occurredAt) : Status();
}

/// Of an attempt, its events tell all but the reason of a fault, how long it held its service down, and when a copy arrived.
Status Orchestrator::restoreAttempt(const SagaState& saga, const events::Event& event)
{
    const QJsonObject told = event.data();
    Attempt attempt;
    attempt.sagaId = saga.sagaId;
    attempt.stepId = told["step"_L1].toString();
    attempt.compensation = told["kind"_L1] == "compensation"_L1;
    attempt.attempt = told["attempt"_L1].toInt();
    if (event.eventType != "SagaStepStarted"_L1) {
        const QString outcome = event.eventType == "SagaStepFailed"_L1 ? told["outcome"_L1].toString() : u"done"_s;
        const auto retryAt = told.contains("next_retry_at"_L1) ? std::optional(timeOf(told["next_retry_at"_L1])) : std::nullopt;
        const auto finished =
            m_tables.finishAttempt(attempt.sagaId, attempt.stepId, event.eventType == "SagaStepCompensated"_L1 || attempt.compensation,
                                   attempt.attempt, event.occurredAt, outcome, told["error"_L1].toString(), retryAt);
        return finished ? Status() : Status(finished.error());
    }
    attempt.messageId = base::idOf(told["message_id"_L1]);
    attempt.correlationId = saga.correlationId;
    attempt.target = told["service"_L1].toString();
    attempt.command = told["command"_L1].toString();
    attempt.sentAt = timeOf(told["sent_at"_L1]);
    attempt.deadlineAt = timeOf(told["deadline_at"_L1]);
    attempt.flight.dueAt = timeOf(told["due_at"_L1]);
    attempt.flight.lost = told["lost"_L1].toBool();
    if (told.contains("fault"_L1))
        attempt.flight.fault = faults::Injection{told["fault"_L1].toString(), {}, 0, 0, told["fault_rule"_L1].toInteger()};
    return m_tables.insertAttempt(attempt);
}

}  // namespace replay::sagas
