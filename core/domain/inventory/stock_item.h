// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/events/event.h"

namespace replay::inventory {

using base::ModelTime;

inline const QString stockItemType = QStringLiteral("StockItem");

/// What lies in the warehouse of one product. Its id follows from the product's (contracts::stockItemId).
struct StockItem {
    static constexpr int schemaVersion = 1;

    bool exists = false;
    QUuid productId;
    QString sku;
    std::int64_t onHand = 0;
    std::int64_t reserved = 0;  ///< of what is on hand, for orders
    bool discontinued = false;  ///< no new reservations
    ModelTime createdAt;
    ModelTime updatedAt;

    std::int64_t available() const { return onHand - reserved; }

    void evolve(const events::Event& event);
    QJsonObject toJson() const;
    static StockItem fromJson(const QJsonObject& json);
    QString label() const { return sku; }
    bool operator==(const StockItem&) const = default;
};

}  // namespace replay::inventory
