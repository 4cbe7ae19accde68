// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/runtime/workspace.h"

#include <QTemporaryDir>

namespace replay::tests {

inline QString text(const char* latin) { return QString::fromLatin1(latin); }

/// A small shop with faults of several kinds: some of its orders fail and are compensated.
inline QByteArray smallScenario(int orders = 30)
{
    return R"({"name": "A small shop", "seed": 7, "shop": {"customers": 4, "products": 5, "opening_stock": [10, 30]},
               "workload": {"orders": )" +
           QByteArray::number(orders) + R"(, "per_second": 5, "items_per_order": [1, 3]},
               "network": {"latency_ms": [2, 20], "loss": 0.02, "duplication": 0.05, "reordering": 0.05},
               "faults": [{"kind": "refuse", "step": "process_payment", "occurrence": 3, "reason": "card declined"},
                          {"kind": "lost_reply", "service": "payment", "probability": 0.1},
                          {"kind": "crash_after_commit", "service": "inventory", "occurrence": 4, "down_for": "2s"}]})";
}

/// A workspace in a folder of its own, and the questions that tests ask of it.
class WorkspaceBench {
    QTemporaryDir m_place;  // first: the folder below is inside it

public:
    QString folder = m_place.filePath(text("shop"));
    std::unique_ptr<runtime::Workspace> workspace;

    QString place(const char* name) const { return m_place.filePath(text(name)); }
    base::Status create(const QByteArray& scenario = {}) const { return runtime::Workspace::create(folder, {7, false, scenario}); }
    base::Status open(storage::Access access = storage::Access::ReadWrite)
    {
        workspace.reset();
        REPLAY_ASSIGN(workspace, runtime::Workspace::open(folder, access));
        return {};
    }
    base::Status run() { return workspace->runUntilIdle(0, {}); }
    /// The violations of all invariants, in words.
    QStringList violations() const
    {
        QStringList found;
        const auto reader = workspace->makeReader().value();
        const auto checked = reader->verify().value();
        for (const api::InvariantResult& invariant : checked) {
            for (const auto& violation : invariant.violations)
                found << QStringLiteral("%1: %2 %3").arg(invariant.name, violation.aggregateId, violation.detail);
        }
        return found;
    }
};

}  // namespace replay::tests
