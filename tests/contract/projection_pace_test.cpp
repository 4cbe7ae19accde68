// SPDX-License-Identifier: GPL-3.0-or-later
// How fast projections go: slowed by the model clock, each by itself, and never behind the others' backs.
#include "core/projections/projection_fold.h"
#include "core/projections/projector.h"
#include "tests/contract/projection_rows.h"

#include <QTest>

using namespace replay;
using namespace replay::projections;
using base::usPerSecond;
using replay::test::ProjectionShop;
using replay::test::allRows;
using replay::test::fill;
using replay::test::foldedRows;

namespace {

QString text(const char* latin) { return QString::fromLatin1(latin); }

std::unique_ptr<Projector> open(ProjectionShop& shop)
{
    auto projector = Projector::open(shop.database(text("read")), shop.database(text("log")));
    return projector ? std::move(*projector) : nullptr;
}

}  // namespace

class ProjectionPaceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aSlowedOneTakesSoManyASecond()
    {
        ProjectionShop shop;
        fill(shop);
        const ModelTime start = shop.now();
        const auto projector = open(shop);
        projector->passTime(start);
        QVERIFY(projector->slow(text("order_read_model"), 4).has_value());
        QVERIFY(!projector->step(1'000, start).value());  // the others are through, and this one waits for time
        QCOMPARE(projector->positions().at(1).position, 0);
        QCOMPARE(projector->positions().at(0).position, shop.head());
        QCOMPARE(projector->nextAt()->value(), start + usPerSecond);
        QVERIFY(!projector->step(1'000, start + usPerSecond / 2).value());
        QCOMPARE(projector->positions().at(1).position, 2);
        QVERIFY(!projector->step(1'000, start + 3 * usPerSecond).value());
        QCOMPARE(projector->positions().at(1).position, 12);
        QCOMPARE(projector->positions().at(1).stillSince.us, 0);  // slow is not standing still
        for (int steps = 0; steps < 10; ++steps)
            QVERIFY(!projector->step(1'000).value());
        QCOMPARE(projector->positions().at(1).stillSince.us, 0);
    }

    void aRestartKeepsThePace()
    {
        ProjectionShop shop;
        fill(shop);
        const ModelTime start = shop.now();
        {
            const auto projector = open(shop);
            projector->passTime(start);
            QVERIFY(projector->slow(text("order_read_model"), 4).has_value());
            QVERIFY(projector->step(1'000, start + 2 * usPerSecond).has_value());
        }
        const auto projector = open(shop);
        QVERIFY(!projector->step(1'000).value());  // the clock of a new process begins earlier: nothing moves backwards
        QCOMPARE(projector->positions().at(1).position, 8);
        QVERIFY(!projector->step(1'000, start + 3 * usPerSecond).value());
        QCOMPARE(projector->positions().at(1).position, 12);
        // It gets there, however long it takes.
        for (auto next = projector->nextAt(); next && *next; next = projector->nextAt())
            QVERIFY(projector->step(1'000, **next).has_value());
        QCOMPARE(projector->positions().at(1).position, shop.head());
        QCOMPARE(allRows(shop.database(text("read"))), foldedRows(shop, shop.head()));
    }

    void timeSpentCaughtUpOrPausedIsNotSavedUp()
    {
        ProjectionShop shop;
        const auto filled = fill(shop);
        const ModelTime start = shop.now();
        const auto projector = open(shop);
        QVERIFY(projector->step(1'000, start).has_value());
        QVERIFY(projector->slow(text("order_read_model"), 1).has_value());
        QVERIFY(!projector->step(1'000, start + 500 * usPerSecond).value());
        const Position before = shop.head();
        shop.order(filled.customer, filled.teapot, 1, text("49.90"), ProjectionShop::End::Completed);
        QVERIFY(!projector->step(1'000, start + 502 * usPerSecond).value());
        QCOMPARE(projector->positions().at(1).position, before + 2);
        QVERIFY(projector->pause(text("order_read_model")).has_value());
        projector->passTime(start + 900 * usPerSecond);
        QVERIFY(projector->resume(text("order_read_model")).has_value());
        QVERIFY(!projector->step(1'000, start + 903 * usPerSecond).value());
        QCOMPARE(projector->positions().at(1).position, before + 5);
        QVERIFY(projector->slow(text("order_read_model"), 0).has_value());
        QVERIFY(!projector->step(1'000).value());
        QCOMPARE(projector->positions().at(1).position, shop.head());
        QVERIFY(!projector->slow(text("order_read_model"), -1).has_value());
        QVERIFY(!projector->slow(text("orders"), 1).has_value());
    }

    void aReplayDoesNotHoldUpTheOthers()
    {
        ProjectionShop shop;
        const auto filled = fill(shop);
        const auto projector = open(shop);
        QVERIFY(!projector->step(1'000).value());
        QVERIFY(projector->replay(text("product_read_model")).has_value());
        shop.order(filled.customer, filled.teapot, 1, text("49.90"), ProjectionShop::End::Completed);
        QVERIFY(projector->step(5).value());
        QCOMPARE(projector->positions().at(0).position, 5);
        QVERIFY(projector->positions().at(0).rebuilding);
        QVERIFY(projector->positions().at(1).position > shop.head() - 40);
        const Position standing = projector->positions().at(1).position;
        QVERIFY(projector->step(5).value());
        QVERIFY(projector->positions().at(1).position > standing);
        while (projector->step(5).value())
            ;
        QVERIFY(!projector->positions().at(0).rebuilding);
        QCOMPARE(allRows(shop.database(text("read"))), foldedRows(shop, shop.head()));
    }

    void aRebuildWritesNowAndThenAndGoesOnFromThere()
    {
        ProjectionShop shop;
        const auto filled = fill(shop);
        // Enough that a rebuild is saved on its way.
        while (shop.head() < 2 * Projector::eventsPerSave / 10)
            shop.order(filled.customer, filled.teapot, 1, text("49.90"), ProjectionShop::End::Running);
        {
            const auto projector = open(shop);
            while (projector->step(1'000).value())
                ;
            QVERIFY(projector->rebuild(text("saga_outcomes")).has_value());
            QVERIFY(projector->step(1'000).value());
            QCOMPARE(projector->positions().at(4).seen, 1'000);
            QCOMPARE(projector->positions().at(4).goal, shop.head());
        }
        const auto projector = open(shop);
        QVERIFY(projector->positions().at(4).rebuilding);
        while (projector->step(1'000).value())
            ;
        QCOMPARE(allRows(shop.database(text("read"))), foldedRows(shop, shop.head()));
    }
};

QTEST_GUILESS_MAIN(ProjectionPaceTest)
#include "projection_pace_test.moc"
