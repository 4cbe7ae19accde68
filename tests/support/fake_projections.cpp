// SPDX-License-Identifier: GPL-3.0-or-later
// The read models of the fake shop, and the schemas of its commands and queries.
#include "tests/support/fake_folds.h"

#include "core/base/money.h"

#include <QJsonArray>
#include <algorithm>

namespace replay::test {

namespace {

QString key(const char* latin) { return QString::fromLatin1(latin); }

struct Stock {
    qint64 onHand = 5'000;
    qint64 reserved = 0;
};

Stock stockAt(const FakeShop& shop, qint64 product, Position position)
{
    Stock stock;
    const qint64 orders = shop.ordersAt(position);
    for (qint64 order = 0; order < orders; ++order) {
        for (int line = 0; line < FakeShop::lines(order); ++line) {
            if (FakeShop::productOf(order, line) != product)
                continue;
            const int way = FakeShop::pattern(order);
            const int quantity = FakeShop::quantityOf(order, line);
            if (way == FakeShop::stuckPattern)
                stock.reserved += quantity;
            else if (way != FakeShop::declinedPattern && way != FakeShop::refusedPattern)
                stock.onHand -= quantity;
        }
    }
    return stock;
}

QVariantList productRow(const FakeShop& shop, qint64 product, Position position)
{
    const Stock stock = stockAt(shop, product, position);
    return {shop.id(Thing::Product, product),
            FakeShop::productName(product),
            QStringLiteral("A %1, made to last.").arg(FakeShop::productName(product).toLower()),
            base::Money::fromHundredths(FakeShop::unitPrice(product)).toString(),
            FakeShop::categoryName(product / 10),
            stock.onHand - stock.reserved,
            true,
            (base::defaultStart + (FakeShop::categories + product * 2 + 1) * 20 * base::usPerMs).toString()};
}

QVariantList orderRow(const FakeShop& shop, qint64 order, Position position)
{
    const QJsonObject data = shop.orderData(order);
    return {shop.id(Thing::Order, order),
            FakeShop::orderNumber(order),
            FakeShop::userName(FakeShop::customerOf(order)),
            orderStatusAt(shop, order, position),
            data.value(key("total_amount")).toString(),
            qint64(data.value(key("items")).toArray().size()),
            shop.orderStart(order).toString()};
}

qint64 productsAt(Position position) { return std::clamp<qint64>((position - FakeShop::categories + 1) / 2, 0, FakeShop::products); }

QList<QVariantList> salesAt(const FakeShop& shop, Position position)
{
    QList<QVariantList> days;
    QString day;
    qint64 orders = 0;
    qint64 revenue = 0;
    const auto close = [&] {
        if (!day.isEmpty())
            days.append(QVariantList{day, orders, base::Money::fromHundredths(revenue).toString()});
    };
    for (qint64 order = 0; order < shop.ordersAt(position); ++order) {
        const QString today = shop.orderStart(order).day();
        if (today != day) {
            close();
            day = today;
            orders = revenue = 0;
        }
        const int way = FakeShop::pattern(order);
        if (way == FakeShop::declinedPattern || way == FakeShop::refusedPattern || way == FakeShop::stuckPattern)
            continue;
        ++orders;
        for (int line = 0; line < FakeShop::lines(order); ++line)
            revenue += FakeShop::unitPrice(FakeShop::productOf(order, line)) * FakeShop::quantityOf(order, line);
    }
    close();
    return days;
}

api::FieldSchema field(const char* name, const char* type, bool required, const QString& example)
{
    return {key(name), key(type), required, example};
}

QString quoted(const QString& text)
{
    QString result(QLatin1Char('"'));
    return result + text + QLatin1Char('"');
}

}  // namespace

QStringList projectionNames()
{
    return {key("product_read_model"), key("order_read_model"), key("sales_per_day"), key("stock_levels"), key("saga_outcomes")};
}

QStringList keyColumnsOf(const QString& projection)
{
    if (projection == QLatin1String("order_read_model"))
        return {key("order_id")};
    if (projection == QLatin1String("sales_per_day"))
        return {key("day")};
    if (projection == QLatin1String("saga_outcomes"))
        return {key("saga_type"), key("status")};
    return {key("product_id")};
}

qint64 rowCountAt(const FakeShop& shop, const QString& name, Position position)
{
    if (name == QLatin1String("order_read_model"))
        return shop.ordersAt(position);
    if (name == QLatin1String("sales_per_day"))
        return salesAt(shop, position).size();
    if (name == QLatin1String("saga_outcomes"))
        return projectionAt(shop, name, position, -1, 100).rows.size();
    return productsAt(position);
}

api::RowSet projectionAt(const FakeShop& shop, const QString& name, Position position, qint64 afterRow, int limit)
{
    api::RowSet set;
    const auto window = [&](qint64 count, auto&& row) {
        for (qint64 i = afterRow + 1; i < count && set.rows.size() < limit; ++i)
            set.rows.append(row(i));
    };
    if (name == QLatin1String("product_read_model")) {
        set.columns = {key("product_id"),    key("name"),           key("description"), key("price"),
                       key("category_name"), key("stock_quantity"), key("is_active"),   key("created_at")};
        window(productsAt(position), [&](qint64 i) { return productRow(shop, i, position); });
    } else if (name == QLatin1String("order_read_model")) {
        set.columns = {key("order_id"),     key("order_number"), key("customer_name"), key("status"),
                       key("total_amount"), key("item_count"),   key("created_at")};
        window(shop.ordersAt(position), [&](qint64 i) { return orderRow(shop, i, position); });
    } else if (name == QLatin1String("sales_per_day")) {
        set.columns = {key("day"), key("orders"), key("revenue")};
        const auto days = salesAt(shop, position);
        window(days.size(), [&](qint64 i) { return days.at(i); });
    } else if (name == QLatin1String("stock_levels")) {
        set.columns = {key("product_id"), key("sku"), key("on_hand"), key("reserved"), key("available")};
        window(productsAt(position), [&](qint64 i) {
            const Stock stock = stockAt(shop, i, position);
            return QVariantList{shop.id(Thing::Product, i), FakeShop::sku(i), stock.onHand, stock.reserved, stock.onHand - stock.reserved};
        });
    } else if (name == QLatin1String("saga_outcomes")) {
        set.columns = {key("saga_type"), key("status"), key("count")};
        qint64 failed = 0;
        qint64 completed = 0;
        qint64 compensating = 0;
        for (qint64 order = 0; order < shop.ordersAt(position); ++order) {
            const int way = FakeShop::pattern(order);
            if (way == FakeShop::stuckPattern)
                ++compensating;
            else if (way == FakeShop::declinedPattern || way == FakeShop::refusedPattern)
                ++failed;
            else
                ++completed;
        }
        const QList<QVariantList> all{{key("OrderProcessing"), key("compensating"), compensating},
                                      {key("OrderProcessing"), key("completed"), completed},
                                      {key("OrderProcessing"), key("failed"), failed}};
        window(all.size(), [&](qint64 i) { return all.at(i); });
    }
    return set;
}

QList<api::RequestSchema> fakeCommandSchemas(const FakeShop& shop)
{
    const QString product = quoted(shop.id(Thing::Product, 0));
    const QString user = quoted(shop.id(Thing::User, 0));
    const QString order = quoted(shop.id(Thing::Order, 0));
    const QString category = quoted(shop.id(Thing::Category, 0));
    QString items = QStringLiteral("[{\"product_id\":");
    items += product;
    items += QStringLiteral(",\"quantity\":2}]");
    return {
        {key("RegisterUser"),
         key("user"),
         QStringLiteral("Registers a customer."),
         {field("email", "text", true, quoted(key("ada@example.org"))), field("password", "text", true, quoted(key("correct horse"))),
          field("first_name", "text", true, quoted(key("Ada"))), field("last_name", "text", true, quoted(key("Moore")))}},
        {key("CreateProduct"),
         key("product"),
         QStringLiteral("Adds a product to the catalogue."),
         {field("name", "text", true, quoted(key("Walnut teapot"))), field("description", "text", false, quoted(key("Made to last."))),
          field("price", "money", true, quoted(key("49.90"))), field("category_id", "id:Category", true, category),
          field("stock_quantity", "whole", false, key("10"))}},
        {key("UpdateProduct"),
         key("product"),
         QStringLiteral("Changes a product; fields left out stay."),
         {field("product_id", "id:Product", true, product), field("name", "text", false, quoted(key("Walnut teapot"))),
          field("price", "money", false, quoted(key("39.90"))), field("is_active", "flag", false, key("true"))}},
        {key("AdjustStock"),
         key("inventory"),
         QStringLiteral("Adds to or takes from the stock of a product."),
         {field("product_id", "id:Product", true, product), field("quantity", "whole", true, key("25")),
          field("reason", "text", false, quoted(key("delivery")))}},
        {key("CreateOrder"),
         key("order"),
         QStringLiteral("Places an order; the OrderProcessing saga carries it out."),
         {field("customer_id", "id:User", true, user), field("items", "items", true, items),
          field("shipping_address", "object", false, key("{\"city\":\"Delft\"}"))}},
        {key("ConfirmOrder"), key("order"), QStringLiteral("Confirms a pending order."), {field("order_id", "id:Order", true, order)}},
        {key("CancelOrder"),
         key("order"),
         QStringLiteral("Cancels an order that is not shipped."),
         {field("order_id", "id:Order", true, order), field("reason", "text", false, quoted(key("changed my mind")))}},
    };
}

QList<api::RequestSchema> fakeQuerySchemas(const FakeShop& shop)
{
    return {
        {key("ProductQuery"),
         key("product"),
         QStringLiteral("Products, by id or all, a page at a time."),
         {field("product_id", "id:Product", false, quoted(shop.id(Thing::Product, 0))), field("limit", "whole", false, key("20"))}},
        {key("OrderQuery"),
         key("order"),
         QStringLiteral("Orders, by id or all, a page at a time."),
         {field("order_id", "id:Order", false, quoted(shop.id(Thing::Order, 0))), field("limit", "whole", false, key("20"))}},
        {key("SearchProducts"),
         key("product"),
         QStringLiteral("Products whose name contains a text."),
         {field("text", "text", true, quoted(key("lamp")))}},
        {key("CustomerOrders"),
         key("order"),
         QStringLiteral("The orders of a customer, newest first."),
         {field("customer_id", "id:User", true, quoted(shop.id(Thing::User, 3)))}},
    };
}

}  // namespace replay::test
