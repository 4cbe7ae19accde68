// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/domain/inventory/inventory_service.h"
#include "tests/unit/service_harness.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace replay;
using namespace replay::test;

namespace {

const QString teapot = u"019b8d3a-7c00-7000-8000-0000000000b2"_s;
const QString lamp = u"019b8d3a-7c00-7000-8000-0000000000a1"_s;
const QString orderOne = u"019b8d3a-7c00-7000-8000-0000deadbeef"_s;
const QString orderTwo = u"019b8d3a-7c00-7000-8000-0000deadbee2"_s;

QUuid uuid(const QString& text) { return QUuid::fromString(text); }
QJsonObject line(const QString& product, int quantity) { return {{u"product_id"_s, product}, {u"quantity"_s, quantity}}; }
QJsonObject reserving(const QString& order, const QJsonArray& items) { return {{u"order_id"_s, order}, {u"items"_s, items}}; }
QJsonObject about(const QString& order) { return {{u"order_id"_s, order}}; }

/// An inventory with ten teapots and three lamps.
class Warehouse : public ServiceHarness {
public:
    Warehouse() : ServiceHarness(inventory::makeInventoryService())
    {
        const bool heard = hear("ProductCreated", uuid(teapot), {{u"sku"_s, u"TEA-1"_s}, {u"stock_quantity"_s, 10}}) &&
                           hear("ProductCreated", uuid(lamp), {{u"sku"_s, u"LAMP-1"_s}, {u"stock_quantity"_s, 3}});
        if (!heard)
            qFatal("the inventory does not listen");
    }
    QString stock()
    {
        return text("SELECT group_concat(sku || ' ' || on_hand || '/' || reserved, ', ') FROM (SELECT * FROM stock_items ORDER BY sku)");
    }
};

}  // namespace

class InventoryServiceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void stocksNewProducts()
    {
        Warehouse house;
        QCOMPARE(house.stock(), u"LAMP-1 3/0, TEA-1 10/0"_s);
        QVERIFY(house.hear("ProductCreated", uuid(lamp), {{u"sku"_s, u"LAMP-1"_s}, {u"stock_quantity"_s, 99}}).has_value());
        QVERIFY(house.appended.empty());
        QCOMPARE(house.differences(), QStringList());
    }
    void reservesInTheOrderOfProducts()
    {
        Warehouse house;
        const auto receipt = house.send("ReserveInventory", reserving(orderOne, {line(teapot, 2), line(lamp, 3), line(teapot, 1)}), "saga");
        QVERIFY2(isDone(receipt), qPrintable(reasonOf(receipt)));
        QCOMPARE(house.appendedTypes(), (QStringList{u"InventoryReserved"_s, u"StockReserved"_s, u"StockReserved"_s}));
        QCOMPARE(house.appended.at(1).data().value(u"product_id"_s).toString(), lamp);
        QCOMPARE(house.appended.at(2).data().value(u"quantity"_s).toInt(), 3);
        QCOMPARE(house.stock(), u"LAMP-1 3/3, TEA-1 10/3"_s);
        QCOMPARE(house.count("SELECT count(*) FROM stock_reservations WHERE status = 'reserved'"), 2);
        QCOMPARE(house.differences(), QStringList());
    }
    void allOrNothing()
    {
        Warehouse house;
        const auto receipt = house.send("ReserveInventory", reserving(orderOne, {line(teapot, 2), line(lamp, 4)}), "saga");
        QCOMPARE(reasonOf(receipt), u"insufficient stock for LAMP-1: have 3, need 4"_s);
        QCOMPARE(house.appendedTypes(), QStringList{u"InventoryReservationRefused"_s});
        QCOMPARE(house.stock(), u"LAMP-1 3/0, TEA-1 10/0"_s);
        QCOMPARE(house.differences(), QStringList());
        // The shop gets lamps; the same order may try again.
        QVERIFY(isDone(house.send("AdjustStock", {{u"product_id"_s, lamp}, {u"delta"_s, 1}})));
        QVERIFY(isDone(house.send("ReserveInventory", reserving(orderOne, {line(teapot, 2), line(lamp, 4)}), "saga")));
        QCOMPARE(house.differences(), QStringList());
    }
    void injectedRefusal()
    {
        Warehouse house;
        QCOMPARE(reasonOf(house.sendRefused("ReserveInventory", reserving(orderOne, {line(teapot, 1)}), "saga")), u"out of stock"_s);
        QCOMPARE(house.appendedTypes(), QStringList{u"InventoryReservationRefused"_s});
        QCOMPARE(house.stock(), u"LAMP-1 3/0, TEA-1 10/0"_s);
    }
    void releases()
    {
        Warehouse house;
        QVERIFY(isDone(house.send("ReserveInventory", reserving(orderOne, {line(teapot, 2), line(lamp, 3)}), "saga")));
        QVERIFY(isDone(house.send("ReleaseInventory", {{u"order_id"_s, orderOne}, {u"reason"_s, u"card declined"_s}}, "saga")));
        QCOMPARE(house.appendedTypes(), (QStringList{u"InventoryReleased"_s, u"StockReleased"_s, u"StockReleased"_s}));
        QCOMPARE(house.stock(), u"LAMP-1 3/0, TEA-1 10/0"_s);
        QVERIFY(house.hear("OrderCancelled", uuid(orderOne), about(orderOne)).has_value());
        QVERIFY(house.appended.empty());
        QCOMPARE(house.differences(), QStringList());
    }
    void reservesAgainAfterARelease()
    {
        Warehouse house;
        QVERIFY(isDone(house.send("ReserveInventory", reserving(orderOne, {line(teapot, 2), line(lamp, 3)}), "saga")));
        QVERIFY(isDone(house.send("ReleaseInventory", about(orderOne), "saga")));
        QVERIFY(isDone(house.send("ReserveInventory", reserving(orderOne, {line(teapot, 4)}), "saga")));
        QCOMPARE(house.stock(), u"LAMP-1 3/0, TEA-1 10/4"_s);
        QCOMPARE(house.differences(), QStringList());
    }
    void releaseAfterNothingIsATombstone()
    {
        Warehouse house;
        for (int i = 0; i < 3; ++i) {
            QVERIFY(isDone(house.send("ReleaseInventory", about(orderOne), "saga")));
            QCOMPARE(house.appendedTypes(), QStringList{u"InventoryReleased"_s});
            QCOMPARE(house.appended.front().data().value(u"items"_s).toArray().size(), 0);
        }
        QVERIFY(reasonOf(house.send("ReserveInventory", reserving(orderOne, {line(teapot, 1)}), "saga")).contains(u"was released"_s));
        QCOMPARE(house.stock(), u"LAMP-1 3/0, TEA-1 10/0"_s);
        QCOMPARE(house.differences(), QStringList());
    }
    void cancelledOrderGivesBack()
    {
        Warehouse house;
        QVERIFY(isDone(house.send("ReserveInventory", reserving(orderOne, {line(teapot, 2)}), "saga")));
        QVERIFY(house.hear("OrderCancelled", uuid(orderOne), {{u"order_id"_s, orderOne}, {u"reason"_s, u"enough"_s}}).has_value());
        QCOMPARE(house.appendedTypes(), (QStringList{u"InventoryReleased"_s, u"StockReleased"_s}));
        QCOMPARE(house.stock(), u"LAMP-1 3/0, TEA-1 10/0"_s);
        QVERIFY(house.hear("OrderCancelled", uuid(orderTwo), about(orderTwo)).has_value());
        QVERIFY(house.appended.empty());
        QCOMPARE(house.differences(), QStringList());
    }
    void shippedOrderLeavesTheWarehouse()
    {
        Warehouse house;
        QVERIFY(isDone(house.send("ReserveInventory", reserving(orderOne, {line(teapot, 2)}), "saga")));
        for (int i = 0; i < 2; ++i)
            QVERIFY(house.hear("OrderShipped", uuid(orderOne), about(orderOne)).has_value());
        QCOMPARE(house.stock(), u"LAMP-1 3/0, TEA-1 8/0"_s);
        QCOMPARE(house.text("SELECT status FROM stock_reservations"), u"shipped"_s);
        QCOMPARE(house.differences(), QStringList());
    }
    void catalogueIsObeyed()
    {
        Warehouse house;
        QVERIFY(isDone(house.send("ReserveInventory", reserving(orderOne, {line(teapot, 4)}), "saga")));
        QVERIFY(house.hear("ProductUpdated", uuid(teapot), {{u"stock_quantity"_s, 0}}).has_value());
        QCOMPARE(house.stock(), u"LAMP-1 3/0, TEA-1 4/4"_s);
        QVERIFY(house.hear("ProductUpdated", uuid(teapot), {{u"price"_s, u"1.00"_s}}).has_value());
        QVERIFY(house.appended.empty());
        QVERIFY(house.hear("ProductDeactivated", uuid(lamp), {}).has_value());
        QCOMPARE(reasonOf(house.send("ReserveInventory", reserving(orderTwo, {line(lamp, 1)}), "saga")),
                 u"product LAMP-1 is discontinued"_s);
        QCOMPARE(house.differences(), QStringList());
    }
    void adjustments()
    {
        Warehouse house;
        QVERIFY(isDone(house.send("AdjustStock", {{u"product_id"_s, teapot}, {u"delta"_s, -10}, {u"reason"_s, u"fire"_s}})));
        QVERIFY(reasonOf(house.send("AdjustStock", {{u"product_id"_s, teapot}, {u"delta"_s, -1}})).contains(u"must not be negative"_s));
        QVERIFY(isMalformed(house.send("AdjustStock", {{u"product_id"_s, teapot}, {u"delta"_s, 1.5}})));
        QVERIFY(isMalformed(house.send("ReserveInventory", reserving(orderOne, {line(teapot, 0)}), "saga")));
        QVERIFY(reasonOf(house.send("AdjustStock", {{u"product_id"_s, orderOne}, {u"delta"_s, 1}})).contains(u"not found"_s));
        QCOMPARE(house.differences(), QStringList());
    }
    /// Whatever is asked in whatever order: tables are the folds, and stock is what was there less what is held or gone.
    void anySequenceKeepsTheBooks()
    {
        Warehouse house;
        const base::Random random(11);
        std::uint64_t draw = 0;
        const auto pick = [&](std::int64_t high) { return random.between(0, high, base::Concern::Workload, "steps", draw++); };
        for (int step = 0; step < 300; ++step) {
            const QString order = u"019b8d3a-7c00-7000-8000-%1"_s.arg(pick(59), 12, 10, QChar(u'0'));
            switch (pick(5)) {
            case 0:
            case 1:
                QVERIFY(
                    house.send("ReserveInventory", reserving(order, {line(teapot, int(1 + pick(4))), line(lamp, int(1 + pick(1)))}), "saga")
                        .has_value());
                break;
            case 2: QVERIFY(isDone(house.send("ReleaseInventory", about(order), "saga"))); break;
            case 3: QVERIFY(house.hear("OrderCancelled", uuid(order), about(order)).has_value()); break;
            case 4: QVERIFY(house.hear("OrderShipped", uuid(order), about(order)).has_value()); break;
            default:
                QVERIFY(
                    house.send("AdjustStock", {{u"product_id"_s, pick(1) ? teapot : lamp}, {u"delta"_s, qint64(pick(6) - 2)}}).has_value());
                break;
            }
            if (pick(20) == 0)
                house.forgetCache();
        }
        QCOMPARE(house.differences(), QStringList());
        QCOMPARE(
            house.count("SELECT count(*) FROM stock_items i WHERE reserved <> (SELECT coalesce(sum(quantity), 0) FROM stock_reservations r "
                        "WHERE r.product_id = i.product_id AND r.status = 'reserved')"),
            0);
        QVERIFY(house.eventCount() > 200);
    }
};

QTEST_GUILESS_MAIN(InventoryServiceTest)
#include "inventory_service_test.moc"
