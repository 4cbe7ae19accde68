// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queries/service_queries.h"

#include "core/base/random.h"
#include "core/queries/connections.h"

#include <QDir>
#include <QFileInfo>
#include <sqlite3.h>

namespace replay::queries {
namespace {

using storage::Database;
using storage::Row;
using storage::bind;

/// Lets a statement read this database and call functions; nothing else. ATTACH would open another service's database, and
/// a PRAGMA can change the connection.
int onlyReading(void*, int action, const char*, const char*, const char*, const char*)
{
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_FUNCTION:
    case SQLITE_RECURSIVE: return SQLITE_OK;
    default: return SQLITE_DENY;
    }
}

int stop(void*)
{
    return 1;
}

QVariant cellOf(const Row& row, int column)
{
    const QVariant value = row.value(column);
    if (value.typeId() != QMetaType::QByteArray)
        return value;
    const QByteArray bytes = value.toByteArray();
    return bytes.size() == 16 ? base::idText(QUuid::fromRfc4122(bytes)) : QString::fromLatin1(bytes.toHex());
}

/// A statement of a person's, finalized when it leaves.
class Prepared {
public:
    ~Prepared() { sqlite3_finalize(statement); }
    Prepared() = default;
    Prepared(const Prepared&) = delete;
    Prepared& operator=(const Prepared&) = delete;
    sqlite3_stmt* statement = nullptr;
    const char* rest = nullptr;
};

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
    sqlite3* connection = database->handle();
    const auto engine = [&]() -> base::Error { return base::failed(QString::fromUtf8(sqlite3_errmsg(connection))); };
    sqlite3_set_authorizer(connection, onlyReading, nullptr);
    sqlite3_progress_handler(connection, stepsMax, stop, nullptr);
    const QByteArray text = statement.toUtf8();
    Prepared prepared;
    if (sqlite3_prepare_v2(connection, text.constData(), static_cast<int>(text.size()), &prepared.statement, &prepared.rest) != SQLITE_OK)
        return engine();
    if (!prepared.statement)
        return base::malformed(QStringLiteral("expected a statement such as SELECT * FROM events"));
    if (!QByteArray(prepared.rest).trimmed().isEmpty())
        return base::malformed(QStringLiteral("expected one statement, and there is more after it: %1").arg(QString::fromUtf8(prepared.rest).trimmed().left(80)));
    if (sqlite3_stmt_readonly(prepared.statement) == 0)
        return base::failed(QStringLiteral("this statement would write; only reading is allowed here"));
    const Row row(prepared.statement);
    api::RowSet set;
    for (int i = 0; i < row.columns(); ++i)
        set.columns.append(row.columnName(i));
    for (;;) {
        const int stepped = sqlite3_step(prepared.statement);
        if (stepped == SQLITE_DONE)
            return set;
        if (stepped != SQLITE_ROW)
            return engine();
        if (set.rows.size() >= rowsMax)
            return base::failed(QStringLiteral("the answer has more than %1 rows: add a LIMIT").arg(rowsMax));
        QVariantList cells;
        for (int i = 0; i < row.columns(); ++i)
            cells.append(cellOf(row, i));
        set.rows.append(cells);
    }
}

}  // namespace replay::queries
