// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/reader.h"
#include "core/projections/log_feed.h"
#include "core/projections/projection.h"

#include <QSet>

namespace replay::projections {

/// A projection folded afresh in memory, which tells what each event does to the rows. Nothing is written anywhere; the rows
/// are held in memory, like those of ProjectionFold.
class RowTrace {
public:
    /// `without`: the positions that the projection has set aside. `unused`: any database; nothing is read or written there.
    RowTrace(const ProjectionKind& kind, const QSet<Position>& without, storage::Database& unused);

    using Visit = std::function<void(const Fact& fact, const QList<RowChange>& changes)>;
    /// Folds on up to and with this position, which must not lie before position(). Without `visit` changes are not told.
    Status advance(LogFeed& feed, Position to, const Visit& visit, const api::Progress& progress = {});
    Position position() const { return m_position; }
    const QSet<Position>& without() const { return m_without; }

private:
    const ProjectionKind& m_kind;
    QSet<Position> m_without;
    std::unique_ptr<Projection> m_projection;
    Position m_position = 0;
};

}  // namespace replay::projections
