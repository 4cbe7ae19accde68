// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/contracts/order_lines.h"
#include "core/domain/decision.h"
#include "core/domain/orders/order.h"

/// How goods of an order come back. Pure: the state and the command in, a decision out.
namespace replay::orders {

using domain::Decision;

struct ReturnOrder {
    QUuid orderId;
    QUuid returnId;
    std::vector<contracts::RequestedLine> items;  ///< without prices: what was paid for them is the order's to say
    QString reason;
};

/// A client sends goods back: the order is locked and a saga will take them, restock them, refund them and close the return.
Decision requestReturn(const Order& order, const ReturnOrder& command);
/// The saga takes the goods from the order.
Decision takeBack(const Order& order, const QUuid& orderId, const QUuid& returnId);
/// The compensation of both: the order holds its goods again and is free. Always done, except after the return was closed.
Decision rejectReturn(const Order& order, const QUuid& orderId, const QUuid& returnId, const QString& reason);
/// The goods are back and the money is paid out: nothing may hinder this.
Decision closeReturn(const Order& order, const QUuid& orderId, const QUuid& returnId);

}  // namespace replay::orders
