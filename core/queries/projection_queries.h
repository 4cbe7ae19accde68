// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/reader.h"
#include "core/projections/dead_letters.h"
#include "core/projections/projection_fold.h"
#include "core/queries/connections.h"

#include <map>

namespace replay::queries {

using api::Position;

/// The read models: how far each is, its rows now and at any past position, and whether it is what the log says.
class ProjectionQueries {
public:
    explicit ProjectionQueries(Connections& connections) : m_connections(connections) {}

    Result<QList<api::ProjectionInfo>> projections();
    Result<api::ProjectionInfo> projection(const QString& name);
    Result<QList<api::ParkedEvent>> parkedEvents(const QString& name, Position after, int limit);
    Result<QList<api::ProjectionDecision>> decisions(const QString& name, int limit);
    Result<Position> lastPositionOf(const QString& commandId);
    Result<api::RowSet> rows(const QString& name, const QVariantList& afterKey, int limit);
    Result<api::RowSet> rowsAt(const QString& name, Position position, int limit, const api::Progress& progress);
    Result<api::ProjectionCheck> verify(const QString& name, const api::Progress& progress);

    /// The log as projections read it, personal data opened.
    Result<projections::LogFeed*> feed();

    static constexpr int rowsMax = 10'000;

private:
    static Result<api::ProjectionInfo> describe(storage::Database& read, const projections::ProjectionKind& kind,
                                                const QList<projections::Checkpoint>& checkpoints, Position head, base::ModelTime headAt);

    Connections& m_connections;
    std::unique_ptr<projections::LogFeed> m_feed;
    /// The last fold of each projection: a look further on goes on from it.
    std::map<QString, std::unique_ptr<projections::ProjectionFold>> m_folds;
};

}  // namespace replay::queries
