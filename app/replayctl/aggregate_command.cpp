// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replayctl/commands.h"
#include "app/replayctl/json_shapes.h"
#include "app/replayctl/opened.h"
#include "app/replayctl/output.h"

#include <QJsonDocument>

namespace replay::ctl {
namespace {

Result<api::AggregateState> stateOf(const Call& call, const QString& id, api::Reader& reader)
{
    const bool useSnapshots = !call.has("no-snapshots");
    if (const auto at = call.text("at")) {
        const Result<base::ModelTime> time = base::ModelTime::parse(*at);
        if (!time)
            return base::malformed(QStringLiteral("--at: %1").arg(time.error().message));
        return reader.aggregateAtTime(id, *time, useSnapshots);
    }
    if (!call.has("version"))
        return reader.aggregateAtVersion(id, std::nullopt, useSnapshots);
    REPLAY_ASSIGN(const std::int64_t version, call.whole("version", 0, 1, INT32_MAX));
    return reader.aggregateAtVersion(id, static_cast<int>(version), useSnapshots);
}

}  // namespace

Result<int> runAggregate(const Call& call, Output& output)
{
    if (call.has("version") && call.has("at"))
        return base::malformed(QStringLiteral("aggregate: --version and --at exclude each other"));
    REPLAY_ASSIGN(const QString id, idArgument(call.argument(1), "ID"));
    REPLAY_ASSIGN(const Opened opened, openToRead(call));
    REPLAY_ASSIGN(const api::AggregateState state, stateOf(call, id, *opened.reader));
    const QJsonObject json = toJson(state);
    if (output.isJson()) {
        output.document(json);
        return exitDone;
    }
    output.line(QStringLiteral("%1 %2, version %3").arg(state.aggregateType, state.aggregateId).arg(state.version));
    output.bytes(QJsonDocument(json.value(QLatin1StringView("state")).toObject()).toJson());
    return exitDone;
}

}  // namespace replay::ctl
