// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/model_time.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>
#include <QVariant>
#include <optional>

/// Plain values that cross the door between the core and its programs. Copyable, thread-neutral, in codes and not in
/// words: what a status is called on screen is decided in ui/format.
namespace replay::api {

using base::Error;
using base::ModelTime;
using base::Result;
using Position = qint64;  ///< a global position of the log: dense, from 1; 0 means "before the first"

/// A table of answers. Cells are QString, qint64, bool or null; money is a decimal text such as "12.50", times are ISO texts.
struct RowSet {
    QStringList columns;
    QList<QVariantList> rows;
};

/// One event of the log.
struct EventRow {
    Position position = 0;
    QString eventId;
    QString aggregateId;
    QString aggregateType;
    QString eventType;
    QByteArray data;  ///< canonical JSON, as stored
    ModelTime occurredAt;
    ModelTime appendedAt;  ///< when the relay brought it to the log
    int version = 0;       ///< in its stream, from 1
    int schemaVersion = 1;
    QString service;
    QString correlationId;
    QString causationId;  ///< the message or event that caused it; empty for none
    QString actor;        ///< user, workload, saga, setup, import, …
    QString note;         ///< the fault or pitfall that was at work, as "fault:refuse#2"; empty for none
};

/// Which events; empty fields do not filter. All are answered by an index.
struct LogFilter {
    QString type;
    QString aggregateId;
    QString aggregateType;
    QString service;
    QString correlationId;
    QString causationId;  ///< what it caused directly: the id of an event, command or message

