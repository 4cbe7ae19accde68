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
constexpr std::int64_t returnDelayMin = base::usPerSecond;
constexpr std::int64_t returnDelayMax = 30 * base::usPerSecond;

// The slots are exact: the n-th begins at n·10⁶/rate microseconds, in one correctly rounded division.
ModelTime timeOf(const Scenario& scenario, const Random& random, std::int64_t n)
{
    const double perSlot = static_cast<double>(base::usPerSecond) / scenario.workload.perSecond;
    const auto slot =
        static_cast<std::int64_t>(static_cast<double>(n - 1) * static_cast<double>(base::usPerSecond) / scenario.workload.perSecond);
    const auto width = std::max<std::int64_t>(1, static_cast<std::int64_t>(perSlot) - 1);
    return scenario.start + openingUs(scenario) + slot +
           random.between(0, width - 1, Concern::Workload, "moment", static_cast<std::uint64_t>(n));
}

// Distinct products: the k-th line draws among those not yet taken (Robert Floyd's sampling keeps it exact and short).
std::vector<std::int64_t> productsOf(const Scenario& scenario, const Random& random, std::int64_t n)
{
    const QByteArray purpose = QByteArray("items:") + QByteArray::number(n);
    const WholeRange wanted = scenario.workload.itemsPerOrder;
    const std::int64_t lines = std::min(random.between(wanted.low, wanted.high, Concern::Workload, "lines", static_cast<std::uint64_t>(n)),
                                        scenario.shop.products);
    std::vector<std::int64_t> chosen;
    for (std::int64_t last = scenario.shop.products - lines + 1; last <= scenario.shop.products; ++last) {
        const std::int64_t drawn = random.between(1, last, Concern::Workload, purpose, static_cast<std::uint64_t>(last));
        const bool taken = std::find(chosen.begin(), chosen.end(), drawn) != chosen.end();
        chosen.push_back(taken ? last : drawn);
    }
    return chosen;
}

bool isReturned(const Scenario& scenario, const Random& random, std::int64_t n)
{
    return scenario.workload.returns > 0 &&
           random.chance(scenario.workload.returns, Concern::Workload, "returned", static_cast<std::uint64_t>(n));
}

ModelTime timeOfReturn(const Scenario& scenario, const Random& random, std::int64_t n)
{
    return timeOf(scenario, random, n) +
           random.between(returnDelayMin, returnDelayMax, Concern::Workload, "return delay", static_cast<std::uint64_t>(n));
}

/// Some units of some lines, at least one of all.
QJsonArray itemsBack(const Random& random, std::int64_t n, const QJsonArray& bought)
{
    const QByteArray purpose = QByteArray("back:") + QByteArray::number(n);
    QJsonArray items;
    for (qsizetype i = 0; i < bought.size(); ++i) {
        const std::int64_t most = bought[i][QStringLiteral("quantity")].toInteger();
        const bool last = i + 1 == bought.size() && items.isEmpty();
        const std::int64_t quantity = random.between(last ? 1 : 0, most, Concern::Workload, purpose, static_cast<std::uint64_t>(i));
        if (quantity > 0)
            items << QJsonObject{{QStringLiteral("product_id"), bought[i][QStringLiteral("product_id")]},
                                 {QStringLiteral("quantity"), qint64{quantity}}};
    }
    return items;
}

}  // namespace

