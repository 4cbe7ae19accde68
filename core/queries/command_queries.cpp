// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queries/command_queries.h"

#include "core/base/json.h"
#include "core/base/random.h"

#include <QJsonDocument>
#include <algorithm>

namespace replay::queries {

using storage::Row;
using storage::bind;

Result<QList<api::SentCommand>> CommandQueries::sentCommands(int limit)
{
    REPLAY_ASSIGN(storage::Database * gateway, m_connections.gateway());
    QList<api::SentCommand> commands;
    QStringList targets;
    const int most = std::clamp(limit, 0, rowsMax);
    REPLAY_TRY(gateway->each(
        "SELECT message_id, name, data, at, target FROM inputs WHERE actor = 'user' ORDER BY seq DESC LIMIT ?", bind(most),
        [&](const Row& row) {
            commands.append({base::idText(row.id(0)), row.text(1), row.bytes(2), row.time(3), QStringLiteral("waiting"), QString()});
            targets.append(row.text(4));
        }));
    for (qsizetype i = 0; i < commands.size(); ++i) {
        api::SentCommand& command = commands[i];
        REPLAY_ASSIGN(storage::Database * target, m_connections.service(targets[i]));
        const QUuid id = QUuid::fromString(command.commandId);
        REPLAY_TRY(target->each("SELECT outcome, receipt FROM inbox WHERE message_id = ?", bind(id), [&](const Row& row) {
            command.outcome = row.text(0);
            command.reason = QJsonDocument::fromJson(row.bytes(1)).object().value(QStringLiteral("reason")).toString();
        }));
    }
    return commands;
}

}  // namespace replay::queries
