// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/check.h"
#include "core/domain/inventory/stock_item.h"

namespace replay::inventory {

/// The event of one product's stock that changes for an order.
inline events::NewEvent moved(const QString& type, const StockItem& item, const QUuid& orderId, std::int64_t quantity, std::int64_t onHand,
                              std::int64_t reserved)
{
    // A violated bound here would be stock that never was: the rules let none through.
    ENSURE(reserved >= 0 && onHand >= reserved);
    return {type,
            {{QStringLiteral("product_id"), base::idText(item.productId)},
             {QStringLiteral("order_id"), base::idText(orderId)},
             {QStringLiteral("quantity"), static_cast<qint64>(quantity)},
             {QStringLiteral("on_hand"), static_cast<qint64>(onHand)},
             {QStringLiteral("reserved"), static_cast<qint64>(reserved)}}};
}

}  // namespace replay::inventory
