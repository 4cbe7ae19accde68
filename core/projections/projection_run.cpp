// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/projections/projection_run.h"

namespace replay::projections {

using State = DeadLetter::State;

ProjectionRun::ProjectionRun(const ProjectionKind& kind, ProjectorScene& scene, const Checkpoint& written)
    : checkpoint(written),
      durable(written),
      m_kind(kind),
      m_scene(scene)
{
}

QString ProjectionRun::suffix() const { return durable.name.mid(m_kind.name.size()); }

Status ProjectionRun::load()
{
    m_projection = m_kind.make(Target{m_scene.read, suffix(), durable.position == 0});
    m_shelf.clear();
    m_retrying = 0;
    REPLAY_ASSIGN(const QList<DeadLetter> letters, readDeadLetters(m_scene.read, durable.name));
    for (const DeadLetter& letter : letters) {
        m_shelf.put(letter, {});
        if (letter.state == State::Retrying)
            m_retrying = letter.position;
    }
    m_shelf.letGo();
    m_shelf.takeChanged();
    REPLAY_TRY(eachParked([this](const DeadLetter& letter, Fact& fact) -> Status {
        m_shelf.hold(letter, m_kind.touches(fact));
        return {};
    }));
    QHash<qint64, faults::FaultPlan::Count> counts;
    REPLAY_TRY(m_scene.read.each("SELECT rule, matched, fired FROM poison_counts WHERE projection = ?", storage::bind(durable.name),
                                 [&](const storage::Row& row) {
                                     counts.insert(row.integer(0), {row.integer(1), row.integer(2)});
                                 }));
    m_plan.setCounts(std::move(counts));
    return {};
}

Status ProjectionRun::takeBack()
{
    checkpoint = durable;
    return load();
}

Status ProjectionRun::write()
{
    checkpoint.rows += m_projection->added();
    REPLAY_TRY(m_projection->flush());
    for (const Position position : m_shelf.takeChanged()) {
        if (const DeadLetter* letter = m_shelf.at(position))
            REPLAY_TRY(writeDeadLetter(m_scene.read, checkpoint.name, *letter));
        else
            REPLAY_TRY(removeDeadLetter(m_scene.read, checkpoint.name, position));
    }
    for (const qint64 rule : m_plan.takeChanged()) {
        const auto count = m_plan.counts().value(rule);
        REPLAY_TRY(m_scene.read.run(
            "INSERT INTO poison_counts (projection, rule, matched, fired) VALUES (?, ?, ?, ?) ON CONFLICT (projection, rule) DO UPDATE SET "
            "matched = excluded.matched, fired = excluded.fired",
            checkpoint.name, static_cast<std::int64_t>(rule), static_cast<std::int64_t>(count.matched),
            static_cast<std::int64_t>(count.fired)));
    }
    return writeCheckpoint(m_scene.read, checkpoint);
}

void ProjectionRun::written()
{
    durable = checkpoint;
    if (m_projection->held() > rowsHeldMax)
        m_projection->forget();
}

Result<ProjectionRun::Taken> ProjectionRun::take(Fact& fact)
{
    if (!m_shelf.isEmpty()) {
        if (m_shelf.isSkipped(fact.position)) {
            // It still is "the third match", so that the poison does not move on to the next event when this is drawn again.
            REPLAY_TRY(decide(fact));
            return Taken::Done;
        }
        if (const auto behind = m_shelf.blocking(fact.aggregateId, m_kind.touches(fact))) {
            REPLAY_ASSIGN(DeadLetter letter, letterOf(fact));
            letter.behind = *behind;
            letter.error = QStringLiteral("waits behind the event at position %1").arg(*behind);
            REPLAY_TRY(park(fact, letter));
            return checkpoint.status == failedStatus ? Taken::Stands : Taken::Done;
        }
    }
    REPLAY_ASSIGN(const Failure failure, tryToApply(fact, m_shelf.isEmpty() ? nullptr : m_shelf.at(fact.position)));
    if (!failure.error.isEmpty())
        return fail(fact, failure);
    if (m_retrying == fact.position) {
        m_shelf.remove(fact.position);
        m_retrying = 0;
    }
    return Taken::Done;
}

/// An empty error: the event is in the rows.
Result<ProjectionRun::Failure> ProjectionRun::tryToApply(Fact& fact, const DeadLetter* before)
{
    REPLAY_ASSIGN(const auto poisoned, poison(fact, before));
    if (poisoned)
        return *poisoned;
    fact.data.reread();
    REPLAY_TRY(m_projection->apply(fact));
    if (fact.data.good())
        return Failure{};
    return Failure{QStringLiteral("the event at position %1 (%2 of %3): %4")
                       .arg(fact.position)
                       .arg(eventTypeOf(fact.kind), base::idText(fact.aggregateId), fact.data.error())};
}

/// Whether a rule poisons this event for this projection. That is decided once; from then on it stays poisoned while the rule
/// is armed.
Result<std::optional<ProjectionRun::Failure>> ProjectionRun::poison(const Fact& fact, const DeadLetter* before)
{
    if (before && before->behind == 0) {
        if (before->rule == 0 || !m_plan.isArmed(before->rule))
            return std::optional<Failure>();
        return std::optional(Failure{before->error, before->rule});
    }
    return decide(fact);
}

Result<std::optional<ProjectionRun::Failure>> ProjectionRun::decide(const Fact& fact)
{
    if (!m_scene.random || !m_plan.hasPoison())
        return std::optional<Failure>();
    faults::PoisonAim aim;
    aim.projection = m_kind.name;
    aim.message = eventTypeOf(fact.kind);
    if (!m_plan.mayPoison(aim))
        return std::optional<Failure>();
    REPLAY_ASSIGN(const LogFeed::Name name, m_scene.feed.name(fact.position));
    aim.service = name.service;
    aim.at = fact.appendedAt;
    aim.purpose = name.eventId.toRfc4122();
    if (m_plan.asksForOrder()) {
        REPLAY_ASSIGN(aim.order, m_scene.feed.orderOf(name.correlationId));
    }
    const auto injected = m_plan.decidePoison(aim, *m_scene.random);
    if (!injected)
        return std::optional<Failure>();
    return std::optional(Failure{QStringLiteral("the event at position %1 (%2 of %3): %4 (%5)")
                                     .arg(fact.position)
                                     .arg(aim.message, base::idText(fact.aggregateId), injected->reason, injected->note()),
                                 injected->rule});
}

Result<DeadLetter> ProjectionRun::letterOf(const Fact& fact)
{
    REPLAY_ASSIGN(const LogFeed::Name name, m_scene.feed.name(fact.position));
    DeadLetter letter;
    letter.position = fact.position;
    letter.eventId = name.eventId;
    letter.aggregateId = name.aggregateId;
    letter.aggregateType = name.aggregateType;
    letter.eventType = name.eventType;
    letter.parkedAt = m_scene.clock;
    return letter;
}

Result<ProjectionRun::Taken> ProjectionRun::fail(Fact& fact, const Failure& failure)
{
    REPLAY_ASSIGN(DeadLetter letter, letterOf(fact));
    const DeadLetter* before = m_shelf.at(fact.position);
    letter.attempts = (before ? before->attempts : 0) + 1;
    letter.error = failure.error;
    letter.rule = failure.rule;
    if (letter.attempts < attemptsMax) {
        letter.state = State::Retrying;
        m_shelf.put(letter, {});
        m_retrying = fact.position;
        return Taken::Stands;
    }
    m_retrying = 0;
    REPLAY_TRY(park(fact, letter));
    return checkpoint.status == failedStatus ? Taken::Stands : Taken::Done;
}

Status ProjectionRun::park(Fact& fact, DeadLetter letter)
{
    if (m_shelf.parked() >= parkedMax) {
        checkpoint.status = failedStatus;
        checkpoint.error =
            QStringLiteral("%1 events are parked, which is the limit; before the next: %2").arg(m_shelf.parked()).arg(letter.error);
        return {};
    }
    letter.state = State::Parked;
    m_shelf.put(letter, m_kind.touches(fact));
    return {};
}

Position ProjectionRun::allowed(Position head, ModelTime now) const
{
    if (checkpoint.perSecond <= 0)
        return head;
    const std::int64_t us = std::max<std::int64_t>(0, now - checkpoint.slowSince);
    const std::int64_t earned =
        us / base::usPerSecond * checkpoint.perSecond + us % base::usPerSecond * checkpoint.perSecond / base::usPerSecond;
    return std::min<Position>(head, checkpoint.slowFrom + earned);
}

std::optional<ModelTime> ProjectionRun::dueAt(Position head) const
{
    if (checkpoint.perSecond <= 0 || checkpoint.status != liveStatus || checkpoint.position >= head)
        return std::nullopt;
    const std::int64_t wanted =
        std::min<std::int64_t>(head - checkpoint.position, checkpoint.perSecond) + checkpoint.position - checkpoint.slowFrom;
    const std::int64_t rest = wanted % checkpoint.perSecond;
    const std::int64_t us =
        wanted / checkpoint.perSecond * base::usPerSecond + (rest * base::usPerSecond + checkpoint.perSecond - 1) / checkpoint.perSecond;
    return checkpoint.slowSince + us;
}

}  // namespace replay::projections
