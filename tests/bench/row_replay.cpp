// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/row_replay.h"

#include "tests/bench/bench.h"

#include <QDir>

namespace replay::bench {
namespace {

void run(sqlite3* connection, sqlite3_stmt* statement)
{
    const int result = sqlite3_step(statement);
    if (result != SQLITE_DONE && result != SQLITE_ROW)
        die(QStringLiteral("replay of %1: %2").arg(QString::fromUtf8(sqlite3_sql(statement)), QString::fromUtf8(sqlite3_errmsg(connection))));
    sqlite3_reset(statement);
}

void script(sqlite3* connection, const QByteArray& sql)
{
    if (sqlite3_exec(connection, sql.constData(), nullptr, nullptr, nullptr) != SQLITE_OK)
        die(QStringLiteral("%1: %2").arg(QString::fromUtf8(sql), QString::fromUtf8(sqlite3_errmsg(connection))));
}

sqlite3_stmt* prepare(sqlite3* connection, const QByteArray& sql)
{
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v3(connection, sql.constData(), -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK)
        die(QStringLiteral("%1: %2").arg(QString::fromUtf8(sql), QString::fromUtf8(sqlite3_errmsg(connection))));
    return statement;
}

QString text(sqlite3_stmt* statement, int column)
{
    return QString::fromUtf8(reinterpret_cast<const char*>(sqlite3_column_text(statement, column)));
}

bool same(const Cell& a, const Cell& b)
{
    sqlite3_value* left = a.value.get();
    sqlite3_value* right = b.value.get();
    const int type = sqlite3_value_type(left);
    if (type != sqlite3_value_type(right))
        return false;
    if (type == SQLITE_INTEGER)
        return sqlite3_value_int64(left) == sqlite3_value_int64(right);
    const int bytes = sqlite3_value_bytes(left);
    return bytes == sqlite3_value_bytes(right) && (bytes == 0 || memcmp(sqlite3_value_blob(left), sqlite3_value_blob(right), static_cast<std::size_t>(bytes)) == 0);
}

}  // namespace

RowReplay::RowReplay(const QString& recordedFolder, const QString& folder)
{
    const QStringList files = QDir(recordedFolder).entryList({QStringLiteral("*.db")});
    for (const QString& name : files) {
        Target& target = m_targets[name];
        if (sqlite3_open(QFile::encodeName(folder + u'/' + name).constData(), &target.connection) != SQLITE_OK)
            die(QString::fromUtf8(sqlite3_errmsg(target.connection)));
        const bool isReadModel = name == u"read.db";
        script(target.connection, QByteArrayLiteral("PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=4000; PRAGMA temp_store=MEMORY; PRAGMA synchronous=") +
                                      (isReadModel ? "NORMAL" : "FULL"));
        copySchema(target, recordedFolder + u'/' + name);
        readTables(target);
        target.begin = prepare(target.connection, "BEGIN IMMEDIATE");
        target.commit = prepare(target.connection, "COMMIT");
    }
}

RowReplay::~RowReplay()
{
    for (auto& [name, target] : m_targets) {
        for (const auto& [key, statement] : target.statements)
            sqlite3_finalize(statement);
        sqlite3_finalize(target.begin);
        sqlite3_finalize(target.commit);
        sqlite3_close(target.connection);
    }
}

/// Tables and indexes as the recorded run left them, with the rows that were there before anything was recorded.
void RowReplay::copySchema(Target& target, const QString& from)
{
    sqlite3* source = nullptr;
    if (sqlite3_open_v2(QFile::encodeName(from).constData(), &source, SQLITE_OPEN_READONLY, nullptr) != SQLITE_OK)
        die(QString::fromUtf8(sqlite3_errmsg(source)));
    sqlite3_stmt* objects = prepare(source, "SELECT sql FROM sqlite_schema WHERE type IN ('table', 'index') AND sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid");
    while (sqlite3_step(objects) == SQLITE_ROW)
        script(target.connection, text(objects, 0).toUtf8());
    sqlite3_finalize(objects);
    sqlite3_close(source);
}

void RowReplay::readTables(Target& target)
{
    sqlite3_stmt* columns = prepare(target.connection,
                                    "SELECT t.name, c.name, c.pk, t.wr FROM pragma_table_list t, pragma_table_info(t.name) c WHERE t.schema = 'main' ORDER BY t.name, c.cid");
    while (sqlite3_step(columns) == SQLITE_ROW) {
        Table& table = target.tables[text(columns, 0).toStdString()];
        if (sqlite3_column_int(columns, 2) > 0 && sqlite3_column_int(columns, 3) != 0)
            table.key.push_back(static_cast<int>(table.columns.size()));
        table.columns << text(columns, 1);
    }
    sqlite3_finalize(columns);
}

void RowReplay::write(const WriteTransaction& transaction)
{
    Target& target = m_targets[transaction.database];
    run(target.connection, target.begin);
    for (const RowChange& row : transaction.rows)
        write(target, row);
    run(target.connection, target.commit);
}

sqlite3_stmt* RowReplay::statement(Target& target, const RowChange& row, const std::vector<int>& columns)
{
    std::vector<int> kind{row.operation};
    kind.insert(kind.end(), columns.begin(), columns.end());
    sqlite3_stmt*& known = target.statements[{row.table, kind}];
    if (known)
        return known;
    const Table& table = target.tables[row.table];
    const QString name = QString::fromStdString(row.table);
    const auto list = [&](const std::vector<int>& which, const QString& after, const QString& between) {
        QStringList names;
        for (const int at : which)
            names << QString(table.columns[at] % after);
        return names.join(between);
    };
    const QString place = table.key.empty() ? QStringLiteral("rowid = ?") : list(table.key, QStringLiteral(" = ?"), QStringLiteral(" AND "));
    QString sql;
    if (row.operation == SQLITE_INSERT)
        sql = QStringLiteral("INSERT INTO %1 (%2) VALUES (%3)").arg(name, list(columns, {}, QStringLiteral(", ")), QStringList(static_cast<qsizetype>(columns.size()), QStringLiteral("?")).join(QStringLiteral(", ")));
    else if (row.operation == SQLITE_UPDATE)
        sql = QStringLiteral("UPDATE %1 SET %2 WHERE %3").arg(name, list(columns, QStringLiteral(" = ?"), QStringLiteral(", ")), place);
    else
        sql = QStringLiteral("DELETE FROM %1 WHERE %2").arg(name, place);
    known = prepare(target.connection, sql.toUtf8());
    return known;
}

void RowReplay::write(Target& target, const RowChange& row)
{
    const Table& table = target.tables[row.table];
    if (table.columns.isEmpty())
        return;  // a table of the migrations' making that is gone again
    std::vector<int> columns;
    for (std::size_t i = 0; i < row.after.size(); ++i) {
        if (row.operation == SQLITE_INSERT || !same(row.before[i], row.after[i]))
            columns.push_back(static_cast<int>(i));
    }
    if (row.operation == SQLITE_UPDATE && columns.empty())
        return;
    sqlite3_stmt* known = statement(target, row, columns);
    int at = 0;
    for (const int column : columns)
        sqlite3_bind_value(known, ++at, row.after[static_cast<std::size_t>(column)].value.get());
    if (row.operation != SQLITE_INSERT) {
        if (table.key.empty())
            sqlite3_bind_int64(known, ++at, row.rowid);
        for (const int column : table.key)
            sqlite3_bind_value(known, ++at, row.before[static_cast<std::size_t>(column)].value.get());
    }
    run(target.connection, known);
}

}  // namespace replay::bench
