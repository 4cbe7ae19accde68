// SPDX-License-Identifier: GPL-3.0-or-later
// The read models keep their promises: whatever the batches, the rebuilds and the interruptions, the rows are the fold of the log.
#include "core/projections/projection_fold.h"
#include "core/projections/projector.h"
#include "tests/contract/projection_rows.h"
#include "tests/contract/projection_shop.h"

#include <QTest>

using namespace replay;
using namespace replay::projections;
using replay::test::Filled;
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

void runToEnd(Projector& projector, int limit)
{
    for (int i = 0; i < 100'000; ++i) {
        const Result<bool> more = projector.step(limit);
        QVERIFY2(more.has_value(), more ? "" : qPrintable(more.error().message));
        if (!*more)
            return;
    }
    QFAIL("the projector never came to an end");
}

QVariantList rowOf(storage::Database& read, const char* projection, const QUuid& id)
{
    const auto set = projectionKind(text(projection))->window(read, {}, 1'000);
    for (const QVariantList& row : set->rows) {
        if (row.first().toString() == base::idText(id))
            return row;
    }
    return {};
}

}  // namespace

class ProjectionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rowsSayWhatHappened()
    {
        ProjectionShop shop;
        const Filled filled = fill(shop);
        const auto projector = open(shop);
        QVERIFY(projector);
        runToEnd(*projector, 1'000);
        storage::Database& read = shop.database(text("read"));

        const QVariantList teapot = rowOf(read, "product_read_model", filled.teapot);
        QCOMPARE(teapot.mid(1, 6),
                 (QVariantList{text("Teapot"), text("Teapot, made to last"), text("49.90"), text("Kitchen"), qint64(98), true}));
        const QVariantList sold = rowOf(read, "order_read_model", filled.sold.orderId);
        QCOMPARE(sold.at(1).toString(), filled.sold.number);
        QCOMPARE(sold.mid(3, 4), (QVariantList{text("Ada Moore"), text("confirmed"), text("99.80"), qint64(1)}));
        QCOMPARE(sold.at(8).toString(), text("captured"));
        QCOMPARE(rowOf(read, "order_read_model", filled.declined.orderId).at(4).toString(), text("cancelled"));
        const QVariantList lamp = rowOf(read, "stock_levels", filled.lamp);
        QCOMPARE(lamp.mid(2, 4), (QVariantList{qint64(45), qint64(0), qint64(45), false}));

        const auto sales = projectionKind(text("sales_per_day"))->window(read, {}, 10);
        QCOMPARE(sales->rows,
                 (QList<QVariantList>{{text("2026-01-05"), qint64(1), qint64(2), text("99.80"), qint64(0), qint64(0), text("0.00")},
                                      {text("2026-01-06"), qint64(1), qint64(5), text("100.00"), qint64(0), qint64(0), text("0.00")}}));

        const QVariantList saga = rowOf(read, "saga_outcomes", filled.declined.sagaId);
        QCOMPARE(saga.at(4).toString(), filled.declined.number);
        QCOMPARE(saga.at(6).toString(), text("failed"));
        QCOMPARE(saga.at(8).toString(), text("card declined"));
        QVERIFY(saga.at(14).toString().contains(text("\"status\":\"compensated\",\"step_id\":\"reserve_inventory\"")));
        QVERIFY(saga.at(14).toString().contains(text("\"pending\"")));  // confirm_order was never reached
    }

    void batchesOfAnySizeGiveTheSameRows()
    {
        ProjectionShop shop;
        fill(shop);
        const auto projector = open(shop);
        runToEnd(*projector, 1);
        const QStringList single = allRows(shop.database(text("read")));
        QVERIFY(single.size() > 15);
        QCOMPARE(single, foldedRows(shop, shop.head()));
        for (const auto& standing : projector->positions())
            QCOMPARE(standing.position, shop.head());
        QCOMPARE(projector->projected(), shop.head());
    }

    void everyPositionIsTheFoldUpToIt()
    {
        ProjectionShop shop;
        fill(shop);
        const auto projector = open(shop);
        for (Position position = 1; position <= shop.head(); ++position) {
            QVERIFY(projector->step(1).has_value());
            QCOMPARE(allRows(shop.database(text("read"))), foldedRows(shop, position));
        }
    }

    void aFoldGoesOnFromWhereItStands()
    {
        ProjectionShop shop;
        fill(shop);
        LogFeed feed(shop.database(text("log")));
        auto fold = ProjectionFold::make(*projectionKind(text("order_read_model")));
        QVERIFY((*fold)->advance(feed, 10).has_value());
        QVERIFY((*fold)->advance(feed, shop.head()).has_value());
        auto fresh = ProjectionFold::make(*projectionKind(text("order_read_model")));
        QVERIFY((*fresh)->advance(feed, shop.head()).has_value());
        QCOMPARE(allRows((*fold)->database()), allRows((*fresh)->database()));
        const Status cancelled =
            (*ProjectionFold::make(*projectionKind(text("stock_levels"))))->advance(feed, 10, [](double) { return false; });
        QCOMPARE(cancelled.error().kind, base::ErrorKind::Cancelled);
    }

    void aRebuildEndsInTheSameRowsAndSwitches()
    {
        ProjectionShop shop;
        const Filled filled = fill(shop);
        const auto projector = open(shop);
        runToEnd(*projector, 100);
        storage::Database& read = shop.database(text("read"));
        const QStringList before = allRows(read);
        // Tampered rows are gone after the rebuild: it starts from nothing.
        QVERIFY(read.run("UPDATE order_read_model SET status = 'lost'").has_value());
        QVERIFY(projector->rebuild(text("order_read_model")).has_value());
        QVERIFY(!projector->rebuild(text("order_read_model")).has_value());
        QVERIFY(projector->step(5).value());
        QVERIFY(projector->positions().at(1).rebuilding);
        // The live one goes on beside it.
        shop.order(filled.customer, filled.teapot, 1, text("49.90"), ProjectionShop::End::Completed);
        runToEnd(*projector, 5);
        QVERIFY(!projector->positions().at(1).rebuilding);
        QCOMPARE(allRows(read), foldedRows(shop, shop.head()));
        QVERIFY(allRows(read).size() > before.size());
        QCOMPARE(read.integer("SELECT count(*) FROM sqlite_schema WHERE name LIKE '%rebuild%'", -1).value(), 0);
        QCOMPARE(read.integer("SELECT count(*) FROM sqlite_schema WHERE tbl_name = 'order_read_model' AND name LIKE 'idx_%'", -1).value(),
                 3);
        QCOMPARE(read.integer("SELECT row_count FROM checkpoints WHERE name = 'order_read_model'", -1).value(),
                 read.integer("SELECT count(*) FROM order_read_model", -2).value());
    }

    void aRebuildSurvivesARestartAndCanBeCancelled()
    {
        ProjectionShop shop;
        fill(shop);
        storage::Database& read = shop.database(text("read"));
        {
            const auto projector = open(shop);
            runToEnd(*projector, 100);
            QVERIFY(projector->rebuild(text("saga_outcomes")).has_value());
            QVERIFY(projector->rebuild(text("stock_levels")).has_value());
            QVERIFY(projector->step(7).value());
            QVERIFY(projector->cancelRebuild(text("stock_levels")).has_value());
        }
        const auto projector = open(shop);
        QVERIFY(projector->positions().at(4).rebuilding);
        QVERIFY(!projector->positions().at(3).rebuilding);
        runToEnd(*projector, 7);
        QCOMPARE(allRows(read), foldedRows(shop, shop.head()));
    }

    void aPausedProjectionStandsAndGoesOn()
    {
        ProjectionShop shop;
        const Filled filled = fill(shop);
        {
            const auto projector = open(shop);
            QVERIFY(projector->step(20).value());
            QVERIFY(projector->pause(text("product_read_model")).has_value());
            runToEnd(*projector, 13);
            QCOMPARE(projector->positions().at(0).position, 20);
            QCOMPARE(projector->positions().at(1).position, shop.head());
        }
        const auto projector = open(shop);  // the pause survives
        QCOMPARE(projector->positions().at(0).status, text("paused"));
        shop.order(filled.customer, filled.teapot, 1, text("49.90"), ProjectionShop::End::Completed);
        QVERIFY(projector->resume(text("product_read_model")).has_value());
        runToEnd(*projector, 13);
        QCOMPARE(allRows(shop.database(text("read"))), foldedRows(shop, shop.head()));
        QCOMPARE(projector->pause(text("sales")).error().kind, base::ErrorKind::Malformed);
    }

    void anEventThatCannotBeReadIsParkedAndTheRestGoesOn()
    {
        ProjectionShop shop;
        const Filled filled = fill(shop);
        const QUuid order = shop.newId("order");
        shop.append({text("order"),
                     text("Order"),
                     order,
                     text("OrderCreated"),
                     {{text("order_id"), base::idText(order)},
                      {text("order_number"), text("ORD-X")},
                      {text("items"), QJsonArray()},
                      {text("customer_id"), base::idText(filled.customer)}}});
        const Position broken = shop.head();
        shop.product(text("Clock"), text("5.00"), 3);
        const auto projector = open(shop);
        runToEnd(*projector, 1'000);
        for (const auto& standing : projector->positions()) {
            QCOMPARE(standing.status, text("live"));
            QCOMPARE(standing.position, shop.head());
        }
        storage::Database& read = shop.database(text("read"));
        const auto letters = readDeadLetters(read, text("order_read_model"));
        QCOMPARE(letters->size(), 1);
        QCOMPARE(letters->first().position, broken);
        QCOMPARE(letters->first().attempts, attemptsMax);
        QVERIFY2(letters->first().error.contains(text("total_amount: expected an amount")), qPrintable(letters->first().error));
        // Retried as it is, it fails as before: nothing is skipped.
        const auto swept = projector->retry(text("order_read_model"), order);
        QVERIFY(swept.has_value());
        QCOMPARE(swept->parked, 1);
        QVERIFY(swept->error.contains(text("total_amount")));
    }

    void whatCannotBeWrittenStandsStillAloneAndSaysSo()
    {
        ProjectionShop shop;
        fill(shop);
        storage::Database& read = shop.database(text("read"));
        const auto projector = open(shop);
        const base::ModelTime noon = shop.now();
        QVERIFY(projector->step(15, noon).value());
        QVERIFY(read.script("CREATE TRIGGER full BEFORE INSERT ON saga_outcomes BEGIN SELECT RAISE(ABORT, 'the disk is full'); END")
                    .has_value());
        QVERIFY(!projector->step(1'000, noon + 1).value());
        for (const auto& standing : projector->positions()) {
            const bool still = standing.name == text("saga_outcomes");
            QCOMPARE(standing.position, still ? 15 : shop.head());
            QCOMPARE(standing.stillSince.us > 0, still);
            QCOMPARE(standing.stillWhy.contains(text("the disk is full")), still);
        }
        // Since when is not moved by later tries; a restart does not forget it; what the checkpoint says is what is in the rows.
        QVERIFY(!projector->step(1'000, noon + base::usPerSecond).value());
        const auto again = open(shop);
        QCOMPARE(again->positions().at(4).stillSince, noon + 1);
        QVERIFY(read.script("DROP TRIGGER full").has_value());
        runToEnd(*again, 10);
        QCOMPARE(again->positions().at(4).stillSince.us, 0);
        QCOMPARE(allRows(read), foldedRows(shop, shop.head()));
    }

    void whereNothingCanBeWrittenTheStepFailsAndTakesNothing()
    {
        ProjectionShop shop;
        fill(shop);
        storage::Database& read = shop.database(text("read"));
        const auto projector = open(shop);
        QVERIFY(projector->step(15).value());
        const QStringList before = allRows(read);
        QVERIFY(
            read.script("CREATE TRIGGER full BEFORE INSERT ON checkpoints BEGIN SELECT RAISE(ABORT, 'the disk is full'); END").has_value());
        const Result<bool> failed = projector->step(1'000);
        QVERIFY(!failed.has_value());
        QVERIFY(failed.error().message.contains(text("the disk is full")));
        QCOMPARE(allRows(read), before);
        QVERIFY(read.script("DROP TRIGGER full").has_value());
        runToEnd(*projector, 10);
        QCOMPARE(allRows(read), foldedRows(shop, shop.head()));
    }

    void oldSchemaVersionsAreUpcasted()
    {
        ProjectionShop shop;
        fill(shop);
        storage::Database& log = shop.database(text("log"));
        QVERIFY(log.script("DROP TRIGGER log_records_refuse_update; UPDATE log_records SET schema_version = 1").has_value());
        const auto projector = open(shop);
        runToEnd(*projector, 100);
        QCOMPARE(allRows(shop.database(text("read"))).size(), foldedRows(shop, shop.head()).size());
    }

    void verifyFindsWhatWasTampered()
    {
        ProjectionShop shop;
        const Filled filled = fill(shop);
        const auto projector = open(shop);
        runToEnd(*projector, 100);
        storage::Database& read = shop.database(text("read"));
        LogFeed feed(shop.database(text("log")));
        const auto verify = [&](const char* name) { return *verifyProjection(read, feed, *projectionKind(text(name))); };
        for (const ProjectionKind& kind : projectionKinds()) {
            const auto check = verifyProjection(read, feed, kind);
            QVERIFY(check.has_value());
            QCOMPARE(check->differing, 0);
            QVERIFY(check->rowsCompared > 0);
            QCOMPARE(check->position, shop.head());
        }
        QVERIFY(read.run("UPDATE order_read_model SET total_amount = '1.00' WHERE order_id = ?", filled.sold.orderId).has_value());
        api::ProjectionCheck check = verify("order_read_model");
        QCOMPARE(check.differing, 1);
        QCOMPARE(check.differences.first().key, base::idText(filled.sold.orderId));
        QCOMPARE(check.differences.first().column, text("total_amount"));
        QCOMPARE(check.differences.first().live, text("1.00"));
        QCOMPARE(check.differences.first().expected, text("99.80"));

        QVERIFY(read.run("DELETE FROM stock_levels WHERE product_id = ?", filled.lamp).has_value());
        check = verify("stock_levels");
        QCOMPARE(check.differing, 1);
        QVERIFY(check.differences.first().live.isEmpty());
        QVERIFY(!check.differences.first().expected.isEmpty());
        QVERIFY(read.run("INSERT INTO sales_per_day (day, orders, units, gross) VALUES ('2030-01-01', 1, 1, '1.00')").has_value());
        check = verify("sales_per_day");
        QCOMPARE(check.differing, 1);
        QVERIFY(check.differences.first().expected.isEmpty());
    }
};

QTEST_GUILESS_MAIN(ProjectionTest)
#include "projection_test.moc"
