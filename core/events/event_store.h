// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/events/event.h"
#include "core/storage/database.h"

#include <QHash>
#include <functional>
#include <optional>

namespace replay::events {

/// The events of one service, in that service's own database. All writing happens inside a transaction that the caller began.
/// The vocabulary is the exercise's: save_events, get_events, get_events_by_type.
class EventStore {
public:
    explicit EventStore(storage::Database& database) : m_database(database) {}

    /// Appends to one stream. `events` carry ids, types, data and time; versions are given here and written back.
    /// A stream that is not as expected is an error of kind Conflict that names both versions, and nothing is written.
    /// Repeated with the same event ids it answers as the first time; the same id with other content is an error.
    /// Answers the stream's version after it.
    Result<int> saveEvents(const QUuid& aggregateId, const QString& aggregateType, std::vector<Event>& events, ExpectedVersion expected);

    using Visit = std::function<bool(const Event&)>;  ///< answers false to stop
    /// Events of a stream with a version above `fromVersion`, rising, up to and with `toVersion` (0: all).
    Status getEvents(const QUuid& aggregateId, int fromVersion, int toVersion, const Visit& visit) const;
    /// The same backwards, from the newest (or from below `beforeVersion`).
    Status getEventsBackwards(const QUuid& aggregateId, int beforeVersion, const Visit& visit) const;
    /// Events in the order they were written here: `first` … `last` of event_records.seq. What the relay reads.
    Status getRange(std::int64_t first, std::int64_t last, const Visit& visit) const;

    Result<int> versionOf(const QUuid& aggregateId) const;
    Result<std::int64_t> lastSequence() const;

    struct Snapshot {
        int version = 0;
        int schemaVersion = 1;
        QJsonObject state;
    };
    /// The newest snapshot at or below `toVersion` (0: newest) of this schema version; older schemas are ignored.
    Result<std::optional<Snapshot>> snapshot(const QUuid& aggregateId, int toVersion, int schemaVersion) const;
    Status saveSnapshot(const QUuid& aggregateId, const Snapshot& snapshot);

    storage::Database& database() const { return m_database; }

private:
    Result<std::int64_t> typeKey(const QString& name);
    Result<QString> typeName(std::int64_t key) const;
    template <typename... Values>
    Status readStream(const QUuid& aggregateId, std::string_view sql, const Visit& visit, const Values&... values) const;
    Result<std::optional<int>> repeated(const QUuid& aggregateId, std::vector<Event>& events) const;

    storage::Database& m_database;
    QHash<QString, std::int64_t> m_types;  ///< only of committed or own rows: a dictionary row is never taken back (see forget)
    mutable QHash<std::int64_t, QString> m_typeNames;

public:
    /// After a rollback: dictionary rows of the transaction are gone.
    void forget()
    {
        m_types.clear();
        m_typeNames.clear();
    }
};

}  // namespace replay::events
