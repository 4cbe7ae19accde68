// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/decision.h"
#include "core/domain/products/product.h"

/// What may happen to a product. Pure.
namespace replay::products {

using domain::Decision;

inline constexpr int nameMin = 3;
inline constexpr std::int64_t stockQuantityMax = 1'000'000'000;

struct CreateProduct {
    QUuid productId;
    QString name;
    QString description;
    Money price;
    QUuid categoryId;
    bool categoryExists = false;
    std::int64_t stockQuantity = 0;
    QString sku;
    bool skuTaken = false;
    QString brand;
    std::optional<Money> weight;
    std::optional<QJsonObject> dimensions;
    QJsonObject attributes;
};

Decision createProduct(const Product& product, const CreateProduct& command);

/// Only what is given changes; a zero is given too.
struct UpdateProduct {
    QUuid productId;
    std::optional<QString> name;
    std::optional<QString> description;
    std::optional<Money> price;
    std::optional<std::int64_t> stockQuantity;
    std::optional<QString> brand;
};

Decision updateProduct(const Product& product, const UpdateProduct& command);
Decision deactivateProduct(const Product& product, const QUuid& productId);

struct AddReview {
    QUuid productId;
    Review review;
};
Decision addReview(const Product& product, const AddReview& command);

struct AddImage {
    QUuid productId;
    QUuid imageId;
    QString url;
    QString altText;
    bool primary = false;
};
Decision addImage(const Product& product, const AddImage& command);

}  // namespace replay::products
