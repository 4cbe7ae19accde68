// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/format/tokens.h"
#include "ui/widgets/timeline_faults.h"
#include "ui/widgets/timeline_geometry.h"
#include "ui/widgets/timeline_player.h"
#include "ui/widgets/timeline_view.h"

#include <QAccessible>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace replay;
using namespace replay::ui;
using Part = TimelinePlace::Part;

namespace {

constexpr api::ModelTime start = base::defaultStart;
api::ModelTime at(qint64 ms) { return start + ms * base::usPerMs; }

api::SagaAttempt attempt(const char* step, const char* service, qint64 sent, qint64 handled, qint64 answered, const char* outcome = "done")
{
    api::SagaAttempt made;
    made.stepId = QString::fromLatin1(step);
    made.service = QString::fromLatin1(service);
    made.command = made.stepId;
    made.messageId = QStringLiteral("%1/%2").arg(made.stepId).arg(sent);
    made.sentAt = at(sent);
    made.handledAt = handled > 0 ? at(handled) : api::ModelTime{};
    made.answeredAt = answered > 0 ? at(answered) : api::ModelTime{};
    made.deadlineAt = at(sent + 2'000);
    made.outcome = QString::fromLatin1(outcome);
    return made;
}

api::SagaTimeline sagaOf(QList<api::SagaAttempt> attempts, const char* status = "completed")
{
    api::SagaTimeline timeline;
    timeline.saga.sagaId = QStringLiteral("s");
    timeline.saga.orderNumber = QStringLiteral("ORD-17");
    timeline.saga.status = QString::fromLatin1(status);
    timeline.saga.startedAt = start;
    for (const char* step : {"create_order", "reserve_inventory", "process_payment", "confirm_order"})
        timeline.saga.steps << api::SagaStepRow{QString::fromLatin1(step), QStringLiteral("pending"), 0, {}};
    timeline.attempts = std::move(attempts);
    if (status == std::string_view("completed") || status == std::string_view("failed"))
        timeline.saga.finishedAt =
            std::max(timeline.attempts.constLast().answeredAt,
                     timeline.attempts.constLast().deadlineAt.us == 0 ? start : timeline.attempts.constLast().answeredAt);
    return timeline;
}

/// Declined at the payment, then undone: release, cancel.
api::SagaTimeline declined()
{
    auto payment = attempt("process_payment", "payment", 30, 40, 48, "refused");
    payment.fault = QStringLiteral("refuse");
    payment.error = QStringLiteral("card declined");
    auto release = attempt("reserve_inventory", "inventory", 50, 56, 63);
    auto cancel = attempt("create_order", "order", 65, 70, 77);
    release.compensation = cancel.compensation = true;
    return sagaOf(
        {attempt("create_order", "order", 1, 7, 13), attempt("reserve_inventory", "inventory", 15, 21, 28), payment, release, cancel},
        "failed");
}

/// The same, and nobody conducts it: each service reacts to another's event, and two undo their part at the same time.
api::SagaTimeline danced()
{
    const auto because = [](api::SagaAttempt made, const char* sender, const char* event) {
        made.sender = QString::fromLatin1(sender);
        made.reactsTo = QString::fromLatin1(event);
        return made;
    };
    auto payment = because(attempt("process_payment", "payment", 30, 40, 48, "refused"), "inventory", "InventoryReserved");
    auto release = because(attempt("reserve_inventory", "inventory", 50, 56, 63), "payment", "PaymentDeclined");
    auto cancel = because(attempt("create_order", "order", 50, 57, 64), "payment", "PaymentDeclined");
    release.compensation = cancel.compensation = true;
    api::SagaTimeline timeline =
        sagaOf({because(attempt("create_order", "order", 1, 7, 13), "order", "OrderPlaced"),
                because(attempt("reserve_inventory", "inventory", 15, 21, 28), "order", "OrderCreated"), payment, release, cancel},
               "failed");
    timeline.saga.style = QStringLiteral("choreography");
    return timeline;
}

/// A lost reply, a lost request, then it works.
api::SagaTimeline retried()
{
    auto first = attempt("process_payment", "payment", 1, 9, 0, "timeout");
    first.nextRetryAt = at(2'501);
    auto second = attempt("process_payment", "payment", 2'501, 0, 0, "timeout");
    second.attempt = 2;
    second.requestLost = true;
    second.nextRetryAt = at(5'501);
    auto third = attempt("process_payment", "payment", 5'501, 5'509, 5'517);
    third.attempt = 3;
    return sagaOf({first, second, third});
}

}  // namespace

class TimelineTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void timeRunsToTheRightAndFoldsWhatIsIdle()
    {
        const TimelineScene scene(retried(), at(5'600));
        const TimelineAxis& axis = scene.axis();
        double last = -1;
        for (qint64 ms = 0; ms < 5'517; ms += 7) {
            const double unit = axis.leave(at(ms));
            QVERIFY(unit >= last);
            last = unit;
            QVERIFY(std::abs(axis.timeAt(axis.arrive(at(ms))) - at(ms)) <= 2 * base::usPerMs || axis.arrive(at(ms)) != axis.leave(at(ms)));
        }
        const auto folded =
            std::count_if(axis.spans().cbegin(), axis.spans().cend(), [](const TimelineAxis::Span& span) { return span.folded; });
        QVERIFY(folded >= 3);
        QVERIFY(axis.length() < 150);
    }

    void compensationComesAfterTheFailureAndIsMarked()
    {
        const api::SagaTimeline timeline = declined();
        const TimelineScene scene(timeline, at(100));
        QCOMPARE(scene.attempts().size(), 5);
        QVERIFY(scene.turned() > scene.attempts()[2].end - 0.01);
        QCOMPARE(scene.turned(), scene.attempts()[3].sent);
        QCOMPARE(scene.attempts()[3].lane, scene.attempts()[1].lane);
        QCOMPARE(scene.attempts()[4].lane, scene.attempts()[0].lane);
        QCOMPARE(scene.ghosts().size(), 1);
        QCOMPARE(scene.ghosts().constFirst().stepId, QStringLiteral("confirm_order"));
    }

    void eachAttemptLiesInItsPlace()
    {
        const TimelineScene scene(declined(), at(100));
        for (int i = 0; i < scene.attempts().size(); ++i) {
            const TimelineScene::Attempt& placed = scene.attempts()[i];
            QVERIFY(placed.sent < placed.arrived);
            QVERIFY(placed.arrived < placed.committed);
            QVERIFY(placed.committed < placed.answered);
            QVERIFY(placed.answered <= placed.end + 0.01);
            QVERIFY(placed.deadline < 0);
            if (i > 0)
                QVERIFY(placed.sent >= scene.attempts()[i - 1].end);
        }
    }

    void withoutAConductorServicesReactToServices()
    {
        const TimelineScene scene(danced(), at(100));
        QCOMPARE(scene.lanes(), (QStringList{QStringLiteral("order"), QStringLiteral("inventory"), QStringLiteral("payment")}));
        const TimelineGeometry geometry(&scene, QRectF(0, 0, 1600, 460), 16, 100, 1, 0);
        for (int i = 0; i < scene.attempts().size(); ++i) {
            const TimelineScene::Attempt& placed = scene.attempts()[i];
            QCOMPARE(placed.home, placed.lane);
            QVERIFY(geometry.lane(placed.lane).contains(geometry.bar(i)));
            QVERIFY(geometry.lane(placed.lane).contains(geometry.transaction(i)));
            QVERIFY(geometry.reply(i).isNull());  // the answer is an event, and whoever wants it reacts
            QVERIFY(geometry.lane(placed.from).contains(geometry.request(i).p1()));
            QVERIFY(geometry.lane(placed.lane).contains(geometry.request(i).p2()));
            QCOMPARE(geometry.placeAt(geometry.bar(i).center()), (TimelinePlace{Part::Step, i, -1, -1}));
        }
        QCOMPARE(scene.attempts()[2].from, 1);
        QCOMPARE(scene.attempts()[3].from, scene.attempts()[4].from);
        QVERIFY(!timeline_faults::kindsAt({Part::Step, 0, -1, -1}, danced().attempts[0]).contains(QStringLiteral("orchestrator_crash")));
    }

    void retriesLossesAndFencesAreThere()
    {
        const TimelineScene scene(retried(), at(5'600));
        QCOMPARE(scene.waits().size(), 2);
        QCOMPARE(scene.waits()[0].attempt, 2);
        QCOMPARE(scene.waits()[1].attempt, 3);
        QVERIFY(scene.attempts()[0].replyLost);
        QVERIFY(scene.attempts()[1].requestLost);
        QVERIFY(!scene.attempts()[1].handled);
        QVERIFY(scene.attempts()[0].deadline > scene.attempts()[0].committed);
        QVERIFY(scene.attempts()[2].deadline < 0);
        const TimelineGeometry geometry(&scene, QRectF(0, 0, 1200, 400), 16, 100, 1, 0);
        QVERIFY(!geometry.reply(0).isNull());
        QVERIFY(geometry.reply(0).y2() > geometry.bar(0).bottom());
        QVERIFY(geometry.reply(1).isNull());
        QVERIFY(geometry.request(1).y2() < geometry.lane(3).center().y());
    }

    void aRunningSagaEndsNow()
    {
        api::SagaTimeline timeline =
            sagaOf({attempt("create_order", "order", 1, 7, 13), attempt("reserve_inventory", "inventory", 15, 0, 0, "waiting")}, "started");
        const TimelineScene scene(timeline, at(19));
        QVERIFY(scene.attempts()[1].flying);
        QCOMPARE(scene.attempts()[1].arrived, scene.end());
        QCOMPARE(scene.ghosts().size(), 2);
    }

    void whatIsDrawnCanBeHit()
    {
        const TimelineScene scene(declined(), at(100));
        const TimelineGeometry geometry(&scene, QRectF(0, 0, 1600, 460), 16, 100, 1, 0);
        for (int i = 0; i < scene.attempts().size(); ++i) {
            QCOMPARE(geometry.placeAt(geometry.bar(i).center()), (TimelinePlace{Part::Step, i, -1, -1}));
            for (int gap = 0; gap < TimelineGeometry::gapsInTransaction; ++gap)
                QCOMPARE(geometry.placeAt(geometry.gap(i, gap).center()), (TimelinePlace{Part::Handler, i, gap, -1}));
            QCOMPARE(geometry.placeAt(geometry.request(i).pointAt(0.5)).part, Part::Request);
            QCOMPARE(geometry.placeAt(geometry.reply(i).pointAt(0.2)), (TimelinePlace{Part::Reply, i, 0, -1}));
            QCOMPARE(geometry.placeAt(geometry.reply(i).pointAt(0.7)), (TimelinePlace{Part::Reply, i, 1, -1}));
        }
        QCOMPARE(geometry.placeAt(QPointF(5, 5)).part, Part::None);
    }

    void faultsFitTheirPlace()
    {
        const api::SagaTimeline timeline = declined();
        const api::SagaAttempt& forward = timeline.attempts[1];
        const api::SagaAttempt& backward = timeline.attempts[3];
        QVERIFY(timeline_faults::kindsAt({Part::Request, 1, -1, -1}, forward).contains(QStringLiteral("lost_request")));
        QVERIFY(timeline_faults::kindsAt({Part::Handler, 1, 3, -1}, forward).contains(QStringLiteral("crash_before_commit")));
        QVERIFY(timeline_faults::kindsAt({Part::Reply, 1, 0, -1}, forward).contains(QStringLiteral("crash_after_commit")));
        QVERIFY(!timeline_faults::kindsAt({Part::Step, 3, -1, -1}, backward).contains(QStringLiteral("refuse")));
        QCOMPARE(timeline_faults::kindsAt({Part::Step, 3, -1, -1}, backward).constFirst(), QStringLiteral("compensation_failure"));
        QVERIFY(timeline_faults::kindsAt({Part::Event, 1, -1, 0}, forward).isEmpty());
        const api::FaultRule rule = timeline_faults::ruleFor(QStringLiteral("refuse"), forward);
        QVERIFY(timeline_faults::aimsAt(rule, forward));
        QVERIFY(!timeline_faults::aimsAt(rule, backward));
        QVERIFY(!timeline_faults::aimsAt(rule, timeline.attempts[0]));
    }

    void theReplayGoesFromStartToEnd()
    {
        const TimelineScene scene(declined(), at(100));
        TimelinePlayer player;
        player.setAxis(scene.axis());
        QVERIFY(!player.isActive());
        player.step(1);
        QVERIFY(player.isActive());
        const double once = player.at();
        player.step(1);
        QVERIFY(player.at() > once);
        player.step(-1);
        QCOMPARE(player.at(), once);
        player.seekShare(0.99);
        player.play();
        QTRY_VERIFY(!player.isPlaying());
        QCOMPARE(player.at(), scene.axis().length());
        player.stop();
        QVERIFY(!player.isActive());
    }

    void reducedMotionGoesFromInstantToInstant()
    {
        format::setReducedMotion(true);
        const TimelineScene scene(declined(), at(100));
        TimelinePlayer player;
        player.setAxis(scene.axis());
        QSignalSpy moved(&player, &TimelinePlayer::moved);
        player.play();
        QTRY_VERIFY_WITH_TIMEOUT(player.at() > 0, 3'000);
        const bool onInstant = std::any_of(scene.axis().spans().cbegin(), scene.axis().spans().cend(), [&](const TimelineAxis::Span& span) {
            return qFuzzyCompare(span.from, player.at()) || qFuzzyCompare(span.to, player.at());
        });
        QVERIFY(onInstant);
        player.pause();
        format::setReducedMotion(false);
    }

    void theViewKeepsZoomAndFocusWhileItGrows()
    {
        TimelineView view;
        view.resize(900, 400);
        view.show();
        api::SagaTimeline young = declined();
        young.attempts.resize(2);
        young.saga.status = QStringLiteral("started");
        young.saga.finishedAt = {};
        view.setTimeline(young, at(30));
        view.setCurrentAttempt(1);
        view.zoomIn();
        const double zoom = view.zoom();
        view.setTimeline(declined(), at(100));
        QCOMPARE(view.currentAttempt(), 1);
        QCOMPARE(view.zoom(), zoom);
        view.fit();
        QVERIFY(view.zoom() != zoom);
    }

    void keysAndClicksChoose()
    {
        TimelineView view;
        view.resize(1400, 420);
        view.show();
        view.setTimeline(declined(), at(100));
        QSignalSpy chosen(&view, &TimelineView::placeChosen);
        QTest::keyClick(&view, Qt::Key_Right);
        QTest::keyClick(&view, Qt::Key_Right);
        QCOMPARE(view.currentAttempt(), 1);
        QTest::keyClick(&view, Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.geometryNow().bar(2).center().toPoint());
        QCOMPARE(chosen.size(), 2);
        QCOMPARE(chosen.constLast().constFirst().value<TimelinePlace>(), (TimelinePlace{Part::Step, 2, -1, -1}));
        QCOMPARE(view.currentAttempt(), 2);
    }

    void itCanBeReadAloud()
    {
        TimelineView view;
        view.resize(900, 400);
        view.setTimeline(retried(), at(5'600));
        QAccessibleInterface* list = QAccessible::queryAccessibleInterface(&view);
        QVERIFY(list);
        QCOMPARE(list->childCount(), 3);
        const QString spoken = list->child(1)->text(QAccessible::Name);
        QVERIFY2(spoken.startsWith(QStringLiteral("Saga ORD-17, step 3 of 4 Process payment, timed out, attempt 2 of 3")),
                 qPrintable(spoken));
        QCOMPARE(list->indexOfChild(list->child(2)), 2);
    }

    void itIsExportedAsAVectorPicture()
    {
        QTemporaryDir folder;
        TimelineView view;
        view.resize(900, 400);
        view.setTimeline(declined(), at(100));
        const QString svg = folder.filePath(QStringLiteral("saga.svg"));
        QCOMPARE(view.exportTo(svg), QString());
        QFile file(svg);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains("Release"));
        QVERIFY(!view.exportTo(folder.filePath(QStringLiteral("no/such/folder.svg"))).isEmpty());
    }
};

QTEST_MAIN(TimelineTest)
#include "timeline_test.moc"
