// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/products/products_service.h"

#include "core/contracts/ids.h"
#include "core/contracts/json_text.h"
#include "core/contracts/request_schema.h"
#include "core/domain/handling.h"
#include "core/domain/products/category_rules.h"
#include "core/domain/products/product_rules.h"
#include "core/domain/products/products_tables.h"
#include "core/domain/table_check.h"

namespace replay::products {

using namespace Qt::StringLiterals;
using base::Fields;
using base::idText;
using commands::Message;
using commands::Receipt;
using domain::settle;
using domain::Target;
using events::UnitOfWork;

namespace {

class ProductsService final : public commands::Service {
public:
    QString name() const override { return u"product"_s; }
    QList<api::RequestSchema> commands() const override;
    bool accepts(const QString& command) const override { return handlers().contains(command); }
    Result<Receipt> handle(const Message& message, UnitOfWork& work) override;
    Status restore(const events::Event& event, UnitOfWork& work) override;
    events::Folds folds() const override
    {
        return {events::foldOf<Product>(productType, u"product"_s), events::foldOf<Category>(categoryType, u"product"_s)};
    }
    Result<QStringList> checkTables(storage::Database& database, qint64& checked) const override;
    Status tellTables(storage::Database& database, const QUuid& aggregateId, const commands::TellTables& tell) const override
    {
        domain::TableCheck check(database, aggregateId, tell);
        return ProductsTables(database).check(check);
    }

private:
    using Handler = Result<Receipt> (*)(const Message&, UnitOfWork&);
    static const QHash<QString, Handler>& handlers();

