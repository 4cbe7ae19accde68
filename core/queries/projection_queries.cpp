// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queries/projection_queries.h"

#include "core/projections/dead_letters.h"

#include <algorithm>

namespace replay::queries {

using projections::Checkpoint;
using projections::ProjectionFold;
using projections::ProjectionKind;

Result<projections::LogFeed*> ProjectionQueries::feed()
{
    if (!m_feed) {
        REPLAY_ASSIGN(storage::Database * log, m_connections.log());
        REPLAY_ASSIGN(storage::Database * keys, m_connections.service(QStringLiteral("user")));
        m_feed = std::make_unique<projections::LogFeed>(*log, keys);
    }
    return m_feed.get();
}

namespace {

void showStatus(api::ProjectionInfo& info, const Checkpoint& checkpoint)
{
    info.perSecond = checkpoint.perSecond;
    info.stalledSince = checkpoint.stillSince;
    info.stalledWhy = checkpoint.stillWhy;
    if (checkpoint.status == projections::failedStatus)
        info.status = api::ProjectionStatus::Failed;
    else if (checkpoint.status == projections::pausedStatus)
        info.status = api::ProjectionStatus::Paused;
    else if (info.stalledSince.us > 0)
        info.status = api::ProjectionStatus::Stalled;
    else if (checkpoint.perSecond > 0)
        info.status = api::ProjectionStatus::Slow;
}

void showRebuild(api::ProjectionInfo& info, Position seen, Position goal)
{
    info.rebuilt = seen;
    info.goal = std::max<Position>(1, goal);
    info.progress = std::min(1.0, static_cast<double>(seen) / static_cast<double>(info.goal));
    if (info.status == api::ProjectionStatus::Live || info.status == api::ProjectionStatus::Slow || !info.inPlace)
        info.status = api::ProjectionStatus::Rebuilding;
}

}  // namespace

Result<api::ProjectionInfo> ProjectionQueries::describe(storage::Database& read, const ProjectionKind& kind,
                                                        const QList<Checkpoint>& checkpoints, Position head, base::ModelTime headAt)
{
    api::ProjectionInfo info;
    info.name = kind.name;
    info.keyColumns = kind.keyColumns;
    const auto find = [&](const QString& name) -> const Checkpoint* {
        const auto found = std::find_if(checkpoints.begin(), checkpoints.end(), [&](const Checkpoint& each) { return each.name == name; });
        return found == checkpoints.end() ? nullptr : &*found;
    };
    base::ModelTime at;
    Position goal = 0;
    if (const Checkpoint* own = find(kind.name)) {
        info.position = own->position;
        info.rows = own->rows;
        info.error = own->error;
        at = own->at;
        goal = own->goal;
        showStatus(info, *own);
    }
    info.lag = std::max<qint64>(0, head - info.position);
    info.lagUs = info.lag > 0 && info.position > 0 ? std::max<qint64>(0, headAt - at) : 0;
    info.inPlace = goal > 0;
    if (const Checkpoint* rebuild = find(kind.name + projections::rebuildSuffix))
        showRebuild(info, std::max(rebuild->seen, rebuild->position), info.position);
    else if (info.inPlace)
        showRebuild(info, info.position, goal);
    const auto aside = [&](const char* state) {
        return read.integer("SELECT count(*) FROM dead_letters WHERE projection = ? AND state = ?", 0, kind.name,
                            QString::fromLatin1(state));
    };
    REPLAY_ASSIGN(info.parked, aside("parked"));
    REPLAY_ASSIGN(info.skipped, aside("skipped"));
    return info;
}

Result<QList<api::ProjectionInfo>> ProjectionQueries::projections()
{
    REPLAY_ASSIGN(storage::Database * read, m_connections.read());
    REPLAY_ASSIGN(projections::LogFeed * log, feed());
    const ReadSnapshot snapshot(*read);
    REPLAY_TRY(snapshot.begun());
    REPLAY_ASSIGN(const QList<Checkpoint> checkpoints, projections::readCheckpoints(*read));
    REPLAY_ASSIGN(const Position head, log->head());
    REPLAY_ASSIGN(const base::ModelTime headAt, log->appendedAt(head));
    QList<api::ProjectionInfo> all;
    for (const ProjectionKind& kind : projections::projectionKinds()) {
        REPLAY_ASSIGN(const api::ProjectionInfo info, describe(*read, kind, checkpoints, head, headAt));
        all.append(info);
    }
    return all;
}

Result<api::ProjectionInfo> ProjectionQueries::projection(const QString& name)
{
    REPLAY_ASSIGN(const QList<api::ProjectionInfo> all, projections());
    for (const api::ProjectionInfo& info : all) {
        if (info.name == name)
            return info;
    }
    return projections::noSuchProjection(name);
}

Result<QList<api::ParkedEvent>> ProjectionQueries::parkedEvents(const QString& name, Position after, int limit)
{
    if (!projections::projectionKind(name))
        return projections::noSuchProjection(name);
    REPLAY_ASSIGN(storage::Database * read, m_connections.read());
    REPLAY_ASSIGN(const QList<projections::DeadLetter> letters,
                  projections::readDeadLetters(*read, name, after, std::clamp(limit, 0, rowsMax)));
    QList<api::ParkedEvent> events;
    for (const projections::DeadLetter& letter : letters) {
        events.append({name, letter.position, base::idText(letter.eventId), base::idText(letter.aggregateId), letter.aggregateType,
                       letter.eventType, projections::deadLetterState(letter.state), letter.behind, letter.error, letter.attempts,
                       letter.rule, letter.parkedAt, letter.reason, letter.decidedAt});
    }
    return events;
}

Result<QList<api::ProjectionDecision>> ProjectionQueries::decisions(const QString& name, int limit)
{
    if (!projections::projectionKind(name))
        return projections::noSuchProjection(name);
    REPLAY_ASSIGN(storage::Database * read, m_connections.read());
    REPLAY_ASSIGN(const QList<projections::Decision> decisions, projections::readDecisions(*read, name, std::clamp(limit, 0, rowsMax)));
    QList<api::ProjectionDecision> all;
    for (const projections::Decision& each : decisions)
        all.append({each.at, each.projection, each.action, each.stream.isNull() ? QString() : base::idText(each.stream), each.position,
                    each.events, each.reason});
    return all;
}

Result<Position> ProjectionQueries::lastPositionOf(const QString& commandId)
{
    REPLAY_ASSIGN(const QUuid id, parseId(commandId, "command id"));
    REPLAY_ASSIGN(storage::Database * log, m_connections.log());
    REPLAY_ASSIGN(const std::int64_t position, log->integer("SELECT max(position) FROM log_records WHERE correlation_id = ?", 0, id));
    return static_cast<Position>(position);
}

Result<api::RowSet> ProjectionQueries::rows(const QString& name, const QVariantList& afterKey, int limit)
{
    const ProjectionKind* kind = projections::projectionKind(name);
    if (!kind)
        return projections::noSuchProjection(name);
    REPLAY_ASSIGN(storage::Database * read, m_connections.read());
    return kind->window(*read, afterKey, std::clamp(limit, 0, rowsMax));
}

Result<api::RowSet> ProjectionQueries::rowsAt(const QString& name, Position position, int limit, const api::Progress& progress)
{
    const ProjectionKind* kind = projections::projectionKind(name);
    if (!kind)
        return projections::noSuchProjection(name);
    REPLAY_ASSIGN(projections::LogFeed * log, feed());
    REPLAY_ASSIGN(const Position head, log->head());
    if (position < 0 || position > head)
        return base::failed(QStringLiteral("the log has the positions 0 to %1, not %2").arg(head).arg(position));
    std::unique_ptr<ProjectionFold>& fold = m_folds[name];
    // What is set aside now is missing from the past as well, so that the past leads up to the present.
    REPLAY_ASSIGN(storage::Database * read, m_connections.read());
    REPLAY_ASSIGN(const QSet<Position> without, projections::setAside(*read, name));
    if (!fold || fold->position() > position || fold->without() != without) {
        REPLAY_ASSIGN(fold, ProjectionFold::make(*kind, without));
    }
    if (const Status advanced = fold->advance(*log, position, progress); !advanced) {
        fold.reset();
        return advanced.error();
    }
    return kind->window(fold->database(), {}, std::clamp(limit, 0, rowsMax));
}

Result<api::ProjectionCheck> ProjectionQueries::verify(const QString& name, const api::Progress& progress)
{
    const ProjectionKind* kind = projections::projectionKind(name);
    if (!kind)
        return projections::noSuchProjection(name);
    REPLAY_ASSIGN(storage::Database * read, m_connections.read());
    REPLAY_ASSIGN(projections::LogFeed * log, feed());
    return projections::verifyProjection(*read, *log, *kind, progress);
}

}  // namespace replay::queries
