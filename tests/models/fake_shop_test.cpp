// SPDX-License-Identifier: GPL-3.0-or-later
// The fake must be right where the real one is: dense positions, versions without gaps, causes that exist, rising times.
#include "tests/support/fake_folds.h"
#include "tests/support/fake_session.h"

#include <QHash>
#include <QSet>
#include <QSignalSpy>
#include <QTest>

using namespace replay;
using namespace replay::test;

class FakeShopTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void streamsAreDense()
    {
        const FakeShop shop(5'000);
        QHash<QString, int> versions;
        QSet<QString> ids;
        base::ModelTime before;
        for (Position at = 1; at <= shop.head(); ++at) {
            const EventRow row = shop.event(at);
            QCOMPARE(row.position, at);
            QCOMPARE(row.version, ++versions[row.aggregateId]);
            QVERIFY(row.occurredAt >= before);
            before = row.occurredAt;
            QVERIFY(!ids.contains(row.eventId));
            ids.insert(row.eventId);
            QCOMPARE(shop.positionOfEvent(row.eventId).value_or(0), at);
            QVERIFY(row.causationId.isEmpty() || row.causationId == row.correlationId || ids.contains(row.causationId));
        }
    }

    void windowsAgreeWithEachOther()
    {
        FakeSession session;
        const auto reader = session.makeReader();
        QVERIFY(reader);
        LogFilter filter;
        filter.type = QStringLiteral("PaymentDeclined");
        const auto count = (*reader)->count(filter, 20'000);
        const auto anchors = (*reader)->anchors(filter, 20'000, 10);
        QVERIFY(count && anchors);
        QCOMPARE(anchors->size(), (*count + 9) / 10);
        const auto page = (*reader)->events(filter, anchors->at(1) - 1, 10);
        QVERIFY(page);
        QCOMPARE(page->first().position, anchors->at(1));
        QCOMPARE(page->last().eventType, filter.type);
        const auto backwards = (*reader)->events(filter, page->last().position + 1, 10, true);
        QVERIFY(backwards);
        QCOMPARE(backwards->last().position, page->first().position);
    }

    void commandsAppendAndConflict()
    {
        FakeSession session({.events = 1'000});
        api::CommandRequest request;
        request.name = QStringLiteral("UpdateProduct");
        QByteArray data("{\"product_id\":\"");
        data += session.shop().id(Thing::Product, 3).toLatin1();
        data += "\",\"price\":\"9.99\"}";
        request.data = data;
        request.expectedVersion = 1;
        std::optional<api::CommandAnswer> answer;
        session.send(request, &session, [&answer](const api::CommandAnswer& given) { answer = given; });
        QTRY_VERIFY(answer);
        QCOMPARE(answer->outcome, api::CommandAnswer::Outcome::Done);
        QCOMPARE(answer->events.first().position, 1'001);
        QCOMPARE(answer->events.first().version, 2);
        answer.reset();
        session.send(request, &session, [&answer](const api::CommandAnswer& given) { answer = given; });
        QTRY_VERIFY(answer);
        QCOMPARE(answer->outcome, api::CommandAnswer::Outcome::Conflict);
        session.advance(500);
        QCOMPARE(session.shop().event(1'501).position, 1'501);
        QCOMPARE(session.shop().positionOfEvent(session.shop().event(1'400).eventId).value_or(0), 1'400);
    }

    void everySagaPatternAnswers()
    {
        FakeSession session({.events = 2'000});
        const auto reader = session.makeReader();
        const auto sagas = (*reader)->sagas({}, 0, 200);
        QVERIFY(sagas && sagas->size() > 100);
        QSet<QString> statuses;
        for (const api::SagaRow& saga : *sagas) {
            statuses.insert(saga.stuck ? QStringLiteral("stuck") : saga.status);
            const auto timeline = (*reader)->saga(saga.sagaId, {});
            QVERIFY(timeline);
            QVERIFY(!timeline->attempts.isEmpty());
        }
        for (const char* status : {"completed", "failed", "stuck"})
            QVERIFY2(statuses.contains(QString::fromLatin1(status)), status);
        for (const QString& name : projectionNames()) {
            const auto rows = (*reader)->projectionRows(name, {}, 50);
            QVERIFY(rows && !rows->rows.isEmpty());
        }
    }

    void importReportsAndEnds()
    {
        FakeSession session;
        QSignalSpy progressed(&session, &api::Session::importProgressed);
        QSignalSpy finished(&session, &api::Session::importFinished);
        session.import(QStringLiteral("retail.csv"), 1.0, 0);
        QVERIFY(finished.wait(5'000));
        QVERIFY(progressed.size() > 5);
    }
};

QTEST_GUILESS_MAIN(FakeShopTest)
#include "fake_shop_test.moc"
