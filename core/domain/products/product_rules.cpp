// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/products/product_rules.h"

#include "core/contracts/json_text.h"
#include "core/contracts/text_checks.h"

namespace replay::products {

using namespace Qt::StringLiterals;
using base::idText;
using contracts::orNull;
using contracts::tooLong;
using domain::happened;
using domain::refuse;

namespace {

constexpr Money weightMax = Money::fromHundredths(99'999'999);  // DECIMAL(8,2)

QString nameFault(const QString& name)
{
    if (name.trimmed().size() < nameMin)
        return u"Product name must be at least %1 characters"_s.arg(nameMin);
    return tooLong({{"Product name", name, 255}});
}

QString priceFault(Money price) { return price.isPositive() ? QString() : u"Product price must be positive"_s; }

QString missing(const Product& product, const QUuid& productId)
{
    if (!product.exists)
        return u"Product %1 not found"_s.arg(idText(productId));
    return product.active ? QString() : u"Cannot update inactive product"_s;
}

/// The first fault that is one.
QString firstOf(std::initializer_list<QString> faults)
{
    for (const QString& fault : faults) {
        if (!fault.isEmpty())
            return fault;
    }
    return {};
}

QString createFault(const Product& product, const CreateProduct& command)
{
    if (product.exists)
        return u"Product %1 already exists"_s.arg(idText(command.productId));
    const QString fault =
        firstOf({nameFault(command.name), priceFault(command.price), tooLong({{"SKU", command.sku, 100}, {"Brand", command.brand, 100}})});
    if (!fault.isEmpty())
        return fault;
    if (command.sku.trimmed().isEmpty())
        return u"SKU must not be empty"_s;
    if (command.skuTaken)
        return u"SKU \"%1\" is already used"_s.arg(command.sku);
    if (!command.categoryId.isNull() && !command.categoryExists)
        return u"Category %1 not found"_s.arg(idText(command.categoryId));
    if (command.weight && (*command.weight < Money() || *command.weight > weightMax))
        return u"Product weight must be from 0.00 to %1"_s.arg(weightMax.toString());
    return {};
}

}  // namespace

Decision createProduct(const Product& product, const CreateProduct& command)
{
    if (const QString fault = createFault(product, command); !fault.isEmpty())
        return refuse(fault);
    return happened(u"ProductCreated"_s, {{u"product_id"_s, idText(command.productId)},
                                          {u"name"_s, command.name},
                                          {u"description"_s, orNull(command.description)},
                                          {u"price"_s, command.price.toString()},
                                          {u"category_id"_s, orNull(command.categoryId)},
                                          {u"stock_quantity"_s, static_cast<qint64>(command.stockQuantity)},
                                          {u"sku"_s, command.sku},
                                          {u"brand"_s, orNull(command.brand)},
                                          {u"weight"_s, orNull(command.weight)},
                                          {u"dimensions"_s, orNull(command.dimensions)},
                                          {u"attributes"_s, command.attributes}});
}

Decision updateProduct(const Product& product, const UpdateProduct& command)
{
    const QString fault = firstOf({missing(product, command.productId), command.name ? nameFault(*command.name) : QString(),
                                   command.price ? priceFault(*command.price) : QString(),
                                   command.brand ? tooLong({{"Brand", *command.brand, 100}}) : QString()});
    if (!fault.isEmpty())
        return refuse(fault);
    QJsonObject data{{u"product_id"_s, idText(command.productId)}};
    if (command.name)
        data.insert(u"name"_s, *command.name);
    if (command.description)
        data.insert(u"description"_s, *command.description);
    if (command.price)
        data.insert(u"price"_s, command.price->toString());
    if (command.stockQuantity)
        data.insert(u"stock_quantity"_s, static_cast<qint64>(*command.stockQuantity));
    if (command.brand)
        data.insert(u"brand"_s, *command.brand);
    if (data.size() == 1)
        return refuse(u"Product update must change something"_s);
    return happened(u"ProductUpdated"_s, std::move(data));
}

Decision deactivateProduct(const Product& product, const QUuid& productId)
{
    if (!product.exists)
        return refuse(u"Product %1 not found"_s.arg(idText(productId)));
    if (!product.active)
        return refuse(u"Product %1 is already inactive"_s.arg(product.sku));
    return happened(u"ProductDeactivated"_s, {{u"product_id"_s, idText(productId)}});
}

Decision addReview(const Product& product, const AddReview& command)
{
    const QString fault = firstOf({missing(product, command.productId), tooLong({{"Review title", command.review.title, 255}})});
    if (!fault.isEmpty())
        return refuse(fault);
    QJsonObject data = command.review.toJson();
    data.remove(u"at"_s);
    data.insert(u"product_id"_s, idText(command.productId));
    return happened(u"ReviewAdded"_s, std::move(data));
}

Decision addImage(const Product& product, const AddImage& command)
{
    const QString fault = firstOf({missing(product, command.productId),
                                   tooLong({{"Image URL", command.url, 500}, {"Alternative text", command.altText, 255}}),
                                   command.url.trimmed().isEmpty() ? u"Image URL must not be empty"_s : QString()});
    if (!fault.isEmpty())
        return refuse(fault);
    return happened(u"ImageAdded"_s, {{u"product_id"_s, idText(command.productId)},
                                      {u"image_id"_s, idText(command.imageId)},
                                      {u"image_url"_s, command.url},
                                      {u"alt_text"_s, orNull(command.altText)},
                                      {u"sort_order"_s, static_cast<qint64>(product.images.size())},
                                      {u"is_primary"_s, command.primary}});
}

}  // namespace replay::products
