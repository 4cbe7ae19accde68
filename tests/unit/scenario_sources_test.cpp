// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"
#include "core/scenarios/scenario_reader.h"
#include "core/scenarios/shop_source.h"
#include "core/scenarios/timeline_source.h"
#include "core/scenarios/workload_source.h"

#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace replay;
using scenarios::InputSource;
using scenarios::PlannedInput;
using scenarios::Scenario;

namespace {

Scenario shop(const QByteArray& more = {})
{
    const QByteArray document = R"({"name": "a", "shop": {"customers": 30, "products": 70, "opening_stock": [5, 9]},
        "workload": {"orders": 200, "per_second": 7, "items_per_order": [1, 5]})" +
                                more + "}";
    const auto scenario = scenarios::readScenario(document, u"a.json"_s);
    return scenario ? *scenario : Scenario();
}

std::vector<PlannedInput> all(InputSource& source, int portion)
{
    std::vector<PlannedInput> inputs;
    for (;;) {
        auto next = source.next(portion);
        if (!next || next->empty())
            return inputs;
        inputs.insert(inputs.end(), next->begin(), next->end());
    }
}

QString line(const PlannedInput& input)
{
    return u"%1 %2 %3 %4"_s.arg(input.at.toString(), base::idText(input.message.id), input.message.name,
                                QString::fromUtf8(base::jsonBytes(input.message.data)));
}

QStringList lines(const std::vector<PlannedInput>& inputs)
{
    QStringList texts;
    for (const PlannedInput& input : inputs)
        texts << line(input);
    return texts;
}

}  // namespace

class ScenarioSourcesTest : public QObject {
    Q_OBJECT

