// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/ctl.h"

#include <QDir>
#include <QTest>

using namespace Qt::StringLiterals;
using replay::cli::Ctl;
using replay::cli::Said;

namespace {

const QByteArray stormy = R"({"name": "Stormy", "seed": 5, "shop": {"customers": 9, "products": 6, "opening_stock": [60, 90]},
    "workload": {"orders": 60, "per_second": 20, "items_per_order": [1, 3]},
    "network": {"loss": 0.03, "duplication": 0.05, "reordering": 0.1},
    "faults": [{"kind": "refuse", "step": "process_payment", "order": 3, "reason": "card declined"},
               {"kind": "crash_after_commit", "service": "inventory", "occurrence": 10, "down_for": "2s"}],
    "expect": {"invariants": "hold", "sagas.completed": {"min": 40}, "sagas.failed": {"min": 1}, "sagas.stuck": 0}})";

}  // namespace

class RunTest : public QObject {
    Q_OBJECT
    Ctl ctl;

    QByteArray digest(const QString& workspace) { return ctl({u"digest"_s, workspace}).out.trimmed(); }
    Said runNew(const QString& workspace, const QStringList& more)
    {
        const Said made = ctl({u"new"_s, workspace});
        return made.code == 0 ? ctl(QStringList{u"run"_s, workspace} + more) : made;
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(!ctl.write(u"stormy.json"_s, stormy).isEmpty()); }

    void theSameSeedGivesTheSameLog()
    {
        const Said said = runNew(u"one"_s, {u"stormy.json"_s, u"--json"_s});
        QVERIFY2(said.code == 0, said.all());
        QCOMPARE(said.object()["seed"_L1].toInteger(), 5);  // the scenario's, not the new workspace's
        QVERIFY(said.object()["idle"_L1].toBool());
        QCOMPARE(said.object()["expect"_L1].toArray().size(), 4);
        QCOMPARE(runNew(u"two"_s, {u"stormy.json"_s}).code, 0);
        const QByteArray first = digest(u"one"_s);
        QCOMPARE(first.size(), 64);
        QCOMPARE(digest(u"two"_s), first);
        runNew(u"three"_s, {u"stormy.json"_s, u"--seed"_s, u"6"_s});
        QVERIFY(digest(u"three"_s) != first);
    }

    void aRunThatWasStoppedEndsTheSame()
    {
        QCOMPARE(ctl({u"new"_s, u"stopped"_s}).code, 0);
        const Said stopped = ctl.interrupted({u"run"_s, u"stopped"_s, u"stormy.json"_s, u"--speed"_s, u"4"_s}, u"stopped"_s);
        QVERIFY2(stopped.code == 1, stopped.all());
        QVERIFY2(stopped.err.contains("goes on from here"), stopped.all());
        const Said resumed = ctl({u"run"_s, u"stopped"_s, u"--json"_s});
        QVERIFY2(resumed.code == 0, resumed.all());
        QCOMPARE(digest(u"stopped"_s), digest(u"one"_s));
        // The very same call once more is the same scenario, at its end.
        QCOMPARE(ctl({u"run"_s, u"stopped"_s, u"stormy.json"_s}).code, 0);
        QCOMPARE(digest(u"stopped"_s), digest(u"one"_s));
    }

    void anotherScenarioWantsAnotherWorkspace()
    {
        QVERIFY(!ctl.write(u"other.json"_s, R"({"name": "Other", "seed": 5})").isEmpty());
        const QByteArray before = digest(u"one"_s);
        const Said said = ctl({u"run"_s, u"one"_s, u"other.json"_s});
        QVERIFY2(said.code == 1, said.all());
        QCOMPARE(digest(u"one"_s), before);
        QCOMPARE(ctl({u"run"_s, u"one"_s, u"--seed"_s, u"9"_s}).code, 1);
    }

    void aFaultOnTheCommandLineCounts()
    {
        QVERIFY(!ctl.write(u"calm.json"_s,
                           R"({"name": "Calm", "shop": {"customers": 2, "products": 2}, "workload": {"orders": 5, "per_second": 2},
            "expect": {"sagas.completed": 4, "sagas.failed": 1}})")
                     .isEmpty());
        const Said said =
            runNew(u"faulty"_s, {u"calm.json"_s, u"--fault"_s, u"refuse:step=process_payment,order=2,reason=card stolen"_s, u"--json"_s});
        QVERIFY2(said.code == 0, said.all());
        const QJsonArray failed = ctl({u"sagas"_s, u"faulty"_s, u"list"_s, u"--status"_s, u"failed"_s, u"--json"_s}).array();
        QCOMPARE(failed.size(), 1);
        QVERIFY(failed[0]["error"_L1].toString().contains(u"card stolen"_s));
    }

    void aBrokenExpectationIsExitCode1()
    {
        QVERIFY(!ctl.write(u"hopeful.json"_s, R"({"name": "Hopeful", "expect": {"sagas.completed": {"min": 1}}})").isEmpty());
        const Said said = runNew(u"hopeful"_s, {u"hopeful.json"_s});
        QVERIFY2(said.code == 1, said.all());
        QVERIFY(said.out.contains("got 0, expected at least 1"));
    }

    void aBrokenScenarioChangesNothing()
    {
        QVERIFY(!ctl.write(u"broken.json"_s, R"({"name": "Broken", "seed": 4, "wrkload": {}})").isEmpty());
        QCOMPARE(ctl({u"new"_s, u"clean"_s}).code, 0);
        const QStringList before = ctl.snapshot(u"clean"_s);
        const Said said = ctl({u"run"_s, u"clean"_s, u"broken.json"_s});
        QVERIFY2(said.code == 2, said.all());
        QVERIFY2(said.err.contains("broken.json: wrkload: unknown key"), said.all());
        QCOMPARE(ctl.snapshot(u"clean"_s), before);
    }

    void theShippedScenariosKeepTheirPromise_data()
    {
        QTest::addColumn<QString>("file");
        const QDir folder(QStringLiteral(REPLAY_SCENARIOS));
        for (const QString& name : folder.entryList({u"*.json"_s}))
            QTest::newRow(qPrintable(name)) << folder.filePath(name);
    }
    void theShippedScenariosKeepTheirPromise()
    {
        QFETCH(QString, file);
        const Said said = runNew(QString(u"shipped "_s % QString::fromUtf8(QTest::currentDataTag())), {file});
        QVERIFY2(said.code == 0, said.all());
    }
};

QTEST_GUILESS_MAIN(RunTest)
#include "run_test.moc"
