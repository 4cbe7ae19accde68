// SPDX-License-Identifier: GPL-3.0-or-later
// What an operator does to projections. Each takes effect with its record, in one transaction.
#include "core/projections/projector.h"
#include "core/projections/shadow_tables.h"
#include "core/storage/transaction.h"

#include <algorithm>

namespace replay::projections {

Result<ProjectionRun*> Projector::live(const QString& name)
{
    for (const auto& run : m_live) {
        if (run->kind().name == name)
            return run.get();
    }
    return noSuchProjection(name);
}

/// One that is not being made anew: what is parked by then is decided again by that.
Result<ProjectionRun*> Projector::atRest(const QString& name)
{
    REPLAY_ASSIGN(Run * run, live(name));
    if (rebuildOf(name))
        return base::failed(QStringLiteral("%1 is being rebuilt: wait until it has switched over, or cancel the rebuild").arg(name));
    return run;
}

ProjectionRun* Projector::rebuildOf(const QString& name) const
{
    for (const auto& run : m_rebuilds) {
        if (run->kind().name == name)
            return run.get();
    }
    return nullptr;
}

Decision Projector::decided(const QString& name, const char* action) const { return {m_scene.clock, name, QString::fromLatin1(action)}; }

Status Projector::change(Run& run, const Checkpoint& next, const Decision& decision)
{
    storage::Transaction transaction(m_scene.read);
    REPLAY_TRY(transaction.begun());
    REPLAY_TRY(writeCheckpoint(m_scene.read, next));
    REPLAY_TRY(recordDecision(m_scene.read, decision));
    REPLAY_TRY(transaction.commit());
    run.checkpoint = next;
    run.durable = next;
    m_watches.remove(run.kind().name);
    return {};
}

Status Projector::pause(const QString& name)
{
    REPLAY_ASSIGN(Run * run, live(name));
    Checkpoint next = run->durable;
    next.status = pausedStatus;
    next.error.clear();
    next.stillSince = {};
    next.stillWhy.clear();
    return change(*run, next, decided(name, "pause"));
}

Status Projector::resume(const QString& name)
{
    REPLAY_ASSIGN(Run * run, live(name));
    Checkpoint next = run->durable;
    next.status = liveStatus;
    next.error.clear();
    next.slowFrom = next.position;  // a slowed one earns nothing while it is paused
    next.slowSince = m_scene.clock;
    return change(*run, next, decided(name, "resume"));
}

Status Projector::slow(const QString& name, std::int64_t perSecond)
{
    constexpr std::int64_t perSecondMax = 1'000'000;
    REPLAY_ASSIGN(Run * run, live(name));
    if (perSecond < 0 || perSecond > perSecondMax)
        return base::malformed(QStringLiteral("a projection is slowed to 1 … %1 events a second of model time (0: not at all), not %2")
                                   .arg(perSecondMax)
                                   .arg(perSecond));
    Checkpoint next = run->durable;
    next.perSecond = perSecond;
    next.slowFrom = next.position;
    next.slowSince = m_scene.clock;
    Decision decision = decided(name, "slow");
    decision.events = perSecond;
    return change(*run, next, decision);
}

Status Projector::replay(const QString& name)
{
    REPLAY_ASSIGN(Run * run, atRest(name));
    Checkpoint next = run->durable;
    next.goal = std::max(next.goal, next.position);
    next.position = 0;
    next.at = {};
    next.rows = 0;
    next.status = liveStatus;
    next.error.clear();
    next.slowFrom = 0;
    next.slowSince = m_scene.clock;
    storage::Transaction transaction(m_scene.read);
    REPLAY_TRY(transaction.begun());
    for (const QString& table : run->kind().tables)
        REPLAY_TRY(m_scene.read.script(QStringLiteral("DELETE FROM %1").arg(table).toUtf8()));
    REPLAY_TRY(forgetDeadLetters(m_scene.read, name));
    REPLAY_TRY(writeCheckpoint(m_scene.read, next));
    REPLAY_TRY(recordDecision(m_scene.read, decided(name, "replay")));
    REPLAY_TRY(transaction.commit());
    run->durable = next;
    return run->takeBack();
}

Status Projector::rebuild(const QString& name)
{
    REPLAY_ASSIGN(const Run* run, live(name));
    if (rebuildOf(name))
        return base::failed(QStringLiteral("%1 is being rebuilt already").arg(name));
    if (run->checkpoint.goal > 0)
        return base::failed(QStringLiteral("%1 is being replayed in place, which ends in the same rows").arg(name));
    Checkpoint fresh;
    fresh.name = name + rebuildSuffix;
    fresh.status = rebuildingStatus;
    storage::Transaction transaction(m_scene.read);
    REPLAY_TRY(transaction.begun());
    REPLAY_TRY(makeShadowTables(m_scene.read, run->kind()));
    REPLAY_TRY(dropDeadLetters(m_scene.read, fresh.name));
    REPLAY_TRY(copySkipped(m_scene.read, name, fresh.name));
    REPLAY_TRY(writeCheckpoint(m_scene.read, fresh));
    REPLAY_TRY(recordDecision(m_scene.read, decided(name, "rebuild")));
    REPLAY_TRY(transaction.commit());
    m_rebuilds.push_back(makeRun(run->kind(), fresh));
    return m_rebuilds.back()->load();
}

Status Projector::cancelRebuild(const QString& name)
{
    REPLAY_ASSIGN(const Run* run, live(name));
    if (Run* rebuild = rebuildOf(name))
        return abandon(*rebuild, QString(), decided(name, "cancel"));
    if (run->checkpoint.goal > 0)
        return base::failed(
            QStringLiteral(
                "%1 is being replayed in place: its former rows are gone, so that there is nothing to go back to; pause it to stop it")
                .arg(name));
    return base::failed(QStringLiteral("%1 is not being rebuilt").arg(name));
}

Result<ProjectionRun::Sweep> Projector::retry(const QString& name, const QUuid& stream)
{
    REPLAY_ASSIGN(Run * run, atRest(name));
    REPLAY_ASSIGN(const Position head, run->failedHead(stream));
    Decision decision = decided(name, "retry");
    decision.stream = stream;
    decision.position = head;
    return takeUp(*run, stream, decision, 0);
}

Result<ProjectionRun::Sweep> Projector::skip(const QString& name, const QUuid& stream, const QString& reason)
{
    if (reason.trimmed().isEmpty())
        return base::malformed(QStringLiteral("an event is skipped only with a reason"));
    REPLAY_ASSIGN(Run * run, atRest(name));
    REPLAY_ASSIGN(const Position head, run->failedHead(stream));
    Decision decision = decided(name, "skip");
    decision.stream = stream;
    decision.position = head;
    decision.reason = reason.trimmed();
    return takeUp(*run, stream, decision, head);
}

Result<ProjectionRun::Sweep> Projector::takeUp(Run& run, const QUuid& stream, const Decision& decision, Position skipped)
{
    if (skipped > 0)
        run.skip(skipped, decision.reason);
    Result<Run::Sweep> swept = run.sweep(stream);
    Status done = swept ? Status() : Status(swept.error());
    if (done) {
        storage::Transaction transaction(m_scene.read);
        done = transaction.begun();
        if (done)
            done = run.write();
        Decision recorded = decision;
        recorded.events = swept->applied;
        if (done)
            done = recordDecision(m_scene.read, recorded);
        if (done)
            done = transaction.commit();
    }
    if (!done) {
        REPLAY_TRY(run.takeBack());
        return done.error();
    }
    run.written();
    return swept;
}

}  // namespace replay::projections
