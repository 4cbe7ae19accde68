// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/projections/projection.h"

namespace replay::projections {

/// A product as the shop shows it: the catalogue's words and the inventory's numbers.
struct ProductRow {
    QUuid productId;
    QString name;
    QString description;
    base::Money price;
    QString categoryName;
    std::int64_t stockQuantity = 0;  ///< what can be ordered now: on hand less reserved
    bool isActive = true;
    ModelTime createdAt;
    QUuid categoryId;
    QString sku;

    static constexpr const char* table = "product_read_model";
    static constexpr auto columns = std::make_tuple(
        column("product_id", &ProductRow::productId), column("name", &ProductRow::name), column("description", &ProductRow::description),
        column("price", &ProductRow::price), column("category_name", &ProductRow::categoryName),
        column("stock_quantity", &ProductRow::stockQuantity), column("is_active", &ProductRow::isActive),
        column("created_at", &ProductRow::createdAt), column("category_id", &ProductRow::categoryId), column("sku", &ProductRow::sku));
};

struct CategoryOfProducts {
    QUuid categoryId;
    QString name;

    static constexpr const char* table = "categories_of_products";
    static constexpr auto columns =
        std::make_tuple(column("category_id", &CategoryOfProducts::categoryId), column("name", &CategoryOfProducts::name));
};

class ProductReadModel final : public TableProjection<ProductRow, CategoryOfProducts> {
public:
    using TableProjection::TableProjection;
    static EventKinds wants();
    static Touches touches(Fact& fact);
    Status apply(Fact& fact) override;

private:
    Status created(Fact& fact);
    Status updated(Fact& fact);
    Status stockChanged(Fact& fact);
};

}  // namespace replay::projections
