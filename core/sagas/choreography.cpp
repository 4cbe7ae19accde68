// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sagas/choreography.h"

#include <QJsonArray>

namespace replay::sagas {
namespace {

QJsonObject ofOrder(const Occasion& occasion) { return {{QStringLiteral("order_id"), occasion.event[QStringLiteral("order_id")]}}; }

QJsonObject wholeOrder(const Occasion& occasion)
{
    QJsonObject payload = occasion.event;
    payload.remove(QStringLiteral("ordinal"));
    return payload;
}

QJsonObject goods(const Occasion& occasion)
{
    QJsonObject payload = ofOrder(occasion);
    QJsonArray items;
    for (const QJsonValue& item : occasion.event[QStringLiteral("items")].toArray()) {
        items.append(QJsonObject{{QStringLiteral("product_id"), item[QStringLiteral("product_id")]},
                                 {QStringLiteral("quantity"), item[QStringLiteral("quantity")]}});
    }
    payload.insert(QStringLiteral("items"), items);
    return payload;
}

QJsonObject charge(const Occasion& occasion)
{
    QJsonObject payload = ofOrder(occasion);
    payload.insert(QStringLiteral("amount"), occasion.remembered[QStringLiteral("total_amount")]);
    payload.insert(QStringLiteral("customer_id"), occasion.remembered[QStringLiteral("customer_id")]);
    if (const QJsonValue method = occasion.remembered[QStringLiteral("payment_method")]; method.isString())
        payload.insert(QStringLiteral("payment_method"), method);
    return payload;
}

QJsonObject paid(const Occasion& occasion)
{
    QJsonObject payload = ofOrder(occasion);
    payload.insert(QStringLiteral("payment_id"), occasion.event[QStringLiteral("payment_id")]);
    return payload;
}

QJsonObject because(const Occasion& occasion)
{
    QJsonObject payload = ofOrder(occasion);
    payload.insert(QStringLiteral("reason"), occasion.event[QStringLiteral("reason")]);
    return payload;
}

Reaction action(const char* on, const char* service, const char* command, const char* step, QJsonObject (*payload)(const Occasion&))
{
    return {
        {QString::fromLatin1(on)}, QString::fromLatin1(service), QString::fromLatin1(command), QString::fromLatin1(step), false, payload};
}

/// Tried for long: giving up leaves the shop inconsistent.
Reaction undoing(const QStringList& on, const char* service, const char* command, const char* step)
{
    Reaction reaction{on, QString::fromLatin1(service), QString::fromLatin1(command), QString::fromLatin1(step), true, because};
    reaction.retry = {8, 500 * base::usPerMs, 30 * base::usPerSecond};
    return reaction;
}

Choreography purchase()
{
    const QString outOfStock = QStringLiteral("InventoryReservationRefused");
    const QString declined = QStringLiteral("PaymentDeclined");
    const QString unconfirmed = QStringLiteral("OrderConfirmationRefused");
    Choreography all{QStringLiteral("OrderProcessing"), {}, {}};
    // Forwards: each service takes up what the one before it did.
    all.reactions << action("OrderPlaced", "order", "CreateOrder", "create_order", wholeOrder)
                  << action("OrderCreated", "inventory", "ReserveInventory", "reserve_inventory", goods)
                  << action("InventoryReserved", "payment", "ProcessPayment", "process_payment", charge)
                  << action("PaymentProcessed", "order", "ConfirmOrder", "confirm_order", paid);
    all.reactions.last().retry.attemptsMax = 6;
    // Back: whoever did something before a refusal hears of it and takes his part back.
    all.reactions << undoing({unconfirmed}, "payment", "RefundPayment", "process_payment")
                  << undoing({declined, unconfirmed}, "inventory", "ReleaseInventory", "reserve_inventory")
                  << undoing({outOfStock, declined, unconfirmed}, "order", "CancelOrder", "create_order");
    // So that nothing hangs for ever: the order service waits only so long for an answer that may never come.
    Reaction deadline = undoing({QStringLiteral("OrderPlaced")}, "order", "ExpireOrder", "deadline");
    deadline.payload = ofOrder;
    deadline.afterUs = confirmationDeadlineUs;
    deadline.until = {QStringLiteral("OrderConfirmed"), QStringLiteral("OrderCancelled"), QStringLiteral("OrderRejected")};
    all.reactions << deadline;

    for (const char* service : {"order", "inventory", "payment"})
        all.remembered << Remembered{
            QString::fromLatin1(service), QStringLiteral("OrderPlaced"), {QStringLiteral("order_id"), QStringLiteral("ordinal")}};
    all.remembered << Remembered{QStringLiteral("payment"),
                                 QStringLiteral("OrderCreated"),
                                 {QStringLiteral("total_amount"), QStringLiteral("customer_id"), QStringLiteral("payment_method")}};
    return all;
}

}  // namespace

const Choreography& choreographedPurchase()
{
    static const Choreography choreography = purchase();
    return choreography;
}

const QStringList& reactingServices()
{
    static const QStringList services = [] {
        QStringList all;
        for (const Reaction& reaction : choreographedPurchase().reactions)
            all << reaction.service;
        all.removeDuplicates();
        return all;
    }();
    return services;
}

}  // namespace replay::sagas
