// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/events/event.h"

#include <optional>
#include <vector>

namespace replay::products {

using base::ModelTime;
using base::Money;

inline const QString productType = QStringLiteral("Product");

struct Review {
    QUuid reviewId;
    QUuid userId;
    std::int64_t rating = 0;
    QString title;
    QString text;
    ModelTime at;

    QJsonObject toJson() const;
    static Review fromJson(const QJsonObject& json);
    bool operator==(const Review&) const = default;
};

struct Image {
    QUuid imageId;
    QString url;
    QString altText;
    std::int64_t sortOrder = 0;
    bool primary = false;
    ModelTime at;

    QJsonObject toJson() const;
    static Image fromJson(const QJsonObject& json);
    bool operator==(const Image&) const = default;
};

/// A product of the catalogue. Its stock belongs to the inventory service; stockQuantity is what a product command last asked for.
struct Product {
    static constexpr int schemaVersion = 1;

    bool exists = false;
    bool active = false;
    QUuid productId;
    QString name;
    QString description;
    QString sku;
    Money price;
    QUuid categoryId;
    QString brand;
    std::optional<Money> weight;  ///< DECIMAL(8,2): two decimals as well, but kilograms
    std::optional<QJsonObject> dimensions;
    QJsonObject attributes;
    std::int64_t stockQuantity = 0;
    std::vector<Image> images;
    std::vector<Review> reviews;
    ModelTime createdAt;
    ModelTime updatedAt;

    void evolve(const events::Event& event);
    QJsonObject toJson() const;
    static Product fromJson(const QJsonObject& json);
    QString label() const { return sku; }
    bool operator==(const Product&) const = default;

private:
    void start(const QJsonObject& data, ModelTime at);
    void change(const QJsonObject& data);
};

}  // namespace replay::products
