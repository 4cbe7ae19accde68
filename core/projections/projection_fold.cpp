// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/projections/projection_fold.h"

#include "core/base/check.h"
#include "core/projections/dead_letters.h"
#include "core/storage/migrator.h"
#include "core/storage/transaction.h"

namespace replay::projections {
namespace {

constexpr Position eventsPerProgress = 20'000;

/// A read transaction: all statements in it see the same rows, whatever is committed meanwhile.
class Snapshot {
public:
    explicit Snapshot(storage::Database& database) : m_database(database), m_begun(database.script("BEGIN")) {}
    ~Snapshot() { m_database.rollback(); }
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;
    const Status& begun() const { return m_begun; }

private:
    storage::Database& m_database;
    Status m_begun;
};

/// What is set aside, by stream: the fold leaves out these positions, the check names these streams.
Result<QSet<Position>> summarize(storage::Database& read, const QString& projection, api::ProjectionCheck& check)
{
    REPLAY_ASSIGN(const QList<DeadLetter> letters, readDeadLetters(read, projection));
    QSet<Position> without;
    QHash<QUuid, qsizetype> streams;
    QSet<QUuid> all;
    for (const DeadLetter& letter : letters) {
        if (letter.state == DeadLetter::State::Retrying)
            continue;
        without.insert(letter.position);
        const bool skipped = letter.state == DeadLetter::State::Skipped;
        (skipped ? check.skipped : check.parked) += 1;
        all.insert(letter.aggregateId);
        if (!streams.contains(letter.aggregateId)) {
            if (check.setAside.size() >= api::ProjectionCheck::setAsideMax)
                continue;
            streams.insert(letter.aggregateId, check.setAside.size());
            check.setAside.append({base::idText(letter.aggregateId), letter.aggregateType, letter.position, 0, 0, letter.error});
        }
        api::StreamAside& stream = check.setAside[streams.value(letter.aggregateId)];
        (skipped ? stream.skipped : stream.parked) += 1;
    }
    check.streamsAside = all.size();
    return without;
}

}  // namespace

ProjectionFold::ProjectionFold(const ProjectionKind& kind, std::unique_ptr<storage::Database> database, const QSet<Position>& without)
    : m_kind(kind),
      m_without(without),
      m_database(std::move(database)),
      m_projection(kind.make(Target{*m_database, QString(), true}))
{
}

Result<std::unique_ptr<ProjectionFold>> ProjectionFold::make(const ProjectionKind& kind, const QSet<Position>& without)
{
    REPLAY_ASSIGN(auto database, storage::Database::inMemory());
    REPLAY_TRY(storage::migrate(*database, {QStringLiteral("read")}));
    return std::unique_ptr<ProjectionFold>(new ProjectionFold(kind, std::move(database), without));
}

Status foldOn(const ProjectionKind& kind, Projection& projection, const QSet<Position>& without, LogFeed& feed, Position& position,
              Position to, const api::Progress& progress, const std::function<void(const Fact& fact)>& onApplied)
{
    ENSURE(to >= position);
    const Position from = position;
    Status applied;
    while (position < to) {
        if (progress && !progress(static_cast<double>(position - from) / static_cast<double>(to - from)))
            return base::cancelled();
        const Position end = std::min(to, position + eventsPerProgress);
        REPLAY_TRY(feed.each(position, end, kind.wants, [&](Fact& fact) {
            if (without.contains(fact.position))
                return true;
            fact.data.reread();
            applied = projection.apply(fact);
            if (applied && !fact.data.good())
                applied = base::failed(QStringLiteral("the event at position %1 (%2 of %3): %4")
                                           .arg(fact.position)
                                           .arg(eventTypeOf(fact.kind), base::idText(fact.aggregateId), fact.data.error()));
            if (applied && onApplied)
                onApplied(fact);
            return applied.has_value();
        }));
        REPLAY_TRY(applied);
        position = end;
    }
    return {};
}

Status ProjectionFold::advance(LogFeed& feed, Position to, const api::Progress& progress)
{
    REPLAY_TRY(foldOn(m_kind, *m_projection, m_without, feed, m_position, to, progress));
    storage::Transaction transaction(*m_database);
    REPLAY_TRY(transaction.begun());
    REPLAY_TRY(m_projection->flush());
    return transaction.commit();
}

Result<QSet<Position>> setAside(storage::Database& read, const QString& projection)
{
    api::ProjectionCheck unused;
    return summarize(read, projection, unused);
}

Result<api::ProjectionCheck> verifyProjection(storage::Database& read, LogFeed& feed, const ProjectionKind& kind,
                                              const api::Progress& progress)
{
    const Snapshot snapshot(read);
    REPLAY_TRY(snapshot.begun());
    api::ProjectionCheck check;
    check.name = kind.name;
    REPLAY_ASSIGN(const QList<Checkpoint> checkpoints, readCheckpoints(read));
    for (const Checkpoint& checkpoint : checkpoints) {
        if (checkpoint.name == kind.name)
            check.position = checkpoint.position;
    }
    REPLAY_ASSIGN(const QSet<Position> without, summarize(read, kind.name, check));
    REPLAY_ASSIGN(auto fold, ProjectionFold::make(kind, without));
    REPLAY_TRY(fold->advance(feed, check.position, progress));
    REPLAY_TRY(kind.compare(read, fold->database(), check));
    return check;
}

}  // namespace replay::projections
