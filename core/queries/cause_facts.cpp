// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queries/cause_facts.h"

#include "core/base/random.h"
#include "core/log/log_reader.h"
#include "core/queries/event_rows.h"
#include "core/sagas/definition.h"

#include <QJsonDocument>

namespace replay::queries {
namespace {

using storage::Row;
using storage::bind;

constexpr int windowMax = 200;

#define RECORDED_INPUT                                                                                                                     \
    "SELECT message_id, name, target, actor, data, at, due_at, fault, fault_reason, fault_rule, second_due_at FROM inputs "

RecordedInput inputFrom(const Row& row)
{
    const auto text = [&](int column) { return row.isNull(column) ? QString() : row.text(column); };
    return {base::idText(row.id(0)),
            row.text(1),
            row.text(2),
            row.text(3),
            QJsonDocument::fromJson(row.bytes(4)).object(),
            row.time(5),
            row.time(6),
            text(7),
            text(8),
            row.integer(9),
            !row.isNull(10)};
}

api::FaultRule ruleFrom(const Row& row)
{
    const QJsonObject json = QJsonDocument::fromJson(row.bytes(1)).object();
    api::FaultRule rule;
    rule.id = row.integer(0);
    rule.kind = textOf(json, "kind");
    rule.service = textOf(json, "service");
    rule.peer = textOf(json, "peer");
    rule.message = textOf(json, "message");
    rule.step = textOf(json, "step");
    rule.reason = textOf(json, "reason");
    rule.downForUs = json.value(QStringLiteral("down_for_us")).toInteger();
    if (json.contains(QStringLiteral("from_us")))
        rule.from = ModelTime{json.value(QStringLiteral("from_us")).toInteger()};
    if (json.contains(QStringLiteral("until_us")))
        rule.until = ModelTime{json.value(QStringLiteral("until_us")).toInteger()};
    rule.armed = row.flag(2);
    if (!row.isNull(3))
        rule.armedAt = row.time(3);
    if (!row.isNull(4))
        rule.disarmedAt = row.time(4);
    return rule;
}

}  // namespace

Note Note::parse(const QString& text)
{
    Note note;
    const QStringList parts = text.split(u' ', Qt::SkipEmptyParts);
    for (const QString& part : parts) {
        if (part.startsWith(QStringLiteral("fault:"))) {
            note.fault = part.section(u':', 1).section(u'#', 0, 0);
            note.rule = part.section(u'#', 1).toLongLong();
        } else if (part.startsWith(QStringLiteral("pitfall:"))) {
            note.pitfalls = part.section(u':', 1).split(u',');
        }
    }
    return note;
}

QJsonObject dataOf(const api::EventRow& event) { return QJsonDocument::fromJson(event.data).object(); }

QString textOf(const QJsonObject& data, const char* key) { return data.value(QLatin1StringView(key)).toString(); }

Result<std::optional<api::EventRow>> CauseFacts::event(const QString& eventId)
{
    const QUuid id = QUuid::fromString(eventId);
    if (id.isNull())
        return std::optional<api::EventRow>();
    return m_provenance.eventOf(id);
}

Result<std::optional<RecordedInput>> CauseFacts::input(const QString& commandId)
{
    std::optional<RecordedInput> found;
    const QUuid id = QUuid::fromString(commandId);
    REPLAY_ASSIGN(storage::Database * gateway, m_connections.gateway());
    REPLAY_TRY(gateway->each(RECORDED_INPUT "WHERE message_id = ?", bind(id), [&](const Row& row) { found = inputFrom(row); }));
    return found;
}

Status CauseFacts::eachSentByPeople(const std::function<bool(const RecordedInput&)>& visit)
{
    REPLAY_ASSIGN(storage::Database * gateway, m_connections.gateway());
    return gateway->each(RECORDED_INPUT "WHERE actor = 'user' ORDER BY seq DESC", bind(),
                         [&](const Row& row) { return visit(inputFrom(row)); });
}

Result<std::optional<RecordedReceipt>> CauseFacts::receipt(const QString& messageId)
{
    std::optional<RecordedReceipt> found;
    const QUuid id = QUuid::fromString(messageId);
    for (const QString& service : Connections::services()) {
        REPLAY_ASSIGN(storage::Database * own, m_connections.service(service));
        REPLAY_TRY(own->each("SELECT name, received_at, outcome, receipt FROM inbox WHERE message_id = ?", bind(id), [&](const Row& row) {
            const QJsonObject receipt = QJsonDocument::fromJson(row.bytes(3)).object();
            found = RecordedReceipt{service, row.text(0), row.text(2), textOf(receipt, "reason"), row.time(1)};
        }));
        if (found)
            break;
    }
    return found;
}

Result<QList<api::EventRow>> CauseFacts::causedBy(const QString& id)
{
    api::LogFilter filter;
    filter.causationId = id;
    return m_log.events(filter, 0, windowMax, false);
}

Result<std::optional<api::EventRow>> CauseFacts::sending(const QString& correlationId, const QString& messageId, api::Position before)
{
    std::optional<api::EventRow> found;
    const QUuid correlation = QUuid::fromString(correlationId);
    if (correlation.isNull() || messageId.isEmpty())
        return found;
    REPLAY_ASSIGN(storage::Database * log, m_connections.log());
    const QString started = QStringLiteral("SagaStepStarted");
    REPLAY_TRY(log->each(EVENT_ROWS "WHERE r.correlation_id = ? AND +t.name = ? ORDER BY r.position", bind(correlation, started),
                         [&](const Row& row) {
                             const api::EventRow event = eventRow(row);
                             if (before > 0 && event.position >= before)
                                 return false;
                             if (textOf(dataOf(event), "message_id") == messageId)
                                 found = event;
                             return !(before == 0 && found);
                         }));
    return found;
}

Result<std::optional<api::EventRow>> CauseFacts::lastOf(const QString& aggregateId, const QStringList& types, int beforeVersion)
{
    std::optional<api::EventRow> found;
    const QUuid id = QUuid::fromString(aggregateId);
    const std::int64_t before = beforeVersion;
    REPLAY_ASSIGN(storage::Database * log, m_connections.log());
    REPLAY_TRY(log->each(EVENT_ROWS "WHERE r.stream = (SELECT stream FROM log_streams WHERE aggregate_id = ?) AND r.version < ? "
                                    "ORDER BY r.version DESC",
                         bind(id, before), [&](const Row& row) {
                             if (types.contains(row.text(4)))
                                 found = eventRow(row);
                             return !found;
                         }));
    return found;
}

Result<std::optional<api::EventRow>> CauseFacts::before(const api::EventRow& event)
{
    std::optional<api::EventRow> found;
    const QUuid id = QUuid::fromString(event.aggregateId);
    const std::int64_t version = event.version - 1;
    REPLAY_ASSIGN(storage::Database * log, m_connections.log());
    REPLAY_TRY(log->each(EVENT_ROWS "WHERE r.stream = (SELECT stream FROM log_streams WHERE aggregate_id = ?) AND r.version = ?",
                         bind(id, version), [&](const Row& row) { found = eventRow(row); }));
    return found;
}

Result<QByteArray> CauseFacts::commandOf(const api::EventRow& sending)
{
    sagas::SagaState saga;
    REPLAY_ASSIGN(storage::Database * log, m_connections.log());
    REPLAY_TRY(log::LogReader(*log).stream(QUuid::fromString(sending.aggregateId), sending.position, [&](const log::LoggedEvent& event) {
        saga.evolve(event);
        return true;
    }));
    const sagas::Definition* definition = sagas::findDefinition(saga.type, saga.definitionVersion);
    const QJsonObject data = dataOf(sending);
    if (!definition || definition->indexOf(textOf(data, "step")) < 0)
        return QByteArray();
    return base::jsonBytes(
        definition->payload(saga, definition->step(textOf(data, "step")), textOf(data, "kind") == QStringLiteral("compensation")));
}

Result<QString> CauseFacts::sagaOf(const QString& correlationId)
{
    QString saga;
    const QUuid correlation = QUuid::fromString(correlationId);
    if (correlation.isNull())
        return saga;
    REPLAY_ASSIGN(storage::Database * own, m_connections.service(QStringLiteral("saga")));
    REPLAY_TRY(own->each("SELECT saga_id FROM sagas WHERE correlation_id = ? ORDER BY rowid", bind(correlation),
                         [&](const Row& row) { saga = row.text(0); }));
    return saga;
}

Result<QString> CauseFacts::sagaOfOrder(const QString& orderId)
{
    QString saga;
    REPLAY_ASSIGN(storage::Database * own, m_connections.service(QStringLiteral("saga")));
    REPLAY_TRY(own->each("SELECT saga_id FROM sagas WHERE order_id = ? ORDER BY rowid", bind(orderId),
                         [&](const Row& row) { saga = row.text(0); }));
    if (!saga.isEmpty())
        return saga;
    // A purchase that nobody conducts is known by its order.
    REPLAY_ASSIGN(storage::Database * read, m_connections.read());
    REPLAY_ASSIGN(
        const std::int64_t purchases,
        read->integer("SELECT count(*) FROM saga_outcomes WHERE saga_id = ? AND style = 'choreography'", 0, QUuid::fromString(orderId)));
    return purchases > 0 ? orderId : QString();
}

Result<QList<api::FaultRule>> CauseFacts::rules()
{
    QList<api::FaultRule> rules;
    REPLAY_ASSIGN(storage::Database * gateway, m_connections.gateway());
    REPLAY_TRY(gateway->each("SELECT id, rule, armed, armed_at, disarmed_at FROM fault_rules ORDER BY id", bind(),
                             [&](const Row& row) { rules.append(ruleFrom(row)); }));
    return rules;
}

Result<std::optional<api::FaultRule>> CauseFacts::rule(qint64 id)
{
    REPLAY_ASSIGN(const QList<api::FaultRule> all, rules());
    for (const api::FaultRule& rule : all) {
        if (rule.id == id)
            return std::optional(rule);
    }
    return std::optional<api::FaultRule>();
}

Result<faults::Pitfalls> CauseFacts::pitfalls()
{
    std::vector<faults::Pitfalls::Stretch> stretches;
    REPLAY_ASSIGN(storage::Database * gateway, m_connections.gateway());
    REPLAY_TRY(gateway->each("SELECT name, on_at, off_at FROM pitfalls ORDER BY id", bind(), [&](const Row& row) {
        if (const auto pitfall = faults::pitfallOf(row.text(0)))
            stretches.push_back({*pitfall, row.time(1), row.isNull(2) ? std::nullopt : std::optional(row.time(2))});
    }));
    faults::Pitfalls pitfalls;
    pitfalls.set(std::move(stretches));
    return pitfalls;
}

}  // namespace replay::queries
