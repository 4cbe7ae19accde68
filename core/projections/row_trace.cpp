// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/projections/row_trace.h"

#include "core/projections/projection_fold.h"

namespace replay::projections {

RowTrace::RowTrace(const ProjectionKind& kind, const QSet<Position>& without, storage::Database& unused)
    : m_kind(kind),
      m_without(without),
      m_projection(kind.make(Target{unused, QString(), true}))
{
    m_projection->trace();
}

Status RowTrace::advance(LogFeed& feed, Position to, const Visit& visit, const api::Progress& progress)
{
    return foldOn(m_kind, *m_projection, m_without, feed, m_position, to, progress, [&](const Fact& fact) {
        const QList<RowChange> changes = m_projection->takeChanges();
        if (visit && !changes.isEmpty())
            visit(fact, changes);
    });
}

}  // namespace replay::projections
