// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/events/event.h"

#include <map>

namespace replay::inventory {

using base::ModelTime;

inline const QString reservationType = QStringLiteral("Reservation");

/// What one order holds of the stock, over all its products. Its id follows from the order's (contracts::reservationId).
struct Reservation {
    static constexpr int schemaVersion = 1;

    QUuid orderId;
    QString status;      ///< reserved, released, shipped, refused; empty: nothing happened yet
    bool voided = false; ///< released while nothing was held: a reservation that comes too late must be refused
    std::map<QUuid, std::int64_t> quantities;  ///< by product, as last reserved
    QString reason;      ///< of the last refusal or release
    ModelTime createdAt; ///< of the reservation
    ModelTime updatedAt;

    bool holds() const { return status == QLatin1StringView("reserved"); }

    void evolve(const events::Event& event);
    QJsonObject toJson() const;
    static Reservation fromJson(const QJsonObject& json);
    QString label() const { return {}; }
    bool operator==(const Reservation&) const = default;
};

}  // namespace replay::inventory
