// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/decision.h"
#include "core/domain/inventory/reservation.h"
#include "core/domain/inventory/stock_item.h"

/// What may happen to stock. Pure: the states and the command in, a decision out.
namespace replay::inventory {

using domain::Decision;

inline constexpr std::int64_t stockMax = 1'000'000'000'000;  ///< of one product: far beyond any shop, far below 2^53

/// A product's stock and how much of it an order wants.
struct Wanted {
    QUuid productId;
    const StockItem* item = nullptr;
    std::int64_t quantity = 0;
};

Decision createStock(const StockItem& item, const QUuid& productId, const QString& sku, std::int64_t onHand);
Decision adjustStock(const StockItem& item, const QUuid& productId, std::int64_t delta, const QString& reason);
/// The catalogue says how much can be bought: what is reserved comes on top. Nothing happens where that is so already.
Decision setAvailable(const StockItem& item, std::int64_t available);
Decision discontinue(const StockItem& item);

/// All or nothing: the event of the reservation, or why not. The products' events follow from it (stockReserved).
Decision reserve(const Reservation& reservation, const QUuid& orderId, const std::vector<Wanted>& wanted);
/// Always done; with nothing held it leaves a tombstone.
Decision release(const Reservation& reservation, const QUuid& orderId, const QString& reason);
/// What is held leaves the warehouse.
Decision ship(const Reservation& reservation, const QUuid& orderId);

events::NewEvent stockReserved(const StockItem& item, const QUuid& orderId, std::int64_t quantity);
events::NewEvent stockReleased(const StockItem& item, const QUuid& orderId, std::int64_t quantity);
events::NewEvent stockShipped(const StockItem& item, const QUuid& orderId, std::int64_t quantity);

/// Takes goods back for a return of the order, and holds them until it is closed: from the customer where the order was shipped,
/// else from the order's own reservation. All or nothing; the products' events follow from it (stockRestocked).
Decision restock(const Reservation& reservation, const QUuid& orderId, const QUuid& returnId, const std::vector<Wanted>& goods);
/// The compensation: what is held for the return goes back to where it came from. With nothing held it leaves a tombstone.
Decision withdrawRestock(const Reservation& reservation, const QUuid& orderId, const QUuid& returnId, const QString& reason);
/// The return is closed: its goods are for sale again. Nothing where none are held.
Decision stockReturn(const Reservation& reservation, const QUuid& orderId, const QUuid& returnId);

/// Where the goods of a return come from, and where they go when it is withdrawn: reservation, customer; or stock, where the
/// order gave up its reservation meanwhile.
QString returnPlace(const Reservation& reservation);

events::NewEvent stockRestocked(const StockItem& item, const QUuid& orderId, const QUuid& returnId, std::int64_t quantity,
                                const QString& from);
events::NewEvent stockRestockWithdrawn(const StockItem& item, const QUuid& orderId, const QUuid& returnId, std::int64_t quantity,
                                       const QString& to);

}  // namespace replay::inventory
