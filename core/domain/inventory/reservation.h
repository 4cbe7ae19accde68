// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/events/event.h"

#include <map>

namespace replay::inventory {

using base::ModelTime;

inline const QString reservationType = QStringLiteral("Reservation");

/// The goods that came back with one return of the order.
struct ReturnedGoods {
    QString status;  ///< held (reserved until the return is closed), stocked (for sale again), withdrawn
    std::map<QUuid, std::int64_t> quantities;
    bool operator==(const ReturnedGoods&) const = default;
};

/// What one order holds of the stock, over all its products. Its id follows from the order's (contracts::reservationId).
struct Reservation {
    static constexpr int schemaVersion = 2;

    QUuid orderId;
    QString status;                            ///< reserved, released, shipped, refused; empty: nothing happened yet
    bool voided = false;                       ///< released while nothing was held: a reservation that comes too late must be refused
    std::map<QUuid, std::int64_t> quantities;  ///< by product: what the order has of it, in the warehouse or (shipped) with the customer
    std::map<QUuid, ReturnedGoods> returns;    ///< by return; a withdrawn one without goods is a tombstone
    QString reason;                            ///< of the last refusal or release
    ModelTime createdAt;                       ///< of the reservation
    ModelTime updatedAt;

    bool holds() const { return status == QLatin1StringView("reserved"); }
    bool isShipped() const { return status == QLatin1StringView("shipped"); }
    /// The goods of this return while they are held; null: none are.
    const ReturnedGoods* heldReturn(const QUuid& returnId) const;

    void evolve(const events::Event& event);
    QJsonObject toJson() const;
    static Reservation fromJson(const QJsonObject& json);
    QString label() const { return {}; }
    bool operator==(const Reservation&) const = default;

private:
    void evolveReturn(const QString& type, const QJsonObject& data);
};

}  // namespace replay::inventory
