// SPDX-License-Identifier: GPL-3.0-or-later
// The door that the window knows: the clock, commands, faults, import, reset and copies, on a thread that never blocks the caller.
#include "core/api/cloud_event.h"
#include "core/runtime/workspaces.h"
#include "tests/contract/must.h"
#include "tests/contract/workspace_bench.h"

#include <QDir>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace replay;
using replay::tests::must;
using api::CommandAnswer;
using api::Session;
using api::StepSize;
using Outcome = api::CommandAnswer::Outcome;
using replay::tests::smallScenario;
using replay::tests::text;
using replay::tests::WorkspaceBench;

namespace {

constexpr int patienceMs = 60'000;

/// A workspace behind the door, with the answers that came through it.
struct Bench {
    WorkspaceBench place;
    std::unique_ptr<api::Workspaces> workspaces = runtime::makeWorkspaces();
    std::unique_ptr<Session> session;
    QObject context;
    QList<CommandAnswer> answers;

    explicit Bench(const QByteArray& scenario = smallScenario(12))
    {
        must(workspaces->create(place.folder, {7, false, scenario}));
        session = workspaces->open(place.folder).value();
    }
    auto keep()
    {
        return [this](const CommandAnswer& answer) { answers << answer; };
    }
    bool isAtRest() const
    {
        const auto status = session->status();
        return status.idle && status.running && status.projected == status.head && status.head > 0;
    }
    void playToTheEnd()
    {
        session->setSpeed(0);
        session->play();
        QTRY_VERIFY_WITH_TIMEOUT(isAtRest(), patienceMs);
    }
    /// Steps from gap to gap until it stands at one with this name; answers the names of all at which it stood.
    QStringList stepToGap(const QString& name, int stepsMax = 400)
    {
        QStringList gaps;
        const auto listening = QObject::connect(session.get(), &Session::advanced, [&gaps](const api::PlatformStatus& status) {
            if (const QString gap = status.gap.section(u' ', 0, 0); !gap.isEmpty() && (gaps.isEmpty() || gaps.last() != gap))
                gaps << gap;
        });
        for (int i = 0; i < stepsMax && !gaps.contains(name); ++i) {
            QSignalSpy told(session.get(), &Session::advanced);
            session->step(StepSize::Gap);
            told.wait(2'000);
        }
        QObject::disconnect(listening);
        return gaps;
    }
};

/// So much on the shelves that no order fails for want of stock.
QByteArray roomyScenario() { return smallScenario(12).replace("[10, 30]", "[500, 600]"); }

QString headlessFingerprint(const QByteArray& scenario)
{
    WorkspaceBench headless;
    must(headless.create(scenario));
    must(headless.open());
    must(headless.run());
    return headless.workspace->status().fingerprint;
}

}  // namespace

class SessionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aDemonstrationPlaysAsWithoutAWindow()
    {
        const auto demonstrations = runtime::makeWorkspaces()->demonstrations();
        QCOMPARE(demonstrations.first().id, text("first-order"));
        const QByteArray scenario = demonstrations.first().scenario;
        Bench bench(scenario);
        QCOMPARE(bench.session->status().scenario, demonstrations.first().name);
        QVERIFY(!bench.session->status().running);
        QSignalSpy advanced(bench.session.get(), &Session::advanced);
        bench.playToTheEnd();
        QVERIFY(advanced.size() > 0);
        QCOMPARE(bench.session->status().fingerprint, headlessFingerprint(scenario));
        QCOMPARE(bench.session->status().sagasCompleted, 60);
        bench.session->pause();
        QTRY_VERIFY(!bench.session->status().running);
        bench.session->setSpeed(4);
        QTRY_COMPARE(bench.session->status().speed, 4.0);
    }

