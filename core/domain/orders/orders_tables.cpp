// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/orders/orders_tables.h"

#include "core/domain/table_check.h"

#include <algorithm>

namespace replay::orders {

using base::idText;
using storage::Row;
using storage::Utf8;
using storage::bind;

namespace {

QByteArray bytesOf(const QJsonObject& object) { return base::jsonBytes(object); }

QString billingText(const Order& order) { return order.billingAddress ? QString::fromUtf8(bytesOf(*order.billingAddress)) : QString(); }

}  // namespace

Status OrdersTables::insert(const Order& order, events::UnitOfWork& work)
{
    const QString id = idText(order.orderId);
    const QString at = order.createdAt.toString();
    REPLAY_TRY(m_database.run(
        "INSERT INTO orders (id, order_number, customer_id, status, total_amount, currency, shipping_address, billing_address, "
        "payment_method, payment_status, shipping_method, tracking_number, notes, created_at, updated_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id, order.orderNumber, idText(order.customerId), order.status, order.total, order.currency, Utf8{bytesOf(order.shippingAddress)},
        billingText(order), order.paymentMethod, order.paymentStatus, order.shippingMethod, order.trackingNumber, order.notes, at,
        order.updatedAt.toString()));
    for (const OrderLine& line : order.lines) {
        REPLAY_TRY(m_database.run(
            "INSERT INTO order_items (id, order_id, product_id, product_sku, product_name, quantity, unit_price, total_price, "
            "created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            idText(work.newId()), id, idText(line.productId), line.sku, line.name, line.quantity, line.unitPrice, line.total, at));
    }
    return insertHistory(order, 0, work);
}

Status OrdersTables::update(const Order& order, std::size_t historyBefore, events::UnitOfWork& work)
{
    REPLAY_TRY(m_database.run(
        "UPDATE orders SET status = ?, payment_status = ?, return_status = ?, tracking_number = ?, updated_at = ? WHERE id = ?",
        order.status, order.paymentStatus, order.returnStatus, order.trackingNumber, order.updatedAt.toString(), idText(order.orderId)));
    return insertHistory(order, historyBefore, work);
}

Status OrdersTables::updatePersonal(const Order& order)
{
    REPLAY_TRY(m_database.run("UPDATE orders SET shipping_address = ?, billing_address = ?, notes = ? WHERE id = ?",
                              Utf8{bytesOf(order.shippingAddress)}, billingText(order), order.notes, idText(order.orderId)));
    return {};
}

Result<QList<QUuid>> OrdersTables::ordersOf(const QUuid& customerId)
{
    QList<QUuid> orders;
    REPLAY_TRY(m_database.each("SELECT id FROM orders WHERE customer_id = ? ORDER BY rowid", storage::bind(idText(customerId)),
                               [&](const storage::Row& row) { orders << QUuid::fromString(row.text(0)); }));
    return orders;
}

Status OrdersTables::saveReturn(const Order& order, const QUuid& returnId)
{
    const OrderReturn* back = order.findReturn(returnId);
    if (!back)
        return {};
    const QString id = idText(returnId);
    REPLAY_TRY(m_database.run(
        "INSERT INTO order_returns (id, order_id, status, refund_amount, reason, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET status = excluded.status, reason = excluded.reason, updated_at = excluded.updated_at",
        id, idText(order.orderId), back->status, back->amount, back->reason, back->createdAt.toString(), back->updatedAt.toString()));
    for (const ReturnLine& line : back->lines) {
        REPLAY_TRY(
            m_database.run("INSERT INTO order_return_items (return_id, line, product_id, quantity, unit_price) VALUES (?, ?, ?, ?, ?) "
                           "ON CONFLICT (return_id, line) DO NOTHING",
                           id, static_cast<std::int64_t>(line.line), idText(line.productId), line.quantity, line.unitPrice));
    }
    return {};
}

Status OrdersTables::insertHistory(const Order& order, std::size_t from, events::UnitOfWork& work)
{
    for (std::size_t i = from; i < order.history.size(); ++i) {
        const StatusChange& change = order.history[i];
        REPLAY_TRY(m_database.run("INSERT INTO order_status_history (id, order_id, status, notes, created_at) VALUES (?, ?, ?, ?, ?)",
                                  idText(work.newId()), idText(order.orderId), change.status, change.notes, change.at.toString()));
    }
    return {};
}

Result<bool> OrdersTables::isNumberTaken(const QString& orderNumber)
{
    REPLAY_ASSIGN(const std::int64_t taken, m_database.integer("SELECT 1 FROM orders WHERE order_number = ?", 0, orderNumber));
    return taken == 1;
}

Result<CustomerStanding> OrdersTables::standing(const QUuid& customerId)
{
    REPLAY_ASSIGN(const std::int64_t active,
                  m_database.integer("SELECT is_active FROM customer_replica WHERE user_id = ?", -1, idText(customerId)));
    return active < 0 ? CustomerStanding::Unknown : active == 1 ? CustomerStanding::Active : CustomerStanding::Inactive;
}

Result<std::optional<CatalogueEntry>> OrdersTables::catalogueEntry(const QUuid& productId)
{
    std::optional<CatalogueEntry> entry;
    REPLAY_TRY(m_database.each("SELECT sku, name, price, is_active FROM catalogue_replica WHERE product_id = ?", bind(idText(productId)),
                               [&](const Row& row) {
                                   entry = CatalogueEntry{row.text(0), row.text(1), row.money(2), row.flag(3)};
                               }));
    return entry;
}

Status OrdersTables::keepCustomer(const QUuid& userId, bool active)
{
    REPLAY_TRY(m_database.run("INSERT INTO customer_replica (user_id, is_active) VALUES (?, ?) "
                              "ON CONFLICT (user_id) DO UPDATE SET is_active = excluded.is_active",
                              idText(userId), active));
    return {};
}

Status OrdersTables::keepProduct(const QUuid& productId, const QString& sku, const QString& name, Money price)
{
    REPLAY_TRY(m_database.run("INSERT INTO catalogue_replica (product_id, sku, name, price, is_active) VALUES (?, ?, ?, ?, 1) "
                              "ON CONFLICT (product_id) DO UPDATE SET sku = excluded.sku, name = excluded.name, price = excluded.price",
                              idText(productId), sku, name, price));
    return {};
}

Status OrdersTables::changeProduct(const QUuid& productId, const QString& name, std::optional<Money> price)
{
    REPLAY_TRY(m_database.run("UPDATE catalogue_replica SET name = coalesce(?, name), price = coalesce(?, price) WHERE product_id = ?",
                              name, price, idText(productId)));
    return {};
}

Status OrdersTables::retireProduct(const QUuid& productId)
{
    REPLAY_TRY(m_database.run("UPDATE catalogue_replica SET is_active = 0 WHERE product_id = ?", idText(productId)));
    return {};
}

Status OrdersTables::checkReturns(const Order& order, const QUuid& id, domain::TableCheck& check)
{
    using domain::cell;
    QList<QStringList> returns;
    QList<QStringList> items;
    for (const OrderReturn& back : order.returns) {
        returns << QStringList{cell(back.returnId), back.status,          cell(back.amount),
                               back.reason,         cell(back.createdAt), cell(back.updatedAt)};
        for (const ReturnLine& line : back.lines)
            items << QStringList{cell(back.returnId), cell(std::int64_t{line.line}), cell(line.productId), cell(line.quantity),
                                 cell(line.unitPrice)};
    }
    std::sort(returns.begin(), returns.end());
    std::stable_sort(items.begin(), items.end(), [](const QStringList& a, const QStringList& b) { return a.first() < b.first(); });
    REPLAY_TRY(check.compareRows(
        "order_returns",
        "SELECT id, status, refund_amount, reason, created_at, updated_at FROM order_returns WHERE order_id = ? ORDER BY id", id,
        order.label(), returns));
    return check.compareRows("order_return_items",
                             "SELECT i.return_id, i.line, i.product_id, i.quantity, i.unit_price FROM order_returns r "
                             "JOIN order_return_items i ON i.return_id = r.id WHERE r.order_id = ? ORDER BY i.return_id, i.line",
                             id, order.label(), items);
}

Status OrdersTables::check(domain::TableCheck& check)
{
    using domain::cell;
    const auto compare = [&](const QUuid& id, const Order& order) -> Status {
        QList<QStringList> orders;
        QList<QStringList> items;
        QList<QStringList> history;
        if (order.created) {
            orders << QStringList{order.orderNumber,
                                  cell(order.customerId),
                                  order.status,
                                  cell(order.total),
                                  order.currency,
                                  cell(order.shippingAddress),
                                  order.billingAddress ? cell(*order.billingAddress) : QString(),
                                  order.paymentMethod,
                                  order.paymentStatus,
                                  order.shippingMethod,
                                  order.trackingNumber,
                                  order.notes,
                                  cell(order.createdAt),
                                  cell(order.updatedAt),
                                  order.returnStatus};
            for (const OrderLine& line : order.lines)
                items << QStringList{cell(line.productId), line.sku,        line.name, cell(line.quantity),
                                     cell(line.unitPrice), cell(line.total)};
            for (const StatusChange& change : order.history)
                history << QStringList{change.status, change.notes, cell(change.at)};
        }
        REPLAY_TRY(check.compareRows("orders",
                                     "SELECT order_number, customer_id, status, total_amount, currency, shipping_address, billing_address, "
                                     "payment_method, payment_status, shipping_method, tracking_number, notes, created_at, updated_at, "
                                     "return_status FROM orders WHERE id = ?",
                                     id, order.label(), orders));
        REPLAY_TRY(check.compareRows("order_items",
                                     "SELECT product_id, product_sku, product_name, quantity, unit_price, total_price FROM order_items "
                                     "WHERE order_id = ? ORDER BY rowid",
                                     id, order.label(), items));
        REPLAY_TRY(checkReturns(order, id, check));
        return check.compareRows("order_status_history",
                                 "SELECT status, notes, created_at FROM order_status_history WHERE order_id = ? ORDER BY rowid", id,
                                 order.label(), history);
    };
    REPLAY_TRY(check.eachState<Order>(orderType, compare));
    return check.findOrphans("orders", "SELECT id FROM orders");
}

}  // namespace replay::orders
