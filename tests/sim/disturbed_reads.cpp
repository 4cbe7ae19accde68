// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sim/disturbed_reads.h"

#include "tests/sim/simulation.h"

namespace replay::tests {
namespace {

base::Status disturb(runtime::Platform& platform, const base::Random& random, std::uint64_t step)
{
    projections::Projector& projector = platform.projector();
    const auto pick = [&](std::int64_t high, std::uint64_t what) {
        return random.between(0, high, base::Concern::Workload, "disturb", step * 8 + what);
    };
    const QString name = projector.positions().at(pick(4, 0)).name;
    // Refusals (it is being rebuilt, it is not) are part of the game.
    switch (pick(9, 1)) {
    case 0: return projector.pause(name);
    case 1: return projector.resume(name);
    case 2: return projector.slow(name, pick(400, 2));
    case 3: (void)projector.rebuild(name); break;
    case 4: (void)projector.cancelRebuild(name); break;
    case 5: (void)projector.replay(name); break;
    default: break;
    }
    REPLAY_TRY(platform.project(static_cast<int>(pick(60, 3)) + 1));
    return {};
}

base::Result<std::unique_ptr<runtime::Workspace>> run(const QString& folder, const QByteArray& scenario, std::uint64_t seed)
{
    const base::Random random(seed);
    REPLAY_TRY(runtime::Workspace::create(folder, {42, false, scenario}));
    REPLAY_ASSIGN(auto workspace, runtime::Workspace::open(folder, storage::Access::ReadWrite));
    api::FaultRule poison;
    poison.kind = QStringLiteral("poison_event");
    poison.probability = 0.03;
    REPLAY_TRY(workspace->platform().armFault(poison));
    for (std::uint64_t step = 1;; ++step) {
        REPLAY_ASSIGN(const bool moved, workspace->platform().advance(runtime::Platform::Pace::Window, std::nullopt));
        if (!moved)
            return workspace;
        REPLAY_TRY(disturb(workspace->platform(), random, step));
        if (step % 50 == 0) {
            workspace.reset();
            REPLAY_ASSIGN(workspace, runtime::Workspace::open(folder, storage::Access::ReadWrite));
        }
    }
}

/// Lets everything go and come to its end; then nothing is poisonous any more, and what is parked is taken up.
base::Status mend(runtime::Workspace& workspace)
{
    runtime::Platform& platform = workspace.platform();
    const auto standings = platform.projector().positions();
    for (const auto& standing : standings) {
        REPLAY_TRY(platform.projector().resume(standing.name));
        REPLAY_TRY(platform.projector().slow(standing.name, 0));
    }
    REPLAY_TRY(workspace.runUntilIdle(0, {}));
    const auto rules = platform.faultRules();
    for (const api::FaultRule& rule : rules) {
        if (rule.kind == u"poison_event")
            REPLAY_TRY(platform.disarmFault(rule.id));
    }
    REPLAY_ASSIGN(const auto reader, workspace.makeReader());
    for (const auto& standing : standings) {
        for (;;) {
            REPLAY_ASSIGN(const auto parked, reader->parkedEvents(standing.name, 0, 1));
            if (parked.isEmpty())
                break;
            REPLAY_TRY(platform.projector().retry(standing.name, QUuid::fromString(parked.first().aggregateId)));
        }
    }
    return {};
}

}  // namespace

base::Result<Outcome> runWithDisturbedReads(const QString& folder, const QByteArray& scenario, std::uint64_t seed)
{
    REPLAY_ASSIGN(const auto workspace, run(folder, scenario, seed));
    REPLAY_TRY(mend(*workspace));
    return outcomeOf(*workspace);
}

}  // namespace replay::tests
