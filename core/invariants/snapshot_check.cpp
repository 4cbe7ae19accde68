// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/invariants/snapshot_check.h"

#include "core/events/event_store.h"

#include <algorithm>
#include <map>

namespace replay::invariants {
namespace {

using storage::Row;
using storage::bind;

Status checkStream(storage::Database& own, const events::AggregateFold& fold, std::int64_t stream, const QUuid& id, Findings& findings)
{
    std::map<int, QByteArray> snapshots;
    REPLAY_TRY(own.each("SELECT version, state FROM snapshots WHERE stream = ? AND schema_version = ?", bind(stream, fold.schemaVersion),
                        [&](const Row& row) { snapshots.emplace(static_cast<int>(row.integer(0)), row.bytes(1)); }));
    if (snapshots.empty())
        return {};
    const auto state = fold.make();
    return events::EventStore(own).getEvents(id, 0, snapshots.rbegin()->first, [&](const events::Event& event) {
        state->evolve(event);
        const auto snapshot = snapshots.find(event.version);
        if (snapshot == snapshots.end())
            return true;
        findings.check();
        if (snapshot->second != base::jsonBytes(state->toJson()))
            findings.violated(
                id,
                QStringLiteral("the snapshot of %1 at version %2 is not the state its events lead to").arg(fold.type).arg(event.version), 0,
                {event.eventId});
        return true;
    });
}

}  // namespace

Status checkSnapshots(storage::Database& own, const events::Folds& folds, Findings& findings)
{
    Status inner;
    REPLAY_TRY(own.each(
        "SELECT DISTINCT n.stream, s.aggregate_id, s.aggregate_type FROM snapshots n CROSS JOIN streams s ON s.stream = n.stream ORDER BY n.stream",
        bind(), [&](const Row& row) {
            const QString type = row.text(2);
            const auto fold =
                std::find_if(folds.begin(), folds.end(), [&](const events::AggregateFold& each) { return each.type == type; });
            if (fold != folds.end())
                inner = checkStream(own, *fold, row.integer(0), row.id(1), findings);
            return inner.has_value();
        }));
    return inner;
}

}  // namespace replay::invariants
