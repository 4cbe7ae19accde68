// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replayctl/commands.h"
#include "app/replayctl/json_shapes.h"
#include "app/replayctl/opened.h"
#include "app/replayctl/output.h"
#include "app/replayctl/progress_line.h"
#include "app/replayctl/stop_signal.h"
#include "app/replayctl/table.h"

namespace replay::ctl {
namespace {

constexpr int windowSize = 1'000;
constexpr int eventsPerStep = 4'000;

Result<api::ProjectionInfo> projectionNamed(api::Reader& reader, const QString& name)
{
    REPLAY_ASSIGN(const QList<api::ProjectionInfo> all, reader.projections());
    QStringList names;
    for (const api::ProjectionInfo& one : all) {
        if (one.name == name)
            return one;
        names << one.name;
    }
    return base::malformed(QStringLiteral("there is no projection %1; known are %2").arg(name, names.join(QStringLiteral(", "))));
}

Result<int> list(const Call& call, Output& output)
{
    REPLAY_ASSIGN(const Opened opened, openToRead(call));
    REPLAY_ASSIGN(const QList<api::ProjectionInfo> all, opened.reader->projections());
    if (output.isJson()) {
        QJsonArray array;
        for (const api::ProjectionInfo& one : all)
            array << toJson(one);
        output.document(array);
        return exitDone;
    }
    Table table(output, {QStringLiteral("name"), QStringLiteral("status"), QStringLiteral("position"), QStringLiteral("lag"), QStringLiteral("rows"), QStringLiteral("error")});
    for (const api::ProjectionInfo& one : all)
        table.add({one.name, toJson(one).value(QLatin1StringView("status")).toString(), one.position, one.lag, one.rows, one.error});
    table.end();
    return exitDone;
}

// The rows of a projection one by one, wherever they come from.
using Take = std::function<void(const QStringList& columns, const QVariantList& row)>;

Status liveRows(api::Reader& reader, const api::ProjectionInfo& projection, std::int64_t limit, const Take& take)
{
    QVariantList key;
    while (limit > 0) {
        const int wanted = static_cast<int>(std::min<std::int64_t>(limit, windowSize));
        REPLAY_ASSIGN(const api::RowSet rows, reader.projectionRows(projection.name, key, wanted));
        for (const QVariantList& row : rows.rows)
            take(rows.columns, row);
        if (rows.rows.isEmpty())
            take(rows.columns, {});
        if (rows.rows.size() < wanted)
            break;
        limit -= rows.rows.size();
        key.clear();
        for (const QString& column : projection.keyColumns)
            key << rows.rows.last().value(rows.columns.indexOf(column));
    }
    return {};
}

Status rowsAt(api::Reader& reader, const QString& name, api::Position position, std::int64_t limit, const Take& take)
{
    ProgressLine line;
    REPLAY_ASSIGN(const api::RowSet rows, reader.projectionRowsAt(name, position, static_cast<int>(std::min<std::int64_t>(limit, INT32_MAX)), [&](double share) {
        line.show(share, QStringLiteral("folding the log"));
        return !stopWanted();
    }));
    for (const QVariantList& row : rows.rows)
        take(rows.columns, row);
    if (rows.rows.isEmpty())
        take(rows.columns, {});
    return {};
}

Result<int> show(const Call& call, Output& output)
{
    REPLAY_ASSIGN(const std::int64_t limit, call.whole("limit", wholeMax, 1, wholeMax));
    REPLAY_ASSIGN(const std::int64_t at, call.whole("at", 0, 0, wholeMax));
    REPLAY_ASSIGN(const Opened opened, openToRead(call));
    REPLAY_ASSIGN(const api::ProjectionInfo projection, projectionNamed(*opened.reader, call.argument(2)));
    const bool past = call.has("at");
    const auto rows = [&](const Take& take) {
        return past ? rowsAt(*opened.reader, projection.name, at, limit, take) : liveRows(*opened.reader, projection, limit, take);
    };
    if (output.isJson()) {
        QByteArray head = compactJson(QJsonObject{{QStringLiteral("name"), projection.name}, {QStringLiteral("position"), past ? at : projection.position}});
        head.chop(1);
        // The document begins with the first row, so that an error before it leaves standard output empty.
        std::unique_ptr<JsonArrayWriter> array;
        REPLAY_TRY(rows([&](const QStringList& columns, const QVariantList& row) {
            if (!array)
                array = std::make_unique<JsonArrayWriter>(output, QByteArray(head + ",\"rows\":"), "}");
            if (!row.isEmpty())
                array->add(rowToJson(columns, row));
        }));
        if (array)
            array->end();
        return exitDone;
    }
    std::unique_ptr<Table> table;
    REPLAY_TRY(rows([&](const QStringList& columns, const QVariantList& row) {
        if (!table)
            table = std::make_unique<Table>(output, columns);
        if (!row.isEmpty())
            table->add(row);
    }));
    if (table)
        table->end();
    return exitDone;
}

Result<int> verify(const Call& call, Output& output)
{
    REPLAY_ASSIGN(const Opened opened, openToRead(call));
    REPLAY_ASSIGN(const api::ProjectionInfo projection, projectionNamed(*opened.reader, call.argument(2)));
    ProgressLine line;
    REPLAY_ASSIGN(const api::ProjectionCheck check, opened.reader->verifyProjection(projection.name, [&](double share) {
        line.show(share, QStringLiteral("folding the log"));
        return !stopWanted();
    }));
    if (output.isJson()) {
        output.document(toJson(check));
    } else {
        output.line(QStringLiteral("%1 at position %2: %3 rows compared with a fresh fold, %4 differ").arg(check.name).arg(check.position).arg(check.rowsCompared).arg(check.differing));
        for (const api::RowDifference& one : check.differences)
            output.line(QStringLiteral("  %1 %2: is \"%3\", expected \"%4\"").arg(one.key, one.column, one.live, one.expected));
    }
    return check.differing == 0 ? exitDone : exitFailed;
}

Result<int> rebuild(const Call& call, Output& output)
{
    REPLAY_ASSIGN(const Opened opened, openToWrite(call));
    REPLAY_ASSIGN(const api::ProjectionInfo before, projectionNamed(*opened.reader, call.argument(2)));
    runtime::Platform& platform = opened.workspace->platform();
    REPLAY_TRY(platform.projector().rebuild(before.name));
    ProgressLine line;
    for (bool more = true; more;) {
        if (stopWanted()) {
            REPLAY_TRY(platform.projector().cancelRebuild(before.name));
            return base::failed(QStringLiteral("stopped: the rows of %1 stay as they were").arg(before.name));
        }
        REPLAY_ASSIGN(more, platform.project(eventsPerStep));
        for (const auto& standing : platform.projector().positions()) {
            if (standing.name == before.name && standing.rebuilding)
                line.show(standing.progress, QStringLiteral("rebuilding %1").arg(before.name));
        }
    }
    REPLAY_ASSIGN(const api::ProjectionInfo after, projectionNamed(*opened.reader, before.name));
    if (output.isJson())
        output.document(toJson(after));
    else
        output.line(QStringLiteral("rebuilt %1 up to position %2: %3 rows").arg(after.name).arg(after.position).arg(after.rows));
    return after.error.isEmpty() ? exitDone : exitFailed;
}

}  // namespace

Result<int> runProjections(const Call& call, Output& output)
{
    const QString action = call.positional.size() > 1 ? call.argument(1) : QStringLiteral("list");
    const bool isShow = action == u"show";
    if (!isShow && (call.has("at") || call.has("limit")))
        return base::malformed(QStringLiteral("projections: --at and --limit belong to show"));
    if (action == u"list" && call.positional.size() <= 2)
        return list(call, output);
    if (action != u"list" && action != u"rebuild" && action != u"verify" && !isShow)
        return base::malformed(QStringLiteral("projections: \"%1\" is none of list, rebuild, verify, show").arg(action));
    if (call.positional.size() != 3)
        return base::malformed(QStringLiteral("projections: expected %1").arg(action == u"list" ? action : QString(action % QStringLiteral(" NAME"))));
    if (isShow)
        return show(call, output);
    return action == u"verify" ? verify(call, output) : rebuild(call, output);
}

}  // namespace replay::ctl
