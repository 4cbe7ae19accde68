// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/projections/product_read_model.h"

namespace replay::projections {

EventKinds ProductReadModel::wants()
{
    using enum EventKind;
    return {CategoryCreated, ProductCreated, ProductUpdated, ProductDeactivated, StockItemCreated,     StockAdjusted,
            StockReserved,   StockReleased,  StockShipped,   StockRestocked,     StockRestockWithdrawn};
}

Touches ProductReadModel::touches(Fact& fact)
{
    switch (fact.kind) {
    case EventKind::ProductCreated: return {.changes = fact.aggregateId, .reads = fact.data.idOrNull("category_id")};
    case EventKind::CategoryCreated:
    case EventKind::ProductUpdated:
    case EventKind::ProductDeactivated: return {.changes = fact.aggregateId};
    default: return {.changes = fact.data.idOrNull("product_id")};
    }
}

Status ProductReadModel::apply(Fact& fact)
{
    switch (fact.kind) {
    case EventKind::CategoryCreated: {
        const QString name = fact.data.text("name");
        if (!fact.data.good())
            return {};
        REPLAY_ASSIGN(CategoryOfProducts * category, table<CategoryOfProducts>().obtain(fact.aggregateId));
        category->name = name;
        return {};
    }
    case EventKind::ProductCreated: return created(fact);
    case EventKind::ProductUpdated: return updated(fact);
    case EventKind::ProductDeactivated: {
        REPLAY_ASSIGN(ProductRow * product, rows().edit(fact.aggregateId));
        if (product)
            product->isActive = false;
        return {};
    }
    default: return stockChanged(fact);
    }
}

Status ProductReadModel::created(Fact& fact)
{
    ProductRow fresh;
    fresh.productId = fact.aggregateId;
    fresh.name = fact.data.text("name");
    fresh.description = fact.data.textOr("description", QString());
    fresh.price = fact.data.money("price");
    fresh.stockQuantity = fact.data.wholeOr("stock_quantity", 0);
    fresh.createdAt = fact.occurredAt;
    fresh.categoryId = fact.data.idOrNull("category_id");
    fresh.sku = fact.data.textOr("sku", QString());
    if (!fact.data.good())
        return {};
    if (!fresh.categoryId.isNull()) {
        REPLAY_ASSIGN(const CategoryOfProducts* category, table<CategoryOfProducts>().find(fresh.categoryId));
        if (category)
            fresh.categoryName = category->name;
    }
    REPLAY_ASSIGN(ProductRow * product, rows().obtain(fact.aggregateId));
    *product = fresh;
    return {};
}

Status ProductReadModel::updated(Fact& fact)
{
    REPLAY_ASSIGN(const ProductRow* known, rows().find(fact.aggregateId));
    if (!known)
        return {};
    // The stock of an update is not taken here: the inventory answers it with an event of its own.
    const QString name = fact.data.textOr("name", known->name);
    const QString description = fact.data.textOr("description", known->description);
    const base::Money price = fact.data.has("price") ? fact.data.money("price") : known->price;
    if (!fact.data.good())
        return {};
    REPLAY_ASSIGN(ProductRow * product, rows().edit(fact.aggregateId));
    product->name = name;
    product->description = description;
    product->price = price;
    return {};
}

Status ProductReadModel::stockChanged(Fact& fact)
{
    const QUuid productId = fact.data.id("product_id");
    const std::int64_t onHand = fact.data.whole("on_hand");
    const bool adjusted = fact.kind == EventKind::StockAdjusted;
    const std::int64_t delta = adjusted ? fact.data.whole("delta") : 0;
    const std::int64_t reserved = adjusted ? 0 : fact.data.wholeOr("reserved", 0);
    if (!fact.data.good())
        return {};
    REPLAY_ASSIGN(ProductRow * product, rows().edit(productId));
    if (product)
        product->stockQuantity = adjusted ? product->stockQuantity + delta : onHand - reserved;
    return {};
}

}  // namespace replay::projections
