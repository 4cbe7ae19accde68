// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replayctl/commands.h"
#include "app/replayctl/json_shapes.h"
#include "app/replayctl/opened.h"
#include "app/replayctl/output.h"
#include "app/replayctl/table.h"

namespace replay::ctl {
namespace {

using Outcome = api::CommandAnswer::Outcome;

base::Error errorOf(const api::CommandAnswer& answer)
{
    switch (answer.outcome) {
    case Outcome::Conflict: return base::conflict(answer.reason);
    case Outcome::Malformed: return base::malformed(answer.reason);
    case Outcome::Refused:
    case Outcome::Failed:
    case Outcome::Done: break;
    }
    return base::failed(answer.reason);
}

QString outcomeCode(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Done: return QStringLiteral("done");
    case Outcome::Refused: return QStringLiteral("refused");
    case Outcome::Conflict: return QStringLiteral("conflict");
    case Outcome::Malformed: return QStringLiteral("malformed");
    case Outcome::Failed: break;
    }
    return QStringLiteral("failed");
}

QJsonObject toJson(const api::CommandAnswer& answer)
{
    QJsonArray events;
    for (const api::EventRow& event : answer.events)
        events << ctl::toJson(event);
    return {{QStringLiteral("command_id"), answer.commandId},  {QStringLiteral("outcome"), outcomeCode(answer.outcome)},
            {QStringLiteral("result"), parsed(answer.result)}, {QStringLiteral("error"), textOrNull(answer.reason)},
            {QStringLiteral("repeated"), answer.repeated},     {QStringLiteral("events"), events}};
}

void print(const api::CommandAnswer& answer, Output& output)
{
    if (answer.outcome == Outcome::Done)
        output.line(QStringLiteral("%1%2").arg(answer.repeated ? QStringLiteral("done before: ") : QStringLiteral("done: "),
                                               QString::fromUtf8(answer.result)));
    if (answer.events.isEmpty())
        return;
    Table table(output, {QStringLiteral("position"), QStringLiteral("service"), QStringLiteral("event"), QStringLiteral("version"),
                         QStringLiteral("aggregate")});
    for (const api::EventRow& event : answer.events)
        table.add({event.position, event.service, event.eventType, event.version, event.aggregateId});
    table.end();
}

}  // namespace

Result<int> runCommand(const Call& call, Output& output)
{
    api::CommandRequest request;
    request.name = call.argument(1);
    request.data = call.argument(2).toUtf8();
    REPLAY_TRY(base::parseJsonObject(request.data, request.name));
    if (call.has("expected-version")) {
        REPLAY_ASSIGN(const std::int64_t version, call.whole("expected-version", 0, 0, INT32_MAX));
        request.expectedVersion = static_cast<int>(version);
    }
    if (const auto id = call.text("id")) {
        REPLAY_ASSIGN(request.commandId, idArgument(*id, "--id"));
    }
    REPLAY_ASSIGN(const Opened opened, openToWrite(call));
    REPLAY_ASSIGN(const api::CommandAnswer answer, opened.workspace->runCommand(request));
    if (output.isJson())
        output.document(toJson(answer));
    else
        print(answer, output);
    if (answer.outcome != Outcome::Done)
        return errorOf(answer);
    return exitDone;
}

}  // namespace replay::ctl
