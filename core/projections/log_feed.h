// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/events/personal_keys.h"
#include "core/projections/fact.h"
#include "core/storage/database.h"

#include <functional>
#include <vector>

namespace replay::projections {

/// Reads the log for projections: only the columns they need, only the data of the kinds they want. (log::LogReader answers
/// whole events; a rebuild reads a million of them, and most of each is not looked at.)
class LogFeed {
public:
    /// `keys`: the database of the keys of persons; without one, personal data that is sealed reads as erased.
    explicit LogFeed(storage::Database& log, storage::Database* keys = nullptr) : m_log(log), m_keys(keys) {}

    using Visit = std::function<bool(Fact&)>;  ///< answers false to stop
    Result<Position> head();
    /// The wanted events after `after` up to and with `upTo`, rising.
    Status each(Position after, Position upTo, const EventKinds& wanted, const Visit& visit);
    /// The same, of one correlation only.
    Status correlated(const QUuid& correlationId, Position upTo, const EventKinds& wanted, const Visit& visit);
    /// When the event at this position reached the log; us == 0 where there is none.
    Result<ModelTime> appendedAt(Position position);

    /// What an event is called outside of its data: asked for one by one, since projecting needs none of it.
    struct Name {
        QUuid eventId;
        QUuid aggregateId;
        QString aggregateType;
        QString eventType;
        QString service;
        QUuid correlationId;
    };
    Result<Name> name(Position position);
    /// Which order of the workspace this business case is: the ordinal of its saga; 0 where it has none.
    Result<std::int64_t> orderOf(const QUuid& correlationId);

private:
    struct Type {
        EventKind kind = EventKind::Other;
        QString name;
        int newestSchema = 1;
        bool personal = false;
    };
    template <typename... Values>
    Status read(std::string_view sql, const std::tuple<const Values&...>& values, const EventKinds& wanted, const Visit& visit);
    Status tell(const storage::Row& row, const EventKinds& wanted, const Visit& visit, bool& goOn);
    Result<const Type*> type(std::int64_t key);
    Result<QUuid> aggregate(std::int64_t stream);

    Result<QByteArray> readable(const storage::Row& row, const Type& type, const QUuid& aggregateId) const;

    storage::Database& m_log;
    storage::Database* m_keys;
    PayloadParser m_parser;
    std::vector<Type> m_types;        ///< by key; an empty name is not looked up yet
    std::vector<QUuid> m_aggregates;  ///< by stream; a null id is not looked up yet. 16 bytes an aggregate of the log
};

}  // namespace replay::projections
