// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replayctl/cause_words.h"

#include "app/replayctl/json_shapes.h"

namespace replay::ctl {
namespace {

using namespace Qt::StringLiterals;

/// %1: what it is about, %2: the reason or what belongs to it, %3: the list.
struct Sentence {
    const char* code;
    const char* text;
};
constexpr Sentence sentences[] = {
    {"event", "%1 was recorded"},
    {"answer", "%1 was recorded, in answer to %2"},
    {"rule", "the %1 service's rule: %2"},
    {"fault", "injected fault: %1"},
    {"pitfall", "pitfall switched on: %1"},
    {"user_command", "it began with the command %1 of a person"},
    {"workload_command", "it began with the workload's command %1"},
    {"import_command", "it began with the import's command %1"},
    {"setup_command", "it began with the command %1 that set up the shop"},
    {"command", "it began with the command %1"},
    {"command_done", "%1 was done"},
    {"command_refused", "%1 was refused: %2"},
    {"command_conflict", "%1 met another version: %2"},
    {"command_malformed", "%1 was malformed: %2"},
    {"command_failed", "%1 failed: %2"},
    {"command_waiting", "%1 has not been handled yet"},
    {"step_sent", "the saga sent %1 to %2"},
    {"reacted", "%1 was the reaction to %2"},
    {"purchase_failed", "step %1 was refused, and whoever had done something before took it back: %2"},
    {"step_refused", "step %1 was refused: %2"},
    {"step_error", "step %1 ended in an error: %2"},
    {"step_timeout", "step %1 had no answer: %2"},
    {"step_waiting", "step %1 waits for its answer"},
    {"retries_exhausted", "step %1 was tried %2 times, as often as its policy allows"},
    {"saga_compensating", "the saga began to undo what it had done, because %1 failed: %2"},
    {"saga_stuck", "the saga is stuck at %1: %2"},
    {"saga_waiting", "the saga waits in step %1"},
    {"saga_paused", "an operator holds the saga in step %1"},
    {"compensation_failed", "undoing %1 failed: %2"},
    {"left_undone", "the saga failed and left these steps done: %3"},
    {"stock_held", "%1: %2 on hand, held by %3"},
    {"network_lost", "the network lost %1 on its way to %2"},
    {"network_twice", "the network brought %1 twice"},
    {"handled_again", "the same message had been handled before: %1"},
    {"not_seen", "%1 came in between, and the decision did not see it"},
    {"never_published", "%1 was committed and never published"},
    {"says_too_little", "%1 leaves out its %2"},
    {"row_written", "%1 was written by %2: %3"},
    {"row_foreign", "%1 holds what no event gave it: %3"},
    {"unknown_writer", "somebody wrote %1 past the events"},
    {"violated", "invariant %1 is violated: %2"},
    {"not_reached", "%1 has not been reached (%2)"},
    {"stopped_in", "the saga stopped in step %1"},
    {"waits_in", "the saga is in step %1"},
    {"never_appended", "%1 was never appended"},
    {"never_heard", "%1 took place, and the saga did not hear of it in time"},
    {"nobody_sent", "nobody sent %1"},
    {"no_event", "no event ever wrote a row %2 of %1"},
    {"not_projected", "%1 does not have %2"},
    {"event_parked", "%1 has parked it: %2"},
    {"event_skipped", "somebody skipped it in %1: %2"},
    {"event_retrying", "%1 is trying it again: %2"},
    {"projection_paused", "%1 is paused"},
    {"projection_failed", "%1 has failed: %2"},
    {"projection_stalled", "%1 stands still: %2"},
    {"projection_behind", "%1 is behind"},
    {"nothing_missing", "nothing is missing: %1"},
};

QJsonObject toJson(const api::RowRef& row) { return {{u"database"_s, row.database}, {u"table"_s, row.table}, {u"key"_s, row.key}}; }

QJsonObject toJson(const api::WhyLink& link)
{
    QJsonObject json{{u"code"_s, link.code},
                     {u"subject"_s, textOrNull(link.subject)},
                     {u"detail"_s, textOrNull(link.detail)},
                     {u"position"_s, link.position > 0 ? QJsonValue(link.position) : QJsonValue()},
                     {u"event_id"_s, textOrNull(link.eventId)},
                     {u"at"_s, timeOrNull(link.at)},
                     {u"saga_id"_s, textOrNull(link.sagaId)},
                     {u"service"_s, textOrNull(link.service)},
                     {u"command_id"_s, textOrNull(link.commandId)},
                     {u"text"_s, inWords(link)}};
    if (link.rule > 0)
        json.insert(u"rule"_s, link.rule);
    if (!link.items.isEmpty())
        json.insert(u"items"_s, QJsonArray::fromStringList(link.items));
    if (link.count > 0)
        json.insert(u"count"_s, link.count);
    return json;
}

QString kindOf(api::Subject::Kind kind)
{
    switch (kind) {
    case api::Subject::Kind::Event: return u"event"_s;
    case api::Subject::Kind::Saga: return u"saga"_s;
    case api::Subject::Kind::Command: return u"command"_s;
    case api::Subject::Kind::Row: return u"row"_s;
    case api::Subject::Kind::Invariant: return u"invariant"_s;
    case api::Subject::Kind::None: break;
    }
    return u"none"_s;
}

QJsonObject toJson(const api::RowWrite& write)
{
    QJsonArray cells;
    for (const api::CellChange& cell : write.cells)
        cells << QJsonObject{{u"column"_s, cell.column}, {u"before"_s, cellToJson(cell.before)}, {u"after"_s, cellToJson(cell.after)}};
    return {{u"row"_s, toJson(write.row)},
            {u"change"_s, write.change},
            {u"handler_kind"_s, write.handlerKind},
            {u"handler"_s, write.handler},
            {u"position"_s, write.position > 0 ? QJsonValue(write.position) : QJsonValue()},
            {u"event_id"_s, write.eventId},
            {u"event_type"_s, write.eventType},
            {u"version"_s, write.version},
            {u"service"_s, write.service},
            {u"at"_s, timeOrNull(write.at)},
            {u"cells"_s, cells}};
}

}  // namespace

QString inWords(const api::WhyLink& link)
{
    QString text = link.code;
    for (const Sentence& sentence : sentences) {
        if (link.code == QLatin1StringView(sentence.code))
            text = QString::fromLatin1(sentence.text);
    }
    const bool saysDetail = text.contains(u"%2") || link.detail.isEmpty();
    QString list = link.items.join(u", "_s);
    if (link.code == u"stock_held" && link.count > link.items.size())
        list += u" and %1 more"_s.arg(link.count - link.items.size());
    if (list.isEmpty() && link.code == u"stock_held")
        list = u"no order"_s;
    text.replace(u"%3"_s, list).replace(u"%2"_s, link.detail).replace(u"%1"_s, link.subject);
    if (text.endsWith(u": "))
        text.chop(2);
    if (!saysDetail)
        text += u": "_s + link.detail;
    if (link.rule > 0)
        text += u" (rule %1)"_s.arg(link.rule);
    if (link.count > 1 && link.code == u"violated")
        text += u" (and %1 more)"_s.arg(link.count - 1);
    return text;
}

QJsonObject toJson(const api::WhyAnswer& answer)
{
    QJsonArray links;
    for (const api::WhyLink& link : answer.links)
        links << toJson(link);
    QJsonObject subject{{u"kind"_s, kindOf(answer.subject.kind)}, {u"name"_s, textOrNull(answer.name)}};
    if (answer.subject.kind == api::Subject::Kind::Row)
        subject.insert(u"row"_s, toJson(answer.subject.row));
    else
        subject.insert(u"id"_s, answer.subject.id);
    return {{u"subject"_s, subject}, {u"state"_s, textOrNull(answer.state)}, {u"links"_s, links}, {u"left_out"_s, answer.leftOut}};
}

QJsonObject toJson(const api::RowProvenance& provenance)
{
    QJsonArray writes;
    for (const api::RowWrite& write : provenance.writes)
        writes << toJson(write);
    QJsonArray aside;
    for (const api::ParkedEvent& event : provenance.aside)
        aside << toJson(event);
    return {{u"row"_s, toJson(provenance.row)},
            {u"exists"_s, provenance.exists},
            {u"cells"_s, provenance.exists ? QJsonValue(rowToJson(provenance.columns, provenance.cells)) : QJsonValue()},
            {u"writes"_s, writes},
            {u"written"_s, provenance.written},
            {u"foreign"_s, QJsonArray::fromStringList(provenance.foreign)},
            {u"up_to"_s, provenance.upTo > 0 ? QJsonValue(provenance.upTo) : QJsonValue()},
            {u"aside"_s, aside}};
}

QJsonObject toJson(const api::EventTrace& trace)
{
    QJsonArray rows;
    for (const api::RowWrite& write : trace.rows)
        rows << toJson(write);
    QJsonArray missing;
    for (const api::NotProjected& each : trace.missing)
        missing << QJsonObject{{u"projection"_s, each.projection},
                               {u"why"_s, each.why},
                               {u"detail"_s, textOrNull(each.detail)},
                               {u"behind"_s, each.behind > 0 ? QJsonValue(each.behind) : QJsonValue()}};
    return {{u"event"_s, toJson(trace.event)}, {u"rows"_s, rows}, {u"missing"_s, missing}};
}

}  // namespace replay::ctl
