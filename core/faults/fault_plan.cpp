// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/faults/fault_plan.h"

#include "core/faults/outages.h"
#include "core/storage/database.h"

namespace replay::faults {
namespace {

constexpr qint64 defaultDownUs = 2 * base::usPerSecond;
constexpr qint64 defaultDelayUs = 800 * base::usPerMs;

QString defaultReason(const QString& kind, const QString& message)
{
    if (kind == u"refuse") {
        if (message == u"ProcessPayment")
            return QStringLiteral("card declined");
        return message == u"ReserveInventory" ? QStringLiteral("out of stock") : QStringLiteral("refused by fault");
    }
    if (kind == u"database_busy")
        return storage::reasonOf(storage::Trouble::Busy);
    if (kind == u"database_full")
        return storage::reasonOf(storage::Trouble::Full);
    if (kind == u"database_readonly")
        return storage::reasonOf(storage::Trouble::ReadOnly);
    return kind == u"error" || kind == u"compensation_failure" ? QStringLiteral("injected failure") : QString();
}

/// Armed from the start and never disarmed, or within the time a person left it armed.
bool isOn(const api::FaultRule& rule, base::ModelTime at)
{
    return (rule.armed || rule.disarmedAt) && (!rule.armedAt || *rule.armedAt <= at) && (!rule.disarmedAt || at < *rule.disarmedAt);
}

bool aimsAt(const api::FaultRule& rule, const Aim& aim)
{
    if (!isOn(rule, aim.at) || (isOutage(rule) && rule.kind != u"partition") || rule.kind == poisonKind)
        return false;
    if (rule.kind == u"partition")
        return Outages({rule}).reachableAt(aim.sender, aim.service, aim.at) != aim.at;
    const bool forCompensation = rule.kind == u"compensation_failure";
    if (forCompensation != aim.compensation) {
        // A compensation is hit by compensation_failure, or by a transport fault that names its message; never refused.
        if (forCompensation || rule.kind == u"refuse" || rule.message != aim.message)
            return false;
    }
    return (rule.service.isEmpty() || rule.service == aim.service) && (rule.message.isEmpty() || rule.message == aim.message) &&
           (rule.step.isEmpty() || rule.step == aim.step) && (rule.order == 0 || rule.order == aim.order) &&
           (!rule.from || *rule.from <= aim.at) && (!rule.until || aim.at < *rule.until);
}

}  // namespace

std::optional<Injection> FaultPlan::decideAmong(const Aim& aim, const base::Random& random, bool orchestrator)
{
    std::optional<Injection> decided;
    for (const api::FaultRule& rule : m_rules) {
        if ((rule.kind == u"orchestrator_crash") != orchestrator || !aimsAt(rule, aim))
            continue;
        Count& count = m_counts[rule.id];
        ++count.matched;
        m_changed.append(rule.id);
        const qint64 limit = rule.times > 0 ? rule.times : (rule.occurrence > 0 ? 1 : 0);
        const bool occurs = rule.occurrence == 0 || count.matched >= rule.occurrence;
        if (decided || !occurs || (limit > 0 && count.fired >= limit))
            continue;
        if (rule.probability < 1.0 &&
            !random.chance(rule.probability, base::Concern::Fault, aim.purpose, static_cast<std::uint64_t>(rule.id)))
            continue;
        ++count.fired;
        const qint64 delayUs = rule.delayUs > 0 ? rule.delayUs : defaultDelayUs;
        const qint64 downForUs = rule.downForUs > 0 ? rule.downForUs : defaultDownUs;
        decided = Injection{rule.kind, rule.reason.isEmpty() ? defaultReason(rule.kind, aim.message) : rule.reason, delayUs,
                            rule.kind == u"database_slow" ? delayUs : downForUs, rule.id};
    }
    return decided;
}

std::optional<Injection> FaultPlan::decide(const Aim& aim, const base::Random& random) { return decideAmong(aim, random, false); }

std::optional<Injection> FaultPlan::decideCrash(const Aim& aim, const base::Random& random) { return decideAmong(aim, random, true); }

QList<qint64> FaultPlan::takeChanged() { return std::exchange(m_changed, {}); }

}  // namespace replay::faults
