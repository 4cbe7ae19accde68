// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/orders/order.h"

#include "core/contracts/json_text.h"

#include <algorithm>

namespace replay::orders {

using namespace Qt::StringLiterals;
using base::idOf;
using base::idText;
using base::moneyOf;
using contracts::objectOf;
using contracts::orNull;
using contracts::textOf;
using contracts::timeOf;

QJsonObject OrderLine::toJson() const
{
    return {{u"product_id"_s, idText(productId)},
            {u"product_sku"_s, sku},
            {u"product_name"_s, name},
            {u"quantity"_s, static_cast<qint64>(quantity)},
            {u"unit_price"_s, unitPrice.toString()},
            {u"total_price"_s, total.toString()}};
}

OrderLine OrderLine::fromJson(const QJsonObject& json)
{
    return {idOf(json.value("product_id"_L1)),
            json.value("product_sku"_L1).toString(),
            json.value("product_name"_L1).toString(),
            json.value("quantity"_L1).toInteger(),
            moneyOf(json.value("unit_price"_L1)),
            moneyOf(json.value("total_price"_L1)),
            json.value("returned_quantity"_L1).toInteger()};
}

void Order::start(const QJsonObject& data, ModelTime at)
{
    created = true;
    inSaga = data.value("in_saga"_L1).toBool();
    orderId = idOf(data.value("order_id"_L1));
    orderNumber = data.value("order_number"_L1).toString();
    customerId = idOf(data.value("customer_id"_L1));
    paymentStatus = u"pending"_s;
    total = moneyOf(data.value("total_amount"_L1));
    currency = data.value("currency"_L1).toString();
    const QJsonArray items = data.value("items"_L1).toArray();
    lines.clear();
    lines.reserve(static_cast<std::size_t>(items.size()));
    for (const QJsonValue& item : items)
        lines.push_back(OrderLine::fromJson(item.toObject()));
    shippingAddress = data.value("shipping_address"_L1).toObject();
    billingAddress = objectOf(data.value("billing_address"_L1));
    paymentMethod = textOf(data.value("payment_method"_L1));
    shippingMethod = textOf(data.value("shipping_method"_L1));
    notes = textOf(data.value("notes"_L1));
    reason = QString();
    createdAt = at;
    enter(u"pending"_s, at);
}

void Order::enter(const QString& next, ModelTime at, const QString& why)
{
    updatedAt = at;
    if (status == next)
        return;
    status = next;
    history.push_back({next, at, why});
}

void Order::evolve(const events::Event& event)
{
    const QString& type = event.eventType;
    const ModelTime at = event.occurredAt;
    const QJsonObject data = event.data();
    if (type == "OrderCreated"_L1) {
        start(data, at);
    } else if (type == "OrderRejected"_L1) {
        // An order that exists is not touched by the rejection of a second one with its id.
        if (!created && status != "cancelled"_L1) {
            orderId = event.aggregateId;
            status = u"rejected"_s;
            reason = data.value("reason"_L1).toString();
            updatedAt = at;
        }
    } else if (type == "OrderConfirmationRequested"_L1) {
        inSaga = true;
        updatedAt = at;
    } else if (type == "OrderConfirmationFailed"_L1) {
        inSaga = false;
        reason = data.value("reason"_L1).toString();
        updatedAt = at;
    } else if (type == "OrderConfirmed"_L1) {
        inSaga = false;
        paymentStatus = u"captured"_s;
        paymentId = idOf(data.value("payment_id"_L1));
        enter(u"confirmed"_s, at);
    } else if (type == "OrderCancelled"_L1) {
        inSaga = false;
        orderId = event.aggregateId;
        reason = textOf(data.value("reason"_L1));
        if (created && status != "cancelled"_L1)
            paymentStatus = paymentStatus == "captured"_L1 ? u"refund_due"_s : u"cancelled"_s;
        enter(u"cancelled"_s, at, reason);
    } else if (type == "OrderShipped"_L1) {
        trackingNumber = textOf(data.value("tracking_number"_L1));
        enter(u"shipped"_s, at);
    } else if (type == "OrderDelivered"_L1) {
        enter(u"delivered"_s, at);
    } else if (type == "OrderReturnRequested"_L1 || type == "OrderItemsTakenBack"_L1 || type == "OrderReturnRejected"_L1 ||
               type == "OrderReturned"_L1) {
        evolveReturn(type, data, at);
    }
}

bool Order::isSold() const
{
    return status == "confirmed"_L1 || status == "processing"_L1 || status == "shipped"_L1 || status == "delivered"_L1;
}

bool Order::holdsGoods() const
{
    return std::any_of(lines.begin(), lines.end(), [](const OrderLine& line) { return line.held() > 0; });
}

const OrderReturn* Order::findReturn(const QUuid& returnId) const
{
    const auto found = std::find_if(returns.begin(), returns.end(), [&](const OrderReturn& each) { return each.returnId == returnId; });
    return found == returns.end() ? nullptr : &*found;
}

void Order::evolveReturn(const QString& type, const QJsonObject& data, ModelTime at)
{
    updatedAt = at;
    const QUuid returnId = idOf(data.value("return_id"_L1));
    if (type == "OrderReturnRequested"_L1) {
        inSaga = true;
        returns.push_back({returnId, u"requested"_s, returnLinesOf(data.value("items"_L1).toArray()),
                           moneyOf(data.value("refund_amount"_L1)), textOf(data.value("reason"_L1)), at, at});
        return;
    }
    const auto found = std::find_if(returns.begin(), returns.end(), [&](const OrderReturn& each) { return each.returnId == returnId; });
    if (type != "OrderItemsTakenBack"_L1)
        inSaga = false;
    if (found == returns.end())
        return;
    OrderReturn& back = *found;
    back.updatedAt = at;
    if (type == "OrderItemsTakenBack"_L1) {
        back.status = u"taken_back"_s;
        moveReturned(back.lines, 1);
    } else if (type == "OrderReturnRejected"_L1) {
        if (back.isTakenBack())
            moveReturned(back.lines, -1);
        back.status = u"rejected"_s;
        back.reason = textOf(data.value("reason"_L1));
    } else {
        back.status = u"returned"_s;
        returnStatus = textOf(data.value("return_status"_L1));
        history.push_back({returnStatus, at, back.reason});
    }
}

void Order::moveReturned(const ReturnLines& back, int sign)
{
    for (const ReturnLine& line : back)
        lines.at(static_cast<std::size_t>(line.line)).returned += sign * line.quantity;
}

QJsonObject Order::toJson() const
{
    QJsonArray items;
    for (const OrderLine& line : lines) {
        QJsonObject item = line.toJson();
        item.insert(u"returned_quantity"_s, static_cast<qint64>(line.returned));
        items.append(item);
    }
    QJsonArray back;
    for (const OrderReturn& each : returns)
        back.append(each.toJson());
    QJsonArray changes;
    for (const StatusChange& change : history)
        changes.append(QJsonObject{{u"status"_s, change.status}, {u"at"_s, change.at.toString()}, {u"notes"_s, orNull(change.notes)}});
    return {{u"created"_s, created},
            {u"in_saga"_s, inSaga},
            {u"order_id"_s, orNull(orderId)},
            {u"order_number"_s, orNull(orderNumber)},
            {u"customer_id"_s, orNull(customerId)},
            {u"status"_s, orNull(status)},
            {u"payment_status"_s, orNull(paymentStatus)},
            {u"payment_id"_s, orNull(paymentId)},
            {u"total_amount"_s, total.toString()},
            {u"currency"_s, orNull(currency)},
            {u"items"_s, items},
            {u"shipping_address"_s, shippingAddress},
            {u"billing_address"_s, orNull(billingAddress)},
            {u"payment_method"_s, orNull(paymentMethod)},
            {u"shipping_method"_s, orNull(shippingMethod)},
            {u"tracking_number"_s, orNull(trackingNumber)},
            {u"notes"_s, orNull(notes)},
            {u"reason"_s, orNull(reason)},
            {u"status_history"_s, changes},
            {u"return_status"_s, orNull(returnStatus)},
            {u"returns"_s, back},
            {u"created_at"_s, createdAt.toString()},
            {u"updated_at"_s, updatedAt.toString()}};
}

Order Order::fromJson(const QJsonObject& json)
{
    Order order;
    order.created = json.value("created"_L1).toBool();
    order.inSaga = json.value("in_saga"_L1).toBool();
    order.orderId = idOf(json.value("order_id"_L1));
    order.orderNumber = textOf(json.value("order_number"_L1));
    order.customerId = idOf(json.value("customer_id"_L1));
    order.status = textOf(json.value("status"_L1));
    order.paymentStatus = textOf(json.value("payment_status"_L1));
    order.paymentId = idOf(json.value("payment_id"_L1));
    order.total = moneyOf(json.value("total_amount"_L1));
    order.currency = textOf(json.value("currency"_L1));
    for (const QJsonValue& item : json.value("items"_L1).toArray())
        order.lines.push_back(OrderLine::fromJson(item.toObject()));
    order.shippingAddress = json.value("shipping_address"_L1).toObject();
    order.billingAddress = objectOf(json.value("billing_address"_L1));
    order.paymentMethod = textOf(json.value("payment_method"_L1));
    order.shippingMethod = textOf(json.value("shipping_method"_L1));
    order.trackingNumber = textOf(json.value("tracking_number"_L1));
    order.notes = textOf(json.value("notes"_L1));
    order.reason = textOf(json.value("reason"_L1));
    for (const QJsonValue& value : json.value("status_history"_L1).toArray()) {
        const QJsonObject change = value.toObject();
        order.history.push_back({change.value("status"_L1).toString(), timeOf(change.value("at"_L1)), textOf(change.value("notes"_L1))});
    }
    order.returnStatus = textOf(json.value("return_status"_L1));
    for (const QJsonValue& value : json.value("returns"_L1).toArray())
        order.returns.push_back(OrderReturn::fromJson(value.toObject()));
    order.createdAt = timeOf(json.value("created_at"_L1));
    order.updatedAt = timeOf(json.value("updated_at"_L1));
    return order;
}

}  // namespace replay::orders
