// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/log/logged_event.h"
#include "core/storage/database.h"

namespace replay::projections {

using base::ModelTime;
using base::Result;
using base::Status;
using log::Position;

/// How far a projection has come, in read.db, written in the transaction of its rows.
struct Checkpoint {
    QString name;
    Position position = 0;
    ModelTime at;
    std::int64_t rows = 0;
    QString status = QStringLiteral("live");  ///< live, paused, failed; rebuilding for the one made beside a live one
    QString error;
    Position seen = 0;
};

Result<QList<Checkpoint>> readCheckpoints(storage::Database& read);
Status writeCheckpoint(storage::Database& read, const Checkpoint& checkpoint);
Status removeCheckpoint(storage::Database& read, const QString& name);

}  // namespace replay::projections
