// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/commands/service.h"
#include "core/queries/connections.h"

#include <map>

namespace replay::queries {

/// How the tables of one service follow from events: told by the service itself, since queries know no domain.
struct TableSource {
    QString service;
    /// commands::Service::tellTables: what the tables should hold after each event of one of its streams.
    std::function<Status(storage::Database& own, const QUuid& aggregateId, const commands::TellTables& tell)> tell;
    QStringList subscriptions;  ///< the event types of others that it keeps something of
    std::function<Status(const events::Event& event, events::UnitOfWork& work)> react;
    QStringList migrations;  ///< the scripts' folders of its database
};

/// What one event did to one row of a service's own table. Cells are texts; a null text is NULL.
struct TableChange {
    QString table;
    QString key;
    QStringList columns;
    QStringList before;  ///< empty: the row was made
    QStringList after;   ///< empty: it was removed
};

/// Which rows of a service's tables each event wrote, found out by folding again what the tables are a fold of. Nothing is read
/// from the tables but their shape, so what somebody wrote past the events does not show up here.
class TableTrace {
public:
    TableTrace(Connections& connections, const std::vector<TableSource>& sources) : m_connections(connections), m_sources(sources) {}

    using Visit = std::function<bool(const events::Event& event, const QList<TableChange>& changes)>;  ///< answers false to stop
    /// The events of one stream of this service, rising, with what each wrote.
    Status stream(const QString& service, const QUuid& aggregateId, const Visit& visit);
    /// The events of one stream of other services, with what this service keeps of each.
    Status reactions(const QString& service, const QUuid& aggregateId, std::int64_t upTo, const Visit& visit);

    /// Where a row stands now: its columns as the trace names them, and its cells; no cells where it is not there.
    struct Standing {
        QStringList columns;
        QStringList cells;
    };
    Result<Standing> standing(const QString& service, const QString& table, const QString& key);

    const TableSource* source(const QString& service) const;

private:
    /// How a table's rows are told apart.
    struct Shape {
        QStringList columns;
        QString ownerColumn;
        QList<qsizetype> keys;  ///< the columns that, beside the owner, make the key; empty: the owner alone, or the row's place
        bool byPlace = false;
    };
    using Rows = std::map<QString, std::pair<QString, QStringList>>;  ///< by table and key: the table, the cells

    Result<const Shape*> shape(storage::Database& own, const commands::TableRows& rows);
    static QString keyOf(const Shape& shape, const QUuid& owner, const QStringList& cells, qsizetype place);
    QList<TableChange> changes(const Rows& before, const Rows& after) const;

    Connections& m_connections;
    const std::vector<TableSource>& m_sources;
    std::map<QString, Shape> m_shapes;  ///< by table: their names are the services' own
    std::map<QString, std::string> m_selects;
};

}  // namespace replay::queries
