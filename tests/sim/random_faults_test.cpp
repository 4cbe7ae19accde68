// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/branch.h"
#include "tests/sim/disturbed_reads.h"
#include "tests/sim/random_scenario.h"

#include <QTest>

namespace replay::tests {

using runtime::Platform;
using runtime::Workspace;

/// The whole core from a seed under random faults. After each run every invariant holds, and every saga has ended or says that it is
/// stuck. And whatever else is done with the same seed, the log is the same: given up and resumed again and again (each seed), one
/// delivery at a time, with the read side moved about, replayed from what was recorded, as a branch with nothing changed (some).
class RandomFaultsTest : public QObject {
    Q_OBJECT

    static int option(const char* name, int otherwise)
    {
        bool set = false;
        const int value = qEnvironmentVariableIntValue(name, &set);
        return set ? value : otherwise;
    }

    /// One seed's run, and what is asked of it; each answers what is wrong, in words.
    struct Run {
        explicit Run(int number) : seed(number), scenario(randomScenario(static_cast<std::uint64_t>(number))) {}

        int seed;
        QByteArray scenario;
        QTemporaryDir place{fastTemporaryTemplate()};
        Outcome outcome;

        QString folder(const char* name) const { return place.filePath(QString::fromLatin1(name)); }

        QString live()
        {
            const auto run = runScenario(folder("live"), scenario, Platform::Pace::Window, 0);
            if (!run)
                return run.error().message;
            outcome = *run;
            const api::PlatformStatus& status = outcome.status;
            if (status.sagasStarted != status.sagasCompleted + status.sagasFailed + status.sagasStuck)
                return QStringLiteral("a saga neither ended nor is stuck");
            if (status.projected != status.head || status.outboxPending != 0)
                return QStringLiteral("something was left undone");
            return outcome.violations.join(u'\n');
        }
        QString sameLog(const char* name, const base::Result<Outcome>& other) const
        {
            if (!other)
                return other.error().message;
            if (other->digest == outcome.digest)
                return other->violations.join(u'\n');
            const auto difference = runtime::compareLogs(folder("live"), folder(name));
            if (!difference)
                return difference.error().message;
            const auto told = [](const std::optional<api::EventRow>& event) {
                return event ? QStringLiteral("%1 %2").arg(event->eventType, QString::fromUtf8(event->data)) : QStringLiteral("nothing");
            };
            return QStringLiteral("it gave another log from position %1 on:\n%2\n%3")
                .arg(difference->position)
                .arg(told(difference->left), told(difference->right));
        }
        QString resumed() const
        {
            return sameLog("resumed", runScenario(folder("resumed"), scenario, Platform::Pace::Window, 5 + seed % 40));
        }
        QString stepped() const { return sameLog("stepped", runScenario(folder("stepped"), scenario, Platform::Pace::One, 0)); }
        QString disturbed() const
        {
            return sameLog("disturbed", runWithDisturbedReads(folder("disturbed"), scenario, static_cast<std::uint64_t>(seed)));
        }
        /// Replay = live: everything recorded, run again up to some position and on from there.
        QString branched() const
        {
            const api::Position position = 1 + seed * 37 % std::max<api::Position>(outcome.status.head, 1);
            if (const auto branch = runtime::forkWorkspace(folder("live"), folder("branch"), {position, {}, {}, {}}); !branch)
                return branch.error().message;
            return sameLog("branch", finished("branch"));
        }
        /// A branch in which something else breaks keeps the invariants as well.
        QString changed() const
        {
            api::FaultRule rule;
            rule.kind = QStringLiteral("lost_reply");
            rule.probability = 0.3;
            if (const auto branch = runtime::forkWorkspace(folder("live"), folder("changed"), {outcome.status.head / 3, {rule}, {}, {}});
                !branch)
                return branch.error().message;
            const auto other = finished("changed");
            return other ? other->violations.join(u'\n') : other.error().message;
        }
        QString rebuilt() const
        {
            auto workspace = Workspace::open(folder("live"), storage::Access::ReadWrite);
            if (!workspace)
                return workspace.error().message;
            const auto differences = differencesAfterRebuild(**workspace);
            return differences ? differences->join(u'\n') : differences.error().message;
        }

    private:
        base::Result<Outcome> finished(const char* name) const
        {
            REPLAY_ASSIGN(const auto workspace, Workspace::open(folder(name), storage::Access::ReadWrite));
            REPLAY_TRY(workspace->runUntilIdle(0, {}));
            return outcomeOf(*workspace);
        }
    };

private Q_SLOTS:
    void everySeedKeepsItsPromises()
    {
        struct Question {
            const char* name;
            int every;  ///< of so many seeds one is asked
            QString (*ask)(Run& run);
        };
        const Question questions[] = {
            {"live", 1, [](Run& run) { return run.live(); }},
            {"given up and resumed", 1, [](Run& run) { return run.resumed(); }},
            {"rebuilt and refolded", 3, [](Run& run) { return run.rebuilt(); }},
            {"with disturbed reads", 5, [](Run& run) { return run.disturbed(); }},
            {"a branch with nothing changed", 7, [](Run& run) { return run.branched(); }},
            {"one delivery at a time", 10, [](Run& run) { return run.stepped(); }},
            {"a branch with another fault", 11, [](Run& run) { return run.changed(); }},
        };
        const int first = option("REPLAY_SIM_FIRST", REPLAY_SIM_FIRST_SEED);
        const int seeds = option("REPLAY_SIM_SEEDS", REPLAY_SIM_SEEDS_MEANT);
        const int parts = option("REPLAY_SIM_PARTS", 1);
        api::PlatformStatus sum;
        qint64 returned = 0;
        qint64 rejected = 0;
        for (int seed = first + option("REPLAY_SIM_PART", 0); seed < first + seeds; seed += parts) {
            Run run(seed);
            for (const Question& question : questions) {
                if (seed % question.every != 0 && seeds > 1)
                    continue;
                const QString wrong = question.ask(run);
                QVERIFY2(wrong.isEmpty(), QStringLiteral("seed %1, %2: %3\n(again with REPLAY_SIM_FIRST=%1 REPLAY_SIM_SEEDS=1)\n%4")
                                              .arg(seed)
                                              .arg(QString::fromLatin1(question.name), wrong, QString::fromUtf8(run.scenario))
                                              .toLocal8Bit()
                                              .constData());
            }
            sum.sagasCompleted += run.outcome.status.sagasCompleted;
            sum.sagasFailed += run.outcome.status.sagasFailed;
            sum.sagasStuck += run.outcome.status.sagasStuck;
            returned += run.outcome.returned;
            rejected += run.outcome.rejected;
        }
        qInfo("%d seeds from %d, one part of %d: %lld sagas completed, %lld failed and compensated, %lld stuck; %lld returns closed, "
              "%lld rejected",
              seeds, first, parts, sum.sagasCompleted, sum.sagasFailed, sum.sagasStuck, returned, rejected);
        if (seeds / parts >= 100) {
            // The schedules are worth something only if they lead to every kind of end.
            QVERIFY(sum.sagasCompleted > 0 && sum.sagasFailed > 0 && sum.sagasStuck > 0 && returned > 0 && rejected > 0);
        }
    }
};

}  // namespace replay::tests

QTEST_GUILESS_MAIN(replay::tests::RandomFaultsTest)
#include "random_faults_test.moc"
