// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/invariants/shop_state.h"

#include <QJsonArray>
#include <QSet>
#include <algorithm>

namespace replay::invariants {
namespace {

using base::idOf;
using log::LoggedEvent;

QString textOf(const QJsonObject& data, const char* key) { return data.value(QLatin1StringView(key)).toString(); }

QUuid idOf(const QJsonObject& data, const char* key) { return base::idOf(data.value(QLatin1StringView(key))); }

std::int64_t wholeOf(const QJsonObject& data, const char* key) { return data.value(QLatin1StringView(key)).toInteger(); }

/// Zero where there is no such amount: the violation that follows then says what is missing.
Money amountOf(const QJsonObject& data, const char* key) { return Money::parse(textOf(data, key)).value_or(Money()); }

QMap<QUuid, std::int64_t> goodsOf(const QJsonObject& data)
{
    QMap<QUuid, std::int64_t> goods;
    const QJsonArray items = data.value(QStringLiteral("items")).toArray();
    for (const QJsonValue& item : items)
        goods[base::idOf(item[QStringLiteral("product_id")])] += item[QStringLiteral("quantity")].toInteger();
    return goods;
}

template <typename Thing>
void touch(Thing& thing, const LoggedEvent& event)
{
    if (thing.first == 0)
        thing.first = event.position;
    thing.last = event.position;
    thing.lastEvent = event.eventId;
}

}  // namespace

ShopState::Saga::Step& ShopState::Saga::step(const QString& id)
{
    const auto found = std::find_if(steps.begin(), steps.end(), [&](const Step& each) { return each.id == id; });
    return found != steps.end() ? *found : steps.emplace_back(Step{id});
}

bool ShopState::isInSaga(const QUuid& orderId) const
{
    const auto order = orders.constFind(orderId);
    return order != orders.constEnd() && order->sagasRunning > 0;
}

Money ShopState::kept(const QUuid& orderId) const
{
    const Payment payment = payments.value(orderId);
    return payment.captured - payment.refunded;
}

Position ShopState::moneyWrongAt(const Order& order) const
{
    const auto saga = sagas.constFind(order.lastSaga);
    return std::max(order.unbalancedSince, saga == sagas.constEnd() ? Position() : saga->last);
}

void ShopState::weigh(const QUuid& orderId)
{
    const auto order = orders.find(orderId);
    if (order == orders.end())
        return;
    if (kept(orderId) == due(*order))
        order->unbalancedSince = 0;
    else if (order->unbalancedSince == 0)
        order->unbalancedSince = head;
}

void ShopState::evolve(const LoggedEvent& event)
{
    head = event.position;
    evolveReturn(event);
    evolvePurchase(event);
    const QString& type = event.aggregateType;
    if (type == u"Saga")
        evolveSaga(event);
    else if (type == u"Order")
        evolveOrder(event);
    else if (type == u"StockItem")
        evolveStock(event);
    else if (type == u"Reservation")
        evolveReservation(event);
    else if (type == u"Payment")
        evolvePayment(event);
}

void ShopState::evolveOrder(const LoggedEvent& event)
{
    Order& order = orders[event.aggregateId];
    touch(order, event);
    const QString& type = event.eventType;
    if (type == u"OrderCreated") {
        const QJsonObject data = event.data();
        order.number = textOf(data, "order_number");
        order.total = amountOf(data, "total_amount");
        order.status = QStringLiteral("pending");
    } else if (order.status.isEmpty()) {
        return;  // rejected, or cancelled before it was created
    } else if (type == u"OrderConfirmed") {
        order.status = QStringLiteral("confirmed");
    } else if (type == u"OrderCancelled") {
        order.status = QStringLiteral("cancelled");
        order.cancelledAt = event.position;
    } else if (type == u"OrderShipped") {
        order.status = QStringLiteral("shipped");
    } else if (type == u"OrderDelivered") {
        order.status = QStringLiteral("delivered");
    } else if (type == u"OrderReturned") {
        order.returned += amountOf(event.data(), "refund_amount");
    }
    weigh(event.aggregateId);
}

void ShopState::evolvePayment(const LoggedEvent& event)
{
    const QJsonObject data = event.data();
    const QUuid orderId = idOf(data, "order_id");
    Payment& payment = payments[orderId];
    payment.paymentId = event.aggregateId;
    touch(payment, event);
    if (event.eventType == u"PaymentProcessed")
        payment.captured += amountOf(data, "amount");
    else if (event.eventType == u"PaymentRefunded")
        payment.refunded += amountOf(data, "amount");
    weigh(orderId);
}

void ShopState::evolveStock(const LoggedEvent& event)
{
    const QJsonObject data = event.data();
    Stock& item = stock[idOf(data, "product_id")];
    item.itemId = event.aggregateId;
    touch(item, event);
    const QString& type = event.eventType;
    if (type == u"StockItemDiscontinued")
        return;
    const std::int64_t quantity = wholeOf(data, "quantity");
    if (type == u"StockItemCreated") {
        item.sku = textOf(data, "sku");
        item.initial = wholeOf(data, "on_hand");
    } else if (type == u"StockAdjusted") {
        item.adjusted += wholeOf(data, "delta");
    } else if (type == u"StockReserved") {
        item.reserved += quantity;
    } else if (type == u"StockReleased") {
        item.reserved -= quantity;
    } else if (type == u"StockShipped") {
        item.reserved -= quantity;
        item.shipped += quantity;
    } else if (type == u"StockRestocked") {
        if (textOf(data, "from") == u"customer") {
            item.reserved += quantity;
            item.returned += quantity;
        }
    } else if (type == u"StockRestockWithdrawn") {
        const QString to = textOf(data, "to");
        item.reserved -= to == u"reservation" ? 0 : quantity;
        item.returned -= to == u"customer" ? quantity : 0;
    }
    item.toldOnHand = wholeOf(data, "on_hand");
    const bool tellsReserved = data.contains(QStringLiteral("reserved"));
    if (item.wrongAt != 0)
        return;
    if (item.onHand() < 0 || item.reserved < 0 || item.reserved > item.onHand())
        item.wrong = QStringLiteral("after %1 there are %2 on hand and %3 reserved").arg(type).arg(item.onHand()).arg(item.reserved);
    else if (item.toldOnHand != item.onHand())
        item.wrong = QStringLiteral("%1 tells of %2 on hand, its stream adds up to %3").arg(type).arg(item.toldOnHand).arg(item.onHand());
    else if (tellsReserved && wholeOf(data, "reserved") != item.reserved)
        item.wrong =
            QStringLiteral("%1 tells of %2 reserved, its stream adds up to %3").arg(type).arg(wholeOf(data, "reserved")).arg(item.reserved);
    if (!item.wrong.isEmpty())
        item.wrongAt = event.position;
}

void ShopState::evolveReservation(const LoggedEvent& event)
{
    const QJsonObject data = event.data();
    Reservation& reservation = reservations[idOf(data, "order_id")];
    reservation.reservationId = event.aggregateId;
    touch(reservation, event);
    const auto goods = goodsOf(data);
    const QUuid returnId = idOf(data, "return_id");
    if (event.eventType == u"InventoryReserved") {
        reservation.made = true;
        reservation.open = goods;
    } else if (event.eventType == u"InventoryReleased" || event.eventType == u"InventoryShipped") {
        reservation.open.clear();
    } else if (event.eventType == u"InventoryRestocked") {
        reservation.held.insert(returnId, goods);
        if (textOf(data, "from") == u"reservation")
            reservation.give(goods, -1);
    } else if (event.eventType == u"InventoryRestockWithdrawn") {
        reservation.held.remove(returnId);
        if (textOf(data, "to") == u"reservation")
            reservation.give(goods, 1);
    } else if (event.eventType == u"InventoryReturnStocked") {
        reservation.held.remove(returnId);
    }
}

void ShopState::Reservation::give(const QMap<QUuid, std::int64_t>& goods, int sign)
{
    for (auto line = goods.cbegin(); line != goods.cend(); ++line) {
        open[line.key()] += sign * line.value();
        if (open.value(line.key()) == 0)
            open.remove(line.key());
    }
}

/// What one return left in all services, each of which tells its part with the return's id.
void ShopState::evolveReturn(const LoggedEvent& event)
{
    static const QSet<QString> told{QStringLiteral("OrderReturnRequested"),   QStringLiteral("OrderItemsTakenBack"),
                                    QStringLiteral("OrderReturnRejected"),    QStringLiteral("OrderReturned"),
                                    QStringLiteral("InventoryRestocked"),     QStringLiteral("InventoryRestockWithdrawn"),
                                    QStringLiteral("InventoryReturnStocked"), QStringLiteral("PaymentRefunded")};
    const QString& type = event.eventType;
    if (!told.contains(type))
        return;
    const QJsonObject data = event.data();
    const QUuid returnId = idOf(data, "return_id");
    if (returnId.isNull())
        return;  // the refund of a cancelled order
    Return& back = returns[returnId];
    touch(back, event);
    std::int64_t units = 0;
    for (const std::int64_t quantity : goodsOf(data))
        units += quantity;
    if (type == u"OrderReturnRequested") {
        back.orderId = event.aggregateId;
        back.amount = amountOf(data, "refund_amount");
        back.units = units;
    } else if (type == u"OrderItemsTakenBack") {
        back.takenBack = true;
    } else if (type == u"OrderReturnRejected") {
        back.rejected = true;
    } else if (type == u"OrderReturned") {
        back.closedAt = event.position;
    } else if (type == u"InventoryRestocked") {
        back.restocked += units;
    } else if (type == u"InventoryRestockWithdrawn") {
        back.withdrawn = true;
        back.restocked -= units;
    } else if (type == u"InventoryReturnStocked") {
        back.stocked = true;
    } else {
        ++back.refunds;
        back.refunded += amountOf(data, "amount");
    }
}

/// A purchase that nobody conducts, as the services' own events tell of it.
void ShopState::evolvePurchase(const LoggedEvent& event)
{
    const auto fact = contracts::purchaseFact(event);
    if (!fact || (event.eventType != u"OrderPlaced" && !sagas.contains(fact->orderId)))
        return;
    Saga& saga = sagas[fact->orderId];
    if (!saga.choreographed) {
        saga.choreographed.emplace();
        saga.correlationId = event.correlationId;
        saga.orderId = fact->orderId;
        saga.type = QStringLiteral("OrderProcessing");
        orders[fact->orderId].lastSaga = fact->orderId;
        ++orders[fact->orderId].sagasRunning;
    }
    const bool ran = !saga.isTerminal();
    if (!saga.choreographed->take(*fact))
        return;
    touch(saga, event);
    saga.lastType = event.eventType;
    saga.status = saga.choreographed->status;
    saga.stuck = saga.choreographed->stuck;
    for (const contracts::PurchaseStep& step : contracts::purchaseSteps()) {
        if (fact->eventType == QLatin1StringView(step.done))
            ++saga.step(QString::fromLatin1(step.id)).completed;
        for (const char* undone : step.undone) {
            if (undone != nullptr && fact->eventType == QLatin1StringView(undone))
                ++saga.step(QString::fromLatin1(step.id)).compensated;
        }
    }
    if (ran && saga.isTerminal())
        --orders[fact->orderId].sagasRunning;
}

void ShopState::evolveSaga(const LoggedEvent& event)
{
    Saga& saga = sagas[event.aggregateId];
    touch(saga, event);
    const QJsonObject data = event.data();
    const QString& type = event.eventType;
    if (type == u"SagaStarted") {
        saga.orderId = idOf(data, "order_id");
        saga.type = textOf(data, "type");
        saga.status = QStringLiteral("started");
        const QJsonArray skipped = data.value(QStringLiteral("skipped_steps")).toArray();
        for (const QJsonValue& step : skipped)
            saga.step(step.toString()).external = true;
        Order& order = orders[saga.orderId];
        ++order.sagasRunning;
        saga.returnId = idOf(data.value(QStringLiteral("data")).toObject(), "return_id");
        if (saga.returnId.isNull())
            order.lastSaga = event.aggregateId;
    } else if (type == u"SagaStepStarted") {
        if (textOf(data, "kind") == u"compensation")
            saga.step(textOf(data, "step")).compensating = true;
        saga.stuck = false;
    } else if (type == u"SagaStepCompleted") {
        ++saga.step(textOf(data, "step")).completed;
    } else if (type == u"SagaStepCompensated") {
        ++saga.step(textOf(data, "step")).compensated;
        saga.stuck = false;
    } else if (type == u"SagaResolved") {
        Saga::Step& step = saga.step(textOf(data, "step"));
        ++(textOf(data, "kind") == u"compensation" ? step.compensated : step.completed);
        saga.stuck = false;
    } else if (type == u"SagaAborted") {
        if (data.contains(QStringLiteral("step")) && saga.stuck)
            saga.step(textOf(data, "step")).givenUp = true;
        saga.stuck = false;
    } else if (type == u"SagaPaused" || type == u"SagaResumed") {
        saga.paused = type == u"SagaPaused";
    } else if (type == u"SagaCompensating") {
        saga.status = QStringLiteral("compensating");
    } else if (type == u"SagaCompleted") {
        saga.status = QStringLiteral("completed");
        --orders[saga.orderId].sagasRunning;
    } else if (type == u"SagaFailed") {
        saga.status = QStringLiteral("failed");
        --orders[saga.orderId].sagasRunning;
    } else if (type == u"SagaStuck") {
        saga.stuck = true;
    }
}

}  // namespace replay::invariants
