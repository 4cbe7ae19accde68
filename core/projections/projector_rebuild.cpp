// SPDX-License-Identifier: GPL-3.0-or-later
// A rebuild beside the live rows, until it takes their place.
#include "core/projections/projector.h"
#include "core/projections/shadow_tables.h"
#include "core/storage/transaction.h"

#include <algorithm>

namespace replay::projections {

/// A rebuild keeps its rows in memory from step to step and writes them when they are many, now and then, and when it has caught
/// up: written seldom, not once a step. A kill costs it what it read since.
Result<bool> Projector::stepRebuild(Run& rebuild, Position head, int limit)
{
    REPLAY_ASSIGN(Run * live, this->live(rebuild.kind().name));
    const Position from = rebuild.checkpoint.position;
    const bool follows = live->checkpoint.status == liveStatus;
    const Position goal = follows ? std::max(live->checkpoint.position, from) : std::min(live->checkpoint.position, head);
    const Position end = std::min<Position>(goal, from + limit);
    Status done = end > from ? advance({&rebuild}, end) : Status();
    if (done && rebuild.checkpoint.status == failedStatus)
        done = base::failed(rebuild.checkpoint.error);
    const bool caughtUp = rebuild.checkpoint.position >= goal && !rebuild.isRetrying();
    const bool unsaved = rebuild.checkpoint.position - rebuild.durable.position >= eventsPerSave || rebuild.held() > rowsHeldMax;
    if (done && (caughtUp || unsaved)) {
        rebuild.checkpoint.seen = rebuild.checkpoint.position;
        done = save({&rebuild});
    } else if (done) {
        done = showSeen(rebuild);
    }
    if (done && caughtUp)
        done = switchOver(rebuild, *live);
    if (!done) {
        // The live rows stay, and say why they were not replaced.
        REPLAY_TRY(abandon(rebuild, done.error().message, {}));
        return false;
    }
    return !caughtUp;
}

Status Projector::showSeen(Run& rebuild)
{
    Checkpoint shown = rebuild.durable;
    shown.seen = rebuild.checkpoint.position;
    return writeCheckpoint(m_scene.read, shown);
}

Status Projector::switchOver(Run& rebuild, Run& live)
{
    Checkpoint next = live.durable;
    next.position = rebuild.checkpoint.position;
    next.at = rebuild.checkpoint.at;
    next.rows = rebuild.checkpoint.rows;
    if (next.status != pausedStatus)
        next.status = liveStatus;
    next.error.clear();
    next.stillSince = {};
    next.stillWhy.clear();
    storage::Transaction transaction(m_scene.read);
    REPLAY_TRY(transaction.begun());
    REPLAY_TRY(switchShadowTables(m_scene.read, live.kind()));
    REPLAY_TRY(removeCheckpoint(m_scene.read, rebuild.checkpoint.name));
    REPLAY_TRY(moveDeadLetters(m_scene.read, rebuild.checkpoint.name, next.name));
    REPLAY_TRY(writeCheckpoint(m_scene.read, next));
    REPLAY_TRY(transaction.commit());
    live.durable = next;
    removeRebuild(rebuild);
    return live.takeBack();
}

/// Ends a rebuild without a switch; the live rows stay.
Status Projector::abandon(Run& rebuild, const QString& error, const Decision& decision)
{
    REPLAY_ASSIGN(Run * run, live(rebuild.kind().name));
    Checkpoint next = run->durable;
    if (!error.isEmpty())
        next.error = QStringLiteral("the rebuild stopped: %1").arg(error);
    storage::Transaction transaction(m_scene.read);
    REPLAY_TRY(transaction.begun());
    REPLAY_TRY(dropShadowTables(m_scene.read, rebuild.kind()));
    REPLAY_TRY(removeCheckpoint(m_scene.read, rebuild.checkpoint.name));
    REPLAY_TRY(dropDeadLetters(m_scene.read, rebuild.checkpoint.name));
    REPLAY_TRY(writeCheckpoint(m_scene.read, next));
    if (!decision.action.isEmpty())
        REPLAY_TRY(recordDecision(m_scene.read, decision));
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

}  // namespace replay::projections
