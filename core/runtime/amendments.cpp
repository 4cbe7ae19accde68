// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/amendments.h"

#include "core/base/json.h"

#include <QJsonDocument>

namespace replay::runtime {

void Amendments::add(const Amendments& other)
{
    skippedEvents += other.skippedEvents;
    skippedCommands += other.skippedCommands;
    amendedCommands.insert(other.amendedCommands);
}

base::Result<Amendments> readAmendments(storage::Database& gateway)
{
    Amendments amendments;
    REPLAY_TRY(gateway.each("SELECT id, kind, data FROM amendments", storage::bind(), [&](const storage::Row& row) {
        const QString kind = row.text(1);
        if (kind == u"skip_event")
            amendments.skippedEvents.insert(row.id(0));
        else if (kind == u"skip_command")
            amendments.skippedCommands.insert(row.id(0));
        else
            amendments.amendedCommands.insert(row.id(0), QJsonDocument::fromJson(row.bytes(2)).object());
    }));
    return amendments;
}

base::Status writeAmendments(storage::Database& gateway, const Amendments& amendments)
{
    const auto write = [&](const QUuid& id, const char* kind, const QByteArray& data) -> base::Status {
        REPLAY_TRY(
            gateway.run("INSERT INTO amendments (id, kind, data) VALUES (?, ?, ?)", id, QString::fromLatin1(kind), storage::Utf8{data}));
        return {};
    };
    for (const QUuid& id : amendments.skippedEvents)
        REPLAY_TRY(write(id, "skip_event", {}));
    for (const QUuid& id : amendments.skippedCommands)
        REPLAY_TRY(write(id, "skip_command", {}));
    for (auto amended = amendments.amendedCommands.cbegin(); amended != amendments.amendedCommands.cend(); ++amended)
        REPLAY_TRY(write(amended.key(), "amend_command", base::jsonBytes(*amended)));
    return {};
}

}  // namespace replay::runtime
