// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/orders/return_rules.h"

#include "core/contracts/json_text.h"

#include <algorithm>
#include <map>

namespace replay::orders {

using namespace Qt::StringLiterals;
using base::idText;
using contracts::orNull;
using domain::happened;
using domain::refuse;

namespace {

/// What hinders any return of this order; empty: nothing.
QString hindrance(const Order& order, const QUuid& orderId)
{
    if (!order.created)
        return u"Order %1 not found"_s.arg(idText(orderId));
    if (!order.isSold())
        return u"Order cannot be returned: %1 is %2"_s.arg(order.orderNumber, order.status);
    if (order.returnStatus == "returned"_L1)
        return u"Order cannot be returned: all of %1 came back already"_s.arg(order.orderNumber);
    return {};
}

QString tooFew(const Order& order, const QUuid& productId, std::int64_t wanted, std::int64_t held)
{
    const auto line =
        std::find_if(order.lines.begin(), order.lines.end(), [&](const OrderLine& each) { return each.productId == productId; });
    if (line == order.lines.end())
        return u"Order %1 has no product %2"_s.arg(order.orderNumber, idText(productId));
    return u"Order %1 holds %2 of %3, not the %4 to be returned"_s.arg(order.orderNumber).arg(held).arg(line->sku).arg(wanted);
}

/// The first lines of a product give first, whatever their prices: the same goods always bring the same refund.
QString takeFromLines(const Order& order, const QUuid& productId, std::int64_t wanted, ReturnLines& taken)
{
    std::int64_t missing = wanted;
    for (std::size_t i = 0; i < order.lines.size() && missing > 0; ++i) {
        const OrderLine& line = order.lines[i];
        const std::int64_t quantity = line.productId == productId ? std::min(missing, line.held()) : 0;
        if (quantity > 0)
            taken.push_back({static_cast<qsizetype>(i), productId, quantity, line.unitPrice});
        missing -= quantity;
    }
    return missing == 0 ? QString() : tooFew(order, productId, wanted, wanted - missing);
}

QJsonObject about(const QUuid& orderId, const OrderReturn& back)
{
    return {{u"order_id"_s, idText(orderId)},
            {u"return_id"_s, idText(back.returnId)},
            {u"items"_s, linesJson(back.lines)},
            {u"refund_amount"_s, back.amount.toString()}};
}

}  // namespace

Decision requestReturn(const Order& order, const ReturnOrder& command)
{
    if (const QString reason = hindrance(order, command.orderId); !reason.isEmpty())
        return refuse(reason);
    if (order.inSaga)
        return refuse(u"Order cannot be returned: %1 is being processed by its saga"_s.arg(order.orderNumber));
    if (order.findReturn(command.returnId))
        return refuse(u"Return %1 of order %2 exists already"_s.arg(idText(command.returnId), order.orderNumber));
    if (command.items.empty())
        return refuse(u"Return must have at least one item"_s);
    OrderReturn back{command.returnId, {}, {}, {}, {}, {}, {}};
    for (const auto& [productId, quantity] : contracts::quantitiesByProduct(command.items)) {
        if (const QString reason = takeFromLines(order, productId, quantity, back.lines); !reason.isEmpty())
            return refuse(reason);
    }
    std::sort(back.lines.begin(), back.lines.end(), [](const ReturnLine& a, const ReturnLine& b) { return a.line < b.line; });
    for (const ReturnLine& line : back.lines)
        back.amount += line.total();
    QJsonObject data = about(command.orderId, back);
    data.insert(u"order_number"_s, order.orderNumber);
    data.insert(u"customer_id"_s, idText(order.customerId));
    data.insert(u"currency"_s, order.currency);
    data.insert(u"reason"_s, orNull(command.reason));
    return happened(u"OrderReturnRequested"_s, std::move(data));
}

Decision takeBack(const Order& order, const QUuid& orderId, const QUuid& returnId)
{
    if (const QString reason = hindrance(order, orderId); !reason.isEmpty())
        return refuse(reason);
    const OrderReturn* back = order.findReturn(returnId);
    if (!back)
        return refuse(u"Order %1 has no return %2"_s.arg(order.orderNumber, idText(returnId)));
    if (back->status != "requested"_L1)
        return refuse(u"Return %1 of order %2 is %3, not requested"_s.arg(idText(returnId), order.orderNumber, back->status));
    return happened(u"OrderItemsTakenBack"_s, about(orderId, *back));
}

Decision rejectReturn(const Order& order, const QUuid& orderId, const QUuid& returnId, const QString& reason)
{
    const OrderReturn* back = order.findReturn(returnId);
    if (back && back->status == "returned"_L1)
        return refuse(u"Return %1 of order %2 is closed"_s.arg(idText(returnId), order.orderNumber));
    return happened(u"OrderReturnRejected"_s, {{u"order_id"_s, idText(orderId)},
                                               {u"return_id"_s, idText(returnId)},
                                               {u"items"_s, back && back->isTakenBack() ? linesJson(back->lines) : QJsonArray()},
                                               {u"reason"_s, orNull(reason)}});
}

Decision closeReturn(const Order& order, const QUuid& orderId, const QUuid& returnId)
{
    const OrderReturn* back = order.findReturn(returnId);
    if (!back || !back->isTakenBack())
        return refuse(u"Return %1 of order %2 cannot be closed: its goods are not taken back"_s.arg(idText(returnId), order.orderNumber));
    QJsonObject data = about(orderId, *back);
    data.insert(u"order_number"_s, order.orderNumber);
    data.insert(u"customer_id"_s, idText(order.customerId));
    data.insert(u"return_status"_s, order.holdsGoods() ? u"partially_returned"_s : u"returned"_s);
    return happened(u"OrderReturned"_s, std::move(data));
}

}  // namespace replay::orders
