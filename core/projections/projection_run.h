// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/random.h"
#include "core/faults/fault_plan.h"
#include "core/projections/log_feed.h"
#include "core/projections/projection.h"

#include <memory>

namespace replay::projections {

/// How often an event that fails is tried before it is parked: once and three times more, each in a step of its own.
inline constexpr int attemptsMax = 4;
/// So many events of one projection may be parked; then it stands still and says so.
inline constexpr std::int64_t parkedMax = 10'000;

/// Rows of one projection in memory; beyond, they are written and dropped.
inline constexpr std::size_t rowsHeldMax = 50'000;

/// What the steps of a projector share: the log, the model time, and the chance that decides on poison.
struct ProjectorScene {
    storage::Database& read;
    LogFeed feed;
    ModelTime clock;
    const base::Random* random = nullptr;
};

/// One projection at work, on its live tables or on those of a rebuild beside them: what it holds in memory, what of it is
/// written, what it has parked, and how it counts poison.
class ProjectionRun {
public:
    /// `checkpoint` as it is written; its name says whether it is a rebuild.
    ProjectionRun(const ProjectionKind& kind, ProjectorScene& scene, const Checkpoint& checkpoint);

    /// Reads what is parked and counted. Nothing else may be called before.
    Status load();
    void setRules(const QList<api::FaultRule>& rules) { m_plan.setRules(rules); }

    const ProjectionKind& kind() const { return m_kind; }
    const Shelf& shelf() const { return m_shelf; }
    const faults::FaultPlan& plan() const { return m_plan; }
    std::size_t held() const { return m_projection->held(); }

    enum class Taken { Done, Stands };
    /// Takes one event: into the rows, onto the shelf, or (Stands) not yet: it failed and is tried again in the next step.
    Result<Taken> take(Fact& fact);
    /// Rows, shelf, counts and checkpoint; the caller has a transaction open, and calls written() after it.
    Status write();
    void written();
    /// Back to what is written. The projection is made anew: what it believed about its tables may be wrong now.
    Status takeBack();

    /// The position up to which it may go now: the head, or less where it is slowed.
    Position allowed(Position head, ModelTime now) const;
    /// When a slowed one has earned a second's worth of positions, or the rest; none: it waits for no time.
    std::optional<ModelTime> dueAt(Position head) const;
    bool isRetrying() const { return m_retrying > 0; }

    struct Sweep {
        std::int64_t applied = 0;
        std::int64_t parked = 0;  ///< of the group, still
        QString error;            ///< of the first that failed again
    };
    /// The stream's first parked event that failed itself; an error where the stream has none, or waits for another.
    Result<Position> failedHead(const QUuid& stream) const;
    /// Takes up the events of this stream, and those that wait behind them, in their order.
    Result<Sweep> sweep(const QUuid& stream);
    void skip(Position position, const QString& reason);

    Checkpoint checkpoint;  ///< as far as it is applied in memory
    Checkpoint durable;     ///< as it is written

private:
    struct Failure {
        QString error;
        std::int64_t rule = 0;
    };
    Result<Failure> tryToApply(Fact& fact, const DeadLetter* before);
    Result<std::optional<Failure>> poison(const Fact& fact, const DeadLetter* before);
    Result<std::optional<Failure>> decide(const Fact& fact);
    Result<Taken> fail(Fact& fact, const Failure& failure);
    Status park(Fact& fact, DeadLetter letter);
    Result<DeadLetter> letterOf(const Fact& fact);
    Status eachParked(const std::function<Status(const DeadLetter&, Fact&)>& visit);
    QSet<Position> groupOf(const QUuid& stream) const;
    QString suffix() const;

    const ProjectionKind& m_kind;
    ProjectorScene& m_scene;
    std::unique_ptr<Projection> m_projection;
    Shelf m_shelf;
    faults::FaultPlan m_plan;
    Position m_retrying = 0;  ///< the event that it stands before; 0: none
};

}  // namespace replay::projections
