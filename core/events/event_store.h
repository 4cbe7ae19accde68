// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/events/event.h"
#include "core/events/personal_keys.h"
#include "core/events/snapshot_policy.h"
#include "core/storage/database.h"

#include <QHash>
#include <functional>
#include <optional>

namespace replay::events {

/// The events of one service, in that service's own database. All writing happens inside a transaction that the caller began.
/// The vocabulary is the exercise's: save_events, get_events, get_events_by_type.
class EventStore {
public:
    explicit EventStore(storage::Database& database) : m_database(database), m_keys(database) {}

    /// Appends to one stream. `events` carry ids, types, data and time; versions are given here and written back.
    /// A stream that is not as expected is an error of kind Conflict that names both versions, and nothing is written.
    /// Repeated with the same event ids it answers as the first time; the same id with other content is an error.
    /// Answers the stream's version after it.
    Result<int> saveEvents(const QUuid& aggregateId, const QString& aggregateType, std::vector<Event>& events, ExpectedVersion expected);

    /// Puts the personal data of an event under the key of its person, as it is to be stored. See PersonalKeys.
    Status seal(Event& event, const base::Random& random) { return m_keys.seal(event, random, m_keyOrigin); }
    /// Makes an event from elsewhere one of this store's: its personal data under the key of their person. See PersonalKeys.
    Status admit(Event& event, const base::Random& random) { return m_keys.admit(event, random, m_keyOrigin); }
    /// An event of this store with its personal data in the clear.
    Result<Event> readable(Event event) const;
    /// Where the keys of persons who are new here come from.
    void setKeyOrigin(KeyOrigin origin) { m_keyOrigin = origin; }
    void setSnapshotPolicy(SnapshotPolicy policy) { m_snapshotPolicy = policy; }
    const SnapshotPolicy& snapshotPolicy() const { return m_snapshotPolicy; }
    PersonalKeys& keys() { return m_keys; }
    const PersonalKeys& keys() const { return m_keys; }

    using Visit = std::function<bool(const Event&)>;  ///< answers false to stop
    /// Events of a stream, their personal data in the clear (erased where its key is gone), with a version above `fromVersion`, rising, up to and with `toVersion` (0: all).
    Status getEvents(const QUuid& aggregateId, int fromVersion, int toVersion, const Visit& visit) const;
    /// The same backwards, from the newest (or from below `beforeVersion`).
    Status getEventsBackwards(const QUuid& aggregateId, int beforeVersion, const Visit& visit) const;
    /// Events as they are stored, personal data sealed, in the order they were written here: `first` … `last` of event_records.seq. What the relay reads.
    Status getRange(std::int64_t first, std::int64_t last, const Visit& visit) const;

    Result<int> versionOf(const QUuid& aggregateId) const;
    Result<std::int64_t> lastSequence() const;

    struct Snapshot {
        int version = 0;
        int schemaVersion = 1;
        QJsonObject state;
    };
    /// The newest snapshot at or below `toVersion` (0: newest) of this schema version; one of another schema is never trusted.
    Result<std::optional<Snapshot>> snapshot(const QUuid& aggregateId, int toVersion, int schemaVersion) const;
    /// In place of one of this version that is there already (of an old schema, that is: the state at a version is one).
    Status saveSnapshot(const QUuid& aggregateId, const Snapshot& snapshot);
    /// Forgets every snapshot of a stream: the next reader folds its events.
    Status dropSnapshots(const QUuid& aggregateId);

    storage::Database& database() const { return m_database; }

private:
    Result<std::int64_t> typeKey(const QString& name);
    Result<QString> typeName(std::int64_t key) const;
    template <typename... Values>
    Status readStream(const QUuid& aggregateId, std::string_view sql, const Visit& visit, const Values&... values) const;
    Result<std::optional<int>> repeated(const QUuid& aggregateId, std::vector<Event>& events) const;

    storage::Database& m_database;
    PersonalKeys m_keys;
    KeyOrigin m_keyOrigin = KeyOrigin::Seed;
    SnapshotPolicy m_snapshotPolicy;
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
