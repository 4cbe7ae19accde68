// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/events/aggregate_cache.h"

namespace replay::events {

void AggregateCache::keep(const QUuid& id, Kept kept)
{
    if (m_entries.size() >= entriesMax)
        m_entries.clear();  // a rare, cheap forgetting; an exact LRU would cost on every hit
    m_entries.insert(id, std::move(kept));
}

}  // namespace replay::events
