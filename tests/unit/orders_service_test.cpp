// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/orders/orders_service.h"
#include "tests/unit/service_harness.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace replay;
using namespace replay::test;

namespace {

const QString customer = u"019b8d3a-7c00-7000-8000-0000000000a1"_s;
const QString teapot = u"019b8d3a-7c00-7000-8000-0000000000b2"_s;
const QString orderOne = u"019b8d3a-7c00-7000-8000-0000deadbeef"_s;

QUuid uuid(const QString& text) { return QUuid::fromString(text); }
QJsonObject about(const QString& orderId) { return {{u"order_id"_s, orderId}}; }

QJsonObject wanting(const QJsonArray& items)
{
    return {{u"customer_id"_s, customer}, {u"items"_s, items}, {u"shipping_address"_s, QJsonObject{{u"city"_s, u"Delft"_s}}}};
}
QJsonObject wantingTeapots(int quantity) { return wanting({QJsonObject{{u"product_id"_s, teapot}, {u"quantity"_s, quantity}}}); }
QJsonObject numbered(QJsonObject order, const QString& id)
{
    order.insert(u"order_id"_s, id);
    return order;
}

/// An order service that has heard of one customer and one product.
class Shop : public ServiceHarness {
public:
    Shop() : ServiceHarness(orders::makeOrdersService())
    {
        const bool heard =
            hear("UserRegistered", uuid(customer), {{u"user_id"_s, customer}}) &&
            hear("ProductCreated", uuid(teapot),
                 {{u"product_id"_s, teapot}, {u"sku"_s, u"TEA-1"_s}, {u"name"_s, u"Walnut teapot"_s}, {u"price"_s, u"12.50"_s}});
        if (!heard)
            qFatal("the replicas do not listen");
    }
};

}  // namespace

class OrdersServiceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void createsFromItsReplicas()
    {
        Shop shop;
        const auto receipt = shop.send("CreateOrder", numbered(wantingTeapots(2), orderOne));
        QVERIFY2(isDone(receipt), qPrintable(reasonOf(receipt)));
        QCOMPARE(answered(receipt, "total_amount"), u"25.00"_s);
        QCOMPARE(answered(receipt, "order_number"), u"ORD-DEADBEEF"_s);
        QCOMPARE(shop.appendedTypes(), QStringList{u"OrderCreated"_s});
        QCOMPARE(shop.text("SELECT total_amount FROM orders"), u"25.00"_s);
        QCOMPARE(shop.text("SELECT product_name FROM order_items"), u"Walnut teapot"_s);
        QCOMPARE(shop.differences(), QStringList());
        QVERIFY(shop.checked() >= 3);
    }
    void replicasFollow()
    {
        Shop shop;
        QVERIFY(shop.hear("ProductUpdated", uuid(teapot), {{u"price"_s, u"9.99"_s}}).has_value());
        QCOMPARE(answered(shop.send("CreateOrder", wantingTeapots(1)), "total_amount"), u"9.99"_s);
        QVERIFY(shop.hear("ProductDeactivated", uuid(teapot), {}).has_value());
        QVERIFY(reasonOf(shop.send("CreateOrder", wantingTeapots(1))).contains(u"inactive"_s));
        QVERIFY(shop.hear("UserDeactivated", uuid(customer), {}).has_value());
        QVERIFY(reasonOf(shop.send("CreateOrder", wantingTeapots(1))).contains(u"Customer"_s));
    }
    void refusedClientWritesNothing()
    {
        Shop shop;
        const auto receipt = shop.send("CreateOrder", wanting({}));
        QCOMPARE(reasonOf(receipt), u"Order must have at least one item"_s);
        QCOMPARE(shop.eventCount(), 0);
        QVERIFY(reasonOf(shop.send("ConfirmOrder", about(orderOne))).contains(u"not found"_s));
        QVERIFY(reasonOf(shop.sendRefused("CreateOrder", wantingTeapots(1), "user")).contains(u"refused by fault"_s));
        QCOMPARE(shop.eventCount(), 0);
    }
    void refusedSagaLearnsByAnEvent()
    {
        Shop shop;
        QCOMPARE(reasonOf(shop.send("CreateOrder", numbered(wanting({}), orderOne), "saga")), u"Order must have at least one item"_s);
        QCOMPARE(shop.appendedTypes(), QStringList{u"OrderRejected"_s});
        QVERIFY(reasonOf(shop.send("ConfirmOrder", about(orderOne), "saga")).contains(u"not found"_s));
        QCOMPARE(shop.appendedTypes(), QStringList{u"OrderConfirmationRefused"_s});
        shop.sendRefused("CreateOrder", numbered(wantingTeapots(1), orderOne), "saga", u"by chance"_s).value();
        QCOMPARE(shop.appended.front().data().value(u"reason"_s).toString(), u"by chance"_s);
        QCOMPARE(shop.differences(), QStringList());
    }
    void malformedIsAnError_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("nothing") << QByteArray("{}");
        QTest::newRow("quantity") << QByteArray(
            R"({"customer_id":"CUSTOMER","items":[{"product_id":"PRODUCT","quantity":0}],"shipping_address":{}})");
        QTest::newRow("decimals") << QByteArray(
            R"({"customer_id":"CUSTOMER","items":[{"product_id":"PRODUCT","quantity":1,"unit_price":"1.234"}],"shipping_address":{}})");
        QTest::newRow("unknown") << QByteArray(R"({"customer_id":"CUSTOMER","items":[],"shipping_address":{},"colour":"red"})");
        QTest::newRow("address") << QByteArray(R"({"customer_id":"CUSTOMER","items":[],"shipping_address":{"city":[1]}})");
        QTest::newRow("items") << QByteArray(R"({"customer_id":"CUSTOMER","items":{},"shipping_address":{}})");
        QTest::newRow("id") << QByteArray(R"({"customer_id":"17","items":[],"shipping_address":{}})");
    }
    void malformedIsAnError()
    {
        QFETCH(QByteArray, json);
        json.replace("CUSTOMER", customer.toLatin1()).replace("PRODUCT", teapot.toLatin1());
        Shop shop;
        QVERIFY(isMalformed(shop.send("CreateOrder", *base::parseJsonObject(json, {}))));
        QVERIFY(isMalformed(shop.send("DestroyOrder", {})));
        QCOMPARE(shop.eventCount(), 0);
    }
    void lifeOfAnOrder()
    {
        Shop shop;
        QVERIFY(isDone(shop.send("CreateOrder", numbered(wantingTeapots(2), orderOne), "saga")));
        QVERIFY(reasonOf(shop.send("CancelOrder", about(orderOne))).contains(u"is being processed by its saga"_s));
        QVERIFY(isDone(shop.send("ConfirmOrder", {{u"order_id"_s, orderOne}, {u"payment_id"_s, teapot}}, "saga")));
        QVERIFY(isDone(shop.send("ShipOrder", {{u"order_id"_s, orderOne}, {u"tracking_number"_s, u"TRK-1"_s}})));
        QVERIFY(reasonOf(shop.send("CancelOrder", about(orderOne))).contains(u"is shipped"_s));
        QVERIFY(isDone(shop.send("DeliverOrder", about(orderOne))));
        QCOMPARE(shop.text("SELECT group_concat(status) FROM order_status_history"), u"pending,confirmed,shipped,delivered"_s);
        QCOMPARE(shop.text("SELECT tracking_number FROM orders"), u"TRK-1"_s);
        QCOMPARE(shop.differences(), QStringList());
        shop.forgetCache();
        QVERIFY(reasonOf(shop.send("DeliverOrder", about(orderOne))).contains(u"is delivered"_s));
    }
    void confirmationOfAClient()
    {
        Shop shop;
        QVERIFY(isDone(shop.send("CreateOrder", numbered(wantingTeapots(2), orderOne))));
        QVERIFY(isDone(shop.send("ConfirmOrder", about(orderOne))));
        QCOMPARE(shop.appendedTypes(), QStringList{u"OrderConfirmationRequested"_s});
        QVERIFY(reasonOf(shop.send("ConfirmOrder", about(orderOne))).contains(u"by its saga"_s));
        QVERIFY(isDone(shop.send("ReleaseOrder", {{u"order_id"_s, orderOne}, {u"reason"_s, u"card declined"_s}}, "saga")));
        QCOMPARE(shop.appendedTypes(), QStringList{u"OrderConfirmationFailed"_s});
        QVERIFY(isDone(shop.send("CancelOrder", {{u"order_id"_s, orderOne}, {u"reason"_s, u"enough"_s}})));
        QCOMPARE(shop.text("SELECT status FROM orders"), u"cancelled"_s);
        QCOMPARE(shop.differences(), QStringList());
    }
    void tombstones()
    {
        Shop shop;
        for (int i = 0; i < 3; ++i) {
            QVERIFY(isDone(shop.send("CancelOrder", about(orderOne), "saga")));
            QCOMPARE(shop.appendedTypes(), QStringList{u"OrderCancelled"_s});
        }
        QVERIFY(reasonOf(shop.send("CreateOrder", numbered(wantingTeapots(1), orderOne), "saga"))
                    .contains(u"was cancelled before it was created"_s));
        QCOMPARE(shop.appendedTypes(), QStringList{u"OrderRejected"_s});
        QCOMPARE(shop.count("SELECT count(*) FROM orders"), 0);
        QCOMPARE(shop.differences(), QStringList());
    }
    void compensationCannotBeRefused()
    {
        Shop shop;
        const auto refused = shop.sendRefused("CancelOrder", about(orderOne), "saga", u"by chance"_s);
        QVERIFY(!refused.has_value());
        QCOMPARE(refused.error().kind, base::ErrorKind::Failed);
        QCOMPARE(shop.eventCount(), 0);
    }
    void numbersAreUnique()
    {
        Shop shop;
        QJsonObject order = wantingTeapots(1);
        order.insert(u"order_number"_s, u"A-1"_s);
        QVERIFY(isDone(shop.send("CreateOrder", order)));
        QCOMPARE(reasonOf(shop.send("CreateOrder", order)), u"Order number A-1 is already used"_s);
        // Two ids that end alike: the second number takes more of its id.
        QVERIFY(isDone(shop.send("CreateOrder", numbered(wantingTeapots(1), orderOne))));
        const auto second = shop.send("CreateOrder", numbered(wantingTeapots(1), u"019b8d3a-7c00-7000-8000-1234deadbeef"_s));
        QCOMPARE(answered(second, "order_number"), u"ORD-1234DEADBEEF"_s);
    }
    void versionsAreChecked()
    {
        Shop shop;
        QVERIFY(isDone(shop.send("CreateOrder", numbered(wantingTeapots(1), orderOne))));
        commands::Message message = shop.message("CancelOrder", about(orderOne));
        message.expectedVersion = events::ExpectedVersion::exact(5);
        const auto refused = shop.send(message);
        QVERIFY(!refused.has_value());
        QCOMPARE(refused.error().kind, base::ErrorKind::Conflict);
        QVERIFY(refused.error().message.contains(u"expected version 5"_s) && refused.error().message.contains(u"version 1"_s));
        message.expectedVersion = events::ExpectedVersion::exact(1);
        QVERIFY(isDone(shop.send(message)));
    }
    void tellsWhatDiffers()
    {
        Shop shop;
        QVERIFY(isDone(shop.send("CreateOrder", numbered(wantingTeapots(2), orderOne))));
        QVERIFY(shop.database().script("UPDATE orders SET total_amount = '1.00'; DELETE FROM order_items").has_value());
        const QStringList told = shop.differences();
        QCOMPARE(told.size(), 2);
        QVERIFY2(told.at(0).contains(u"ORD-DEADBEEF"_s) &&
                     told.at(0).contains(u"total_amount = \"1.00\" where its events give \"25.00\""_s),
                 qPrintable(told.at(0)));
        QVERIFY2(told.at(1).contains(u"0 rows where its events give 1"_s), qPrintable(told.at(1)));
        QVERIFY(shop.database()
                    .script("DELETE FROM order_status_history; UPDATE orders SET id = '019b8d3a-7c00-7000-8000-00000000ffff'")
                    .has_value());
        QVERIFY(shop.differences().last().contains(u"which has no events"_s));
    }
    void namesItsCommands()
    {
        Shop shop;
        for (const api::RequestSchema& schema : shop.service().commands())
            QVERIFY(shop.service().accepts(schema.name));
        QVERIFY(!shop.service().accepts(u"PlaceOrder"_s));
    }
};

QTEST_GUILESS_MAIN(OrdersServiceTest)
#include "orders_service_test.moc"
