// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/ctl.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QUuid>
#include <algorithm>

using namespace Qt::StringLiterals;
using replay::cli::Ctl;
using replay::cli::Said;

namespace {

const QByteArray shop = R"({"name": "Shop", "shop": {"customers": 5, "products": 6, "opening_stock": [6, 12]},
    "workload": {"orders": 30, "per_second": 5, "items_per_order": [1, 3]},
    "faults": [{"kind": "refuse", "step": "process_payment", "order": 4, "reason": "card declined"}],
    "timeline": [{"at": "20s", "command": "UpdateProduct", "data": {"product": 1, "price": "9.99"}}]})";

QStringList keysMissing(const QJsonObject& object, const QStringList& keys)
{
    QStringList missing;
    for (const QString& key : keys) {
        if (!object.contains(key))
            missing << key;
    }
    return missing;
}

}  // namespace

/// What can be asked of a workspace in which something has happened.
class ReadTest : public QObject {
    Q_OBJECT
    Ctl ctl;
    const QString w = u"shop.replay"_s;

    Said json(const QStringList& arguments) { return ctl(QStringList{arguments.first(), w} + arguments.mid(1) + QStringList{u"--json"_s}); }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(!ctl.write(u"shop.json"_s, shop).isEmpty());
        QCOMPARE(ctl({u"new"_s, w}).code, 0);
        const Said said = ctl({u"run"_s, w, u"shop.json"_s});
        QVERIFY2(said.code == 0, said.all());
    }

    void whyEndsAtTheFault()
    {
        const QJsonArray failed = json({u"sagas"_s, u"list"_s, u"--status"_s, u"failed"_s}).array();
        QVERIFY(!failed.isEmpty());
        for (const QJsonValue& saga : failed) {
            if (!saga["error"_L1].toString().contains(u"card declined"))
                continue;
            const QJsonObject why = json({u"why"_s, saga["saga_id"_L1].toString()}).object();
            QCOMPARE(keysMissing(why, {u"subject"_s, u"state"_s, u"links"_s, u"left_out"_s}), QStringList());
            const QJsonArray links = why["links"_L1].toArray();
            QVERIFY(links.size() > 1 && links.size() <= 8);
            QCOMPARE(links.last()["code"_L1].toString(), u"fault"_s);
            QCOMPARE(links.last()["detail"_L1].toString(), u"card declined"_s);
            const QJsonObject whyNot = json({u"why"_s, saga["saga_id"_L1].toString(), u"--not"_s}).object();
            QCOMPARE(whyNot["links"_L1][0]["code"_L1].toString(), u"not_reached"_s);
        }
        QCOMPARE(ctl({u"why"_s, w, u"moon"_s}).code, 2);
        QCOMPARE(ctl({u"why"_s, w, u"999999"_s}).code, 1);
        QCOMPARE(ctl({u"why"_s, w, u"019b8d2b-8c00-7000-8000-000000000000"_s}).code, 1);
        QVERIFY(ctl({u"why"_s, w, u"1"_s}).out.contains("it began with"));
    }

    void provenanceGoesBothWays()
    {
        const QJsonObject rows = json({u"projections"_s, u"show"_s, u"order_read_model"_s, u"--limit"_s, u"1"_s}).object();
        const QString key = rows["rows"_L1][0]["order_id"_L1].toString();
        const QJsonObject row = json({u"provenance"_s, u"order_read_model"_s, key}).object();
        QCOMPARE(keysMissing(row, {u"row"_s, u"exists"_s, u"cells"_s, u"writes"_s, u"written"_s, u"foreign"_s}), QStringList());
        const QString eventId = row["writes"_L1][0]["event_id"_L1].toString();
        const QJsonArray written = json({u"provenance"_s, u"--event"_s, eventId}).object()["rows"_L1].toArray();
        QVERIFY(std::any_of(written.begin(), written.end(), [&](const QJsonValue& each) {
            return each["row"_L1]["table"_L1] == u"order_read_model"_s && each["row"_L1]["key"_L1].toString() == key;
        }));
        QCOMPARE(ctl({u"provenance"_s, w, u"nowhere"_s, key}).code, 2);
        QCOMPARE(ctl({u"provenance"_s, w, u"orders"_s}).code, 2);
        QCOMPARE(ctl({u"provenance"_s, w, u"orders"_s, u"019b8d2b-8c00-7000-8000-000000000000"_s}).code, 1);
    }

    void eventsAreOneDenseLine()
    {
        const QList<QJsonObject> events = ctl({u"events"_s, w, u"--format"_s, u"jsonl"_s}).lines();
        QVERIFY(events.size() > 300);
        for (qsizetype i = 0; i < events.size(); ++i)
            QCOMPARE(events[i]["position"_L1].toInteger(), i + 1);
        QCOMPARE(keysMissing(events.first(),
                             {u"position"_s, u"event_id"_s, u"aggregate_id"_s, u"aggregate_type"_s, u"event_type"_s, u"event_data"_s,
                              u"occurred_at"_s, u"version"_s, u"service"_s, u"correlation_id"_s, u"causation_id"_s, u"schema_version"_s}),
                 QStringList());
        // W3C Trace Context: version, trace id, parent id, flags.
        static const QRegularExpression traceParent(u"^00-[0-9a-f]{32}-[0-9a-f]{16}-01$"_s);
        for (const QJsonObject& event : events) {
            QVERIFY(traceParent.match(event["traceparent"_L1].toString()).hasMatch());
            QCOMPARE(event["traceparent"_L1].toString().section(u'-', 1, 1), event["correlation_id"_L1].toString().remove(u'-'));
        }
        QVERIFY(events.first()["event_data"_L1].isObject());
        QVERIFY(events.first()["occurred_at"_L1].toString().endsWith(u'Z'));
        QCOMPARE(json({u"events"_s}).array().size(), events.size());
    }

    void eventsAreFiltered()
    {
        QCOMPARE(ctl({u"events"_s, w, u"--after"_s, u"10"_s, u"--limit"_s, u"3"_s, u"--format"_s, u"jsonl"_s})
                     .lines()
                     .first()["position"_L1]
                     .toInteger(),
                 11);
        QCOMPARE(json({u"events"_s, u"--after"_s, u"10"_s, u"--limit"_s, u"3"_s}).array().size(), 3);
        QCOMPARE(json({u"events"_s, u"--limit"_s, u"0"_s}).array().size(), 0);
        const QJsonArray created = json({u"events"_s, u"--type"_s, u"OrderCreated"_s}).array();
        QCOMPARE(created.size(), 30);
        for (const QJsonValue& event : json({u"events"_s, u"--service"_s, u"payment"_s}).array())
            QCOMPARE(event["service"_L1].toString(), u"payment"_s);
        const QString order = created[0]["aggregate_id"_L1].toString();
        for (const QJsonValue& event : json({u"events"_s, u"--aggregate"_s, order.toUpper()}).array())
            QCOMPARE(event["aggregate_id"_L1].toString(), order);
        const QString correlation = created[0]["correlation_id"_L1].toString();
        QVERIFY(json({u"events"_s, u"--correlation"_s, correlation}).array().size() > 5);
        QCOMPARE(json({u"events"_s, u"--type"_s, u"Explosion"_s}).array().size(), 0);
        QCOMPARE(json({u"events"_s, u"--after"_s, u"99999999"_s}).array().size(), 0);
    }

    void cloudEvents()
    {
        const QList<QJsonObject> events =
            ctl({u"events"_s, w, u"--format"_s, u"cloudevents"_s, u"--type"_s, u"PaymentProcessed"_s}).lines();
        QVERIFY(!events.isEmpty());
        for (const QJsonObject& event : events) {
            QCOMPARE(event["specversion"_L1].toString(), u"1.0"_s);
            QVERIFY(!QUuid::fromString(event["id"_L1].toString()).isNull());
            QCOMPARE(event["source"_L1].toString(), u"/replayground/payment"_s);
            QCOMPARE(event["type"_L1].toString(), u"PaymentProcessed"_s);
            QCOMPARE(event["datacontenttype"_L1].toString(), u"application/json"_s);
            QVERIFY(event["traceparent"_L1].toString().startsWith(u"00-"_s));
            QVERIFY(event["data"_L1].isObject() && event["time"_L1].isString() && event["subject"_L1].isString());
            for (auto attribute = event.begin(); attribute != event.end(); ++attribute) {
                QVERIFY(!attribute->isNull());
                for (const QChar letter : attribute.key())
                    QVERIFY((letter >= u'a' && letter <= u'z') || (letter >= u'0' && letter <= u'9'));
            }
        }
    }

    void csvIsReadAgain()
    {
        const QList<QByteArray> lines = ctl({u"events"_s, w, u"--format"_s, u"csv"_s}).out.split('\n');
        QVERIFY(lines.first().startsWith("position,event_id,aggregate_id"));
        QCOMPARE(lines.size() - 2, json({u"events"_s}).array().size());
        QVERIFY(lines[1].startsWith("1,"));
    }

    void sagasAreTracesOfOtherTools()
    {
        const QJsonObject otlp = ctl({u"sagas"_s, w, u"export"_s}).object();
        QSet<QString> ids;
        QSet<QString> parents;
        qsizetype sagas = 0;
        for (const QJsonValue& resource : otlp["resourceSpans"_L1].toArray()) {
            for (const QJsonValue& span : resource["scopeSpans"_L1][0]["spans"_L1].toArray()) {
                QCOMPARE(span["traceId"_L1].toString().size(), 32);
                QCOMPARE(span["spanId"_L1].toString().size(), 16);
                QVERIFY(span["endTimeUnixNano"_L1].toString().toLongLong() >= span["startTimeUnixNano"_L1].toString().toLongLong());
                QVERIFY2(!ids.contains(span["spanId"_L1].toString()), "a span's id is its own");
                ids.insert(span["spanId"_L1].toString());
                sagas += span.toObject().contains("parentSpanId"_L1) ? 0 : 1;
                if (span.toObject().contains("parentSpanId"_L1))
                    parents.insert(span["parentSpanId"_L1].toString());
            }
        }
        QCOMPARE(sagas, 30);
        QVERIFY(ids.contains(parents));
        const QJsonArray events =
            ctl({u"sagas"_s, w, u"export"_s, u"--format"_s, u"perfetto"_s, u"--limit"_s, u"1"_s}).object()["traceEvents"_L1].toArray();
        QVERIFY(events.size() > 8);
        for (const QJsonValue& event : events)
            QVERIFY(event["ph"_L1].toString() == u"M" || event["dur"_L1].toInteger() > 0);
    }

    void sagasTellTheirSteps()
    {
        const QJsonArray sagas = json({u"sagas"_s, u"list"_s}).array();
        QCOMPARE(sagas.size(), 30);
        QCOMPARE(keysMissing(sagas[0].toObject(), {u"saga_id"_s, u"type"_s, u"status"_s, u"order_id"_s, u"steps"_s, u"error"_s}),
                 QStringList());
        QCOMPARE(sagas[0]["type"_L1].toString(), u"OrderProcessing"_s);
        QCOMPARE(keysMissing(sagas[0]["steps"_L1][0].toObject(), {u"step_id"_s, u"status"_s, u"attempts"_s}), QStringList());
        QCOMPARE(sagas[0]["steps"_L1].toArray().size(), 4);
        const QJsonArray failed = json({u"sagas"_s, u"list"_s, u"--status"_s, u"failed"_s}).array();
        QVERIFY(!failed.isEmpty());
        const Said shown = json({u"sagas"_s, u"show"_s, failed.last()["saga_id"_L1].toString()});
        QVERIFY2(shown.code == 0, shown.all());
        QCOMPARE(shown.object()["status"_L1].toString(), u"failed"_s);
        QVERIFY(!shown.object()["attempts"_L1].toArray().isEmpty());
        QCOMPARE(json({u"sagas"_s}).array().size(), 30);
        QCOMPARE(json({u"sagas"_s, u"list"_s, u"--limit"_s, u"7"_s}).array().size(), 7);
        QCOMPARE(ctl({u"sagas"_s, w, u"show"_s, u"00000000-0000-7000-8000-000000000001"_s}).code, 1);
    }

    void projectionsShowTheirRows()
    {
        const QJsonObject orders = json({u"projections"_s, u"show"_s, u"order_read_model"_s}).object();
        QCOMPARE(orders["name"_L1].toString(), u"order_read_model"_s);
        QCOMPARE(orders["rows"_L1].toArray().size(), 30);
        QCOMPARE(keysMissing(orders["rows"_L1][0].toObject(), {u"order_id"_s, u"order_number"_s, u"customer_name"_s, u"status"_s,
                                                               u"total_amount"_s, u"item_count"_s, u"created_at"_s}),
                 QStringList());
        const QJsonObject products = json({u"projections"_s, u"show"_s, u"product_read_model"_s}).object();
        QCOMPARE(products["rows"_L1].toArray().size(), 6);
        QCOMPARE(keysMissing(products["rows"_L1][0].toObject(), {u"product_id"_s, u"name"_s, u"description"_s, u"price"_s,
                                                                 u"category_name"_s, u"stock_quantity"_s, u"is_active"_s, u"created_at"_s}),
                 QStringList());
        QVERIFY(products["rows"_L1][0]["is_active"_L1].isBool());
        QVERIFY(products["rows"_L1][0]["stock_quantity"_L1].isDouble());
        QVERIFY(products["rows"_L1][0]["price"_L1].isString());
        const QJsonObject past = json({u"projections"_s, u"show"_s, u"order_read_model"_s, u"--at"_s, u"60"_s}).object();
        QCOMPARE(past["position"_L1].toInteger(), 60);
        QVERIFY(past["rows"_L1].toArray().size() < 30);
        const QString head = QString::number(orders["position"_L1].toInteger());
        QCOMPARE(json({u"projections"_s, u"show"_s, u"order_read_model"_s, u"--at"_s, head}).object()["rows"_L1], orders["rows"_L1]);
        QCOMPARE(json({u"projections"_s, u"show"_s, u"order_read_model"_s, u"--limit"_s, u"4"_s}).object()["rows"_L1].toArray().size(), 4);
        QCOMPARE(ctl({u"projections"_s, w, u"show"_s, u"explosions"_s}).code, 2);
    }

    void projectionsAreVerifiedAndRebuilt()
    {
        const QJsonArray all = json({u"projections"_s, u"list"_s}).array();
        QVERIFY(all.size() >= 2);
        const QJsonValue before = json({u"projections"_s, u"show"_s, u"product_read_model"_s}).object()["rows"_L1];
        for (const QJsonValue& projection : all) {
            QCOMPARE(projection["lag"_L1].toInteger(), 0);
            const Said verified = json({u"projections"_s, u"verify"_s, projection["name"_L1].toString()});
            QVERIFY2(verified.code == 0 && verified.object()["ok"_L1].toBool(), verified.all());
            const Said rebuilt = json({u"projections"_s, u"rebuild"_s, projection["name"_L1].toString()});
            QVERIFY2(rebuilt.code == 0, rebuilt.all());
            QCOMPARE(rebuilt.object()["status"_L1].toString(), u"live"_s);
        }
        QCOMPARE(json({u"projections"_s, u"show"_s, u"product_read_model"_s}).object()["rows"_L1], before);
    }

    void invariantsTellWhatTheyChecked()
    {
        const Said said = json({u"verify"_s});
        QVERIFY2(said.code == 0, said.all());
        QVERIFY(said.object()["ok"_L1].toBool());
        const QJsonArray invariants = said.object()["invariants"_L1].toArray();
        QVERIFY(invariants.size() >= 6);
        for (const QJsonValue& invariant : invariants) {
            QVERIFY(invariant["ok"_L1].toBool());
            QVERIFY2(invariant["checked"_L1].toInteger() > 0, qPrintable(invariant["name"_L1].toString()));
            QVERIFY(invariant["violations"_L1].isArray());
        }
    }

    void servicesShowTheirTables()
    {
        QStringList names;
        for (const QJsonValue& service : json({u"services"_s, u"list"_s}).array())
            names << service["service"_L1].toString();
        for (const QString& name : {u"user"_s, u"product"_s, u"order"_s, u"inventory"_s, u"payment"_s, u"saga"_s})
            QVERIFY2(names.contains(name), qPrintable(name));
        const Said schema = ctl({u"services"_s, w, u"schema"_s, u"order"_s});
        QVERIFY2(schema.out.contains("CREATE TABLE orders"), schema.all());
        const Said counted = json({u"services"_s, u"sql"_s, u"order"_s, u"SELECT count(*) AS n FROM orders"_s});
        QCOMPARE(counted.array()[0]["n"_L1].toInteger(), 30);
    }

    void sqlOnlyReads_data()
    {
        QTest::addColumn<QString>("statement");
        QTest::addColumn<int>("code");
        QTest::newRow("insert") << u"INSERT INTO orders DEFAULT VALUES"_s << 1;
        QTest::newRow("delete") << u"DELETE FROM orders"_s << 1;
        QTest::newRow("drop") << u"DROP TABLE orders"_s << 1;
        QTest::newRow("two") << u"SELECT 1; DELETE FROM orders"_s << 2;
        QTest::newRow("attach") << u"ATTACH 'payment.db' AS p"_s << 2;
        QTest::newRow("nothing") << u"  "_s << 2;
        QTest::newRow("no such table") << u"SELECT * FROM explosions"_s << 2;
        QTest::newRow("no SQL") << u"explode"_s << 2;
    }
    void sqlOnlyReads()
    {
        QFETCH(QString, statement);
        QFETCH(int, code);
        const Said said = ctl({u"services"_s, w, u"sql"_s, u"order"_s, statement});
        QVERIFY2(said.code == code, said.all());
        QVERIFY(said.out.isEmpty());
        QCOMPARE(json({u"services"_s, u"sql"_s, u"order"_s, u"SELECT count(*) AS n FROM orders"_s}).array()[0]["n"_L1].toInteger(), 30);
    }

    void tablesAreForPeople()
    {
        for (const QStringList& arguments : {QStringList{u"events"_s}, QStringList{u"sagas"_s}, QStringList{u"projections"_s},
                                             QStringList{u"services"_s}, QStringList{u"verify"_s}, QStringList{u"query"_s, u"OrderQuery"_s},
                                             QStringList{u"projections"_s, u"show"_s, u"order_read_model"_s}}) {
            const Said said = ctl(QStringList{arguments.first(), w} + arguments.mid(1));
            QVERIFY2(said.code == 0, said.all());
            QVERIFY2(said.out.count('\n') > 2 && !said.out.startsWith('['), said.all());
            QVERIFY2(said.err.isEmpty(), said.all());
        }
    }
};

QTEST_GUILESS_MAIN(ReadTest)
#include "read_test.moc"
