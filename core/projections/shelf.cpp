// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/projections/shelf.h"

namespace replay::projections {
namespace {

void holdFirst(QHash<QUuid, Position>& held, const QUuid& id, Position position)
{
    if (!id.isNull() && !held.contains(id))
        held.insert(id, position);
}

}  // namespace

const DeadLetter* Shelf::at(Position position) const
{
    const auto found = m_letters.find(position);
    return found == m_letters.end() ? nullptr : &found->second;
}

bool Shelf::isSkipped(Position position) const
{
    const DeadLetter* letter = at(position);
    return letter && letter->state == DeadLetter::State::Skipped;
}

std::optional<Position> Shelf::blocking(const QUuid& stream, const Touches& touches) const
{
    std::optional<Position> first;
    const auto look = [&](const QHash<QUuid, Position>& held, const QUuid& id) {
        const auto found = id.isNull() ? held.end() : held.find(id);
        if (found != held.end() && (!first || *found < *first))
            first = *found;
    };
    look(m_streams, stream);
    for (const QUuid& id : {touches.changes, touches.alsoChanges}) {
        look(m_changing, id);
        look(m_reading, id);
    }
    look(m_changing, touches.reads);
    return first;
}

void Shelf::count(const DeadLetter& letter, int by)
{
    if (letter.state == DeadLetter::State::Parked)
        m_parked += by;
    else if (letter.state == DeadLetter::State::Skipped)
        m_skipped += by;
}

void Shelf::put(const DeadLetter& letter, const Touches& touches)
{
    if (const DeadLetter* before = at(letter.position))
        count(*before, -1);
    count(letter, 1);
    m_letters[letter.position] = letter;
    m_changed.insert(letter.position);
    hold(letter, touches);
}

void Shelf::hold(const DeadLetter& letter, const Touches& touches)
{
    if (letter.state != DeadLetter::State::Parked)
        return;
    holdFirst(m_streams, letter.aggregateId, letter.position);
    holdFirst(m_changing, touches.changes, letter.position);
    holdFirst(m_changing, touches.alsoChanges, letter.position);
    holdFirst(m_reading, touches.reads, letter.position);
}

void Shelf::remove(Position position)
{
    if (const DeadLetter* before = at(position)) {
        count(*before, -1);
        m_letters.erase(position);
        m_changed.insert(position);
    }
}

void Shelf::letGo()
{
    m_streams.clear();
    m_changing.clear();
    m_reading.clear();
}

}  // namespace replay::projections