    void aDeliveryAtATime()
    {
        Bench bench;
        for (int i = 0; i < 200 && bench.session->status().head < 5; ++i) {
            QSignalSpy told(bench.session.get(), &Session::advanced);
            bench.session->step(StepSize::Delivery);
            told.wait(2'000);
        }
        QVERIFY(bench.session->status().head >= 5 && !bench.session->status().running && bench.session->status().gap.isEmpty());
        bench.playToTheEnd();
        QCOMPARE(bench.session->status().fingerprint, headlessFingerprint(smallScenario(12)));
    }

    void aGapAtATime()
    {
        Bench bench;
        const QStringList gaps = bench.stepToGap(text("projected"));
        QVERIFY2(gaps.size() >= 5, qPrintable(gaps.join(u' ')));
        QCOMPARE(gaps.mid(0, 5), (QStringList{text("received"), text("loaded"), text("decided"), text("appended"), text("committed")}));
        bench.playToTheEnd();
        QCOMPARE(bench.session->status().gap, QString());
        QCOMPARE(bench.session->status().fingerprint, headlessFingerprint(smallScenario(12)));
    }

    void commandsAreAnswered()
    {
        Bench bench(roomyScenario());
        bench.playToTheEnd();
        const QByteArray teapot = "{\"name\":\"Teapot\",\"price\":\"9.90\"}";
        const QString id = text("0198a0f0-0000-7000-8000-0000000000aa");
        bench.session->send({text("CreateProduct"), teapot, {}, id}, &bench.context, bench.keep());
        QTRY_COMPARE_WITH_TIMEOUT(bench.answers.size(), 1, patienceMs);
        QCOMPARE(bench.answers[0].outcome, Outcome::Done);
        QVERIFY(!bench.answers[0].repeated);
        bench.session->send({text("CreateProduct"), teapot, {}, id}, &bench.context, bench.keep());
        QTRY_COMPARE_WITH_TIMEOUT(bench.answers.size(), 2, patienceMs);
        QVERIFY(bench.answers[1].repeated);
        QCOMPARE(bench.answers[1].result, bench.answers[0].result);
        bench.session->send({text("MakeTea"), "{}", {}, {}}, &bench.context, bench.keep());
        QTRY_COMPARE_WITH_TIMEOUT(bench.answers.size(), 3, patienceMs);
        QCOMPARE(bench.answers[2].outcome, Outcome::Malformed);
        {
            QObject gone;
            bench.session->send({text("CreateProduct"), teapot, {}, {}}, &gone, bench.keep());
        }
        bench.session->sendOneOrder(&bench.context, bench.keep());
        QTRY_COMPARE_WITH_TIMEOUT(bench.answers.size(), 4, patienceMs);
        QCOMPARE(bench.answers[3].outcome, Outcome::Done);
        QTRY_COMPARE_WITH_TIMEOUT(bench.session->status().sagasStarted, 13, patienceMs);
    }

    void anArmedFaultHitsTheNextOrder()
    {
        Bench bench(roomyScenario());
        bench.playToTheEnd();
        const qint64 failed = bench.session->status().sagasFailed;
        QSignalSpy changed(bench.session.get(), &Session::faultRulesChanged);
        api::FaultRule rule;
        rule.kind = text("refuse");
        rule.message = text("ProcessPayment");
        rule.reason = text("the bank is closed");
        const qsizetype before = bench.session->faultRules().size();
        bench.session->armFault(rule);
        QTRY_COMPARE(bench.session->faultRules().size(), before + 1);
        QTRY_VERIFY(!changed.isEmpty());
        bench.session->sendOneOrder(&bench.context, bench.keep());
        QTRY_COMPARE_WITH_TIMEOUT(bench.session->status().sagasFailed, failed + 1, patienceMs);
        const auto sagas = bench.session->makeReader().value()->sagas(text("failed"), 0, 1).value();
        QVERIFY2(sagas.first().error.contains(text("the bank is closed")), qPrintable(sagas.first().error));
        QTRY_COMPARE(bench.session->faultRules().last().fired, 1);
        bench.session->disarmFault(bench.session->faultRules().last().id);
        QTRY_VERIFY(!bench.session->faultRules().last().armed);
    }

    void aPitfallIsSwitchedAndSaid()
    {
        Bench bench;
        const auto all = bench.session->pitfalls();
        QCOMPARE(all.size(), 8);
        for (const api::PitfallSwitch& each : all)
            QVERIFY(!each.on && !each.since);
        QSignalSpy failed(bench.session.get(), &Session::failed);
        bench.session->setPitfall(text("no_timeout"), true);
        QTRY_COMPARE(bench.session->status().pitfalls, QStringList{text("no_timeout")});
        const auto now = bench.session->pitfalls();
        QCOMPARE(std::count_if(now.begin(), now.end(), [](const api::PitfallSwitch& each) { return each.on && each.since; }), 1);
        bench.session->setPitfall(text("no_timeout"), false);
        QTRY_VERIFY(bench.session->status().pitfalls.isEmpty());
        bench.session->setPitfall(text("no_such"), true);
        QTRY_COMPARE(failed.size(), 1);
    }

    void aRuleIsReadAsAScenarioReadsIt()
    {
        Bench bench;
        const auto rule =
            bench.session->readFaultRule("{\"kind\": \"delay\", \"service\": \"payment\", \"delay\": \"800ms\", \"times\": 2}");
        QVERIFY(rule.has_value());
        QCOMPARE(rule->delayUs, 800'000);
        const auto wrong = bench.session->readFaultRule("{\"kind\": \"refuse\", \"delay\": \"1s\"}");
        QVERIFY(!wrong && wrong.error().message.contains(text("only the kinds delay and database_slow have one")));
        QVERIFY(bench.session->faultVocabulary().peers.contains(text("payment")));
    }

    void whoPlaysOnAfterAFailureLosesNothing()
    {
        Bench bench;
        const auto other = storage::Database::open(bench.place.folder + text("/log.db"), storage::Access::ReadWrite).value();
        QVERIFY(other->script("ALTER TABLE relay_bookmarks RENAME TO hidden"));
        QSignalSpy failed(bench.session.get(), &Session::failed);
        bench.session->setSpeed(0);
        bench.session->play();
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, patienceMs);
        QTRY_VERIFY(!bench.session->status().running);
        QVERIFY2(bench.session->status().error.contains(text("no such table: relay_bookmarks")), qPrintable(bench.session->status().error));
        QVERIFY(other->script("ALTER TABLE hidden RENAME TO relay_bookmarks"));
        bench.playToTheEnd();
        QCOMPARE(bench.session->status().error, QString());
        QCOMPARE(bench.session->status().fingerprint, headlessFingerprint(smallScenario(12)));
        QCOMPARE(failed.size(), 1);
    }

    void aSecondSessionOnlyReads()
    {
        Bench bench;
        bench.playToTheEnd();
        const auto second = bench.workspaces->open(bench.place.folder).value();
        QVERIFY(second->status().readOnly);
        QVERIFY2(second->status().readOnlyReason.contains(text("in use by")), qPrintable(second->status().readOnlyReason));
        QTRY_COMPARE(second->status().head, bench.session->status().head);
        second->send({text("CreateProduct"), "{}", {}, {}}, &bench.context, bench.keep());
        QTRY_COMPARE(bench.answers.size(), 1);
        QCOMPARE(bench.answers[0].outcome, Outcome::Failed);
        QVERIFY(bench.answers[0].reason.contains(text("in use by")));
        std::optional<bool> reset;
        second->reset(&bench.context, [&](const base::Result<void>& result) { reset = result.has_value(); });
        QTRY_VERIFY(reset.has_value());
        QVERIFY(!*reset);
        QSignalSpy refused(second.get(), &Session::failed);
        second->armFault({});
        QTRY_COMPARE(refused.size(), 1);
        second->play();
        QVERIFY(!second->status().running);
    }

    void aRebuildCanBeCancelled()
    {
        Bench bench{smallScenario(400)};  // so that it is far from its end when it is told to stand
        bench.session->setSpeed(0);
        bench.session->play();
        QTRY_VERIFY_WITH_TIMEOUT(bench.session->status().head > 100, patienceMs);
        // Standing at a gap, the platform takes up nothing: what is asked meanwhile it finds together.
        bench.session->pause();
        QVERIFY(bench.stepToGap(text("received")).contains(text("received")));
        const QString name = text("order_read_model");
        const auto reader = bench.session->makeReader().value();
        const qint64 before = reader->projectionRows(name, {}, 1'000).value().rows.size();
        QVERIFY(before > 0);
        QList<base::Status> answers;
        const auto keep = [&](const base::Status& answer) { answers << answer; };
        bench.session->rebuildProjection(name);
        bench.session->cancelRebuild(name, &bench.context, keep);
        bench.session->cancelRebuild(name, &bench.context, keep);
        bench.session->pause();
        QTRY_COMPARE_WITH_TIMEOUT(answers.size(), 2, patienceMs);
        QVERIFY(answers[0].has_value());
        QCOMPARE(answers[1].error().message, text("order_read_model is not being rebuilt"));
        QVERIFY(reader->projectionRows(name, {}, 1'000).value().rows.size() >= before);
        QVERIFY(reader->verifyProjection(name).value().differences.isEmpty());
    }

    void resetStartsAgain()
    {
        Bench bench;
        bench.playToTheEnd();
        const QString fingerprint = bench.session->status().fingerprint;
        std::optional<base::Result<void>> done;
        bench.session->pause();
        bench.session->reset(&bench.context, [&](const base::Result<void>& result) { done = result; });
        QTRY_VERIFY_WITH_TIMEOUT(done.has_value(), patienceMs);
        QVERIFY(done->has_value());
        QTRY_COMPARE(bench.session->status().head, 0);
        QVERIFY(!bench.session->status().running);
        QCOMPARE(bench.session->status().scenario, text("A small shop"));
        // Played on at once, while the reset is still being done.
        bench.session->reset(nullptr, {});
        bench.playToTheEnd();
        QTRY_COMPARE_WITH_TIMEOUT(bench.session->status().fingerprint, fingerprint, patienceMs);
    }

    void aResetThatFailsLeavesASessionThatCanTryAgain()
    {
        Bench bench;
        bench.playToTheEnd();
        const QString fingerprint = bench.session->status().fingerprint;
        bench.session->pause();
        QVERIFY(QDir().rename(bench.place.folder, bench.place.place("elsewhere")));
        QList<base::Status> answers;
        bench.session->reset(&bench.context, [&](const base::Status& answer) { answers << answer; });
        QTRY_COMPARE_WITH_TIMEOUT(answers.size(), 1, patienceMs);
        QVERIFY(!answers[0].has_value());
        // Nothing is there to speak to: whoever asks is told so, and nobody falls.
        bench.session->send({text("CreateCategory"), "{}", {}, {}}, &bench.context, bench.keep());
        bench.session->step(StepSize::Delivery);
        QTRY_COMPARE_WITH_TIMEOUT(bench.answers.size(), 1, patienceMs);
        QCOMPARE(bench.answers[0].outcome, Outcome::Failed);
        QVERIFY(QDir().rename(bench.place.place("elsewhere"), bench.place.folder));
        bench.playToTheEnd();
        QCOMPARE(bench.session->status().error, QString());
        QCOMPARE(bench.session->status().fingerprint, fingerprint);
    }

    void aSavedCopyIsTheSame()
    {
        Bench bench;
        bench.playToTheEnd();
        std::optional<base::Result<void>> done;
        const auto keep = [&](const base::Result<void>& result) { done = result; };
        bench.session->saveAs(bench.place.place("copy"), &bench.context, keep);
        QTRY_VERIFY_WITH_TIMEOUT(done.has_value(), patienceMs);
        QVERIFY(done->has_value());
        const auto copy = bench.workspaces->open(bench.place.place("copy")).value();
        QCOMPARE(copy->status().fingerprint, bench.session->status().fingerprint);
        done.reset();
        bench.session->saveAs(bench.place.place("copy"), &bench.context, keep);
        QTRY_VERIFY_WITH_TIMEOUT(done.has_value(), patienceMs);
        QVERIFY(!done->has_value());
    }

    /// Eight databases, one instant: the copy of a workspace that another session works in at full speed is whole.
    void aCopyMadeWhileAnotherWritesIsWhole()
    {
        Bench bench{smallScenario(60)};
        const auto onlooker = bench.workspaces->open(bench.place.folder).value();
        QVERIFY(onlooker->status().readOnly);
        bench.session->setSpeed(0);
        bench.session->play();
        QTRY_VERIFY_WITH_TIMEOUT(bench.session->status().head > 100, patienceMs);
        QList<base::Status> answers;
        onlooker->saveAs(bench.place.place("snap"), &bench.context, [&](const base::Status& answer) { answers << answer; });
        QTRY_COMPARE_WITH_TIMEOUT(answers.size(), 1, patienceMs);
        QVERIFY2(answers[0].has_value(), answers[0] ? "" : qPrintable(answers[0].error().message));
        const auto copy = bench.workspaces->open(bench.place.place("snap")).value();
        QVERIFY(copy->status().head >= 100);
        const auto reader = copy->makeReader().value();
        const auto results = reader->verify().value();
        for (const api::InvariantResult& result : results)
            QVERIFY2(result.ok, qPrintable(result.name));
        // Played on, it becomes what the original becomes.
        bench.playToTheEnd();
        copy->setSpeed(0);
        copy->play();
        QTRY_VERIFY_WITH_TIMEOUT(copy->status().idle && copy->status().head == bench.session->status().head, patienceMs);
        QCOMPARE(copy->status().fingerprint, bench.session->status().fingerprint);
    }

    void invoicesAreImported()
    {
        Bench bench{QByteArray()};
        QSignalSpy finished(bench.session.get(), &Session::importFinished);
        QSignalSpy failed(bench.session.get(), &Session::failed);
        bench.session->import(bench.place.place("nothing.csv"), 2.0, 20);
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, patienceMs);
        bench.session->import(QStringLiteral(REPLAY_TEST_DATA "/online-retail/sample.csv.gz"), 2.0, 20);
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 2 * patienceMs);
        QCOMPARE(failed.size(), 1);
        const auto report = finished[0][0].value<api::ImportReport>();
        QVERIFY2(report.orders > 0 && report.orders <= 20, qPrintable(QString::number(report.orders)));
        QVERIFY(report.rowsUsed > 0 && report.products > 0 && report.users > 0);
        QCOMPARE(bench.session->status().sagasStarted, report.orders);
    }

    /// A reader that was there before sees the databases that the workspace has now.
    void anExportedLogIsTakenUp()
    {
        Bench from(smallScenario(10));
        from.playToTheEnd();
        const QString path = from.place.place("log.ndjson");
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        const auto source = from.session->makeReader().value();
        const auto events = source->events({}, 0, 1'000).value();
        for (const api::EventRow& event : events)
            file.write(QByteArray(base::jsonBytes(api::toCloudEvent(event)) + '\n'));
        file.close();

        Bench bench{QByteArray()};
        const auto reader = std::move(bench.session->makeReader().value());
        QCOMPARE(reader->head().value(), 0);
        QSignalSpy finished(bench.session.get(), &Session::importFinished);
        QSignalSpy failed(bench.session.get(), &Session::failed);
        bench.session->import(path, 1.0, 0);
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, patienceMs);
        QCOMPARE(finished[0][0].value<api::ImportReport>().rowsUsed, events.size());
        QTRY_COMPARE(bench.session->status().head, from.session->status().head);
        QCOMPARE(bench.session->status().fingerprint, from.session->status().fingerprint);
        QCOMPARE(reader->head().value(), events.size());
        QCOMPARE(reader->aggregateTypes().value().size(), source->aggregateTypes().value().size());
        bench.session->import(path, 1.0, 0);
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, patienceMs);  // it has a past of its own now
        QCOMPARE(reader->head().value(), events.size());
    }

    void closingWhileBusyDoesNotHang_data()
    {
        QTest::addColumn<int>("busyWith");
        QTest::newRow("playing at full speed") << 0;
        QTest::newRow("standing at a gap") << 1;
        QTest::newRow("importing") << 2;
    }
    void closingWhileBusyDoesNotHang()
    {
        QFETCH(int, busyWith);
        Bench bench(busyWith == 2 ? QByteArray() : smallScenario(400));
        if (busyWith == 0) {
            bench.session->setSpeed(0);
            bench.session->play();
            QTRY_VERIFY_WITH_TIMEOUT(bench.session->status().head > 0, patienceMs);
        } else if (busyWith == 1) {
            bench.session->step(StepSize::Gap);
            QTRY_VERIFY_WITH_TIMEOUT(!bench.session->status().gap.isEmpty(), patienceMs);
        } else {
            bench.session->import(QStringLiteral(REPLAY_TEST_DATA "/online-retail/sample.csv.gz"), 2.0, 0);
            QTRY_VERIFY_WITH_TIMEOUT(bench.session->status().head > 0, patienceMs);
        }
        QElapsedTimer closing;
        closing.start();
        bench.session.reset();
        QVERIFY2(closing.elapsed() < 10'000, qPrintable(QString::number(closing.elapsed())));
        QVERIFY(bench.place.open());  // and what was kept is whole
        QCOMPARE(bench.place.violations(), QStringList());
    }
};

QTEST_GUILESS_MAIN(SessionTest)
#include "session_test.moc"
