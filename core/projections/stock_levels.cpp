// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/projections/stock_levels.h"

namespace replay::projections {

EventKinds StockLevels::wants()
{
    using enum EventKind;
    return {StockItemCreated, StockAdjusted,  StockReserved,         StockReleased,
            StockShipped,     StockRestocked, StockRestockWithdrawn, StockItemDiscontinued};
}

Touches StockLevels::touches(Fact& fact) { return {.changes = fact.data.idOrNull("product_id")}; }

Status StockLevels::apply(Fact& fact)
{
    const QUuid productId = fact.data.id("product_id");
    const bool discontinued = fact.kind == EventKind::StockItemDiscontinued;
    const bool created = fact.kind == EventKind::StockItemCreated;
    const std::int64_t onHand = discontinued ? 0 : fact.data.whole("on_hand");
    const QString sku = created ? fact.data.textOr("sku", QString()) : QString();
    const bool namesReserved = fact.data.has("reserved");
    const std::int64_t reserved = fact.data.wholeOr("reserved", 0);
    if (!fact.data.good())
        return {};
    REPLAY_ASSIGN(StockRow * stock, created ? rows().obtain(productId) : rows().edit(productId));
    if (!stock)
        return {};
    if (created) {
        stock->sku = sku;
        stock->stockItemId = fact.aggregateId;
    }
    if (discontinued) {
        stock->discontinued = true;
        return {};
    }
    stock->onHand = onHand;
    if (namesReserved)
        stock->reserved = reserved;
    stock->available = stock->onHand - stock->reserved;
    return {};
}

}  // namespace replay::projections
