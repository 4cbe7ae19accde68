// SPDX-License-Identifier: GPL-3.0-or-later
// What stands in the fake shop's events: names, prices, payloads.
#include "tests/support/fake_shop.h"

#include "core/base/money.h"

#include <QJsonArray>
#include <algorithm>

namespace replay::test {

namespace {

const QStringList& adjectives()
{
    static const QStringList list{QStringLiteral("Walnut"),  QStringLiteral("Enamel"),  QStringLiteral("Linen"),   QStringLiteral("Copper"),
                                  QStringLiteral("Ceramic"), QStringLiteral("Vintage"), QStringLiteral("Folding"), QStringLiteral("Cotton"),
                                  QStringLiteral("Glass"),   QStringLiteral("Bamboo")};
    return list;
}

QString money(qint64 hundredths) { return base::Money::fromHundredths(hundredths).toString(); }

}  // namespace

QString FakeShop::productName(qint64 product)
{
    static const QStringList nouns{QStringLiteral("teapot"), QStringLiteral("lamp"), QStringLiteral("clock"), QStringLiteral("tray"),
                                   QStringLiteral("stool")};
    return adjectives().at(product % 10) + QLatin1Char(' ') + nouns.at(product / 10 % 5);
}

QString FakeShop::categoryName(qint64 category)
{
    static const QStringList names{QStringLiteral("Kitchen"), QStringLiteral("Lighting"), QStringLiteral("Clocks"), QStringLiteral("Table"),
                                   QStringLiteral("Furniture")};
    return names.at(category % categories);
}

QString FakeShop::userName(qint64 user)
{
    static const QStringList first{QStringLiteral("Ada"),     QStringLiteral("Grace"), QStringLiteral("Edsger"),
                                   QStringLiteral("Barbara"), QStringLiteral("Alan"),  QStringLiteral("Frances"),
                                   QStringLiteral("Leslie"),  QStringLiteral("Tony"),  QStringLiteral("Katherine"),
                                   QStringLiteral("Niklaus")};
    static const QStringList last{QStringLiteral("Moore"),  QStringLiteral("Bianchi"), QStringLiteral("Okafor"), QStringLiteral("Larsen"),
                                  QStringLiteral("Dubois"), QStringLiteral("Tanaka"),  QStringLiteral("Novák"),  QStringLiteral("Silva"),
                                  QStringLiteral("Weber"),  QStringLiteral("Haddad")};
    return first.at(user % 10) + QLatin1Char(' ') + last.at(user / 10 % 10);
}

QString FakeShop::typeName(Thing thing)
{
    switch (thing) {
    case Thing::Category: return QStringLiteral("Category");
    case Thing::Product: return QStringLiteral("Product");
    case Thing::StockItem: return QStringLiteral("StockItem");
    case Thing::User: return QStringLiteral("User");
    case Thing::Order: return QStringLiteral("Order");
    case Thing::Payment: return QStringLiteral("Payment");
    case Thing::Saga: return QStringLiteral("Saga");
    case Thing::Event: return QStringLiteral("Event");
    case Thing::Message: return QStringLiteral("Message");
    }
    return {};
}

QString FakeShop::serviceOf(Thing thing)
{
    switch (thing) {
    case Thing::Category:
    case Thing::Product: return QStringLiteral("product");
    case Thing::StockItem: return QStringLiteral("inventory");
    case Thing::User: return QStringLiteral("user");
    case Thing::Order: return QStringLiteral("order");
    case Thing::Payment: return QStringLiteral("payment");
    case Thing::Saga:
    case Thing::Event:
    case Thing::Message: return QStringLiteral("saga");
    }
    return {};
}

QJsonObject FakeShop::orderData(qint64 order) const
{
    QJsonArray items;
    qint64 total = 0;
    for (int line = 0; line < lines(order); ++line) {
        const qint64 product = productOf(order, line);
        const int quantity = quantityOf(order, line);
        total += unitPrice(product) * quantity;
        items.append(QJsonObject{{QStringLiteral("product_id"), id(Thing::Product, product)},
                                 {QStringLiteral("product_sku"), sku(product)},
                                 {QStringLiteral("product_name"), productName(product)},
                                 {QStringLiteral("quantity"), quantity},
                                 {QStringLiteral("unit_price"), money(unitPrice(product))},
                                 {QStringLiteral("total_price"), money(unitPrice(product) * quantity)}});
    }
    const qint64 customer = customerOf(order);
    return {{QStringLiteral("order_number"), orderNumber(order)},
            {QStringLiteral("customer_id"), id(Thing::User, customer)},
            {QStringLiteral("customer_name"), userName(customer)},
            {QStringLiteral("currency"), QStringLiteral("EUR")},
            {QStringLiteral("items"), items},
            {QStringLiteral("total_amount"), money(total)},
            {QStringLiteral("shipping_address"),
             QJsonObject{{QStringLiteral("street_address"), QStringLiteral("%1 Mill Lane").arg(customer % 90 + 1)},
                         {QStringLiteral("city"), QStringLiteral("Delft")},
                         {QStringLiteral("country"), QStringLiteral("NL")}}}};
}

QJsonObject FakeShop::dataOf(const Place& where) const
{
    const qint64 number = where.aggregate.number;
    const QString orderId = where.order >= 0 ? id(Thing::Order, where.order) : QString();
    if (!where.entry) {
        switch (where.aggregate.thing) {
        case Thing::Category:
            return {{QStringLiteral("name"), categoryName(number)},
                    {QStringLiteral("slug"), categoryName(number).toLower()},
                    {QStringLiteral("is_active"), true}};
        case Thing::Product:
            return {{QStringLiteral("name"), productName(number)},
                    {QStringLiteral("description"), QStringLiteral("A %1, made to last.").arg(productName(number).toLower())},
                    {QStringLiteral("sku"), sku(number)},
                    {QStringLiteral("price"), money(unitPrice(number))},
                    {QStringLiteral("category_id"), id(Thing::Category, number / 10 % categories)},
                    {QStringLiteral("is_active"), true}};
        case Thing::StockItem:
            return {{QStringLiteral("product_id"), id(Thing::Product, number)},
                    {QStringLiteral("sku"), sku(number)},
                    {QStringLiteral("on_hand"), 5'000},
                    {QStringLiteral("reserved"), 0}};
        default: {
            const QString email =
                QStringLiteral("%1%2@example.org").arg(userName(number).toLower().replace(QLatin1Char(' '), QLatin1Char('.'))).arg(number);
            return {{QStringLiteral("email"), email},
                    {QStringLiteral("name"), userName(number)},
                    {QStringLiteral("is_active"), true},
                    {QStringLiteral("email_verified"), number % 3 != 0}};
        }
        }
    }
    const Entry& entry = *where.entry;
    const QString step = QString::fromLatin1(entry.step);
    if (entry.thing == Thing::Order && entry.version == 1) {
        QJsonObject created = orderData(where.order);
        created.insert(QStringLiteral("status"), QStringLiteral("pending"));
        return created;
    }
    QJsonObject data{{QStringLiteral("order_id"), orderId}};
    if (entry.thing == Thing::StockItem) {
        data.insert(QStringLiteral("product_id"), id(Thing::Product, number));
        data.insert(QStringLiteral("quantity"), quantityOf(where.order, entry.line));
    } else if (entry.thing == Thing::Payment) {
        data.insert(QStringLiteral("amount"), orderData(where.order).value(QStringLiteral("total_amount")));
        data.insert(QStringLiteral("currency"), QStringLiteral("EUR"));
        data.insert(QStringLiteral("payment_method"), QStringLiteral("card"));
    } else if (entry.thing == Thing::Saga) {
        data.insert(QStringLiteral("saga_type"), QStringLiteral("OrderProcessing"));
        if (!step.isEmpty())
            data.insert(QStringLiteral("step_id"), step);
    }
    if (entry.sequence < 3 || (entry.thing == Thing::StockItem && entry.pattern != refusedPattern))
        return data;
    if (where.order == 0 || entry.pattern == declinedPattern)
        data.insert(QStringLiteral("reason"), QStringLiteral("card declined"));
    else if (entry.pattern == refusedPattern)
        data.insert(QStringLiteral("reason"), QStringLiteral("insufficient stock (have 2, need 3)"));
    return data;
}

/// In this shop an effect stands at most one order behind its cause.
std::vector<Position> FakeShop::effects(const LogFilter& filter, Position after, Position upTo, qint64 limit) const
{
    LogFilter rest = filter;
    rest.causationId.clear();
    std::vector<Position> found;
    const auto cause = positionOfEvent(filter.causationId);
    for (Position at = std::max(after, cause.value_or(0)) + 1;
         cause && at <= std::min(upTo, *cause + effectsWithin) && static_cast<qint64>(found.size()) < limit; ++at) {
        const bool others = rest.isEmpty() || !matches(rest, at - 1, at, 1, false).empty();
        if (others && this->event(at).causationId == filter.causationId)
            found.push_back(at);
    }
    return found;
}

}  // namespace replay::test