std::optional<PlannedInput> returnOfWorkload(const Scenario& scenario, const Random& random, std::int64_t n)
{
    if (!isReturned(scenario, random, n))
        return std::nullopt;
    const PlannedInput order = orderOfWorkload(scenario, random, n);
    static constexpr std::array reasons{"damaged", "did not fit", "changed my mind", "came too late"};
    const auto reason = static_cast<std::size_t>(random.between(0, static_cast<std::int64_t>(reasons.size()) - 1, Concern::Workload,
                                                                "return reason", static_cast<std::uint64_t>(n)));
    PlannedInput planned;
    planned.at = timeOfReturn(scenario, random, n);
    planned.target = QStringLiteral("order");
    commands::Message& message = planned.message;
    message.id = random.uuid(planned.at, "workload-return", static_cast<std::uint64_t>(n));
    message.correlationId = message.id;
    message.actor = QStringLiteral("workload");
    message.name = QStringLiteral("ReturnOrder");
    message.data = {{QStringLiteral("order_id"), order.message.data.value(QLatin1StringView("order_id"))},
                    {QStringLiteral("items"), itemsBack(random, n, order.message.data.value(QLatin1StringView("items")).toArray())},
                    {QStringLiteral("reason"), QString::fromLatin1(reasons[reason])}};
    return planned;
}

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
        items << QJsonObject{{QStringLiteral("product_id"), base::idText(ids.product(product))},
                             {QStringLiteral("quantity"), qint64{quantity}}};
    }
    static constexpr std::array methods{"credit_card", "credit_card", "paypal", "bank_transfer"};
    const auto method =
        static_cast<std::size_t>(random.between(0, static_cast<std::int64_t>(methods.size()) - 1, Concern::Workload, "payment", index));
    message.data = {{QStringLiteral("order_id"), base::idText(ids.order(n))},
                    {QStringLiteral("customer_id"), base::idText(ids.customer(customer))},
                    {QStringLiteral("items"), items},
                    {QStringLiteral("shipping_address"), addressOf(personOf(random, customer))},
                    {QStringLiteral("payment_method"), QString::fromLatin1(methods[method])}};
    return planned;
}

WorkloadSource::WorkloadSource(Scenario scenario, std::uint64_t seed, const QJsonObject& bookmark)
    : m_scenario(std::move(scenario)),
      m_random(seed),
      m_given(bookmark.value(QLatin1StringView("given")).toInteger()),
      m_lastReturn{{bookmark.value(QLatin1StringView("return_us")).toInteger()}, bookmark.value(QLatin1StringView("return_of")).toInteger()}
{
    // No order was given while a return before it waited: what still waits belongs to the youngest orders.
    const double slots = static_cast<double>(returnDelayMax) / static_cast<double>(base::usPerSecond) * m_scenario.workload.perSecond;
    const auto behind = static_cast<std::int64_t>(std::min(slots + 2, static_cast<double>(m_given)));
    for (std::int64_t n = m_given - behind + 1; n <= m_given && m_scenario.workload.returns > 0; ++n)
        expectReturnOf(n);
}

void WorkloadSource::expectReturnOf(std::int64_t order)
{
    if (!isReturned(m_scenario, m_random, order))
        return;
    const Return back{timeOfReturn(m_scenario, m_random, order), order};
    if (back > m_lastReturn)
        m_returns.insert(back);
}

Result<std::vector<PlannedInput>> WorkloadSource::next(int limit)
{
    std::vector<PlannedInput> inputs;
    while (static_cast<int>(inputs.size()) < limit) {
        const bool moreOrders = m_given < m_scenario.workload.orders;
        const bool returnFirst = !m_returns.empty() && (!moreOrders || m_returns.begin()->at < timeOf(m_scenario, m_random, m_given + 1));
        if (returnFirst) {
            m_lastReturn = *m_returns.begin();
            m_returns.erase(m_returns.begin());
            inputs.push_back(*returnOfWorkload(m_scenario, m_random, m_lastReturn.order));
        } else if (moreOrders) {
            inputs.push_back(orderOfWorkload(m_scenario, m_random, ++m_given));
            expectReturnOf(m_given);
        } else {
            break;
        }
    }
    return inputs;
}

QJsonObject WorkloadSource::bookmark() const
{
    QJsonObject bookmark{{QStringLiteral("given"), qint64{m_given}}};
    if (m_lastReturn.order > 0) {
        bookmark.insert(QStringLiteral("return_us"), qint64{m_lastReturn.at.us});
        bookmark.insert(QStringLiteral("return_of"), qint64{m_lastReturn.order});
    }
    return bookmark;
}

double WorkloadSource::share() const
{
    return m_scenario.workload.orders == 0 ? 1.0 : static_cast<double>(m_given) / static_cast<double>(m_scenario.workload.orders);
}

}  // namespace replay::scenarios
