// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/projections/checkpoint.h"

namespace replay::projections {

Result<QList<Checkpoint>> readCheckpoints(storage::Database& read)
{
    QList<Checkpoint> all;
    REPLAY_TRY(read.each(
        "SELECT name, position, at, row_count, status, error, seen, goal, per_second, slow_from, slow_since, still_since, still_why FROM checkpoints",
        storage::bind(), [&](const storage::Row& row) {
            all.append({row.text(0), row.integer(1), row.time(2), row.integer(3), row.text(4), row.text(5), row.integer(6), row.integer(7),
                        row.integer(8), row.integer(9), row.time(10), row.time(11), row.text(12)});
        }));
    return all;
}

Status writeCheckpoint(storage::Database& read, const Checkpoint& checkpoint)
{
    const auto whole = [](Position position) { return static_cast<std::int64_t>(position); };
    REPLAY_TRY(read.run(
        "INSERT INTO checkpoints (name, position, at, row_count, status, error, seen, goal, per_second, slow_from, slow_since, still_since, still_why) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (name) DO UPDATE SET position = excluded.position, at = excluded.at, row_count = excluded.row_count, "
        "status = excluded.status, error = excluded.error, seen = excluded.seen, goal = excluded.goal, per_second = excluded.per_second, "
        "slow_from = excluded.slow_from, slow_since = excluded.slow_since, still_since = excluded.still_since, still_why = excluded.still_why",
        checkpoint.name, whole(checkpoint.position), checkpoint.at, checkpoint.rows, checkpoint.status, checkpoint.error,
        whole(checkpoint.seen), whole(checkpoint.goal), checkpoint.perSecond, whole(checkpoint.slowFrom), checkpoint.slowSince,
        checkpoint.stillSince, checkpoint.stillWhy.isNull() ? QStringLiteral("") : checkpoint.stillWhy));
    return {};
}

Status removeCheckpoint(storage::Database& read, const QString& name)
{
    REPLAY_TRY(read.run("DELETE FROM checkpoints WHERE name = ?", name));
    return {};
}

}  // namespace replay::projections
