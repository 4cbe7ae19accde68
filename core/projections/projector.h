// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/projections/checkpoint.h"
#include "core/projections/log_feed.h"
#include "core/projections/projection.h"

#include <memory>
#include <vector>

namespace replay::projections {

/// Brings all projections after the log. A mover without thread or timer: each step does a bounded piece of work, and rows and
/// checkpoint change in one transaction, so each event takes effect exactly once, whatever is interrupted where.
///
/// Each projection has its own checkpoint, so each can be paused, can fail by itself (it then stands still before the event
/// it could not take, and says so; nothing is skipped), and can be rebuilt beside the live one and switched over when it has
/// caught up. What is paused, failed or being rebuilt stands in read.db and survives.
class Projector {
public:
    /// `read` is read.db, open for writing and migrated; `log` is log.db, open for reading. Both belong to this thread and outlive this.
    static Result<std::unique_ptr<Projector>> open(storage::Database& read, storage::Database& log);
    ~Projector();

    /// Takes at most `limit` events to each projection that waits, and as many to each rebuild. True: more waits.
    /// After an error (a full disk, say) nothing of the step has happened, and it may be tried again.
    Result<bool> step(int limit);

    /// No further step moves it, until it is resumed. Its rows stay as they are.
    Status pause(const QString& name);
    /// Goes on where it stood, after a pause or a failure.
    Status resume(const QString& name);
    /// Begins a rebuild from position 0 beside the live rows.
    Status rebuild(const QString& name);
    Status cancelRebuild(const QString& name);

    struct Standing {
        QString name;
        Position position = 0;
        QString status;  ///< live, paused, failed
        QString error;
        bool rebuilding = false;
        double progress = 1.0;  ///< of the rebuild, 0…1
    };
    QList<Standing> positions() const;
    /// The position that every live projection has reached: what the platform shows as "projected".
    Position projected() const;

    static constexpr std::size_t rowsHeldMax = 50'000;  ///< of one projection in memory; then they are written and dropped

private:
    struct Run {
        const ProjectionKind* kind = nullptr;
        std::unique_ptr<Projection> projection;
        Checkpoint checkpoint;      ///< as far as it is applied in memory
        Checkpoint durable;         ///< as it is written
    };

    Projector(storage::Database& read, storage::Database& log) : m_read(read), m_feed(log) {}
    Status load();
    Result<Run*> live(const QString& name);
    Run* rebuildOf(const QString& name);
    Status advance(const std::vector<Run*>& runs, Position upTo);
    Status save(const std::vector<Run*>& runs);
    void takeBack(const std::vector<Run*>& runs);
    Result<bool> stepLive(Position head, int limit);
    Result<bool> stepRebuild(Run& rebuild, Position head, int limit);
    Status setStatus(const QString& name, const QString& status);
    Status switchOver(Run& rebuild, Run& live);
    Status abandon(Run& rebuild, const QString& error);
    void removeRebuild(const Run& rebuild);
    std::unique_ptr<Projection> fresh(const ProjectionKind& kind, const QString& suffix, bool empty);

    storage::Database& m_read;
    LogFeed m_feed;
    std::vector<std::unique_ptr<Run>> m_live;
    std::vector<std::unique_ptr<Run>> m_rebuilds;
};

}  // namespace replay::projections
