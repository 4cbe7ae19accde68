// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sim/random_scenario.h"
#include "tests/sim/simulation.h"

#include <QTest>

namespace replay::tests {

/// The read side is moved about at random while the platform runs: paused, slowed, rebuilt, replayed, poisoned, killed. The log
/// does not depend on any of it, and in the end every read model is what the log says.
class ProjectionsTest : public QObject {
    Q_OBJECT

    static constexpr int seeds = 8;

    static base::Status disturb(runtime::Platform& platform, const base::Random& random, std::uint64_t step)
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

    static base::Result<std::unique_ptr<runtime::Workspace>> disturbed(const QString& folder, const QByteArray& scenario,
                                                                       std::uint64_t seed)
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
    static base::Status mend(runtime::Workspace& workspace)
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

private Q_SLOTS:
    void theLogDoesNotDependOnTheReadSide()
    {
        for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
            const QByteArray scenario = randomScenario(seed);
            const QTemporaryDir place(fastTemporaryTemplate());
            const auto calm = runScenario(place.filePath(QStringLiteral("calm")), scenario, runtime::Platform::Pace::Window, 0);
            QVERIFY2(calm, calm ? "" : qPrintable(calm.error().message));
            const auto workspace = disturbed(place.filePath(QStringLiteral("disturbed")), scenario, seed);
            QVERIFY2(workspace, workspace ? "" : qPrintable(workspace.error().message));
            const auto mended = mend(**workspace);
            QVERIFY2(mended, mended ? "" : qPrintable(QStringLiteral("seed %1: %2").arg(seed).arg(mended.error().message)));
            const auto outcome = outcomeOf(**workspace);
            QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message));
            QVERIFY2(outcome->violations.isEmpty(),
                     qPrintable(QStringLiteral("seed %1: %2").arg(seed).arg(outcome->violations.join(u'\n'))));
            QCOMPARE(outcome->digest, calm->digest);
            QCOMPARE(outcome->status.projected, outcome->status.head);
        }
    }
};

}  // namespace replay::tests

QTEST_GUILESS_MAIN(replay::tests::ProjectionsTest)
#include "projections_test.moc"
