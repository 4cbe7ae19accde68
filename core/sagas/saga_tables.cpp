// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sagas/saga_tables.h"

#include "core/base/random.h"

namespace replay::sagas {
namespace {

using base::idText;
using storage::Row;
using storage::bind;

QString kindText(bool compensation) { return compensation ? QStringLiteral("compensation") : QStringLiteral("action"); }

}  // namespace

Status SagaTables::insertSaga(const SagaState& saga, const QUuid& correlationId, ModelTime now)
{
    const QString at = now.toString();
    REPLAY_TRY(m_database.run(
        "INSERT INTO sagas (saga_id, ordinal, type, definition_version, status, order_id, customer_id, correlation_id, started_at, "
        "updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        idText(saga.sagaId), static_cast<std::int64_t>(saga.ordinal), saga.type, saga.definitionVersion, toText(saga.status), saga.orderId,
        saga.customerId, correlationId, at, at));
    for (qsizetype i = 0; i < saga.steps.size(); ++i) {
        REPLAY_TRY(m_database.run("INSERT INTO saga_steps (saga_id, step_id, seq, status) VALUES (?, ?, ?, ?)", idText(saga.sagaId),
                                  saga.steps[i].id, static_cast<std::int64_t>(i), toText(saga.steps[i].status)));
    }
    return {};
}

Status SagaTables::updateSaga(const SagaState& saga, ModelTime now)
{
    REPLAY_TRY(m_database.run("UPDATE sagas SET status = ?, stuck = ?, paused = ?, error = ?, updated_at = ? WHERE saga_id = ?",
                              toText(saga.status), saga.stuck, saga.paused, saga.error.isEmpty() ? QString() : saga.error, now.toString(),
                              idText(saga.sagaId)));
    return {};
}

Status SagaTables::updateStep(const SagaState& saga, const StepState& step)
{
    REPLAY_TRY(m_database.run("UPDATE saga_steps SET status = ?, attempts = ?, error = ? WHERE saga_id = ? AND step_id = ?",
                              toText(step.status), step.attempts, step.error.isEmpty() ? QString() : step.error, idText(saga.sagaId),
                              step.id));
    return {};
}

Status SagaTables::setWake(const QUuid& sagaId, const QString& stepId, std::optional<ModelTime> at)
{
    REPLAY_TRY(m_database.run("UPDATE saga_steps SET wake_at = ? WHERE saga_id = ? AND step_id = ?", at, idText(sagaId), stepId));
    return {};
}

Status SagaTables::insertAttempt(const Attempt& a)
{
    const auto& fault = a.flight.fault;
    REPLAY_TRY(m_database.run(
        "INSERT INTO saga_attempts (saga_id, step_id, kind, attempt, message_id, target, command, sent_at, due_at, second_due_at, lost, "
        "fault, fault_reason, fault_rule, down_for, deadline_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        idText(a.sagaId), a.stepId, kindText(a.compensation), a.attempt, a.messageId, a.target, a.command, a.sentAt, a.flight.dueAt,
        a.flight.secondDueAt, a.flight.lost, fault ? fault->kind : QString(), fault ? fault->reason : QString(),
        fault ? std::optional<std::int64_t>(fault->rule) : std::nullopt, fault ? static_cast<std::int64_t>(fault->downForUs) : 0,
        a.deadlineAt));
    return {};
}

Result<int> SagaTables::finishAttempt(const QUuid& sagaId, const QString& stepId, bool compensation, int attempt, ModelTime now,
                                      const QString& outcome, const QString& error, std::optional<ModelTime> nextRetryAt)
{
    return m_database.run(
        "UPDATE saga_attempts SET finished_at = ?, outcome = ?, error = ?, next_retry_at = ? WHERE saga_id = ? AND step_id = ? AND kind = ? "
        "AND attempt = ? AND outcome = 'waiting'",
        now, outcome, error.isEmpty() ? QString() : error, nextRetryAt, idText(sagaId), stepId, kindText(compensation), attempt);
}

Result<bool> SagaTables::isWaiting(const QUuid& sagaId, const QString& stepId) const
{
    REPLAY_ASSIGN(const std::int64_t count,
                  m_database.integer("SELECT count(*) FROM saga_attempts WHERE saga_id = ? AND step_id = ? AND outcome = 'waiting'", 0,
                                     idText(sagaId), stepId));
    return count > 0;
}

Result<QList<QUuid>> SagaTables::sagasOf(const QUuid& customerId) const
{
    QList<QUuid> sagas;
    REPLAY_TRY(m_database.each("SELECT saga_id FROM sagas WHERE customer_id = ? ORDER BY ordinal", bind(base::idText(customerId)),
                               [&](const Row& row) { sagas << QUuid::fromString(row.text(0)); }));
    return sagas;
}

Result<qint64> SagaTables::lastOrdinal() const
{
    REPLAY_ASSIGN(const std::int64_t ordinal, m_database.integer("SELECT max(ordinal) FROM sagas", 0));
    return ordinal;
}

Status SagaTables::eachWake(const std::function<void(const Wake&)>& visit) const
{
    return m_database.each("SELECT saga_id, step_id, wake_at FROM saga_steps WHERE wake_at IS NOT NULL ORDER BY wake_at", bind(),
                           [&](const Row& row) {
                               visit({row.id(0), row.text(1), row.time(2)});
                           });
}

Status SagaTables::eachOpenMessage(const std::function<void(const QUuid&, const QUuid&, const QString&, bool)>& visit) const
{
    return m_database.each("SELECT DISTINCT a.message_id, a.saga_id, a.step_id, a.kind FROM sagas s JOIN saga_attempts a USING (saga_id) "
                           "WHERE s.status IN ('started', 'compensating')",
                           bind(), [&](const Row& row) { visit(row.id(0), row.id(1), row.text(2), row.text(3) == u"compensation"); });
}

Result<std::vector<Attempt>> SagaTables::dueAttempts(const QString& target, ModelTime from) const
{
    std::vector<Attempt> attempts;
    const auto collect = [&](const Row& row) {
        Attempt a;
        a.sagaId = row.id(0);
        a.stepId = row.text(1);
        a.compensation = row.text(2) == u"compensation";
        a.attempt = static_cast<int>(row.integer(3));
        a.messageId = row.id(4);
        a.target = target;
        a.command = row.text(5);
        a.sentAt = row.time(6);
        a.flight.dueAt = row.time(7);
        if (!row.isNull(8))
            a.flight.secondDueAt = row.time(8);
        a.flight.lost = row.flag(9);
        if (!row.isNull(10))
            a.flight.fault = faults::Injection{row.text(10), row.text(11), 0, row.integer(13), row.integer(12)};
        a.deadlineAt = row.time(14);
        a.correlationId = row.id(15);
        attempts.push_back(std::move(a));
    };
#define ATTEMPT_COLUMNS                                                                                                                    \
    "SELECT a.saga_id, a.step_id, a.kind, a.attempt, a.message_id, a.command, a.sent_at, a.due_at, a.second_due_at, a.lost, a.fault, "     \
    "a.fault_reason, a.fault_rule, a.down_for, a.deadline_at, s.correlation_id FROM saga_attempts a JOIN sagas s USING (saga_id) "
    REPLAY_TRY(m_database.each(ATTEMPT_COLUMNS "WHERE a.target = ? AND a.due_at >= ?", bind(target, from), collect));
    REPLAY_TRY(
        m_database.each(ATTEMPT_COLUMNS "WHERE a.target = ? AND a.second_due_at >= ? AND a.due_at < ?", bind(target, from, from), collect));
    return attempts;
}

}  // namespace replay::sagas
