// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/projections/row_trace.h"

#include "core/base/check.h"
#include "core/base/random.h"

namespace replay::projections {
namespace {

constexpr Position eventsPerProgress = 20'000;

}  // namespace

RowTrace::RowTrace(const ProjectionKind& kind, const QSet<Position>& without, storage::Database& unused)
    : m_kind(kind),
      m_without(without),
      m_projection(kind.make(Target{unused, QString(), true}))
{
    m_projection->trace();
}

Status RowTrace::advance(LogFeed& feed, Position to, const Visit& visit, const api::Progress& progress)
{
    ENSURE(to >= m_position);
    const Position from = m_position;
    Status applied;
    while (m_position < to) {
        if (progress && !progress(static_cast<double>(m_position - from) / static_cast<double>(to - from)))
            return base::cancelled();
        const Position end = std::min(to, m_position + eventsPerProgress);
        REPLAY_TRY(feed.each(m_position, end, m_kind.wants, [&](Fact& fact) {
            if (m_without.contains(fact.position))
                return true;
            fact.data.reread();
            applied = m_projection->apply(fact);
            if (applied && !fact.data.good())
                applied = base::failed(QStringLiteral("the event at position %1 (%2 of %3): %4")
                                           .arg(fact.position)
                                           .arg(eventTypeOf(fact.kind), base::idText(fact.aggregateId), fact.data.error()));
            if (!applied)
                return false;
            const QList<RowChange> changes = m_projection->takeChanges();
            if (visit && !changes.isEmpty())
                visit(fact, changes);
            return true;
        }));
        REPLAY_TRY(applied);
        m_position = end;
    }
    return {};
}

}  // namespace replay::projections
