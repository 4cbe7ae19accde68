// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/causes.h"
#include "core/api/what_if.h"

#include <functional>
#include <memory>

namespace replay::api {

/// Called now and then by what may take long, with the share done (0…1). Answer false to cancel.
using Progress = std::function<bool(double)>;

/// Called while a query waits for its model; see Reader::ask.
using Waiting = std::function<bool(const ProjectionInfo&)>;

/// A field in which a state that began at a snapshot is not the fold of its events; JSON texts, empty where the state has no such field.
struct StateDifference {
    QString key;
    QByteArray withSnapshots;
    QByteArray replayed;
};

/// The same version of an aggregate, reached both ways. They must be the same state.
struct ReplayComparison {
    AggregateState withSnapshots;
    AggregateState replayed;
    QList<StateDifference> differences;

    bool isEqual() const { return differences.isEmpty(); }
};

/// Read-only answers about one workspace. An object belongs to the thread that made it (its connections never leave it);
/// make one per thread with Session::makeReader. Every list is a keyset window: ask again with the last key.
/// Errors carry the engine's reason verbatim.
class Reader {
public:
    virtual ~Reader() = default;

    // — the log —
    virtual Result<Position> head() = 0;
    /// At most `limit` events that match, after `after` in rising order, or (backwards) before it in falling order.
    virtual Result<QList<EventRow>> events(const LogFilter& filter, Position after, int limit, bool backwards = false) = 0;
    virtual Result<qint64> count(const LogFilter& filter, Position upTo) = 0;
    /// The positions of every `stride`-th match up to `upTo` (the 1st, the 1+stride-th, …): lets a model page by row number.
    virtual Result<QList<Position>> anchors(const LogFilter& filter, Position upTo, int stride) = 0;
    virtual Result<std::optional<EventRow>> event(Position position) = 0;
    virtual Result<std::optional<EventRow>> eventById(const QString& eventId) = 0;
    virtual Result<QList<TypeCount>> typeCounts() = 0;
    /// How many events fall into each of `buckets` equal parts of model time or, cheaper, of positions; for the slider's strip
    /// the model time at the middle of each bucket is what matters: events per bucket of time.
    virtual Result<QList<int>> density(int buckets) = 0;
    virtual Result<QList<Marker>> markers(int limit) = 0;
    /// The last position whose event was appended at or before `time`.
    virtual Result<Position> positionAt(ModelTime time) = 0;
    /// The event as it was stored beside what is read today, with the upcasters between; nothing where the log has no such position.
    virtual Result<std::optional<EventForms>> eventForms(Position position) = 0;

    // — aggregates —
    /// Aggregates of a type (empty: all) whose id or label contains `search`, after the key of the last row. With a position, the
    /// versions are those at that position; 0: not there yet.
    virtual Result<QList<AggregateRow>> aggregates(const QString& type, const QString& search, const QString& afterId, int limit,
                                                   std::optional<Position> at = {}) = 0;
    virtual Result<QList<TypeCount>> aggregateTypes() = 0;
    virtual Result<QList<VersionMark>> versions(const QString& aggregateId, int afterVersion, int limit) = 0;
    virtual Result<AggregateState> aggregateAtVersion(const QString& aggregateId, std::optional<int> version, bool useSnapshots = true) = 0;
    virtual Result<AggregateState> aggregateAtTime(const QString& aggregateId, ModelTime time, bool useSnapshots = true) = 0;
    virtual Result<AggregateState> aggregateAtPosition(const QString& aggregateId, Position position) = 0;
    /// When services keep a snapshot of a state.
    virtual SnapshotRule snapshotRule() const = 0;
    /// The state at a version (none: the newest) as the snapshots shorten it, beside the fold of every event.
    Result<ReplayComparison> compareWithReplay(const QString& aggregateId, std::optional<int> version);

    // — projections —
    virtual Result<QList<ProjectionInfo>> projections() = 0;
    /// Rows after the key of the last row (empty: from the first). Without a position: the live rows.
    virtual Result<RowSet> projectionRows(const QString& name, const QVariantList& afterKey, int limit) = 0;
    /// The rows as they were at a past position, folded from the log.
    virtual Result<RowSet> projectionRowsAt(const QString& name, Position position, int limit, const Progress& progress = {}) = 0;
    /// What a projection has set aside, by rising position.
    virtual Result<QList<ParkedEvent>> parkedEvents(const QString& name, Position after, int limit) = 0;
    /// What was done to a projection, newest first.
    virtual Result<QList<ProjectionDecision>> projectionDecisions(const QString& name, int limit) = 0;
    virtual Result<ProjectionCheck> verifyProjection(const QString& name, const Progress& progress = {}) = 0;

    // — sagas —
    /// Status: empty (all), started, completed, compensating, failed, stuck, paused; type: empty for all. Newest first; before the
    /// ordinal (0: from the newest).
    virtual Result<QList<SagaRow>> sagas(const QString& status, qint64 beforeOrdinal, int limit, const QString& type = {}) = 0;
    /// The saga as it is, or as it was at a position.
    virtual Result<SagaTimeline> saga(const QString& sagaId, std::optional<Position> at = {}) = 0;
    /// How many sagas stood how at a position.
    virtual Result<SagaCounts> sagaCounts(Position at) = 0;
    virtual Result<QList<WhyLink>> whyFailed(const QString& sagaId) = 0;
    /// All that an operator can do with the saga, each with whether it may be done now and what would follow.
    virtual Result<QList<SagaAction>> sagaActions(const QString& sagaId) = 0;

    // — causes —
    /// What a text names: a position, the id of an event, saga, command, message or aggregate (its saga, else its last event), an
    /// invariant, or a row as "table/key". An error where nothing has such a name.
    virtual Result<Subject> subject(const QString& text) = 0;
    /// The chain of causes, ending at the injected fault, the switch or the rule where there was one, else at who began it.
    virtual Result<WhyAnswer> why(const Subject& subject) = 0;
    /// What did not come next, and what prevented it: the guard, the missing event, the switch.
    virtual Result<WhyAnswer> whyNot(const Subject& subject) = 0;
    /// Which events wrote a row, through which handlers.
    virtual Result<RowProvenance> provenance(const RowRef& row, const Progress& progress = {}) = 0;
    /// Every row that an event wrote, in every database.
    virtual Result<EventTrace> rowsTouched(const QString& eventId, const Progress& progress = {}) = 0;

    // — commands and queries —
    virtual Result<RowSet> query(const QString& name, const QByteArray& json) = 0;
    /// The same with the freshness of the model that answers. Where it has not reached `atLeast` yet, `wait` is asked again and
    /// again with how the model stands: it lets time pass, and answers false to give up (an error). Without `wait`: given up at once.
    virtual Result<QueryAnswer> ask(const QString& name, const QByteArray& json, Position atLeast = 0, const Waiting& wait = {}) = 0;
    /// The last position that this command has caused so far: what to wait for to read one's own writes. 0: nothing in the log yet.
    virtual Result<Position> lastPositionOf(const QString& commandId) = 0;
    virtual Result<QList<SentCommand>> sentCommands(int limit) = 0;
    /// A command of a client (a person, the workload, an import) by its id, which is also the correlation of all it caused.
    virtual Result<std::optional<SentCommand>> sentCommand(const QString& commandId) = 0;

    // — invariants —
    virtual Result<QList<InvariantResult>> verify(const Progress& progress = {}) = 0;
};

}  // namespace replay::api
