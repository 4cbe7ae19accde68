// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/reader.h"
#include "core/projections/log_feed.h"
#include "core/projections/projection.h"

#include <functional>
#include <memory>

namespace replay::projections {

/// Applies to a projection what it wants of the log after `position` up to and with `to`, without the positions that it has set aside,
/// and moves `position` on. `onApplied` sees each event that was applied. Cancelled by `progress`.
Status foldOn(const ProjectionKind& kind, Projection& projection, const QSet<Position>& without, LogFeed& feed, Position& position,
              Position to, const api::Progress& progress, const std::function<void(const Fact& fact)>& onApplied = {});

/// A projection folded afresh from the log into a private database in memory: its rows as of any position. What a
/// rebuild, a look into the past and a verification share.
class ProjectionFold {
public:
    /// `without`: the positions that the projection has set aside (parked or skipped), which the fold leaves out as well.
    static Result<std::unique_ptr<ProjectionFold>> make(const ProjectionKind& kind, const QSet<Position>& without = {});

    /// Folds on up to and with this position; it must not lie before position(). Cancelled by `progress`.
    Status advance(LogFeed& feed, Position to, const api::Progress& progress = {});
    Position position() const { return m_position; }
    const QSet<Position>& without() const { return m_without; }
    storage::Database& database() { return *m_database; }

private:
    ProjectionFold(const ProjectionKind& kind, std::unique_ptr<storage::Database> database, const QSet<Position>& without);

    const ProjectionKind& m_kind;
    QSet<Position> m_without;
    std::unique_ptr<storage::Database> m_database;
    std::unique_ptr<Projection> m_projection;
    Position m_position = 0;
};

/// The positions that a projection has set aside.
Result<QSet<Position>> setAside(storage::Database& read, const QString& projection);

/// Compares the rows in read.db with a fresh fold up to the same position, without what the projection has set aside: that is
/// listed by its streams, and is no difference. `read` and `log` may be read-only.
Result<api::ProjectionCheck> verifyProjection(storage::Database& read, LogFeed& feed, const ProjectionKind& kind,
                                              const api::Progress& progress = {});

}  // namespace replay::projections
