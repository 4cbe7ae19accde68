// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/person_query.h"

#include <memory>
#include <sqlite3.h>

namespace replay::storage {
namespace {

/// ATTACH would open another service's database, and a PRAGMA can change the connection.
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

}  // namespace

Status runPersonQuery(Database& database, const QString& statement, int stepsMax, const std::function<void(const QStringList&)>& columns,
                      const std::function<bool(const Row&)>& visit)
{
    sqlite3* connection = database.handle();
    const auto engine = [&]() -> Error { return base::failed(QString::fromUtf8(sqlite3_errmsg(connection))); };
    sqlite3_set_authorizer(connection, onlyReading, nullptr);
    sqlite3_progress_handler(connection, stepsMax, stop, nullptr);
    const QByteArray text = statement.toUtf8();
    sqlite3_stmt* raw = nullptr;
    const char* rest = nullptr;
    if (sqlite3_prepare_v2(connection, text.constData(), static_cast<int>(text.size()), &raw, &rest) != SQLITE_OK)
        return engine();
    const std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)> prepared(raw, sqlite3_finalize);
    if (!prepared)
        return base::malformed(QStringLiteral("expected a statement such as SELECT * FROM events"));
    if (!QByteArray(rest).trimmed().isEmpty())
        return base::malformed(QStringLiteral("expected one statement, and there is more after it: %1").arg(QString::fromUtf8(rest).trimmed().left(80)));
    if (sqlite3_stmt_readonly(raw) == 0)
        return base::failed(QStringLiteral("this statement would write; only reading is allowed here"));
    const Row row(raw);
    QStringList names;
    for (int i = 0; i < row.columns(); ++i)
        names.append(row.columnName(i));
    columns(names);
    for (;;) {
        const int stepped = sqlite3_step(raw);
        if (stepped == SQLITE_DONE)
            return {};
        if (stepped != SQLITE_ROW)
            return engine();
        if (!visit(row))
            return {};
    }
}

}  // namespace replay::storage
