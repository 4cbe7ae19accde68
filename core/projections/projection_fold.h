// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/reader.h"
#include "core/projections/log_feed.h"
#include "core/projections/projection.h"

#include <memory>

namespace replay::projections {

/// A projection folded afresh from the log into a private database in memory: its rows as of any position. What a
/// rebuild, a look into the past and a verification share.
class ProjectionFold {
public:
    static Result<std::unique_ptr<ProjectionFold>> make(const ProjectionKind& kind);

    /// Folds on up to and with this position; it must not lie before position(). Cancelled by `progress`.
    Status advance(LogFeed& feed, Position to, const api::Progress& progress = {});
    Position position() const { return m_position; }
    storage::Database& database() { return *m_database; }

private:
    ProjectionFold(const ProjectionKind& kind, std::unique_ptr<storage::Database> database);

    const ProjectionKind& m_kind;
    std::unique_ptr<storage::Database> m_database;
    std::unique_ptr<Projection> m_projection;
    Position m_position = 0;
};

/// Compares the rows in read.db with a fresh fold up to the same position. `read` and `log` may be read-only.
Result<api::ProjectionCheck> verifyProjection(storage::Database& read, LogFeed& feed, const ProjectionKind& kind, const api::Progress& progress = {});

}  // namespace replay::projections
