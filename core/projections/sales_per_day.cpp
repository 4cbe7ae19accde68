// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/projections/sales_per_day.h"

namespace replay::projections {

Status SalesPerDay::apply(Fact& fact)
{
    if (fact.kind == EventKind::OrderCreated)
        return created(fact);
    if (fact.kind == EventKind::OrderReturned)
        return returned(fact);
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
    // What came back already is taken out once, on the day of its return.
    day->units += sign * (order->units - order->returnedUnits);
    day->gross += (order->gross - order->returned) * sign;
    return {};
}

Status SalesPerDay::returned(Fact& fact)
{
    std::int64_t units = 0;
    const base::Money amount = fact.data.money("refund_amount");
    fact.data.each("items", [&](Payload& item) { units += item.whole("quantity"); });
    if (!fact.data.good())
        return {};
    REPLAY_ASSIGN(OrderOfSales * order, table<OrderOfSales>().edit(fact.aggregateId));
    if (!order || !order->counted)
        return {};  // cancelled meanwhile: all of it is out of the sales
    order->returnedUnits += units;
    order->returned += amount;
    REPLAY_ASSIGN(SalesRow * day, rows().obtain(fact.occurredAt.day()));
    ++day->returns;
    day->returnedUnits += units;
    day->returned += amount;
    return {};
}

}  // namespace replay::projections
