// SPDX-License-Identifier: GPL-3.0-or-later
// A saga of returned goods, from the bundled scenario and the real core, as the list and the timeline show it.
#include "core/runtime/workspace.h"
#include "core/runtime/workspaces.h"
#include "ui/format/words.h"
#include "ui/models/saga_attempts_model.h"
#include "ui/models/saga_story.h"
#include "ui/widgets/timeline_scene.h"

#include <QAbstractItemModelTester>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>

using namespace replay;
using namespace replay::ui;

class ReturnSagaTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_place;
    std::unique_ptr<api::Reader> m_reader;
    QList<api::SagaRow> m_returns;

    api::SagaTimeline timelineOf(const char* status) const
    {
        const auto found = std::find_if(m_returns.begin(), m_returns.end(),
                                        [&](const api::SagaRow& row) { return row.status == QLatin1StringView(status); });
        return found == m_returns.end() ? api::SagaTimeline() : m_reader->saga(found->sagaId).value();
    }
    static QStringList steps(const api::SagaTimeline& timeline, bool compensations)
    {
        QStringList words;
        for (const api::SagaAttempt& attempt : timeline.attempts) {
            if (attempt.compensation == compensations)
                words << (compensations ? format::compensationOf(attempt.stepId) : format::sagaStep(attempt.stepId));
        }
        return words;
    }

private Q_SLOTS:
    void initTestCase()
    {
        const auto workspaces = runtime::makeWorkspaces();
        const auto all = workspaces->demonstrations();
        const auto demonstration =
            std::find_if(all.begin(), all.end(), [](const auto& each) { return each.id == QStringLiteral("returns"); });
        QVERIFY2(demonstration != all.end(), "the scenario of returns is offered on Home");
        const QString folder = m_place.filePath(QStringLiteral("returns.replay"));
        QVERIFY(workspaces->create(folder, {42, false, demonstration->scenario}));
        const auto workspace = std::move(runtime::Workspace::open(folder, storage::Access::ReadWrite).value());
        QVERIFY(workspace->runUntilIdle(0, {}));
        m_reader = std::move(workspace->makeReader().value());
        m_returns = m_reader->sagas({}, 0, 100, QStringLiteral("OrderReturn")).value();
        QVERIFY(m_returns.size() >= 8);
    }

    void theListNamesEachReturnByItsOrder()
    {
        for (const api::SagaRow& row : std::as_const(m_returns)) {
            QVERIFY(row.orderNumber.startsWith(QStringLiteral("ORD-")));
            QCOMPARE(row.steps.size(), 4);
            QCOMPARE(format::sagaType(row.type), QStringLiteral("Order return"));
        }
    }

    void aReturnGoesThroughItsFourSteps()
    {
        const api::SagaTimeline timeline = timelineOf("completed");
        QStringList once = steps(timeline, false);
        once.removeDuplicates();
        QCOMPARE(once,
                 (QStringList{QStringLiteral("Take back"), QStringLiteral("Restock"), QStringLiteral("Refund"), QStringLiteral("Close")}));
        QVERIFY(steps(timeline, true).isEmpty());
        const TimelineScene scene(timeline, timeline.saga.finishedAt);
        QCOMPARE(scene.attempts().size(), timeline.attempts.size());
        QCOMPARE(scene.lanes(),
                 (QStringList{QStringLiteral("saga"), QStringLiteral("order"), QStringLiteral("inventory"), QStringLiteral("payment")}));
        for (qsizetype i = 0; i < scene.attempts().size(); ++i) {
            const TimelineScene::Attempt& drawn = scene.attempts().at(i);
            QVERIFY(drawn.handled && !drawn.open);
            QVERIFY(drawn.sent < drawn.committed && drawn.committed < drawn.end);
            QVERIFY(i == 0 || scene.attempts().at(i - 1).sent < drawn.sent);
        }
        QVERIFY(scene.ghosts().isEmpty());
        QVERIFY2(sagaStory(timeline, timeline.saga.finishedAt).contains(QStringLiteral("4 steps")),
                 qPrintable(sagaStory(timeline, timeline.saga.finishedAt)));
    }

    void aRefusedRefundIsUndoneBackwards()
    {
        const api::SagaTimeline timeline = timelineOf("failed");
        QCOMPARE(steps(timeline, true), (QStringList{QStringLiteral("Withdraw restock"), QStringLiteral("Reject return")}));
        QCOMPARE(timeline.saga.error, QStringLiteral("the account that paid is closed"));
        SagaAttemptsModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setTimeline(timeline);
        QCOMPARE(model.rowCount(), timeline.attempts.size());
        for (int row = 0; row < model.rowCount(); ++row) {
            for (const int column : {SagaAttemptsModel::StepColumn, SagaAttemptsModel::ServiceColumn})
                QVERIFY(!model.index(row, column).data().toString().contains(u'_'));  // words, no codes
        }
        const TimelineScene scene(timeline, timeline.saga.finishedAt);
        QCOMPARE(scene.ghosts().size(), 1);  // it never came to be closed
        QCOMPARE(scene.ghosts().first().stepId, QStringLiteral("close"));
    }

    void aReturnInThePastIsAsItStood()
    {
        const api::SagaTimeline whole = timelineOf("completed");
        const api::Position middle = whole.events.at(whole.events.size() / 2).position;
        const api::SagaTimeline then = m_reader->saga(whole.saga.sagaId, middle).value();
        QVERIFY(then.attempts.size() < whole.attempts.size() || then.saga.status == QStringLiteral("started"));
        QCOMPARE(then.saga.finishedAt.us, 0);
        const TimelineScene scene(then, then.events.last().appendedAt);
        QVERIFY(!scene.isEmpty());
    }
};

QTEST_MAIN(ReturnSagaTest)
#include "return_saga_test.moc"
