// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replayctl/json_shapes.h"

#include "core/api/trace_parent.h"

#include <QJsonDocument>

namespace replay::ctl {
namespace {

using namespace Qt::StringLiterals;

QString statusCode(api::ProjectionStatus status)
{
    switch (status) {
    case api::ProjectionStatus::Live: return u"live"_s;
    case api::ProjectionStatus::Paused: return u"paused"_s;
    case api::ProjectionStatus::Rebuilding: return u"rebuilding"_s;
    case api::ProjectionStatus::Failed: return u"failed"_s;
    case api::ProjectionStatus::Slow: return u"slow"_s;
    case api::ProjectionStatus::Stalled: return u"stalled"_s;
    }
    return {};
}

QJsonObject toJson(const api::SagaAttempt& attempt)
{
    return {{u"step_id"_s, attempt.stepId},
            {u"service"_s, attempt.service},
            {u"command"_s, attempt.command},
            {u"sender"_s, textOrNull(attempt.sender)},
            {u"reacts_to"_s, textOrNull(attempt.reactsTo)},
            {u"compensation"_s, attempt.compensation},
            {u"attempt"_s, attempt.attempt},
            {u"message_id"_s, attempt.messageId},
            {u"sent_at"_s, timeOrNull(attempt.sentAt)},
            {u"handled_at"_s, timeOrNull(attempt.handledAt)},
            {u"answered_at"_s, timeOrNull(attempt.answeredAt)},
            {u"deadline_at"_s, timeOrNull(attempt.deadlineAt)},
            {u"next_retry_at"_s, timeOrNull(attempt.nextRetryAt)},
            {u"outcome"_s, attempt.outcome},
            {u"error"_s, textOrNull(attempt.error)},
            {u"fault"_s, textOrNull(attempt.fault)},
            {u"request_lost"_s, attempt.requestLost},
            {u"copies"_s, attempt.copies},
            {u"input"_s, parsed(attempt.input)},
            {u"output"_s, parsed(attempt.output)}};
}

}  // namespace

QJsonValue parsed(const QByteArray& json)
{
    if (json.isEmpty())
        return QJsonValue::Null;
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError)
        return QString::fromUtf8(json);
    return document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
}

QJsonValue timeOrNull(base::ModelTime time) { return time.us == 0 ? QJsonValue(QJsonValue::Null) : QJsonValue(time.toString()); }

QJsonValue textOrNull(const QString& text) { return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text); }

QJsonObject toJson(const api::EventRow& event)
{
    return {{u"position"_s, event.position},
            {u"event_id"_s, event.eventId},
            {u"aggregate_id"_s, event.aggregateId},
            {u"aggregate_type"_s, event.aggregateType},
            {u"event_type"_s, event.eventType},
            {u"event_data"_s, parsed(event.data)},
            {u"occurred_at"_s, event.occurredAt.toString()},
            {u"appended_at"_s, event.appendedAt.toString()},
            {u"version"_s, event.version},
            {u"schema_version"_s, event.schemaVersion},
            {u"service"_s, event.service},
            {u"correlation_id"_s, textOrNull(event.correlationId)},
            {u"causation_id"_s, textOrNull(event.causationId)},
            {u"traceparent"_s, textOrNull(api::traceParent(event))},
            {u"actor"_s, event.actor},
            {u"note"_s, textOrNull(event.note)}};
}

QJsonObject toJson(const api::AggregateState& state)
{
    return {{u"aggregate_id"_s, state.aggregateId}, {u"aggregate_type"_s, state.aggregateType},
            {u"version"_s, state.version},          {u"state"_s, parsed(state.state)},
            {u"events_read"_s, state.eventsRead},   {u"snapshot_version"_s, state.snapshotVersion}};
}

