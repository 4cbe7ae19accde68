// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/orders/order_rules.h"
#include "core/domain/orders/return_rules.h"
#include "tests/unit/given.h"

#include <QTest>
#include <algorithm>

using namespace Qt::StringLiterals;
using namespace replay;
using namespace replay::orders;
using namespace replay::test;

namespace {

const QUuid teapotId = thirdId;
const QUuid lampId = otherId;
const QUuid returnOne = QUuid::fromString(u"019b8d3a-7c00-7000-8000-00000000aaa1"_s);
const QUuid returnTwo = QUuid::fromString(u"019b8d3a-7c00-7000-8000-00000000aaa2"_s);

NewEvents then(NewEvents before, const Decision& decision)
{
    for (const NewEvent& event : eventsOf(decision))
        before.push_back(event);
    return before;
}

/// Two teapots at 12.50, a lamp at 3.00, three more teapots at 10.00.
NewEvents confirmed()
{
    const CatalogueEntry teapot{u"TEA-1"_s, u"Walnut teapot"_s, money("12.50"), true};
    const CatalogueEntry lamp{u"LAMP-1"_s, u"Lamp"_s, money("3.00"), true};
    CreateOrder command;
    command.orderId = someId;
    command.orderNumber = u"ORD-1"_s;
    command.customerId = otherId;
    command.customer = CustomerStanding::Active;
    command.lines = {{{teapotId, 2, {}}, teapot}, {{lampId, 1, {}}, lamp}, {{teapotId, 3, money("10.00")}, teapot}};
    command.currency = u"USD"_s;
    command.shippingAddress = {{u"city"_s, u"Delft"_s}};
    const NewEvents created = eventsOf(createOrder({}, command));
    return then(created, confirmOrder(given<Order>(created), someId, otherId));
}

ReturnOrder back(std::vector<contracts::RequestedLine> items, const QUuid& returnId = returnOne)
{
    return {someId, returnId, std::move(items), u"too heavy"_s};
}

NewEvents requested(const NewEvents& before, const ReturnOrder& command)
{
    return then(before, requestReturn(given<Order>(before), command));
}
NewEvents taken(const NewEvents& before, const QUuid& returnId) { return then(before, takeBack(given<Order>(before), someId, returnId)); }
NewEvents closed(const NewEvents& before, const QUuid& returnId)
{
    return then(before, closeReturn(given<Order>(before), someId, returnId));
}
NewEvents whole(const NewEvents& before, const ReturnOrder& command)
{
    return closed(taken(requested(before, command), command.returnId), command.returnId);
}

}  // namespace

class ReturnRulesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theFirstLinesGiveFirst()
    {
        const Decision asked = requestReturn(given<Order>(confirmed()), back({{teapotId, 3, {}}, {lampId, 1, {}}}));
        QCOMPARE(typesOf(asked), QStringList{u"OrderReturnRequested"_s});
        QCOMPARE(dataOf(asked)["refund_amount"_L1].toString(), u"38.00"_s);  // 2 × 12.50 + 3.00 + 1 × 10.00
        const ReturnLines lines = returnLinesOf(dataOf(asked)["items"_L1].toArray());
        const ReturnLines expected{{0, teapotId, 2, money("12.50")}, {1, lampId, 1, money("3.00")}, {2, teapotId, 1, money("10.00")}};
        QVERIFY(lines == expected);
        // The same goods asked for in other words are the same return.
        const Decision again = requestReturn(given<Order>(confirmed()), back({{lampId, 1, {}}, {teapotId, 1, {}}, {teapotId, 2, {}}}));
        QCOMPARE(dataOf(again)["items"_L1], dataOf(asked)["items"_L1]);
    }
    void whatCannotComeBackIsRefused()
    {
        const Order order = given<Order>(confirmed());
        QCOMPARE(reasonOf(requestReturn(order, back({}))), u"Return must have at least one item"_s);
        QCOMPARE(reasonOf(requestReturn(order, back({{teapotId, 6, {}}}))), u"Order ORD-1 holds 5 of TEA-1, not the 6 to be returned"_s);
        QVERIFY(reasonOf(requestReturn(order, back({{someId, 1, {}}}))).startsWith(u"Order ORD-1 has no product"_s));
        QVERIFY(reasonOf(requestReturn({}, back({{teapotId, 1, {}}}))).endsWith(u"not found"_s));
        const NewEvents all = confirmed();
        const NewEvents created{all.front()};
        QCOMPARE(reasonOf(requestReturn(given<Order>(created), back({{teapotId, 1, {}}}))),
                 u"Order cannot be returned: ORD-1 is pending"_s);
        const NewEvents cancelled = then(all, cancelOrder(order, someId, {}));
        QCOMPARE(reasonOf(requestReturn(given<Order>(cancelled), back({{teapotId, 1, {}}}))),
                 u"Order cannot be returned: ORD-1 is cancelled"_s);
    }
    void aReturnLocksTheOrder()
    {
        const NewEvents asked = requested(confirmed(), back({{teapotId, 1, {}}}));
        const Order order = given<Order>(asked);
        QVERIFY(order.inSaga);
        const QString locked = u"Order ORD-1 is being processed by its saga"_s;
        QCOMPARE(reasonOf(cancelOrder(order, someId, {})), locked);
        QCOMPARE(reasonOf(shipOrder(order, someId, {})), locked);
        QVERIFY(reasonOf(requestReturn(order, back({{lampId, 1, {}}}, returnTwo))).contains(u"being processed by its saga"_s));
        QVERIFY(!given<Order>(then(asked, rejectReturn(order, someId, returnOne, u"no"_s))).inSaga);
        QVERIFY(!given<Order>(closed(taken(asked, returnOne), returnOne)).inSaga);
    }
    void partByPartUntilAllIsBack()
    {
        const NewEvents first = whole(confirmed(), back({{teapotId, 4, {}}}));
        const Order partly = given<Order>(first);
        QCOMPARE(partly.status, u"confirmed"_s);
        QCOMPARE(partly.returnStatus, u"partially_returned"_s);
        QCOMPARE(partly.history.back().status, u"partially_returned"_s);
        QCOMPARE(reasonOf(requestReturn(partly, back({{teapotId, 2, {}}}, returnTwo))),
                 u"Order ORD-1 holds 1 of TEA-1, not the 2 to be returned"_s);
        QVERIFY(reasonOf(requestReturn(partly, back({{teapotId, 1, {}}}))).endsWith(u"exists already"_s));
        // What is left of it can be shipped.
        QCOMPARE(dataOf(shipOrder(partly, someId, {}))["items"_L1].toArray().size(), 2);

        const NewEvents second = whole(first, back({{teapotId, 1, {}}, {lampId, 1, {}}}, returnTwo));
        const Order all = given<Order>(second);
        QCOMPARE(all.returnStatus, u"returned"_s);
        QVERIFY(!all.holdsGoods());
        Money refunds;
        for (const OrderReturn& each : all.returns)
            refunds += each.amount;
        QCOMPARE(refunds.toString(), all.total.toString());
        for (const Decision& refused :
             {cancelOrder(all, someId, {}), shipOrder(all, someId, {}), requestReturn(all, back({{lampId, 1, {}}}, someId))})
            QVERIFY2(reasonOf(refused).contains(u"came back already"_s), qPrintable(reasonOf(refused)));
        QCOMPARE(firstBadSnapshot<Order>(second), 0);
    }
    void aRejectedReturnGivesTheGoodsBack()
    {
        const NewEvents asked = taken(requested(confirmed(), back({{teapotId, 5, {}}})), returnOne);
        QCOMPARE(given<Order>(asked).lines[0].held(), 0);
        const NewEvents rejected = then(asked, rejectReturn(given<Order>(asked), someId, returnOne, u"refund declined"_s));
        const Order order = given<Order>(rejected);
        QCOMPARE(order.lines[0].held(), 2);
        QCOMPARE(order.lines[2].held(), 3);
        QVERIFY(order.returnStatus.isEmpty());
        QCOMPARE(order.returns.back().reason, u"refund declined"_s);
        QVERIFY(isRefused(takeBack(order, someId, returnOne)));  // the tombstone: the original that comes late
        QVERIFY(isRefused(closeReturn(order, someId, returnOne)));
        QCOMPARE(typesOf(rejectReturn(order, someId, returnOne, {})), QStringList{u"OrderReturnRejected"_s});
        QVERIFY(!isRefused(requestReturn(order, back({{teapotId, 5, {}}}, returnTwo))));
        QCOMPARE(firstBadSnapshot<Order>(rejected), 0);
    }
    void whatIsClosedStaysClosed()
    {
        const Order order = given<Order>(whole(confirmed(), back({{lampId, 1, {}}})));
        QVERIFY(isRefused(rejectReturn(order, someId, returnOne, {})));
        QVERIFY(isRefused(closeReturn(order, someId, returnOne)));
    }
    /// A purchase whose confirmation was never heard of may be undone while its goods come back: the money is refunded by
    /// then, so that the return closes nevertheless.
    void aReturnClosesOnACancelledOrder()
    {
        const NewEvents asked = taken(requested(confirmed(), back({{lampId, 1, {}}})), returnOne);
        const NewEvents cancelled = then(asked, compensateOrder(given<Order>(asked), someId, u"no answer"_s));
        const Order order = given<Order>(closed(cancelled, returnOne));
        QCOMPARE(order.status, u"cancelled"_s);
        QCOMPARE(order.returnStatus, u"partially_returned"_s);
    }
};

QTEST_GUILESS_MAIN(ReturnRulesTest)
#include "return_rules_test.moc"
