// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queries/command_queries.h"

#include "core/base/json.h"
#include "core/base/random.h"

#include <QJsonDocument>
#include <algorithm>

namespace replay::queries {

using storage::Row;
using storage::bind;

namespace {

api::SentCommand sentCommandOf(const Row& row)
{
    return {base::idText(row.id(0)), row.text(1), row.bytes(2), row.time(3), QStringLiteral("waiting"), QString()};
}

}  // namespace

Status CommandQueries::addAnswer(Sent& sent)
{
    REPLAY_ASSIGN(storage::Database * target, m_connections.service(sent.target));
    const QUuid id = QUuid::fromString(sent.command.commandId);
    return target->each("SELECT outcome, receipt FROM inbox WHERE message_id = ?", bind(id), [&](const Row& row) {
        sent.command.outcome = row.text(0);
        sent.command.reason = QJsonDocument::fromJson(row.bytes(1)).object().value(QStringLiteral("reason")).toString();
    });
}

Result<QList<api::SentCommand>> CommandQueries::sentCommands(int limit)
{
    REPLAY_ASSIGN(storage::Database * gateway, m_connections.gateway());
    QList<Sent> found;
    const int most = std::clamp(limit, 0, rowsMax);
    REPLAY_TRY(gateway->each("SELECT message_id, name, data, at, target FROM inputs WHERE actor = 'user' ORDER BY seq DESC LIMIT ?",
                             bind(most), [&](const Row& row) {
                                 found.append({sentCommandOf(row), row.text(4)});
                             }));
    QList<api::SentCommand> commands;
    for (Sent& sent : found) {
        REPLAY_TRY(addAnswer(sent));
        commands.append(sent.command);
    }
    return commands;
}

Result<std::optional<api::SentCommand>> CommandQueries::sentCommand(const QString& commandId)
{
    REPLAY_ASSIGN(const QUuid id, parseId(commandId, "command id"));
    REPLAY_ASSIGN(storage::Database * gateway, m_connections.gateway());
    std::optional<Sent> found;
    REPLAY_TRY(gateway->each("SELECT message_id, name, data, at, target FROM inputs WHERE message_id = ?", bind(id), [&](const Row& row) {
        found = Sent{sentCommandOf(row), row.text(4)};
    }));
    if (!found)
        return std::optional<api::SentCommand>();
    REPLAY_TRY(addAnswer(*found));
    return std::optional(found->command);
}

}  // namespace replay::queries
