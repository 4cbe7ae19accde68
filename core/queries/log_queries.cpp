// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queries/log_queries.h"

#include "core/queries/event_rows.h"

#include <algorithm>
#include <limits>

namespace replay::queries {

using storage::Row;
using storage::bind;

Result<Position> LogQueries::head()
{
    REPLAY_ASSIGN(storage::Database * log, m_connections.log());
    REPLAY_ASSIGN(const std::int64_t head, log->integer("SELECT max(position) FROM log_records", 0));
    return static_cast<Position>(head);
}

Result<LogQueries::Where> LogQueries::where(storage::Database& log, const api::LogFilter& filter)
{
    Where where;
    const auto key = [&](std::string_view sql, const QString& name, std::int64_t& found) -> Status {
        if (name.isEmpty())
            return {};
        REPLAY_ASSIGN(found, log.integer(sql, 0, name));
        where.nothing = where.nothing || found == 0;
        return {};
    };
    REPLAY_TRY(key("SELECT type FROM event_types WHERE name = ?", filter.type, where.type));
    REPLAY_TRY(key("SELECT service FROM log_services WHERE name = ?", filter.service, where.service));
    if (!filter.aggregateId.isEmpty()) {
        REPLAY_ASSIGN(const QUuid id, parseId(filter.aggregateId, "aggregate id"));
        REPLAY_ASSIGN(where.stream, log.integer("SELECT stream FROM log_streams WHERE aggregate_id = ?", 0, id));
        where.nothing = where.nothing || where.stream == 0;
    }
    if (!filter.correlationId.isEmpty()) {
        REPLAY_ASSIGN(where.correlation, parseId(filter.correlationId, "correlation id"));
    }
    if (!filter.causationId.isEmpty()) {
        REPLAY_ASSIGN(where.causation, parseId(filter.causationId, "causation id"));
    }
    if (!filter.aggregateType.isEmpty()) {
        where.aggregateType = filter.aggregateType;
        // All aggregates of a type live in one service, whose index then leads.
        std::int64_t owner = 0;
        REPLAY_TRY(key("SELECT service FROM log_streams WHERE aggregate_type = ? LIMIT 1", filter.aggregateType, owner));
        where.nothing = where.nothing || (where.service != 0 && where.service != owner);
        where.service = owner;
    }

    // The first condition leads through its index; a "+" keeps the others from being taken for an index.
    const auto add = [&](bool wanted, const char* leading, const char* following) {
        if (!wanted)
            return;
        where.condition += where.condition.empty() ? leading : std::string(" AND ") + following;
    };
    where.order = where.stream != 0 ? "r.version" : "r.position";
    add(where.stream != 0, "r.stream = ?1", "+r.stream = ?1");
    add(!where.causation.isNull(), "r.causation_id = ?6", "+r.causation_id = ?6");
    add(!where.correlation.isNull(), "r.correlation_id = ?4", "+r.correlation_id = ?4");
    add(where.type != 0, "r.type = ?2", "+r.type = ?2");
    add(where.service != 0, "r.service = ?3", "+r.service = ?3");
    add(where.joinsStreams(), "s.aggregate_type = ?5", "s.aggregate_type = ?5");
    return where;
}

Result<QList<api::EventRow>> LogQueries::events(const api::LogFilter& filter, Position after, int limit, bool backwards)
{
    REPLAY_ASSIGN(storage::Database * log, m_connections.log());
    REPLAY_ASSIGN(const Where where, this->where(*log, filter));
    QList<api::EventRow> rows;
    if (where.nothing || limit <= 0)
        return rows;
    std::string sql = EVENT_ROWS "WHERE ";
    sql += where.condition.empty() ? "" : where.condition + " AND ";
    sql += backwards ? "r.position < ?7" : "r.position > ?7";
    sql += " ORDER BY " + where.order + (backwards ? " DESC" : "") + " LIMIT ?8";
    const std::int64_t edge = backwards && after <= 0 ? std::numeric_limits<std::int64_t>::max() : after;
    const int most = std::min(limit, rowsMax);
    REPLAY_TRY(log->each(sql,
                         bind(where.stream, where.type, where.service, where.correlation, where.aggregateType, where.causation, edge, most),
                         [&](const Row& row) { rows.append(eventRow(row)); }));
    return rows;
}

Result<qint64> LogQueries::count(const api::LogFilter& filter, Position upTo)
{
    if (filter.isEmpty()) {
        REPLAY_ASSIGN(const Position end, head());
        return std::min(end, upTo);  // positions are dense
    }
    REPLAY_ASSIGN(storage::Database * log, m_connections.log());
    REPLAY_ASSIGN(const Where where, this->where(*log, filter));
    if (where.nothing)
        return 0;
    std::string sql = "SELECT count(*) FROM log_records r ";
    sql += where.joinsStreams() ? "CROSS JOIN log_streams s ON s.stream = r.stream " : "";
    sql += "WHERE " + where.condition + " AND r.position <= ?7";
    const std::int64_t edge = upTo;
    REPLAY_ASSIGN(const std::int64_t counted, log->integer(sql, 0, where.stream, where.type, where.service, where.correlation,
                                                           where.aggregateType, where.causation, edge));
    return static_cast<qint64>(counted);
}

Result<QList<Position>> LogQueries::anchors(const api::LogFilter& filter, Position upTo, int stride)
{
    const int step = std::max(1, stride);
    QList<Position> all;
    if (filter.isEmpty()) {
        REPLAY_ASSIGN(const Position end, head());
        for (Position at = 1; at <= std::min(end, upTo); at += step)
            all.append(at);
        return all;
    }
    REPLAY_ASSIGN(storage::Database * log, m_connections.log());
    REPLAY_ASSIGN(const Where where, this->where(*log, filter));
    if (where.nothing)
        return all;
    std::string sql = "SELECT r.position FROM log_records r ";
    sql += where.joinsStreams() ? "CROSS JOIN log_streams s ON s.stream = r.stream " : "";
    sql += "WHERE " + where.condition + " AND r.position <= ?7 ORDER BY " + where.order;
    const std::int64_t edge = upTo;
    qint64 n = 0;
    REPLAY_TRY(log->each(sql, bind(where.stream, where.type, where.service, where.correlation, where.aggregateType, where.causation, edge),
                         [&](const Row& row) {
                             if (n++ % step == 0)
                                 all.append(row.integer(0));
                         }));
    return all;
}

Result<std::optional<api::EventRow>> LogQueries::event(Position position)
{
    REPLAY_ASSIGN(storage::Database * log, m_connections.log());
    std::optional<api::EventRow> found;
    const std::int64_t key = position;
    REPLAY_TRY(log->each(EVENT_ROWS "WHERE r.position = ?", bind(key), [&](const Row& row) { found = eventRow(row); }));
    return found;
}

Result<std::optional<api::EventRow>> LogQueries::eventById(const QUuid& eventId)
{
    REPLAY_ASSIGN(storage::Database * log, m_connections.log());
    std::optional<api::EventRow> found;
    REPLAY_TRY(log->each(EVENT_ROWS "WHERE r.event_id = ?", bind(eventId), [&](const Row& row) { found = eventRow(row); }));
    return found;
}

Result<QList<api::TypeCount>> LogQueries::typeCounts()
{
    REPLAY_ASSIGN(storage::Database * log, m_connections.log());
    QList<api::TypeCount> counts;
    REPLAY_TRY(log->each("SELECT t.name, (SELECT count(*) FROM log_records r WHERE r.type = t.type) FROM event_types t ORDER BY t.name",
                         bind(), [&](const Row& row) {
                             counts.append({row.text(0), row.integer(1)});
                         }));
    return counts;
}

Result<Position> LogQueries::positionAt(ModelTime time)
{
    REPLAY_ASSIGN(storage::Database * log, m_connections.log());
    REPLAY_ASSIGN(
        const std::int64_t position,
        log->integer("SELECT position FROM log_records WHERE appended_at <= ? ORDER BY appended_at DESC, position DESC LIMIT 1", 0, time));
    return static_cast<Position>(position);
}

/// One look-up a bucket: the log is in the order of its own time, so a bucket's events are the difference of two positions.
Result<QList<int>> LogQueries::density(int buckets)
{
    const int parts = std::clamp(buckets, 1, bucketsMax);
    QList<int> density(parts, 0);
    REPLAY_ASSIGN(storage::Database * log, m_connections.log());
    const ReadSnapshot snapshot(*log);
    REPLAY_TRY(snapshot.begun());
    REPLAY_ASSIGN(const Position last, head());
    if (last == 0)
        return density;
    REPLAY_ASSIGN(const std::int64_t first, log->integer("SELECT min(appended_at) FROM log_records", 0));
    REPLAY_ASSIGN(const std::int64_t end, log->integer("SELECT max(appended_at) FROM log_records", 0));
    Position before = 0;
    for (int i = 0; i < parts; ++i) {
        const std::int64_t edge = first + static_cast<std::int64_t>(static_cast<double>(end - first) * (i + 1) / parts);
        REPLAY_ASSIGN(const Position until, i + 1 == parts ? Result<Position>(last) : positionAt({edge}));
        density[i] = static_cast<int>(std::max<Position>(0, until - before));
        before = std::max(before, until);
    }
    return density;
}

Result<QList<api::Marker>> LogQueries::markers(int limit)
{
    REPLAY_ASSIGN(storage::Database * log, m_connections.log());
    QList<api::Marker> markers;
    const auto collect = [&](api::Marker::Kind kind) {
        return [&markers, kind](const Row& row) { markers.append({kind, row.integer(0), row.text(1)}); };
    };
    REPLAY_TRY(log->each("SELECT position, note FROM log_records WHERE note IS NOT NULL ORDER BY position DESC LIMIT ?", bind(limit),
                         collect(api::Marker::Kind::Fault)));
    const QString failed = QStringLiteral("SagaFailed");
    REPLAY_TRY(log->each(
        "SELECT position, ?1 FROM log_records WHERE type = (SELECT type FROM event_types WHERE name = ?1) ORDER BY position DESC LIMIT ?2",
        bind(failed, limit), collect(api::Marker::Kind::SagaFailed)));
    std::sort(markers.begin(), markers.end(), [](const api::Marker& a, const api::Marker& b) { return a.position < b.position; });
    if (markers.size() > limit)
        markers.remove(0, markers.size() - limit);
    return markers;
}

}  // namespace replay::queries
