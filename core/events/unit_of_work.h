// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/random.h"
#include "core/events/aggregate_cache.h"
#include "core/events/event_store.h"
#include "core/faults/gap_point.h"
#include "core/faults/pitfalls.h"

#include <QSet>

namespace replay::events {

/// What one message may do inside its service's one local transaction: load aggregates, append events, write tables.
/// Time, chance and ids come from here and nowhere else. The message handler began the transaction and commits it.
class UnitOfWork {
public:
    struct Cause {
        QByteArray identity;  ///< what makes this handling unique: new ids are derived from it, the same on every repetition
        QUuid causationId;    ///< the message or event that is being handled: the causation of every event written here
        QUuid correlationId;
        QString actor;
        QString note;  ///< the fault at work, marked on the events
        QString service;
        QString message;  ///< name, for gap observers
    };
    UnitOfWork(EventStore& store, AggregateCache& cache, const base::Random& random, ModelTime now, Cause cause,
               faults::GapObserver* observer = nullptr, const faults::Pitfalls* pitfalls = nullptr);

    ModelTime now() const { return m_now; }
    const Cause& cause() const { return m_cause; }
    /// For alarms, which know their business case only after loading it.
    void correlate(const QUuid& correlationId) { m_cause.correlationId = correlationId; }
    storage::Database& database() const { return m_store.database(); }
    EventStore& store() const { return m_store; }
    const base::Random& random() const { return m_random; }
    /// A fresh id (UUID version 7 layout), the same whenever the same message is handled again.
    QUuid newId() { return m_random.uuid(m_now, m_cause.identity, 1'000'000 + m_ids++); }

    /// The state of an aggregate with everything appended in this unit; version 0 where it has no events.
    template <typename State>
    Result<std::shared_ptr<AggregateCache::Entry<State>>> load(const QUuid& id);

    /// The state that a handler decides on: the same, unless a naive handler read it a moment ago (no_optimistic_concurrency).
    template <typename State>
    Result<std::shared_ptr<AggregateCache::Entry<State>>> loadToDecide(const QUuid& id);

    /// Appends what was decided, exactly after the version that was loaded, and evolves the state.
    /// Keeps a snapshot where the store's policy says so: also at once where those there are were of an old schema.
    template <typename State>
    Status append(const QUuid& id, const QString& aggregateType, const std::vector<NewEvent>& decided);

    /// Appends an event as it once happened elsewhere: id, version, time and all are its own. The state before and after it.
    template <typename State>
    struct Restored {
        State before;
        std::shared_ptr<AggregateCache::Entry<State>> after;
    };
    template <typename State>
    Result<Restored<State>> restore(const Event& event);

    /// Forgets what is kept of a state, snapshots too: whoever reads it next folds its events, of which a key may be gone.
    Status refold(const QUuid& id)
    {
        m_cache.drop(id);
        return m_store.dropSnapshots(id);
    }

    /// Refuses (kind Conflict, both versions named) where the caller's expected version is not the stream's.
    Status expect(const QUuid& id, const QString& aggregateType, std::optional<ExpectedVersion> expected);

    const std::vector<Event>& appended() const { return m_appended; }
    void reach(faults::GapPoint point);
    bool has(faults::Pitfall pitfall) const { return m_pitfalls && m_pitfalls->isOn(pitfall, m_now); }
    /// Events that a what-if branch leaves out, by id: they are decided and never recorded.
    void leaveOut(const QSet<QUuid>* events) { m_leftOut = events; }
    /// Forgets every state this unit touched: after a rollback.
    void abandon();

private:
    std::vector<Event> dress(const std::vector<NewEvent>& decided);
    Status save(const QUuid& id, const QString& aggregateType, std::vector<Event>& events, int loaded);
    template <typename State>
    Status evolve(AggregateCache::Entry<State>& entry, const Event& event);

