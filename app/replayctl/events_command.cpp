// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replayctl/commands.h"
#include "app/replayctl/event_writer.h"
#include "app/replayctl/opened.h"
#include "app/replayctl/stop_signal.h"

namespace replay::ctl {
namespace {

constexpr int windowSize = 1'000;

Result<api::LogFilter> filterOf(const Call& call)
{
    api::LogFilter filter;
    filter.type = call.text("type").value_or(QString());
    filter.service = call.text("service").value_or(QString());
    if (const auto id = call.text("aggregate")) {
        REPLAY_ASSIGN(filter.aggregateId, idArgument(*id, "--aggregate"));
    }
    if (const auto id = call.text("correlation")) {
        REPLAY_ASSIGN(filter.correlationId, idArgument(*id, "--correlation"));
    }
    if (const auto id = call.text("causation")) {
        REPLAY_ASSIGN(filter.causationId, idArgument(*id, "--causation"));
    }
    return filter;
}

}  // namespace

Result<int> runEvents(const Call& call, Output& output)
{
    REPLAY_ASSIGN(const api::LogFilter filter, filterOf(call));
    REPLAY_ASSIGN(api::Position after, call.whole("after", 0, 0, wholeMax));
    REPLAY_ASSIGN(std::int64_t left, call.whole("limit", wholeMax, 0, wholeMax));
    const QString format = call.text("format").value_or(output.isJson() ? QStringLiteral("json") : QStringLiteral("table"));
    if (!isEventFormat(format))
        return base::malformed(QStringLiteral("--format: \"%1\" is none of table, jsonl, csv, cloudevents").arg(format));
    REPLAY_ASSIGN(const Opened opened, openToRead(call));
    const std::unique_ptr<EventWriter> writer = makeEventWriter(format, output);
    while (left > 0) {
        if (stopWanted())
            return base::cancelled();
        const int wanted = static_cast<int>(std::min<std::int64_t>(left, windowSize));
        REPLAY_ASSIGN(const QList<api::EventRow> events, opened.reader->events(filter, after, wanted));
        for (const api::EventRow& event : events)
            writer->add(event);
        if (events.size() < wanted)
            break;
        after = events.last().position;
        left -= events.size();
    }
    writer->end();
    return exitDone;
}

}  // namespace replay::ctl
