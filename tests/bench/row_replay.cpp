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
        die(QStringLiteral("replay of %1: %2")
                .arg(QString::fromUtf8(sqlite3_sql(statement)), QString::fromUtf8(sqlite3_errmsg(connection))));
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

/// The recording outlives the statement: nothing is copied.
void bind(sqlite3_stmt* statement, int at, sqlite3_value* value)
{
    switch (sqlite3_value_type(value)) {
    case SQLITE_INTEGER: sqlite3_bind_int64(statement, at, sqlite3_value_int64(value)); break;
    case SQLITE_FLOAT: sqlite3_bind_double(statement, at, sqlite3_value_double(value)); break;
    case SQLITE_TEXT:
        sqlite3_bind_text(statement, at, reinterpret_cast<const char*>(sqlite3_value_text(value)), sqlite3_value_bytes(value),
                          SQLITE_STATIC);
        break;
    case SQLITE_BLOB: sqlite3_bind_blob(statement, at, sqlite3_value_blob(value), sqlite3_value_bytes(value), SQLITE_STATIC); break;
    default: sqlite3_bind_null(statement, at);
    }
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
    return bytes == sqlite3_value_bytes(right) &&
           (bytes == 0 || memcmp(sqlite3_value_blob(left), sqlite3_value_blob(right), static_cast<std::size_t>(bytes)) == 0);
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
        script(
            target.connection,
            QByteArrayLiteral(
                "PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=4000; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-4096; PRAGMA synchronous=") +
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
    sqlite3_stmt* objects = prepare(
        source,
        "SELECT sql FROM sqlite_schema WHERE type IN ('table', 'index') AND sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid");
    while (sqlite3_step(objects) == SQLITE_ROW)
        script(target.connection, text(objects, 0).toUtf8());
    sqlite3_finalize(objects);
    sqlite3_close(source);
}

void RowReplay::readTables(Target& target)
{
    sqlite3_stmt* columns = prepare(
        target.connection,
        "SELECT t.name, c.name, c.pk, t.wr FROM pragma_table_list t, pragma_table_info(t.name) c WHERE t.schema = 'main' ORDER BY t.name, c.cid");
    while (sqlite3_step(columns) == SQLITE_ROW) {
        Table& table = target.tables[text(columns, 0).toStdString()];
        if (sqlite3_column_int(columns, 2) > 0 && sqlite3_column_int(columns, 3) != 0)
            table.key.push_back(static_cast<int>(table.columns.size()));
        table.columns << text(columns, 1);
    }
    sqlite3_finalize(columns);
}

void RowReplay::load(const std::vector<WriteTransaction>& transactions)
{
    for (const WriteTransaction& transaction : transactions) {
        Loaded& loaded = m_loaded.emplace_back(Loaded{&m_targets[transaction.database], {}});
        for (const RowChange& row : transaction.rows)
            load(*loaded.target, row, loaded.steps);
    }
}

void RowReplay::write(std::size_t first, std::size_t last)
{
    for (std::size_t i = first; i < last; ++i) {
        sqlite3* connection = m_loaded[i].target->connection;
        run(connection, m_loaded[i].target->begin);
        for (const Step& step : m_loaded[i].steps) {
            int at = 0;
            for (sqlite3_value* value : step.values)
                bind(step.statement, ++at, value);
            if (step.rowid >= 0)
                sqlite3_bind_int64(step.statement, ++at, step.rowid);
            run(connection, step.statement);
        }
        run(connection, m_loaded[i].target->commit);
    }
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
    const QString place =
        table.key.empty() ? QStringLiteral("rowid = ?") : list(table.key, QStringLiteral(" = ?"), QStringLiteral(" AND "));
    QString sql;
    if (row.operation == SQLITE_INSERT)
        sql = QStringLiteral("INSERT INTO %1 (%2) VALUES (%3)")
                  .arg(name, list(columns, {}, QStringLiteral(", ")),
                       QStringList(static_cast<qsizetype>(columns.size()), QStringLiteral("?")).join(QStringLiteral(", ")));
    else if (row.operation == SQLITE_UPDATE)
        sql = QStringLiteral("UPDATE %1 SET %2 WHERE %3").arg(name, list(columns, QStringLiteral(" = ?"), QStringLiteral(", ")), place);
    else
        sql = QStringLiteral("DELETE FROM %1 WHERE %2").arg(name, place);
    known = prepare(target.connection, sql.toUtf8());
    return known;
}

void RowReplay::load(Target& target, const RowChange& row, std::vector<Step>& steps)
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
    Step& step = steps.emplace_back(Step{statement(target, row, columns), {}, -1});
    for (const int column : columns)
        step.values.push_back(row.after[static_cast<std::size_t>(column)].value.get());
    if (row.operation == SQLITE_INSERT)
        return;
    if (table.key.empty())
        step.rowid = row.rowid;
    for (const int column : table.key)
        step.values.push_back(row.before[static_cast<std::size_t>(column)].value.get());
}

}  // namespace replay::bench
