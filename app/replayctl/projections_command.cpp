// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replayctl/commands.h"
#include "app/replayctl/json_shapes.h"
#include "app/replayctl/opened.h"
#include "app/replayctl/output.h"
#include "app/replayctl/progress_line.h"
#include "app/replayctl/projections_actions.h"
#include "app/replayctl/stop_signal.h"
#include "app/replayctl/table.h"

namespace replay::ctl {
namespace {

constexpr int windowSize = 1'000;
}  // namespace

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

namespace {

QString noteOn(const api::ProjectionInfo& one)
{
    if (!one.error.isEmpty())
        return one.error;
    if (one.stalledSince.us > 0)
        return QStringLiteral("stands still since %1: %2").arg(one.stalledSince.toString(), one.stalledWhy);
    if (one.inPlace)
        return QStringLiteral("replayed in place: %1 of %2 events, the rows are not whole").arg(one.rebuilt).arg(one.goal);
    if (one.goal > 0)
        return QStringLiteral("rebuilt beside the live rows: %1 of %2 events").arg(one.rebuilt).arg(one.goal);
    return one.perSecond > 0 ? QStringLiteral("at most %1 events a second").arg(one.perSecond) : QString();
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
    Table table(output, {QStringLiteral("name"), QStringLiteral("status"), QStringLiteral("position"), QStringLiteral("lag"),
                         QStringLiteral("rows"), QStringLiteral("parked"), QStringLiteral("skipped"), QStringLiteral("note")});
    for (const api::ProjectionInfo& one : all)
        table.add({one.name, toJson(one).value(QLatin1StringView("status")).toString(), one.position, one.lag, one.rows, one.parked,
                   one.skipped, noteOn(one)});
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
    REPLAY_ASSIGN(const api::RowSet rows,
                  reader.projectionRowsAt(name, position, static_cast<int>(std::min<std::int64_t>(limit, INT32_MAX)), [&](double share) {
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
        QByteArray head = compactJson(
            QJsonObject{{QStringLiteral("name"), projection.name}, {QStringLiteral("position"), past ? at : projection.position}});
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
        output.line(QStringLiteral("%1 at position %2: %3 rows compared with a fresh fold, %4 differ")
                        .arg(check.name)
                        .arg(check.position)
                        .arg(check.rowsCompared)
                        .arg(check.differing));
        for (const api::RowDifference& one : check.differences)
            output.line(QStringLiteral("  %1 %2: is \"%3\", expected \"%4\"").arg(one.key, one.column, one.live, one.expected));
        if (check.parked + check.skipped > 0)
            output.line(QStringLiteral("set aside, in neither side of the comparison: %1 events parked, %2 skipped, of %3 streams")
                            .arg(check.parked)
                            .arg(check.skipped)
                            .arg(check.streamsAside));
        for (const api::StreamAside& one : check.setAside)
            output.line(QStringLiteral("  %1 %2 from position %3: %4 parked, %5 skipped: %6")
                            .arg(one.aggregateType, one.aggregateId)
                            .arg(one.position)
                            .arg(one.parked)
                            .arg(one.skipped)
                            .arg(one.error));
    }
    return check.differing == 0 ? exitDone : exitFailed;
}

QStringList namesIn(const Call& call, const QList<api::ProjectionInfo>& all)
{
    QStringList names;
    for (const api::ProjectionInfo& one : all)
        names << one.name;
    return call.positional.size() > 2 ? QStringList{call.argument(2)} : names;
}

Result<int> parked(const Call& call, Output& output)
{
    REPLAY_ASSIGN(const std::int64_t limit, call.whole("limit", wholeMax, 1, wholeMax));
    REPLAY_ASSIGN(const Opened opened, openToRead(call));
    REPLAY_ASSIGN(const QList<api::ProjectionInfo> all, opened.reader->projections());
    std::unique_ptr<JsonArrayWriter> array;
    std::unique_ptr<Table> table;
    if (!output.isJson())
        table = std::make_unique<Table>(output, QStringList{QStringLiteral("projection"), QStringLiteral("stream"),
                                                            QStringLiteral("position"), QStringLiteral("event"), QStringLiteral("state"),
                                                            QStringLiteral("attempts"), QStringLiteral("behind"), QStringLiteral("error")});
    std::int64_t left = limit;
    for (const QString& name : namesIn(call, all)) {
        for (api::Position after = 0; left > 0;) {
            const int wanted = static_cast<int>(std::min<std::int64_t>(left, parkedPage));
            REPLAY_ASSIGN(const QList<api::ParkedEvent> page, opened.reader->parkedEvents(name, after, wanted));
            if (output.isJson() && !array)
                array = std::make_unique<JsonArrayWriter>(output);
            for (const api::ParkedEvent& event : page) {
                if (array)
                    array->add(toJson(event));
                else
                    table->add({event.projection, event.aggregateId, event.position, event.eventType, event.state, event.attempts,
                                event.behind > 0 ? QVariant(event.behind) : QVariant(),
                                event.state == u"skipped" ? event.reason : event.error});
            }
            left -= page.size();
            if (page.size() < wanted)
                break;
            after = page.last().position;
        }
    }
    if (array)
        array->end();
    if (table)
        table->end();
    return exitDone;
}

Result<int> history(const Call& call, Output& output)
{
    REPLAY_ASSIGN(const std::int64_t limit, call.whole("limit", parkedPage, 1, parkedPage * 10));
    REPLAY_ASSIGN(const Opened opened, openToRead(call));
    REPLAY_ASSIGN(const QList<api::ProjectionInfo> all, opened.reader->projections());
    QJsonArray array;
    QList<QVariantList> lines;
    for (const QString& name : namesIn(call, all)) {
        REPLAY_ASSIGN(const QList<api::ProjectionDecision> decisions, opened.reader->projectionDecisions(name, static_cast<int>(limit)));
        for (const api::ProjectionDecision& each : decisions) {
            array << toJson(each);
            lines << QVariantList{each.at.toString(), each.projection, each.action, each.stream, each.position, each.events, each.reason};
        }
    }
    if (output.isJson()) {
        output.document(array);
        return exitDone;
    }
    Table table(output, {QStringLiteral("at"), QStringLiteral("projection"), QStringLiteral("action"), QStringLiteral("stream"),
                         QStringLiteral("position"), QStringLiteral("events"), QStringLiteral("reason")});
    for (const QVariantList& line : lines)
        table.add(line);
    table.end();
    return exitDone;
}

}  // namespace

Result<int> runProjections(const Call& call, Output& output)
{
    struct Look {
        const char* name;
        int wordsMin;
        int wordsMax;
        const char* expected;
        Result<int> (*run)(const Call& call, Output& output);
    };
    constexpr Look looks[] = {{"list", 0, 0, "list", list},
                              {"show", 1, 1, "show NAME", show},
                              {"verify", 1, 1, "verify NAME", verify},
                              {"parked", 0, 1, "parked [NAME]", parked},
                              {"history", 0, 1, "history [NAME]", history}};
    const QString action = call.positional.size() > 1 ? call.argument(1) : QStringLiteral("list");
    if (call.has("at") && action != u"show")
        return base::malformed(QStringLiteral("projections: --at belongs to show"));
    if (call.has("limit") && action != u"show" && action != u"parked" && action != u"history")
        return base::malformed(QStringLiteral("projections: --limit belongs to show, parked and history"));
    const auto words = call.positional.size() - 2;
    for (const Look& look : looks) {
        if (action != QLatin1StringView(look.name))
            continue;
        if (call.has("per-second") || call.has("reason") || call.has("fixed"))
            return base::malformed(QStringLiteral("projections: --per-second belongs to slow, --reason to skip, --fixed to retry"));
        if (std::max<qsizetype>(0, words) < look.wordsMin || words > look.wordsMax)
            return base::malformed(QStringLiteral("projections: expected %1").arg(QLatin1StringView(look.expected)));
        return look.run(call, output);
    }
    return runProjectionAction(call, output);
}

}  // namespace replay::ctl
