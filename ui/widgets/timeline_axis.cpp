// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/timeline_axis.h"

#include <algorithm>
#include <cmath>

namespace replay::ui {
namespace {

/// The usual flight rounded to a power of two, so that the scale of a growing saga does not creep with every message.
double steadyFlight(qint64 flightUs) { return std::exp2(std::round(std::log2(static_cast<double>(std::max<qint64>(flightUs, 1))))); }

}  // namespace

TimelineAxis::TimelineAxis(QList<Stop> stops, const QList<Busy>& busy, qint64 flightUs)
{
    std::stable_sort(stops.begin(), stops.end(), [](const Stop& a, const Stop& b) { return a.time < b.time; });
    const double perUs = flightRoom / steadyFlight(flightUs);
    for (const Stop& stop : std::as_const(stops)) {
        if (!m_instants.isEmpty() && m_instants.constLast().time == stop.time) {
            Instant& last = m_instants.last();
            last.to = std::max(last.to, last.from + stop.room);
            continue;
        }
        double at = 0;
        if (!m_instants.isEmpty()) {
            const Instant& last = m_instants.constLast();
            const qint64 us = stop.time - last.time;
            const double wanted = static_cast<double>(us) * perUs;
            const bool folded = wanted > spanMax;
            const bool under =
                std::any_of(busy.cbegin(), busy.cend(), [&](const Busy& each) { return each.from <= last.time && each.to >= stop.time; });
            const double room = !folded ? std::max(wanted, spanMin) : under ? foldBusyRoom : foldRoom;
            at = last.to + room;
            m_spans.append({last.to, at, last.time, us, folded});
        }
        m_instants.append({stop.time, at, at + stop.room});
    }
}

double TimelineAxis::between(api::ModelTime time, bool leaving) const
{
    if (m_instants.isEmpty())
        return 0;
    const auto next = std::lower_bound(m_instants.cbegin(), m_instants.cend(), time,
                                       [](const Instant& instant, api::ModelTime wanted) { return instant.time < wanted; });
    if (next == m_instants.cend())
        return m_instants.constLast().to;
    if (next->time == time)
        return leaving ? next->to : next->from;
    if (next == m_instants.cbegin())
        return next->from;
    const Instant& before = *std::prev(next);
    const double share = static_cast<double>(time - before.time) / static_cast<double>(next->time - before.time);
    return before.to + share * (next->from - before.to);
}

double TimelineAxis::arrive(api::ModelTime time) const { return between(time, false); }

double TimelineAxis::leave(api::ModelTime time) const { return between(time, true); }

api::ModelTime TimelineAxis::timeAt(double unit) const
{
    if (m_instants.isEmpty())
        return {};
    const auto next = std::lower_bound(m_instants.cbegin(), m_instants.cend(), unit,
                                       [](const Instant& instant, double wanted) { return instant.to < wanted; });
    if (next == m_instants.cend())
        return m_instants.constLast().time;
    if (unit >= next->from || next == m_instants.cbegin())
        return next->time;
    const Instant& before = *std::prev(next);
    const double share = (unit - before.to) / (next->from - before.to);
    return before.time + static_cast<qint64>(share * static_cast<double>(next->time - before.time));
}

}  // namespace replay::ui
