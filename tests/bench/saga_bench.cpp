// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/workspace.h"
#include "tests/bench/bench.h"

namespace replay::bench {
namespace {

/// Order sagas a second through the whole pipeline: gateway, inbox, events, tables, outbox, log, saga steps, projections.
double sagaRate(int orders, double perSecond)
{
    const QString folder = freshFolder(QStringLiteral("saga.replay"));
    const QByteArray scenario = QStringLiteral(R"({"name": "bench", "seed": 5, "shop": {"customers": 40, "products": 40, "opening_stock": [100000, 100000]},
        "workload": {"orders": %1, "per_second": %2, "items_per_order": [3, 3]}, "network": {"latency_ms": [5, 5]}})")
                                    .arg(orders)
                                    .arg(perSecond)
                                    .toUtf8();
    if (const auto made = runtime::Workspace::create(folder, {5, false, scenario}); !made)
        die(made.error().message);
    auto workspace = runtime::Workspace::open(folder, storage::Access::ReadWrite);
    if (!workspace)
        die(workspace.error().message);
    const double took = seconds([&] {
        if (const auto run = (*workspace)->runUntilIdle(0, {}); !run)
            die(run.error().message);
    });
    if ((*workspace)->status().sagasCompleted != orders)
        die(QStringLiteral("%1 of %2 orders completed").arg((*workspace)->status().sagasCompleted).arg(orders));
    return orders / took;
}

}  // namespace

void sagaSection(int rounds)
{
    // Each saga lasts about 70 ms of model time: one a second never meet; 6,400 a second keep some 32 in each 5 ms window.
    compare({QStringLiteral("S2 32 order sagas at once, of one at a time"), QStringLiteral("sagas/s"), 3, [] { return sagaRate(1'000, 6'400); }, [] { return sagaRate(150, 1); }}, rounds);
}

}  // namespace replay::bench
