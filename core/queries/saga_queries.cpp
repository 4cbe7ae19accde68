// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queries/saga_queries.h"

#include "core/base/random.h"
#include "core/log/log_reader.h"
#include "core/projections/saga_outcomes.h"
#include "core/queries/event_rows.h"
#include "core/queries/purchase_story.h"
#include "core/sagas/choreography.h"

#include <algorithm>
#include <limits>

namespace replay::queries {
namespace {

using base::ModelTime;
using projections::RowTable;
using projections::SagaOutcomeRow;
using projections::SagaOutcomes;
using storage::Row;
using storage::bind;

using Outcomes = RowTable<SagaOutcomeRow>;

api::SagaRow sagaRow(const SagaOutcomeRow& outcome)
{
    api::SagaRow row;
    row.sagaId = base::idText(outcome.sagaId);
    row.type = outcome.type;
    row.status = outcome.status;
    row.stuck = outcome.stuck;
    row.paused = outcome.paused;
    row.orderId = idTextOrEmpty(outcome.orderId);
    row.orderNumber = outcome.orderNumber;
    row.error = outcome.error;
    row.startedAt = outcome.startedAt;
    row.finishedAt = outcome.finishedAt;
    row.retryingSince = outcome.retryingSince;
    row.ordinal = outcome.ordinal;
    row.style = outcome.style;
    for (const auto& step : outcome.steps.list)
        row.steps.append({step.stepId, step.status, static_cast<int>(step.attempts), step.error});
    return row;
}

QString textOf(const QJsonObject& data, const char* key) { return data.value(QLatin1StringView(key)).toString(); }

ModelTime timeOf(const QJsonObject& data, const char* key) { return ModelTime::parse(textOf(data, key)).value_or(ModelTime()); }

QByteArray objectOf(const QJsonObject& data, const char* key)
{
    const QJsonValue value = data.value(QLatin1StringView(key));
    return value.isObject() ? base::jsonBytes(value.toObject()) : QByteArray();
}

api::SagaAttempt attemptFrom(const QJsonObject& data)
{
    api::SagaAttempt attempt;
    attempt.stepId = textOf(data, "step");
    attempt.service = textOf(data, "service");
    attempt.command = textOf(data, "command");
    attempt.compensation = textOf(data, "kind") == QStringLiteral("compensation");
    attempt.attempt = data.value(QStringLiteral("attempt")).toInt(1);
    attempt.messageId = textOf(data, "message_id");
    attempt.sentAt = timeOf(data, "sent_at");
    attempt.deadlineAt = timeOf(data, "deadline_at");
    attempt.outcome = QStringLiteral("waiting");
    attempt.fault = textOf(data, "fault");
    attempt.requestLost = data.value(QStringLiteral("lost")).toBool();
    attempt.copies = data.value(QStringLiteral("copies")).toInt(1);
    return attempt;
}

/// What an attempt's command carried: a function of the saga's state when it was sent, as the orchestrator itself makes it.
QByteArray inputOf(const sagas::SagaState& saga, const api::SagaAttempt& attempt)
{
    const sagas::Definition* definition = sagas::findDefinition(saga.type, saga.definitionVersion);
    return base::jsonBytes(definition->payload(saga, definition->step(attempt.stepId), attempt.compensation));
}

/// Folds the saga's own events to its attempts.
QList<api::SagaAttempt> attemptsFrom(const std::vector<log::LoggedEvent>& events)
{
    QList<api::SagaAttempt> attempts;
    sagas::SagaState state;
    for (const log::LoggedEvent& event : events) {
        state.evolve(event);
        const bool started = event.eventType == QStringLiteral("SagaStepStarted");
        const bool completed = event.eventType == QStringLiteral("SagaStepCompleted");
        const bool compensated = event.eventType == QStringLiteral("SagaStepCompensated");
        const bool failed = event.eventType == QStringLiteral("SagaStepFailed");
        if (!started && !completed && !compensated && !failed)
            continue;
        const QJsonObject data = event.data();
        if (started) {
            attempts.append(attemptFrom(data));
            attempts.last().input = inputOf(state, attempts.last());
            continue;
        }
        const bool compensation = compensated || textOf(data, "kind") == QStringLiteral("compensation");
        const auto attempt = std::find_if(attempts.rbegin(), attempts.rend(), [&](const api::SagaAttempt& each) {
            return each.stepId == textOf(data, "step") && each.compensation == compensation &&
                   each.attempt == data.value(QStringLiteral("attempt")).toInt(1);
        });
        if (attempt == attempts.rend())
            continue;
        attempt->answeredAt = event.occurredAt;
        attempt->outcome = failed ? textOf(data, "outcome") : QStringLiteral("done");
        attempt->error = textOf(data, "error");
        attempt->nextRetryAt = timeOf(data, "next_retry_at");
        attempt->output = objectOf(data, "output");
    }
    return attempts;
}

/// A saga's stream begins so, and that of an order whose purchase nobody conducts.
bool beginsSaga(const std::vector<log::LoggedEvent>& events)
{
    return !events.empty() && (events.front().eventType == u"SagaStarted" || events.front().eventType == u"OrderPlaced");
}

api::SagaAction actionOf(const sagas::OperatorCommand& command, const QString& refusal)
{
    api::SagaAction action;
    action.code = sagas::toText(command.action);
    action.command = QString::fromLatin1(command.command);
    action.refusal = refusal;
    action.allowed = refusal.isEmpty();
    action.needsReason = command.needsReason;
    return action;
}

}  // namespace

Result<QList<api::SagaRow>> SagaQueries::sagas(const QString& status, qint64 beforeOrdinal, int limit, const QString& type)
{
    static const QStringList statuses{QStringLiteral("started"), QStringLiteral("completed"), QStringLiteral("compensating"),
                                      QStringLiteral("failed"),  QStringLiteral("stuck"),     QStringLiteral("paused")};
    if (!status.isEmpty() && !statuses.contains(status))
        return base::malformed(
            QStringLiteral("\"%1\" is no status of a saga; there are %2").arg(status, statuses.join(QStringLiteral(", "))));
    REPLAY_ASSIGN(storage::Database * read, m_connections.read());
    QList<api::SagaRow> rows;
    const std::int64_t before = beforeOrdinal > 0 ? beforeOrdinal : std::numeric_limits<std::int64_t>::max();
    const int most = std::clamp(limit, 0, rowsMax);
    const auto take = [&](const Row& row) { rows.append(sagaRow(Outcomes::rowFrom(row))); };
    std::string where = " FROM saga_outcomes WHERE ";
    QVariantList values;
    if (status == QStringLiteral("stuck") || status == QStringLiteral("paused")) {
        where += status.toStdString() + " = 1 AND ";
    } else if (!status.isEmpty()) {
        where += "status = ? AND ";
        values << status;
    }
    if (!type.isEmpty()) {
        where += "type = ? AND ";
        values << type;
    }
    const std::string text = "SELECT " + Outcomes::columnList() + where + "ordinal < ? ORDER BY ordinal DESC LIMIT ?";
    if (values.isEmpty())
        REPLAY_TRY(read->each(text, bind(before, most), take));
    else if (values.size() == 1)
        REPLAY_TRY(read->each(text, bind(values[0].toString(), before, most), take));
    else
        REPLAY_TRY(read->each(text, bind(values[0].toString(), values[1].toString(), before, most), take));
    return rows;
}

/// The step that the saga is at, with what the orchestrator's own tables say it waits for.
Result<sagas::Standing> SagaQueries::standingOf(const sagas::SagaState& saga)
{
    sagas::Standing standing = sagas::standingOf(saga);
    if (standing.stepId.isEmpty())
        return standing;
    REPLAY_ASSIGN(storage::Database * own, m_connections.service(QStringLiteral("saga")));
    const QString id = base::idText(saga.sagaId);
    REPLAY_ASSIGN(const std::int64_t waiting,
                  own->integer("SELECT count(*) FROM saga_attempts WHERE saga_id = ? AND step_id = ? AND outcome = 'waiting'", 0, id,
                               standing.stepId));
    REPLAY_ASSIGN(
        const std::int64_t alarms,
        own->integer("SELECT count(*) FROM saga_steps WHERE saga_id = ? AND step_id = ? AND wake_at IS NOT NULL", 0, id, standing.stepId));
    standing.forAnswer = waiting > 0;
    standing.forRetry = waiting == 0 && alarms > 0;
    return standing;
}

Result<QList<api::SagaAction>> SagaQueries::actions(const QString& sagaId)
{
    REPLAY_ASSIGN(const QUuid id, parseId(sagaId, "saga id"));
    REPLAY_ASSIGN(storage::Database * log, m_connections.log());
    REPLAY_ASSIGN(const Position head, log::LogReader(*log).head());
    REPLAY_ASSIGN(const auto own, head > 0 ? eventsOf(id, head) : Result<std::vector<log::LoggedEvent>>(std::vector<log::LoggedEvent>()));
    if (!beginsSaga(own))
        return base::failed(QStringLiteral("there is no saga %1").arg(base::idText(id)));
    if (own.front().eventType == u"OrderPlaced")
        return actionsWithoutConductor(sagaId);
    sagas::SagaState state;
    for (const log::LoggedEvent& event : own)
        state.evolve(event);
    REPLAY_ASSIGN(const sagas::Standing standing, standingOf(state));
    QList<api::SagaAction> actions;
    for (const sagas::OperatorCommand& command : sagas::operatorCommands) {
        api::SagaAction action = actionOf(command, sagas::refusalOf(command.action, state, standing));
        if (action.allowed) {
            const sagas::Course course = sagas::courseAfter(command.action, state, standing);
            for (const sagas::Course::Move& move : course.next)
                action.next.append({move.step->id, move.step->service,
                                    (move.compensation ? move.step->compensation : move.step->action).command, move.compensation});
            action.outcome = course.end ? sagas::toText(*course.end) : QString();
            action.held = course.held;
        }
        actions.append(action);
    }
    return actions;
}

/// Of a purchase that nobody conducts: what is stuck is sent again, or counts as taken back.
Result<QList<api::SagaAction>> SagaQueries::actionsWithoutConductor(const QString& orderId)
{
    REPLAY_ASSIGN(const api::SagaTimeline timeline, saga(orderId, std::nullopt));
    const auto isStuck = [](const api::SagaAttempt& each) {
        return each.compensation && each.nextRetryAt.us == 0 && each.outcome != u"done" && each.outcome != u"waiting";
    };
    const auto stuck = std::find_if(timeline.attempts.crbegin(), timeline.attempts.crend(), isStuck);
    QList<api::SagaAction> actions;
    for (const sagas::OperatorCommand& command : sagas::operatorCommands) {
        api::SagaAction action = actionOf(command, sagas::refusalWithoutConductor(command.action, timeline.saga.stuck));
        if (action.allowed && command.action == sagas::OperatorAction::Retry && stuck != timeline.attempts.crend())
            action.next.append({stuck->stepId, stuck->service, stuck->command, true});
        if (action.allowed)
            action.outcome = QStringLiteral("failed");
        actions.append(action);
    }
    return actions;
}

Result<std::vector<log::LoggedEvent>> SagaQueries::eventsOf(const QUuid& sagaId, Position upTo)
{
    REPLAY_ASSIGN(storage::Database * log, m_connections.log());
    std::vector<log::LoggedEvent> events;
    REPLAY_TRY(log::LogReader(*log).stream(sagaId, upTo, [&](const log::LoggedEvent& event) {
        events.push_back(event);
        return true;
    }));
    return events;
}

/// The saga's row as the read model had it then: the same projection, fed with this business case alone.
Result<api::SagaRow> SagaQueries::rowAt(const QUuid& sagaId, const QUuid& correlationId, Position upTo)
{
    REPLAY_ASSIGN(storage::Database * log, m_connections.log());
    if (!m_feed)
        m_feed = std::make_unique<projections::LogFeed>(*log);          // sagas say nothing of persons
    SagaOutcomes outcomes(projections::Target{*log, QString(), true});  // never flushed: nothing is read or written there
    Status applied;
    REPLAY_TRY(m_feed->correlated(correlationId, upTo, SagaOutcomes::wants(), [&](projections::Fact& fact) {
        applied = outcomes.apply(fact);
        return applied.has_value();
    }));
    REPLAY_TRY(applied);
    REPLAY_ASSIGN(const SagaOutcomeRow* outcome, outcomes.outcome(sagaId));
    if (!outcome)
        return base::failed(QStringLiteral("there is no saga %1 at position %2").arg(base::idText(sagaId)).arg(upTo));
    return sagaRow(*outcome);
}

/// Finds, for each message, the service's transaction that its events tell of. All attempts of a step carry the same message:
/// the transaction belongs to the last attempt that was sent before it.
Status SagaQueries::findHandling(QList<api::SagaAttempt>& attempts, Position upTo)
{
    REPLAY_ASSIGN(storage::Database * log, m_connections.log());
    for (qsizetype i = 0; i < attempts.size(); ++i) {
        api::SagaAttempt& attempt = attempts[i];
        ModelTime next{std::numeric_limits<std::int64_t>::max()};
        for (qsizetype later = i + 1; later < attempts.size(); ++later) {
            if (attempts[later].messageId == attempt.messageId) {
                next = attempts[later].sentAt;
                break;
            }
        }
        const QUuid message = QUuid::fromString(attempt.messageId);
        const std::int64_t edge = upTo;
        REPLAY_TRY(log->each("SELECT r.occurred_at, r.data, v.name FROM log_records r CROSS JOIN log_services v ON v.service = r.service "
                             "WHERE r.causation_id = ? AND r.position <= ? ORDER BY r.position",
                             bind(message, edge), [&](const Row& row) {
                                 const ModelTime at = row.time(0);
                                 if (row.text(2) != attempt.service || at < attempt.sentAt || at >= next)
                                     return;
                                 attempt.handledAt = at;
                                 if (attempt.output.isEmpty())
                                     attempt.output = row.bytes(1);
                             }));
    }
    return {};
}

Result<api::SagaTimeline> SagaQueries::saga(const QString& sagaId, std::optional<Position> at)
{
    REPLAY_ASSIGN(const QUuid id, parseId(sagaId, "saga id"));
    REPLAY_ASSIGN(storage::Database * log, m_connections.log());
    const ReadSnapshot snapshot(*log);
    REPLAY_TRY(snapshot.begun());
    const log::LogReader reader(*log);
    REPLAY_ASSIGN(const Position head, reader.head());
    const Position upTo = std::min(at.value_or(head), head);
    REPLAY_ASSIGN(const auto own, upTo > 0 ? eventsOf(id, upTo) : Result<std::vector<log::LoggedEvent>>(std::vector<log::LoggedEvent>()));
    if (!beginsSaga(own))
        return base::failed(QStringLiteral("there is no saga %1 at position %2").arg(base::idText(id)).arg(upTo));
    const QUuid correlation = own.front().correlationId;
    api::SagaTimeline timeline;
    timeline.correlationId = idTextOrEmpty(correlation);
    REPLAY_ASSIGN(timeline.saga, rowAt(id, correlation, upTo));
    const bool conducted = own.front().eventType == u"SagaStarted";
    std::vector<log::LoggedEvent> all;
    REPLAY_TRY(reader.correlated(correlation, upTo, api::SagaTimeline::eventsMax, [&](const log::LoggedEvent& event) {
        timeline.events.append(eventRow(event));
        if (!conducted)
            all.push_back(event);
        return true;
    }));
    timeline.attempts = conducted ? attemptsFrom(own) : purchaseAttempts(all);
    if (conducted)
        REPLAY_TRY(findHandling(timeline.attempts, upTo));
    return timeline;
}

}  // namespace replay::queries
