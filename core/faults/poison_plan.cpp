// SPDX-License-Identifier: GPL-3.0-or-later
// The half of the plan that poisons events on their way into a read model.
#include "core/faults/fault_plan.h"

#include <algorithm>

namespace replay::faults {
namespace {

bool isPoison(const api::FaultRule& rule) { return rule.armed && rule.kind == poisonKind; }

bool aimsAt(const api::FaultRule& rule, const PoisonAim& aim)
{
    return isPoison(rule) && (rule.service.isEmpty() || rule.service == aim.projection || rule.service == aim.service) &&
           (rule.message.isEmpty() || rule.message == aim.message) && (rule.order == 0 || rule.order == aim.order) &&
           (!rule.armedAt || *rule.armedAt <= aim.at) && (!rule.from || *rule.from <= aim.at) && (!rule.until || aim.at < *rule.until);
}

}  // namespace

bool FaultPlan::hasPoison() const { return std::any_of(m_rules.begin(), m_rules.end(), isPoison); }

bool FaultPlan::mayPoison(const PoisonAim& aim) const
{
    return std::any_of(m_rules.begin(), m_rules.end(), [&](const api::FaultRule& rule) {
        return isPoison(rule) && (rule.message.isEmpty() || rule.message == aim.message);
    });
}

bool FaultPlan::asksForOrder() const
{
    return std::any_of(m_rules.begin(), m_rules.end(), [](const api::FaultRule& rule) { return isPoison(rule) && rule.order > 0; });
}

bool FaultPlan::isArmed(qint64 id) const
{
    return std::any_of(m_rules.begin(), m_rules.end(), [id](const api::FaultRule& rule) { return rule.id == id && rule.armed; });
}

std::optional<Injection> FaultPlan::decidePoison(const PoisonAim& aim, const base::Random& random)
{
    std::optional<Injection> decided;
    for (const api::FaultRule& rule : m_rules) {
        if (!aimsAt(rule, aim))
            continue;
        Count& count = m_counts[rule.id];
        ++count.matched;
        m_changed.append(rule.id);
        const qint64 limit = rule.times > 0 ? rule.times : (rule.occurrence > 0 ? 1 : 0);
        if (decided || count.matched < rule.occurrence || (limit > 0 && count.fired >= limit))
            continue;
        if (rule.probability < 1.0 &&
            !random.chance(rule.probability, base::Concern::Fault, aim.purpose, static_cast<std::uint64_t>(rule.id)))
            continue;
        ++count.fired;
        decided = Injection{rule.kind, rule.reason.isEmpty() ? QStringLiteral("the handler failed") : rule.reason, 0, 0, rule.id};
    }
    return decided;
}

}  // namespace replay::faults
