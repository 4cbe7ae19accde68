// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/values.h"

#include <algorithm>

/// Values about what might have been: branches that go their own way, where two logs part, and what a saga makes of a failure
/// at each of its gaps.
namespace replay::api {

/// One thing that a what-if branch does otherwise than the workspace it comes from.
struct BranchChange {
    QString code;     ///< skip_event, skip_command, amend_command, fault, pitfall_on, pitfall_off
    QString subject;  ///< the event's or command's id, the pitfall; empty for a fault
    QString name;     ///< what people call it: the event's type, the command's name, the fault's kind, the pitfall
    QByteArray data;  ///< JSON: what an amended command says instead; a fault rule as a scenario would have it

    bool operator==(const BranchChange&) const = default;
};

/// What a branch shall be. Faults and pitfalls count from the fork on; what is skipped or amended has its own place in the past.
struct BranchRequest {
    Position position = 0;  ///< where it forks; 0: at the start
    QList<BranchChange> changes;
};

/// What became of a fork.
struct BranchMade {
    Position position = 0;  ///< how far it came: the end of the transaction that wrote the position that was asked for
    QString digest;         ///< hex, at that position
};

/// Where a branch comes from.
struct BranchOrigin {
    QString parent;         ///< the folder of the workspace it was made from
    Position position = 0;  ///< up to here everything that was recorded there took place here too
    QList<BranchChange> changes;
};

/// One workspace of a family: the original, or a branch of it or of another branch.
struct BranchRow {
    QString folder;
    int depth = 0;  ///< 0: the original
    std::optional<BranchOrigin> origin;
};

/// Where two logs part.
struct LogDifference {
    bool equal = false;
    Position position = 0;          ///< the first that differs
    std::optional<EventRow> left;   ///< empty: this log ends before it
    std::optional<EventRow> right;  ///< likewise
    QList<TypeCount> leftOnly;      ///< from there on, by event type: how many more than the other has
    QList<TypeCount> rightOnly;
};

/// One run of a saga in which exactly one thing went wrong at one gap of one step.
struct GapTrial {
    QString step;
    bool compensation = false;
    QString gap;            ///< received, decided, appended, committed, published, acknowledged
    QString fault;          ///< what went wrong there, as a fault kind
    QString outcome;        ///< how the saga ended: completed, failed (undone), stuck …
    int attempts = 0;       ///< at this step or compensation
    qint64 durationUs = 0;  ///< model time from the saga's start to its end
    QList<InvariantResult> invariants;

    QStringList violated() const
    {
        QStringList names;
        for (const InvariantResult& invariant : invariants) {
            if (!invariant.ok)
                names << invariant.name;
        }
        return names;
    }
    /// The saga came to an end by itself and left everything consistent.
    bool isGood() const
    {
        const bool ended = outcome == QLatin1StringView("completed") || outcome == QLatin1StringView("failed");
        return ended && std::all_of(invariants.begin(), invariants.end(), [](const InvariantResult& each) { return each.ok; });
    }
};

/// Which saga is tried, and in what kind of shop.
struct GapQuestion {
    QString saga;
    quint64 seed = 42;
    QStringList pitfalls;    ///< switched on in every trial
    QString sagaStyle = {};  ///< choreography: the purchase that nobody orchestrates
};

/// One step of a type of event from one schema version to the next.
struct SchemaStep {
    QString eventType;
    int from = 1;
    int to = 2;
};

/// An event as it was stored, and as everybody reads it today.
struct EventForms {
    EventRow event;
    QByteArray stored;  ///< canonical JSON, as it stands in the log
    QByteArray read;    ///< opened where it was sealed, brought to the newest schema version
    int newest = 1;
    bool sealed = false;      ///< what is personal in it is stored under the key of its person
    bool erased = false;      ///< that key is gone
    QList<SchemaStep> chain;  ///< the upcasters that apply, in order; none: stored in the newest version
};

/// When a state is kept as a snapshot: as soon as one of the two holds for what would have to be folded again. 0: it does not count.
struct SnapshotRule {
    int everyEvents = 0;
    qint64 everyBytes = 0;
};

/// How many sagas stood how.
struct SagaCounts {
    qint64 all = 0;
    qint64 running = 0;
    qint64 completed = 0;
    qint64 compensating = 0;
    qint64 failed = 0;
    qint64 stuck = 0;
    qint64 paused = 0;
};

}  // namespace replay::api
