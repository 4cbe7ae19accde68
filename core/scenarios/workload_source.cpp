// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/workload_source.h"

#include "core/scenarios/shop_goods.h"
#include "core/scenarios/shop_ids.h"

#include <QJsonArray>
#include <array>

namespace replay::scenarios {
namespace {

using base::Concern;
using base::Random;

constexpr std::int64_t quantityMax = 3;

// The slots are exact: the n-th begins at n·10⁶/rate microseconds, in one correctly rounded division.
ModelTime timeOf(const Scenario& scenario, const Random& random, std::int64_t n)
{
    const double perSlot = static_cast<double>(base::usPerSecond) / scenario.workload.perSecond;
    const auto slot = static_cast<std::int64_t>(static_cast<double>(n - 1) * static_cast<double>(base::usPerSecond) / scenario.workload.perSecond);
    const auto width = std::max<std::int64_t>(1, static_cast<std::int64_t>(perSlot) - 1);
    return scenario.start + openingUs(scenario) + slot + random.between(0, width - 1, Concern::Workload, "moment", static_cast<std::uint64_t>(n));
}

// Distinct products: the k-th line draws among those not yet taken (Robert Floyd's sampling keeps it exact and short).
std::vector<std::int64_t> productsOf(const Scenario& scenario, const Random& random, std::int64_t n)
{
    const QByteArray purpose = QByteArray("items:") + QByteArray::number(n);
    const WholeRange wanted = scenario.workload.itemsPerOrder;
    const std::int64_t lines = std::min(random.between(wanted.low, wanted.high, Concern::Workload, "lines", static_cast<std::uint64_t>(n)), scenario.shop.products);
    std::vector<std::int64_t> chosen;
    for (std::int64_t last = scenario.shop.products - lines + 1; last <= scenario.shop.products; ++last) {
        const std::int64_t drawn = random.between(1, last, Concern::Workload, purpose, static_cast<std::uint64_t>(last));
        const bool taken = std::find(chosen.begin(), chosen.end(), drawn) != chosen.end();
        chosen.push_back(taken ? last : drawn);
    }
    return chosen;
}

}  // namespace

PlannedInput orderOfWorkload(const Scenario& scenario, const Random& random, std::int64_t n)
{
    const auto index = static_cast<std::uint64_t>(n);
    const ShopIds ids(random, scenario.start);
    PlannedInput planned;
    planned.at = timeOf(scenario, random, n);
    planned.target = QStringLiteral("saga");
    commands::Message& message = planned.message;
    message.id = random.uuid(planned.at, "workload", index);
    message.correlationId = message.id;
    message.actor = QStringLiteral("workload");
    message.name = QStringLiteral("PlaceOrder");

    const std::int64_t customer = random.between(1, scenario.shop.customers, Concern::Workload, "customer", index);
    const QByteArray quantities = QByteArray("quantities:") + QByteArray::number(n);
    QJsonArray items;
    for (const std::int64_t product : productsOf(scenario, random, n)) {
        const std::int64_t quantity = random.between(1, quantityMax, Concern::Workload, quantities, static_cast<std::uint64_t>(product));
        items << QJsonObject{{QStringLiteral("product_id"), base::idText(ids.product(product))}, {QStringLiteral("quantity"), qint64{quantity}}};
    }
    static constexpr std::array methods{"credit_card", "credit_card", "paypal", "bank_transfer"};
    const auto method = static_cast<std::size_t>(random.between(0, static_cast<std::int64_t>(methods.size()) - 1, Concern::Workload, "payment", index));
    message.data = {{QStringLiteral("order_id"), base::idText(ids.order(n))},
                    {QStringLiteral("customer_id"), base::idText(ids.customer(customer))},
                    {QStringLiteral("items"), items},
                    {QStringLiteral("shipping_address"), addressOf(personOf(random, customer))},
                    {QStringLiteral("payment_method"), QString::fromLatin1(methods[method])}};
    return planned;
}

WorkloadSource::WorkloadSource(Scenario scenario, std::uint64_t seed, const QJsonObject& bookmark)
    : m_scenario(std::move(scenario)), m_random(seed), m_given(bookmark.value(QLatin1StringView("given")).toInteger())
{
}

Result<std::vector<PlannedInput>> WorkloadSource::next(int limit)
{
    std::vector<PlannedInput> inputs;
    for (; m_given < m_scenario.workload.orders && static_cast<int>(inputs.size()) < limit; ++m_given)
        inputs.push_back(orderOfWorkload(m_scenario, m_random, m_given + 1));
    return inputs;
}

QJsonObject WorkloadSource::bookmark() const
{
    return {{QStringLiteral("given"), qint64{m_given}}};
}

double WorkloadSource::share() const
{
    return m_scenario.workload.orders == 0 ? 1.0 : static_cast<double>(m_given) / static_cast<double>(m_scenario.workload.orders);
}

}  // namespace replay::scenarios
