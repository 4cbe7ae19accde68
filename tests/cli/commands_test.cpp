// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/ctl.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using replay::cli::Ctl;
using replay::cli::Said;

/// A shop made by hand, command by command.
class CommandsTest : public QObject {
    Q_OBJECT
    Ctl ctl;
    const QString w = u"shop.replay"_s;
    QString m_product;
    QString m_user;
    QString m_order;

    Said command(const QString& name, const QJsonObject& data, const QStringList& more = {})
    {
        const QString json = QString::fromUtf8(QJsonDocument(data).toJson(QJsonDocument::Compact));
        return ctl(QStringList{u"command"_s, w, name, json, u"--json"_s} + more);
    }
    QJsonObject product(const QStringList& more = {})
    {
        return ctl(QStringList{u"aggregate"_s, w, m_product, u"--json"_s} + more).object();
    }

private Q_SLOTS:
    void initTestCase() { QCOMPARE(ctl({u"new"_s, w, u"--seed"_s, u"7"_s}).code, 0); }

    void aCommandAnswersWithItsEvents()
    {
        const Said made = command(u"CreateProduct"_s,
                                  {{u"name"_s, u"Teapot"_s}, {u"price"_s, u"12.5"_s}, {u"stock_quantity"_s, 10}, {u"sku"_s, u"KIT-1"_s}});
        QVERIFY2(made.code == 0, made.all());
        m_product = made.object()["result"_L1]["product_id"_L1].toString();
        QVERIFY(!m_product.isEmpty());
        const QJsonArray events = made.object()["events"_L1].toArray();
        QVERIFY(!events.isEmpty());
        QCOMPARE(events[0]["event_type"_L1].toString(), u"ProductCreated"_s);
        QCOMPARE(events[0]["event_data"_L1]["price"_L1].toString(), u"12.50"_s);
        QCOMPARE(events[0]["version"_L1].toInteger(), 1);
        const Said user =
            command(u"RegisterUser"_s, {{u"email"_s, u"zoë@example.com"_s}, {u"first_name"_s, u"Zoë"_s}, {u"last_name"_s, u"Ünal"_s}});
        if (user.code != 0) {  // an address with other letters may be refused, in words
            QCOMPARE(user.code, 1);
            QVERIFY(user.object()["result"_L1].isNull());
        }
        const Said plain =
            command(u"RegisterUser"_s, {{u"email"_s, u"zoe@example.com"_s}, {u"first_name"_s, u"Zoë"_s}, {u"last_name"_s, u"Ünal"_s}});
        QVERIFY2(plain.code == 0, plain.all());
        m_user = plain.object()["result"_L1]["user_id"_L1].toString();
    }

    void aSagaRunsToItsEnd()
    {
        const QJsonObject item{{u"product_id"_s, m_product}, {u"quantity"_s, 2}};
        const Said placed = command(
            u"PlaceOrder"_s,
            {{u"customer_id"_s, m_user}, {u"items"_s, QJsonArray{item}}, {u"shipping_address"_s, QJsonObject{{u"city"_s, u"Gent"_s}}}});
        QVERIFY2(placed.code == 0, placed.all());
        m_order = placed.object()["result"_L1]["order_id"_L1].toString();
        QStringList types;
        for (const QJsonValue& event : placed.object()["events"_L1].toArray())
            types << event["event_type"_L1].toString();
        for (const QString& type :
             {u"SagaStarted"_s, u"OrderCreated"_s, u"InventoryReserved"_s, u"PaymentProcessed"_s, u"OrderConfirmed"_s, u"SagaCompleted"_s})
            QVERIFY2(types.contains(type), qPrintable(types.join(u' ')));
        const QJsonObject order = ctl({u"aggregate"_s, w, m_order, u"--json"_s}).object();
        QCOMPARE(order["aggregate_type"_L1].toString(), u"Order"_s);
        QCOMPARE(order["state"_L1]["status"_L1].toString(), u"confirmed"_s);
        QCOMPARE(order["state"_L1]["total_amount"_L1].toString(), u"25.00"_s);
        QCOMPARE(order["state"_L1]["customer_id"_L1].toString(), m_user);
        QCOMPARE(order["state"_L1]["items"_L1].toArray().size(), 1);
        QVERIFY(!order["state"_L1]["order_number"_L1].toString().isEmpty());
    }

