// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/events/aggregate_cache.h"

namespace replay::events {

void AggregateCache::put(const QUuid& id, std::shared_ptr<void> entry)
{
    if (m_entries.size() >= entriesMax)
        m_entries.clear();  // a rare, cheap forgetting; an exact LRU would cost on every hit
    m_entries.insert(id, std::move(entry));
}

}  // namespace replay::events
