// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/contracts/order_lines.h"
#include "core/domain/decision.h"
#include "core/domain/orders/order.h"

/// What may happen to an order. Pure: the state and the command in, a decision out.
namespace replay::orders {

using domain::Decision;

/// What the order service knows of a product, from the catalogue's events.
struct CatalogueEntry {
    QString sku;
    QString name;
    Money price;
    bool active = true;
};

/// A line that was asked for, with what the catalogue says about it; nothing where the product is unknown.
struct WantedLine {
    contracts::RequestedLine line;
    std::optional<CatalogueEntry> entry;
};

enum class CustomerStanding { Unknown, Active, Inactive };

struct CreateOrder {
    QUuid orderId;
    QString orderNumber;
    bool numberTaken = false;  ///< another order has this number
    QUuid customerId;
    CustomerStanding customer = CustomerStanding::Unknown;
    std::vector<WantedLine> lines;
    QString currency;
    QJsonObject shippingAddress;
    std::optional<QJsonObject> billingAddress;
    QString paymentMethod;
    QString shippingMethod;
    QString notes;
    bool fromSaga = false;
};

Decision createOrder(const Order& order, const CreateOrder& command);
/// A client wants it confirmed: a saga will reserve, charge and confirm.
Decision requestConfirmation(const Order& order, const QUuid& orderId);
/// The saga confirms what it has reserved and charged.
Decision confirmOrder(const Order& order, const QUuid& orderId, const QUuid& paymentId);
Decision cancelOrder(const Order& order, const QUuid& orderId, const QString& reason);
/// A saga's compensation: always done, also where there is no such order (then no later one may take its id).
Decision compensateOrder(const Order& order, const QUuid& orderId, const QString& reason);
/// The saga of a client's confirmation failed: the order stays pending and is free again.
Decision releaseOrder(const QUuid& orderId, const QString& reason);
Decision shipOrder(const Order& order, const QUuid& orderId, const QString& trackingNumber);
Decision deliverOrder(const Order& order, const QUuid& orderId);

}  // namespace replay::orders
