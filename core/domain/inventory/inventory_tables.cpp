// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/inventory/inventory_tables.h"

#include "core/contracts/ids.h"
#include "core/domain/table_check.h"

namespace replay::inventory {

using base::idText;

Status InventoryTables::insertStock(const StockItem& item)
{
    REPLAY_TRY(m_database.run("INSERT INTO stock_items (product_id, sku, on_hand, reserved, is_discontinued, created_at, updated_at) "
                              "VALUES (?, ?, ?, ?, ?, ?, ?)",
                              idText(item.productId), item.sku, item.onHand, item.reserved, item.discontinued, item.createdAt.toString(),
                              item.updatedAt.toString()));
    return {};
}

Status InventoryTables::updateStock(const StockItem& item)
{
    REPLAY_TRY(m_database.run("UPDATE stock_items SET on_hand = ?, reserved = ?, is_discontinued = ?, updated_at = ? WHERE product_id = ?",
                              item.onHand, item.reserved, item.discontinued, item.updatedAt.toString(), idText(item.productId)));
    return {};
}

Status InventoryTables::saveReservation(const Reservation& reservation)
{
    const QString orderId = idText(reservation.orderId);
    REPLAY_TRY(m_database.run("DELETE FROM stock_reservations WHERE order_id = ?", orderId));
    for (const auto& [productId, quantity] : reservation.quantities) {
        REPLAY_TRY(m_database.run("INSERT INTO stock_reservations (order_id, product_id, quantity, status, created_at, updated_at) "
                                  "VALUES (?, ?, ?, ?, ?, ?)",
                                  orderId, idText(productId), quantity, reservation.status, reservation.createdAt.toString(),
                                  reservation.updatedAt.toString()));
    }
    return {};
}

Status InventoryTables::saveReturn(const Reservation& reservation, const QUuid& returnId)
{
    const auto found = reservation.returns.find(returnId);
    if (found == reservation.returns.end())
        return {};
    for (const auto& [productId, quantity] : found->second.quantities) {
        REPLAY_TRY(m_database.run("INSERT INTO stock_returns (return_id, order_id, product_id, quantity, status) VALUES (?, ?, ?, ?, ?) "
                                  "ON CONFLICT (return_id, product_id) DO UPDATE SET status = excluded.status",
                                  idText(returnId), idText(reservation.orderId), idText(productId), quantity, found->second.status));
    }
    return {};
}

Status InventoryTables::closeReservation(const Reservation& reservation)
{
    REPLAY_TRY(m_database.run("UPDATE stock_reservations SET status = ?, updated_at = ? WHERE order_id = ?", reservation.status,
                              reservation.updatedAt.toString(), idText(reservation.orderId)));
    return {};
}

Status InventoryTables::check(domain::TableCheck& check)
{
    using domain::cell;
    const auto compareStock = [&](const QUuid&, const StockItem& item) -> Status {
        QList<QStringList> rows;
        if (item.exists)
            rows << QStringList{
                item.sku, cell(item.onHand), cell(item.reserved), cell(item.discontinued), cell(item.createdAt), cell(item.updatedAt)};
        return check.compareRows(
            "stock_items", "SELECT sku, on_hand, reserved, is_discontinued, created_at, updated_at FROM stock_items WHERE product_id = ?",
            item.productId, item.label(), rows);
    };
    const auto compareReservation = [&](const QUuid&, const Reservation& reservation) -> Status {
        QList<QStringList> rows;
        for (const auto& [productId, quantity] : reservation.quantities)
            rows << QStringList{cell(productId), cell(quantity), reservation.status, cell(reservation.createdAt)};
        std::sort(rows.begin(), rows.end());
        QList<QStringList> back;
        for (const auto& [returnId, goods] : reservation.returns) {
            for (const auto& [productId, quantity] : goods.quantities)
                back << QStringList{cell(returnId), cell(productId), cell(quantity), goods.status};
        }
        std::sort(back.begin(), back.end());
        REPLAY_TRY(check.compareRows(
            "stock_returns",
            "SELECT return_id, product_id, quantity, status FROM stock_returns WHERE order_id = ? ORDER BY return_id, product_id",
            reservation.orderId, reservation.label(), back));
        return check.compareRows(
            "stock_reservations",
            "SELECT product_id, quantity, status, created_at FROM stock_reservations WHERE order_id = ? ORDER BY product_id",
            reservation.orderId, reservation.label(), rows);
    };
    REPLAY_TRY(check.eachState<StockItem>(stockItemType, compareStock));
    REPLAY_TRY(check.eachState<Reservation>(reservationType, compareReservation));
    REPLAY_TRY(check.findOrphans("stock_items", "SELECT product_id FROM stock_items", contracts::stockItemId));
    return check.findOrphans("stock_reservations", "SELECT DISTINCT order_id FROM stock_reservations", contracts::reservationId);
}

}  // namespace replay::inventory
