// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/random.h"
#include "core/scenarios/input_source.h"
#include "core/scenarios/scenario.h"

#include <compare>
#include <set>

namespace replay::scenarios {

/// The n-th order of a workload (from 1), as a PlaceOrder for the saga service: who, what, how many and when are functions of
/// the seed and n alone. The shop must have a customer and a product. `n` may go beyond workload.orders.
PlannedInput orderOfWorkload(const Scenario& scenario, const base::Random& random, std::int64_t n);

/// What comes back of the n-th order, as a ReturnOrder for the order service; nothing where none of it does. Whether the order
/// was ever confirmed nobody knows beforehand: if not, the return is refused.
std::optional<PlannedInput> returnOfWorkload(const Scenario& scenario, const base::Random& random, std::int64_t n);

/// The orders of a scenario: one in each slot of 1/per_second seconds after the shop has opened, at a random moment of it; and
/// their returns, each among the later orders.
class WorkloadSource : public InputSource {
public:
    WorkloadSource(Scenario scenario, std::uint64_t seed, const QJsonObject& bookmark = {});

    ModelTime startsAt() const override { return m_scenario.start; }
    Result<std::vector<PlannedInput>> next(int limit) override;
    QJsonObject bookmark() const override;
    double share() const override;

private:
    struct Return {
        ModelTime at;
        std::int64_t order = 0;
        auto operator<=>(const Return&) const = default;
    };
    void expectReturnOf(std::int64_t order);

    Scenario m_scenario;
    base::Random m_random;
    std::int64_t m_given;        ///< orders
    std::set<Return> m_returns;  ///< of orders that were given, still to come
    Return m_lastReturn;         ///< given
};

}  // namespace replay::scenarios
