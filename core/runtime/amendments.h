// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/storage/database.h"

#include <QHash>
#include <QJsonObject>
#include <QSet>
#include <QUuid>

namespace replay::runtime {

/// What a what-if branch does otherwise than its parent did: events that did not happen, commands that were not sent, or said
/// something else. Kept in the gateway's database.
struct Amendments {
    QSet<QUuid> skippedEvents;
    QSet<QUuid> skippedCommands;
    QHash<QUuid, QJsonObject> amendedCommands;

    /// Takes in what another one changes, too; where both amend the same command, the other one's word counts.
    void add(const Amendments& other);
    bool isEmpty() const { return skippedEvents.isEmpty() && skippedCommands.isEmpty() && amendedCommands.isEmpty(); }
};

base::Result<Amendments> readAmendments(storage::Database& gateway);
base::Status writeAmendments(storage::Database& gateway, const Amendments& amendments);

}  // namespace replay::runtime
