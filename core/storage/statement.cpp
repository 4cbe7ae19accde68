// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/statement.h"
#include "core/base/check.h"
#include "core/base/random.h"

#include <QVariant>
#include <sqlite3.h>

namespace replay::storage {

Error engineError(sqlite3* connection, QByteArrayView what)
{
    const int code = sqlite3_extended_errcode(connection);
    const char* file = sqlite3_db_filename(connection, nullptr);
    const QString name = file && *file ? QString::fromUtf8(file).section(u'/', -1) : QStringLiteral("memory");
    return base::failed(QStringLiteral("%1: %2 (SQLite %3, in: %4)")
                            .arg(name, QString::fromUtf8(sqlite3_errmsg(connection)))
                            .arg(code)
                            .arg(QString::fromUtf8(what.first(std::min<qsizetype>(what.size(), 120))).simplified()));
}

bool Row::isNull(int column) const { return sqlite3_column_type(m_statement, column) == SQLITE_NULL; }
std::int64_t Row::integer(int column) const { return sqlite3_column_int64(m_statement, column); }

QByteArrayView Row::view(int column) const
{
    const void* data = sqlite3_column_blob(m_statement, column);
    return {static_cast<const char*>(data), sqlite3_column_bytes(m_statement, column)};
}

QByteArray Row::bytes(int column) const { return view(column).toByteArray(); }

QString Row::text(int column) const
{
    const auto* data = sqlite3_column_text(m_statement, column);
    return QString::fromUtf8(reinterpret_cast<const char*>(data), sqlite3_column_bytes(m_statement, column));
}

QUuid Row::id(int column) const
{
    const QByteArrayView data = view(column);
    if (data.size() == 16)
        return QUuid::fromRfc4122(data);
    return data.isEmpty() ? QUuid() : QUuid::fromString(QLatin1StringView(data.data(), data.size()));
}

base::Money Row::money(int column) const
{
    const auto money = base::Money::parse(text(column));
    ENSURE(money.has_value());
    return *money;
}

int Row::columns() const { return sqlite3_column_count(m_statement); }
QString Row::columnName(int column) const { return QString::fromUtf8(sqlite3_column_name(m_statement, column)); }

QVariant Row::value(int column) const
{
    switch (sqlite3_column_type(m_statement, column)) {
    case SQLITE_INTEGER: return QVariant::fromValue<qint64>(integer(column));
    case SQLITE_FLOAT: return sqlite3_column_double(m_statement, column);
    case SQLITE_TEXT: return text(column);
    case SQLITE_BLOB: return bytes(column);
    default: break;
    }
    return {};
}

Statement::Statement(sqlite3* connection, QByteArrayView sql) : m_connection(connection)
{
    sqlite3_prepare_v3(connection, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &m_statement, nullptr);
}

Statement::~Statement() { sqlite3_finalize(m_statement); }

void Statement::bind(int at, std::int64_t value) { sqlite3_bind_int64(m_statement, at, value); }
void Statement::bind(int at, std::nullopt_t) { sqlite3_bind_null(m_statement, at); }

void Statement::bind(int at, const QString& value)
{
    if (value.isNull()) {
        sqlite3_bind_null(m_statement, at);
        return;
    }
    const QByteArray utf8 = value.toUtf8();
    sqlite3_bind_text(m_statement, at, utf8.constData(), static_cast<int>(utf8.size()), SQLITE_TRANSIENT);
}

void Statement::bind(int at, const QByteArray& value)
{
    if (value.isNull())
        sqlite3_bind_null(m_statement, at);
    else
        sqlite3_bind_blob(m_statement, at, value.constData(), static_cast<int>(value.size()), SQLITE_TRANSIENT);
}

void Statement::bind(int at, Utf8 value)
{
    sqlite3_bind_text(m_statement, at, value.bytes.data(), static_cast<int>(value.bytes.size()), SQLITE_TRANSIENT);
}

void Statement::bind(int at, const QUuid& value)
{
    if (value.isNull()) {
        sqlite3_bind_null(m_statement, at);
        return;
    }
    const auto bytes = base::idBytes(value);
    sqlite3_bind_blob(m_statement, at, bytes.data(), static_cast<int>(bytes.size()), SQLITE_TRANSIENT);
}

Result<bool> Statement::step()
{
    switch (sqlite3_step(m_statement)) {
    case SQLITE_ROW: return true;
    case SQLITE_DONE: return false;
    default: break;
    }
    return engineError(m_connection, sqlite3_sql(m_statement));
}

void Statement::reset()
{
    sqlite3_reset(m_statement);
    m_busy = false;
}

}  // namespace replay::storage
