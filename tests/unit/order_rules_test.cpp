// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/orders/order_rules.h"
#include "tests/unit/given.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace replay;
using namespace replay::orders;
using namespace replay::test;

namespace {

const CatalogueEntry teapot{u"TEA-1"_s, u"Walnut teapot"_s, money("12.50"), true};

CreateOrder wanting(std::vector<WantedLine> lines)
{
    CreateOrder command;
    command.orderId = someId;
    command.orderNumber = u"ORD-1"_s;
    command.customerId = otherId;
    command.customer = CustomerStanding::Active;
    command.lines = std::move(lines);
    command.currency = u"USD"_s;
    command.shippingAddress = {{u"city"_s, u"Delft"_s}};
    return command;
}

WantedLine line(std::int64_t quantity, std::optional<Money> unitPrice = {}, std::optional<CatalogueEntry> entry = teapot)
{
    return {{thirdId, quantity, unitPrice}, std::move(entry)};
}

NewEvents created(bool fromSaga = false)
{
    CreateOrder command = wanting({line(2), line(1, money("5.00"))});
    command.fromSaga = fromSaga;
    return eventsOf(createOrder({}, command));
}

NewEvents then(NewEvents before, const Decision& decision)
{
    for (const NewEvent& event : eventsOf(decision))
        before.push_back(event);
    return before;
}

NewEvents confirmed()
{
    const NewEvents before = created(true);
    return then(before, confirmOrder(given<Order>(before), someId, otherId));
}

NewEvents shipped()
{
    const NewEvents before = confirmed();
    return then(before, shipOrder(given<Order>(before), someId, u"TRK-1"_s));
}

}  // namespace

class OrderRulesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void createsWithTotals()
    {
        const Decision decision = createOrder({}, wanting({line(2), line(1, money("5.00"))}));
        QCOMPARE(typesOf(decision), QStringList{u"OrderCreated"_s});
        QCOMPARE(dataOf(decision).value(u"total_amount"_s).toString(), u"30.00"_s);
        const QJsonObject first = dataOf(decision).value(u"items"_s).toArray().at(0).toObject();
        QCOMPARE(first.value(u"unit_price"_s).toString(), u"12.50"_s);
        QCOMPARE(first.value(u"total_price"_s).toString(), u"25.00"_s);
        QCOMPARE(first.value(u"product_sku"_s).toString(), u"TEA-1"_s);
        QVERIFY(!dataOf(decision).contains(u"in_saga"_s));
    }
    void refusesNoItems() { QCOMPARE(reasonOf(createOrder({}, wanting({}))), u"Order must have at least one item"_s); }
    void takesTwoThousandLinesAndNoMore()
    {
        QVERIFY(!isRefused(createOrder({}, wanting(std::vector<WantedLine>(2'000, line(1))))));
        QCOMPARE(reasonOf(createOrder({}, wanting(std::vector<WantedLine>(2'001, line(1))))),
                 u"Order must have at most 2000 lines, got 2001"_s);
    }
    void refusesUnknownAndInactive()
    {
        CreateOrder command = wanting({line(1)});
        command.customer = CustomerStanding::Unknown;
        QVERIFY(reasonOf(createOrder({}, command)).contains(u"Customer %1 not found"_s.arg(base::idText(otherId))));
        command.customer = CustomerStanding::Inactive;
        QVERIFY(reasonOf(createOrder({}, command)).contains(u"is inactive"_s));
        QVERIFY(
            reasonOf(createOrder({}, wanting({line(1, {}, std::nullopt)}))).contains(u"Product %1 not found"_s.arg(base::idText(thirdId))));
        CatalogueEntry retired = teapot;
        retired.active = false;
        QCOMPARE(reasonOf(createOrder({}, wanting({line(1, {}, retired)}))), u"Product TEA-1 (Walnut teapot) is inactive"_s);
    }
    void pricesMayBeZeroNotNegative()
    {
        QCOMPARE(dataOf(createOrder({}, wanting({line(3, money("0"))}))).value(u"total_amount"_s).toString(), u"0.00"_s);
        QVERIFY(reasonOf(createOrder({}, wanting({line(1, money("-0.01"))}))).contains(u"must not be negative"_s));
    }
    void totalStaysWithinItsType()
    {
        QVERIFY(!isRefused(createOrder({}, wanting({line(1, money("99999999.99"))}))));
        QVERIFY(reasonOf(createOrder({}, wanting({line(2, money("99999999.99"))}))).contains(u"must not exceed 99999999.99"_s));
        QVERIFY(isRefused(createOrder({}, wanting({line(1, money("99999999.99")), line(1, money("0.01"))}))));
        QVERIFY(isRefused(createOrder({}, wanting(std::vector<WantedLine>(2'000, line(1'000'000, money("99999999.99")))))));
    }
    void numbersAndTextsAreChecked()
    {
        CreateOrder command = wanting({line(1)});
        command.numberTaken = true;
        QCOMPARE(reasonOf(createOrder({}, command)), u"Order number ORD-1 is already used"_s);
        command = wanting({line(1)});
        command.orderNumber = QString(51, u'x');
        QCOMPARE(reasonOf(createOrder({}, command)), u"Order number must be at most 50 characters, got 51"_s);
        command = wanting({line(1)});
        command.currency = u"DOLLAR"_s;
        QVERIFY(isRefused(createOrder({}, command)));
        command = wanting({line(1)});
        command.paymentMethod = QString(51, u'x');
        QVERIFY(isRefused(createOrder({}, command)));
    }
    void isCreatedOnce() { QVERIFY(reasonOf(createOrder(given<Order>(created()), wanting({line(1)}))).contains(u"already exists"_s)); }
    void confirmationIsRequestedOnce()
    {
        NewEvents events = created();
        const Decision request = requestConfirmation(given<Order>(events), someId);
        QCOMPARE(typesOf(request), QStringList{u"OrderConfirmationRequested"_s});
        QCOMPARE(dataOf(request).value(u"items"_s).toArray().size(), 2);
        events = then(events, request);
        QCOMPARE(given<Order>(events).status, u"pending"_s);
        QCOMPARE(reasonOf(requestConfirmation(given<Order>(events), someId)),
                 u"Order cannot be confirmed: ORD-1 is being processed by its saga"_s);
        QVERIFY(reasonOf(cancelOrder(given<Order>(events), someId, {})).contains(u"is being processed by its saga"_s));
        events = then(events, releaseOrder(someId, u"card declined"_s));
        QVERIFY(!isRefused(requestConfirmation(given<Order>(events), someId)));
        QCOMPARE(given<Order>(events).reason, u"card declined"_s);
    }
    void onlyPendingIsConfirmed()
    {
        QVERIFY(reasonOf(confirmOrder({}, someId, {})).contains(u"not found"_s));
        QVERIFY(reasonOf(requestConfirmation({}, someId)).contains(u"not found"_s));
        const Order order = given<Order>(confirmed());
        QCOMPARE(order.status, u"confirmed"_s);
        QCOMPARE(order.paymentStatus, u"captured"_s);
        QCOMPARE(order.paymentId, otherId);
        QCOMPARE(reasonOf(confirmOrder(order, someId, {})), u"Order cannot be confirmed: ORD-1 is confirmed, not pending"_s);
        QCOMPARE(reasonOf(requestConfirmation(order, someId)), u"Order cannot be confirmed: ORD-1 is confirmed, not pending"_s);
    }
    void cancels()
    {
        QCOMPARE(typesOf(cancelOrder(given<Order>(created()), someId, u"why"_s)), QStringList{u"OrderCancelled"_s});
        const Decision late = cancelOrder(given<Order>(confirmed()), someId, {});
        QCOMPARE(dataOf(late).value(u"previous_status"_s).toString(), u"confirmed"_s);
        const Order order = given<Order>(then(confirmed(), late));
        QCOMPARE(order.status, u"cancelled"_s);
        QCOMPARE(order.paymentStatus, u"refund_due"_s);
        QCOMPARE(reasonOf(cancelOrder(order, someId, {})), u"Order cannot be cancelled: ORD-1 is cancelled"_s);
        QCOMPARE(reasonOf(cancelOrder(given<Order>(shipped()), someId, {})), u"Order cannot be cancelled: ORD-1 is shipped"_s);
        QVERIFY(reasonOf(cancelOrder({}, someId, {})).contains(u"not found"_s));
        QVERIFY(reasonOf(cancelOrder(given<Order>(created(true)), someId, {})).contains(u"by its saga"_s));
    }
    void compensationAlwaysSucceeds()
    {
        for (const NewEvents& before : {NewEvents{}, created(true), confirmed(), shipped()})
            QCOMPARE(typesOf(compensateOrder(given<Order>(before), someId, u"out of stock"_s)), QStringList{u"OrderCancelled"_s});
    }
    void tombstoneKeepsLateOrdersOut()
    {
        NewEvents events = eventsOf(compensateOrder({}, someId, u"timeout"_s));
        const Order tombstone = given<Order>(events);
        QVERIFY(!tombstone.created);
        QVERIFY(reasonOf(createOrder(tombstone, wanting({line(1)}))).contains(u"was cancelled before it was created"_s));
        events = then(events, compensateOrder(tombstone, someId, u"again"_s));
        QVERIFY(isRefused(createOrder(given<Order>(events), wanting({line(1)}))));
        QCOMPARE(given<Order>(events).history.size(), std::size_t(1));
    }
    void rejectionLeavesNoOrder()
    {
        const NewEvents events{{u"OrderRejected"_s, {{u"order_id"_s, base::idText(someId)}, {u"reason"_s, u"no"_s}}}};
        QCOMPARE(given<Order>(events).status, u"rejected"_s);
        QVERIFY(!isRefused(createOrder(given<Order>(events), wanting({line(1)}))));
        NewEvents existing = created();
        existing.push_back(events.front());
        QCOMPARE(given<Order>(existing), given<Order>(created()));
    }
    void shipsAndDelivers()
    {
        QVERIFY(reasonOf(shipOrder(given<Order>(created()), someId, {})).contains(u"not confirmed"_s));
        QVERIFY(reasonOf(shipOrder({}, someId, {})).contains(u"not found"_s));
        QVERIFY(isRefused(shipOrder(given<Order>(confirmed()), someId, QString(101, u'x'))));
        QVERIFY(reasonOf(deliverOrder(given<Order>(confirmed()), someId)).contains(u"not shipped"_s));
        QVERIFY(reasonOf(deliverOrder({}, someId)).contains(u"not found"_s));
        const Order order = given<Order>(then(shipped(), deliverOrder(given<Order>(shipped()), someId)));
        QCOMPARE(order.status, u"delivered"_s);
        QCOMPARE(order.trackingNumber, u"TRK-1"_s);
        QStringList statuses;
        for (const StatusChange& change : order.history)
            statuses << change.status;
        QCOMPARE(statuses, (QStringList{u"pending"_s, u"confirmed"_s, u"shipped"_s, u"delivered"_s}));
    }
    void statesSurviveSnapshots()
    {
        QCOMPARE(firstBadSnapshot<Order>(then(shipped(), deliverOrder(given<Order>(shipped()), someId))), 0);
        QCOMPARE(firstBadSnapshot<Order>(then(confirmed(), cancelOrder(given<Order>(confirmed()), someId, u"changed my mind"_s))), 0);
        QCOMPARE(firstBadSnapshot<Order>(eventsOf(compensateOrder({}, someId, QString()))), 0);
        NewEvents asked = then(created(), requestConfirmation(given<Order>(created()), someId));
        QCOMPARE(firstBadSnapshot<Order>(then(asked, releaseOrder(someId, u"no"_s))), 0);
    }
    void stateShowsWhatTheCommandLinePromises()
    {
        const QJsonObject state = given<Order>(created()).toJson();
        for (const char* key : {"order_number", "customer_id", "status", "total_amount", "items"})
            QVERIFY2(state.contains(QLatin1StringView(key)), key);
    }
};

QTEST_GUILESS_MAIN(OrderRulesTest)
#include "order_rules_test.moc"
