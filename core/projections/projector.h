// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/projections/projection_run.h"

#include <memory>
#include <vector>

namespace replay::projections {

/// Brings all projections after the log. A mover without thread or timer: each step does a bounded piece of work, and rows and
/// checkpoint change in one transaction, so each event takes effect exactly once, whatever is interrupted where.
///
/// Each projection has its own checkpoint, so each can be paused, slowed, replayed in place, and rebuilt beside the live one
/// and switched over when it has caught up. An event that its handler cannot take is tried again in the next steps, then
/// parked with all that depends on it, and the projection goes on. One whose rows cannot be written stands still by itself,
/// and says since when and why, while the others go on. All of this stands in read.db and survives.
class Projector {
public:
    /// `read` is read.db, open for writing and migrated; `log` is log.db, open for reading; `keys` is where the keys of persons
    /// are (see LogFeed). All belong to this thread and outlive this.
    static Result<std::unique_ptr<Projector>> open(storage::Database& read, storage::Database& log, storage::Database* keys = nullptr);
    ~Projector();

    /// The rules that poison events, and the chance that decides on them. `random` outlives this.
    void setFaults(const QList<api::FaultRule>& rules, const base::Random& random);
    /// How many events this rule has poisoned, in all live projections.
    qint64 fired(qint64 rule) const;

    /// Takes at most `limit` events to each projection that waits, and as many to each rebuild. True: more waits that a further
    /// step brings on. An error: no projection can be written at all; nothing of the step has happened, and it may be tried again.
    Result<bool> step(int limit, ModelTime now);
    Result<bool> step(int limit) { return step(limit, m_scene.clock); }
    /// When slowed projections may go on; none: nothing waits for time.
    Result<std::optional<ModelTime>> nextAt();
    /// The read side's clock, which goes on for slowed projections when nothing else is due. No event is recorded by it.
    void passTime(ModelTime now) { m_scene.clock = std::max(m_scene.clock, now); }
    ModelTime now() const { return m_scene.clock; }

    /// No further step moves it, until it is resumed. Its rows stay as they are.
    Status pause(const QString& name);
    /// Goes on where it stood, after a pause or a failure.
    Status resume(const QString& name);
    /// At most so many positions of the log a second of model time; 0: as fast as it can.
    Status slow(const QString& name, std::int64_t perSecond);
    /// Begins a rebuild from position 0 beside the live rows. After a kill it goes on from its checkpoint.
    Status rebuild(const QString& name);
    Status cancelRebuild(const QString& name);
    /// Drops the rows and starts again in place: until it has caught up they are not whole, and it says so.
    Status replay(const QString& name);

    /// Takes up a stream's parked events, and what waits behind them, in their order. What fails again stays parked.
    Result<ProjectionRun::Sweep> retry(const QString& name, const QUuid& stream);
    /// Leaves out the event of this stream that failed, for good and with a reason, and takes up what waits behind it.
    Result<ProjectionRun::Sweep> skip(const QString& name, const QUuid& stream, const QString& reason);

    struct Standing {
        QString name;
        Position position = 0;
        QString status;  ///< live, paused, failed
        QString error;
        bool rebuilding = false;
        bool inPlace = false;   ///< replayed, with no former rows beside it
        double progress = 1.0;  ///< of the rebuild or replay, 0…1
        Position seen = 0;      ///< of the rebuild or replay: events read …
        Position goal = 0;      ///< … of so many
        std::int64_t parked = 0;
        ModelTime stillSince;
        QString stillWhy;
    };
    QList<Standing> positions() const;
    /// The position that every live projection has reached: what the platform shows as "projected".
    Position projected() const;

    static constexpr int stepsStill = 3;               ///< so many steps without a movement, though there is work, are a standstill
    static constexpr Position eventsPerSave = 20'000;  ///< of a rebuild: what a kill can cost it

private:
    using Run = ProjectionRun;
    struct Group {
        std::vector<Run*> runs;
        Position end = 0;
    };
    struct Watch {
        Position position = -1;
        std::int64_t attempts = 0;
        int steps = 0;
        ModelTime since;
    };

    Projector(storage::Database& read, storage::Database& log, storage::Database* keys) : m_scene{read, LogFeed(log, keys), {}, nullptr} {}
    Status load();
    Result<Run*> live(const QString& name);
    Result<Run*> atRest(const QString& name);
    Run* rebuildOf(const QString& name) const;
    std::unique_ptr<Run> makeRun(const ProjectionKind& kind, const Checkpoint& checkpoint);

    Result<bool> stepLive(Position head, int limit);
    std::vector<Group> groups(Position head, int limit) const;
    Status move(const Group& group);
    Status moveEach(const Group& group);
    Status advance(const std::vector<Run*>& runs, Position upTo);
    Status save(const std::vector<Run*>& runs);
    bool mayMove(const Run& run, Position head) const;
    void watch(Position head);
    Status noteStanding(Run& run, ModelTime since, const QString& why);
    bool allStandStill() const;

    Result<bool> stepRebuild(Run& rebuild, Position head, int limit);
    Status showSeen(Run& rebuild);
    Status switchOver(Run& rebuild, Run& live);
    Status abandon(Run& rebuild, const QString& error, const Decision& decision);
    void removeRebuild(const Run& rebuild);
    Result<ProjectionRun::Sweep> takeUp(Run& run, const QUuid& stream, const Decision& decision, Position skipped);
    Status change(Run& run, const Checkpoint& next, const Decision& decision);
    Decision decided(const QString& name, const char* action) const;

    ProjectorScene m_scene;
    std::vector<std::unique_ptr<Run>> m_live;
    std::vector<std::unique_ptr<Run>> m_rebuilds;
    QHash<QString, Watch> m_watches;
    QList<api::FaultRule> m_rules;
};

}  // namespace replay::projections
