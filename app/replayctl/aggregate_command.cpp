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

Result<int> compare(const Call& call, const QString& id, api::Reader& reader, Output& output)
{
    std::optional<int> version;
    if (call.has("version")) {
        REPLAY_ASSIGN(const std::int64_t wanted, call.whole("version", 0, 1, INT32_MAX));
        version = static_cast<int>(wanted);
    }
    REPLAY_ASSIGN(const api::ReplayComparison comparison, reader.compareWithReplay(id, version));
    if (output.isJson()) {
        output.document(toJson(comparison));
        return comparison.isEqual() ? exitDone : exitFailed;
    }
    const api::AggregateState& replayed = comparison.replayed;
    const QString from = comparison.withSnapshots.snapshotVersion > 0 ? QStringLiteral("the snapshot of version %1 and %2 events")
                                                                            .arg(comparison.withSnapshots.snapshotVersion)
                                                                            .arg(comparison.withSnapshots.eventsRead)
                                                                      : QStringLiteral("no snapshot");
    output.line(QStringLiteral("%1 %2, version %3: %4 is %5 the fold of its %6 events")
                    .arg(replayed.aggregateType, replayed.aggregateId)
                    .arg(replayed.version)
                    .arg(from, comparison.isEqual() ? QStringLiteral("the same as") : QStringLiteral("NOT the same as"))
                    .arg(replayed.eventsRead));
    for (const api::StateDifference& each : comparison.differences)
        output.line(QStringLiteral("  %1: with snapshots %2, replayed %3")
                        .arg(each.key, QString::fromUtf8(each.withSnapshots), QString::fromUtf8(each.replayed)));
    return comparison.isEqual() ? exitDone : exitFailed;
}

}  // namespace

Result<int> runAggregate(const Call& call, Output& output)
{
    if (call.has("version") && call.has("at"))
        return base::malformed(QStringLiteral("aggregate: --version and --at exclude each other"));
    if (call.has("compare") && (call.has("at") || call.has("no-snapshots")))
        return base::malformed(QStringLiteral("aggregate: --compare goes with --version only"));
    REPLAY_ASSIGN(const QString id, idArgument(call.argument(1), "ID"));
    REPLAY_ASSIGN(const Opened opened, openToRead(call));
    if (call.has("compare"))
        return compare(call, id, *opened.reader, output);
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
