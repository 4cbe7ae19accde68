// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/scenario_reader.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace replay;
using scenarios::Scenario;

namespace {

const QByteArray whole = R"({
  "name": "Black Friday with a weak payment provider", "description": "One line.", "seed": 42, "start": "2026-01-05T08:00:00Z",
  "shop": { "customers": 200, "products": 50, "opening_stock": [20, 200] },
  "workload": { "orders": 1000, "per_second": 20, "items_per_order": [1, 5] },
  "network": { "latency_ms": [2, 20.5], "loss": 0.01, "duplication": 0.02, "reordering": 0.05 },
  "faults": [
    { "kind": "lost_reply", "service": "payment", "message": "ProcessPayment", "probability": 0.05 },
    { "kind": "crash_after_commit", "service": "inventory", "occurrence": 10, "down_for": "2s" },
    { "kind": "refuse", "step": "process_payment", "occurrence": 3, "reason": "card declined", "from": "8s", "until": "2026-01-05T09:00:00Z" }
  ],
  "pitfalls": [],
  "timeline": [ { "at": "20s", "command": "VerifyEmail", "data": { "customer": 200 } },
                { "at": "10s", "command": "UpdateProduct", "data": { "product": 1, "price": "9.99" } } ],
  "expect": { "invariants": "hold", "sagas.completed": { "min": 900 }, "sagas.stuck": 0, "events.OrderShipped": { "max": 3 } }
})";

}  // namespace

class ScenarioReaderTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsAll()
    {
        const auto scenario = scenarios::readScenario(whole, u"black-friday.json"_s);
        QVERIFY2(scenario.has_value(), scenario ? "" : qPrintable(scenario.error().message));
        QCOMPARE(scenario->name, u"Black Friday with a weak payment provider"_s);
        QCOMPARE(scenario->seed, std::optional<std::uint64_t>(42));
        QCOMPARE(scenario->shop.openingStock, (scenarios::WholeRange{20, 200}));
        QCOMPARE(scenario->workload.perSecond, 20.0);
        QCOMPARE(qint64(scenario->network.latencyHighUs), qint64(20'500));
        QCOMPARE(scenario->faults.size(), 3);
        QCOMPARE(scenario->faults[1].downForUs, qint64(2'000'000));
        QCOMPARE(scenario->faults[2].from->toString(), u"2026-01-05T08:00:08.000000Z"_s);
        QCOMPARE(scenario->faults[2].until->toString(), u"2026-01-05T09:00:00.000000Z"_s);
        QCOMPARE(scenario->timeline.first().command, u"UpdateProduct"_s);  // in the order of time
        QCOMPARE(scenario->expect.size(), 4);
    }

    void hasDefaults()
    {
        const auto scenario = scenarios::readScenario(R"({"name": "Nothing"})", u"a.json"_s);
        QVERIFY(scenario.has_value());
        QVERIFY(!scenario->seed.has_value());
        QCOMPARE(scenario->start, base::defaultStart);
        QCOMPARE(qint64(scenario->network.latencyLowUs), qint64(2'000));
        QCOMPARE(qint64(scenario->network.latencyHighUs), qint64(20'000));
        QCOMPARE(qint64(scenario->workload.orders), qint64(0));
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("document");
        QTest::addColumn<QString>("part");
        const auto row = [](const char* document, const char* part) {
            QTest::newRow(part) << QByteArray(document) << QString::fromUtf8(part);
        };
        row(R"({"name": "a")", "line 1, column");
        row(R"([1])", "expected a JSON object");
        row("{\"name\": \"\xff\"}", "not valid UTF-8");
        row(R"({"seed": 1})", "name: is missing");
        row(R"({"name": ""})", "name: expected at least 1 characters");
        row(R"({"name": "a", "sed": 1})", "sed: unknown key; known are");
        row(R"({"name": "a", "seed": -1})", "seed: expected a whole number from 0");
        row(R"({"name": "a", "seed": 1.5})", "seed: expected a whole number, got 1.5");
        row(R"({"name": "a", "start": "yesterday"})", "start: \"yesterday\" is not a time");
        row(R"({"name": "a", "start": "1969-01-05T08:00:00Z"})", "start: expected a time after 1970");
        row(R"({"name": "a", "shop": {"customer": 1}})", "shop.customer: unknown key");
        row(R"({"name": "a", "shop": {"products": "many"}})", "shop.products: expected a whole number, got a text");
        row(R"({"name": "a", "shop": {"opening_stock": 7}})", "shop.opening_stock: expected an array");
        row(R"({"name": "a", "shop": {"opening_stock": [7]}})", "shop.opening_stock: expected two numbers");
        row(R"({"name": "a", "shop": {"opening_stock": [9, 7]}})",
            "shop.opening_stock: expected two whole numbers from 0 to 1000000000, the least first");
        row(R"({"name": "a", "workload": {"orders": 5}})", "workload.orders: orders need at least one customer");
        row(R"({"name": "a", "workload": {"per_second": 0}})", "workload.per_second: expected a number from");
        row(R"({"name": "a", "workload": {"items_per_order": [0, 2]}})", "workload.items_per_order: expected two whole numbers from 1");
        row(R"({"name": "a", "network": {"loss": 1.1}})", "network.loss: expected a number from 0 to 1");
        row(R"({"name": "a", "network": {"latency_ms": [5, 1]}})", "network.latency_ms: expected two numbers from 0");
        row(R"({"name": "a", "faults": {}})", "faults: expected an array");
        row(R"({"name": "a", "faults": [3]})", "faults[0]: expected an object");
        row(R"({"name": "a", "faults": [{"kind": "refuse"}, {"kind": "explode"}]})", "faults[1].kind: \"explode\" is no fault kind");
        row(R"({"name": "a", "faults": [{"kind": "partition"}]})", "faults[0].service: partition needs the service that it is about");
        row(R"({"name": "a", "faults": [{"kind": "partition", "service": "order", "peer": "order"}]})",
            "faults[0].peer: a service cannot be cut off from itself");
        row(R"({"name": "a", "faults": [{"kind": "partition", "service": "order", "step": "create_order"}]})",
            "faults[0].step: a partition is aimed by");
        row(R"({"name": "a", "faults": [{"kind": "service_down"}]})", "faults[0].service: service_down needs the service");
        row(R"({"name": "a", "faults": [{"kind": "error", "peer": "order"}]})", "faults[0].peer: only the kind partition has one");
        row(R"({"name": "a", "faults": [{"kind": "refuse", "service": "paymant"}]})", "faults[0].service: \"paymant\" is no service");
        row(R"({"name": "a", "faults": [{"kind": "refuse", "step": "pay"}]})", "faults[0].step: \"pay\" is no saga step");
        row(R"({"name": "a", "faults": [{"kind": "refuse", "message": "Pay"}]})", "faults[0].message: \"Pay\" is no message");
        row(R"({"name": "a", "faults": [{"kind": "refuse", "order": 0}]})", "faults[0].order: expected a whole number from 1");
        row(R"({"name": "a", "faults": [{"kind": "refuse", "probability": 2}]})", "faults[0].probability: expected a number from 0 to 1");
        row(R"({"name": "a", "faults": [{"kind": "refuse", "from": "9"}]})", "faults[0].from: \"9\" is not a duration");
        row(R"({"name": "a", "faults": [{"kind": "refuse", "from": "9s", "until": "8s"}]})", "faults[0].until: lies before");
        row(R"({"name": "a", "faults": [{"kind": "refuse", "delay": "9s"}]})",
            "faults[0].delay: only the kinds delay and database_slow have one");
        row(R"({"name": "a", "faults": [{"kind": "refuse", "down_for": "9s"}]})",
            "faults[0].down_for: only a crash, service_down or a partition has one");
        row(R"({"name": "a", "faults": [{"kind": "refuse", "peer": "user"}]})", "faults[0].peer: only the kind partition");
        row(R"({"name": "a", "faults": [{"kind": "refuse", "colour": "red"}]})", "faults[0].colour: unknown key");
        row(R"({"name": "a", "saga_style": "ballet"})",
            "saga_style: \"ballet\" is no saga style: expected one of orchestration, choreography");
        row(R"({"name": "a", "saga_versions": {"OrderProcessing": 3}})", "saga_versions.OrderProcessing");
        row(R"({"name": "a", "saga_versions": {"OrderWedding": 1}})", "saga_versions.OrderWedding: unknown key");
        row(R"({"name": "a", "saga_style": "choreography", "saga_versions": {"OrderProcessing": 2}})", "saga_versions: where nobody");
        row(R"({"name": "a", "pitfalls": ["dual_right"]})", "pitfalls[0]: \"dual_right\" is no pitfall");
        row(R"({"name": "a", "expect": {"invariants": ["happiness"]}})", "expect.invariants[0]: \"happiness\" is no invariant");
        row(R"({"name": "a", "timeline": [{"command": "PlaceOrder"}]})", "timeline[0].at: is missing");
        row(R"({"name": "a", "timeline": [{"at": "1s", "command": "Explode"}]})", "timeline[0].command: \"Explode\" is no command");
        row(R"({"name": "a", "timeline": [{"at": "1s", "command": "ProcessPayment"}]})",
            "timeline[0].command: \"ProcessPayment\" is no command");
        row(R"({"name": "a", "timeline": [{"at": "1s", "command": "UpdateProduct", "data": {"product": 1}}]})",
            "timeline[0].data.product: expected a whole number from 1 to 0");
        row(R"({"name": "a", "timeline": [{"at": "1s", "command": "PlaceOrder", "data": {"items": [{"product": 2}]}}]})",
            "timeline[0].data.items[0].product");
        row(R"({"name": "a", "expect": {"sagas.done": 1}})", "expect.sagas.done: unknown key");
        row(R"({"name": "a", "expect": {"invariants": "break"}})", "expect.invariants: expected \"hold\"");
        row(R"({"name": "a", "expect": {"sagas.failed": {}}})", "expect.sagas.failed: expected \"min\", \"max\" or both");
        row(R"({"name": "a", "expect": {"sagas.failed": {"least": 1}}})", "expect.sagas.failed.least: unknown key");
        row(R"({"name": "a", "expect": {"sagas.failed": -1}})", "expect.sagas.failed: expected a whole number or");
    }
    void refuses()
    {
        QFETCH(QByteArray, document);
        QFETCH(QString, part);
        const auto scenario = scenarios::readScenario(document, u"a.json"_s);
        QVERIFY(!scenario.has_value());
        QCOMPARE(scenario.error().kind, base::ErrorKind::Malformed);
        QVERIFY2(scenario.error().message.startsWith(u"a.json: "_s), qPrintable(scenario.error().message));
        QVERIFY2(scenario.error().message.contains(part), qPrintable(scenario.error().message));
    }
};

QTEST_GUILESS_MAIN(ScenarioReaderTest)
#include "scenario_reader_test.moc"
