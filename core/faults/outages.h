// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/values.h"

#include <vector>

namespace replay::faults {

using base::ModelTime;

/// When a service is down (service_down with a time window) and when two services cannot reach each other (partition): a pure
/// function of the rules and the model time, so that nothing about it needs to be kept.
class Outages {
public:
    Outages() = default;
    explicit Outages(const QList<api::FaultRule>& rules);

    bool isEmpty() const { return m_windows.empty(); }
    /// The first moment from `at` on at which the service is up.
    ModelTime upAt(const QString& service, ModelTime at) const;
    /// The first moment from `at` on at which what one sent can reach the other.
    ModelTime reachableAt(const QString& sender, const QString& receiver, ModelTime at) const;

private:
    struct Window {
        ModelTime from;
        ModelTime until;
        QString service;
        QString peer;  ///< of a partition; empty: everybody
        bool partition = false;

        bool cuts(const QString& one, const QString& other) const;
    };
    template <typename Hits>
    ModelTime after(ModelTime at, Hits&& hits) const;

    std::vector<Window> m_windows;
};

/// Whether a rule takes a service down for a stretch of time, and not when a message arrives.
bool isOutage(const api::FaultRule& rule);

}  // namespace replay::faults
