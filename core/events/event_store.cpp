// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/events/event_store.h"

#include "core/base/check.h"
#include "core/base/random.h"

#include <QJsonDocument>

namespace replay::events {
namespace {

using storage::Row;
using storage::Utf8;
using storage::bind;

#define EVENT_COLUMNS                                                                                                                      \
    "r.event_id, s.aggregate_id, s.aggregate_type, t.name, r.data, r.occurred_at, r.version, r.schema_version, r.correlation_id, "         \
    "r.causation_id, r.actor, r.note FROM event_records r JOIN streams s USING (stream) JOIN event_types t USING (type) "

Event eventFrom(const Row& row)
{
    Event event;
    event.eventId = row.id(0);
    event.aggregateId = row.id(1);
    event.aggregateType = row.text(2);
    event.eventType = row.text(3);
    event.json = row.bytes(4);
    event.occurredAt = row.time(5);
    event.version = static_cast<int>(row.integer(6));
    event.schemaVersion = static_cast<int>(row.integer(7));
    event.correlationId = row.id(8);
    event.causationId = row.id(9);
    event.actor = row.text(10);
    event.note = row.isNull(11) ? QString() : row.text(11);
    return event;
}

}  // namespace

Result<std::int64_t> EventStore::typeKey(const QString& name)
{
    if (const auto known = m_types.constFind(name); known != m_types.constEnd())
        return *known;
    REPLAY_TRY(m_database.run("INSERT INTO event_types (name) VALUES (?) ON CONFLICT DO NOTHING", name));
    REPLAY_ASSIGN(const std::int64_t key, m_database.integer("SELECT type FROM event_types WHERE name = ?", 0, name));
    m_types.insert(name, key);
    return key;
}

/// Where the first of these event ids is already stored: the version the repeated append answers, or an error for other content.
Result<std::optional<int>> EventStore::repeated(const QUuid& aggregateId, std::vector<Event>& events) const
{
    std::optional<int> last;
    for (Event& event : events) {
        bool same = false;
        bool found = false;
        REPLAY_TRY(m_database.each("SELECT " EVENT_COLUMNS "WHERE r.event_id = ?", bind(event.eventId), [&](const Row& row) {
            const Event stored = eventFrom(row);
            found = true;
            same = stored.aggregateId == aggregateId && stored.eventType == event.eventType && stored.json == event.json;
            last = event.version = stored.version;
        }));
        if (found && !same)
            return base::conflict(QStringLiteral("event %1 is already stored with other content").arg(base::idText(event.eventId)));
        if (!found && last)
            return base::conflict(QStringLiteral("an append was repeated with an event that the first one did not have (%1)")
                                      .arg(base::idText(event.eventId)));
        if (!found)
            return std::optional<int>();
    }
    return last;
}

Result<int> EventStore::saveEvents(const QUuid& aggregateId, const QString& aggregateType, std::vector<Event>& events,
                                   ExpectedVersion expected)
{
    ENSURE(!events.empty());
    ENSURE(m_database.inTransaction());
    std::int64_t stream = 0;
    int current = 0;
    QString otherType;
    REPLAY_TRY(m_database.each("SELECT stream, version, aggregate_type FROM streams WHERE aggregate_id = ?", bind(aggregateId),
                               [&](const Row& row) {
                                   stream = row.integer(0);
                                   current = static_cast<int>(row.integer(1));
                                   if (aggregateType != QLatin1StringView(row.view(2)))
                                       otherType = row.text(2);
                               }));
    if (!otherType.isNull())
        return base::failed(QStringLiteral("%1 is the id of a %2, not of a %3").arg(base::idText(aggregateId), otherType, aggregateType));
    if (!expected.accepts(current)) {
        REPLAY_ASSIGN(const std::optional<int> before, repeated(aggregateId, events));
        if (before)
            return *before;
        return base::conflict(QStringLiteral("ConcurrencyError: expected version %1 of %2 %3, it is at version %4")
                                  .arg(expected.toString(), aggregateType, base::idText(aggregateId))
                                  .arg(current));
    }
    if (expected.kind() != ExpectedVersion::Kind::Exact && current > 0) {
        REPLAY_ASSIGN(const std::optional<int> before, repeated(aggregateId, events));
        if (before)
            return *before;
    }
    const int after = current + static_cast<int>(events.size());
    const std::int64_t now = events.back().occurredAt.us;
    if (current == 0) {
        REPLAY_TRY(m_database.run("INSERT INTO streams (aggregate_id, aggregate_type, version, updated_at) VALUES (?, ?, ?, ?)",
                                  aggregateId, aggregateType, after, now));
        REPLAY_ASSIGN(stream, m_database.integer("SELECT stream FROM streams WHERE aggregate_id = ?", 0, aggregateId));
    } else {
        REPLAY_TRY(m_database.run("UPDATE streams SET version = ?, updated_at = ? WHERE stream = ?", after, now, stream));
    }
    int version = current;
    for (Event& event : events) {
        event.version = ++version;
        event.aggregateId = aggregateId;
        event.aggregateType = aggregateType;
        REPLAY_ASSIGN(const std::int64_t type, typeKey(event.eventType));
        REPLAY_TRY(
            m_database.run("INSERT INTO event_records (stream, version, type, event_id, occurred_at, schema_version, correlation_id, "
                           "causation_id, actor, note, data) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                           stream, event.version, type, event.eventId, event.occurredAt, event.schemaVersion, event.correlationId,
                           event.causationId, event.actor, event.note, Utf8{event.json}));
    }
    return after;
}

Result<QString> EventStore::typeName(std::int64_t key) const
{
    if (const auto known = m_typeNames.constFind(key); known != m_typeNames.constEnd())
        return *known;
    QString name;
    REPLAY_TRY(m_database.each("SELECT name FROM event_types WHERE type = ?", bind(key), [&](const Row& row) { name = row.text(0); }));
    m_typeNames.insert(key, name);
    return name;
}

/// One stream: what its events have in common is looked up once and not joined to each. That is a third of the reading's time.
template <typename... Values>
Status EventStore::readStream(const QUuid& aggregateId, std::string_view sql, const Visit& visit, const Values&... values) const
{
    std::int64_t stream = 0;
    Event event;
    event.aggregateId = aggregateId;
    REPLAY_TRY(m_database.each("SELECT stream, aggregate_type FROM streams WHERE aggregate_id = ?", bind(aggregateId), [&](const Row& row) {
        stream = row.integer(0);
        event.aggregateType = row.text(1);
    }));
    Status failed;
    QByteArray actor;
    REPLAY_TRY(m_database.each(sql, bind(stream, values...), [&](const Row& row) {
        const Result<QString> type = typeName(row.integer(1));
        if (!type) {
            failed = type.error();
            return false;
        }
        event.eventType = *type;
        event.eventId = row.id(0);
        event.json = row.bytes(2);
        event.occurredAt = row.time(3);
        event.version = static_cast<int>(row.integer(4));
        event.schemaVersion = static_cast<int>(row.integer(5));
        event.correlationId = row.id(6);
        event.causationId = row.id(7);
        if (const QByteArrayView text = row.view(8); text != actor || event.actor.isNull()) {
            actor = text.toByteArray();
            event.actor = row.text(8);
        }
        event.note = row.isNull(9) ? QString() : row.text(9);
        failed = m_keys.open(event);
        return failed.has_value() && visit(event);
    }));
    return failed;
}

#define STREAM_COLUMNS                                                                                                                     \
    "SELECT event_id, type, data, occurred_at, version, schema_version, correlation_id, causation_id, actor, note FROM event_records "

Status EventStore::getEvents(const QUuid& aggregateId, int fromVersion, int toVersion, const Visit& visit) const
{
    const int last = toVersion > 0 ? toVersion : std::numeric_limits<int>::max();
    return readStream(aggregateId, STREAM_COLUMNS "WHERE stream = ? AND version > ? AND version <= ? ORDER BY version", visit, fromVersion,
                      last);
}

Status EventStore::getEventsBackwards(const QUuid& aggregateId, int beforeVersion, const Visit& visit) const
{
    const int before = beforeVersion > 0 ? beforeVersion : std::numeric_limits<int>::max();
    return readStream(aggregateId, STREAM_COLUMNS "WHERE stream = ? AND version < ? ORDER BY version DESC", visit, before);
}

Status EventStore::getRange(std::int64_t first, std::int64_t last, const Visit& visit) const
{
    return m_database.each("SELECT " EVENT_COLUMNS "WHERE r.seq BETWEEN ? AND ? ORDER BY r.seq", bind(first, last),
                           [&](const Row& row) { return visit(eventFrom(row)); });
}

Result<Event> EventStore::readable(Event event) const
{
    REPLAY_TRY(m_keys.open(event));
    return event;
}

Result<int> EventStore::versionOf(const QUuid& aggregateId) const
{
    REPLAY_ASSIGN(const std::int64_t version, m_database.integer("SELECT version FROM streams WHERE aggregate_id = ?", 0, aggregateId));
    return static_cast<int>(version);
}

Result<std::int64_t> EventStore::lastSequence() const { return m_database.integer("SELECT max(seq) FROM event_records", 0); }

Result<std::optional<EventStore::Snapshot>> EventStore::snapshot(const QUuid& aggregateId, int toVersion, int schemaVersion) const
{
    std::optional<Snapshot> found;
    const int last = toVersion > 0 ? toVersion : std::numeric_limits<int>::max();
    REPLAY_TRY(m_database.each(
        "SELECT version, schema_version, state FROM snapshots WHERE stream = (SELECT stream FROM streams WHERE aggregate_id = ?) "
        "AND version <= ? AND schema_version = ? ORDER BY version DESC LIMIT 1",
        bind(aggregateId, last, schemaVersion), [&](const Row& row) {
            found = Snapshot{static_cast<int>(row.integer(0)), static_cast<int>(row.integer(1)),
                             QJsonDocument::fromJson(row.bytes(2)).object()};
        }));
    return found;
}

Status EventStore::saveSnapshot(const QUuid& aggregateId, const Snapshot& snapshot)
{
    REPLAY_TRY(m_database.run(
        "INSERT INTO snapshots (stream, version, schema_version, state) SELECT stream, ?, ?, ? FROM streams WHERE aggregate_id = ? "
        "ON CONFLICT (stream, version) DO UPDATE SET schema_version = excluded.schema_version, state = excluded.state",
        snapshot.version, snapshot.schemaVersion, Utf8{base::jsonBytes(snapshot.state)}, aggregateId));
    return {};
}

Status EventStore::dropSnapshots(const QUuid& aggregateId)
{
    REPLAY_TRY(m_database.run("DELETE FROM snapshots WHERE stream = (SELECT stream FROM streams WHERE aggregate_id = ?)", aggregateId));
    return {};
}

}  // namespace replay::events
