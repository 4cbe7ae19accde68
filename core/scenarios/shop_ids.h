// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/random.h"
#include "core/scenarios/scenario.h"

#include <QUuid>

namespace replay::scenarios {

/// The ids of a scenario's shop are functions of the seed and a number (from 1), so that the workload and the timeline can
/// name the 17th product without asking anybody.
class ShopIds {
public:
    ShopIds(const base::Random& random, base::ModelTime start) : m_random(random), m_start(start) {}

    QUuid category(std::int64_t number) const { return id("shop-category", number); }
    QUuid product(std::int64_t number) const { return id("shop-product", number); }
    QUuid customer(std::int64_t number) const { return id("shop-customer", number); }
    QUuid order(std::int64_t number) const { return id("workload-order", number); }

private:
    QUuid id(QByteArrayView purpose, std::int64_t number) const
    {
        return m_random.uuid(m_start, purpose, static_cast<std::uint64_t>(number));
    }
    base::Random m_random;
    base::ModelTime m_start;
};

/// When the shop is open: the orders begin that long after the start, so that every service has heard of the products and
/// customers, also over a slow network.
std::int64_t openingUs(const Scenario& scenario);

}  // namespace replay::scenarios
