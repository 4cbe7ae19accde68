// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/products/category.h"
#include "core/domain/products/product.h"
#include "core/storage/database.h"

namespace replay::domain {
class TableCheck;
}

namespace replay::products {

using base::Result;
using base::Status;

/// The product service's tables: categories, products, product_images, product_reviews.
class ProductsTables {
public:
    explicit ProductsTables(storage::Database& database) : m_database(database) {}

    Status insertCategory(const Category& category);
    Status insertProduct(const Product& product);
    Status updateProduct(const Product& product);
    /// The newest image; the others are no longer primary where it is.
    Status insertImage(const Product& product);
    Status insertReview(const Product& product);

    Result<bool> isSkuTaken(const QString& sku);
    Result<bool> isSlugTaken(const QString& slug);
    Result<bool> hasCategory(const QUuid& categoryId);

    Status check(domain::TableCheck& check);

private:
    storage::Database& m_database;
};

}  // namespace replay::products
