// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/projections/projector.h"

#include "core/projections/shadow_tables.h"
#include "core/storage/transaction.h"

#include <algorithm>

namespace replay::projections {
namespace {

const QString liveStatus = QStringLiteral("live");
const QString pausedStatus = QStringLiteral("paused");
const QString failedStatus = QStringLiteral("failed");
const QString rebuildingStatus = QStringLiteral("rebuilding");

}  // namespace

Projector::~Projector() = default;

Result<std::unique_ptr<Projector>> Projector::open(storage::Database& read, storage::Database& log)
{
    std::unique_ptr<Projector> projector(new Projector(read, log));
    REPLAY_TRY(projector->load());
    return projector;
}

std::unique_ptr<Projection> Projector::fresh(const ProjectionKind& kind, const QString& suffix, bool empty)
{
    return kind.make(Target{m_read, suffix, empty});
}

Status Projector::load()
{
    REPLAY_ASSIGN(const QList<Checkpoint> known, readCheckpoints(m_read));
    const auto find = [&](const QString& name) -> const Checkpoint* {
        const auto found = std::find_if(known.begin(), known.end(), [&](const Checkpoint& each) { return each.name == name; });
        return found == known.end() ? nullptr : &*found;
    };
    for (const ProjectionKind& kind : projectionKinds()) {
        auto run = std::make_unique<Run>();
        run->kind = &kind;
        run->checkpoint.name = kind.name;
        if (const Checkpoint* checkpoint = find(kind.name))
            run->checkpoint = *checkpoint;
        else
            REPLAY_TRY(writeCheckpoint(m_read, run->checkpoint));
        run->durable = run->checkpoint;
        run->projection = fresh(kind, QString(), run->checkpoint.position == 0);
        m_live.push_back(std::move(run));
        if (const Checkpoint* checkpoint = find(kind.name + rebuildSuffix)) {
            auto rebuild = std::make_unique<Run>();
            rebuild->kind = &kind;
            rebuild->checkpoint = *checkpoint;
            rebuild->checkpoint.seen = checkpoint->position;
            rebuild->durable = rebuild->checkpoint;
            rebuild->projection = fresh(kind, rebuildSuffix.toString(), checkpoint->position == 0);
            m_rebuilds.push_back(std::move(rebuild));
        }
    }
    return {};
}

/// Applies the events after the runs' common position up to `upTo`, in memory. A run that cannot take an event stops before it.
Status Projector::advance(const std::vector<Run*>& runs, Position upTo)
{
    EventKinds wanted;
    for (const Run* run : runs)
        wanted |= run->kind->wants;
    const Position after = runs.front()->checkpoint.position;
    Status applied;
    REPLAY_TRY(m_feed.each(after, upTo, wanted, [&](Fact& fact) {
        for (Run* run : runs) {
            if (run->checkpoint.status == failedStatus || !run->kind->wants.has(fact.kind))
                continue;
            fact.data.reread();
            applied = run->projection->apply(fact);
            if (!applied)
                return false;
            if (!fact.data.good()) {
                run->checkpoint.status = failedStatus;
                run->checkpoint.error = QStringLiteral("the event at position %1 (%2 of %3): %4")
                                            .arg(fact.position)
                                            .arg(eventTypeOf(fact.kind), base::idText(fact.aggregateId), fact.data.error());
                run->checkpoint.position = fact.position - 1;
            }
        }
        return true;
    }));
    REPLAY_TRY(applied);
    for (Run* run : runs) {
        if (run->checkpoint.status != failedStatus)
            run->checkpoint.position = upTo;
        REPLAY_ASSIGN(run->checkpoint.at, m_feed.appendedAt(run->checkpoint.position));
    }
    return {};
}

Status Projector::save(const std::vector<Run*>& runs)
{
    storage::Transaction transaction(m_read);
    REPLAY_TRY(transaction.begun());
    for (Run* run : runs) {
        run->checkpoint.rows += run->projection->added();
        REPLAY_TRY(run->projection->flush());
        REPLAY_TRY(writeCheckpoint(m_read, run->checkpoint));
    }
    REPLAY_TRY(transaction.commit());
    for (Run* run : runs) {
        run->durable = run->checkpoint;
        if (run->projection->held() > rowsHeldMax)
            run->projection->forget();
    }
    return {};
}

/// Back to what is written. The projections are made anew: what they believed about their tables may be wrong now.
void Projector::takeBack(const std::vector<Run*>& runs)
{
    for (Run* run : runs) {
        run->checkpoint = run->durable;
        const bool rebuilding = run->checkpoint.status == rebuildingStatus;
        run->projection = fresh(*run->kind, rebuilding ? rebuildSuffix.toString() : QString(), run->durable.position == 0);
    }
}

Result<bool> Projector::step(int limit)
{
    REPLAY_ASSIGN(const Position head, m_feed.head());
    REPLAY_ASSIGN(bool waits, stepLive(head, limit));
    for (std::size_t i = m_rebuilds.size(); i-- > 0;) {
        REPLAY_ASSIGN(const bool more, stepRebuild(*m_rebuilds[i], head, limit));
        waits = waits || more;
    }
    return waits;
}

Result<bool> Projector::stepLive(Position head, int limit)
{
    Position lowest = head;
    for (const auto& run : m_live) {
        if (run->checkpoint.status == liveStatus)
            lowest = std::min(lowest, run->checkpoint.position);
    }
    if (lowest >= head)
        return false;
    Position end = std::min<Position>(head, lowest + limit);
    std::vector<Run*> runs;
    for (const auto& run : m_live) {
        if (run->checkpoint.status != liveStatus)
            continue;
        if (run->checkpoint.position == lowest)
            runs.push_back(run.get());
        else
            end = std::min(end, run->checkpoint.position);  // from there on they share the reading
    }
    Status done = advance(runs, end);
    if (done)
        done = save(runs);
    if (!done) {
        takeBack(runs);
        return done.error();
    }
    return std::any_of(m_live.begin(), m_live.end(),
                       [&](const auto& run) { return run->checkpoint.status == liveStatus && run->checkpoint.position < head; });
}

/// A rebuild keeps its rows in memory from step to step and writes them when they are many or when it has caught up: written
/// once, not once a step. Until then a crash costs it what it read since.
Result<bool> Projector::stepRebuild(Run& rebuild, Position head, int limit)
{
    Run& live = **std::find_if(m_live.begin(), m_live.end(), [&](const auto& run) { return run->kind == rebuild.kind; });
    const bool follows = live.checkpoint.status == liveStatus;
    const Position goal = follows ? std::max(live.checkpoint.position, rebuild.checkpoint.position) : std::min(live.checkpoint.position, head);
    const Position end = std::min<Position>(goal, rebuild.checkpoint.position + limit);
    Status done = end > rebuild.checkpoint.position ? advance({&rebuild}, end) : Status();
    if (done && rebuild.checkpoint.status == failedStatus) {
        REPLAY_TRY(abandon(rebuild, rebuild.checkpoint.error));
        return false;
    }
    const bool caughtUp = rebuild.checkpoint.position >= goal;
    if (done && (caughtUp || rebuild.projection->held() > rowsHeldMax)) {
        rebuild.checkpoint.seen = rebuild.checkpoint.position;
        done = save({&rebuild});
    } else if (done) {
        Checkpoint shown = rebuild.durable;
        shown.seen = rebuild.checkpoint.position;
        done = writeCheckpoint(m_read, shown);
    }
    if (!done) {
        takeBack({&rebuild});
        return done.error();
    }
    if (!caughtUp)
        return true;
    REPLAY_TRY(switchOver(rebuild, live));
    return false;
}

Status Projector::switchOver(Run& rebuild, Run& live)
{
    Checkpoint next = rebuild.checkpoint;
    next.name = live.kind->name;
    next.status = live.checkpoint.status == pausedStatus ? pausedStatus : liveStatus;
    next.error.clear();
    next.seen = 0;
    storage::Transaction transaction(m_read);
    REPLAY_TRY(transaction.begun());
    REPLAY_TRY(switchShadowTables(m_read, *live.kind));
    REPLAY_TRY(removeCheckpoint(m_read, rebuild.checkpoint.name));
    REPLAY_TRY(writeCheckpoint(m_read, next));
    REPLAY_TRY(transaction.commit());
    live.checkpoint = next;
    live.durable = next;
    live.projection = fresh(*live.kind, QString(), next.position == 0);
    removeRebuild(rebuild);
    return {};
}

/// Ends a rebuild without a switch; the live rows stay.
Status Projector::abandon(Run& rebuild, const QString& error)
{
    REPLAY_ASSIGN(Run * run, live(rebuild.kind->name));
    Checkpoint next = run->durable;
    if (!error.isEmpty())
        next.error = QStringLiteral("the rebuild stopped: %1").arg(error);
    storage::Transaction transaction(m_read);
    REPLAY_TRY(transaction.begun());
    REPLAY_TRY(dropShadowTables(m_read, *rebuild.kind));
    REPLAY_TRY(removeCheckpoint(m_read, rebuild.checkpoint.name));
    REPLAY_TRY(writeCheckpoint(m_read, next));
    REPLAY_TRY(transaction.commit());
    run->checkpoint.error = next.error;
    run->durable = next;
    removeRebuild(rebuild);
    return {};
}

void Projector::removeRebuild(const Run& rebuild)
{
    std::erase_if(m_rebuilds, [&](const auto& run) { return run.get() == &rebuild; });
}

Result<Projector::Run*> Projector::live(const QString& name)
{
    for (const auto& run : m_live) {
        if (run->kind->name == name)
            return run.get();
    }
    return noSuchProjection(name);
}

Projector::Run* Projector::rebuildOf(const QString& name)
{
    for (const auto& run : m_rebuilds) {
        if (run->kind->name == name)
            return run.get();
    }
    return nullptr;
}

Status Projector::setStatus(const QString& name, const QString& status)
{
    REPLAY_ASSIGN(Run * run, live(name));
    Checkpoint next = run->durable;
    next.status = status;
    next.error.clear();
    REPLAY_TRY(writeCheckpoint(m_read, next));
    run->checkpoint = next;
    run->durable = next;
    return {};
}

Status Projector::pause(const QString& name)
{
    return setStatus(name, pausedStatus);
}

Status Projector::resume(const QString& name)
{
    return setStatus(name, liveStatus);
}

Status Projector::rebuild(const QString& name)
{
    REPLAY_ASSIGN(const Run* run, live(name));
    if (rebuildOf(name))
        return base::failed(QStringLiteral("%1 is being rebuilt already").arg(name));
    auto rebuild = std::make_unique<Run>();
    rebuild->kind = run->kind;
    rebuild->checkpoint.name = name + rebuildSuffix;
    rebuild->checkpoint.status = rebuildingStatus;
    storage::Transaction transaction(m_read);
    REPLAY_TRY(transaction.begun());
    REPLAY_TRY(makeShadowTables(m_read, *run->kind));
    REPLAY_TRY(writeCheckpoint(m_read, rebuild->checkpoint));
    REPLAY_TRY(transaction.commit());
    rebuild->durable = rebuild->checkpoint;
    rebuild->projection = fresh(*run->kind, rebuildSuffix.toString(), true);
    m_rebuilds.push_back(std::move(rebuild));
    return {};
}

Status Projector::cancelRebuild(const QString& name)
{
    REPLAY_TRY(live(name));
    Run* rebuild = rebuildOf(name);
    if (!rebuild)
        return base::failed(QStringLiteral("%1 is not being rebuilt").arg(name));
    return abandon(*rebuild, QString());
}

QList<Projector::Standing> Projector::positions() const
{
    QList<Standing> all;
    for (const auto& run : m_live) {
        Standing standing{run->kind->name, run->checkpoint.position, run->checkpoint.status, run->checkpoint.error, false, 1.0};
        for (const auto& rebuild : m_rebuilds) {
            if (rebuild->kind != run->kind)
                continue;
            standing.rebuilding = true;
            const auto goal = static_cast<double>(std::max<Position>(1, run->checkpoint.position));
            standing.progress = std::min(1.0, static_cast<double>(rebuild->checkpoint.position) / goal);
        }
        all.append(standing);
    }
    return all;
}

Position Projector::projected() const
{
    Position lowest = -1;
    for (const auto& run : m_live) {
        if (run->checkpoint.status == liveStatus && (lowest < 0 || run->checkpoint.position < lowest))
            lowest = run->checkpoint.position;
    }
    return std::max<Position>(0, lowest);
}

}  // namespace replay::projections
