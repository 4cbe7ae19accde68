// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/log/logged_event.h"
#include "core/storage/database.h"

namespace replay::projections {

using base::ModelTime;
using base::Result;
using base::Status;
using log::Position;

inline constexpr QLatin1StringView liveStatus{"live"};
inline constexpr QLatin1StringView pausedStatus{"paused"};
inline constexpr QLatin1StringView failedStatus{"failed"};
inline constexpr QLatin1StringView rebuildingStatus{"rebuilding"};

/// How far a projection has come, in read.db, written in the transaction of its rows.
struct Checkpoint {
    QString name;
    Position position = 0;
    ModelTime at;
    std::int64_t rows = 0;
    QString status = QStringLiteral("live");  ///< live, paused, failed; rebuilding for the one made beside a live one
    QString error;
    Position seen = 0;
    Position goal = 0;           ///< of a replay in place: until here the rows are not whole; 0: none
    std::int64_t perSecond = 0;  ///< positions a second of model time; 0: no limit
    Position slowFrom = 0;
    ModelTime slowSince;
    ModelTime stillSince;  ///< it stands still though there is work; us == 0: it does not
    QString stillWhy;
};

Result<QList<Checkpoint>> readCheckpoints(storage::Database& read);
Status writeCheckpoint(storage::Database& read, const Checkpoint& checkpoint);
Status removeCheckpoint(storage::Database& read, const QString& name);

}  // namespace replay::projections
