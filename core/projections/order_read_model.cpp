// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/projections/order_read_model.h"

#include "core/contracts/personal_data.h"

namespace replay::projections {

EventKinds OrderReadModel::wants()
{
    using enum EventKind;
    return {UserRegistered, UserErased,    OrderCreated,     OrderConfirmed,  OrderCancelled,  OrderShipped,
            OrderDelivered, OrderReturned, PaymentProcessed, PaymentDeclined, PaymentRefunded, PaymentVoided};
}

Touches OrderReadModel::touches(Fact& fact)
{
    switch (fact.kind) {
    case EventKind::OrderCreated: return {.changes = fact.aggregateId, .reads = fact.data.idOrNull("customer_id")};
    case EventKind::PaymentProcessed:
    case EventKind::PaymentDeclined:
    case EventKind::PaymentRefunded:
    case EventKind::PaymentVoided: return {.changes = fact.data.idOrNull("order_id")};
    case EventKind::UserErased: return {};  // waits for nobody's parked order: made later, that takes the name which is left
    default: return {.changes = fact.aggregateId};
    }
}

Status OrderReadModel::apply(Fact& fact)
{
    const auto paid = [&](const QString& paymentStatus) -> Status {
        const QUuid orderId = fact.data.id("order_id");
        return fact.data.good() ? moved(fact, orderId, QString(), paymentStatus) : Status();
    };
    const auto paidBack = [&] { return fact.data.textOr("payment_status", QStringLiteral("refunded")); };
    switch (fact.kind) {
    case EventKind::UserRegistered: return registered(fact);
    case EventKind::UserErased: return erased(fact.aggregateId);
    case EventKind::OrderCreated: return created(fact);
    case EventKind::OrderConfirmed: return moved(fact, fact.aggregateId, QStringLiteral("confirmed"), QString());
    case EventKind::OrderCancelled: return moved(fact, fact.aggregateId, QStringLiteral("cancelled"), QString());
    case EventKind::OrderShipped: return moved(fact, fact.aggregateId, QStringLiteral("shipped"), QString());
    case EventKind::OrderDelivered: return moved(fact, fact.aggregateId, QStringLiteral("delivered"), QString());
    case EventKind::OrderReturned: return returned(fact);
    case EventKind::PaymentProcessed: return paid(QStringLiteral("captured"));
    case EventKind::PaymentDeclined: return paid(QStringLiteral("declined"));
    case EventKind::PaymentRefunded: return paid(paidBack());
    case EventKind::PaymentVoided: return paid(QStringLiteral("voided"));
    default: return {};
    }
}

Status OrderReadModel::registered(Fact& fact)
{
    const QString first = fact.data.text("first_name");
    const QString last = fact.data.text("last_name");
    const QString email = fact.data.textOr("email", QString());
    if (!fact.data.good())
        return {};
    REPLAY_ASSIGN(CustomerOfOrders * customer, table<CustomerOfOrders>().obtain(fact.aggregateId));
    customer->name = QString(first + u' ' + last).trimmed();
    customer->email = email;
    return {};
}

/// The same as a rebuild makes of the registration, whose personal data can no longer be read.
Status OrderReadModel::erased(const QUuid& customerId)
{
    const QJsonObject form = contracts::erasedForm(QStringLiteral("UserRegistered"), customerId);
    const QString first = form[QStringLiteral("first_name")].toString();
    const QString last = form[QStringLiteral("last_name")].toString();
    REPLAY_ASSIGN(CustomerOfOrders * customer, table<CustomerOfOrders>().obtain(customerId));
    customer->name = QString(first + u' ' + last).trimmed();
    customer->email = form[QStringLiteral("email")].toString();
    const QString name = customer->name;
    REPLAY_ASSIGN(const std::vector<QUuid> orders, rows().keysWhere(&OrderRow::customerId, customerId));
    for (const QUuid& orderId : orders) {
        REPLAY_ASSIGN(OrderRow * order, rows().edit(orderId));
        order->customerName = name;
    }
    return {};
}

Status OrderReadModel::created(Fact& fact)
{
    OrderRow fresh;
    fresh.orderId = fact.aggregateId;
    fresh.orderNumber = fact.data.text("order_number");
    fresh.customerId = fact.data.id("customer_id");
    fresh.status = QStringLiteral("pending");
    fresh.totalAmount = fact.data.money("total_amount");
    fresh.itemCount = fact.data.each("items", [](Payload&) {});
    fresh.createdAt = fact.occurredAt;
    fresh.paymentStatus = QStringLiteral("pending");
    fresh.updatedAt = fact.occurredAt;
    if (!fact.data.good())
        return {};
    REPLAY_ASSIGN(const CustomerOfOrders* customer, table<CustomerOfOrders>().find(fresh.customerId));
    if (customer)
        fresh.customerName = customer->name;
    REPLAY_ASSIGN(OrderRow * order, rows().obtain(fact.aggregateId));
    *order = fresh;
    return {};
}

/// A cancelled order stays cancelled, also where some of its goods come back late.
Status OrderReadModel::returned(Fact& fact)
{
    const QString returnStatus = fact.data.text("return_status");
    const base::Money amount = fact.data.money("refund_amount");
    if (!fact.data.good())
        return {};
    REPLAY_ASSIGN(OrderRow * order, rows().edit(fact.aggregateId));
    if (!order)
        return {};
    order->returnStatus = returnStatus;
    order->returnedAmount += amount;
    if (returnStatus == QStringLiteral("returned") && order->status != QStringLiteral("cancelled"))
        order->status = returnStatus;
    order->updatedAt = fact.occurredAt;
    return {};
}

/// An order that was cancelled before it was ever created (a compensation's tombstone) has no row, and gets none.
Status OrderReadModel::moved(const Fact& fact, const QUuid& orderId, const QString& status, const QString& paymentStatus)
{
    REPLAY_ASSIGN(OrderRow * order, rows().edit(orderId));
    if (!order)
        return {};
    if (!status.isNull())
        order->status = status;
    if (!paymentStatus.isNull())
        order->paymentStatus = paymentStatus;
    order->updatedAt = fact.occurredAt;
    return {};
}

}  // namespace replay::projections
