// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sim/random_scenario.h"
#include "tests/sim/simulation.h"

#include <QTest>

namespace replay::tests {

/// The whole core from a seed under random faults: after each run every invariant holds, every saga has ended or says that it is
/// stuck, and the same run one delivery at a time, or given up and resumed again and again, ends in the same log.
class RandomFaultsTest : public QObject {
    Q_OBJECT

    static constexpr int seedsByDefault = 300;
    static constexpr int repeatEvery = 10;  ///< every so many seeds are also run step by step and with restarts

    static int option(const char* name, int otherwise)
    {
        bool set = false;
        const int value = qEnvironmentVariableIntValue(name, &set);
        return set ? value : otherwise;
    }

private Q_SLOTS:
    void everySeedKeepsTheInvariants()
    {
        const int first = option("REPLAY_SIM_FIRST", 1);
        const int seeds = option("REPLAY_SIM_SEEDS", seedsByDefault);
        const auto fails = [](int seed, const QString& how) {
            return QStringLiteral("seed %1: %2\n(again with REPLAY_SIM_FIRST=%1 REPLAY_SIM_SEEDS=1)\n%3")
                .arg(seed)
                .arg(how, QString::fromUtf8(randomScenario(static_cast<std::uint64_t>(seed))))
                .toLocal8Bit();
        };
        qint64 completed = 0;
        qint64 failed = 0;
        qint64 stuck = 0;
        qint64 returned = 0;
        qint64 rejected = 0;
        for (int seed = first; seed < first + seeds; ++seed) {
            const QByteArray scenario = randomScenario(static_cast<std::uint64_t>(seed));
            const QTemporaryDir place(fastTemporaryTemplate());
            const auto run = runScenario(place.filePath(QStringLiteral("run")), scenario, runtime::Platform::Pace::Window, 0);
            QVERIFY2(run, fails(seed, run ? QString() : run.error().message).constData());
            QVERIFY2(run->violations.isEmpty(), fails(seed, run->violations.join(u'\n')).constData());
            const api::PlatformStatus& status = run->status;
            QVERIFY2(status.sagasStarted == status.sagasCompleted + status.sagasFailed + status.sagasStuck,
                     fails(seed, QStringLiteral("a saga neither ended nor is stuck")).constData());
            QVERIFY2(status.projected == status.head && status.outboxPending == 0,
                     fails(seed, QStringLiteral("something was left undone")).constData());
            completed += status.sagasCompleted;
            failed += status.sagasFailed;
            stuck += status.sagasStuck;
            returned += run->returned;
            rejected += run->rejected;
            if (seed % repeatEvery != 0)
                continue;
            const auto stepped = runScenario(place.filePath(QStringLiteral("stepped")), scenario, runtime::Platform::Pace::One, 0);
            QVERIFY2(stepped && stepped->digest == run->digest,
                     fails(seed, QStringLiteral("one delivery at a time gave another log")).constData());
            const auto resumed =
                runScenario(place.filePath(QStringLiteral("resumed")), scenario, runtime::Platform::Pace::Window, 5 + seed % 40);
            QVERIFY2(resumed && resumed->digest == run->digest, fails(seed, QStringLiteral("restarts gave another log")).constData());
            QVERIFY2(resumed->violations.isEmpty(),
                     fails(seed, QStringLiteral("after restarts: ") + resumed->violations.join(u'\n')).constData());
        }
        qInfo("%d seeds: %lld sagas completed, %lld failed and compensated, %lld stuck; %lld returns closed, %lld rejected", seeds,
              completed, failed, stuck, returned, rejected);
        if (seeds >= seedsByDefault) {
            // The schedules are worth something only if they lead to every kind of end.
            QVERIFY(completed > 0 && failed > 0 && stuck > 0 && returned > 0 && rejected > 0);
        }
    }
};

}  // namespace replay::tests

QTEST_GUILESS_MAIN(replay::tests::RandomFaultsTest)
#include "random_faults_test.moc"
