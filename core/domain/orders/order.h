// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/orders/order_return.h"
#include "core/events/event.h"

#include <QJsonArray>
#include <vector>

namespace replay::orders {

inline const QString orderType = QStringLiteral("Order");

struct OrderLine {
    QUuid productId;
    QString sku;
    QString name;
    std::int64_t quantity = 0;
    Money unitPrice;
    Money total;
    std::int64_t returned = 0;  ///< taken back so far; not part of the line as events carry it

    std::int64_t held() const { return quantity - returned; }
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
    static constexpr int schemaVersion = 2;

    bool created = false;  ///< false: no such order, or only a rejection or a tombstone
    bool inSaga = false;   ///< the semantic lock: a saga works on it, clients must wait
    QUuid orderId;
    QString orderNumber;
    QUuid customerId;
    QString status;  ///< pending, confirmed, processing, shipped, delivered, cancelled; rejected where never created; empty where unknown
    QString paymentStatus;  ///< pending, captured, refund_due, cancelled
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
    QString reason;  ///< of the cancellation, the rejection or the last failed confirmation
    std::vector<StatusChange> history;
    QString returnStatus;  ///< partially_returned, returned (every unit came back); empty: nothing was returned
    std::vector<OrderReturn> returns;
    ModelTime createdAt;
    ModelTime updatedAt;

    void evolve(const events::Event& event);
    QJsonObject toJson() const;
    static Order fromJson(const QJsonObject& json);
    QString label() const { return orderNumber; }
    bool isSold() const;
    /// Whether the customer has (or will get) anything of it that was not taken back.
    bool holdsGoods() const;
    const OrderReturn* findReturn(const QUuid& returnId) const;
    bool operator==(const Order&) const = default;

private:
    void start(const QJsonObject& data, ModelTime at);
    void enter(const QString& next, ModelTime at, const QString& notes = {});
    void evolveReturn(const QString& type, const QJsonObject& data, ModelTime at);
    void moveReturned(const ReturnLines& back, int sign);
};

}  // namespace replay::orders
