// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/projections/projector.h"

#include "core/storage/transaction.h"

#include <algorithm>

namespace replay::projections {

Projector::~Projector() = default;

Result<std::unique_ptr<Projector>> Projector::open(storage::Database& read, storage::Database& log, storage::Database* keys)
{
    std::unique_ptr<Projector> projector(new Projector(read, log, keys));
    REPLAY_TRY(projector->load());
    return projector;
}

std::unique_ptr<ProjectionRun> Projector::makeRun(const ProjectionKind& kind, const Checkpoint& checkpoint)
{
    auto run = std::make_unique<Run>(kind, m_scene, checkpoint);
    run->setRules(m_rules);
    return run;
}

Status Projector::load()
{
    REPLAY_ASSIGN(const QList<Checkpoint> known, readCheckpoints(m_scene.read));
    const auto find = [&](const QString& name) -> const Checkpoint* {
        const auto found = std::find_if(known.begin(), known.end(), [&](const Checkpoint& each) { return each.name == name; });
        return found == known.end() ? nullptr : &*found;
    };
    for (const ProjectionKind& kind : projectionKinds()) {
        Checkpoint fresh;
        fresh.name = kind.name;
        const Checkpoint* checkpoint = find(kind.name);
        if (!checkpoint)
            REPLAY_TRY(writeCheckpoint(m_scene.read, fresh));
        m_live.push_back(makeRun(kind, checkpoint ? *checkpoint : fresh));
        REPLAY_TRY(m_live.back()->load());
        passTime(m_live.back()->durable.slowSince);
        if (const Checkpoint* rebuilt = find(kind.name + rebuildSuffix)) {
            m_rebuilds.push_back(makeRun(kind, *rebuilt));
            REPLAY_TRY(m_rebuilds.back()->load());
        }
    }
    return {};
}

void Projector::setFaults(const QList<api::FaultRule>& rules, const base::Random& random)
{
    m_rules = rules;
    m_scene.random = &random;
    for (const auto* runs : {&m_live, &m_rebuilds}) {
        for (const auto& run : *runs)
            run->setRules(rules);
    }
}

qint64 Projector::fired(qint64 rule) const
{
    qint64 all = 0;
    for (const auto& run : m_live)
        all += run->plan().counts().value(rule).fired;
    return all;
}

/// Applies the events after the runs' common position up to `upTo`, in memory. A run that cannot take an event yet stops before it.
Status Projector::advance(const std::vector<Run*>& runs, Position upTo)
{
    EventKinds wanted;
    for (const Run* run : runs)
        wanted |= run->kind().wants;
    std::vector<Run*> going = runs;
    Status taken;
    REPLAY_TRY(m_scene.feed.each(runs.front()->checkpoint.position, upTo, wanted, [&](Fact& fact) {
        std::erase_if(going, [&](Run* run) {
            if (!taken || !run->kind().wants.has(fact.kind))
                return false;
            fact.data.reread();
            const Result<Run::Taken> took = run->take(fact);
            if (!took)
                taken = took.error();
            if (!took || *took == Run::Taken::Done)
                return false;
            run->checkpoint.position = fact.position - 1;
            return true;
        });
        return taken.has_value() && !going.empty();
    }));
    REPLAY_TRY(taken);
    for (Run* run : going)
        run->checkpoint.position = upTo;
    for (Run* run : runs) {
        REPLAY_ASSIGN(run->checkpoint.at, m_scene.feed.appendedAt(run->checkpoint.position));
    }
    return {};
}

Status Projector::save(const std::vector<Run*>& runs)
{
    storage::Transaction transaction(m_scene.read);
    REPLAY_TRY(transaction.begun());
    for (Run* run : runs)
        REPLAY_TRY(run->write());
    REPLAY_TRY(transaction.commit());
    for (Run* run : runs)
        run->written();
    return {};
}

Status Projector::move(const Group& group)
{
    Status done = advance(group.runs, group.end);
    for (Run* run : group.runs) {
        Checkpoint& checkpoint = run->checkpoint;
        if (checkpoint.position >= checkpoint.goal)
            checkpoint.goal = 0;
        checkpoint.stillSince = {};
        checkpoint.stillWhy.clear();
    }
    if (done)
        done = save(group.runs);
    for (Run* run : group.runs) {
        if (!done)
            REPLAY_TRY(run->takeBack());
    }
    return done;
}

/// Where they cannot be moved together, each is moved by itself: what is wrong with one is not the others' matter.
Status Projector::moveEach(const Group& group)
{
    const Status together = move(group);
    if (together)
        return {};
    for (Run* run : group.runs) {
        const Status alone = group.runs.size() > 1 ? move({{run}, group.end}) : together;
        if (!alone)
            REPLAY_TRY(noteStanding(*run, run->durable.stillSince.us > 0 ? run->durable.stillSince : m_scene.clock, alone.error().message));
    }
    return {};
}

Result<bool> Projector::step(int limit, ModelTime now)
{
    passTime(now);
    REPLAY_ASSIGN(const Position head, m_scene.feed.head());
    REPLAY_ASSIGN(bool waits, stepLive(head, limit));
    for (std::size_t i = m_rebuilds.size(); i-- > 0;) {
        REPLAY_ASSIGN(const bool more, stepRebuild(*m_rebuilds[i], head, limit));
        waits = waits || more;
    }
    return waits;
}

bool Projector::mayMove(const Run& run, Position head) const
{
    return run.checkpoint.status == liveStatus && run.allowed(head, m_scene.clock) > run.checkpoint.position;
}

/// Those that stand at the same position read together; one that is slowed or tries again reads by itself.
std::vector<Projector::Group> Projector::groups(Position head, int limit) const
{
    std::vector<Run*> moving;
    for (const auto& run : m_live) {
        if (mayMove(*run, head))
            moving.push_back(run.get());
    }
    std::stable_sort(moving.begin(), moving.end(),
                     [](const Run* a, const Run* b) { return a->checkpoint.position < b->checkpoint.position; });
    std::vector<Group> groups;
    const auto alone = [](const Run& run) { return run.checkpoint.perSecond > 0 || run.isRetrying(); };
    std::optional<std::size_t> shared;
    for (Run* run : moving) {
        const Position from = run->checkpoint.position;
        if (shared && !alone(*run)) {
            if (groups[*shared].runs.front()->checkpoint.position == from) {
                groups[*shared].runs.push_back(run);
                continue;
            }
            // Up to where the next ones stand: from there on they share the reading.
            groups[*shared].end = std::min(groups[*shared].end, from);
        }
        groups.push_back({{run}, std::min<Position>(run->allowed(head, m_scene.clock), from + limit)});
        if (!alone(*run))
            shared = groups.size() - 1;
    }
    return groups;
}

Result<bool> Projector::stepLive(Position head, int limit)
{
    for (const auto& run : m_live) {
        // What a slowed one has caught up with, it does not save up for later.
        if (run->checkpoint.perSecond > 0 && run->checkpoint.position >= head) {
            run->checkpoint.slowFrom = run->checkpoint.position;
            run->checkpoint.slowSince = m_scene.clock;
        }
    }
    const std::vector<Group> moving = groups(head, limit);
    for (const Group& group : moving)
        REPLAY_TRY(moveEach(group));
    if (!moving.empty() && allStandStill())
        return base::failed(m_live.front()->durable.stillWhy);
    watch(head);
    return std::any_of(m_live.begin(), m_live.end(),
                       [&](const auto& run) { return mayMove(*run, head) && run->checkpoint.stillSince.us == 0; });
}

bool Projector::allStandStill() const
{
    return std::all_of(m_live.begin(), m_live.end(), [](const auto& run) { return run->durable.stillSince.us > 0; });
}

/// One that has work and may move, and yet stands where it stood so many steps ago, says so.
void Projector::watch(Position head)
{
    for (const auto& run : m_live) {
        Watch& seen = m_watches[run->kind().name];
        const DeadLetter* retrying = run->shelf().at(run->checkpoint.position + 1);
        const std::int64_t attempts = retrying ? retrying->attempts : 0;
        if (!mayMove(*run, head) || seen.position != run->checkpoint.position || seen.attempts != attempts) {
            seen = {run->checkpoint.position, attempts, 0, m_scene.clock};
        } else if (++seen.steps >= stepsStill && run->checkpoint.stillSince.us == 0) {
            const QString why = QStringLiteral("the event at position %1 was not taken in %2 steps, and nothing says why")
                                    .arg(seen.position + 1)
                                    .arg(seen.steps);
            // What cannot be written is known in memory at least.
            if (!noteStanding(*run, seen.since, why))
                run->checkpoint.stillWhy = why;
        }
    }
}

Status Projector::noteStanding(Run& run, ModelTime since, const QString& why)
{
    run.checkpoint.stillSince = since;
    run.checkpoint.stillWhy = why;
    run.durable = run.checkpoint;
    // The note is for those who look from outside. Where read.db takes nothing at all, step() says so itself.
    const Status noted = writeCheckpoint(m_scene.read, run.durable);
    return noted || allStandStill() ? Status() : noted;
}

Result<std::optional<ModelTime>> Projector::nextAt()
{
    REPLAY_ASSIGN(const Position head, m_scene.feed.head());
    std::optional<ModelTime> first;
    for (const auto& run : m_live) {
        const auto at = run->dueAt(head);
        if (at && *at > m_scene.clock && (!first || *at < *first))
            first = at;
    }
    return first;
}

QList<Projector::Standing> Projector::positions() const
{
    QList<Standing> all;
    const auto share = [](Position seen, Position goal) {
        return std::min(1.0, static_cast<double>(seen) / static_cast<double>(std::max<Position>(1, goal)));
    };
    for (const auto& run : m_live) {
        const Checkpoint& now = run->checkpoint;
        Standing standing;
        standing.name = run->kind().name;
        standing.position = now.position;
        standing.status = now.status;
        standing.error = now.error;
        standing.parked = run->shelf().parked();
        standing.stillSince = now.stillSince;
        standing.stillWhy = now.stillWhy;
        const Run* rebuild = rebuildOf(standing.name);
        if (rebuild || now.goal > 0) {
            standing.rebuilding = true;
            standing.inPlace = !rebuild;
            standing.seen = rebuild ? rebuild->checkpoint.position : now.position;
            standing.goal = rebuild ? now.position : now.goal;
            standing.progress = share(standing.seen, standing.goal);
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
