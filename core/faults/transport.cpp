// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/faults/transport.h"

namespace replay::faults {

using base::Concern;

qint64 Transport::latency(QByteArrayView purpose, std::uint64_t index) const
{
    const qint64 low = m_profile.leastUs();
    return m_random.between(low, std::max(low, m_profile.latencyHighUs), Concern::Latency, purpose, index);
}

Flight Transport::planCalm(base::ModelTime sentAt) const { return {sentAt + m_profile.leastUs(), std::nullopt, false, std::nullopt}; }

Flight Transport::plan(base::ModelTime sentAt, QByteArrayView purpose, const std::optional<Injection>& fault) const
{
    Flight flight{sentAt + latency(purpose), std::nullopt, false, std::nullopt};
    const qint64 high = std::max(m_profile.leastUs(), m_profile.latencyHighUs);
    if (m_random.chance(m_profile.reordering, Concern::Reordering, purpose))
        flight.dueAt = flight.dueAt + high + latency(purpose, 2);  // later messages may overtake it
    flight.lost = m_random.chance(m_profile.loss, Concern::Loss, purpose);
    bool twice = m_random.chance(m_profile.duplication, Concern::Duplication, purpose);
    if (fault) {
        if (fault->kind == u"lost_request" || fault->kind == u"partition")
            flight.lost = true;
        else if (fault->kind == u"duplicate")
            twice = true;
        else if (fault->kind == u"reorder")
            flight.dueAt = flight.dueAt + high + latency(purpose, 2);
        else if (fault->kind == u"delay")
            flight.dueAt = flight.dueAt + fault->delayUs;
        flight.fault = fault;
    }
    if (twice)
        flight.secondDueAt = flight.dueAt + latency(purpose, 1);
    return flight;
}

}  // namespace replay::faults
