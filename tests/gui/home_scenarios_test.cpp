// SPDX-License-Identifier: GPL-3.0-or-later
// What Home offers must be what the schema allows: every demonstration inside the program, and nothing unknown in any.
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <valijson/adapters/qtjson_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

class HomeScenariosTest : public QObject {
    Q_OBJECT
    valijson::Schema m_schema;

    static QJsonObject read(const QString& path)
    {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            qFatal("%s is not inside the program", qPrintable(path));
        QJsonParseError error;
        const auto document = QJsonDocument::fromJson(file.readAll(), &error);
        if (error.error != QJsonParseError::NoError)
            qFatal("%s: %s", qPrintable(path), qPrintable(error.errorString()));
        return document.object();
    }
    QStringList complaints(const QJsonObject& scenario)
    {
        valijson::Validator validator;
        valijson::ValidationResults results;
        const QJsonValue value(scenario);
        const valijson::adapters::QtJsonAdapter target(value);
        QStringList found;
        if (!validator.validate(m_schema, target, &results)) {
            valijson::ValidationResults::Error error;
            while (results.popError(error))
                found.append(QString::fromStdString(error.description));
        }
        return found;
    }
    static QJsonObject smallest() { return {{QStringLiteral("name"), QStringLiteral("x")}}; }

private Q_SLOTS:
    void initTestCase()
    {
        const QJsonValue schema(read(QStringLiteral(":/schemas/scenario.schema.json")));
        const valijson::adapters::QtJsonAdapter source(schema);
        valijson::SchemaParser parser;
        parser.populateSchema(source, m_schema);
    }

    void everyDemonstrationFitsTheSchema_data()
    {
        QTest::addColumn<QString>("path");
        const auto files = QDir(QStringLiteral(":/scenarios")).entryList({QStringLiteral("*.json")});
        QVERIFY(files.size() >= 6);
        for (const auto& file : files)
            QTest::newRow(qPrintable(file)) << QString(QStringLiteral(":/scenarios/") % file);
    }
    void everyDemonstrationFitsTheSchema()
    {
        QFETCH(QString, path);
        const auto scenario = read(path);
        QCOMPARE(complaints(scenario), QStringList());
        QVERIFY(!scenario.value(QLatin1String("description")).toString().isEmpty());
        // A demonstration is short: its orders come within a minute of model time.
        const auto workload = scenario.value(QLatin1String("workload")).toObject();
        QVERIFY(workload.value(QLatin1String("orders")).toDouble() / workload.value(QLatin1String("per_second")).toDouble() <= 60);
    }

    void whatIsWrongIsRefused_data()
    {
        QTest::addColumn<QJsonObject>("scenario");
        const auto with = [](const QString& key, const QJsonValue& value) {
            auto scenario = smallest();
            scenario.insert(key, value);
            return scenario;
        };
        const auto fault = [&with](const QJsonObject& rule) { return with(QStringLiteral("faults"), QJsonArray{rule}); };
        const QString kind = QStringLiteral("kind");
        QTest::newRow("no name") << QJsonObject();
        QTest::newRow("unknown key") << with(QStringLiteral("colour"), 1);
        QTest::newRow("unknown key in the shop") << with(QStringLiteral("shop"), QJsonObject{{QStringLiteral("owner"), 1}});
        QTest::newRow("negative seed") << with(QStringLiteral("seed"), -1);
        QTest::newRow("local time") << with(QStringLiteral("start"), QStringLiteral("2026-01-05 08:00"));
        QTest::newRow("loss above one") << with(QStringLiteral("network"), QJsonObject{{QStringLiteral("loss"), 1.5}});
        QTest::newRow("range of one") << with(QStringLiteral("network"), QJsonObject{{QStringLiteral("latency_ms"), QJsonArray{1}}});
        QTest::newRow("fault without a kind") << fault({{QStringLiteral("service"), QStringLiteral("payment")}});
        QTest::newRow("unknown kind") << fault({{kind, QStringLiteral("earthquake")}});
        QTest::newRow("unknown service") << fault(
            {{kind, QStringLiteral("refuse")}, {QStringLiteral("service"), QStringLiteral("shipping")}});
        QTest::newRow("occurrence from zero") << fault({{kind, QStringLiteral("refuse")}, {QStringLiteral("occurrence"), 0}});
        QTest::newRow("duration without a unit")
            << fault({{kind, QStringLiteral("delay")}, {QStringLiteral("delay"), QStringLiteral("3")}});
        QTest::newRow("unknown pitfall") << with(QStringLiteral("pitfalls"), QJsonArray{QStringLiteral("optimism")});
        QTest::newRow("unknown expectation") << with(QStringLiteral("expect"), QJsonObject{{QStringLiteral("sagas.happy"), 1}});
        QTest::newRow("event expectation in lower case")
            << with(QStringLiteral("expect"), QJsonObject{{QStringLiteral("events.created"), 1}});
    }
    void whatIsWrongIsRefused()
    {
        QFETCH(QJsonObject, scenario);
        QVERIFY(!complaints(scenario).isEmpty());
    }

    void theContractsExampleFits()
    {
        const QByteArray example = R"({
            "name": "Black Friday with a weak payment provider", "seed": 42, "start": "2026-01-05T08:00:00Z",
            "shop": { "customers": 200, "products": 50, "opening_stock": [20, 200] },
            "workload": { "orders": 1000, "per_second": 20, "items_per_order": [1, 5] },
            "network": { "latency_ms": [2, 20], "loss": 0.01, "duplication": 0.01, "reordering": 0.05 },
            "faults": [
                { "kind": "lost_reply", "service": "payment", "message": "ProcessPayment", "probability": 0.05 },
                { "kind": "crash_after_commit", "service": "inventory", "occurrence": 10, "down_for": "2s" },
                { "kind": "refuse", "step": "process_payment", "occurrence": 3, "reason": "card declined" }
            ],
            "pitfalls": [],
            "timeline": [ { "at": "10s", "command": "UpdateProduct", "data": { "product": 1, "price": "9.99" } } ],
            "expect": { "invariants": "hold", "sagas.completed": { "min": 900 }, "events.OrderCreated": 1000 }
        })";
        QCOMPARE(complaints(QJsonDocument::fromJson(example).object()), QStringList());
    }
};

QTEST_GUILESS_MAIN(HomeScenariosTest)
#include "home_scenarios_test.moc"
