// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/products/products_tables.h"

#include "core/domain/table_check.h"

namespace replay::products {

using base::idText;

namespace {

QString idOrNull(const QUuid& id) { return id.isNull() ? QString() : idText(id); }
QString jsonOrNull(const std::optional<QJsonObject>& object) { return object ? QString::fromUtf8(base::jsonBytes(*object)) : QString(); }

}  // namespace

Status ProductsTables::insertCategory(const Category& category)
{
    REPLAY_TRY(
        m_database.run("INSERT INTO categories (id, name, description, parent_id, slug, is_active, sort_order, created_at, updated_at) "
                       "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                       idText(category.categoryId), category.name, category.description, idOrNull(category.parentId), category.slug,
                       category.active, category.sortOrder, category.createdAt.toString(), category.updatedAt.toString()));
    return {};
}

Status ProductsTables::insertProduct(const Product& product)
{
    REPLAY_TRY(m_database.run(
        "INSERT INTO products (id, name, description, sku, price, category_id, brand, weight, dimensions, attributes, is_active, "
        "stock_quantity, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        idText(product.productId), product.name, product.description, product.sku, product.price, idOrNull(product.categoryId),
        product.brand, product.weight, jsonOrNull(product.dimensions), jsonOrNull(product.attributes), product.active,
        product.stockQuantity, product.createdAt.toString(), product.updatedAt.toString()));
    return {};
}

Status ProductsTables::updateProduct(const Product& product)
{
    REPLAY_TRY(m_database.run(
        "UPDATE products SET name = ?, description = ?, price = ?, brand = ?, stock_quantity = ?, is_active = ?, updated_at = ? "
        "WHERE id = ?",
        product.name, product.description, product.price, product.brand, product.stockQuantity, product.active,
        product.updatedAt.toString(), idText(product.productId)));
    return {};
}

Status ProductsTables::insertImage(const Product& product)
{
    const Image& image = product.images.back();
    const QString productId = idText(product.productId);
    if (image.primary)
        REPLAY_TRY(m_database.run("UPDATE product_images SET is_primary = 0 WHERE product_id = ?", productId));
    REPLAY_TRY(m_database.run("INSERT INTO product_images (id, product_id, image_url, alt_text, sort_order, is_primary, created_at) "
                              "VALUES (?, ?, ?, ?, ?, ?, ?)",
                              idText(image.imageId), productId, image.url, image.altText, image.sortOrder, image.primary,
                              image.at.toString()));
    return updateProduct(product);
}

Status ProductsTables::insertReview(const Product& product)
{
    const Review& review = product.reviews.back();
    const QString at = review.at.toString();
    REPLAY_TRY(m_database.run("INSERT INTO product_reviews (id, product_id, user_id, rating, title, review_text, created_at, updated_at) "
                              "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                              idText(review.reviewId), idText(product.productId), idText(review.userId), review.rating, review.title,
                              review.text, at, at));
    return updateProduct(product);
}

Result<bool> ProductsTables::isSkuTaken(const QString& sku)
{
    REPLAY_ASSIGN(const std::int64_t found, m_database.integer("SELECT 1 FROM products WHERE sku = ?", 0, sku));
    return found == 1;
}

Result<bool> ProductsTables::isSlugTaken(const QString& slug)
{
    REPLAY_ASSIGN(const std::int64_t found, m_database.integer("SELECT 1 FROM categories WHERE slug = ?", 0, slug));
    return found == 1;
}

Result<bool> ProductsTables::hasCategory(const QUuid& categoryId)
{
    REPLAY_ASSIGN(const std::int64_t found,
                  m_database.integer("SELECT 1 FROM categories WHERE id = ? AND is_active = 1", 0, idText(categoryId)));
    return found == 1;
}

Status ProductsTables::check(domain::TableCheck& check)
{
    using domain::cell;
    const auto compareCategory = [&](const QUuid& id, const Category& category) -> Status {
        QList<QStringList> rows;
        if (category.exists)
            rows << QStringList{category.name,         category.description,     cell(category.parentId),  category.slug,
                                cell(category.active), cell(category.sortOrder), cell(category.createdAt), cell(category.updatedAt)};
        return check.compareRows(
            "categories",
            "SELECT name, description, parent_id, slug, is_active, sort_order, created_at, updated_at FROM categories WHERE id = ?", id,
            category.label(), rows);
    };
    const auto compareProduct = [&](const QUuid& id, const Product& product) -> Status {
        QList<QStringList> rows;
        if (product.exists)
            rows << QStringList{product.name,
                                product.description,
                                product.sku,
                                cell(product.price),
                                cell(product.categoryId),
                                product.brand,
                                product.weight ? cell(*product.weight) : QString(),
                                jsonOrNull(product.dimensions),
                                jsonOrNull(product.attributes),
                                cell(product.active),
                                cell(product.stockQuantity),
                                cell(product.createdAt),
                                cell(product.updatedAt)};
        REPLAY_TRY(check.compareRows("products",
                                     "SELECT name, description, sku, price, category_id, brand, weight, dimensions, attributes, is_active, "
                                     "stock_quantity, created_at, updated_at FROM products WHERE id = ?",
                                     id, product.label(), rows));
        QList<QStringList> images;
        for (const Image& image : product.images)
            images << QStringList{cell(image.imageId),   image.url,           image.altText,
                                  cell(image.sortOrder), cell(image.primary), cell(image.at)};
        REPLAY_TRY(
            check.compareRows("product_images",
                              "SELECT id, image_url, alt_text, sort_order, is_primary, created_at FROM product_images WHERE product_id = ? "
                              "ORDER BY rowid",
                              id, product.label(), images));
        QList<QStringList> reviews;
        for (const Review& review : product.reviews)
            reviews << QStringList{cell(review.reviewId), cell(review.userId), cell(review.rating),
                                   review.title,          review.text,         cell(review.at)};
        return check.compareRows(
            "product_reviews",
            "SELECT id, user_id, rating, title, review_text, created_at FROM product_reviews WHERE product_id = ? ORDER BY rowid", id,
            product.label(), reviews);
    };
    REPLAY_TRY(check.eachState<Category>(categoryType, compareCategory));
    REPLAY_TRY(check.eachState<Product>(productType, compareProduct));
    REPLAY_TRY(check.findOrphans("categories", "SELECT id FROM categories"));
    return check.findOrphans("products", "SELECT id FROM products");
}

}  // namespace replay::products
