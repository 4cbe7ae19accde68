// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queries/service_queries.h"

#include "core/base/random.h"
#include "core/queries/connections.h"
#include "core/storage/person_query.h"

#include <QDir>
#include <QFileInfo>

namespace replay::queries {
namespace {

using storage::Database;
using storage::Row;
using storage::bind;

QVariant cellOf(const Row& row, int column)
{
    const QVariant value = row.value(column);
    if (value.typeId() != QMetaType::QByteArray)
        return value;
    const QByteArray bytes = value.toByteArray();
    return bytes.size() == 16 ? base::idText(QUuid::fromRfc4122(bytes)) : QString::fromLatin1(bytes.toHex());
}

}  // namespace

QStringList ServiceQueries::names()
{
    return Connections::services() + QStringList{QStringLiteral("gateway"), QStringLiteral("log"), QStringLiteral("read")};
}

Result<QString> ServiceQueries::fileOf(const QString& service) const
{
    if (!names().contains(service))
        return base::malformed(QStringLiteral("there is no service \"%1\"; there are %2").arg(service.left(80), names().join(QStringLiteral(", "))));
    return QDir(m_folder).filePath(service + QStringLiteral(".db"));
}

Result<QList<ServiceQueries::Service>> ServiceQueries::list()
{
    QList<Service> services;
    for (const QString& name : names()) {
        Service service;
        service.name = name;
        REPLAY_ASSIGN(service.file, fileOf(name));
        service.bytes = QFileInfo(service.file).size();
        REPLAY_ASSIGN(const auto database, Database::open(service.file, storage::Access::ReadOnly));
        REPLAY_TRY(database->each("SELECT name, type = 'view' FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' ORDER BY type, name",
                                  bind(), [&](const Row& row) { service.tables.append({row.text(0), row.flag(1), 0}); }));
        for (Table& table : service.tables) {
            if (table.isView)
                continue;
            const std::string count = QStringLiteral("SELECT count(*) FROM \"%1\"").arg(table.name).toStdString();
            REPLAY_ASSIGN(table.rows, database->integer(count, 0));
        }
        services.append(service);
    }
    return services;
}

Result<QString> ServiceQueries::schema(const QString& service)
{
    REPLAY_ASSIGN(const QString file, fileOf(service));
    REPLAY_ASSIGN(const auto database, Database::open(file, storage::Access::ReadOnly));
    QStringList statements;
    REPLAY_TRY(database->each("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 WHEN 'view' THEN 2 "
                              "ELSE 3 END, tbl_name, name",
                              bind(), [&](const Row& row) { statements.append(row.text(0) + u';'); }));
    return statements.join(QStringLiteral("\n\n")) + u'\n';
}

Result<api::RowSet> ServiceQueries::sql(const QString& service, const QString& statement)
{
    REPLAY_ASSIGN(const QString file, fileOf(service));
    REPLAY_ASSIGN(const auto database, Database::open(file, storage::Access::ReadOnly));
    api::RowSet set;
    bool tooMany = false;
    REPLAY_TRY(storage::runPersonQuery(*database, statement, stepsMax, [&](const QStringList& columns) { set.columns = columns; },
                                       [&](const Row& row) {
                                           tooMany = set.rows.size() >= rowsMax;
                                           QVariantList cells;
                                           for (int i = 0; i < row.columns(); ++i)
                                               cells.append(cellOf(row, i));
                                           set.rows.append(cells);
                                           return !tooMany;
                                       }));
    if (tooMany)
        return base::failed(QStringLiteral("the answer has more than %1 rows: add a LIMIT").arg(rowsMax));
    return set;
}

}  // namespace replay::queries
