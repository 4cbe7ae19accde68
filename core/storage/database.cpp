// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/database.h"

#include <QFileInfo>
#include <QUrl>
#include <array>
#include <sqlite3.h>

namespace replay::storage {
namespace {

constexpr int busyTimeoutMs = 5'000;
/// Of one connection. Files are not mapped into memory besides: that gained nothing here and made a year's import and its check
/// look, and count, like a gigabyte.
constexpr int cacheKib = 4'096;
constexpr int checkpointPages = 4'000;  // larger checkpoints gave 1.3–1.6x in the measurements

/// A database in a folder that cannot be written and that nobody has open. Beside such a file the engine cannot make the memory
/// it shares with writers; told that there are none, it needs no such memory.
bool isAtRest(const QString& path)
{
    const QFileInfo file(path);
    return file.exists() && !QFileInfo(file.absolutePath()).isWritable() && !QFileInfo::exists(path + QStringLiteral("-wal")) &&
           !QFileInfo::exists(path + QStringLiteral("-shm"));
}

}  // namespace

QString reasonOf(Trouble trouble)
{
    constexpr std::array codes{SQLITE_BUSY, SQLITE_FULL, SQLITE_READONLY};
    return QString::fromUtf8(sqlite3_errstr(codes[static_cast<std::size_t>(trouble)]));
}

Result<std::unique_ptr<Database>> Database::open(const QString& path, Access access, Durability durability)
{
    sqlite3* connection = nullptr;
    int flags = (access == Access::ReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE) | SQLITE_OPEN_NOMUTEX;
    QByteArray name = path.toUtf8();
    if (access == Access::ReadOnly && isAtRest(path)) {
        name = "file:" + QUrl::toPercentEncoding(QFileInfo(path).absoluteFilePath(), "/") + "?immutable=1";
        flags |= SQLITE_OPEN_URI;
    }
    const int opened = sqlite3_open_v2(name.constData(), &connection, flags, nullptr);
    std::unique_ptr<Database> database(new Database(connection, path));
    const auto unusable = [&](const QString& reason) {
        return base::unusable(QStringLiteral("%1 cannot be opened: %2").arg(path, reason));
    };
    if (opened != SQLITE_OK)
        return unusable(QString::fromUtf8(sqlite3_errmsg(connection)));
    sqlite3_busy_timeout(connection, busyTimeoutMs);
    QByteArray pragmas = "PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-" + QByteArray::number(cacheKib) + ";";
    if (access == Access::ReadWrite) {
        pragmas += "PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=" + QByteArray::number(checkpointPages) + ";";
        pragmas += durability == Durability::Full ? "PRAGMA synchronous=FULL;" : "PRAGMA synchronous=NORMAL;";
    }
    pragmas += "SELECT count(*) FROM sqlite_schema;";  // reads the file: a foreign or damaged one shows itself here
    if (sqlite3_exec(connection, pragmas.constData(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return unusable(QString::fromUtf8(sqlite3_errmsg(connection)));
    return database;
}

Status Database::setDurability(Durability durability)
{
    if (durability == Durability::Normal)
        return script("PRAGMA synchronous=NORMAL");
    // A checkpoint syncs the log of writes before it moves them.
    return script("PRAGMA synchronous=FULL; PRAGMA wal_checkpoint(PASSIVE)");
}

Result<std::unique_ptr<Database>> Database::inMemory()
{
    sqlite3* connection = nullptr;
    const int opened = sqlite3_open_v2(":memory:", &connection, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
    std::unique_ptr<Database> database(new Database(connection, QString()));
    if (opened != SQLITE_OK)
        return engineError(connection, "open");
    REPLAY_TRY(database->script("PRAGMA foreign_keys=ON"));
    return database;
}

Database::~Database()
{
    m_statements.clear();
    m_nested.clear();
    sqlite3_close_v2(m_connection);
}

Result<Statement*> Database::prepared(std::string_view sql)
{
    const auto found = m_statements.find(sql);
    if (found != m_statements.end() && !found->second->isBusy())
        return found->second.get();
    std::erase_if(m_nested, [](const auto& statement) { return !statement->isBusy(); });
    auto fresh = std::make_unique<Statement>(m_connection, QByteArrayView(sql.data(), static_cast<qsizetype>(sql.size())));
    if (!fresh->isPrepared())
        return engineError(m_connection, QByteArrayView(sql.data(), static_cast<qsizetype>(sql.size())));
    if (found != m_statements.end())
        return m_nested.emplace_back(std::move(fresh)).get();
    return m_statements.emplace(std::string(sql), std::move(fresh)).first->second.get();
}

Status Database::script(QByteArrayView sql)
{
    if (sqlite3_exec(m_connection, sql.toByteArray().constData(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return engineError(m_connection, sql);
    return {};
}

Status Database::begin()
{
    REPLAY_TRY(run("BEGIN IMMEDIATE"));
    return {};
}

Status Database::commit()
{
    REPLAY_TRY(run("COMMIT"));
    return {};
}

void Database::rollback()
{
    // A full disk may have rolled back by itself already; what is left then is nothing to roll back.
    if (inTransaction())
        sqlite3_exec(m_connection, "ROLLBACK", nullptr, nullptr, nullptr);
}

bool Database::isReplaced() const
{
    int moved = 0;
    return sqlite3_file_control(m_connection, nullptr, SQLITE_FCNTL_HAS_MOVED, &moved) == SQLITE_OK && moved != 0;
}

bool Database::inTransaction() const { return sqlite3_get_autocommit(m_connection) == 0; }
int Database::changes() const { return sqlite3_changes(m_connection); }

}  // namespace replay::storage
