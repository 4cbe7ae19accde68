// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queries/projection_queries.h"

#include "core/projections/checkpoint.h"

#include <algorithm>

namespace replay::queries {

using projections::Checkpoint;
using projections::ProjectionFold;
using projections::ProjectionKind;

Result<projections::LogFeed*> ProjectionQueries::feed()
{
    if (!m_feed) {
        REPLAY_ASSIGN(storage::Database * log, m_connections.log());
        m_feed = std::make_unique<projections::LogFeed>(*log);
    }
    return m_feed.get();
}

Result<QList<api::ProjectionInfo>> ProjectionQueries::projections()
{
    REPLAY_ASSIGN(storage::Database * read, m_connections.read());
    REPLAY_ASSIGN(projections::LogFeed * log, feed());
    REPLAY_ASSIGN(const QList<Checkpoint> checkpoints, projections::readCheckpoints(*read));
    REPLAY_ASSIGN(const Position head, log->head());
    REPLAY_ASSIGN(const base::ModelTime headAt, log->appendedAt(head));
    QList<api::ProjectionInfo> all;
    for (const ProjectionKind& kind : projections::projectionKinds()) {
        api::ProjectionInfo info;
        info.name = kind.name;
        info.keyColumns = kind.keyColumns;
        Position seen = -1;
        base::ModelTime at;
        for (const Checkpoint& checkpoint : checkpoints) {
            if (checkpoint.name == kind.name + projections::rebuildSuffix) {
                seen = std::max(checkpoint.seen, checkpoint.position);
            } else if (checkpoint.name == kind.name) {
                info.position = checkpoint.position;
                info.rows = checkpoint.rows;
                info.error = checkpoint.error;
                at = checkpoint.at;
                if (checkpoint.status == QStringLiteral("paused"))
                    info.status = api::ProjectionStatus::Paused;
                else if (checkpoint.status == QStringLiteral("failed"))
                    info.status = api::ProjectionStatus::Failed;
            }
        }
        info.lag = std::max<qint64>(0, head - info.position);
        info.lagUs = info.lag > 0 && info.position > 0 ? std::max<qint64>(0, headAt - at) : 0;
        if (seen >= 0) {
            info.status = api::ProjectionStatus::Rebuilding;
            info.rebuilt = seen;
            info.progress = std::min(1.0, static_cast<double>(seen) / static_cast<double>(std::max<Position>(1, info.position)));
        }
        all.append(info);
    }
    return all;
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
    if (!fold || fold->position() > position) {
        REPLAY_ASSIGN(fold, ProjectionFold::make(*kind));
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
