// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/contracts/json_text.h"
#include "core/domain/handling.h"
#include "core/domain/orders/orders_tables.h"

/// What the order service's handlers have in common.
namespace replay::orders {

inline domain::Target orderTarget(const QUuid& orderId) { return {orderId, orderType}; }

/// A handler of an order that exists: decides, appends, updates the tables, answers the order's number and status.
/// `refusal`: the event type by which a saga learns of a refusal; empty where a saga cannot be refused. `returnId`: the return
/// that it is about, if any.
template <typename Decide>
Result<commands::Receipt> change(const commands::Message& message, events::UnitOfWork& work, const QUuid& orderId, const QString& refusal,
                                 Decide&& decide, const QUuid& returnId = {})
{
    std::size_t historyBefore = 0;
    return domain::settle<Order>(
        message, work, orderTarget(orderId),
        [&](const Order& order) {
            historyBefore = order.history.size();
            return decide(order);
        },
        [&](const Order& order) -> Result<QJsonObject> {
            OrdersTables tables(work.database());
            if (order.created) {
                REPLAY_TRY(tables.update(order, historyBefore, work));
                REPLAY_TRY(tables.saveReturn(order, returnId));
            }
            QJsonObject answer{{QStringLiteral("order_id"), base::idText(orderId)},
                               {QStringLiteral("order_number"), contracts::orNull(order.orderNumber)},
                               {QStringLiteral("status"), order.status}};
            if (const OrderReturn* back = order.findReturn(returnId)) {
                answer.insert(QStringLiteral("return_id"), base::idText(returnId));
                answer.insert(QStringLiteral("refund_amount"), back->amount.toString());
            }
            return answer;
        },
        [&](const QString& reason) -> std::optional<events::NewEvent> {
            if (refusal.isEmpty())
                return std::nullopt;
            QJsonObject data{{QStringLiteral("order_id"), base::idText(orderId)}, {QStringLiteral("reason"), reason}};
            if (!returnId.isNull())
                data.insert(QStringLiteral("return_id"), base::idText(returnId));
            return events::NewEvent{refusal, data};
        });
}

}  // namespace replay::orders
