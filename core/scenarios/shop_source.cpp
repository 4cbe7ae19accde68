// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/shop_source.h"

#include "core/scenarios/shop_goods.h"

namespace replay::scenarios {
namespace {

std::int64_t categoriesOf(const Shop& shop) { return std::min<std::int64_t>(shop.products, departmentsMax); }

}  // namespace

std::int64_t shopInputs(const Scenario& scenario) { return categoriesOf(scenario.shop) + scenario.shop.products + scenario.shop.customers; }

ShopSource::ShopSource(const Scenario& scenario, std::uint64_t seed, const QJsonObject& bookmark)
    : m_random(seed),
      m_start(scenario.start),
      m_ids(m_random, scenario.start),
      m_shop(scenario.shop),
      m_categories(categoriesOf(scenario.shop)),
      m_all(shopInputs(scenario)),
      m_given(bookmark.value(QLatin1StringView("given")).toInteger())
{
}

Result<std::vector<PlannedInput>> ShopSource::next(int limit)
{
    std::vector<PlannedInput> inputs;
    for (; m_given < m_all && static_cast<int>(inputs.size()) < limit; ++m_given)
        inputs.push_back(input(m_given));
    return inputs;
}

QJsonObject ShopSource::bookmark() const { return {{QStringLiteral("given"), qint64{m_given}}}; }

double ShopSource::share() const { return m_all == 0 ? 1.0 : static_cast<double>(m_given) / static_cast<double>(m_all); }

PlannedInput ShopSource::input(std::int64_t number) const
{
    PlannedInput planned;
    planned.at = m_start + number * spacingUs;
    commands::Message& message = planned.message;
    message.id = m_random.uuid(planned.at, "shop", static_cast<std::uint64_t>(number));
    message.correlationId = message.id;
    message.actor = QStringLiteral("setup");
    planned.target = QStringLiteral("product");
    if (number < m_categories) {
        message.name = QStringLiteral("CreateCategory");
        message.data = category(number + 1);
    } else if (number < m_categories + m_shop.products) {
        message.name = QStringLiteral("CreateProduct");
        message.data = product(number - m_categories + 1);
    } else {
        planned.target = QStringLiteral("user");
        message.name = QStringLiteral("RegisterUser");
        message.data = customer(number - m_categories - m_shop.products + 1);
    }
    return planned;
}

QJsonObject ShopSource::category(std::int64_t number) const
{
    const Department department = departmentOf(static_cast<int>(number));
    return {{QStringLiteral("category_id"), base::idText(m_ids.category(number))},
            {QStringLiteral("name"), department.name},
            {QStringLiteral("slug"), department.slug},
            {QStringLiteral("description"), department.description}};
}

QJsonObject ShopSource::product(std::int64_t number) const
{
    const Goods goods = goodsOf(m_random, number, static_cast<int>(m_categories));
    const std::int64_t stock = m_random.between(m_shop.openingStock.low, m_shop.openingStock.high, base::Concern::Shop, "product-stock",
                                                static_cast<std::uint64_t>(number));
    return {{QStringLiteral("product_id"), base::idText(m_ids.product(number))},
            {QStringLiteral("category_id"), base::idText(m_ids.category(goods.department))},
            {QStringLiteral("name"), goods.name},
            {QStringLiteral("description"), goods.description},
            {QStringLiteral("sku"), goods.sku},
            {QStringLiteral("brand"), goods.brand},
            {QStringLiteral("price"), goods.price.toString()},
            {QStringLiteral("stock_quantity"), qint64{stock}}};
}

QJsonObject ShopSource::customer(std::int64_t number) const
{
    const Person person = personOf(m_random, number);
    return {{QStringLiteral("user_id"), base::idText(m_ids.customer(number))},
            {QStringLiteral("email"), person.email},
            {QStringLiteral("first_name"), person.firstName},
            {QStringLiteral("last_name"), person.lastName},
            {QStringLiteral("country"), person.country}};
}

}  // namespace replay::scenarios
