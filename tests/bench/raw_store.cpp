// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/raw_store.h"

#include "core/base/random.h"
#include "tests/bench/bench.h"

namespace replay::bench {

RawStore::RawStore(const QString& path)
{
    if (sqlite3_open(path.toUtf8().constData(), &m_connection) != SQLITE_OK)
        die(QString::fromUtf8(sqlite3_errmsg(m_connection)));
    sqlite3_exec(
        m_connection,
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=4000; PRAGMA cache_size=-4096;"
        "CREATE TABLE IF NOT EXISTS aggregates(aggregate_ref INTEGER PRIMARY KEY, aggregate_type TEXT NOT NULL, version INTEGER NOT NULL);"
        "CREATE TABLE IF NOT EXISTS events(position INTEGER PRIMARY KEY, event_id BLOB NOT NULL, aggregate_ref INTEGER NOT NULL, event_type INTEGER "
        "NOT NULL, event_data BLOB NOT NULL, occurred_at INTEGER NOT NULL, version INTEGER NOT NULL, UNIQUE(aggregate_ref, version));",
        nullptr, nullptr, nullptr);
    m_begin = prepare("BEGIN IMMEDIATE");
    m_commit = prepare("COMMIT");
    m_upsert = prepare(
        "INSERT INTO aggregates VALUES(?1,'Order',?2) ON CONFLICT(aggregate_ref) DO UPDATE SET version=excluded.version WHERE version=?3");
    m_insert = prepare("INSERT INTO events(event_id,aggregate_ref,event_type,event_data,occurred_at,version) VALUES (?,?,?,?,?,?)");
    m_read = prepare("SELECT version, event_data FROM events WHERE aggregate_ref = ? ORDER BY version");
    m_scan = prepare("SELECT position, event_data FROM events ORDER BY position");
}

RawStore::~RawStore()
{
    for (sqlite3_stmt* statement : {m_begin, m_commit, m_upsert, m_insert, m_read, m_scan})
        sqlite3_finalize(statement);
    sqlite3_close(m_connection);
}

sqlite3_stmt* RawStore::prepare(const char* sql)
{
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v3(m_connection, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK)
        die(QString::fromUtf8(sqlite3_errmsg(m_connection)));
    return statement;
}

void RawStore::run(sqlite3_stmt* statement)
{
    const int result = sqlite3_step(statement);
    if (result != SQLITE_DONE && result != SQLITE_ROW)
        die(QString::fromUtf8(sqlite3_errmsg(m_connection)));
    sqlite3_reset(statement);
}

void RawStore::begin() { run(m_begin); }
void RawStore::commit() { run(m_commit); }

void RawStore::append(int aggregate, int events)
{
    static const base::Random random(42);
    int& version = m_versions[aggregate];
    sqlite3_bind_int(m_upsert, 1, aggregate + 1);
    sqlite3_bind_int(m_upsert, 2, version + events);
    sqlite3_bind_int(m_upsert, 3, version);
    run(m_upsert);
    for (int i = 0; i < events; ++i, ++m_done) {
        const auto id = base::idBytes(random.uuid({static_cast<std::int64_t>(m_done) * 50}, "raw", m_done));
        const QByteArray& data = payloads()[m_done & 1'023U];
        sqlite3_bind_blob(m_insert, 1, id.data(), 16, SQLITE_STATIC);
        sqlite3_bind_int(m_insert, 2, aggregate + 1);
        sqlite3_bind_int(m_insert, 3, 7);
        sqlite3_bind_blob(m_insert, 4, data.constData(), static_cast<int>(data.size()), SQLITE_STATIC);
        sqlite3_bind_int64(m_insert, 5, static_cast<std::int64_t>(m_done));
        sqlite3_bind_int(m_insert, 6, ++version);
        run(m_insert);
    }
}

std::int64_t RawStore::read(int aggregate)
{
    std::int64_t bytes = 0;
    sqlite3_bind_int(m_read, 1, aggregate + 1);
    while (sqlite3_step(m_read) == SQLITE_ROW)
        bytes += sqlite3_column_int(m_read, 0) + sqlite3_column_bytes(m_read, 1);
    sqlite3_reset(m_read);
    return bytes;
}

std::int64_t RawStore::scan()
{
    std::int64_t bytes = 0;
    while (sqlite3_step(m_scan) == SQLITE_ROW)
        bytes += sqlite3_column_int64(m_scan, 0) + sqlite3_column_bytes(m_scan, 1);
    sqlite3_reset(m_scan);
    return bytes;
}

}  // namespace replay::bench
