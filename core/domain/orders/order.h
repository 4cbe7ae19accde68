// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/events/event.h"

#include <QJsonArray>
#include <vector>

namespace replay::orders {

using base::ModelTime;
using base::Money;

inline const QString orderType = QStringLiteral("Order");

struct OrderLine {
    QUuid productId;
    QString sku;
    QString name;
    std::int64_t quantity = 0;
    Money unitPrice;
    Money total;

    QJsonObject toJson() const;
    static OrderLine fromJson(const QJsonObject& json);
    bool operator==(const OrderLine&) const = default;
};

/// One entry of order_status_history.
struct StatusChange {
    QString status;
    ModelTime at;
    QString notes;
    bool operator==(const StatusChange&) const = default;
};

/// An order as its events made it.
struct Order {
    static constexpr int schemaVersion = 1;

    bool created = false;    ///< false: no such order, or only a rejection or a tombstone
    bool inSaga = false;     ///< the semantic lock: a saga works on it, clients must wait
    QUuid orderId;
    QString orderNumber;
    QUuid customerId;
    QString status;          ///< pending, confirmed, processing, shipped, delivered, cancelled; rejected where never created; empty where unknown
    QString paymentStatus;   ///< pending, captured, refund_due, cancelled
    QUuid paymentId;
    Money total;
    QString currency;
    std::vector<OrderLine> lines;
    QJsonObject shippingAddress;
    std::optional<QJsonObject> billingAddress;
    QString paymentMethod;
    QString shippingMethod;
    QString trackingNumber;
    QString notes;
    QString reason;          ///< of the cancellation, the rejection or the last failed confirmation
    std::vector<StatusChange> history;
    ModelTime createdAt;
    ModelTime updatedAt;

    void evolve(const events::Event& event);
    QJsonObject toJson() const;
    static Order fromJson(const QJsonObject& json);
    QString label() const { return orderNumber; }
    bool operator==(const Order&) const = default;

private:
    void start(const QJsonObject& data, ModelTime at);
    void enter(const QString& next, ModelTime at, const QString& notes = {});
};

}  // namespace replay::orders
