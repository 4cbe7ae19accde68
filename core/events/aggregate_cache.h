// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QHash>
#include <QUuid>
#include <memory>

namespace replay::events {

/// States of aggregates that were loaded or written lately, so that the next command need not fold them again. Only a memory:
/// the store's version check still decides, and what a rolled-back transaction touched is dropped.
class AggregateCache {
public:
    static constexpr qsizetype entriesMax = 16'384;

    template <typename State>
    struct Entry {
        State state;
        int version = 0;
    };

    template <typename State>
    std::shared_ptr<Entry<State>> find(const QUuid& id) const
    {
        const auto found = m_entries.constFind(id);
        return found == m_entries.constEnd() ? nullptr : std::static_pointer_cast<Entry<State>>(*found);
    }
    void put(const QUuid& id, std::shared_ptr<void> entry);
    void drop(const QUuid& id) { m_entries.remove(id); }
    void clear() { m_entries.clear(); }

private:
    QHash<QUuid, std::shared_ptr<void>> m_entries;
};

}  // namespace replay::events
