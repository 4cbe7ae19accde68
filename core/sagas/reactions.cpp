// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sagas/reactions.h"

#include "core/base/check.h"
#include "core/contracts/personal_data.h"
#include "core/contracts/purchase_course.h"
#include "core/faults/fault_counts.h"
#include "core/sagas/reaction_state.h"

#include <QJsonDocument>
#include <algorithm>

namespace replay::sagas {
namespace {

using base::idText;
using base::ModelTime;
using base::Result;
using base::Status;
using storage::bind;
using storage::Utf8;
using SqlRow = storage::Row;

const QString keyOrdinal = QStringLiteral("ordinal");

QByteArray attemptKey(const QUuid& messageId, int attempt) { return messageId.toRfc4122() + QByteArray::number(attempt); }

QString kindText(bool compensation) { return compensation ? QStringLiteral("compensation") : QStringLiteral("action"); }

QJsonObject objectFrom(const QByteArray& json) { return QJsonDocument::fromJson(json).object(); }

}  // namespace

Reactions::Reactions(storage::Database& database, QString service, const faults::Transport& transport)
    : m_database(database),
      m_service(std::move(service)),
      m_transport(transport)
{
    const Choreography& all = choreographedPurchase();
    std::copy_if(all.reactions.begin(), all.reactions.end(), std::back_inserter(m_reactions),
                 [&](const Reaction& reaction) { return reaction.service == m_service; });
    for (const Reaction& reaction : std::as_const(m_reactions)) {
        for (const QString& type : reaction.on + reaction.until)
            m_types.insert(type);
    }
    for (const Remembered& each : all.remembered) {
        if (each.service == m_service)
            m_types.insert(each.event);
    }
}

Status Reactions::load()
{
    m_alarms.clear();
    REPLAY_TRY(m_database.each("SELECT message_id, wake_at FROM reactions WHERE wake_at IS NOT NULL ORDER BY wake_at", bind(),
                               [&](const SqlRow& row) {
                                   m_alarms.insert(row.id(0), row.time(1));
                                   m_set.push_back({row.id(0), row.time(1)});
                               }));
    return faults::loadCounts(m_database, m_plan);
}

Status Reactions::rollBack()
{
    m_sent.clear();
    m_set.clear();
    return load();
}

QStringList Reactions::subscriptions() const { return m_types.values(); }

/// Only what customers begin here and what reactions did: an order that a client made by itself is none of the dance.
bool Reactions::concerns(const events::Event& event) const
{
    return m_types.contains(event.eventType) && (event.actor == contracts::reactionActor || event.eventType == u"OrderPlaced");
}

Status Reactions::onEvent(const log::LoggedEvent& event, events::UnitOfWork& work)
{
    Occasion occasion;
    occasion.event = event.data();
    REPLAY_ASSIGN(occasion.remembered, remember(event, occasion.event));
    for (const Reaction& reaction : std::as_const(m_reactions)) {
        if (reaction.until.contains(event.eventType))
            REPLAY_TRY(disarm(reaction, event.correlationId));
        if (reaction.on.contains(event.eventType))
            REPLAY_TRY(begin(reaction, event, occasion, work));
    }
    return {};
}

/// What this service knows of the business case, with what this event adds.
Result<QJsonObject> Reactions::remember(const log::LoggedEvent& event, const QJsonObject& data)
{
    QJsonObject known;
    REPLAY_TRY(m_database.each("SELECT data FROM reaction_cases WHERE correlation_id = ?", bind(event.correlationId),
                               [&](const SqlRow& row) { known = objectFrom(row.bytes(0)); }));
    const QJsonObject before = known;
    for (const Remembered& each : choreographedPurchase().remembered) {
        if (each.service != m_service || each.event != event.eventType)
            continue;
        for (const QString& field : each.fields)
            known.insert(field, data[field]);
    }
    if (known != before)
        REPLAY_TRY(
            m_database.run("INSERT INTO reaction_cases (correlation_id, data) VALUES (?, ?) ON CONFLICT (correlation_id) DO UPDATE SET "
                           "data = excluded.data",
                           event.correlationId, Utf8{base::jsonBytes(known)}));
    return known;
}

Status Reactions::disarm(const Reaction& reaction, const QUuid& correlationId)
{
    const QUuid messageId = contracts::reactionId(correlationId, reaction.step, reaction.compensation);
    if (!m_alarms.contains(messageId))
        return {};
    return setStatus(messageId, "obsolete", std::nullopt);
}

Status Reactions::begin(const Reaction& reaction, const log::LoggedEvent& event, const Occasion& occasion, events::UnitOfWork& work)
{
    if (reaction.compensation && !reaction.isTimer() && work.has(faults::Pitfall::NoCompensation))
        return {};
    if (reaction.isTimer() && work.has(faults::Pitfall::NoTimeout))
        return {};
    Row row;
    row.messageId = contracts::reactionId(event.correlationId, reaction.step, reaction.compensation);
    row.correlationId = event.correlationId;
    row.step = reaction.step;
    row.compensation = reaction.compensation;
    row.command = reaction.command;
    row.data = reaction.payload(occasion);
    row.sender = event.service;
    row.ordinal = occasion.remembered[keyOrdinal].toInteger();
    REPLAY_ASSIGN(const int added,
                  m_database.run("INSERT INTO reactions (message_id, correlation_id, step, kind, command, data, sender, status) "
                                 "VALUES (?, ?, ?, ?, ?, ?, ?, 'timer') ON CONFLICT (message_id) DO NOTHING",
                                 row.messageId, row.correlationId, row.step, kindText(row.compensation), row.command,
                                 Utf8{base::jsonBytes(row.data)}, row.sender));
    if (added == 0)
        return {};  // another event has made this service do it already
    if (reaction.isTimer())
        return setStatus(row.messageId, "timer", work.now() + reaction.afterUs);
    return send(reaction, std::move(row), work);
}

Status Reactions::send(const Reaction& reaction, Row row, events::UnitOfWork& work)
{
    Attempt attempt;
    attempt.attempt = ++row.attempts;
    attempt.message = messageOf(row);
    const QByteArray key = attemptKey(row.messageId, attempt.attempt);
    if (reaction.isTimer()) {
        attempt.flight = m_transport.planCalm(work.now());
    } else {
        const auto fault = m_plan.decide({m_service, row.sender, row.command, row.step, row.compensation, row.ordinal, work.now(), key},
                                         m_transport.random());
        attempt.flight = m_transport.plan(work.now(), key, fault);
    }
    const faults::Flight& flight = attempt.flight;
    const auto& fault = flight.fault;
    if (fault) {
        attempt.message.fault = fault->kind;
        attempt.message.faultReason = fault->reason;
    }
    REPLAY_TRY(m_database.run(
        "INSERT INTO reaction_attempts (message_id, attempt, sent_at, due_at, second_due_at, lost, fault, fault_reason, fault_rule, down_for) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        row.messageId, attempt.attempt, work.now(), flight.dueAt, flight.secondDueAt, flight.lost, fault ? fault->kind : QString(),
        fault ? fault->reason : QString(), fault ? std::optional<std::int64_t>(fault->rule) : std::nullopt,
        fault ? static_cast<std::int64_t>(fault->downForUs) : 0));
    REPLAY_TRY(m_database.run("UPDATE reactions SET attempts = ? WHERE message_id = ?", attempt.attempt, row.messageId));
    REPLAY_TRY(setStatus(row.messageId, "waiting",
                         work.has(faults::Pitfall::NoTimeout) ? std::nullopt : std::optional(work.now() + reaction.timeoutUs)));
    REPLAY_TRY(faults::saveCounts(m_database, m_plan));
    m_sent.push_back(std::move(attempt));
    return {};
}

Status Reactions::setStatus(const QUuid& messageId, const char* status, std::optional<ModelTime> wakeAt)
{
    if (wakeAt) {
        m_alarms.insert(messageId, *wakeAt);
        m_set.push_back({messageId, *wakeAt});
    } else {
        m_alarms.remove(messageId);
    }
    REPLAY_TRY(m_database.run("UPDATE reactions SET status = ?, wake_at = ? WHERE message_id = ?", QString::fromLatin1(status), wakeAt,
                              messageId));
    return {};
}

Status Reactions::onHandled(const QUuid& messageId) { return setStatus(messageId, "done", std::nullopt); }

Result<std::optional<Reactions::GivenUp>> Reactions::onFailure(const QUuid& messageId, int attempt, const QString& error,
                                                               events::UnitOfWork& work)
{
    REPLAY_ASSIGN(const auto row, find(messageId));
    if (!row || row->status != u"waiting" || row->attempts != attempt)
        return std::optional<GivenUp>();
    return failed(*row, QStringLiteral("error"), error, work);
}

Result<std::optional<Reactions::GivenUp>> Reactions::onWake(const QUuid& messageId, events::UnitOfWork& work)
{
    REPLAY_ASSIGN(const auto row, find(messageId));
    ENSURE(row.has_value());
    work.correlate(row->correlationId);
    const Reaction& reaction = reactionOf(*row);
    if (row->status == u"waiting")
        return failed(*row, QStringLiteral("timeout"),
                      QStringLiteral("no answer within %1 s").arg(static_cast<double>(reaction.timeoutUs) / base::usPerSecond), work);
    REPLAY_TRY(send(reaction, *row, work));
    return std::optional<GivenUp>();
}

Result<std::optional<Reactions::GivenUp>> Reactions::failed(const Row& row, const QString& outcome, const QString& error,
                                                            events::UnitOfWork& work)
{
    const Reaction& reaction = reactionOf(row);
    const RetryPolicy& policy = reaction.retry;
    const bool again = row.attempts - row.spent < policy.attemptsMax;
    if (!again) {
        // Only the acknowledgements were lost: the service's own inbox knows that it took place.
        REPLAY_ASSIGN(const std::int64_t known, m_database.integer("SELECT count(*) FROM inbox WHERE message_id = ?", 0, row.messageId));
        if (known > 0) {
            REPLAY_TRY(onHandled(row.messageId));
            return std::optional<GivenUp>();
        }
    }
    QJsonObject told{{QStringLiteral("order_id"), row.data[QStringLiteral("order_id")]},
                     {QStringLiteral("step"), row.step},
                     {QStringLiteral("kind"), kindText(row.compensation)},
                     {QStringLiteral("attempt"), row.attempts},
                     {QStringLiteral("command"), row.command},
                     {QStringLiteral("outcome"), outcome},
                     {QStringLiteral("error"), error}};
    REPLAY_TRY(m_database.each(
        "SELECT sent_at, lost, second_due_at, fault, fault_rule FROM reaction_attempts WHERE message_id = ? AND attempt = ?",
        bind(row.messageId, row.attempts), [&](const SqlRow& sent) {
            told.insert(QStringLiteral("sent_at"), sent.time(0).toString());
            if (sent.flag(1))
                told.insert(QStringLiteral("lost"), true);
            if (!sent.isNull(2))
                told.insert(QStringLiteral("copies"), 2);
            if (!sent.isNull(3)) {
                told.insert(QStringLiteral("fault"), sent.text(3));
                told.insert(QStringLiteral("fault_rule"), static_cast<qint64>(sent.integer(4)));
            }
        }));
    std::optional<ModelTime> retryAt;
    if (again) {
        const qint64 pause = std::min(policy.backoffMaxUs, policy.backoffUs << (row.attempts - row.spent - 1));
        retryAt = work.now() + pause +
                  m_transport.random().between(0, pause / 4, base::Concern::Backoff, attemptKey(row.messageId, row.attempts));
        told.insert(QStringLiteral("next_retry_at"), retryAt->toString());
    }
    REPLAY_TRY(work.append<ReactionState>(row.messageId, contracts::reactionType, {{QStringLiteral("ReactionFailed"), told}}));
    REPLAY_TRY(setStatus(row.messageId, again ? "retry" : "given_up", retryAt));
    if (again)
        return std::optional<GivenUp>();
    if (row.compensation) {
        REPLAY_TRY(setStuck(row.messageId, QStringLiteral("compensation failed %1 times: %2").arg(row.attempts).arg(error), work));
        return std::optional<GivenUp>();
    }
    GivenUp end = messageOf(row);
    end.fault = QStringLiteral("refuse");
    end.faultReason = QStringLiteral("%1 failed %2 times: %3").arg(row.step).arg(row.attempts).arg(error);
    return std::optional(std::move(end));
}

Result<QUuid> Reactions::stuckOf(const QUuid& orderId) const
{
    QUuid messageId;
    REPLAY_TRY(m_database.each("SELECT message_id FROM reactions WHERE status = 'stuck' AND json_extract(data, '$.order_id') = ? "
                               "ORDER BY message_id LIMIT 1",
                               bind(idText(orderId)), [&](const SqlRow& row) { messageId = row.id(0); }));
    return messageId;
}

Result<bool> Reactions::isStuck(const QUuid& orderId) const
{
    REPLAY_ASSIGN(const QUuid messageId, stuckOf(orderId));
    return !messageId.isNull();
}

Result<commands::Receipt> Reactions::operate(OperatorAction action, const QUuid& orderId, const QString& reason, events::UnitOfWork& work)
{
    REPLAY_ASSIGN(const QUuid messageId, stuckOf(orderId));
    if (const QString refusal = refusalWithoutConductor(action, !messageId.isNull()); !refusal.isEmpty())
        return commands::Receipt::refused(refusal);
    REPLAY_ASSIGN(const auto row, find(messageId));
    ENSURE(row.has_value());
    work.correlate(row->correlationId);
    QJsonObject told{{QStringLiteral("order_id"), idText(orderId)},
                     {QStringLiteral("step"), row->step},
                     {QStringLiteral("kind"), kindText(row->compensation)},
                     {QStringLiteral("command"), row->command}};
    if (!reason.isEmpty())
        told.insert(QStringLiteral("reason"), reason);
    const bool again = action == OperatorAction::Retry;
    REPLAY_TRY(work.append<ReactionState>(messageId, contracts::reactionType,
                                          {{again ? QStringLiteral("ReactionRetried") : QStringLiteral("ReactionResolved"), told}}));
    if (again) {
        REPLAY_TRY(m_database.run("UPDATE reactions SET spent = attempts WHERE message_id = ?", messageId));
        REPLAY_TRY(send(reactionOf(*row), *row, work));
    } else {
        REPLAY_TRY(setStatus(messageId, "obsolete", std::nullopt));
    }
    return commands::Receipt::done({{QStringLiteral("saga_id"), idText(orderId)},
                                    {QStringLiteral("step"), row->step},
                                    {QStringLiteral("message_id"), idText(messageId)}});
}

Status Reactions::setStuck(const QUuid& messageId, const QString& error, events::UnitOfWork& work)
{
    REPLAY_ASSIGN(const auto row, find(messageId));
    ENSURE(row.has_value());
    REPLAY_TRY(work.append<ReactionState>(messageId, contracts::reactionType,
                                          {{QStringLiteral("ReactionStuck"),
                                            {{QStringLiteral("order_id"), row->data[QStringLiteral("order_id")]},
                                             {QStringLiteral("step"), row->step},
                                             {QStringLiteral("kind"), kindText(row->compensation)},
                                             {QStringLiteral("command"), row->command},
                                             {QStringLiteral("error"), error}}}}));
    return setStatus(messageId, "stuck", std::nullopt);
}

const Reaction& Reactions::reactionOf(const Row& row) const
{
    const auto found = std::find_if(m_reactions.begin(), m_reactions.end(),
                                    [&](const Reaction& each) { return each.step == row.step && each.compensation == row.compensation; });
    ENSURE(found != m_reactions.end());
    return *found;
}

commands::Message Reactions::messageOf(const Row& row) const
{
    commands::Message message;
    message.id = row.messageId;
    message.name = row.command;
    message.data = row.data;
    message.actor = contracts::reactionActor;
    message.correlationId = row.correlationId;
    return message;
}

Result<std::optional<Reactions::Row>> Reactions::find(const QUuid& messageId) const
{
    std::optional<Row> found;
    REPLAY_TRY(
        m_database.each("SELECT r.correlation_id, r.step, r.kind, r.command, r.data, r.sender, r.status, r.attempts, r.spent, c.data "
                        "FROM reactions r LEFT JOIN reaction_cases c USING (correlation_id) WHERE r.message_id = ?",
                        bind(messageId), [&](const SqlRow& row) {
                            found = Row{messageId,
                                        row.id(0),
                                        row.text(1),
                                        row.text(2) == u"compensation",
                                        row.text(3),
                                        objectFrom(row.bytes(4)),
                                        row.text(5),
                                        row.text(6),
                                        static_cast<int>(row.integer(7)),
                                        static_cast<int>(row.integer(8)),
                                        row.isNull(9) ? 0 : objectFrom(row.bytes(9))[keyOrdinal].toInteger()};
                        }));
    return found;
}

Result<std::vector<Reactions::Attempt>> Reactions::due(ModelTime from) const
{
    std::vector<Attempt> attempts;
    const auto collect = [&](const SqlRow& sql) {
        Row row;
        row.messageId = sql.id(0);
        row.correlationId = sql.id(1);
        row.command = sql.text(2);
        row.data = objectFrom(sql.bytes(3));
        Attempt attempt;
        attempt.message = messageOf(row);
        attempt.attempt = static_cast<int>(sql.integer(4));
        attempt.flight.dueAt = sql.time(5);
        if (!sql.isNull(6))
            attempt.flight.secondDueAt = sql.time(6);
        attempt.flight.lost = sql.flag(7);
        if (!sql.isNull(8)) {
            attempt.flight.fault = faults::Injection{sql.text(8), sql.text(9), 0, sql.integer(11), sql.integer(10)};
            attempt.message.fault = sql.text(8);
            attempt.message.faultReason = sql.text(9);
        }
        attempts.push_back(std::move(attempt));
    };
#define DUE_COLUMNS                                                                                                                        \
    "SELECT r.message_id, r.correlation_id, r.command, r.data, a.attempt, a.due_at, a.second_due_at, a.lost, a.fault, a.fault_reason, "    \
    "a.fault_rule, a.down_for FROM reaction_attempts a JOIN reactions r USING (message_id) "
    REPLAY_TRY(m_database.each(DUE_COLUMNS "WHERE a.due_at >= ?", bind(from), collect));
    REPLAY_TRY(m_database.each(DUE_COLUMNS "WHERE a.second_due_at >= ? AND a.due_at < ?", bind(from, from), collect));
    return attempts;
}

Status Reactions::forget(const QUuid& customerId)
{
    std::vector<std::pair<QUuid, QByteArray>> left;
    REPLAY_TRY(m_database.each("SELECT message_id, command, data FROM reactions WHERE json_extract(data, '$.customer_id') = ?",
                               bind(idText(customerId)), [&](const SqlRow& row) {
                                   const QJsonObject data = contracts::redacted(row.text(1), objectFrom(row.bytes(2)), customerId);
                                   left.emplace_back(row.id(0), base::jsonBytes(data));
                               }));
    for (const auto& [messageId, data] : left)
        REPLAY_TRY(m_database.run("UPDATE reactions SET data = ? WHERE message_id = ?", Utf8{data}, messageId));
    return {};
}

Result<bool> Reactions::isBusyWith(const QUuid& correlationId) const
{
    REPLAY_ASSIGN(
        const std::int64_t open,
        m_database.integer("SELECT count(*) FROM reactions WHERE correlation_id = ? AND status IN ('waiting', 'retry')", 0, correlationId));
    return open > 0;
}

}  // namespace replay::sagas
