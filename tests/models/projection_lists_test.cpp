// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fake_session.h"
#include "ui/models/long_question.h"
#include "ui/models/parked_events_model.h"
#include "ui/models/projection_differences_model.h"
#include "ui/models/projection_list_model.h"
#include "ui/models/projection_scan.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace replay;
using namespace replay::ui;

namespace {

api::ProjectionInfo info(const char* name, api::Position position = 10)
{
    api::ProjectionInfo made;
    made.name = QLatin1String(name);
    made.position = position;
    return made;
}

}  // namespace

class ProjectionListsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theListIsUpdatedInPlace()
    {
        ProjectionListModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.update({info("a"), info("b"), info("c")});
        QPersistentModelIndex b = model.index(1);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.update({info("a"), info("b", 11), info("c")});
        QCOMPARE(changed.size(), 1);
        model.update({info("c"), info("d"), info("b", 11)});
        QCOMPARE(b.row(), 2);
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.rowOf(QStringLiteral("a")), -1);
        QCOMPARE(model.at(1)->name, QStringLiteral("d"));
        model.update({});
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(reset.size(), 0);
    }

    void aFailedOneIsCounted()
    {
        ProjectionListModel model;
        auto broken = info("b");
        broken.status = api::ProjectionStatus::Failed;
        model.update({info("a"), broken});
        QCOMPARE(model.failedCount(), 1);
        QVERIFY(!model.isAnyRebuilding());
    }

    void whatNeedsAPersonIsCounted()
    {
        ProjectionListModel model;
        auto stalled = info("a");
        stalled.status = api::ProjectionStatus::Stalled;
        auto parked = info("b");
        parked.parked = 2;
        model.update({stalled, parked, info("c")});
        QCOMPARE(model.failedCount(), 2);
        QCOMPARE(setAsideText(parked), QStringLiteral("2 parked"));
    }

    void aRebuildTellsItsPaceAndTimeLeft()
    {
        auto one = info("a");
        one.rebuilt = 3'000;
        one.goal = 9'000;
        base::PaceMeter pace;
        QVERIFY(!rebuildText(one, pace).contains(QStringLiteral("left")));
        pace.look(0, 1'000);
        pace.look(2'000, 3'000);
        QCOMPARE(pace.perSecond(), std::optional<std::int64_t>(1'000));
        QCOMPARE(pace.msLeft(9'000), std::optional<std::int64_t>(6'000));
        QVERIFY2(rebuildText(one, pace).contains(QStringLiteral("1,000 events a second")), qPrintable(rebuildText(one, pace)));
        QVERIFY(rebuildText(one, pace).contains(QStringLiteral("left")));
        one.inPlace = true;
        QVERIFY(rebuildText(one, pace).contains(QStringLiteral("not whole")));
        pace.look(2'500, 10);  // another one: it is timed anew
        QVERIFY(!pace.perSecond());
    }

    void parkedEventsAreUpdatedInPlace()
    {
        test::FakeSession session;
        const auto reader = *session.makeReader();
        ParkedEventsModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QString orders = QStringLiteral("order_read_model");
        const auto park = [&](api::Position position, const char* stream, api::Position behind) {
            api::ParkedEvent event;
            event.projection = orders;
            event.position = position;
            event.aggregateId = QLatin1String(stream);
            event.aggregateType = QStringLiteral("Order");
            event.eventType = QStringLiteral("OrderCreated");
            event.state = QStringLiteral("parked");
            event.behind = behind;
            event.error = QStringLiteral("no such column");
            session.park(event);
        };
        for (int i = 0; i < 450; ++i)
            park(10 + i, i % 2 == 0 ? "a" : "b", i < 2 ? 0 : 10 + i % 2);
        QVERIFY(model.refresh(*reader, orders).has_value());
        QCOMPARE(model.rowCount(), ParkedEventsModel::pageRows);
        while (model.canFetchMore({}))
            model.fetchMore({});
        QCOMPARE(model.rowCount(), 450);
        QCOMPARE(model.root(7)->position, 11);
        QCOMPARE(model.index(1, ParkedEventsModel::Why).data().toString(), QStringLiteral("no such column"));
        QVERIFY(model.index(7, ParkedEventsModel::Why).data().toString().contains(QStringLiteral("11")));
        const QPersistentModelIndex second = model.index(1, 0);
        session.retryParked(orders, QStringLiteral("a"));
        QVERIFY(model.refresh(*reader, orders).has_value());
        QCOMPARE(second.row(), 0);
        QCOMPARE(model.rowCount(), 225);
        session.skipParked(orders, QStringLiteral("b"), QStringLiteral("known bad"));
        QVERIFY(model.refresh(*reader, orders).has_value());
        QCOMPARE(model.rowCount(), 1);
        QVERIFY(model.index(0, ParkedEventsModel::Why).data().toString().contains(QStringLiteral("known bad")));
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void lagIsSaidInWords()
    {
        auto behind = info("a");
        QCOMPARE(projectionLagText(behind), QStringLiteral("caught up"));
        behind.lag = 1;
        behind.lagUs = 1'500;
        QVERIFY(projectionLagText(behind).startsWith(QStringLiteral("1 event behind")));
        behind.lag = 4;
        QVERIFY(projectionLagText(behind).startsWith(QStringLiteral("4 events behind")));
    }

    void differencesAreListed()
    {
        ProjectionDifferencesModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setDifferences({{QStringLiteral("k1"), QStringLiteral("status"), QStringLiteral("pending"), QStringLiteral("confirmed")},
                              {QStringLiteral("k2"), {}, {}, QStringLiteral("{…}")}});
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0, ProjectionDifferencesModel::Live).data().toString(), QStringLiteral("pending"));
        QCOMPARE(model.index(1, ProjectionDifferencesModel::Live).data().toString(), QStringLiteral("missing"));
    }

    void scanningWalksThroughAllWindows()
    {
        test::FakeSession session({.events = 60'000});
        const auto reader = *session.makeReader();
        const auto projections = *reader->projections();
        const auto orders = std::find_if(projections.cbegin(), projections.cend(),
                                         [](const auto& one) { return one.name == QLatin1String("order_read_model"); });
        QVERIFY(orders->rows > 2'000);
        const auto all = scanProjection(*reader, *orders, {}, 1'000'000, {});
        QVERIFY(all.has_value());
        QCOMPARE(all->rows.rows.size(), orders->rows);
        const auto one = scanProjection(*reader, *orders, QStringLiteral("ord-002345"), 10, {});
        QCOMPARE(one->rows.rows.size(), 1);
        QCOMPARE(one->scanned, orders->rows);
        const auto cut = scanProjection(*reader, *orders, QStringLiteral("ORD"), 10, {});
        QCOMPARE(cut->rows.rows.size(), 10);
        QVERIFY(cut->cut);
        const auto cancelled = scanProjection(*reader, *orders, {}, 1'000'000, [](double) { return false; });
        QVERIFY(!cancelled.has_value());
        QCOMPARE(cancelled.error().kind, base::ErrorKind::Cancelled);
    }

    void csvIsMachineNeutral()
    {
        const api::RowSet rows{
            {QStringLiteral("name"), QStringLiteral("price"), QStringLiteral("active")},
            {{QStringLiteral("Tea, \"green\""), QStringLiteral("1234.50"), true}, {QStringLiteral("line\nbreak"), {}, false}}};
        QCOMPARE(rowsAsCsv(rows), QByteArray("name,price,active\r\n\"Tea, \"\"green\"\"\",1234.50,true\r\n\"line\nbreak\",,false\r\n"));
    }

    void onlyTheLastQuestionIsAnswered()
    {
        Desk desk;
        desk.setSession(std::make_unique<test::FakeSession>());
        LongQuestion question(desk);
        QSignalSpy running(&question, &LongQuestion::runningChanged);
        QList<int> answers;
        std::atomic<bool> firstSawCancel = false;
        question.start<int>(
            [&firstSawCancel](api::Reader&, const api::Progress& progress) -> api::Result<int> {
                while (progress(0.5))
                    QThread::msleep(1);
                firstSawCancel = true;
                return base::cancelled();
            },
            [&answers](const api::Result<int>&) { answers.append(1); });
        QVERIFY(question.isRunning());
        question.start<int>([](api::Reader&, const api::Progress&) -> api::Result<int> { return 2; },
                            [&answers](const api::Result<int>& two) { answers.append(*two); });
        QTRY_COMPARE(answers, QList<int>{2});
        QTRY_VERIFY(firstSawCancel);
        QVERIFY(!question.isRunning());
        QCOMPARE(running.size(), 2);
    }

    void closingTheWorkspaceCancelsTheQuestion()
    {
        Desk desk;
        desk.setSession(std::make_unique<test::FakeSession>());
        LongQuestion question(desk);
        question.start<int>(
            [](api::Reader&, const api::Progress& progress) -> api::Result<int> {
                while (progress(0.1))
                    QThread::msleep(1);
                return base::cancelled();
            },
            [](const api::Result<int>&) { QFAIL("an answer about a workspace that is gone"); });
        desk.setSession(nullptr);  // would wait for ever, were the question not cancelled
        QVERIFY(!question.isRunning());
    }

    void withoutAWorkspaceNothingIsAsked()
    {
        Desk desk;
        LongQuestion question(desk);
        question.start<int>([](api::Reader&, const api::Progress&) -> api::Result<int> { return 1; },
                            [](const api::Result<int>&) { QFAIL("nobody to ask"); });
        QVERIFY(!question.isRunning());
    }
};

QTEST_MAIN(ProjectionListsTest)
#include "projection_lists_test.moc"
