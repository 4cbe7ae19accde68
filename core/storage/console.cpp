// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/console.h"

#include <sqlite3.h>

namespace replay::storage {
namespace {

int authorize(void*, int action, const char*, const char*, const char*, const char*)
{
    return action == SQLITE_ATTACH || action == SQLITE_DETACH ? SQLITE_DENY : SQLITE_OK;
}

struct Finalizer {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Prepared = std::unique_ptr<sqlite3_stmt, Finalizer>;

}  // namespace

Console::Console(Database& database) : m_database(database) { sqlite3_set_authorizer(database.handle(), authorize, nullptr); }

Console::~Console() { sqlite3_set_authorizer(m_database.handle(), nullptr, nullptr); }

Status Console::run(const QString& sql, const std::function<void(const QStringList&)>& columns, const Visit& visit)
{
    const QByteArray utf8 = sql.toUtf8();
    sqlite3* const connection = m_database.handle();
    sqlite3_stmt* raw = nullptr;
    const char* tail = nullptr;
    const auto refused = [&] { return base::malformed(engineError(connection, utf8).message); };
    if (sqlite3_prepare_v2(connection, utf8.constData(), static_cast<int>(utf8.size()), &raw, &tail) != SQLITE_OK)
        return refused();
    const Prepared statement(raw);
    if (!statement)
        return base::malformed(QStringLiteral("expected an SQL statement"));
    sqlite3_stmt* second = nullptr;
    const int following = sqlite3_prepare_v2(connection, tail, -1, &second, nullptr);
    const Prepared other(second);
    if (following != SQLITE_OK || other)
        return base::malformed(QStringLiteral("expected one SQL statement, found more"));
    if (sqlite3_stmt_readonly(statement.get()) == 0)
        return base::failed(QStringLiteral("this statement writes; only reading is allowed here"));

    QStringList names;
    for (int column = 0; column < sqlite3_column_count(statement.get()); ++column)
        names << QString::fromUtf8(sqlite3_column_name(statement.get(), column));
    columns(names);
    const Row row(statement.get());
    for (;;) {
        const int stepped = sqlite3_step(statement.get());
        if (stepped == SQLITE_DONE)
            return {};
        if (stepped != SQLITE_ROW)
            return engineError(connection, utf8);
        if (!visit(row))
            return {};
    }
}

}  // namespace replay::storage
