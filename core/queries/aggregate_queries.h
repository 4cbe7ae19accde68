// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/values.h"
#include "core/events/fold.h"
#include "core/queries/connections.h"

#include <functional>

namespace replay::queries {

using api::Position;
using base::ModelTime;

/// Aggregates, their versions and their state at any of them, folded from the log; snapshots of the service shorten the way.
class AggregateQueries {
public:
    AggregateQueries(Connections& connections, const events::Folds& folds) : m_connections(connections), m_folds(folds) {}

    Result<QList<api::AggregateRow>> aggregates(const QString& type, const QString& search, const QString& afterId, int limit,
                                                std::optional<Position> at);
    Result<QList<api::TypeCount>> types();
    Result<QList<api::VersionMark>> versions(const QString& aggregateId, int afterVersion, int limit);
    Result<api::AggregateState> atVersion(const QString& aggregateId, std::optional<int> version, bool useSnapshots);
    Result<api::AggregateState> atTime(const QString& aggregateId, ModelTime time, bool useSnapshots);
    Result<api::AggregateState> atPosition(const QString& aggregateId, Position position);

private:
    struct Stream {
        std::int64_t key = 0;
        QUuid id;
        QString type;
        QString service;
        int version = 0;
    };
    struct Folded {
        std::unique_ptr<events::AnyState> state;
        int eventsRead = 0;
        int snapshotVersion = 0;
    };
    Result<Stream> stream(const QString& aggregateId);
    /// Brings what is personal into the clear, where its key is still there.
    Status open(events::Event& event);
    Result<Folded> fold(const Stream& stream, int version, bool useSnapshots);
    Result<api::AggregateState> stateAt(const Stream& stream, int version, bool useSnapshots);
    /// The last version for which the event at it is not beyond an edge; events of a stream rise in position and in time.
    Result<int> lastVersion(const Stream& stream, const std::function<bool(Position, ModelTime)>& within);
    Result<QList<api::AggregateRow>> page(const QString& type, const QByteArray& from, const QByteArray& to, int limit);
    Result<QList<api::AggregateRow>> search(const QString& type, const QString& wanted, const QUuid& after, int limit);
    Result<QList<QUuid>> labelled(const QString& type, const QString& search, const QUuid& after, int limit);
    Status label(api::AggregateRow& row);
    const events::AggregateFold* foldOf(const QString& type) const;

    Connections& m_connections;
    const events::Folds& m_folds;
};

}  // namespace replay::queries
