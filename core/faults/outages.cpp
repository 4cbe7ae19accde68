// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/faults/outages.h"

#include <algorithm>

namespace replay::faults {

bool isOutage(const api::FaultRule& rule) { return rule.kind == u"partition" || (rule.kind == u"service_down" && rule.from && rule.until); }

Outages::Outages(const QList<api::FaultRule>& rules)
{
    for (const api::FaultRule& rule : rules) {
        if (!isOutage(rule) || !rule.from || !rule.until)
            continue;
        // What is armed late begins late, and what is disarmed ends there.
        const ModelTime from = std::max(*rule.from, rule.armedAt.value_or(*rule.from));
        const ModelTime until = std::min(*rule.until, rule.disarmedAt.value_or(*rule.until));
        if (from < until)
            m_windows.push_back({from, until, rule.service, rule.peer, rule.kind == u"partition"});
    }
}

bool Outages::Window::cuts(const QString& one, const QString& other) const
{
    const auto joins = [&](const QString& a, const QString& b) { return service == a && (peer.isEmpty() || peer == b); };
    return partition && one != other && (joins(one, other) || joins(other, one));
}

template <typename Hits>
ModelTime Outages::after(ModelTime at, Hits&& hits) const
{
    for (bool moved = true; moved;) {
        moved = false;
        for (const Window& window : m_windows) {
            if (window.from <= at && at < window.until && hits(window)) {
                at = window.until;
                moved = true;
            }
        }
    }
    return at;
}

ModelTime Outages::upAt(const QString& service, ModelTime at) const
{
    return after(at, [&](const Window& window) { return !window.partition && window.service == service; });
}

ModelTime Outages::reachableAt(const QString& sender, const QString& receiver, ModelTime at) const
{
    return after(at, [&](const Window& window) { return window.cuts(sender, receiver); });
}

}  // namespace replay::faults
