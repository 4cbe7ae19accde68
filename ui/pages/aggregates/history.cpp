// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/aggregates/history.h"

#include <QElapsedTimer>
#include <algorithm>

namespace replay::ui {

namespace {

/// The newest event of the aggregate at or before a position: found by the stream's index, with no state folded.
api::Result<std::optional<api::EventRow>> lastEvent(api::Reader& reader, const QString& aggregateId, api::Position upTo)
{
    api::LogFilter stream;
    stream.aggregateId = aggregateId;
    REPLAY_ASSIGN(const QList<api::EventRow> rows, reader.events(stream, upTo + 1, 1, true));
    return rows.isEmpty() ? std::optional<api::EventRow>() : std::optional(rows.first());
}

api::Result<HistoryState> stateOf(api::Reader& reader, const QString& aggregateId, int version)
{
    HistoryState side;
    side.state.aggregateId = aggregateId;
    if (version == 0)
        return side;
    REPLAY_ASSIGN(side.state, reader.aggregateAtVersion(aggregateId, version));
    REPLAY_ASSIGN(const QList<api::VersionMark> marks, reader.versions(aggregateId, version - 1, 1));
    if (!marks.isEmpty()) {
        side.position = marks.first().position;
        side.occurredAt = marks.first().occurredAt;
    }
    return side;
}

}  // namespace

api::Result<HistoryAnswer> readHistory(api::Reader& reader, const HistoryQuestion& question)
{
    HistoryAnswer answer;
    answer.question = question;
    const QString& id = question.aggregateId;
    REPLAY_ASSIGN(const std::optional<api::EventRow> newest, lastEvent(reader, id, question.head));
    if (!newest)
        return base::failed(QStringLiteral("the log has no event of the aggregate %1").arg(id));
    answer.versions = newest->version;
    answer.aggregateType = newest->aggregateType;
    if (question.label) {
        answer.label = *question.label;
    } else {
        REPLAY_ASSIGN(const QList<api::AggregateRow> rows, reader.aggregates(newest->aggregateType, id, {}, 1));
        if (!rows.isEmpty() && rows.first().aggregateId == id)
            answer.label = rows.first().label;
    }
    answer.cursorVersion = answer.versions;
    if (question.cursor < question.head) {
        REPLAY_ASSIGN(const std::optional<api::EventRow> atCursor, lastEvent(reader, id, question.cursor));
        answer.cursorVersion = atCursor ? atCursor->version : 0;
    }
    REPLAY_ASSIGN(const QList<api::VersionMark> first, reader.versions(id, 0, 1));
    answer.born = first.isEmpty() ? 0 : first.first().position;

    answer.version = question.version.value_or(answer.cursorVersion);
    if (question.time) {
        REPLAY_ASSIGN(const api::Position at, reader.positionAt(*question.time));
        REPLAY_ASSIGN(const std::optional<api::EventRow> then, lastEvent(reader, id, at));
        answer.version = then ? then->version : 0;
    }
    answer.version = std::clamp(answer.version, 0, answer.versions);
    const int a = std::clamp(question.pinnedA.value_or(std::max(0, answer.version - 1)), 0, answer.versions);
    const int b = std::clamp(question.pinnedB.value_or(answer.version), 0, answer.versions);
    REPLAY_ASSIGN(answer.a, stateOf(reader, id, a));
    REPLAY_ASSIGN(answer.b, stateOf(reader, id, b));
    if (answer.version > 0) {
        REPLAY_ASSIGN(const QList<api::VersionMark> marks, reader.versions(id, answer.version - 1, 1));
        if (!marks.isEmpty()) {
            REPLAY_ASSIGN(answer.event, reader.event(marks.first().position));
        }
    }
    return answer;
}

api::Result<ReplayComparison> compareWithReplay(api::Reader& reader, const QString& aggregateId, int version)
{
    ReplayComparison comparison;
    QElapsedTimer clock;
    clock.start();
    REPLAY_ASSIGN(comparison.withSnapshots, reader.aggregateAtVersion(aggregateId, version, true));
    comparison.withUs = clock.nsecsElapsed() / 1'000;
    clock.restart();
    REPLAY_ASSIGN(comparison.fromFirst, reader.aggregateAtVersion(aggregateId, version, false));
    comparison.fromFirstUs = clock.nsecsElapsed() / 1'000;
    if (comparison.withSnapshots.state != comparison.fromFirst.state) {
        REPLAY_ASSIGN(const api::ReplayComparison named, reader.compareWithReplay(aggregateId, version));
        comparison.differences = named.differences;
    }
    return comparison;
}

}  // namespace replay::ui