QJsonObject toJson(const api::ReplayComparison& comparison)
{
    const auto first = [](const QByteArray& json) { return parsed(QByteArray('[' + json + ']')).toArray().at(0); };
    QJsonArray differences;
    for (const api::StateDifference& each : comparison.differences) {
        differences << QJsonObject{
            {u"key"_s, each.key}, {u"with_snapshots"_s, first(each.withSnapshots)}, {u"replayed"_s, first(each.replayed)}};
    }
    return {{u"aggregate_id"_s, comparison.replayed.aggregateId},
            {u"aggregate_type"_s, comparison.replayed.aggregateType},
            {u"version"_s, comparison.replayed.version},
            {u"snapshot_version"_s, comparison.withSnapshots.snapshotVersion},
            {u"events_read"_s,
             QJsonObject{{u"with_snapshots"_s, comparison.withSnapshots.eventsRead}, {u"replayed"_s, comparison.replayed.eventsRead}}},
            {u"equal"_s, comparison.isEqual()},
            {u"differences"_s, differences}};
}

QJsonObject toJson(const api::SagaRow& saga)
{
    QJsonArray steps;
    for (const api::SagaStepRow& step : saga.steps) {
        steps << QJsonObject{
            {u"step_id"_s, step.stepId}, {u"status"_s, step.status}, {u"attempts"_s, step.attempts}, {u"error"_s, textOrNull(step.error)}};
    }
    return {{u"saga_id"_s, saga.sagaId},
            {u"type"_s, saga.type},
            {u"style"_s, saga.style},
            {u"status"_s, saga.status},
            {u"stuck"_s, saga.stuck},
            {u"paused"_s, saga.paused},
            {u"order_id"_s, textOrNull(saga.orderId)},
            {u"order_number"_s, textOrNull(saga.orderNumber)},
            {u"ordinal"_s, saga.ordinal},
            {u"started_at"_s, timeOrNull(saga.startedAt)},
            {u"finished_at"_s, timeOrNull(saga.finishedAt)},
            {u"retrying_since"_s, timeOrNull(saga.retryingSince)},
            {u"steps"_s, steps},
            {u"error"_s, textOrNull(saga.error)}};
}

QJsonObject toJson(const api::SagaTimeline& timeline)
{
    QJsonObject json = toJson(timeline.saga);
    QJsonArray attempts;
    for (const api::SagaAttempt& attempt : timeline.attempts)
        attempts << toJson(attempt);
    QJsonArray events;
    for (const api::EventRow& event : timeline.events)
        events << toJson(event);
    json.insert(u"correlation_id"_s, timeline.correlationId);
    json.insert(u"attempts"_s, attempts);
    json.insert(u"events"_s, events);
    return json;
}

QJsonObject toJson(const api::ProjectionInfo& projection)
{
    return {{u"name"_s, projection.name},
            {u"status"_s, statusCode(projection.status)},
            {u"position"_s, projection.position},
            {u"lag"_s, projection.lag},
            {u"lag_seconds"_s, static_cast<double>(projection.lagUs) / 1e6},
            {u"rows"_s, projection.rows},
            {u"progress"_s, projection.progress},
            {u"error"_s, textOrNull(projection.error)},
            {u"rebuilt"_s, projection.rebuilt},
            {u"goal"_s, projection.goal},
            {u"in_place"_s, projection.inPlace},
            {u"per_second"_s, projection.perSecond},
            {u"parked"_s, projection.parked},
            {u"skipped"_s, projection.skipped},
            {u"stalled_since"_s, timeOrNull(projection.stalledSince)},
            {u"stalled_why"_s, textOrNull(projection.stalledWhy)},
            {u"key_columns"_s, QJsonArray::fromStringList(projection.keyColumns)}};
}

QJsonObject toJson(const api::ParkedEvent& event)
{
    return {{u"projection"_s, event.projection},
            {u"stream"_s, event.aggregateId},
            {u"aggregate_type"_s, event.aggregateType},
            {u"position"_s, event.position},
            {u"event_id"_s, event.eventId},
            {u"event_type"_s, event.eventType},
            {u"state"_s, event.state},
            {u"behind"_s, event.behind > 0 ? QJsonValue(event.behind) : QJsonValue(QJsonValue::Null)},
            {u"error"_s, textOrNull(event.error)},
            {u"attempts"_s, event.attempts},
            {u"rule"_s, event.rule > 0 ? QJsonValue(event.rule) : QJsonValue(QJsonValue::Null)},
            {u"parked_at"_s, timeOrNull(event.parkedAt)},
            {u"reason"_s, textOrNull(event.reason)},
            {u"decided_at"_s, timeOrNull(event.decidedAt)}};
}

