// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/projections/checkpoint.h"

namespace replay::projections {

Result<QList<Checkpoint>> readCheckpoints(storage::Database& read)
{
    QList<Checkpoint> all;
    REPLAY_TRY(read.each("SELECT name, position, at, row_count, status, error, seen FROM checkpoints", storage::bind(), [&](const storage::Row& row) {
        all.append({row.text(0), row.integer(1), row.time(2), row.integer(3), row.text(4), row.text(5), row.integer(6)});
    }));
    return all;
}

Status writeCheckpoint(storage::Database& read, const Checkpoint& checkpoint)
{
    const std::int64_t position = checkpoint.position;
    const std::int64_t seen = checkpoint.seen;
    REPLAY_TRY(read.run("INSERT INTO checkpoints (name, position, at, row_count, status, error, seen) VALUES (?, ?, ?, ?, ?, ?, ?) "
                        "ON CONFLICT (name) DO UPDATE SET position = excluded.position, at = excluded.at, row_count = excluded.row_count, "
                        "status = excluded.status, error = excluded.error, seen = excluded.seen",
                        checkpoint.name, position, checkpoint.at, checkpoint.rows, checkpoint.status, checkpoint.error, seen));
    return {};
}

Status removeCheckpoint(storage::Database& read, const QString& name)
{
    REPLAY_TRY(read.run("DELETE FROM checkpoints WHERE name = ?", name));
    return {};
}

}  // namespace replay::projections