    bool isEmpty() const
    {
        return type.isEmpty() && aggregateId.isEmpty() && aggregateType.isEmpty() && service.isEmpty() && correlationId.isEmpty() &&
               causationId.isEmpty();
    }
    bool operator==(const LogFilter&) const = default;
};

struct TypeCount {
    QString type;
    qint64 count = 0;
};

/// Something worth a mark on the slider.
struct Marker {
    enum class Kind { Fault, SagaFailed, InvariantBroken };
    Kind kind = Kind::Fault;
    Position position = 0;
    QString text;  ///< codes, e.g. the event type or the fault's note
};

/// An aggregate as a list shows it.
struct AggregateRow {
    QString aggregateId;
    QString aggregateType;
    QString service;
    QString label;  ///< what a person knows it by: order number, sku, e-mail …; may be empty
    int version = 0;
};

/// One version of an aggregate on its rail.
struct VersionMark {
    int version = 0;
    Position position = 0;
    QString eventType;
    ModelTime occurredAt;
    bool snapshot = false;  ///< a snapshot of this version is kept
};

/// The state of an aggregate at a version.
struct AggregateState {
    QString aggregateId;
    QString aggregateType;
    int version = 0;
    QByteArray state;  ///< canonical JSON
    int eventsRead = 0;
    int snapshotVersion = 0;  ///< where the fold began; 0: from the first event
};

/// Slow: limited to so many events a second of model time. Stalled: there is work, and it stands still.
enum class ProjectionStatus { Live, Paused, Rebuilding, Failed, Slow, Stalled };

struct ProjectionInfo {
    QString name;
    ProjectionStatus status = ProjectionStatus::Live;
    Position position = 0;
    qint64 lag = 0;    ///< events of the log not yet projected
    qint64 lagUs = 0;  ///< model time between the last projected and the last event
    qint64 rows = 0;
    QString error;          ///< the engine's reason, where it failed
    double progress = 1.0;  ///< of a rebuild, 0…1
    Position rebuilt = 0;   ///< as far as a rebuild has read the log
    QStringList keyColumns;
    Position goal = 0;       ///< of a rebuild: so many events have to be read; 0: it is not being rebuilt
    bool inPlace = false;    ///< replayed in place: the rows are not whole until it is done
    qint64 perSecond = 0;    ///< at most so many events a second of model time; 0: no limit
    qint64 parked = 0;       ///< events that wait because one of their stream failed
    qint64 skipped = 0;      ///< events that somebody decided to leave out
    ModelTime stalledSince;  ///< us == 0: it does not stand still
    QString stalledWhy;
};

/// An event that a projection could not take, or that waits behind one.
struct ParkedEvent {
    QString projection;
    Position position = 0;
    QString eventId;
    QString aggregateId;  ///< its stream
    QString aggregateType;
    QString eventType;
    QString state;        ///< retrying, parked, skipped
    Position behind = 0;  ///< the parked event that it waits for; 0: it failed itself
    QString error;
    qint64 attempts = 0;
    qint64 rule = 0;  ///< the fault that poisoned it; 0: the handler refused it by itself
    ModelTime parkedAt;
    QString reason;  ///< why it was skipped
    ModelTime decidedAt;
};

/// What somebody did to a projection.
struct ProjectionDecision {
    ModelTime at;
    QString projection;
    QString action;         ///< pause, resume, slow, rebuild, cancel, replay, retry, skip
    QString stream;         ///< of a retry or skip
    Position position = 0;  ///< the event it was about
    qint64 events = 0;      ///< of a retry or skip: taken into the rows; of slow: a second
    QString reason;
};

/// Rows, and how fresh the model is that gave them.
struct QueryAnswer {
    RowSet rows;
    QString projection;
    Position position = 0;  ///< every event up to here is in the rows, but for what is parked
    qint64 lag = 0;
    qint64 lagUs = 0;
    qint64 parked = 0;
    bool whole = true;  ///< false while the model is replayed in place
};

/// One difference between a projection and a fresh fold of the log.
struct RowDifference {
    QString key;
    QString column;
    QString live;      ///< empty where the row is missing
    QString expected;  ///< empty where the row should not be
};

/// A stream of which a projection has set events aside.
struct StreamAside {
    QString aggregateId;
    QString aggregateType;
    Position position = 0;  ///< of the first
    qint64 parked = 0;
    qint64 skipped = 0;
    QString error;  ///< of the first
};

struct ProjectionCheck {
    QString name;
    Position position = 0;
    qint64 rowsCompared = 0;
    QList<RowDifference> differences;  ///< at most differencesMax, the whole number in `differing`
    qint64 differing = 0;
    static constexpr int differencesMax = 100;
    qint64 parked = 0;  ///< events set aside, which the fold leaves out: no differences, but named
    qint64 skipped = 0;
    QList<StreamAside> setAside;  ///< at most setAsideMax streams, the whole number in `streamsAside`
    qint64 streamsAside = 0;
    static constexpr int setAsideMax = 100;
};

struct SagaStepRow {
    QString stepId;
    QString status;  ///< pending, running, completed, failed, compensating, compensated, skipped
    int attempts = 0;
    QString error;
};

struct SagaRow {
    QString sagaId;
    QString type;
    QString status;  ///< started, completed, compensating, failed
    bool stuck = false;
    bool paused = false;  ///< an operator holds it
    QString orderId;
    QString orderNumber;
    QString error;
    ModelTime startedAt;
    ModelTime finishedAt;     ///< us == 0 while it runs
    ModelTime retryingSince;  ///< us == 0 unless it waits for a retry
    qint64 ordinal = 0;       ///< the n-th saga of the workspace, from 1
    QString style;            ///< orchestration, or choreography: the services react to each other's events
    QList<SagaStepRow> steps;
};

/// One attempt at a step or its compensation: the message to the service, the service's transaction, the answer.
struct SagaAttempt {
    QString stepId;
    QString service;
    QString sender;    ///< whose event this reacts to, where nobody orchestrates; empty: the saga sent it
    QString reactsTo;  ///< the type of that event
    QString command;
    bool compensation = false;
    int attempt = 1;
    QString messageId;
    ModelTime sentAt;
    ModelTime handledAt;   ///< when the service's transaction took place; us == 0: never, or not yet
    ModelTime answeredAt;  ///< when the saga learned of it; us == 0: never, or not yet
    ModelTime deadlineAt;
    ModelTime nextRetryAt;  ///< us == 0: none
    QString outcome;        ///< waiting, done, refused, error, timeout
    QString error;
    QString fault;      ///< the injected fault this attempt met, as "lost_reply"; empty for none
    QByteArray input;   ///< JSON
    QByteArray output;  ///< JSON
    bool requestLost = false;
    int copies = 1;  ///< 2 where the network duplicated the message
};

/// A message that a saga would send.
struct SagaMove {
    QString stepId;
    QString service;
    QString command;
    bool compensation = false;
};

/// What an operator may do with a saga now.
struct SagaAction {
    QString code;     ///< retry, pause, resume, resolve, abort
    QString command;  ///< as it is sent, with saga_id and reason
    bool allowed = false;
    QString refusal;  ///< why not, verbatim
    bool needsReason = false;
    QList<SagaMove> next;  ///< what would be sent from then on, in this order, if all goes well
    QString outcome;       ///< how the saga would end then: completed, failed; empty: it stays as it is
    bool held = false;     ///< nothing is sent until the saga is resumed
};

struct SagaTimeline {
    SagaRow saga;
    QString correlationId;
    QList<SagaAttempt> attempts;  ///< in the order they were sent
    QList<EventRow> events;       ///< everything with the saga's correlation, in global order (at most eventsMax)
    static constexpr int eventsMax = 2'000;
};

/// One link of a backward chain "why did this happen", in codes; the nearest cause first.
struct WhyLink {
    QString code;     ///< e.g. saga_compensating, step_refused, fault, event, command, user
    QString subject;  ///< step, event type, command name …
    QString detail;   ///< the engine's reason verbatim
    Position position = 0;
    QString eventId;
    ModelTime at = {};       ///< us == 0: unknown
    QString sagaId = {};     ///< the saga that it is about
    QString service = {};    ///< where it took place
    QString commandId = {};  ///< the message that it is about
    qint64 rule = 0;         ///< the fault rule that was at work
    QStringList items = {};  ///< of a list in one link: the orders that hold a stock, newest first, as "ORD-1 × 2"; the steps left undone
    qint64 count = 0;        ///< how many there are, where not all are in `items`
};

struct FieldSchema {
    QString name;
    QString type;  ///< text, money, whole, flag, id:Product, id:Order, id:User, id:Category, object, items, time
    bool required = false;
    QString example;  ///< JSON text of an example value
};

/// A command or query as a form shows it.
struct RequestSchema {
    QString name;
    QString service;
    QString summary;  ///< English; a technical line, not translated
    QList<FieldSchema> fields;
};

struct CommandRequest {
    QString name;
    QByteArray data;  ///< a JSON object
    std::optional<int> expectedVersion;
    QString commandId;  ///< empty: a new one; the same again = sent twice
};

/// How a command ended.
struct CommandAnswer {
    enum class Outcome { Done, Refused, Conflict, Malformed, Failed };
    Outcome outcome = Outcome::Failed;
    QString commandId;
    QByteArray result;       ///< a JSON object, when done
    QString reason;          ///< verbatim, when not
    bool repeated = false;   ///< the receipt was there already: nothing was done again
    QList<EventRow> events;  ///< what it caused, in global order (at most 200)
};

/// A command a person sent, for the tray.
struct SentCommand {
    QString commandId;
    QString name;
    QByteArray data;
    ModelTime at;
    QString outcome;  ///< waiting, done, refused, conflict
    QString reason;
};

/// One invariant after a check.
struct InvariantResult {
    QString name;  ///< streams, money, stock, sagas, folds, deliveries
    bool ok = true;
    qint64 checked = 0;
    struct Violation {
        QString aggregateId;
        QString detail;         ///< what is wrong, with the residual
        Position position = 0;  ///< where it first shows; 0 unknown
        QStringList eventIds;
    };
    QList<Violation> violations;
    QStringList notes;  ///< what was counted and is no violation: events set aside
};

/// A rule that breaks something on purpose.
struct FaultRule {
    qint64 id = 0;  ///< given by the platform
    QString kind;
    QString service;
    QString peer;  ///< of a partition: the other side; empty for everybody
    QString message;
    QString step;
    qint64 order = 0;       ///< the n-th order; 0 any
    qint64 occurrence = 0;  ///< the n-th match; 0 every
    qint64 times = 0;       ///< at most so many; 0 no limit (with occurrence: 1)
    double probability = 1.0;
    std::optional<ModelTime> from;
    std::optional<ModelTime> until;
    qint64 delayUs = 0;
    qint64 downForUs = 0;
    QString reason;
    bool armed = true;
    std::optional<ModelTime> armedAt;  ///< by a person, while the platform ran; empty: from the start
    std::optional<ModelTime> disarmedAt;
    qint64 fired = 0;
};

/// What a rule can be made of: the names that there are, and which fields fit which kind.
struct FaultVocabulary {
    struct Kind {
        QString code;
        QStringList fields;    ///< as the reader calls them: service, step, times, …
        QStringList services;  ///< what it can strike: services, of some kinds read models too
        QStringList messages;  ///< commands, of some kinds event types
    };
    QList<Kind> kinds;
    QStringList peers;
    QStringList steps;
};

/// Something that a naive implementation does, switched on or off.
struct PitfallSwitch {
    QString code;
    bool on = false;
    std::optional<ModelTime> since;  ///< while it is on
};

/// What the whole platform looks like, in numbers. Cheap to copy, sent at most 60 times a second.
struct PlatformStatus {
    Position head = 0;
    Position projected = 0;
    ModelTime now;
    bool running = false;
    bool idle = true;    ///< nothing left to do
    double speed = 1.0;  ///< 0 = max
    bool readOnly = false;
    QString readOnlyReason;
    QString gap;  ///< the gap point where a micro-step stands; empty otherwise
    qint64 sagasStarted = 0;
    qint64 sagasRunning = 0;
    qint64 sagasCompensating = 0;
    qint64 sagasCompleted = 0;
    qint64 sagasFailed = 0;
    qint64 sagasStuck = 0;
    qint64 sagasPaused = 0;
    qint64 outboxPending = 0;
    quint64 seed = 0;
    QString scenario;
    QString sagaStyle;     ///< orchestration or choreography
    QString fingerprint;   ///< six letters
    QStringList pitfalls;  ///< the codes of those that are switched on
    QString error;         ///< why the platform stopped by itself; empty for none
};

}  // namespace replay::api
