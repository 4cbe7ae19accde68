// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/projections/sales_per_day.h"

namespace replay::projections {

Status SalesPerDay::apply(Fact& fact)
{
    if (fact.kind == EventKind::OrderCreated)
        return created(fact);
    return counted(fact.aggregateId, fact.kind == EventKind::OrderConfirmed);
}

Status SalesPerDay::created(Fact& fact)
{
    std::int64_t units = 0;
    const base::Money gross = fact.data.money("total_amount");
    fact.data.each("items", [&](Payload& item) { units += item.whole("quantity"); });
    if (!fact.data.good())
        return {};
    REPLAY_ASSIGN(OrderOfSales * order, table<OrderOfSales>().obtain(fact.aggregateId));
    order->day = fact.occurredAt.day();
    order->units = units;
    order->gross = gross;
    return {};
}

Status SalesPerDay::counted(const QUuid& orderId, bool now)
{
    REPLAY_ASSIGN(const OrderOfSales* known, table<OrderOfSales>().find(orderId));
    if (!known || known->counted == now)
        return {};
    REPLAY_ASSIGN(OrderOfSales * order, table<OrderOfSales>().edit(orderId));
    REPLAY_ASSIGN(SalesRow * day, rows().obtain(order->day));
    order->counted = now;
    const int sign = now ? 1 : -1;
    day->orders += sign;
    day->units += sign * order->units;
    day->gross += order->gross * sign;
    return {};
}

}  // namespace replay::projections
