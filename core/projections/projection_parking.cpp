// SPDX-License-Identifier: GPL-3.0-or-later
// How a projection takes up again what it had parked.
#include "core/projections/projection_run.h"

namespace replay::projections {

using State = DeadLetter::State;

Status ProjectionRun::eachParked(const std::function<Status(const DeadLetter&, Fact&)>& visit)
{
    const std::map<Position, DeadLetter> letters = m_shelf.letters();
    for (const auto& [position, letter] : letters) {
        if (letter.state != State::Parked)
            continue;
        Status visited;
        REPLAY_TRY(m_scene.feed.each(position - 1, position, m_kind.wants, [&](Fact& fact) {
            visited = visit(letter, fact);
            return false;
        }));
        REPLAY_TRY(visited);
    }
    return {};
}

Result<Position> ProjectionRun::failedHead(const QUuid& stream) const
{
    for (const auto& [position, letter] : m_shelf.letters()) {
        if (letter.state != State::Parked || letter.aggregateId != stream)
            continue;
        if (letter.behind == 0)
            return position;
        const DeadLetter* first = m_shelf.at(letter.behind);
        while (first && first->behind > 0)
            first = m_shelf.at(first->behind);
        const QString root =
            first ? QStringLiteral("%1 %2").arg(first->aggregateType, base::idText(first->aggregateId)) : QStringLiteral("another stream");
        return base::failed(
            QStringLiteral("the stream %1 did not fail in %2: it waits behind %3").arg(base::idText(stream), m_kind.name, root));
    }
    return base::failed(QStringLiteral("%1 has parked nothing of the stream %2").arg(m_kind.name, base::idText(stream)));
}

QSet<Position> ProjectionRun::groupOf(const QUuid& stream) const
{
    QSet<Position> group;
    for (const auto& [position, letter] : m_shelf.letters()) {
        if (letter.state == State::Parked && (letter.aggregateId == stream || group.contains(letter.behind)))
            group.insert(position);
    }
    return group;
}

Result<ProjectionRun::Sweep> ProjectionRun::sweep(const QUuid& stream)
{
    Sweep sweep;
    QSet<Position> group = groupOf(stream);
    m_shelf.letGo();
    REPLAY_TRY(eachParked([&](const DeadLetter& before, Fact& fact) -> Status {
        const Touches touches = m_kind.touches(fact);
        if (!group.contains(before.position)) {
            m_shelf.hold(before, touches);
            return {};
        }
        DeadLetter letter = before;
        const auto behind = m_shelf.blocking(fact.aggregateId, touches);
        if (behind) {
            letter.behind = *behind;
            letter.error = QStringLiteral("waits behind the event at position %1").arg(*behind);
        } else {
            REPLAY_ASSIGN(const Failure failure, tryToApply(fact, &before));
            if (failure.error.isEmpty()) {
                m_shelf.remove(letter.position);
                ++sweep.applied;
                return {};
            }
            letter.behind = 0;
            letter.error = failure.error;
            letter.rule = failure.rule;
            ++letter.attempts;
            if (sweep.error.isEmpty())
                sweep.error = failure.error;
        }
        ++sweep.parked;
        m_shelf.put(letter, touches);
        return {};
    }));
    return sweep;
}

void ProjectionRun::skip(Position position, const QString& reason)
{
    DeadLetter letter = *m_shelf.at(position);
    letter.state = State::Skipped;
    letter.reason = reason;
    letter.decidedAt = m_scene.clock;
    m_shelf.put(letter, {});
}

}  // namespace replay::projections
