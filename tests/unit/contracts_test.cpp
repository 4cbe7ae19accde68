// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contracts/order_lines.h"
#include "core/contracts/text_checks.h"
#include "core/contracts/upcasters.h"
#include "tests/unit/given.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace replay;
using namespace replay::contracts;

class ContractsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void knowsEmails_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("plausible");
        for (const char* good : {"ada@example.org", "a@b", "x+y@mail.example.co.uk", "customer-17850@retail.example"})
            QTest::newRow(good) << QString::fromLatin1(good) << true;
        for (const char* bad :
             {"", "ada", "@example.org", "ada@", "ada@@b", "a b@c.d", "ada@.org", "ada@org.", "ada@a..b", "ada@ex ample.org"})
            QTest::newRow(bad) << QString::fromLatin1(bad) << false;
        QTest::newRow("long") << QString(QString(300, u'a') + u"@b.c"_s) << false;
    }
    void knowsEmails()
    {
        QFETCH(QString, text);
        QFETCH(bool, plausible);
        QCOMPARE(plausibleEmail(text), plausible);
    }
    void readsLines()
    {
        const QJsonArray array{
            QJsonObject{{u"product_id"_s, base::idText(test::someId)}, {u"quantity"_s, 2}, {u"unit_price"_s, u"1.50"_s}}};
        const auto lines = readLines(array, u"CreateOrder.items"_s);
        QVERIFY(lines.has_value());
        QCOMPARE(qint64(lines->front().quantity), qint64(2));
        QCOMPARE(lines->front().unitPrice->toString(), u"1.50"_s);
    }
    void namesTheLineAtFault_data()
    {
        QTest::addColumn<QJsonValue>("line");
        QTest::addColumn<QString>("said");
        const QString id = base::idText(test::someId);
        QTest::newRow("no object") << QJsonValue(5) << u"items[1]: expected an object"_s;
        QTest::newRow("zero") << QJsonValue(QJsonObject{{u"product_id"_s, id}, {u"quantity"_s, 0}})
                              << u"items[1].quantity: expected a whole number from 1"_s;
        QTest::newRow("negative") << QJsonValue(QJsonObject{{u"product_id"_s, id}, {u"quantity"_s, -1}}) << u"items[1].quantity"_s;
        QTest::newRow("fraction") << QJsonValue(QJsonObject{{u"product_id"_s, id}, {u"quantity"_s, 1.5}}) << u"items[1].quantity"_s;
        QTest::newRow("too many") << QJsonValue(QJsonObject{{u"product_id"_s, id}, {u"quantity"_s, 1'000'001}}) << u"items[1].quantity"_s;
        QTest::newRow("no product") << QJsonValue(QJsonObject{{u"quantity"_s, 1}}) << u"items[1].product_id: is missing"_s;
        QTest::newRow("unknown") << QJsonValue(QJsonObject{{u"product_id"_s, id}, {u"quantity"_s, 1}, {u"x"_s, 1}})
                                 << u"items[1].x: unknown key"_s;
    }
    void namesTheLineAtFault()
    {
        QFETCH(QJsonValue, line);
        QFETCH(QString, said);
        const QJsonObject good{{u"product_id"_s, base::idText(test::someId)}, {u"quantity"_s, 1}};
        const auto lines = readLines({good, line}, u"items"_s);
        QVERIFY(!lines.has_value());
        QCOMPARE(lines.error().kind, base::ErrorKind::Malformed);
        QVERIFY2(lines.error().message.startsWith(said), qPrintable(lines.error().message));
    }
    void sumsLinesOfAProduct()
    {
        const auto sums = quantitiesByProduct({{test::otherId, 2, {}}, {test::someId, 1, {}}, {test::otherId, 3, {}}});
        QCOMPARE(sums.size(), std::size_t(2));
        QCOMPARE(sums.begin()->first, test::someId);
        QCOMPARE(qint64(sums.at(test::otherId)), qint64(5));
        QCOMPARE(quantitiesOf(linesJson(sums)), sums);
    }
    void judgesAddresses()
    {
        QVERIFY(addressFault({}).isEmpty());
        QVERIFY(addressFault({{u"city"_s, u"Delft"_s}, {u"number"_s, 7}, {u"state"_s, QJsonValue::Null}}).isEmpty());
        QVERIFY(!addressFault({{u"city"_s, QJsonArray()}}).isEmpty());
        QVERIFY(!addressFault({{u"city"_s, QString(300, u'x')}}).isEmpty());
    }
    void upcastsTheFirstOrders()
    {
        QVERIFY(checkUpcasters().isEmpty());
        QCOMPARE(newestSchema(u"OrderCreated"_s), 3);
        QCOMPARE(upcast(u"OrderCreated"_s, 1, {}).value(u"currency"_s).toString(), u"USD"_s);
        QVERIFY(upcast(u"OrderCreated"_s, 2, {}).isEmpty());
    }
    void brokenChainsAreRefused_data()
    {
        QTest::addColumn<QList<Upcaster>>("steps");
        QTest::addColumn<QString>("reason");
        const auto same = [](QJsonObject data) { return data; };
        const auto step = [&](int from, int to, const QString& type = u"OrderCreated"_s) { return Upcaster{type, from, to, same}; };
        using Steps = QList<Upcaster>;
        QTest::newRow("whole") << Steps{step(1, 2), step(2, 3), step(1, 2, u"OrderShipped"_s)} << QString();
        QTest::newRow("begins late") << Steps{step(2, 3)} << u"leaves a gap or repeats a version: expected one from 1 to 2"_s;
        QTest::newRow("gap") << Steps{step(1, 2), step(3, 4)} << u"leaves a gap or repeats a version: expected one from 2 to 3"_s;
        QTest::newRow("leap") << Steps{step(1, 3)} << u"from version 1 to 3 leaves a gap"_s;
        QTest::newRow("repeated") << Steps{step(1, 2), step(1, 2)} << u"leaves a gap or repeats a version"_s;
        QTest::newRow("back") << Steps{step(1, 2), step(2, 1)} << u"from version 2 to 1 goes in a circle"_s;
        QTest::newRow("standing still") << Steps{step(1, 1)} << u"goes in a circle"_s;
        QTest::newRow("nobody's") << Steps{step(1, 2, u"OrderMislaid"_s)}
                                  << u"OrderMislaid from version 1 to 2: there is no such type of event"_s;
        QTest::newRow("empty") << Steps{Upcaster{u"OrderCreated"_s, 1, 2, nullptr}} << u"has no function"_s;
    }
    void brokenChainsAreRefused()
    {
        QFETCH(QList<Upcaster>, steps);
        QFETCH(QString, reason);
        const QString said = checkUpcasters(steps);
        QVERIFY2(reason.isEmpty() ? said.isEmpty() : said.contains(reason), qPrintable(said));
    }
};

QTEST_GUILESS_MAIN(ContractsTest)
#include "contracts_test.moc"
