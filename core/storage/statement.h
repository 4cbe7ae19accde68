// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/json.h"
#include "core/base/model_time.h"
#include "core/base/money.h"

#include <QByteArrayView>
#include <QString>
#include <QUuid>
#include <optional>

struct sqlite3;
struct sqlite3_stmt;

namespace replay::storage {

using base::Error;
using base::Result;
using base::Status;

/// UTF-8 bytes to be bound as text, not as a blob.
struct Utf8 {
    QByteArrayView bytes;
};

/// One row of an answer; valid inside the callback that received it. Columns count from 0.
class Row {
public:
    explicit Row(sqlite3_stmt* statement) : m_statement(statement) {}

    bool isNull(int column) const;
    std::int64_t integer(int column) const;
    QString text(int column) const;
    QByteArray bytes(int column) const;     ///< a blob or a text's UTF-8, copied
    QByteArrayView view(int column) const;  ///< the same without a copy; gone after the row
    QUuid id(int column) const;             ///< from a 16-byte blob or a 36-character text; null for NULL
    base::ModelTime time(int column) const { return {integer(column)}; }
    base::Money money(int column) const;  ///< from decimal text, as written by bind(Money)
    bool flag(int column) const { return integer(column) != 0; }
    int columns() const;
    QString columnName(int column) const;
    /// The cell as it is: QString, qint64, double, QByteArray or null.
    QVariant value(int column) const;

private:
    sqlite3_stmt* m_statement;
};

/// A prepared statement of one connection. Used through Database::run and Database::each, which prepare once and reset.
class Statement {
public:
    Statement(sqlite3* connection, QByteArrayView sql);
    ~Statement();
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    bool isPrepared() const { return m_statement != nullptr; }
    bool isBusy() const { return m_busy; }
    sqlite3_stmt* handle() const { return m_statement; }

    void bind(int at, std::int64_t value);
    void bind(int at, int value) { bind(at, static_cast<std::int64_t>(value)); }
    void bind(int at, bool value) { bind(at, static_cast<std::int64_t>(value)); }
    void bind(int at, std::nullopt_t);
    void bind(int at, const QString& value);
    void bind(int at, const QByteArray& value);  ///< a blob
    void bind(int at, Utf8 value);
    void bind(int at, const QUuid& value);  ///< 16 bytes; a null id is NULL
    void bind(int at, base::ModelTime value) { bind(at, value.us); }
    void bind(int at, base::Money value) { bind(at, value.toString()); }
    template <typename T>
    void bind(int at, const std::optional<T>& value)
    {
        if (value)
            bind(at, *value);
        else
            bind(at, std::nullopt);
    }

    /// Moves to the next row: true there is one, false done.
    Result<bool> step();
    void begin() { m_busy = true; }
    void reset();

private:
    sqlite3* m_connection;
    sqlite3_stmt* m_statement = nullptr;
    bool m_busy = false;
};

/// The engine's own words about its last failure on this connection.
Error engineError(sqlite3* connection, QByteArrayView what);

}  // namespace replay::storage
