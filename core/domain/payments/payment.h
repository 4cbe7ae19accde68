// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/events/event.h"

#include <vector>

namespace replay::payments {

using base::ModelTime;
using base::Money;

inline const QString paymentType = QStringLiteral("Payment");

/// Money that went back.
struct Refund {
    QUuid refundId;
    QUuid returnId;  ///< the return of the order that it is for; null: the order was cancelled
    Money amount;
    QString reason;
    ModelTime at;
    bool operator==(const Refund&) const = default;
};

/// The payment of one order. Its id follows from the order's (contracts::paymentId).
struct Payment {
    static constexpr int schemaVersion = 2;

    QUuid paymentId;
    QUuid orderId;
    QUuid customerId;
    QString status;       ///< captured, declined, voided, partially_refunded, refunded; empty: nothing happened yet
    bool voided = false;  ///< refunded while nothing was captured: a payment that comes too late must be declined
    Money amount;         ///< what was asked for last
    Money captured;       ///< in all
    Money refunded;       ///< in all
    QString currency;
    QString paymentMethod;
    QString reason;  ///< of the last refusal or refund
    std::vector<Refund> refunds;
    ModelTime createdAt;
    ModelTime updatedAt;

    Money due() const { return captured - refunded; }  ///< captured and not yet refunded
    bool isCaptured() const { return status == QLatin1StringView("captured") || status == QLatin1StringView("partially_refunded"); }

    /// Whether money was ever taken, also where all of it went back since.
    bool wasCaptured() const { return isCaptured() || status == QLatin1StringView("refunded"); }
    bool hasRefunded(const QUuid& returnId) const;

    void evolve(const events::Event& event);
    QJsonObject toJson() const;
    static Payment fromJson(const QJsonObject& json);
    QString label() const { return {}; }
    bool operator==(const Payment&) const = default;
};

}  // namespace replay::payments
