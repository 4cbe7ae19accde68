// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sagas/orchestrator.h"

#include "core/base/check.h"
#include "core/faults/fault_counts.h"

#include <QJsonArray>

namespace replay::sagas {
namespace {

using base::ModelTime;
using base::idText;

const QString sagaType = QStringLiteral("Saga");

QByteArray attemptKey(const QUuid& messageId, int attempt) { return messageId.toRfc4122() + QByteArray::number(attempt); }

/// One id for all attempts of a step's command: the receiver's inbox knows it again.
QUuid messageIdOf(const base::Random& random, const SagaState& saga, const QString& stepId, bool compensation)
{
    const qint64 startedMs = (static_cast<qint64>(saga.sagaId.data1) << 16) | saga.sagaId.data2;  // the time in a version 7 id
    QByteArray purpose = saga.sagaId.toRfc4122();
    purpose += compensation ? "undo:" : "do:";
    purpose += stepId.toUtf8();
    return random.uuid({startedMs * base::usPerMs}, purpose);
}

}  // namespace

Orchestrator::Orchestrator(storage::Database& database, const faults::Transport& transport, faults::FaultPlan& plan, int purchaseVersion)
    : m_database(database),
      m_tables(database),
      m_transport(transport),
      m_plan(plan),
      m_purchaseVersion(purchaseVersion)
{
}

Status Orchestrator::load()
{
    m_open.clear();
    m_alarms.clear();
    m_wakes.clear();
    REPLAY_ASSIGN(m_lastOrdinal, m_tables.lastOrdinal());
    REPLAY_TRY(m_tables.eachOpenMessage([&](const QUuid& messageId, const QUuid& sagaId, const QString& stepId, bool compensation) {
        m_open.insert(messageId, {sagaId, stepId, compensation});
    }));
    REPLAY_TRY(m_tables.eachWake([&](const SagaTables::Wake& wake) { m_alarms.insert({wake.sagaId, wake.stepId}, wake.at); }));
    return faults::loadCounts(m_database, m_plan);
}

Status Orchestrator::rollBack()
{
    m_sent.resize(m_sentBefore);
    return load();
}

QStringList Orchestrator::subscriptions() const
{
    QStringList types;
    for (const Definition* definition : allDefinitions()) {
        if (definition->dataOf)
            types << definition->startedBy;
        for (const Step& step : definition->steps) {
            types += step.action.done + step.compensation.done;
            types << step.action.refused;
        }
    }
    types << QStringLiteral("UserErased");  // what is to be done about it is forget()
    types.removeAll(QString());
    types.removeDuplicates();
    return types;
}

bool Orchestrator::concerns(const events::Event& event) const { return answers(event) || startedBy(event.eventType) != nullptr; }

/// What the customer's sagas were started with is read without a key from now on.
Status Orchestrator::forget(const QUuid& person, base::ModelTime at, events::UnitOfWork& work)
{
    REPLAY_TRY(work.store().keys().erase(person, at));
    REPLAY_ASSIGN(const QList<QUuid> sagas, m_tables.sagasOf(person));
    for (const QUuid& sagaId : sagas)
        REPLAY_TRY(work.refold(sagaId));
    return {};
}

Status Orchestrator::onEvent(const events::Event& event, events::UnitOfWork& work)
{
    if (const Definition* begun = startedBy(event.eventType)) {
        const QJsonObject asked = event.data();
        return start(*begun, work.newId(), asked[QStringLiteral("order_id")].toString(), asked[QStringLiteral("customer_id")].toString(),
                     begun->dataOf(asked), work, asked[QStringLiteral("ordinal")].toInteger());
    }
    const auto found = m_open.constFind(event.causationId);
    if (found == m_open.constEnd())
        return {};
    const Open open = *found;
    REPLAY_ASSIGN(const Saga saga, work.load<SagaState>(open.sagaId));
    work.correlate(saga->state.correlationId);
    const Definition* definition = findDefinition(saga->state.type, saga->state.definitionVersion);
    ENSURE(definition != nullptr);
    const Step& step = definition->step(open.stepId);
    const Exchange& exchange = open.compensation ? step.compensation : step.action;
    const StepStatus expected = open.compensation ? StepStatus::Compensating : StepStatus::Running;
    if (saga->state.step(open.stepId).status != expected)
        return {};  // a late answer to an attempt that was given up: its compensation takes care of it
    if (exchange.done.contains(event.eventType))
        return stepDone(*definition, saga, open, event, work);
    if (!exchange.refused.isEmpty() && event.eventType == exchange.refused)
        return stepFailed(*definition, saga, open, QStringLiteral("refused"), event.data()[QStringLiteral("reason")].toString(), true,
                          work);
    return {};
}

std::optional<faults::Injection> Orchestrator::crashAt(const events::Event& event, ModelTime now)
{
    const auto found = m_open.constFind(event.causationId);
    if (found == m_open.constEnd())
        return std::nullopt;
    return m_plan.decideCrash({name(), QString(), event.eventType, found->stepId, found->compensation, 0, now, event.eventId.toRfc4122()},
                              m_transport.random());
}

Status Orchestrator::onFailure(const QUuid& messageId, int attempt, const QString& error, events::UnitOfWork& work)
{
    const auto found = m_open.constFind(messageId);
    if (found == m_open.constEnd())
        return {};
    const Open open = *found;
    REPLAY_ASSIGN(const Saga saga, work.load<SagaState>(open.sagaId));
    work.correlate(saga->state.correlationId);
    const StepState& step = saga->state.step(open.stepId);
    const bool running = step.status == (open.compensation ? StepStatus::Compensating : StepStatus::Running);
    if (!running || attempt != (open.compensation ? step.compensationAttempts : step.attempts))
        return {};
    const Definition* definition = findDefinition(saga->state.type, saga->state.definitionVersion);
    return stepFailed(*definition, saga, open, QStringLiteral("error"), error, false, work);
}

bool Orchestrator::isWaitingFor(const SagaTables::Wake& wake) const { return m_alarms.value({wake.sagaId, wake.stepId}) == wake.at; }

Status Orchestrator::onWake(const SagaTables::Wake& wake, events::UnitOfWork& work)
{
    if (!isWaitingFor(wake))
        return {};
    REPLAY_ASSIGN(const Saga saga, work.load<SagaState>(wake.sagaId));
    work.correlate(saga->state.correlationId);
    const Definition* definition = findDefinition(saga->state.type, saga->state.definitionVersion);
    const bool compensation = saga->state.step(wake.stepId).status == StepStatus::Compensating;
    REPLAY_ASSIGN(const bool waiting, m_tables.isWaiting(wake.sagaId, wake.stepId));
    if (!waiting && saga->state.paused)
        return setWake(wake.sagaId, wake.stepId, std::nullopt);  // resuming starts it
    if (!waiting)
        return startAttempt(*definition, saga, wake.stepId, compensation, work);
    const QString error = QStringLiteral("no answer within %1 s")
                              .arg(static_cast<double>(definition->step(wake.stepId).action.timeoutUs) / base::usPerSecond);
    return stepFailed(*definition, saga, {wake.sagaId, wake.stepId, compensation}, QStringLiteral("timeout"), error, false, work);
}

Status Orchestrator::start(const Definition& definition, const QUuid& sagaId, const QString& orderId, const QString& customerId,
                           const QJsonObject& data, events::UnitOfWork& work, qint64 ordinal)
{
    REPLAY_ASSIGN(const Saga saga, work.load<SagaState>(sagaId));
    QJsonArray steps;
    QJsonArray skipped;
    for (const Step& step : definition.steps) {
        steps.append(step.id);
        if (step.external)
            skipped.append(step.id);
    }
    m_lastOrdinal = ordinal > 0 ? ordinal : m_lastOrdinal + 1;
    QJsonObject started{{QStringLiteral("saga_id"), idText(sagaId)},
                        {QStringLiteral("type"), definition.type},
                        {QStringLiteral("definition_version"), definition.version},
                        {QStringLiteral("ordinal"), m_lastOrdinal},
                        {QStringLiteral("order_id"), orderId},
                        {QStringLiteral("customer_id"), customerId},
                        {QStringLiteral("steps"), steps},
                        {QStringLiteral("skipped_steps"), skipped},
                        {QStringLiteral("data"), data}};
    if (definition.dataOf && data.contains(QStringLiteral("order_number")))
        started.insert(QStringLiteral("order_number"), data[QStringLiteral("order_number")]);
    REPLAY_TRY(record(saga, QStringLiteral("SagaStarted"), started, work));
    REPLAY_TRY(m_tables.insertSaga(saga->state, work.cause().correlationId, work.now()));
    return goOn(definition, saga, work);
}

Status Orchestrator::record(const Saga& saga, const QString& eventType, QJsonObject data, events::UnitOfWork& work)
{
    const QUuid id = saga->state.sagaId.isNull() ? QUuid::fromString(data[QStringLiteral("saga_id")].toString()) : saga->state.sagaId;
    return work.append<SagaState>(id, sagaType, {{eventType, std::move(data)}});
}

Status Orchestrator::setWake(const QUuid& sagaId, const QString& stepId, std::optional<ModelTime> at)
{
    if (at) {
        m_alarms.insert({sagaId, stepId}, *at);
        m_wakes.push_back({sagaId, stepId, *at});
    } else {
        m_alarms.remove({sagaId, stepId});
    }
    return m_tables.setWake(sagaId, stepId, at);
}

Status Orchestrator::startAttempt(const Definition& definition, const Saga& saga, const QString& stepId, bool compensation,
                                  events::UnitOfWork& work)
{
    const Step& step = definition.step(stepId);
    const Exchange& exchange = compensation ? step.compensation : step.action;
    const StepState& before = saga->state.step(stepId);
    const int number = (compensation ? before.compensationAttempts : before.attempts) + 1;

    Attempt attempt;
    attempt.sagaId = saga->state.sagaId;
    attempt.stepId = stepId;
    attempt.compensation = compensation;
    attempt.attempt = number;
    attempt.messageId = messageIdOf(m_transport.random(), saga->state, stepId, compensation);
    attempt.correlationId = work.cause().correlationId;
    attempt.target = step.service;
    attempt.command = exchange.command;
    attempt.sentAt = work.now();
    attempt.deadlineAt = work.now() + exchange.timeoutUs;
    const QByteArray key = attemptKey(attempt.messageId, number);
    const auto fault = m_plan.decide({step.service, name(), exchange.command, stepId, compensation, saga->state.ordinal, work.now(), key},
                                     m_transport.random());
    attempt.flight = m_transport.plan(work.now(), key, fault);

    QJsonObject started{{QStringLiteral("step"), stepId},
                        {QStringLiteral("kind"), compensation ? QStringLiteral("compensation") : QStringLiteral("action")},
                        {QStringLiteral("attempt"), number},
                        {QStringLiteral("service"), step.service},
                        {QStringLiteral("command"), exchange.command},
                        {QStringLiteral("message_id"), idText(attempt.messageId)},
                        {QStringLiteral("sent_at"), attempt.sentAt.toString()},
                        {QStringLiteral("due_at"), attempt.flight.dueAt.toString()},
                        {QStringLiteral("deadline_at"), attempt.deadlineAt.toString()}};
    if (attempt.flight.lost)
        started.insert(QStringLiteral("lost"), true);
    if (attempt.flight.secondDueAt)
        started.insert(QStringLiteral("copies"), 2);
    if (fault) {
        started.insert(QStringLiteral("fault"), fault->kind);
        started.insert(QStringLiteral("fault_rule"), fault->rule);
    }
    REPLAY_TRY(record(saga, QStringLiteral("SagaStepStarted"), started, work));
    REPLAY_TRY(m_tables.updateStep(saga->state, saga->state.step(stepId)));
    REPLAY_TRY(m_tables.insertAttempt(attempt));
    REPLAY_TRY(setWake(attempt.sagaId, stepId, work.has(faults::Pitfall::NoTimeout) ? std::nullopt : std::optional(attempt.deadlineAt)));
    REPLAY_TRY(saveFaultCounts());
    m_open.insert(attempt.messageId, {attempt.sagaId, stepId, compensation});
    m_sent.push_back(std::move(attempt));
    return {};
}

Status Orchestrator::saveFaultCounts() { return faults::saveCounts(m_database, m_plan); }

Status Orchestrator::stepDone(const Definition& definition, const Saga& saga, const Open& open, const events::Event& answer,
                              events::UnitOfWork& work)
{
    const StepState& step = saga->state.step(open.stepId);
    const int attempt = open.compensation ? step.compensationAttempts : step.attempts;
    REPLAY_TRY(m_tables.finishAttempt(open.sagaId, open.stepId, open.compensation, attempt, work.now(), QStringLiteral("done"), {}, {}));
    REPLAY_TRY(setWake(open.sagaId, open.stepId, std::nullopt));
    if (open.compensation) {
        REPLAY_TRY(record(saga, QStringLiteral("SagaStepCompensated"),
                          {{QStringLiteral("step"), open.stepId},
                           {QStringLiteral("kind"), QStringLiteral("compensation")},
                           {QStringLiteral("attempt"), attempt}},
                          work));
        REPLAY_TRY(m_tables.updateStep(saga->state, saga->state.step(open.stepId)));
        return compensateNext(definition, saga, work);
    }
    QJsonObject output;
    const QJsonObject all = answer.data();
    for (const QString& key : definition.step(open.stepId).keep) {
        if (all.contains(key))
            output.insert(key, all[key]);
    }
    REPLAY_TRY(record(saga, QStringLiteral("SagaStepCompleted"),
                      {{QStringLiteral("step"), open.stepId},
                       {QStringLiteral("kind"), QStringLiteral("action")},
                       {QStringLiteral("attempt"), attempt},
                       {QStringLiteral("output"), output}},
                      work));
    REPLAY_TRY(m_tables.updateStep(saga->state, saga->state.step(open.stepId)));
    return goOn(definition, saga, work);
}

Status Orchestrator::goOn(const Definition& definition, const Saga& saga, events::UnitOfWork& work)
{
    if (saga->state.paused)
        return {};
    if (const Step* next = nextToDo(definition, saga->state))
        return startAttempt(definition, saga, next->id, false, work);
    REPLAY_TRY(record(saga, QStringLiteral("SagaCompleted"),
                      {{QStringLiteral("saga_id"), idText(saga->state.sagaId)}, {QStringLiteral("order_id"), saga->state.orderId}}, work));
    close(saga->state);
    return m_tables.updateSaga(saga->state, work.now());
}

Status Orchestrator::stepFailed(const Definition& definition, const Saga& saga, const Open& open, const QString& outcome,
                                const QString& error, bool final, events::UnitOfWork& work)
{
    const Step& step = definition.step(open.stepId);
    const RetryPolicy& policy = (open.compensation ? step.compensation : step.action).retry;
    const StepState& state = saga->state.step(open.stepId);
    const int attempt = open.compensation ? state.compensationAttempts : state.attempts;
    const int spent = attempt - state.attemptsForgiven;
    const bool again = !final && spent < policy.attemptsMax;

    std::optional<ModelTime> retryAt;
    if (again) {
        const qint64 pause = std::min(policy.backoffMaxUs, policy.backoffUs << (spent - 1));
        const QUuid messageId = messageIdOf(m_transport.random(), saga->state, open.stepId, open.compensation);
        retryAt = work.now() + pause + m_transport.random().between(0, pause / 4, base::Concern::Backoff, attemptKey(messageId, attempt));
    }
    REPLAY_TRY(m_tables.finishAttempt(open.sagaId, open.stepId, open.compensation, attempt, work.now(), outcome, error, retryAt));
    QJsonObject failed{{QStringLiteral("step"), open.stepId},
                       {QStringLiteral("kind"), open.compensation ? QStringLiteral("compensation") : QStringLiteral("action")},
                       {QStringLiteral("attempt"), attempt},
                       {QStringLiteral("outcome"), outcome},
                       {QStringLiteral("error"), error}};
    if (retryAt)
        failed.insert(QStringLiteral("next_retry_at"), retryAt->toString());
    REPLAY_TRY(record(saga, QStringLiteral("SagaStepFailed"), failed, work));
    REPLAY_TRY(m_tables.updateStep(saga->state, saga->state.step(open.stepId)));
    REPLAY_TRY(setWake(open.sagaId, open.stepId, retryAt));
    if (again)
        return {};
    if (open.compensation) {
        REPLAY_TRY(record(saga, QStringLiteral("SagaStuck"),
                          {{QStringLiteral("step"), open.stepId},
                           {QStringLiteral("error"), QStringLiteral("compensation failed %1 times: %2").arg(attempt).arg(error)}},
                          work));
        return m_tables.updateSaga(saga->state, work.now());
    }
    // A refusal is sure: what was refused was not done.
    const QString finalStep = finalStepOf(saga->state);
    if (!finalStep.isEmpty() && !(final && finalStep == open.stepId)) {
        REPLAY_TRY(
            record(saga, QStringLiteral("SagaStuck"),
                   {{QStringLiteral("step"), open.stepId},
                    {QStringLiteral("error"), QStringLiteral("failed %1 times, and there is no way back: %2").arg(attempt).arg(error)}},
                   work));
        return m_tables.updateSaga(saga->state, work.now());
    }
    const QString reason = final ? error : QStringLiteral("%1 failed %2 times: %3").arg(open.stepId).arg(attempt).arg(error);
    REPLAY_TRY(record(saga, QStringLiteral("SagaCompensating"),
                      {{QStringLiteral("failed_step"), open.stepId}, {QStringLiteral("error"), reason}}, work));
    REPLAY_TRY(m_tables.updateSaga(saga->state, work.now()));
    return compensateNext(definition, saga, work);
}

/// In reverse order: what completed, what somebody else had done, and what may have taken place unanswered.
Status Orchestrator::compensateNext(const Definition& definition, const Saga& saga, events::UnitOfWork& work)
{
    if (saga->state.paused)
        return {};
    const Step* next = work.has(faults::Pitfall::NoCompensation) ? nullptr : nextToUndo(definition, saga->state);
    if (next)
        return startAttempt(definition, saga, next->id, true, work);
    REPLAY_TRY(record(saga, QStringLiteral("SagaFailed"),
                      {{QStringLiteral("saga_id"), idText(saga->state.sagaId)},
                       {QStringLiteral("order_id"), saga->state.orderId},
                       {QStringLiteral("error_message"), saga->state.error}},
                      work));
    close(saga->state);
    return m_tables.updateSaga(saga->state, work.now());
}

void Orchestrator::close(const SagaState& saga)
{
    for (const StepState& step : saga.steps) {
        m_open.remove(messageIdOf(m_transport.random(), saga, step.id, false));
        m_open.remove(messageIdOf(m_transport.random(), saga, step.id, true));
    }
}

Result<commands::Message> Orchestrator::messageOf(const Attempt& attempt, events::EventStore& store, events::AggregateCache& cache) const
{
    events::UnitOfWork reading(store, cache, m_transport.random(), attempt.sentAt, {});
    REPLAY_ASSIGN(const Saga saga, reading.load<SagaState>(attempt.sagaId));
    const Definition* definition = findDefinition(saga->state.type, saga->state.definitionVersion);
    ENSURE(definition != nullptr);
    commands::Message message;
    message.id = attempt.messageId;
    message.name = attempt.command;
    message.data = definition->payload(saga->state, definition->step(attempt.stepId), attempt.compensation);
    message.actor = QStringLiteral("saga");
    message.correlationId = attempt.correlationId;
    if (attempt.flight.fault) {
        message.fault = attempt.flight.fault->kind;
        message.faultReason = attempt.flight.fault->reason;
    }
    return message;
}

events::Folds sagaFolds() { return {events::foldOf<SagaState>(sagaType, QStringLiteral("saga"))}; }

Result<QStringList> checkSagaTables(storage::Database& database, qint64& checked)
{
    QStringList differences;
    events::EventStore store(database);
    Status inner;
    REPLAY_TRY(database.each("SELECT saga_id, status, stuck FROM sagas ORDER BY ordinal", storage::bind(), [&](const storage::Row& row) {
        SagaState saga;
        const QString id = row.text(0);
        inner = store.getEvents(row.id(0), 0, 0, [&](const events::Event& event) {
            saga.evolve(event);
            return true;
        });
        ++checked;
        if (toText(saga.status) != row.text(1) || saga.stuck != row.flag(2))
            differences << QStringLiteral("saga %1: the table says %2, its events say %3").arg(id, row.text(1), toText(saga.status));
        for (const StepState& step : saga.steps) {
            inner = database.each("SELECT status, attempts FROM saga_steps WHERE saga_id = ? AND step_id = ?", storage::bind(id, step.id),
                                  [&](const storage::Row& line) {
                                      ++checked;
                                      if (line.text(0) != toText(step.status) || line.integer(1) != step.attempts)
                                          differences << QStringLiteral("saga %1, step %2: the table says %3, its events say %4")
                                                             .arg(id, step.id, line.text(0), toText(step.status));
                                  });
        }
        return inner.has_value();
    }));
    REPLAY_TRY(inner);
    return differences;
}

}  // namespace replay::sagas
