// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QtGlobal>

namespace replay::events {

/// When a state is worth keeping: as soon as one of the conditions holds for what would have to be folded again. The cost of a
/// replay is told in bytes of event data and not in time, so that the same run keeps the same snapshots on every machine.
struct SnapshotPolicy {
    int everyEvents = 100;          ///< 0: never for their number
    qint64 everyBytes = 64 * 1024;  ///< 0: never for their cost

    bool isDue(int events, qint64 bytes) const
    {
        return (everyEvents > 0 && events >= everyEvents) || (everyBytes > 0 && bytes >= everyBytes);
    }
};

}  // namespace replay::events