QJsonObject toJson(const api::ProjectionDecision& decision)
{
    return {{u"at"_s, timeOrNull(decision.at)},         {u"projection"_s, decision.projection}, {u"action"_s, decision.action},
            {u"stream"_s, textOrNull(decision.stream)}, {u"position"_s, decision.position},     {u"events"_s, decision.events},
            {u"reason"_s, textOrNull(decision.reason)}};
}

QJsonObject toJson(const api::QueryAnswer& answer)
{
    return {{u"projection"_s, answer.projection},
            {u"position"_s, answer.position},
            {u"lag"_s, answer.lag},
            {u"lag_seconds"_s, static_cast<double>(answer.lagUs) / 1e6},
            {u"parked"_s, answer.parked},
            {u"whole"_s, answer.whole}};
}

QJsonObject toJson(const api::ProjectionCheck& check)
{
    QJsonArray differences;
    for (const api::RowDifference& one : check.differences)
        differences << QJsonObject{{u"key"_s, one.key}, {u"column"_s, one.column}, {u"live"_s, one.live}, {u"expected"_s, one.expected}};
    QJsonArray aside;
    for (const api::StreamAside& one : check.setAside)
        aside << QJsonObject{{u"stream"_s, one.aggregateId}, {u"aggregate_type"_s, one.aggregateType},
                             {u"position"_s, one.position},  {u"parked"_s, one.parked},
                             {u"skipped"_s, one.skipped},    {u"error"_s, textOrNull(one.error)}};
    return {{u"ok"_s, check.differing == 0},
            {u"name"_s, check.name},
            {u"position"_s, check.position},
            {u"rows_compared"_s, check.rowsCompared},
            {u"differing"_s, check.differing},
            {u"differences"_s, differences},
            {u"parked"_s, check.parked},
            {u"skipped"_s, check.skipped},
            {u"set_aside"_s, aside}};
}

QJsonObject toJson(const api::InvariantResult& invariant)
{
    QJsonArray violations;
    for (const api::InvariantResult::Violation& one : invariant.violations) {
        violations << QJsonObject{{u"aggregate_id"_s, textOrNull(one.aggregateId)},
                                  {u"detail"_s, one.detail},
                                  {u"position"_s, one.position},
                                  {u"event_ids"_s, QJsonArray::fromStringList(one.eventIds)}};
    }
    return {{u"name"_s, invariant.name},
            {u"ok"_s, invariant.ok},
            {u"checked"_s, invariant.checked},
            {u"violations"_s, violations},
            {u"notes"_s, QJsonArray::fromStringList(invariant.notes)}};
}

QJsonObject toJson(const api::PlatformStatus& status)
{
    const QJsonObject sagas{
        {u"started"_s, status.sagasStarted},     {u"running"_s, status.sagasRunning}, {u"compensating"_s, status.sagasCompensating},
        {u"completed"_s, status.sagasCompleted}, {u"failed"_s, status.sagasFailed},   {u"stuck"_s, status.sagasStuck}};
    return {{u"scenario"_s, textOrNull(status.scenario)},
            {u"seed"_s, static_cast<qint64>(status.seed)},
            {u"head"_s, status.head},
            {u"projected"_s, status.projected},
            {u"now"_s, status.now.toString()},
            {u"idle"_s, status.idle},
            {u"saga_style"_s, status.sagaStyle},
            {u"sagas"_s, sagas},
            {u"fingerprint"_s, textOrNull(status.fingerprint)}};
}

QJsonValue cellToJson(const QVariant& cell)
{
    switch (cell.typeId()) {
    case QMetaType::UnknownType: return QJsonValue::Null;
    case QMetaType::Bool: return cell.toBool();
    case QMetaType::Int:
    case QMetaType::LongLong: return cell.toLongLong();
    case QMetaType::Double: return cell.toDouble();
    case QMetaType::QByteArray: return QString::fromLatin1(cell.toByteArray().toHex());
    default: return cell.toString();
    }
}

QJsonObject rowToJson(const QStringList& columns, const QVariantList& row)
{
    QJsonObject json;
    for (qsizetype i = 0; i < columns.size() && i < row.size(); ++i)
        json.insert(columns[i], cellToJson(row[i]));
    return json;
}

}  // namespace replay::ctl
