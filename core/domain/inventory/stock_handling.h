// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/contracts/ids.h"
#include "core/domain/handling.h"
#include "core/domain/inventory/inventory_rules.h"
#include "core/domain/inventory/inventory_tables.h"

/// What the inventory's handlers have in common.
namespace replay::inventory {

inline domain::Target reservationTarget(const QUuid& orderId, const QString& refusal = QStringLiteral("out of stock"))
{
    return {contracts::reservationId(orderId), reservationType, refusal};
}

/// Moves the stock of each product, in the order of the products' ids, and keeps the table. `move(item, quantity) → NewEvent`.
template <typename Move>
Status moveStock(const std::map<QUuid, std::int64_t>& quantities, events::UnitOfWork& work, Move&& move)
{
    InventoryTables tables(work.database());
    for (const auto& [productId, quantity] : quantities) {
        const QUuid id = contracts::stockItemId(productId);
        REPLAY_ASSIGN(const auto before, work.loadToDecide<StockItem>(id));
        REPLAY_TRY(work.append<StockItem>(id, stockItemType, {move(std::as_const(before->state), quantity)}));
        REPLAY_ASSIGN(const auto after, work.load<StockItem>(id));
        REPLAY_TRY(tables.updateStock(after->state));
    }
    return {};
}

/// The stock items of some goods, kept alive while a rule looks at them.
class LoadedGoods {
public:
    static Result<LoadedGoods> load(const std::map<QUuid, std::int64_t>& quantities, events::UnitOfWork& work)
    {
        LoadedGoods goods;
        goods.m_entries.reserve(quantities.size());
        goods.m_wanted.reserve(quantities.size());
        for (const auto& [productId, quantity] : quantities) {
            REPLAY_ASSIGN(auto entry, work.loadToDecide<StockItem>(contracts::stockItemId(productId)));
            goods.m_wanted.push_back({productId, &entry->state, quantity});
            goods.m_entries.push_back(std::move(entry));
        }
        return goods;
    }
    const std::vector<Wanted>& wanted() const { return m_wanted; }

private:
    std::vector<std::shared_ptr<events::AggregateCache::Entry<StockItem>>> m_entries;
    std::vector<Wanted> m_wanted;
};

}  // namespace replay::inventory
