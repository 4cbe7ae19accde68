// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/random.h"
#include "core/scenarios/input_source.h"
#include "core/scenarios/scenario.h"
#include "core/scenarios/shop_ids.h"

namespace replay::scenarios {

/// How many commands the shop of a scenario takes: its categories, products and customers.
std::int64_t shopInputs(const Scenario& scenario);

/// Fills the shop of a scenario: categories, then products with their opening stock, then customers, one every
/// `spacingUs` from the start. The customers have a locked password: nobody signs in as them.
class ShopSource : public InputSource {
public:
    static constexpr std::int64_t spacingUs = 1;

    ShopSource(const Scenario& scenario, std::uint64_t seed, const QJsonObject& bookmark = {});

    ModelTime startsAt() const override { return m_start; }
    Result<std::vector<PlannedInput>> next(int limit) override;
    QJsonObject bookmark() const override;
    double share() const override;

private:
    PlannedInput input(std::int64_t number) const;
    QJsonObject category(std::int64_t number) const;
    QJsonObject product(std::int64_t number) const;
    QJsonObject customer(std::int64_t number) const;

    base::Random m_random;
    ModelTime m_start;
    ShopIds m_ids;
    Shop m_shop;
    std::int64_t m_categories;
    std::int64_t m_all;
    std::int64_t m_given;
};

}  // namespace replay::scenarios
