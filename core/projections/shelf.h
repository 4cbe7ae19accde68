// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/projections/dead_letters.h"

#include <QHash>
#include <map>
#include <optional>
#include <set>

namespace replay::projections {

/// The ids of the rows that an event makes a projection change and look at, beside its own stream.
struct Touches {
    QUuid changes = {};
    QUuid alsoChanges = {};
    QUuid reads = {};
};

/// What one projection has set aside, in memory: its dead letters, and which rows they hold. A parked event holds the rows it
/// would have changed or looked at. What comes later and needs one of them waits behind it, whatever its stream: only so do
/// parked events have the same effect when they are taken up again, and all other streams go on.
class Shelf {
public:
    bool isEmpty() const { return m_letters.empty(); }
    const std::map<Position, DeadLetter>& letters() const { return m_letters; }
    const DeadLetter* at(Position position) const;
    bool isSkipped(Position position) const;
    std::int64_t parked() const { return m_parked; }
    std::int64_t skipped() const { return m_skipped; }
    /// The parked event that this one has to wait for.
    std::optional<Position> blocking(const QUuid& stream, const Touches& touches) const;

    /// Puts a letter here (or changes it); a parked one holds what it touches.
    void put(const DeadLetter& letter, const Touches& touches);
    void remove(Position position);
    /// All that is held is let go, to be held anew in a sweep over what is parked.
    void letGo();
    void hold(const DeadLetter& letter, const Touches& touches);
    void clear() { *this = Shelf(); }

    /// The positions whose letters changed or went since the last call: to be written with the rows.
    std::set<Position> takeChanged() { return std::exchange(m_changed, {}); }

private:
    void count(const DeadLetter& letter, int by);

    std::map<Position, DeadLetter> m_letters;
    std::set<Position> m_changed;
    QHash<QUuid, Position> m_streams;
    QHash<QUuid, Position> m_changing;
    QHash<QUuid, Position> m_reading;
    std::int64_t m_parked = 0;
    std::int64_t m_skipped = 0;
};

}  // namespace replay::projections
