// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/orders/order_rules.h"

#include "core/contracts/json_text.h"
#include "core/contracts/text_checks.h"

namespace replay::orders {

using namespace Qt::StringLiterals;
using base::idText;
using contracts::orNull;
using domain::happened;
using domain::refuse;

namespace {

Decision notFound(const QUuid& orderId) { return refuse(u"Order %1 not found"_s.arg(idText(orderId))); }

Decision lockedBySaga(const Order& order) { return refuse(u"Order %1 is being processed by its saga"_s.arg(order.orderNumber)); }

/// The first thing wrong with the order as a whole; empty: nothing.
QString faultOf(const Order& order, const CreateOrder& command)
{
    if (order.created)
        return u"Order %1 already exists"_s.arg(idText(command.orderId));
    if (order.status == "cancelled"_L1)
        return u"Order %1 was cancelled before it was created"_s.arg(idText(command.orderId));
    if (command.lines.empty())
        return u"Order must have at least one item"_s;
    if (command.lines.size() > contracts::orderLinesMax)
        return u"Order must have at most %1 lines, got %2"_s.arg(contracts::orderLinesMax).arg(command.lines.size());
    if (command.customer == CustomerStanding::Unknown)
        return u"Customer %1 not found"_s.arg(idText(command.customerId));
    if (command.customer == CustomerStanding::Inactive)
        return u"Customer %1 is inactive"_s.arg(idText(command.customerId));
    if (command.orderNumber.isEmpty())
        return u"Order number must not be empty"_s;
    if (command.numberTaken)
        return u"Order number %1 is already used"_s.arg(command.orderNumber);
    if (command.currency.size() != 3)
        return u"Currency must be a code of 3 letters such as USD, got \"%1\""_s.arg(command.currency.left(20));
    return contracts::tooLong({{"Order number", command.orderNumber, 50},
                               {"Payment method", command.paymentMethod, 50},
                               {"Shipping method", command.shippingMethod, 50}});
}

QJsonArray confirmationItems(const Order& order)
{
    QJsonArray items;
    for (const OrderLine& line : order.lines)
        items.append(QJsonObject{{u"product_id"_s, idText(line.productId)},
                                 {u"quantity"_s, static_cast<qint64>(line.quantity)},
                                 {u"unit_price"_s, line.unitPrice.toString()}});
    return items;
}

}  // namespace

Decision createOrder(const Order& order, const CreateOrder& command)
{
    if (const QString fault = faultOf(order, command); !fault.isEmpty())
        return refuse(fault);
    QJsonArray items;
    Money total;
    for (const WantedLine& wanted : command.lines) {
        if (!wanted.entry)
            return refuse(u"Product %1 not found"_s.arg(idText(wanted.line.productId)));
        if (!wanted.entry->active)
            return refuse(u"Product %1 (%2) is inactive"_s.arg(wanted.entry->sku, wanted.entry->name));
        OrderLine line{wanted.line.productId,
                       wanted.entry->sku,
                       wanted.entry->name,
                       wanted.line.quantity,
                       wanted.line.unitPrice.value_or(wanted.entry->price),
                       {},
                       0};
        if (line.unitPrice < Money())
            return refuse(u"Unit price of %1 must not be negative, got %2"_s.arg(line.sku, line.unitPrice.toString()));
        line.total = line.unitPrice * line.quantity;
        if (line.total.inRange())
            total += line.total;
        if (!line.total.inRange() || !total.inRange())
            return refuse(u"Order total must not exceed %1"_s.arg(Money::fromHundredths(Money::hundredthsMax).toString()));
        items.append(line.toJson());
    }
    QJsonObject data{{u"order_id"_s, idText(command.orderId)},
                     {u"order_number"_s, command.orderNumber},
                     {u"customer_id"_s, idText(command.customerId)},
                     {u"items"_s, items},
                     {u"total_amount"_s, total.toString()},
                     {u"currency"_s, command.currency},
                     {u"shipping_address"_s, command.shippingAddress},
                     {u"billing_address"_s, orNull(command.billingAddress)},
                     {u"payment_method"_s, orNull(command.paymentMethod)},
                     {u"shipping_method"_s, orNull(command.shippingMethod)},
                     {u"notes"_s, orNull(command.notes)}};
    if (command.fromSaga)
        data.insert(u"in_saga"_s, true);
    return happened(u"OrderCreated"_s, std::move(data));
}

Decision requestConfirmation(const Order& order, const QUuid& orderId)
{
    if (!order.created)
        return notFound(orderId);
    if (order.status != "pending"_L1)
        return refuse(u"Order cannot be confirmed: %1 is %2, not pending"_s.arg(order.orderNumber, order.status));
    if (order.inSaga)
        return refuse(u"Order cannot be confirmed: %1 is being processed by its saga"_s.arg(order.orderNumber));
    return happened(u"OrderConfirmationRequested"_s, {{u"order_id"_s, idText(orderId)},
                                                      {u"order_number"_s, order.orderNumber},
                                                      {u"customer_id"_s, idText(order.customerId)},
                                                      {u"items"_s, confirmationItems(order)},
                                                      {u"total_amount"_s, order.total.toString()},
                                                      {u"currency"_s, order.currency},
                                                      {u"payment_method"_s, orNull(order.paymentMethod)}});
}

Decision confirmOrder(const Order& order, const QUuid& orderId, const QUuid& paymentId)
{
    if (!order.created)
        return notFound(orderId);
    if (order.status != "pending"_L1)
        return refuse(u"Order cannot be confirmed: %1 is %2, not pending"_s.arg(order.orderNumber, order.status));
    QJsonObject data{{u"order_id"_s, idText(orderId)},
                     {u"order_number"_s, order.orderNumber},
                     {u"customer_id"_s, idText(order.customerId)},
                     {u"total_amount"_s, order.total.toString()}};
    if (!paymentId.isNull())
        data.insert(u"payment_id"_s, idText(paymentId));
    return happened(u"OrderConfirmed"_s, std::move(data));
}

Decision cancelOrder(const Order& order, const QUuid& orderId, const QString& reason)
{
    if (!order.created)
        return notFound(orderId);
    if (order.inSaga)
        return lockedBySaga(order);
    if (order.status != "pending"_L1 && order.status != "confirmed"_L1)
        return refuse(u"Order cannot be cancelled: %1 is %2"_s.arg(order.orderNumber, order.status));
    if (order.returnStatus == "returned"_L1)
        return refuse(u"Order cannot be cancelled: all of %1 came back already"_s.arg(order.orderNumber));
    return compensateOrder(order, orderId, reason);
}

Decision compensateOrder(const Order& order, const QUuid& orderId, const QString& reason)
{
    return happened(u"OrderCancelled"_s,
                    {{u"order_id"_s, idText(orderId)},
                     {u"reason"_s, orNull(reason)},
                     {u"previous_status"_s, orNull(order.created || order.status == "cancelled"_L1 ? order.status : QString())}});
}

Decision releaseOrder(const QUuid& orderId, const QString& reason)
{
    return happened(u"OrderConfirmationFailed"_s, {{u"order_id"_s, idText(orderId)}, {u"reason"_s, reason}});
}

Decision shipOrder(const Order& order, const QUuid& orderId, const QString& trackingNumber)
{
    if (!order.created)
        return notFound(orderId);
    if (order.status != "confirmed"_L1)
        return refuse(u"Order cannot be shipped: %1 is %2, not confirmed"_s.arg(order.orderNumber, order.status));
    if (order.inSaga)
        return lockedBySaga(order);
    if (!order.holdsGoods())
        return refuse(u"Order cannot be shipped: all of %1 came back already"_s.arg(order.orderNumber));
    if (const QString fault = contracts::tooLong({{"Tracking number", trackingNumber, 100}}); !fault.isEmpty())
        return refuse(fault);
    QJsonArray items;
    for (const OrderLine& line : order.lines) {
        if (line.held() > 0)
            items.append(QJsonObject{{u"product_id"_s, idText(line.productId)}, {u"quantity"_s, static_cast<qint64>(line.held())}});
    }
    return happened(u"OrderShipped"_s,
                    {{u"order_id"_s, idText(orderId)}, {u"tracking_number"_s, orNull(trackingNumber)}, {u"items"_s, items}});
}

Decision deliverOrder(const Order& order, const QUuid& orderId)
{
    if (!order.created)
        return notFound(orderId);
    if (order.status != "shipped"_L1)
        return refuse(u"Order cannot be delivered: %1 is %2, not shipped"_s.arg(order.orderNumber, order.status));
    if (order.inSaga)
        return lockedBySaga(order);
    if (!order.holdsGoods())
        return refuse(u"Order cannot be delivered: all of %1 came back already"_s.arg(order.orderNumber));
    return happened(u"OrderDelivered"_s, {{u"order_id"_s, idText(orderId)}});
}

}  // namespace replay::orders
