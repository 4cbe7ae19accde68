// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/orders/order_rules.h"
#include "core/events/unit_of_work.h"

namespace replay::domain {
class TableCheck;
}

namespace replay::orders {

using base::Result;
using base::Status;

/// The order service's tables: orders, order_items, order_status_history, and the replicas of products and customers.
class OrdersTables {
public:
    explicit OrdersTables(storage::Database& database) : m_database(database) {}

    Status insert(const Order& order, events::UnitOfWork& work);
    /// Writes what an event changed; the history from `historyBefore` on is new.
    Status update(const Order& order, std::size_t historyBefore, events::UnitOfWork& work);
    /// Writes what an order says of its customer once more: as much as can still be read.
    Status updatePersonal(const Order& order);
    Result<QList<QUuid>> ordersOf(const QUuid& customerId);
    /// Writes a return that is new or changed; nothing where the order has none of this id.
    Status saveReturn(const Order& order, const QUuid& returnId);
    Result<bool> isNumberTaken(const QString& orderNumber);

    Result<CustomerStanding> standing(const QUuid& customerId);
    Result<std::optional<CatalogueEntry>> catalogueEntry(const QUuid& productId);
    Status keepCustomer(const QUuid& userId, bool active);
    Status keepProduct(const QUuid& productId, const QString& sku, const QString& name, Money price);
    /// Null texts and missing prices leave what is known.
    Status changeProduct(const QUuid& productId, const QString& name, std::optional<Money> price);
    Status retireProduct(const QUuid& productId);

    Status check(domain::TableCheck& check);

private:
    static Status checkReturns(const Order& order, const QUuid& id, domain::TableCheck& check);
    Status insertHistory(const Order& order, std::size_t from, events::UnitOfWork& work);

    storage::Database& m_database;
};

}  // namespace replay::orders
