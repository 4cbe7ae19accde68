// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QHash>
#include <QUuid>
#include <memory>

namespace replay::events {

/// States of aggregates that were loaded or written lately, so that the next command need not fold them again. Only a memory:
/// the store's version check still decides, and what a rolled-back transaction touched is dropped.
///
/// Two generations bound it: what is asked for moves to the young one; when that is full, the old one is forgotten and the young
/// one grows old. So what is in use stays, and nothing needs to be put in order on a hit.
class AggregateCache {
public:
    static constexpr qsizetype entriesMax = 8'192;             ///< of one generation
    static constexpr qsizetype weightMax = 2 * 1'024 * 1'024;  ///< of one generation, in bytes of events' data

    template <typename State>
    struct Entry {
        State state;
        int version = 0;
        int eventsSince = 0;    ///< folded after its newest snapshot, and
        qint64 bytesSince = 0;  ///< what they hold: see SnapshotPolicy
    };

    template <typename State>
    std::shared_ptr<Entry<State>> find(const QUuid& id)
    {
        const Kept* found = look(id);
        if (!found || found->type != typeOf<State>())
            return nullptr;
        return std::static_pointer_cast<Entry<State>>(found->entry);
    }
    template <typename State>
    void put(const QUuid& id, std::shared_ptr<Entry<State>> entry)
    {
        keep(id, {typeOf<State>(), std::move(entry), entryWeight});
    }
    /// An event of so many bytes went into this state: a state is about as large as the largest of its events.
    void weigh(const QUuid& id, qsizetype eventBytes);
    void drop(const QUuid& id);
    void clear();

private:
    /// An entry and the type of its state: an id that somebody sends may be another aggregate's.
    struct Kept {
        const void* type;
        std::shared_ptr<void> entry;
        qsizetype weight;
    };
    static constexpr qsizetype entryWeight = 128;  ///< of a state without large events
    template <typename State>
    static const void* typeOf()
    {
        static const char tag = 0;
        return &tag;
    }
    const Kept* look(const QUuid& id);
    void keep(const QUuid& id, Kept kept);

    QHash<QUuid, Kept> m_young;
    QHash<QUuid, Kept> m_old;
    qsizetype m_weight = 0;  ///< of the young ones
};

}  // namespace replay::events
