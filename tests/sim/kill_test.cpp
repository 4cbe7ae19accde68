// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sim/random_scenario.h"
#include "tests/sim/simulation.h"

#include <QFile>
#include <QProcess>
#include <QTest>

namespace replay::tests {

/// SIGKILL at random moments: a run that was killed again and again and resumed ends with the log of the undisturbed run.
class KillTest : public QObject {
    Q_OBJECT

    static constexpr int killsMax = 40;

    static QByteArray longScenario(const QByteArray& style)
    {
        QByteArray scenario =
            R"({"name": "killed", "saga_style": "STYLE", "seed": 77, "shop": {"customers": 8, "products": 6, "opening_stock": [40, 90]},
                   "workload": {"orders": 150, "per_second": 30, "items_per_order": [1, 4]},
                   "network": {"latency_ms": [2, 20], "loss": 0.03, "duplication": 0.05, "reordering": 0.1},
                   "faults": [{"kind": "crash_after_commit", "service": "inventory", "occurrence": 9, "down_for": "800ms"},
                              {"kind": "lost_reply", "step": "process_payment", "probability": 0.1},
                              {"kind": "refuse", "step": "process_payment", "probability": 0.1},
                              {"kind": "orchestrator_crash", "occurrence": 30, "down_for": "500ms"}]})";
        return scenario.replace("STYLE", style);
    }

private Q_SLOTS:
    void killedRunsEndAsUndisturbedOnes_data()
    {
        QTest::addColumn<QByteArray>("style");
        QTest::newRow("orchestrated") << QByteArray("orchestration");
        QTest::newRow("choreographed") << QByteArray("choreography");
    }
    void killedRunsEndAsUndisturbedOnes()
    {
        QFETCH(const QByteArray, style);
        const QTemporaryDir place(fastTemporaryTemplate());
        const auto calm = runScenario(place.filePath(QStringLiteral("calm")), longScenario(style), runtime::Platform::Pace::Window, 0);
        QVERIFY2(calm, calm ? "" : qPrintable(calm.error().message));
        QVERIFY2(calm->violations.isEmpty(), qPrintable(calm->violations.join(u'\n')));

        const QString folder = place.filePath(QStringLiteral("killed"));
        const QString scenario = place.filePath(QStringLiteral("scenario.json"));
        QFile file(scenario);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(longScenario(style)) > 0);
        file.close();
        const QString replayctl = QStringLiteral(REPLAYCTL);
        QCOMPARE(QProcess::execute(replayctl, {QStringLiteral("new"), folder, QStringLiteral("--seed"), QStringLiteral("77")}), 0);
        const base::Random random(77);
        int kills = 0;
        for (bool ended = false; !ended;) {
            QProcess run;
            run.start(replayctl, {QStringLiteral("run"), folder, scenario});
            QVERIFY(run.waitForStarted());
            const int patience =
                kills < killsMax
                    ? static_cast<int>(random.between(20, 250, base::Concern::Workload, "kill", static_cast<std::uint64_t>(kills)))
                    : -1;
            ended = run.waitForFinished(patience);
            if (ended) {
                QVERIFY2(run.exitCode() == 0, run.readAllStandardError().constData());
            } else {
                run.kill();
                QVERIFY(run.waitForFinished());
                ++kills;
            }
        }
        qInfo("killed %d times", kills);
        QVERIFY(kills > 0);
        auto workspace = runtime::Workspace::open(folder, storage::Access::ReadWrite);
        QVERIFY2(workspace, workspace ? "" : qPrintable(workspace.error().message));
        const auto resumed = outcomeOf(**workspace);
        QVERIFY2(resumed, resumed ? "" : qPrintable(resumed.error().message));
        QVERIFY2(resumed->violations.isEmpty(), qPrintable(resumed->violations.join(u'\n')));
        QCOMPARE(resumed->digest, calm->digest);
    }
};

}  // namespace replay::tests

QTEST_GUILESS_MAIN(replay::tests::KillTest)
#include "kill_test.moc"