    static Result<Receipt> createCategoryOf(const Message& message, UnitOfWork& work);
    static Result<Receipt> create(const Message& message, UnitOfWork& work);
    static Result<Receipt> update(const Message& message, UnitOfWork& work);
    static Result<Receipt> deactivate(const Message& message, UnitOfWork& work);
    static Result<Receipt> review(const Message& message, UnitOfWork& work);
    static Result<Receipt> image(const Message& message, UnitOfWork& work);
};

QUuid chosenOrNew(const std::optional<QUuid>& chosen, UnitOfWork& work) { return chosen ? *chosen : work.newId(); }

/// A handler of a product that exists: decides, appends, keeps the tables, answers the product's id and more.
template <typename Decide, typename Keep>
Result<Receipt> change(const Message& message, UnitOfWork& work, const QUuid& productId, const QJsonObject& more, Decide&& decide,
                       Keep&& keep)
{
    return settle<Product>(message, work, {productId, productType}, std::forward<Decide>(decide),
                           [&](const Product& product) -> Result<QJsonObject> {
                               ProductsTables tables(work.database());
                               REPLAY_TRY(keep(tables, product));
                               QJsonObject result = more;
                               result.insert(u"product_id"_s, idText(productId));
                               return result;
                           });
}

/// The shortest ending of the product's id that no other product has in its sku.
Result<QString> freeSku(const QUuid& productId, ProductsTables& tables)
{
    QString sku;
    for (const int digits : {8, 12, 32}) {
        sku = QString(u"SKU-"_s + contracts::shortCode(productId, digits));
        REPLAY_ASSIGN(const bool taken, tables.isSkuTaken(sku));
        if (!taken)
            break;
    }
    return sku;
}

}  // namespace

const QHash<QString, ProductsService::Handler>& ProductsService::handlers()
{
    static const QHash<QString, Handler> all{
        {u"CreateCategory"_s, createCategoryOf}, {u"CreateProduct"_s, create}, {u"UpdateProduct"_s, update},
        {u"DeactivateProduct"_s, deactivate},    {u"AddReview"_s, review},     {u"AddImage"_s, image}};
    return all;
}

QList<api::RequestSchema> ProductsService::commands() const
{
    using namespace contracts;
    const api::FieldSchema product = needed("product_id", "id:Product", exampleId);
    return {
        request("CreateCategory", "product", "Adds a category to the catalogue",
                {needed("name", "text", "\"Kitchen\""), maybe("description", "text"), maybe("parent_id", "id:Category", exampleId),
                 maybe("slug", "text", "\"kitchen\""), maybe("sort_order", "whole", "0"), maybe("category_id", "id:Category", exampleId)}),
        request("CreateProduct", "product", "Adds a product to the catalogue, with its opening stock",
                {needed("name", "text", "\"Walnut teapot\""), maybe("description", "text"), needed("price", "money", "\"12.50\""),
                 maybe("category_id", "id:Category", exampleId), maybe("stock_quantity", "whole", "100"), maybe("sku", "text", "\"TEA-1\""),
                 maybe("brand", "text"), maybe("weight", "money", "\"0.80\""),
                 maybe("dimensions", "object", R"({"length": 20, "width": 12, "height": 14})"),
                 maybe("attributes", "object", R"({"color": "brown"})"), maybe("product_id", "id:Product", exampleId)}),
        request("UpdateProduct", "product", "Changes what is given; a stock quantity sets what can be bought",
                {product, maybe("name", "text", "\"Walnut teapot\""), maybe("description", "text"), maybe("price", "money", "\"9.99\""),
                 maybe("stock_quantity", "whole", "50"), maybe("brand", "text")}),
        request("DeactivateProduct", "product", "Takes a product out of the catalogue: it is sold no more", {product}),
        request("AddReview", "product", "Adds a user's review of a product",
                {product, needed("user_id", "id:User", exampleId), needed("rating", "whole", "5"), maybe("title", "text"),
                 maybe("review_text", "text")}),
        request("AddImage", "product", "Adds a picture of a product",
                {product, needed("image_url", "text", "\"https://example.org/teapot.jpg\""), maybe("alt_text", "text"),
                 maybe("is_primary", "flag", "true")})};
}

Result<Receipt> ProductsService::handle(const Message& message, UnitOfWork& work)
{
    const Handler handler = handlers().value(message.name);
    return handler ? handler(message, work) : domain::unknownCommand(message, name());
}

Result<Receipt> ProductsService::createCategoryOf(const Message& message, UnitOfWork& work)
{
    Fields fields(message.data, message.name);
    CreateCategory command;
    command.name = fields.text("name");
    command.description = fields.maybeText("description").value_or(QString());
    command.parentId = fields.maybeId("parent_id").value_or(QUuid());
    const std::optional<QString> slug = fields.maybeText("slug");
    command.sortOrder = fields.wholeOr("sort_order", 0, -1'000'000, 1'000'000);
    const std::optional<QUuid> chosen = fields.maybeId("category_id");
    REPLAY_TRY(fields.finish());
    command.categoryId = chosenOrNew(chosen, work);
    command.slug = slug.value_or(slugOf(command.name));
    if (command.slug.isEmpty() && !slug)
        command.slug = QString(u"category-"_s + contracts::shortCode(command.categoryId).toLower());
    ProductsTables tables(work.database());
    REPLAY_ASSIGN(command.slugTaken, tables.isSlugTaken(command.slug));
    if (!command.parentId.isNull()) {
        REPLAY_ASSIGN(command.parentExists, tables.hasCategory(command.parentId));
    }
    return settle<Category>(
        message, work, {command.categoryId, categoryType}, [&](const Category& category) { return createCategory(category, command); },
        [&](const Category& category) -> Result<QJsonObject> {
            REPLAY_TRY(tables.insertCategory(category));
            return QJsonObject{{u"category_id"_s, idText(category.categoryId)}, {u"slug"_s, category.slug}};
        });
}

Result<Receipt> ProductsService::create(const Message& message, UnitOfWork& work)
{
    Fields fields(message.data, message.name);
    CreateProduct command;
    command.name = fields.text("name");
    command.description = fields.maybeText("description").value_or(QString());
    command.price = fields.money("price");
    command.categoryId = fields.maybeId("category_id").value_or(QUuid());
    command.stockQuantity = fields.wholeOr("stock_quantity", 0, 0, stockQuantityMax);
    const std::optional<QString> sku = fields.maybeText("sku");
    command.brand = fields.maybeText("brand").value_or(QString());
    command.weight = fields.maybeMoney("weight");
    command.dimensions = fields.maybeObject("dimensions");
    command.attributes = fields.maybeObject("attributes").value_or(QJsonObject());
    const std::optional<QUuid> chosen = fields.maybeId("product_id");
    REPLAY_TRY(fields.finish());
    command.productId = chosenOrNew(chosen, work);
    ProductsTables tables(work.database());
    if (sku) {
        command.sku = *sku;
        REPLAY_ASSIGN(command.skuTaken, tables.isSkuTaken(*sku));
    } else {
        REPLAY_ASSIGN(command.sku, freeSku(command.productId, tables));
    }
    if (!command.categoryId.isNull()) {
        REPLAY_ASSIGN(command.categoryExists, tables.hasCategory(command.categoryId));
    }
    return settle<Product>(
        message, work, {command.productId, productType}, [&](const Product& product) { return createProduct(product, command); },
        [&](const Product& product) -> Result<QJsonObject> {
            REPLAY_TRY(tables.insertProduct(product));
            return QJsonObject{{u"product_id"_s, idText(product.productId)}, {u"sku"_s, product.sku}};
        });
}

Result<Receipt> ProductsService::update(const Message& message, UnitOfWork& work)
{
    Fields fields(message.data, message.name);
    UpdateProduct command;
    command.productId = fields.id("product_id");
    command.name = fields.maybeText("name");
    command.description = fields.maybeText("description");
    command.price = fields.maybeMoney("price");
    command.stockQuantity = fields.maybeWhole("stock_quantity", 0, stockQuantityMax);
    command.brand = fields.maybeText("brand");
    REPLAY_TRY(fields.finish());
    return change(
        message, work, command.productId, {}, [&](const Product& product) { return updateProduct(product, command); },
        [](ProductsTables& tables, const Product& product) { return tables.updateProduct(product); });
}

Result<Receipt> ProductsService::deactivate(const Message& message, UnitOfWork& work)
{
    Fields fields(message.data, message.name);
    const QUuid productId = fields.id("product_id");
    REPLAY_TRY(fields.finish());
    return change(
        message, work, productId, {}, [&](const Product& product) { return deactivateProduct(product, productId); },
        [](ProductsTables& tables, const Product& product) { return tables.updateProduct(product); });
}

Result<Receipt> ProductsService::review(const Message& message, UnitOfWork& work)
{
    Fields fields(message.data, message.name);
    AddReview command;
    command.productId = fields.id("product_id");
    command.review.userId = fields.id("user_id");
    command.review.rating = fields.whole("rating", 1, 5);
    command.review.title = fields.maybeText("title").value_or(QString());
    command.review.text = fields.maybeText("review_text").value_or(QString());
    REPLAY_TRY(fields.finish());
    command.review.reviewId = work.newId();
    return change(
        message, work, command.productId, {{u"review_id"_s, idText(command.review.reviewId)}},
        [&](const Product& product) { return addReview(product, command); },
        [](ProductsTables& tables, const Product& product) { return tables.insertReview(product); });
}

Result<Receipt> ProductsService::image(const Message& message, UnitOfWork& work)
{
    Fields fields(message.data, message.name);
    AddImage command;
    command.productId = fields.id("product_id");
    command.url = fields.text("image_url");
    command.altText = fields.maybeText("alt_text").value_or(QString());
    command.primary = fields.flagOr("is_primary", false);
    REPLAY_TRY(fields.finish());
    command.imageId = work.newId();
    return change(
        message, work, command.productId, {{u"image_id"_s, idText(command.imageId)}},
        [&](const Product& product) { return addImage(product, command); },
        [](ProductsTables& tables, const Product& product) { return tables.insertImage(product); });
}

Status ProductsService::restore(const events::Event& event, UnitOfWork& work)
{
    ProductsTables tables(work.database());
    if (event.aggregateType == categoryType) {
        REPLAY_ASSIGN(const auto category, work.restore<Category>(event));
        return tables.insertCategory(category.after->state);
    }
    REPLAY_ASSIGN(const auto restored, work.restore<Product>(event));
    const Product& product = restored.after->state;
    if (event.eventType == "ProductCreated"_L1)
        return tables.insertProduct(product);
    if (event.eventType == "ImageAdded"_L1)
        return tables.insertImage(product);
    return event.eventType == "ReviewAdded"_L1 ? tables.insertReview(product) : tables.updateProduct(product);
}

Result<QStringList> ProductsService::checkTables(storage::Database& database, qint64& checked) const
{
    domain::TableCheck check(database, checked);
    REPLAY_TRY(ProductsTables(database).check(check));
    return check.differences();
}

std::unique_ptr<commands::Service> makeProductsService() { return std::make_unique<ProductsService>(); }

}  // namespace replay::products