    EventStore& m_store;
    AggregateCache& m_cache;
    const base::Random& m_random;
    ModelTime m_now;
    Cause m_cause;
    faults::GapObserver* m_observer;
    const faults::Pitfalls* m_pitfalls;
    const QSet<QUuid>* m_leftOut = nullptr;
    std::uint64_t m_ids = 0;
    std::uint64_t m_dressed = 0;
    std::vector<Event> m_appended;
    std::vector<QUuid> m_touched;
};

template <typename State>
Result<std::shared_ptr<AggregateCache::Entry<State>>> UnitOfWork::load(const QUuid& id)
{
    if (auto kept = m_cache.find<State>(id))
        return kept;
    auto entry = std::make_shared<AggregateCache::Entry<State>>();
    REPLAY_ASSIGN(const auto snapshot, m_store.snapshot(id, 0, State::schemaVersion));
    if (snapshot) {
        entry->state = State::fromJson(snapshot->state);
        entry->version = snapshot->version;
    }
    qsizetype largest = 0;
    REPLAY_TRY(m_store.getEvents(id, entry->version, 0, [&](const Event& event) {
        entry->state.evolve(event);
        entry->version = event.version;
        largest = std::max(largest, event.json.size());
        ++entry->eventsSince;
        entry->bytesSince += event.json.size();
        return true;
    }));
    m_cache.put(id, entry);
    m_cache.weigh(id, largest);
    return entry;
}

template <typename State>
Result<std::shared_ptr<AggregateCache::Entry<State>>> UnitOfWork::loadToDecide(const QUuid& id)
{
    if (!has(faults::Pitfall::NoOptimisticConcurrency))
        return load<State>(id);
    auto stale = std::make_shared<AggregateCache::Entry<State>>();
    const ModelTime readAt = m_now + -faults::Pitfalls::staleUs;
    REPLAY_TRY(m_store.getEvents(id, 0, 0, [&](const Event& event) {
        if (event.occurredAt > readAt)
            return false;
        stale->state.evolve(event);
        stale->version = event.version;
        return true;
    }));
    return stale;
}

template <typename State>
Status UnitOfWork::append(const QUuid& id, const QString& aggregateType, const std::vector<NewEvent>& decided)
{
    if (decided.empty())
        return {};
    REPLAY_ASSIGN(auto entry, load<State>(id));
    std::vector<Event> events = dress(decided);
    if (events.empty())
        return {};
    REPLAY_TRY(save(id, aggregateType, events, entry->version));
    m_touched.push_back(id);
    for (const Event& event : events)
        REPLAY_TRY(evolve(*entry, event));
    m_appended.insert(m_appended.end(), events.begin(), events.end());
    return {};
}

template <typename State>
Result<UnitOfWork::Restored<State>> UnitOfWork::restore(const Event& event)
{
    REPLAY_ASSIGN(auto entry, load<State>(event.aggregateId));
    Restored<State> restored{entry->state, entry};
    std::vector<Event> events{event};
    REPLAY_TRY(m_store.saveEvents(event.aggregateId, event.aggregateType, events, ExpectedVersion::exact(event.version - 1)));
    m_touched.push_back(event.aggregateId);
    REPLAY_TRY(evolve(*entry, event));
    return restored;
}

/// Brings a state up to an event that was stored just now, and keeps a snapshot where one is due.
template <typename State>
Status UnitOfWork::evolve(AggregateCache::Entry<State>& entry, const Event& event)
{
    // A personal event as a reader will see it: the state must not know more than its fold.
    REPLAY_ASSIGN(const Event readable, m_store.readable(event));
    entry.state.evolve(readable);
    entry.version = event.version;
    m_cache.weigh(event.aggregateId, event.json.size());
    ++entry.eventsSince;
    entry.bytesSince += readable.json.size();
    if (m_store.snapshotPolicy().isDue(entry.eventsSince, entry.bytesSince)) {
        REPLAY_TRY(m_store.saveSnapshot(event.aggregateId, {event.version, State::schemaVersion, entry.state.toJson()}));
        entry.eventsSince = 0;
        entry.bytesSince = 0;
    }
    return {};
}

}  // namespace replay::events