    void aRefusalSaysWhy()
    {
        const Said said = command(u"UpdateProduct"_s, {{u"product_id"_s, m_product}, {u"price"_s, u"-1"_s}});
        QVERIFY2(said.code == 1, said.all());
        QVERIFY(said.object()["result"_L1].isNull());
        QVERIFY(!said.object()["error"_L1].toString().isEmpty());
        QVERIFY(said.err.startsWith("replayctl: "));
        QCOMPARE(product()["version"_L1].toInteger(), 1);
    }

    void malformedDataNamesTheField_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("part");
        QTest::newRow("unknown command") << u"Explode"_s << u"{}"_s << u"there is no command Explode"_s;
        QTest::newRow("unknown key") << u"CreateProduct"_s << u"{\"name\": \"Teapot\", \"price\": \"1\", \"colour\": \"red\"}"_s
                                     << u"colour"_s;
        QTest::newRow("wrong type") << u"CreateProduct"_s << u"{\"name\": 7, \"price\": \"1\"}"_s << u"name"_s;
        QTest::newRow("missing") << u"CreateProduct"_s << u"{\"name\": \"Teapot\"}"_s << u"price"_s;
        QTest::newRow("three decimals") << u"CreateProduct"_s << u"{\"name\": \"Teapot\", \"price\": \"1.234\"}"_s << u"two decimals"_s;
        QTest::newRow("no object") << u"CreateProduct"_s << u"[]"_s << u"expected a JSON object"_s;
        QTest::newRow("bad id") << u"DeactivateProduct"_s << u"{\"product_id\": \"7\"}"_s << u"product_id"_s;
    }
    void malformedDataNamesTheField()
    {
        QFETCH(QString, name);
        QFETCH(QString, json);
        QFETCH(QString, part);
        const QByteArray before = ctl({u"digest"_s, w}).out;
        const Said said = ctl({u"command"_s, w, name, json});
        QVERIFY2(said.code == 2, said.all());
        QVERIFY2(QString::fromUtf8(said.err).contains(part), said.all());
        QCOMPARE(ctl({u"digest"_s, w}).out, before);
    }

    void aConflictNamesBothVersions()
    {
        const QJsonObject change{{u"product_id"_s, m_product}, {u"price"_s, u"9.99"_s}};
        const Said said = command(u"UpdateProduct"_s, change, {u"--expected-version"_s, u"7"_s});
        QVERIFY2(said.code == 3, said.all());
        QVERIFY2(said.err.contains("7") && said.err.contains("1"), said.all());
        QCOMPARE(product()["version"_L1].toInteger(), 1);
        QCOMPARE(command(u"UpdateProduct"_s, change, {u"--expected-version"_s, u"1"_s}).code, 0);
        QCOMPARE(product()["version"_L1].toInteger(), 2);
    }

    void everyVersionIsStillThere()
    {
        QCOMPARE(product()["state"_L1]["price"_L1].toString(), u"9.99"_s);
        QCOMPARE(product({u"--version"_s, u"1"_s})["state"_L1]["price"_L1].toString(), u"12.50"_s);
        QCOMPARE(product({u"--no-snapshots"_s})["state"_L1], product()["state"_L1]);
        const Said compared = ctl({u"aggregate"_s, w, m_product, u"--compare"_s, u"--json"_s});
        QVERIFY2(compared.code == 0, compared.all());
        QCOMPARE(compared.object()["equal"_L1].toBool(), true);
        QCOMPARE(compared.object()["differences"_L1].toArray(), QJsonArray());
        QCOMPARE(ctl({u"aggregate"_s, w, m_product, u"--compare"_s, u"--at"_s, u"2026-01-05T08:00:00Z"_s}).code, 2);
        const QString born = ctl({u"events"_s, w, u"--aggregate"_s, m_product, u"--json"_s}).array()[0]["occurred_at"_L1].toString();
        QCOMPARE(product({u"--at"_s, born})["version"_L1].toInteger(), 1);
        for (const QString& key : {u"name"_s, u"description"_s, u"price"_s, u"category_id"_s, u"stock_quantity"_s, u"is_active"_s})
            QVERIFY2(product()["state"_L1].toObject().contains(key), qPrintable(key));
        QVERIFY(ctl({u"aggregate"_s, w, m_product, u"--version"_s, u"99"_s}).code != 0);
        QCOMPARE(ctl({u"aggregate"_s, w, u"00000000-0000-7000-8000-000000000001"_s}).code, 1);
    }

    void theSameCommandTwiceIsDoneOnce()
    {
        const QStringList id{u"--id"_s, u"01900000-0000-7000-8000-000000000001"_s};
        const QJsonObject data{{u"name"_s, u"Kettle"_s}, {u"price"_s, u"1.00"_s}};
        const Said first = command(u"CreateProduct"_s, data, id);
        const Said second = command(u"CreateProduct"_s, data, id);
        QVERIFY2(first.code == 0 && second.code == 0, second.all());
        QCOMPARE(second.object()["result"_L1], first.object()["result"_L1]);
        QVERIFY(second.object()["repeated"_L1].toBool());
    }

    void queriesAnswerWithRows()
    {
        const QJsonArray products = ctl({u"query"_s, w, u"ProductQuery"_s, u"{}"_s, u"--json"_s}).array();
        QCOMPARE(products.size(), 2);
        const QJsonArray orders = ctl({u"query"_s, w, u"OrderQuery"_s, u"{}"_s, u"--json"_s}).array();
        QCOMPARE(orders.size(), 1);
        QCOMPARE(orders[0]["customer_name"_L1].toString(), u"Zoë Ünal"_s);
        QCOMPARE(orders[0]["total_amount"_L1].toString(), u"25.00"_s);
        QCOMPARE(ctl({u"query"_s, w, u"Explode"_s, u"{}"_s}).code, 2);
        QCOMPARE(ctl({u"query"_s, w, u"ProductQuery"_s, u"{\"colour\": 1}"_s}).code, 2);
    }

    void anErasedPersonIsForgotten()
    {
        QCOMPARE(command(u"EraseUser"_s, {{u"user_id"_s, m_user}}).code, 2);
        const QByteArray before = ctl({u"events"_s, w, u"--aggregate"_s, m_user, u"--format"_s, u"jsonl"_s}).out;
        QVERIFY(!before.contains("zoe@example.com") && before.contains("\"enc\""));
        const Said erased = command(u"EraseUser"_s, {{u"user_id"_s, m_user}, {u"reason"_s, u"asked for it"_s}});
        QVERIFY2(erased.code == 0, erased.all());
        QCOMPARE(ctl({u"query"_s, w, u"OrderQuery"_s, u"{}"_s, u"--json"_s}).array()[0]["customer_name"_L1].toString(), u"erased"_s);
        QCOMPARE(ctl({u"aggregate"_s, w, m_user, u"--json"_s}).object()["state"_L1]["first_name"_L1].toString(), u"erased"_s);
        QVERIFY(ctl({u"events"_s, w, u"--aggregate"_s, m_user, u"--format"_s, u"jsonl"_s}).out.startsWith(before));
        QCOMPARE(command(u"EraseUser"_s, {{u"user_id"_s, m_user}, {u"reason"_s, u"again"_s}}).code, 1);
    }

    void allHolds()
    {
        const Said said = ctl({u"verify"_s, w, u"--json"_s});
        QVERIFY2(said.code == 0, said.all());
        QVERIFY(said.object()["ok"_L1].toBool());
    }
};

QTEST_GUILESS_MAIN(CommandsTest)
#include "commands_test.moc"
