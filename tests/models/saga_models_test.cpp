// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fake_session.h"
#include "ui/models/fault_rules_model.h"
#include "ui/models/request_tree_model.h"
#include "ui/models/row_set_model.h"
#include "ui/models/saga_attempts_model.h"
#include "ui/models/saga_facts.h"
#include "ui/models/saga_model.h"
#include "ui/models/saga_story.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace replay;
using namespace replay::ui;
using Tester = QAbstractItemModelTester;

class SagaModelsTest : public QObject {
    Q_OBJECT

    static test::FakeSession* put(Desk& desk, qint64 events = 20'000)
    {
        test::FakeOptions options;
        options.events = events;
        auto session = std::make_unique<test::FakeSession>(options);
        auto* raw = session.get();
        desk.setSession(std::move(session));
        return raw;
    }
    static void expectFalling(const SagaModel& model)
    {
        for (int i = 1; i < model.rowCount(); ++i)
            QCOMPARE(model.row(i - 1)->ordinal, model.row(i)->ordinal + 1);
    }

private Q_SLOTS:
    void theListIsPagedNewestFirst()
    {
        Desk desk;
        put(desk);
        SagaModel model(desk);
        QTRY_COMPARE(model.rowCount(), SagaModel::window);
        QVERIFY(model.canFetchMore({}));
        model.fetchMore({});
        QTRY_COMPARE(model.rowCount(), 2 * SagaModel::window);
        expectFalling(model);
        QCOMPARE(model.row(0)->ordinal, desk.status().sagasStarted);
    }

    /// One truth, one cursor: in the past the rows in sight are what they were then.
    void inThePastTheListIsOfThatTime()
    {
        Desk desk;
        put(desk);
        SagaModel model(desk);
        QTRY_COMPARE(model.rowCount(), SagaModel::window);
        model.setInSight(0, 12);
        const QString id = model.row(5)->sagaId;
        const auto began = desk.reader()->saga(id)->events.first().position;
        desk.goTo(began + 2);
        const auto then = desk.reader()->saga(id, began + 2);
        QVERIFY(then);
        QTRY_COMPARE(model.row(5)->status, then->saga.status);
        QCOMPARE(model.row(5)->steps.size(), then->saga.steps.size());
        for (int i = 0; i < then->saga.steps.size(); ++i)
            QCOMPARE(model.row(5)->steps[i].status, then->saga.steps[i].status);
        QTRY_COMPARE(shownStatus(*model.row(0)), QStringLiteral("later"));  // the newest had not begun
        desk.goLive();
        QVERIFY(isOver(*model.row(5)) || model.row(5)->status != QStringLiteral("later"));
        QCOMPARE(model.row(5)->status, desk.reader()->saga(id)->saga.status);
    }

    void newSagasArriveWithoutAReset()
    {
        Desk desk;
        auto* session = put(desk);
        SagaModel model(desk);
        Tester tester(&model, Tester::FailureReportingMode::QtTest);
        // The tester scrolls, so to speak: it fetches whatever can be fetched.
        QTRY_VERIFY(model.rowCount() >= SagaModel::window);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        const QPersistentModelIndex kept = model.index(7);
        const QString keptId = kept.data(SagaModel::IdRole).toString();
        session->advance(60);
        QTRY_COMPARE(model.row(0)->ordinal, desk.status().sagasStarted);
        QVERIFY(kept.isValid());
        QCOMPARE(kept.data(SagaModel::IdRole).toString(), keptId);
        QVERIFY(kept.row() > 7);
        QCOMPARE(reset.size(), 0);
        expectFalling(model);
    }

    void aFloodOfNewSagasLeavesNoHole()
    {
        Desk desk;
        auto* session = put(desk);
        SagaModel model(desk);
        Tester tester(&model, Tester::FailureReportingMode::QtTest);
        QTRY_VERIFY(model.rowCount() >= SagaModel::window);
        session->advance(8'000);
        QTRY_COMPARE(model.row(0)->ordinal, desk.status().sagasStarted);
        QVERIFY(model.rowCount() > 3 * SagaModel::window);
        expectFalling(model);
    }

    void theFilterShowsOnlyItsStatus()
    {
        Desk desk;
        put(desk);
        SagaModel model(desk);
        Tester tester(&model, Tester::FailureReportingMode::QtTest);
        model.setStatus(QStringLiteral("stuck"));
        QTRY_COMPARE(model.rowCount(), 1);
        QVERIFY(model.row(0)->stuck);
        QVERIFY(!model.canFetchMore({}));
        model.setStatus(QStringLiteral("failed"));
        QTRY_VERIFY(model.rowCount() > 10);
        for (int i = 0; i < model.rowCount(); ++i)
            QCOMPARE(model.row(i)->status, QStringLiteral("failed"));
    }

    void aFailureToReadIsSaid()
    {
        Desk desk;
        auto* session = put(desk);
        session->platform().readError = QStringLiteral("disk I/O error");
        SagaModel model(desk);
        QSignalSpy failed(&model, &SagaModel::failed);
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(failed.constFirst().constFirst().value<base::Error>().message, QStringLiteral("disk I/O error"));
    }

    void aSagaIsFoundByItsOrder()
    {
        Desk desk;
        put(desk);
        const api::SagaRow saga = desk.reader()->sagas({}, 0, 1)->constFirst();
        QCOMPARE(*findSaga(*desk.reader(), saga.sagaId), saga.sagaId);
        QCOMPARE(*findSaga(*desk.reader(), saga.orderId), saga.sagaId);
        QCOMPARE(*findSaga(*desk.reader(), saga.orderNumber), saga.sagaId);
        QVERIFY(findSaga(*desk.reader(), QStringLiteral("nothing of the kind"))->isEmpty());
    }

    void attemptsGrowInPlace()
    {
        Desk desk;
        put(desk);
        const QString id = desk.reader()->sagas({}, 0, 1)->constFirst().sagaId;
        api::SagaTimeline timeline = *desk.reader()->saga(id);
        QVERIFY(timeline.attempts.size() >= 3);
        SagaAttemptsModel model;
        Tester tester(&model, Tester::FailureReportingMode::QtTest);
        api::SagaTimeline younger = timeline;
        younger.attempts.resize(1);
        model.setTimeline(younger);
        const QPersistentModelIndex first = model.index(0, 0);
        model.setTimeline(timeline);
        QCOMPARE(model.rowCount(), static_cast<int>(timeline.attempts.size()));
        QVERIFY(first.isValid());
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void rulesComeAndGo()
    {
        Desk desk;
        auto* session = put(desk);
        FaultRulesModel model(desk, FaultRulesModel::Rules::All);
        Tester tester(&model, Tester::FailureReportingMode::QtTest);
        api::FaultRule rule;
        rule.kind = QStringLiteral("lost_reply");
        session->armFault(rule);
        rule.kind = QStringLiteral("refuse");
        session->armFault(rule);
        QCOMPARE(model.rowCount(), 2);
        session->disarmFault(model.rule(0)->id);
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.rule(0)->kind, QStringLiteral("refuse"));
        desk.setSession(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }

    void storiesSayWhatASagaWaitsFor()
    {
        api::SagaTimeline timeline;
        timeline.saga.status = QStringLiteral("started");
        api::SagaAttempt attempt;
        attempt.stepId = QStringLiteral("process_payment");
        attempt.attempt = 2;
        attempt.outcome = QStringLiteral("waiting");
        attempt.sentAt = base::defaultStart;
        attempt.deadlineAt = base::defaultStart + 2 * base::usPerSecond;
        timeline.attempts << attempt;
        const QString waiting = sagaStory(timeline, base::defaultStart + 500 * base::usPerMs);
        QVERIFY(waiting.contains(QStringLiteral("Process payment")));
        QVERIFY(waiting.contains(QStringLiteral("attempt 2")));
        QVERIFY(waiting.contains(QStringLiteral("500 ms")));
        timeline.attempts.last().outcome = QStringLiteral("timeout");
        timeline.attempts.last().nextRetryAt = base::defaultStart + 3 * base::usPerSecond;
        timeline.saga.retryingSince = base::defaultStart;
        QVERIFY(sagaStory(timeline, base::defaultStart + 2 * base::usPerSecond).contains(QStringLiteral("retrying since 08:00:00.000")));
        timeline.saga.stuck = true;
        QVERIFY(sagaStory(timeline, base::defaultStart).startsWith(QStringLiteral("Stuck")));
    }

    void whatAnOperatorDidIsTold()
    {
        api::SagaTimeline timeline;
        timeline.saga.status = QStringLiteral("compensating");
        timeline.saga.paused = true;
        QCOMPARE(shownStatus(timeline.saga), QStringLiteral("paused"));
        api::EventRow held;
        held.eventType = QStringLiteral("SagaPaused");
        held.occurredAt = base::defaultStart;
        held.data = "{\"reason\": \"the bank calls back\"}";
        timeline.events << held;
        const QString story = sagaStory(timeline, base::defaultStart + base::usPerSecond);
        QVERIFY2(story.startsWith(QStringLiteral("Held by an operator")) &&
                     story.contains(QStringLiteral("08:00:00.000: “the bank calls back”")),
                 qPrintable(story));
        timeline.saga.stuck = true;
        QCOMPARE(shownStatus(timeline.saga), QStringLiteral("stuck"));
        timeline.saga.status = QStringLiteral("started");
        QVERIFY(sagaStory(timeline, base::defaultStart).contains(QStringLiteral("point of no return")));
    }

    void requestsAreGroupedByService()
    {
        Desk desk;
        auto* session = put(desk);
        RequestTreeModel model;
        Tester tester(&model, Tester::FailureReportingMode::QtTest);
        model.setSchemas(session->commandSchemas(), session->querySchemas());
        QVERIFY(model.rowCount() >= 3);
        const QModelIndex found = model.find(QStringLiteral("updateproduct"));
        QVERIFY(model.entry(found));
        QCOMPARE(model.entry(found)->schema.name, QStringLiteral("UpdateProduct"));
        QCOMPARE(found.parent().data().toString(), QStringLiteral("Products"));
        QVERIFY(model.entry(model.find(QStringLiteral("OrderQuery")))->query);
        model.setSchemas({}, {});
        QCOMPARE(model.rowCount(), 0);
    }

    void answersReplaceEachOther()
    {
        RowSetModel model;
        Tester tester(&model, Tester::FailureReportingMode::QtTest);
        model.setRows({{QStringLiteral("name"), QStringLiteral("price")},
                       {{QStringLiteral("lamp"), QStringLiteral("12.50")}, {QStringLiteral("rug"), QVariant()}}});
        QCOMPARE(model.rowCount(), 2);
        QVERIFY(model.isFigures(1));
        QVERIFY(!model.isFigures(0));
        model.setRows({{QStringLiteral("count")}, {{qint64(7)}}});
        QCOMPARE(model.columnCount(), 1);
        QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("7"));
        model.setRows({});
        QCOMPARE(model.rowCount(), 0);
    }
};

QTEST_MAIN(SagaModelsTest)
#include "saga_models_test.moc"
