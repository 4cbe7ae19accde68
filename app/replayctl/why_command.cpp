// SPDX-License-Identifier: GPL-3.0-or-later
// Why something is so, why something is not, and where a row comes from.
#include "app/replayctl/cause_words.h"
#include "app/replayctl/commands.h"
#include "app/replayctl/json_shapes.h"
#include "app/replayctl/opened.h"
#include "app/replayctl/output.h"
#include "app/replayctl/progress_line.h"
#include "app/replayctl/stop_signal.h"
#include "app/replayctl/table.h"

namespace replay::ctl {
namespace {

QString positionText(api::Position position) { return position > 0 ? QString(u'#' % QString::number(position)) : QString(); }

void print(const api::WhyAnswer& answer, Output& output)
{
    output.line(QString(answer.name % (answer.state.isEmpty() ? QString() : QString(QStringLiteral(" (") % answer.state % u')'))));
    if (answer.links.isEmpty())
        output.line(QStringLiteral("  nothing is recorded that led to it"));
    int number = 0;
    for (const api::WhyLink& link : answer.links) {
        ++number;
        if (answer.leftOut > 0 && number == answer.links.size())
            output.line(QStringLiteral("     … %1 links left out …").arg(answer.leftOut));
        output.line(QStringLiteral("  %1  %2%3%4")
                        .arg(number)
                        .arg(inWords(link), link.position > 0 ? QString(QStringLiteral("  ") % positionText(link.position)) : QString(),
                             link.at.us > 0 ? QString(QStringLiteral("  ") % link.at.toString()) : QString()));
    }
}

QString rowText(const api::RowRef& row) { return QString(row.database % u'.' % row.table % u' ' % row.key); }

QString cellText(const QVariant& cell) { return cell.isNull() ? QStringLiteral("∅") : cell.toString(); }

QString changesText(const api::RowWrite& write)
{
    QStringList texts;
    for (const api::CellChange& cell : write.cells)
        texts << (write.change == u"changed"
                      ? QString(cell.column % u' ' % cellText(cell.before) % QStringLiteral(" → ") % cellText(cell.after))
                      : QString(cell.column % u' ' % cellText(cell.after.isNull() ? cell.before : cell.after)));
    return texts.join(QStringLiteral(", "));
}

void print(const api::RowProvenance& provenance, Output& output)
{
    output.line(QString(rowText(provenance.row) % (provenance.exists ? QString() : QStringLiteral(" (not there)"))));
    for (qsizetype i = 0; i < provenance.cells.size(); ++i)
        output.line(
            QStringLiteral("  %1 = %2%3")
                .arg(provenance.columns.at(i), cellText(provenance.cells.at(i)),
                     provenance.foreign.contains(provenance.columns.at(i)) ? QStringLiteral("   no event gave it this") : QString()));
    output.line(QString());
    Table table(output, {QStringLiteral("position"), QStringLiteral("time"), QStringLiteral("event"), QStringLiteral("handler"),
                         QStringLiteral("change"), QStringLiteral("cells")});
    for (const api::RowWrite& write : provenance.writes)
        table.add({write.position, write.at.toString(), write.eventType, QString(write.handlerKind % u' ' % write.handler), write.change,
                   changesText(write)});
    table.end();
    if (provenance.written > provenance.writes.size())
        output.line(QStringLiteral("these are the last %1 of %2").arg(provenance.writes.size()).arg(provenance.written));
    for (const api::ParkedEvent& event : provenance.aside)
        output.line(
            QStringLiteral("%1: %2 at %3 would write it: %4").arg(event.state, event.eventType, positionText(event.position), event.error));
}

void print(const api::EventTrace& trace, Output& output)
{
    const api::EventRow& event = trace.event;
    output.line(QStringLiteral("%1 %2 %3 version %4 of %5 %6")
                    .arg(event.eventType, event.eventId,
                         event.position > 0 ? positionText(event.position) : QStringLiteral("(never reached the log)"))
                    .arg(event.version)
                    .arg(event.aggregateType, event.aggregateId));
    output.line(QString());
    Table table(output, {QStringLiteral("database"), QStringLiteral("table"), QStringLiteral("key"), QStringLiteral("handler"),
                         QStringLiteral("change"), QStringLiteral("cells")});
    for (const api::RowWrite& write : trace.rows)
        table.add({write.row.database, write.row.table, write.row.key, QString(write.handlerKind % u' ' % write.handler), write.change,
                   changesText(write)});
    table.end();
    for (const api::NotProjected& each : trace.missing)
        output.line(QString(each.projection % QStringLiteral(": ") % each.why %
                            (each.detail.isEmpty() ? QString() : QString(QStringLiteral(": ") % each.detail))));
}

/// The id of an event, given as such or by its position.
Result<QString> eventIdOf(api::Reader& reader, const QString& text)
{
    REPLAY_ASSIGN(const api::Subject subject, reader.subject(text));
    if (subject.kind != api::Subject::Kind::Event)
        return base::failed(QStringLiteral("--event: \"%1\" is no event").arg(text.left(80)));
    return subject.id;
}

}  // namespace

Result<int> runWhy(const Call& call, Output& output)
{
    REPLAY_ASSIGN(const Opened opened, openToRead(call));
    REPLAY_ASSIGN(const api::Subject subject, opened.reader->subject(call.argument(1)));
    REPLAY_ASSIGN(const api::WhyAnswer answer, call.has("not") ? opened.reader->whyNot(subject) : opened.reader->why(subject));
    if (output.isJson())
        output.document(toJson(answer));
    else
        print(answer, output);
    return exitDone;
}

Result<int> runProvenance(const Call& call, Output& output)
{
    const auto event = call.text("event");
    if (event ? call.positional.size() != 1 : call.positional.size() != 3)
        return base::malformed(QStringLiteral("expected W TABLE KEY, or W --event ID"));
    REPLAY_ASSIGN(const Opened opened, openToRead(call));
    ProgressLine line;
    const auto progress = [&](double share) {
        line.show(share, QStringLiteral("folding the log"));
        return !stopWanted();
    };
    if (event) {
        REPLAY_ASSIGN(const QString id, eventIdOf(*opened.reader, *event));
        REPLAY_ASSIGN(const api::EventTrace trace, opened.reader->rowsTouched(id, progress));
        if (output.isJson())
            output.document(toJson(trace));
        else
            print(trace, output);
        return exitDone;
    }
    const QString table = call.argument(1);
    const api::RowRef row{table.contains(u'.') ? table.section(u'.', 0, 0) : QString(), table.section(u'.', -1), call.argument(2)};
    REPLAY_ASSIGN(const api::RowProvenance provenance, opened.reader->provenance(row, progress));
    if (output.isJson())
        output.document(toJson(provenance));
    else
        print(provenance, output);
    return exitDone;
}

}  // namespace replay::ctl
