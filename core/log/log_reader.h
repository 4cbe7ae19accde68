// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/log/logged_event.h"
#include "core/storage/database.h"

#include <functional>

namespace replay::log {

/// Reads the central log in global order through any connection to its database. Every method uses an index (see tests).
class LogReader {
public:
    explicit LogReader(storage::Database& database) : m_database(database) {}

    using Visit = std::function<bool(const LoggedEvent&)>;  ///< answers false to stop
    Result<Position> head() const;
    /// Events after `after` up to and with `upTo` (0: the head), rising. The one full scan: folds, rebuilds, verification.
    Status scan(Position after, Position upTo, const Visit& visit) const;
    /// The events of one aggregate up to a position (0: all), rising.
    Status stream(const QUuid& aggregateId, Position upTo, const Visit& visit) const;
    /// Everything with a correlation, rising.
    Status correlated(const QUuid& correlationId, Position upTo, int limit, const Visit& visit) const;

private:
    storage::Database& m_database;
};

}  // namespace replay::log
