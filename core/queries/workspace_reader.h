// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/reader.h"
#include "core/queries/aggregate_queries.h"
#include "core/queries/command_queries.h"
#include "core/queries/log_queries.h"
#include "core/queries/projection_queries.h"
#include "core/queries/query_handlers.h"
#include "core/queries/saga_queries.h"
#include "core/queries/verification.h"
#include "core/queries/why_not.h"

namespace replay::queries {

/// What a reader must be told, since it knows no domain: how aggregates fold, and how services compare their tables.
struct ReaderParts {
    QString folder;
    events::Folds folds;
    std::vector<TableCheck> tableChecks;
    std::vector<TableSource> tableSources;
};

/// The read side behind one face: each subject answers its own questions, over read-only connections that are opened when first
/// needed. One object belongs to one thread.
class WorkspaceReader final : public api::Reader {
public:
    explicit WorkspaceReader(ReaderParts parts);

    Result<Position> head() override { return m_log.head(); }
    Result<QList<api::EventRow>> events(const api::LogFilter& filter, Position after, int limit, bool backwards) override;
    Result<qint64> count(const api::LogFilter& filter, Position upTo) override { return m_log.count(filter, upTo); }
    Result<QList<Position>> anchors(const api::LogFilter& filter, Position upTo, int stride) override
    {
        return m_log.anchors(filter, upTo, stride);
    }
    Result<std::optional<api::EventRow>> event(Position position) override { return m_log.event(position); }
    Result<std::optional<api::EventRow>> eventById(const QString& eventId) override;
    Result<QList<api::TypeCount>> typeCounts() override { return m_log.typeCounts(); }
    Result<QList<int>> density(int buckets) override { return m_log.density(buckets); }
    Result<QList<api::Marker>> markers(int limit) override { return m_log.markers(limit); }
    Result<Position> positionAt(ModelTime time) override { return m_log.positionAt(time); }
    Result<std::optional<api::EventForms>> eventForms(Position position) override;

    Result<QList<api::AggregateRow>> aggregates(const QString& type, const QString& search, const QString& afterId, int limit,
                                                std::optional<Position> at) override;
    api::SnapshotRule snapshotRule() const override;
    Result<QList<api::TypeCount>> aggregateTypes() override { return m_aggregates.types(); }
    Result<QList<api::VersionMark>> versions(const QString& aggregateId, int afterVersion, int limit) override;
    Result<api::AggregateState> aggregateAtVersion(const QString& aggregateId, std::optional<int> version, bool useSnapshots) override;
    Result<api::AggregateState> aggregateAtTime(const QString& aggregateId, ModelTime time, bool useSnapshots) override;
    Result<api::AggregateState> aggregateAtPosition(const QString& aggregateId, Position position) override;

    Result<QList<api::ProjectionInfo>> projections() override { return m_projections.projections(); }
    Result<api::RowSet> projectionRows(const QString& name, const QVariantList& afterKey, int limit) override;
    Result<api::RowSet> projectionRowsAt(const QString& name, Position position, int limit, const api::Progress& progress) override;
    Result<QList<api::ParkedEvent>> parkedEvents(const QString& name, Position after, int limit) override
    {
        return m_projections.parkedEvents(name, after, limit);
    }
    Result<QList<api::ProjectionDecision>> projectionDecisions(const QString& name, int limit) override
    {
        return m_projections.decisions(name, limit);
    }
    Result<api::ProjectionCheck> verifyProjection(const QString& name, const api::Progress& progress) override;

    Result<QList<api::SagaRow>> sagas(const QString& status, qint64 beforeOrdinal, int limit, const QString& type) override;
    Result<QList<api::SagaAction>> sagaActions(const QString& sagaId) override { return m_sagas.actions(sagaId); }
    Result<api::SagaTimeline> saga(const QString& sagaId, std::optional<Position> at) override { return m_sagas.saga(sagaId, at); }
    Result<api::SagaCounts> sagaCounts(Position at) override { return m_sagas.counts(at); }
    Result<QList<api::WhyLink>> whyFailed(const QString& sagaId) override;

    Result<api::Subject> subject(const QString& text) override { return m_why.subject(text); }
    Result<api::WhyAnswer> why(const api::Subject& subject) override { return m_why.why(subject); }
    Result<api::WhyAnswer> whyNot(const api::Subject& subject) override { return m_whyNot.whyNot(subject); }
    Result<api::RowProvenance> provenance(const api::RowRef& row, const api::Progress& progress) override
    {
        return m_provenance.row(row, progress);
    }
    Result<api::EventTrace> rowsTouched(const QString& eventId, const api::Progress& progress) override;

    Result<api::RowSet> query(const QString& name, const QByteArray& json) override { return m_queries.query(name, json); }
    Result<api::QueryAnswer> ask(const QString& name, const QByteArray& json, Position atLeast, const api::Waiting& wait) override;
    Result<Position> lastPositionOf(const QString& commandId) override { return m_projections.lastPositionOf(commandId); }
    Result<QList<api::SentCommand>> sentCommands(int limit) override { return m_commands.sentCommands(limit); }
    Result<std::optional<api::SentCommand>> sentCommand(const QString& commandId) override { return m_commands.sentCommand(commandId); }

    Result<QList<api::InvariantResult>> verify(const api::Progress& progress) override;

    /// The connections that are open: for the test that reads the plan of every statement.
    QList<storage::Database*> opened() const { return m_connections.opened(); }

private:
    ReaderParts m_parts;
    Connections m_connections;
    LogQueries m_log;
    AggregateQueries m_aggregates;
    ProjectionQueries m_projections;
    SagaQueries m_sagas;
    QueryHandlers m_queries;
    CommandQueries m_commands;
    Provenance m_provenance;
    CauseFacts m_facts;
    Why m_why;
    WhyNot m_whyNot;
};

}  // namespace replay::queries
