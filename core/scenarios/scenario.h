// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/values.h"
#include "core/base/model_time.h"

#include <QJsonObject>
#include <QList>
#include <optional>

namespace replay::scenarios {

/// Least and most, both included.
struct WholeRange {
    std::int64_t low = 0;
    std::int64_t high = 0;
    bool operator==(const WholeRange&) const = default;
};

/// What is there before the first order.
struct Shop {
    std::int64_t customers = 0;
    std::int64_t products = 0;
    WholeRange openingStock{20, 200};
};

/// The orders that customers place by themselves.
struct Workload {
    std::int64_t orders = 0;
    double perSecond = 1.0;
    WholeRange itemsPerOrder{1, 3};
    double returns = 0;  ///< the share of orders of which something is sent back, some seconds later
};

/// How messages travel between the services.
struct Network {
    std::int64_t latencyLowUs = 2 * base::usPerMs;
    std::int64_t latencyHighUs = 20 * base::usPerMs;
    double loss = 0;
    double duplication = 0;
    double reordering = 0;
};

/// A single command at a set time. Numbers such as {"product": 1} are resolved to ids when it is sent.
struct TimelineEntry {
    std::int64_t atUs = 0;  ///< since the start
    QString command;
    QJsonObject data;
};

/// What must be true when nothing is left to do.
struct Expectation {
    QString what;  ///< "invariants", "sagas.completed", …, "events.OrderShipped"
    std::optional<std::int64_t> min;
    std::optional<std::int64_t> max;
    QStringList violated;  ///< of "invariants": these and no others; empty: all hold
};

/// What a run is made of. Reading checks all of it, so that whoever has a Scenario may rely on every number in it.
struct Scenario {
    QString name;
    QString description;
    std::optional<std::uint64_t> seed;  ///< absent: the workspace's
    base::ModelTime start = base::defaultStart;
    Shop shop;
    Workload workload;
    Network network;
    QList<api::FaultRule> faults;
    QString sagaStyle;              ///< orchestration, choreography; empty: the workspace's
    int purchaseVersion = 0;        ///< of OrderProcessing, for new purchases; 0: the usual one
    QStringList pitfalls;           ///< on from the start
    QList<TimelineEntry> timeline;  ///< in rising time
    QList<Expectation> expect;
};

}  // namespace replay::scenarios
