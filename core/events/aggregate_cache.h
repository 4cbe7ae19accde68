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
        if (found == m_entries.constEnd() || found->type != typeOf<State>())
            return nullptr;
        return std::static_pointer_cast<Entry<State>>(found->entry);
    }
    template <typename State>
    void put(const QUuid& id, std::shared_ptr<Entry<State>> entry)
    {
        keep(id, {typeOf<State>(), std::move(entry)});
    }
    void drop(const QUuid& id) { m_entries.remove(id); }
    void clear() { m_entries.clear(); }

private:
    /// An entry and the type of its state: an id that somebody sends may be another aggregate's.
    struct Kept {
        const void* type;
        std::shared_ptr<void> entry;
    };
    template <typename State>
    static const void* typeOf()
    {
        static const char tag = 0;
        return &tag;
    }
    void keep(const QUuid& id, Kept kept);

    QHash<QUuid, Kept> m_entries;
};

}  // namespace replay::events
