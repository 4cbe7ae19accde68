// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/shop_ids.h"

#include "core/scenarios/shop_source.h"

namespace replay::scenarios {

std::int64_t openingUs(const Scenario& scenario)
{
    // A command and its event each travel once, and an order needs both; ten ways leave room for retries of lost ones.
    constexpr std::int64_t waysMax = 10;
    const std::int64_t settling = std::max(base::usPerSecond, waysMax * scenario.network.latencyHighUs);
    return shopInputs(scenario) * ShopSource::spacingUs + settling;
}

}  // namespace replay::scenarios
