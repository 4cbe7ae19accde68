// SPDX-License-Identifier: GPL-3.0-or-later
// Goods that come back: held until the return is closed, and right whether the order was shipped, shipped meanwhile or never.
#include "core/domain/inventory/inventory_service.h"
#include "tests/unit/service_harness.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace replay;
using namespace replay::test;

namespace {

const QString teapot = u"019b8d3a-7c00-7000-8000-0000000000b2"_s;
const QString orderOne = u"019b8d3a-7c00-7000-8000-0000deadbeef"_s;
const QString returnOne = u"019b8d3a-7c00-7000-8000-00000000aaa1"_s;
const QString returnTwo = u"019b8d3a-7c00-7000-8000-00000000aaa2"_s;

QUuid uuid(const QString& text) { return QUuid::fromString(text); }
QJsonObject about() { return {{u"order_id"_s, orderOne}}; }
QJsonArray teapots(int quantity) { return {QJsonObject{{u"product_id"_s, teapot}, {u"quantity"_s, quantity}}}; }
QJsonObject reserving(int quantity) { return {{u"order_id"_s, orderOne}, {u"items"_s, teapots(quantity)}}; }
QJsonObject ofReturn(const QString& returnId = returnOne) { return {{u"order_id"_s, orderOne}, {u"return_id"_s, returnId}}; }
QJsonObject returning(int quantity, const QString& returnId = returnOne)
{
    QJsonObject data = ofReturn(returnId);
    data.insert(u"items"_s, teapots(quantity));
    return data;
}

/// Ten teapots, four of them reserved for an order.
class Warehouse : public ServiceHarness {
public:
    Warehouse() : ServiceHarness(inventory::makeInventoryService())
    {
        if (!hear("ProductCreated", uuid(teapot), {{u"sku"_s, u"TEA-1"_s}, {u"stock_quantity"_s, 10}}) ||
            !isDone(send("ReserveInventory", reserving(4), "saga")))
            qFatal("the inventory does not answer");
    }
    bool ship() { return hear("OrderShipped", uuid(orderOne), about()).has_value(); }
    bool close(const QString& returnId = returnOne) { return hear("OrderReturned", uuid(orderOne), ofReturn(returnId)).has_value(); }
    bool restock(int quantity, const QString& returnId = returnOne)
    {
        return isDone(send("RestockInventory", returning(quantity, returnId), "saga"));
    }
    bool withdraw(const QString& returnId = returnOne) { return isDone(send("WithdrawRestock", ofReturn(returnId), "saga")); }
    QString stock() { return text("SELECT on_hand || '/' || reserved FROM stock_items"); }
};

}  // namespace

class StockReturnsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void shippedGoodsComeBack()
    {
        Warehouse house;
        QVERIFY(house.ship());
        QCOMPARE(house.stock(), u"6/0"_s);
        QVERIFY(house.restock(3));
        QCOMPARE(house.appendedTypes(), (QStringList{u"InventoryRestocked"_s, u"StockRestocked"_s}));
        QCOMPARE(house.stock(), u"9/3"_s);  // here, and not yet for sale
        QCOMPARE(house.differences(), QStringList());
        QVERIFY(house.close());
        QCOMPARE(house.appendedTypes(), (QStringList{u"InventoryReturnStocked"_s, u"StockReleased"_s}));
        QCOMPARE(house.stock(), u"9/0"_s);
        QCOMPARE(house.text("SELECT status FROM stock_returns"), u"stocked"_s);
        QVERIFY(house.close());
        QVERIFY(house.appended.empty());
        QCOMPARE(house.differences(), QStringList());
    }
    void goodsThatWereNeverShippedLeaveTheReservation()
    {
        Warehouse house;
        QVERIFY(house.restock(3));
        QCOMPARE(house.stock(), u"10/4"_s);
        QCOMPARE(house.count("SELECT quantity FROM stock_reservations"), 1);
        QVERIFY(house.close());
        QCOMPARE(house.stock(), u"10/1"_s);
        QVERIFY(house.restock(1, returnTwo));
        QVERIFY(house.close(returnTwo));
        QCOMPARE(house.stock(), u"10/0"_s);
        QCOMPARE(house.count("SELECT count(*) FROM stock_reservations"), 0);
        QCOMPARE(house.differences(), QStringList());
    }
    /// The order was shipped, the goods are back, and the news of the shipment comes last: the sum is the same in any order.
    void theOrderOfTheNewsDoesNotMatter()
    {
        for (const int shipped : {0, 1, 2}) {
            Warehouse house;
            if (shipped == 0)
                QVERIFY(house.ship());
            QVERIFY(house.restock(3));
            if (shipped == 1)
                QVERIFY(house.ship());
            QVERIFY(house.close());
            if (shipped == 2)
                QVERIFY(house.ship());
            QCOMPARE(house.stock(), u"9/0"_s);
            QCOMPARE(house.differences(), QStringList());
        }
    }
    void whatIsWithdrawnGoesBackToWhereItBelongs_data()
    {
        QTest::addColumn<QByteArrayList>("news");
        QTest::addColumn<QString>("stock");
        QTest::newRow("to the reservation") << QByteArrayList{"restock", "withdraw"} << u"10/4"_s;
        QTest::newRow("to the customer") << QByteArrayList{"ship", "restock", "withdraw"} << u"6/0"_s;
        QTest::newRow("shipped meanwhile") << QByteArrayList{"restock", "ship", "withdraw"} << u"6/0"_s;
        QTest::newRow("released meanwhile") << QByteArrayList{"restock", "release", "withdraw"} << u"10/0"_s;
    }
    void whatIsWithdrawnGoesBackToWhereItBelongs()
    {
        QFETCH(QByteArrayList, news);
        QFETCH(QString, stock);
        Warehouse house;
        for (const QByteArray& step : news) {
            const bool good = step == "ship"       ? house.ship()
                              : step == "restock"  ? house.restock(3)
                              : step == "withdraw" ? house.withdraw()
                                                   : isDone(house.send("ReleaseInventory", about(), "saga"));
            QVERIFY2(good, step.constData());
            QCOMPARE(house.differences(), QStringList());
        }
        QCOMPARE(house.stock(), stock);
        QVERIFY(house.close());
        QVERIFY(house.appended.empty());
        QVERIFY(!house.restock(1));  // a late original finds the tombstone
        QCOMPARE(house.appendedTypes(), QStringList{u"InventoryRestockRefused"_s});
        house.forgetCache();
        QCOMPARE(house.differences(), QStringList());
    }
    void tombstones()
    {
        Warehouse house;
        QVERIFY(house.withdraw());
        QCOMPARE(house.appendedTypes(), QStringList{u"InventoryRestockWithdrawn"_s});
        const auto late = house.send("RestockInventory", returning(1), "saga");
        QVERIFY2(reasonOf(late).contains(u"withdrawn already"_s), qPrintable(reasonOf(late)));
        QCOMPARE(house.stock(), u"10/4"_s);
        QCOMPARE(house.differences(), QStringList());
    }
    void moreThanTheOrderHasIsRefused()
    {
        Warehouse house;
        const auto refused = house.send("RestockInventory", returning(5), "saga");
        QVERIFY2(reasonOf(refused).endsWith(u"has 4 of TEA-1, not the 5 to be returned"_s), qPrintable(reasonOf(refused)));
        QVERIFY(isDone(house.send("ReleaseInventory", about(), "saga")));
        QVERIFY(reasonOf(house.send("RestockInventory", returning(1), "saga")).endsWith(u"has no goods that could come back"_s));
        QCOMPARE(reasonOf(house.sendRefused("RestockInventory", returning(1), "saga")), u"the goods are damaged"_s);
        QVERIFY(!house.sendRefused("WithdrawRestock", ofReturn(), "saga").has_value());  // a compensation cannot be refused
    }
};

QTEST_GUILESS_MAIN(StockReturnsTest)
#include "stock_returns_test.moc"
