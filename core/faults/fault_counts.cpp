// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/faults/fault_counts.h"

namespace replay::faults {

base::Status loadCounts(storage::Database& database, FaultPlan& plan)
{
    QHash<qint64, FaultPlan::Count> counts;
    REPLAY_TRY(database.each("SELECT rule, matched, fired FROM fault_counts", storage::bind(), [&](const storage::Row& row) {
        counts.insert(row.integer(0), {row.integer(1), row.integer(2)});
    }));
    plan.setCounts(std::move(counts));
    return {};
}

base::Status saveCounts(storage::Database& database, FaultPlan& plan)
{
    for (const qint64 rule : plan.takeChanged()) {
        const FaultPlan::Count count = plan.counts().value(rule);
        REPLAY_TRY(database.run(
            "INSERT INTO fault_counts (rule, matched, fired) VALUES (?, ?, ?) ON CONFLICT (rule) DO UPDATE SET matched = excluded.matched, "
            "fired = excluded.fired",
            static_cast<std::int64_t>(rule), static_cast<std::int64_t>(count.matched), static_cast<std::int64_t>(count.fired)));
    }
    return {};
}

}  // namespace replay::faults
