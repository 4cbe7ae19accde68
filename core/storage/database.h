// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/storage/statement.h"

#include <QString>
#include <memory>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <unordered_map>
#include <vector>

namespace replay::storage {

/// The values of one statement, in the order of its question marks: `bind(orderId, status)`.
template <typename... Values>
std::tuple<const Values&...> bind(const Values&... values)
{
    return std::tie(values...);
}

/// What can go wrong with a database, and the engine's own words for it.
enum class Trouble { Busy, Full, ReadOnly };
QString reasonOf(Trouble trouble);

enum class Access { ReadOnly, ReadWrite };
/// Full: a commit has reached the disk when it returns. Normal: a power cut may take back the last commits, never half of one;
/// only for what is rebuilt from the log.
enum class Durability { Full, Normal };

/// A connection to one SQLite database (WAL). It belongs to the thread that opened it. Statements are prepared once and kept.
class Database {
public:
    /// Opens (ReadWrite: creates where absent). A file that is no database is an error of kind Workspace and stays as it is.
    static Result<std::unique_ptr<Database>> open(const QString& path, Access access, Durability durability = Durability::Full);
    /// Changes what a commit promises from now on; going back to Full brings everything written so far to the disk.
    Status setDurability(Durability durability);
    /// A private database in memory: for folds at a past position and for tests.
    static Result<std::unique_ptr<Database>> inMemory();
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    const QString& path() const { return m_path; }
    sqlite3* handle() const { return m_connection; }

    /// Executes a statement with these values; answers the number of rows it changed.
    template <typename... Values>
    Result<int> run(std::string_view sql, const Values&... values)
    {
        return runBound(sql, std::tie(values...), std::index_sequence_for<Values...>{});
    }
    /// Calls `visit(const Row&)` for each row; a visitor that returns bool stops the reading with false.
    template <typename... Values, typename Visit>
    Status each(std::string_view sql, const std::tuple<const Values&...>& values, Visit&& visit)
    {
        return eachBound(sql, values, std::forward<Visit>(visit), std::index_sequence_for<Values...>{});
    }
    /// A whole number from the first column of the first row; `otherwise` where there is no row or it is NULL.
    template <typename... Values>
    Result<std::int64_t> integer(std::string_view sql, std::int64_t otherwise, const Values&... values)
    {
        std::int64_t answer = otherwise;
        REPLAY_TRY(each(sql, std::tie(values...), [&](const Row& row) {
            if (!row.isNull(0))
                answer = row.integer(0);
            return false;
        }));
        return answer;
    }
    /// Runs a script of statements that take no values.
    Status script(QByteArrayView sql);

    /// A write transaction begins IMMEDIATE: it never fails half-way for another writer.
    Status begin();
    Status commit();
    void rollback();
    bool inTransaction() const;
    /// Whether the file behind this connection is no longer the one of its name: somebody removed it, or put another there.
    bool isReplaced() const;

private:
    Database(sqlite3* connection, QString path) : m_connection(connection), m_path(std::move(path)) {}
    Result<Statement*> prepared(std::string_view sql);

    template <typename Tuple, std::size_t... At>
    Result<int> runBound(std::string_view sql, const Tuple& values, std::index_sequence<At...>)
    {
        REPLAY_ASSIGN(Statement * statement, prepared(sql));
        (statement->bind(static_cast<int>(At) + 1, std::get<At>(values)), ...);
        const Result<bool> stepped = statement->step();
        statement->reset();
        if (!stepped)
            return stepped.error();
        return changes();
    }
    template <typename Tuple, typename Visit, std::size_t... At>
    Status eachBound(std::string_view sql, const Tuple& values, Visit&& visit, std::index_sequence<At...>)
    {
        REPLAY_ASSIGN(Statement * statement, prepared(sql));
        (statement->bind(static_cast<int>(At) + 1, std::get<At>(values)), ...);
        statement->begin();
        const Row row(statement->handle());
        for (;;) {
            const Result<bool> stepped = statement->step();
            if (!stepped || !*stepped) {
                statement->reset();
                return stepped ? Status() : Status(stepped.error());
            }
            if constexpr (std::is_same_v<std::invoke_result_t<Visit, const Row&>, bool>) {
                if (!visit(row)) {
                    statement->reset();
                    return {};
                }
            } else {
                visit(row);
            }
        }
    }
    int changes() const;

    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };

    sqlite3* m_connection;
    QString m_path;
    std::unordered_map<std::string, std::unique_ptr<Statement>, TextHash, std::equal_to<>> m_statements;
    std::vector<std::unique_ptr<Statement>> m_nested;  ///< statements asked for while their twin was still being read
};

}  // namespace replay::storage
