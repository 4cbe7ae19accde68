// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/projections/checkpoint.h"

#include <QSet>

namespace replay::projections {

/// An event that a projection could not take, or that waits behind one: set aside, never forgotten.
struct DeadLetter {
    enum class State {
        Retrying,  ///< it failed and is tried again; the projection stands before it
        Parked,    ///< the projection went on without it
        Skipped,   ///< an operator decided so, with a reason
    };
    Position position = 0;
    QUuid eventId;
    QUuid aggregateId;
    QString aggregateType;
    QString eventType;
    State state = State::Parked;
    Position behind = 0;  ///< the parked event that it waits for; 0: it failed itself
    QString error;
    std::int64_t attempts = 0;
    std::int64_t rule = 0;  ///< the fault that poisoned it; 0: the handler refused it by itself
    ModelTime parkedAt;
    QString reason;
    ModelTime decidedAt;
};

/// "retrying", "parked", "skipped".
QString deadLetterState(DeadLetter::State state);

/// Of one projection (or its rebuild, under the name of its checkpoint), by rising position, after `after`.
Result<QList<DeadLetter>> readDeadLetters(storage::Database& read, const QString& projection, Position after, int limit);
Result<QList<DeadLetter>> readDeadLetters(storage::Database& read, const QString& projection);
Status writeDeadLetter(storage::Database& read, const QString& projection, const DeadLetter& letter);
Status removeDeadLetter(storage::Database& read, const QString& projection, Position position);
/// What a projection that starts again forgets: all but the decisions to skip, and the counts of its poison rules.
Status forgetDeadLetters(storage::Database& read, const QString& projection);
/// A rebuild begins with the live one's decisions to skip …
Status copySkipped(storage::Database& read, const QString& from, const QString& to);
/// … and what it parked takes the place of what the live one had parked.
Status moveDeadLetters(storage::Database& read, const QString& from, const QString& to);
Status dropDeadLetters(storage::Database& read, const QString& projection);

/// What an operator did to a projection.
struct Decision {
    ModelTime at;
    QString projection;
    QString action;  ///< pause, resume, slow, rebuild, cancel, replay, retry, skip
    QUuid stream = {};
    Position position = 0;
    std::int64_t events = 0;
    QString reason = {};
};
Status recordDecision(storage::Database& read, const Decision& decision);
/// Newest first.
Result<QList<Decision>> readDecisions(storage::Database& read, const QString& projection, int limit);

}  // namespace replay::projections
