// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/projections/projection.h"

namespace replay::projections {

/// What was sold on a day: confirmed orders, by the day they were placed; a cancelled order is taken out again. And what came
/// back, by the day the return was closed: net = gross − returned.
struct SalesRow {
    QString day;
    std::int64_t orders = 0;
    std::int64_t units = 0;
    base::Money gross;
    std::int64_t returns = 0;
    std::int64_t returnedUnits = 0;
    base::Money returned;

    static constexpr const char* table = "sales_per_day";
    static constexpr auto columns =
        std::make_tuple(column("day", &SalesRow::day), column("orders", &SalesRow::orders), column("units", &SalesRow::units),
                        column("gross", &SalesRow::gross), column("returns", &SalesRow::returns),
                        column("returned_units", &SalesRow::returnedUnits), column("returned", &SalesRow::returned));
};

/// What must be remembered of an order until it is confirmed or cancelled.
struct OrderOfSales {
    QUuid orderId;
    QString day;
    std::int64_t units = 0;
    base::Money gross;
    bool counted = false;
    std::int64_t returnedUnits = 0;
    base::Money returned;

    static constexpr const char* table = "orders_of_sales";
    static constexpr auto columns = std::make_tuple(
        column("order_id", &OrderOfSales::orderId), column("day", &OrderOfSales::day), column("units", &OrderOfSales::units),
        column("gross", &OrderOfSales::gross), column("counted", &OrderOfSales::counted),
        column("returned_units", &OrderOfSales::returnedUnits), column("returned", &OrderOfSales::returned));
};

class SalesPerDay final : public TableProjection<SalesRow, OrderOfSales> {
public:
    using TableProjection::TableProjection;
    static EventKinds wants()
    {
        return {EventKind::OrderCreated, EventKind::OrderConfirmed, EventKind::OrderCancelled, EventKind::OrderReturned};
    }
    static Touches touches(Fact&) { return {}; }  ///< an order's own events; the sums of a day do not mind their order
    Status apply(Fact& fact) override;

private:
    Status created(Fact& fact);
    Status returned(Fact& fact);
    Status counted(const QUuid& orderId, bool now);
};

}  // namespace replay::projections
