// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/projections/dead_letters.h"

#include <limits>

namespace replay::projections {
namespace {

using storage::Row;
using storage::bind;

DeadLetter::State stateOf(const QString& text)
{
    if (text == u"retrying")
        return DeadLetter::State::Retrying;
    return text == u"skipped" ? DeadLetter::State::Skipped : DeadLetter::State::Parked;
}

QString given(const QString& text) { return text.isNull() ? QStringLiteral("") : text; }

}  // namespace

QString deadLetterState(DeadLetter::State state)
{
    switch (state) {
    case DeadLetter::State::Retrying: return QStringLiteral("retrying");
    case DeadLetter::State::Parked: return QStringLiteral("parked");
    case DeadLetter::State::Skipped: return QStringLiteral("skipped");
    }
    return {};
}

Result<QList<DeadLetter>> readDeadLetters(storage::Database& read, const QString& projection, Position after, int limit)
{
    QList<DeadLetter> letters;
    const std::int64_t from = after;
    REPLAY_TRY(read.each(
        "SELECT position, event_id, aggregate_id, aggregate_type, event_type, state, behind, error, attempts, rule, parked_at, reason, decided_at "
        "FROM dead_letters WHERE projection = ? AND position > ? ORDER BY position LIMIT ?",
        bind(projection, from, limit), [&](const Row& row) {
            letters.append({row.integer(0), row.id(1), row.id(2), row.text(3), row.text(4), stateOf(row.text(5)), row.integer(6),
                            row.text(7), row.integer(8), row.integer(9), row.time(10), row.text(11), row.time(12)});
        }));
    return letters;
}

Result<QList<DeadLetter>> readDeadLetters(storage::Database& read, const QString& projection)
{
    return readDeadLetters(read, projection, 0, std::numeric_limits<int>::max());
}

Status writeDeadLetter(storage::Database& read, const QString& projection, const DeadLetter& letter)
{
    const std::int64_t position = letter.position;
    const std::int64_t behind = letter.behind;
    REPLAY_TRY(read.run(
        "INSERT INTO dead_letters (projection, position, event_id, aggregate_id, aggregate_type, event_type, state, behind, error, attempts, rule, "
        "parked_at, reason, decided_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (projection, position) DO UPDATE SET "
        "state = excluded.state, behind = excluded.behind, error = excluded.error, attempts = excluded.attempts, rule = excluded.rule, "
        "parked_at = excluded.parked_at, reason = excluded.reason, decided_at = excluded.decided_at",
        projection, position, letter.eventId, letter.aggregateId, letter.aggregateType, letter.eventType, deadLetterState(letter.state),
        behind, given(letter.error), letter.attempts, letter.rule, letter.parkedAt, given(letter.reason), letter.decidedAt));
    return {};
}

Status removeDeadLetter(storage::Database& read, const QString& projection, Position position)
{
    const std::int64_t at = position;
    REPLAY_TRY(read.run("DELETE FROM dead_letters WHERE projection = ? AND position = ?", projection, at));
    return {};
}

Status forgetDeadLetters(storage::Database& read, const QString& projection)
{
    REPLAY_TRY(read.run("DELETE FROM dead_letters WHERE projection = ? AND state <> 'skipped'", projection));
    REPLAY_TRY(read.run("DELETE FROM poison_counts WHERE projection = ?", projection));
    return {};
}

Status dropDeadLetters(storage::Database& read, const QString& projection)
{
    REPLAY_TRY(read.run("DELETE FROM dead_letters WHERE projection = ?", projection));
    REPLAY_TRY(read.run("DELETE FROM poison_counts WHERE projection = ?", projection));
    return {};
}

Status copySkipped(storage::Database& read, const QString& from, const QString& to)
{
    REPLAY_TRY(read.run(
        "INSERT INTO dead_letters (projection, position, event_id, aggregate_id, aggregate_type, event_type, state, behind, error, attempts, rule, "
        "parked_at, reason, decided_at) SELECT ?, position, event_id, aggregate_id, aggregate_type, event_type, state, behind, error, attempts, rule, "
        "parked_at, reason, decided_at FROM dead_letters WHERE projection = ? AND state = 'skipped'",
        to, from));
    return {};
}

Status moveDeadLetters(storage::Database& read, const QString& from, const QString& to)
{
    REPLAY_TRY(dropDeadLetters(read, to));
    REPLAY_TRY(read.run("UPDATE dead_letters SET projection = ? WHERE projection = ?", to, from));
    REPLAY_TRY(read.run("UPDATE poison_counts SET projection = ? WHERE projection = ?", to, from));
    return {};
}

Status recordDecision(storage::Database& read, const Decision& decision)
{
    const std::int64_t position = decision.position;
    REPLAY_TRY(
        read.run("INSERT INTO projection_decisions (at, projection, action, stream, position, events, reason) VALUES (?, ?, ?, ?, ?, ?, ?)",
                 decision.at, decision.projection, decision.action, decision.stream, position, decision.events, given(decision.reason)));
    return {};
}

Result<QList<Decision>> readDecisions(storage::Database& read, const QString& projection, int limit)
{
    QList<Decision> all;
    REPLAY_TRY(read.each(
        "SELECT at, projection, action, stream, position, events, reason FROM projection_decisions WHERE projection = ? ORDER BY seq DESC LIMIT ?",
        bind(projection, limit), [&](const Row& row) {
            all.append({row.time(0), row.text(1), row.text(2), row.id(3), row.integer(4), row.integer(5), row.text(6)});
        }));
    return all;
}

}  // namespace replay::projections
