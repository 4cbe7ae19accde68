// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/log_reader.h"

#include <QHash>
#include <limits>

namespace replay::log {
namespace {

using storage::Row;
using storage::bind;

// CROSS JOIN fixes the order of the join: the log leads, the stream is looked up. Types and services are few and come from
// a dictionary kept for the length of one reading.
#define LOG_COLUMNS                                                                                                                        \
    "SELECT r.position, r.event_id, s.aggregate_id, s.aggregate_type, r.type, r.service, r.data, r.occurred_at, r.appended_at, "           \
    "r.version, r.schema_version, r.correlation_id, r.causation_id, r.actor, r.note "                                                      \
    "FROM log_records r CROSS JOIN log_streams s ON s.stream = r.stream "

/// The names behind the integer keys of types and services. Names that repeat share their text.
class Dictionary {
public:
    explicit Dictionary(storage::Database& database) : m_database(database) {}

    Result<QString> type(std::int64_t key) { return look(m_types, "SELECT name FROM event_types WHERE type = ?", key); }
    Result<QString> service(std::int64_t key) { return look(m_services, "SELECT name FROM log_services WHERE service = ?", key); }
    QString shared(const QString& text)
    {
        const auto known = m_texts.constFind(text);
        return known != m_texts.constEnd() ? *known : *m_texts.insert(text, text);
    }

private:
    Result<QString> look(QHash<std::int64_t, QString>& names, std::string_view sql, std::int64_t key)
    {
        if (const auto known = names.constFind(key); known != names.constEnd())
            return *known;
        QString name;
        REPLAY_TRY(m_database.each(sql, bind(key), [&](const Row& row) { name = row.text(0); }));
        names.insert(key, name);
        return name;
    }

    storage::Database& m_database;
    QHash<std::int64_t, QString> m_types;
    QHash<std::int64_t, QString> m_services;
    QHash<QString, QString> m_texts;
};

Result<LoggedEvent> eventFrom(const Row& row, Dictionary& names)
{
    LoggedEvent event;
    event.position = row.integer(0);
    event.eventId = row.id(1);
    event.aggregateId = row.id(2);
    event.aggregateType = names.shared(row.text(3));
    REPLAY_ASSIGN(event.eventType, names.type(row.integer(4)));
    REPLAY_ASSIGN(event.service, names.service(row.integer(5)));
    event.json = row.bytes(6);
    event.occurredAt = row.time(7);
    event.appendedAt = row.time(8);
    event.version = static_cast<int>(row.integer(9));
    event.schemaVersion = static_cast<int>(row.integer(10));
    event.correlationId = row.id(11);
    event.causationId = row.id(12);
    event.actor = names.shared(row.text(13));
    event.note = row.isNull(14) ? QString() : row.text(14);
    return event;
}

template <typename... Values>
Status read(storage::Database& database, std::string_view sql, const std::tuple<const Values&...>& values, const LogReader::Visit& visit)
{
    Dictionary names(database);
    Status failed;
    REPLAY_TRY(database.each(sql, values, [&](const Row& row) {
        const Result<LoggedEvent> event = eventFrom(row, names);
        if (!event) {
            failed = event.error();
            return false;
        }
        return visit(*event);
    }));
    return failed;
}

constexpr Position everything = std::numeric_limits<Position>::max();

Position last(Position upTo) { return upTo > 0 ? upTo : everything; }

}  // namespace

Result<Position> LogReader::head() const
{
    REPLAY_ASSIGN(const std::int64_t head, m_database.integer("SELECT max(position) FROM log_records", 0));
    return static_cast<Position>(head);
}

Status LogReader::scan(Position after, Position upTo, const Visit& visit) const
{
    const std::int64_t from = after;
    const std::int64_t to = last(upTo);
    return read(m_database, LOG_COLUMNS "WHERE r.position > ? AND r.position <= ? ORDER BY r.position", bind(from, to), visit);
}

Status LogReader::stream(const QUuid& aggregateId, Position upTo, const Visit& visit) const
{
    // The relay keeps the order of a stream, so rising versions are rising positions, and the unique index serves both.
    const std::int64_t to = last(upTo);
    return read(m_database,
                LOG_COLUMNS
                "WHERE r.stream = (SELECT stream FROM log_streams WHERE aggregate_id = ?) AND r.position <= ? ORDER BY r.version",
                bind(aggregateId, to), visit);
}

Status LogReader::correlated(const QUuid& correlationId, Position upTo, int limit, const Visit& visit) const
{
    const std::int64_t to = last(upTo);
    return read(m_database, LOG_COLUMNS "WHERE r.correlation_id = ? AND r.position <= ? ORDER BY r.position LIMIT ?",
                bind(correlationId, to, limit), visit);
}

}  // namespace replay::log
