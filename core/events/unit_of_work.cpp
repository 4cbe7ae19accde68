// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/events/unit_of_work.h"

#include "core/contracts/upcasters.h"

namespace replay::events {

UnitOfWork::UnitOfWork(EventStore& store, AggregateCache& cache, const base::Random& random, ModelTime now, Cause cause,
                       faults::GapObserver* observer, const faults::Pitfalls* pitfalls)
    : m_store(store),
      m_cache(cache),
      m_random(random),
      m_now(now),
      m_cause(std::move(cause)),
      m_observer(observer),
      m_pitfalls(pitfalls)
{
}

std::vector<Event> UnitOfWork::dress(const std::vector<NewEvent>& decided)
{
    std::vector<Event> events;
    events.reserve(decided.size());
    for (const NewEvent& fresh : decided) {
        Event event;
        event.eventId = m_random.uuid(m_now, m_cause.identity, m_dressed++);
        if (m_leftOut && m_leftOut->contains(event.eventId))
            continue;
        event.eventType = fresh.eventType;
        event.json = base::jsonBytes(has(faults::Pitfall::AnaemicEvents) ? faults::anaemic(fresh.eventType, fresh.data) : fresh.data);
        event.occurredAt = m_now;
        event.schemaVersion = contracts::newestSchema(fresh.eventType);
        event.correlationId = m_cause.correlationId;
        event.causationId = m_cause.causationId;
        event.actor = m_cause.actor;
        event.note = m_cause.note;
        events.push_back(std::move(event));
    }
    return events;
}

Status UnitOfWork::save(const QUuid& id, const QString& aggregateType, std::vector<Event>& events, int loaded)
{
    for (Event& event : events) {
        event.aggregateId = id;
        REPLAY_TRY(m_store.seal(event, m_random));
    }
    REPLAY_TRY(m_store.saveEvents(id, aggregateType, events, ExpectedVersion::exact(loaded)));
    return {};
}

Status UnitOfWork::expect(const QUuid& id, const QString& aggregateType, std::optional<ExpectedVersion> expected)
{
    if (!expected || has(faults::Pitfall::NoOptimisticConcurrency))
        return {};
    REPLAY_ASSIGN(const int current, m_store.versionOf(id));
    if (expected->accepts(current))
        return {};
    return base::conflict(QStringLiteral("ConcurrencyError: expected version %1 of %2 %3, it is at version %4")
                              .arg(expected->toString(), aggregateType, base::idText(id))
                              .arg(current));
}

void UnitOfWork::reach(faults::GapPoint point)
{
    if (m_observer)
        m_observer->reached(point, m_cause.service, m_cause.message);
}

void UnitOfWork::abandon()
{
    for (const QUuid& id : m_touched)
        m_cache.drop(id);
    m_store.forget();
}

}  // namespace replay::events
