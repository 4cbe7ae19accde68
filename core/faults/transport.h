// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/faults/fault_plan.h"

namespace replay::faults {

/// How the network between the services behaves.
struct NetworkProfile {
    qint64 latencyLowUs = 2 * base::usPerMs;
    qint64 latencyHighUs = 20 * base::usPerMs;
    double loss = 0;
    double duplication = 0;
    double reordering = 0;

    static constexpr qint64 latencyFloorUs = 1 * base::usPerMs;  ///< nothing arrives sooner: the look-ahead of the scheduler
    qint64 leastUs() const { return std::max(latencyLowUs, latencyFloorUs); }
};

/// The way of one message: when it arrives (twice, where duplicated), or that it never does.
struct Flight {
    base::ModelTime dueAt;
    std::optional<base::ModelTime> secondDueAt;
    bool lost = false;
    std::optional<Injection> fault;  ///< what the receiver still has to act out: refuse, error, no_reply, lost_reply, crash_…
};

/// Plans flights: a pure function of the seed, the profile, the decided fault and what the message is. Nothing is drawn in turn.
class Transport {
public:
    Transport(const base::Random& random, NetworkProfile profile) : m_random(random), m_profile(profile) {}

    const NetworkProfile& profile() const { return m_profile; }
    const base::Random& random() const { return m_random; }
    /// Latency alone, for what is carried reliably (outbox to log, answers).
    qint64 latency(QByteArrayView purpose, std::uint64_t index = 0) const;
    /// A message subject to loss, duplication, reordering and the decided fault. `purpose`: message id and attempt.
    Flight plan(base::ModelTime sentAt, QByteArrayView purpose, const std::optional<Injection>& fault) const;
    /// On an undisturbed network and without faults, in the order of sending: setting up a shop.
    Flight planCalm(base::ModelTime sentAt) const;

private:
    const base::Random& m_random;
    NetworkProfile m_profile;
};

}  // namespace replay::faults
