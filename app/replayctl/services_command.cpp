// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replayctl/commands.h"
#include "app/replayctl/json_shapes.h"
#include "app/replayctl/opened.h"
#include "app/replayctl/output.h"
#include "app/replayctl/stop_signal.h"
#include "app/replayctl/table.h"
#include "core/storage/console.h"

#include <QDir>
#include <QFileInfo>

namespace replay::ctl {
namespace {

QString fileOf(const Call& call, const QString& database)
{
    return QDir(call.workspace()).filePath(QString(database % QStringLiteral(".db")));
}

Result<std::unique_ptr<storage::Database>> databaseOf(const Call& call)
{
    const QString name = call.argument(2);
    const QStringList known = runtime::databaseNames();
    if (!known.contains(name))
        return base::malformed(QStringLiteral("there is no service %1; known are %2").arg(name, known.join(QStringLiteral(", "))));
    REPLAY_TRY(openToRead(call));
    return storage::Database::open(fileOf(call, name), storage::Access::ReadOnly);
}

Result<int> list(const Call& call, Output& output)
{
    REPLAY_TRY(openToRead(call));
    QJsonArray array;
    Table table(output, {QStringLiteral("service"), QStringLiteral("database"), QStringLiteral("tables"), QStringLiteral("bytes")});
    for (const QString& name : runtime::databaseNames()) {
        const QString file = fileOf(call, name);
        REPLAY_ASSIGN(const auto database, storage::Database::open(file, storage::Access::ReadOnly));
        REPLAY_ASSIGN(const std::int64_t tables,
                      database->integer("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'", 0));
        const qint64 bytes = QFileInfo(file).size();
        if (output.isJson()) {
            array << QJsonObject{{QStringLiteral("service"), name},
                                 {QStringLiteral("database"), QFileInfo(file).fileName()},
                                 {QStringLiteral("is_service"), runtime::serviceNames().contains(name)},
                                 {QStringLiteral("tables"), qint64{tables}},
                                 {QStringLiteral("bytes"), bytes}};
        } else {
            table.add({name, QFileInfo(file).fileName(), qint64{tables}, bytes});
        }
    }
    if (output.isJson())
        output.document(array);
    else
        table.end();
    return exitDone;
}

Result<int> schema(const Call& call, Output& output)
{
    REPLAY_ASSIGN(const auto database, databaseOf(call));
    QJsonArray array;
    REPLAY_TRY(
        database->each("SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY tbl_name, type DESC, name",
                       storage::bind(), [&](const storage::Row& row) {
                           if (output.isJson())
                               array << QJsonObject{{QStringLiteral("type"), row.text(0)},
                                                    {QStringLiteral("name"), row.text(1)},
                                                    {QStringLiteral("table"), row.text(2)},
                                                    {QStringLiteral("sql"), row.text(3)}};
                           else
                               output.line(QString(row.text(3) % QStringLiteral(";\n")));
                       }));
    if (output.isJson())
        output.document(array);
    return exitDone;
}

Result<int> sql(const Call& call, Output& output)
{
    REPLAY_ASSIGN(const auto database, databaseOf(call));
    QStringList columns;
    std::unique_ptr<Table> table;
    std::unique_ptr<JsonArrayWriter> array;
    storage::Console console(*database);
    const auto head = [&](const QStringList& names) {
        columns = names;
        if (output.isJson())
            array = std::make_unique<JsonArrayWriter>(output);
        else
            table = std::make_unique<Table>(output, names);
    };
    const auto row = [&](const storage::Row& cells) {
        QVariantList values;
        for (int column = 0; column < cells.columns(); ++column)
            values << cells.value(column);
        if (array)
            array->add(rowToJson(columns, values));
        else
            table->add(values);
        return !stopWanted();
    };
    REPLAY_TRY(console.run(call.argument(3), head, row));
    if (array)
        array->end();
    else
        table->end();
    return exitDone;
}

}  // namespace

Result<int> runServices(const Call& call, Output& output)
{
    const QString action = call.positional.size() > 1 ? call.argument(1) : QStringLiteral("list");
    const qsizetype words = call.positional.size();
    if (action == u"list" && words <= 2)
        return list(call, output);
    if (action == u"schema" && words == 3)
        return schema(call, output);
    if (action == u"sql" && words == 4)
        return sql(call, output);
    return base::malformed(QStringLiteral("services: expected list, schema SERVICE or sql SERVICE STATEMENT, got \"%1\"")
                               .arg(call.positional.mid(1).join(u' ')));
}

}  // namespace replay::ctl
