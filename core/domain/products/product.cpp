// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/products/product.h"

#include "core/contracts/json_text.h"

#include <QJsonArray>

namespace replay::products {

using namespace Qt::StringLiterals;
using base::idOf;
using base::moneyOf;
using contracts::objectOf;
using contracts::orNull;
using contracts::textOf;
using contracts::timeOf;

namespace {

std::optional<Money> maybeMoneyOf(const QJsonValue& value) { return value.isString() ? std::optional(moneyOf(value)) : std::nullopt; }

}  // namespace

QJsonObject Review::toJson() const
{
    return {{u"review_id"_s, orNull(reviewId)}, {u"user_id"_s, orNull(userId)},   {u"rating"_s, static_cast<qint64>(rating)},
            {u"title"_s, orNull(title)},        {u"review_text"_s, orNull(text)}, {u"at"_s, at.toString()}};
}

Review Review::fromJson(const QJsonObject& json)
{
    return {idOf(json.value("review_id"_L1)), idOf(json.value("user_id"_L1)),       json.value("rating"_L1).toInteger(),
            textOf(json.value("title"_L1)),   textOf(json.value("review_text"_L1)), timeOf(json.value("at"_L1))};
}

QJsonObject Image::toJson() const
{
    return {{u"image_id"_s, orNull(imageId)}, {u"image_url"_s, orNull(url)},
            {u"alt_text"_s, orNull(altText)}, {u"sort_order"_s, static_cast<qint64>(sortOrder)},
            {u"is_primary"_s, primary},       {u"at"_s, at.toString()}};
}

Image Image::fromJson(const QJsonObject& json)
{
    return {idOf(json.value("image_id"_L1)),         textOf(json.value("image_url"_L1)),   textOf(json.value("alt_text"_L1)),
            json.value("sort_order"_L1).toInteger(), json.value("is_primary"_L1).toBool(), timeOf(json.value("at"_L1))};
}

void Product::start(const QJsonObject& data, ModelTime at)
{
    exists = true;
    active = true;
    productId = idOf(data.value("product_id"_L1));
    sku = textOf(data.value("sku"_L1));
    categoryId = idOf(data.value("category_id"_L1));
    weight = maybeMoneyOf(data.value("weight"_L1));
    dimensions = objectOf(data.value("dimensions"_L1));
    attributes = data.value("attributes"_L1).toObject();
    createdAt = at;
    change(data);
}

void Product::change(const QJsonObject& data)
{
    if (data.contains("name"_L1))
        name = textOf(data.value("name"_L1));
    if (data.contains("description"_L1))
        description = textOf(data.value("description"_L1));
    if (data.contains("price"_L1))
        price = moneyOf(data.value("price"_L1));
    if (data.contains("stock_quantity"_L1))
        stockQuantity = data.value("stock_quantity"_L1).toInteger();
    if (data.contains("brand"_L1))
        brand = textOf(data.value("brand"_L1));
}

void Product::evolve(const events::Event& event)
{
    const QString& type = event.eventType;
    const ModelTime at = event.occurredAt;
    const QJsonObject data = event.data();
    updatedAt = at;
    if (type == "ProductCreated"_L1) {
        start(data, at);
    } else if (type == "ProductUpdated"_L1) {
        change(data);
    } else if (type == "ProductDeactivated"_L1) {
        active = false;
    } else if (type == "ReviewAdded"_L1) {
        Review review = Review::fromJson(data);
        review.at = at;
        reviews.push_back(std::move(review));
    } else if (type == "ImageAdded"_L1) {
        Image image = Image::fromJson(data);
        image.at = at;
        if (image.primary) {
            for (Image& other : images)
                other.primary = false;
        }
        images.push_back(std::move(image));
    }
}

QJsonObject Product::toJson() const
{
    QJsonArray pictures;
    for (const Image& image : images)
        pictures.append(image.toJson());
    QJsonArray opinions;
    for (const Review& review : reviews)
        opinions.append(review.toJson());
    return {{u"exists"_s, exists},
            {u"product_id"_s, orNull(productId)},
            {u"name"_s, orNull(name)},
            {u"description"_s, orNull(description)},
            {u"sku"_s, orNull(sku)},
            {u"price"_s, price.toString()},
            {u"category_id"_s, orNull(categoryId)},
            {u"brand"_s, orNull(brand)},
            {u"weight"_s, orNull(weight)},
            {u"dimensions"_s, orNull(dimensions)},
            {u"attributes"_s, attributes},
            {u"stock_quantity"_s, static_cast<qint64>(stockQuantity)},
            {u"is_active"_s, active},
            {u"images"_s, pictures},
            {u"reviews"_s, opinions},
            {u"created_at"_s, createdAt.toString()},
            {u"updated_at"_s, updatedAt.toString()}};
}

Product Product::fromJson(const QJsonObject& json)
{
    Product product;
    product.start(json, timeOf(json.value("created_at"_L1)));
    product.exists = json.value("exists"_L1).toBool();
    product.active = json.value("is_active"_L1).toBool();
    for (const QJsonValue& image : json.value("images"_L1).toArray())
        product.images.push_back(Image::fromJson(image.toObject()));
    for (const QJsonValue& review : json.value("reviews"_L1).toArray())
        product.reviews.push_back(Review::fromJson(review.toObject()));
    product.updatedAt = timeOf(json.value("updated_at"_L1));
    return product;
}

}  // namespace replay::products
