// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queries/workspace_reader.h"

#include "core/events/snapshot_policy.h"
#include "core/queries/event_forms.h"
#include "core/queries/saga_causes.h"

namespace replay::queries {

WorkspaceReader::WorkspaceReader(ReaderParts parts)
    : m_parts(std::move(parts)),
      m_connections(m_parts.folder),
      m_log(m_connections),
      m_aggregates(m_connections, m_parts.folds),
      m_projections(m_connections),
      m_sagas(m_connections),
      m_queries(m_connections),
      m_commands(m_connections),
      m_provenance(m_connections, m_log, m_projections, m_parts.tableSources),
      m_facts(m_connections, m_log, m_provenance),
      m_why(m_facts, m_log, m_sagas, m_provenance, [this](const api::Progress& progress) { return verify(progress); }),
      m_whyNot(m_facts, m_sagas, m_projections, m_provenance, m_why)
{
}

Result<QList<api::EventRow>> WorkspaceReader::events(const api::LogFilter& filter, Position after, int limit, bool backwards)
{
    return m_log.events(filter, after, limit, backwards);
}

Result<std::optional<api::EventRow>> WorkspaceReader::eventById(const QString& eventId)
{
    REPLAY_ASSIGN(const QUuid id, parseId(eventId, "event id"));
    return m_log.eventById(id);
}

Result<std::optional<api::EventForms>> WorkspaceReader::eventForms(Position position)
{
    REPLAY_ASSIGN(const auto event, m_log.event(position));
    if (!event)
        return std::optional<api::EventForms>();
    REPLAY_ASSIGN(const api::EventForms forms, formsOf(*event, m_connections));
    return std::optional(forms);
}

Result<QList<api::AggregateRow>> WorkspaceReader::aggregates(const QString& type, const QString& search, const QString& afterId, int limit,
                                                             std::optional<Position> at)
{
    return m_aggregates.aggregates(type, search, afterId, limit, at);
}

api::SnapshotRule WorkspaceReader::snapshotRule() const
{
    const events::SnapshotPolicy policy;
    return {policy.everyEvents, policy.everyBytes};
}

Result<QList<api::VersionMark>> WorkspaceReader::versions(const QString& aggregateId, int afterVersion, int limit)
{
    return m_aggregates.versions(aggregateId, afterVersion, limit);
}

Result<api::AggregateState> WorkspaceReader::aggregateAtVersion(const QString& aggregateId, std::optional<int> version, bool useSnapshots)
{
    return m_aggregates.atVersion(aggregateId, version, useSnapshots);
}

Result<api::AggregateState> WorkspaceReader::aggregateAtTime(const QString& aggregateId, ModelTime time, bool useSnapshots)
{
    return m_aggregates.atTime(aggregateId, time, useSnapshots);
}

Result<api::AggregateState> WorkspaceReader::aggregateAtPosition(const QString& aggregateId, Position position)
{
    return m_aggregates.atPosition(aggregateId, position);
}

Result<api::RowSet> WorkspaceReader::projectionRows(const QString& name, const QVariantList& afterKey, int limit)
{
    return m_projections.rows(name, afterKey, limit);
}

Result<api::RowSet> WorkspaceReader::projectionRowsAt(const QString& name, Position position, int limit, const api::Progress& progress)
{
    return m_projections.rowsAt(name, position, limit, progress);
}

Result<api::ProjectionCheck> WorkspaceReader::verifyProjection(const QString& name, const api::Progress& progress)
{
    return m_projections.verify(name, progress);
}

Result<QList<api::SagaRow>> WorkspaceReader::sagas(const QString& status, qint64 beforeOrdinal, int limit, const QString& type)
{
    return m_sagas.sagas(status, beforeOrdinal, limit, type);
}

Result<QList<api::WhyLink>> WorkspaceReader::whyFailed(const QString& sagaId)
{
    REPLAY_ASSIGN(const api::SagaTimeline timeline, m_sagas.saga(sagaId, {}));
    return SagaCauses(timeline, m_facts).failure();
}

Result<api::EventTrace> WorkspaceReader::rowsTouched(const QString& eventId, const api::Progress& progress)
{
    REPLAY_ASSIGN(const QUuid id, parseId(eventId, "event id"));
    return m_provenance.touched(id, progress);
}

Result<QList<api::InvariantResult>> WorkspaceReader::verify(const api::Progress& progress)
{
    return Verification(m_connections, m_parts.folds, m_parts.tableChecks, m_projections).run(progress);
}

Result<api::QueryAnswer> WorkspaceReader::ask(const QString& name, const QByteArray& json, Position atLeast, const api::Waiting& wait)
{
    REPLAY_ASSIGN(const QString model, QueryHandlers::modelOf(name));
    REPLAY_ASSIGN(storage::Database * read, m_connections.read());
    for (;;) {
        api::ProjectionInfo info;
        {
            // Rows and position of the same instant.
            const ReadSnapshot snapshot(*read);
            REPLAY_TRY(snapshot.begun());
            REPLAY_ASSIGN(info, m_projections.projection(model));
            if (info.position >= atLeast) {
                REPLAY_ASSIGN(const api::RowSet rows, m_queries.query(name, json));
                return api::QueryAnswer{rows, model, info.position, info.lag, info.lagUs, info.parked, !info.inPlace};
            }
        }
        if (!wait || !wait(info))
            return base::failed(QStringLiteral("%1 stands at position %2 of %3; the answer was wanted from position %4 on")
                                    .arg(model)
                                    .arg(info.position)
                                    .arg(info.position + info.lag)
                                    .arg(atLeast));
    }
}

}  // namespace replay::queries
