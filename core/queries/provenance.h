// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/reader.h"
#include "core/projections/row_trace.h"
#include "core/queries/log_queries.h"
#include "core/queries/projection_queries.h"
#include "core/queries/table_trace.h"

#include <map>

namespace replay::queries {

/// Row provenance in both directions. Nothing of it is recorded: what each event did to the rows is found out by folding again,
/// the read models by their own handlers, the services' tables by the folds that they are checked against.
class Provenance {
public:
    Provenance(Connections& connections, LogQueries& log, ProjectionQueries& projections, const std::vector<TableSource>& sources)
        : m_connections(connections),
          m_log(log),
          m_projections(projections),
          m_tables(connections, sources),
          m_sources(sources)
    {
    }

    /// A table name alone is enough to find its database: the names are the services' own.
    Result<api::RowProvenance> row(const api::RowRef& row, const api::Progress& progress);
    Result<api::EventTrace> touched(const QUuid& eventId, const api::Progress& progress);

    /// The event as the log has it or, where it never got there, as its service committed it (then its position is 0).
    Result<std::optional<api::EventRow>> eventOf(const QUuid& eventId);
    /// The database that has this table; empty: none has.
    Result<QString> databaseOf(const QString& table);

private:
    struct Handler {
        QString kind;
        QString name;
    };
    Result<Handler> handlerOf(const api::EventRow& event);
    static api::RowWrite write(const api::EventRow& event, const Handler& handler, const QString& database, const TableChange& change);
    static api::RowWrite write(const api::EventRow& event, const QString& projection, const projections::RowChange& change);
    static api::RowWrite written(const api::EventRow& event, const Handler& handler, const api::RowRef& row, const QString& change,
                                 const QList<api::CellChange>& cells);
    void keep(api::RowProvenance& provenance, const api::RowWrite& write) const;

    Result<api::RowProvenance> readRow(const api::RowRef& row, const api::Progress& progress);
    Result<api::RowProvenance> tableRow(const api::RowRef& row);
    Status lastReactions(api::RowProvenance& provenance, const QUuid& owner);
    Result<QList<api::ParkedEvent>> aside(const projections::ProjectionKind& kind, const QString& key);

    Status readModels(api::EventTrace& trace, const api::Progress& progress);
    Status tables(api::EventTrace& trace, const Handler& handler);
    Status replicas(api::EventTrace& trace);
    Status mechanism(api::EventTrace& trace, const Handler& handler);

    Connections& m_connections;
    LogQueries& m_log;
    ProjectionQueries& m_projections;
    TableTrace m_tables;
    const std::vector<TableSource>& m_sources;
    /// The last trace of each read model: a later event goes on from it.
    std::map<QString, std::unique_ptr<projections::RowTrace>> m_traces;
};

}  // namespace replay::queries
