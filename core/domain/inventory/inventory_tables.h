// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/inventory/reservation.h"
#include "core/domain/inventory/stock_item.h"
#include "core/storage/database.h"

namespace replay::domain {
class TableCheck;
}

namespace replay::inventory {

using base::Result;
using base::Status;

/// The inventory service's tables: stock_items and stock_reservations.
class InventoryTables {
public:
    explicit InventoryTables(storage::Database& database) : m_database(database) {}

    Status insertStock(const StockItem& item);
    Status updateStock(const StockItem& item);
    /// What the order has now, in place of what it had.
    Status saveReservation(const Reservation& reservation);
    /// The goods of one return.
    Status saveReturn(const Reservation& reservation, const QUuid& returnId);
    /// The status of everything the order holds, after a release or a shipment.
    Status closeReservation(const Reservation& reservation);

    Status check(domain::TableCheck& check);

private:
    storage::Database& m_database;
};

}  // namespace replay::inventory
