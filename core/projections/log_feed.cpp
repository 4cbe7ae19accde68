// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/projections/log_feed.h"

#include "core/contracts/personal_data.h"
#include "core/contracts/upcasters.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace replay::projections {

using storage::Row;
using storage::bind;

#define FEED_COLUMNS "SELECT position, type, stream, occurred_at, appended_at, schema_version, data FROM log_records "

Result<Position> LogFeed::head()
{
    REPLAY_ASSIGN(const std::int64_t head, m_log.integer("SELECT max(position) FROM log_records", 0));
    return static_cast<Position>(head);
}

Result<ModelTime> LogFeed::appendedAt(Position position)
{
    const std::int64_t key = position;
    REPLAY_ASSIGN(const std::int64_t us, m_log.integer("SELECT appended_at FROM log_records WHERE position = ?", 0, key));
    return ModelTime{us};
}

Result<LogFeed::Name> LogFeed::name(Position position)
{
    Name name;
    const std::int64_t key = position;
    REPLAY_TRY(m_log.each(
        "SELECT r.event_id, s.aggregate_id, s.aggregate_type, t.name, v.name, r.correlation_id FROM log_records r JOIN log_streams s USING (stream) "
        "JOIN event_types t USING (type) JOIN log_services v ON v.service = r.service WHERE r.position = ?",
        bind(key), [&](const Row& row) { name = {row.id(0), row.id(1), row.text(2), row.text(3), row.text(4), row.id(5)}; }));
    if (name.eventId.isNull())
        return base::failed(QStringLiteral("the log has no event at position %1").arg(position));
    return name;
}

Result<std::int64_t> LogFeed::orderOf(const QUuid& correlationId)
{
    std::int64_t ordinal = 0;
    if (correlationId.isNull())
        return ordinal;
    REPLAY_TRY(m_log.each(
        "SELECT data FROM log_records WHERE correlation_id = ? AND type IN (SELECT type FROM event_types WHERE name IN ('SagaStarted', 'OrderPlaced')) "
        "ORDER BY position LIMIT 1",
        bind(correlationId),
        [&](const Row& row) { ordinal = QJsonDocument::fromJson(row.bytes(0)).object().value(QStringLiteral("ordinal")).toInteger(); }));
    return ordinal;
}

Result<const LogFeed::Type*> LogFeed::type(std::int64_t key)
{
    const auto at = static_cast<std::size_t>(key);
    if (at >= m_types.size())
        m_types.resize(at + 1);
    Type& known = m_types[at];
    if (known.name.isEmpty()) {
        REPLAY_TRY(m_log.each("SELECT name FROM event_types WHERE type = ?", bind(key), [&](const Row& row) { known.name = row.text(0); }));
        known.kind = eventKindOf(known.name);
        known.newestSchema = contracts::newestSchema(known.name);
        known.personal = contracts::keeperOf(known.name) == u"user";  // where an order goes is in no read model
    }
    return &known;
}

Result<QUuid> LogFeed::aggregate(std::int64_t stream)
{
    const auto at = static_cast<std::size_t>(stream);
    if (at >= m_aggregates.size())
        m_aggregates.resize(std::max(at + 1, m_aggregates.size() * 2));
    if (m_aggregates[at].isNull())
        REPLAY_TRY(m_log.each("SELECT aggregate_id FROM log_streams WHERE stream = ?", bind(stream),
                              [&](const Row& row) { m_aggregates[at] = row.id(0); }));
    return m_aggregates[at];
}

/// The data of an event that is not read as it stands: opened, and of the newest schema version.
Result<QByteArray> LogFeed::readable(const Row& row, const Type& type, const QUuid& aggregateId) const
{
    events::Event event;
    event.aggregateId = aggregateId;
    event.eventType = type.name;
    event.schemaVersion = static_cast<int>(row.integer(5));
    event.json = row.bytes(6);
    REPLAY_TRY(events::openPersonal(m_keys, event));
    return QJsonDocument(event.data()).toJson(QJsonDocument::Compact);
}

Status LogFeed::tell(const Row& row, const EventKinds& wanted, const Visit& visit, bool& goOn)
{
    REPLAY_ASSIGN(const Type* known, type(row.integer(1)));
    if (!wanted.has(known->kind))
        return {};
    REPLAY_ASSIGN(const QUuid aggregateId, aggregate(row.integer(2)));
    QByteArrayView json = row.view(6);
    QByteArray brought;
    if (known->personal || row.integer(5) < known->newestSchema) {
        REPLAY_ASSIGN(brought, readable(row, *known, aggregateId));
        json = brought;
    }
    Fact fact{row.integer(0), known->kind, aggregateId, row.time(3), row.time(4), m_parser.parse(json)};
    goOn = visit(fact);
    return {};
}

template <typename... Values>
Status LogFeed::read(std::string_view sql, const std::tuple<const Values&...>& values, const EventKinds& wanted, const Visit& visit)
{
    Status told;
    REPLAY_TRY(m_log.each(sql, values, [&](const Row& row) {
        bool goOn = true;
        told = tell(row, wanted, visit, goOn);
        return told.has_value() && goOn;
    }));
    return told;
}

Status LogFeed::each(Position after, Position upTo, const EventKinds& wanted, const Visit& visit)
{
    const std::int64_t from = after;
    const std::int64_t to = upTo;
    return read(FEED_COLUMNS "WHERE position > ? AND position <= ? ORDER BY position", bind(from, to), wanted, visit);
}

Status LogFeed::correlated(const QUuid& correlationId, Position upTo, const EventKinds& wanted, const Visit& visit)
{
    const std::int64_t to = upTo;
    return read(FEED_COLUMNS "WHERE correlation_id = ? AND position <= ? ORDER BY position", bind(correlationId, to), wanted, visit);
}

}  // namespace replay::projections
