// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/events/aggregate_cache.h"

namespace replay::events {

const AggregateCache::Kept* AggregateCache::look(const QUuid& id)
{
    if (const auto young = m_young.constFind(id); young != m_young.constEnd())
        return &*young;
    const auto old = m_old.find(id);
    if (old == m_old.end())
        return nullptr;
    Kept kept = std::move(*old);
    m_old.erase(old);
    keep(id, std::move(kept));
    return &*m_young.constFind(id);
}

void AggregateCache::keep(const QUuid& id, Kept kept)
{
    if (m_young.size() >= entriesMax || m_weight >= weightMax) {
        m_old = std::exchange(m_young, {});
        m_weight = 0;
    }
    drop(id);
    m_weight += kept.weight;
    m_young.insert(id, std::move(kept));
}

void AggregateCache::weigh(const QUuid& id, qsizetype eventBytes)
{
    const auto young = m_young.find(id);
    if (young == m_young.end() || young->weight >= eventBytes)
        return;
    m_weight += eventBytes - young->weight;
    young->weight = eventBytes;
}

void AggregateCache::drop(const QUuid& id)
{
    if (const auto young = m_young.constFind(id); young != m_young.constEnd()) {
        m_weight -= young->weight;
        m_young.erase(young);
    }
    m_old.remove(id);
}

void AggregateCache::clear()
{
    m_young.clear();
    m_old.clear();
    m_weight = 0;
}

}  // namespace replay::events