    template <typename Source>
    void goesOnAfterABookmark(const Scenario& scenario)
    {
        Source undisturbed(scenario, 7);
        const QStringList whole = lines(all(undisturbed, 1'000));
        QVERIFY(!whole.isEmpty());
        for (int portion : {1, 3, 64}) {
            QStringList resumed;
            QJsonObject bookmark;
            for (;;) {
                Source source(scenario, 7, bookmark);
                const auto inputs = *source.next(portion);
                if (inputs.empty())
                    break;
                resumed += lines(inputs);
                bookmark = source.bookmark();
            }
            QCOMPARE(resumed, whole);
        }
    }

private Q_SLOTS:
    void bookmarks()
    {
        goesOnAfterABookmark<scenarios::ShopSource>(shop());
        goesOnAfterABookmark<scenarios::WorkloadSource>(shop());
        Scenario withReturns = shop();
        withReturns.workload.returns = 0.4;
        goesOnAfterABookmark<scenarios::WorkloadSource>(withReturns);
        goesOnAfterABookmark<scenarios::TimelineSource>(shop(R"(, "timeline": [{"at": "1s", "command": "ShipOrder", "data": {"order": 1}},
                                                                                {"at": "1s", "command": "ShipOrder", "data": {"order": 2}}])"));
    }

    void aShopIsWhole()
    {
        scenarios::ShopSource source(shop(), 7);
        QSet<QString> skus;
        QSet<QString> emails;
        QSet<QUuid> messages;
        base::ModelTime last{0};
        for (const PlannedInput& input : all(source, 17)) {
            QVERIFY(input.at > last);
            last = input.at;
            messages << input.message.id;
            const QJsonObject& data = input.message.data;
            if (input.message.name == u"CreateProduct") {
                skus << data["sku"_L1].toString();
                QVERIFY(data["name"_L1].toString().size() >= 3);
                QVERIFY(base::Money::parse(data["price"_L1].toString())->isPositive());
                const qint64 stock = data["stock_quantity"_L1].toInteger();
                QVERIFY(stock >= 5 && stock <= 9);
            } else if (input.message.name == u"RegisterUser") {
                emails << data["email"_L1].toString();
                QVERIFY(!data.contains("password"_L1));
            }
        }
        QCOMPARE(skus.size(), 70);
        QCOMPARE(emails.size(), 30);
        QCOMPARE(messages.size(), 106);
        QCOMPARE(source.share(), 1.0);
    }

    void ordersNameOnlyWhatTheShopHas()
    {
        const Scenario scenario = shop();
        scenarios::ShopSource setup(scenario, 7);
        QSet<QString> products;
        QSet<QString> customers;
        base::ModelTime opened{0};
        for (const PlannedInput& input : all(setup, 100)) {
            products << input.message.data["product_id"_L1].toString();
            customers << input.message.data["user_id"_L1].toString();
            opened = input.at;
        }
        scenarios::WorkloadSource workload(scenario, 7);
        QSet<QString> orders;
        QHash<qsizetype, int> sizes;
        for (const PlannedInput& input : all(workload, 9)) {
            QVERIFY(input.at > opened);
            opened = input.at;
            QVERIFY(customers.contains(input.message.data["customer_id"_L1].toString()));
            QSet<QString> ordered;
            const QJsonArray items = input.message.data["items"_L1].toArray();
            for (const QJsonValue& item : items) {
                QVERIFY(products.contains(item["product_id"_L1].toString()));
                ordered << item["product_id"_L1].toString();
            }
            QCOMPARE(ordered.size(), items.size());  // no product twice
            ++sizes[items.size()];
            orders << input.message.data["order_id"_L1].toString();
        }
        QCOMPARE(orders.size(), 200);
        QCOMPARE(sizes.size(), 5);
        const double seconds = static_cast<double>(opened - scenario.start) / 1e6;
        QVERIFY2(seconds > 200.0 / 7 && seconds < 200.0 / 7 + 2, qPrintable(QString::number(seconds)));
    }

    void anOrderIsAFunctionOfSeedAndNumber()
    {
        const Scenario few = shop();
        Scenario many = few;
        many.workload.orders = 1'000;
        const base::Random random(7);
        QCOMPARE(line(scenarios::orderOfWorkload(few, random, 150)), line(scenarios::orderOfWorkload(many, random, 150)));
        QVERIFY(line(scenarios::orderOfWorkload(few, random, 150)) != line(scenarios::orderOfWorkload(few, base::Random(8), 150)));
    }

    /// Returns come after their orders, among the later ones, ask for no more than was bought, and move no order.
    void returnsFollowTheirOrders()
    {
        const Scenario without = shop();
        Scenario scenario = without;
        scenario.workload.returns = 0.4;
        scenarios::WorkloadSource source(scenario, 7);
        scenarios::WorkloadSource plain(without, 7);
        QStringList orders;
        QHash<QString, PlannedInput> bought;
        base::ModelTime last{0};
        qsizetype returns = 0;
        for (const PlannedInput& input : all(source, 13)) {
            QVERIFY(!(input.at < last));
            last = input.at;
            const QString orderId = input.message.data["order_id"_L1].toString();
            if (input.message.name == u"PlaceOrder") {
                orders << line(input);
                bought.insert(orderId, input);
                continue;
            }
            QCOMPARE(input.message.name, u"ReturnOrder"_s);
            QCOMPARE(input.target, u"order"_s);
            QVERIFY(bought.contains(orderId));
            const PlannedInput order = bought.take(orderId);  // once an order
            const std::int64_t delay = input.at - order.at;
            QVERIFY(delay >= base::usPerSecond && delay <= 30 * base::usPerSecond);
            QHash<QString, qint64> most;
            for (const QJsonValue& item : order.message.data["items"_L1].toArray())
                most.insert(item["product_id"_L1].toString(), item["quantity"_L1].toInteger());
            const QJsonArray items = input.message.data["items"_L1].toArray();
            QVERIFY(!items.isEmpty());
            for (const QJsonValue& item : items)
                QVERIFY(item["quantity"_L1].toInteger() >= 1 &&
                        item["quantity"_L1].toInteger() <= most.value(item["product_id"_L1].toString()));
            ++returns;
        }
        QCOMPARE(orders, lines(all(plain, 1'000)));
        QVERIFY2(returns > 60 && returns < 100, qPrintable(QString::number(returns)));
    }

    void moreLinesThanProducts()
    {
        Scenario scenario = shop();
        scenario.shop.products = 2;
        scenario.workload.itemsPerOrder = {5, 5};
        QCOMPARE(scenarios::orderOfWorkload(scenario, base::Random(7), 1).message.data["items"_L1].toArray().size(), 2);
    }

    void theTimelineNamesWhatTheShopHas()
    {
        const Scenario scenario = shop(R"(, "timeline": [
            {"at": "2s", "command": "AddReview", "data": {"product": 3, "customer": 4, "rating": 5}},
            {"at": "1s", "command": "PlaceOrder", "data": {"customer": 4, "items": [{"product": 3, "quantity": 1}]}},
            {"at": "3s", "command": "CancelOrder", "data": {"order": 9}}])");
        scenarios::TimelineSource source(scenario, 7);
        const auto inputs = all(source, 10);
        QCOMPARE(inputs.size(), 3U);
        const scenarios::ShopIds ids(base::Random(7), scenario.start);
        const QJsonObject order = inputs[0].message.data;
        QCOMPARE(inputs[0].target, u"saga"_s);
        QCOMPARE(order["customer_id"_L1].toString(), base::idText(ids.customer(4)));
        QCOMPARE(order["items"_L1][0]["product_id"_L1].toString(), base::idText(ids.product(3)));
        QVERIFY(!order["shipping_address"_L1].toObject().isEmpty());  // the customer's own
        QCOMPARE(inputs[1].message.data["user_id"_L1].toString(), base::idText(ids.customer(4)));
        QCOMPARE(inputs[2].message.data["order_id"_L1].toString(),
                 scenarios::orderOfWorkload(scenario, base::Random(7), 9).message.data["order_id"_L1].toString());
        QCOMPARE(inputs[2].at, scenario.start + 3 * base::usPerSecond);
    }
};

QTEST_GUILESS_MAIN(ScenarioSourcesTest)
#include "scenario_sources_test.moc"
