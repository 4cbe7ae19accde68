// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/projections/projection.h"

namespace replay::projections {

/// How much of a product there is.
struct StockRow {
    QUuid productId;
    QString sku;
    std::int64_t onHand = 0;
    std::int64_t reserved = 0;
    std::int64_t available = 0;
    bool discontinued = false;
    QUuid stockItemId;

    static constexpr const char* table = "stock_levels";
    static constexpr auto columns =
        std::make_tuple(column("product_id", &StockRow::productId), column("sku", &StockRow::sku), column("on_hand", &StockRow::onHand),
                        column("reserved", &StockRow::reserved), column("available", &StockRow::available),
                        column("discontinued", &StockRow::discontinued), hiddenColumn("stock_item_id", &StockRow::stockItemId));
};

class StockLevels final : public TableProjection<StockRow> {
public:
    using TableProjection::TableProjection;
    static EventKinds wants();
    static Touches touches(Fact& fact);
    Status apply(Fact& fact) override;
};

}  // namespace replay::projections
