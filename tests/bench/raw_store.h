// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <cstdint>
#include <sqlite3.h>

namespace replay::bench {

/// The limit: the lean event table through the C API alone, with a version check and nothing else.
class RawStore {
public:
    explicit RawStore(const QString& path);
    ~RawStore();
    RawStore(const RawStore&) = delete;
    RawStore& operator=(const RawStore&) = delete;

    void begin();
    void append(int aggregate, int events);
    void commit();
    /// Reads a stream without parsing; answers the bytes seen.
    std::int64_t read(int aggregate);
    std::int64_t scan();

private:
    sqlite3_stmt* prepare(const char* sql);
    void run(sqlite3_stmt* statement);

    sqlite3* m_connection = nullptr;
    sqlite3_stmt* m_begin;
    sqlite3_stmt* m_commit;
    sqlite3_stmt* m_upsert;
    sqlite3_stmt* m_insert;
    sqlite3_stmt* m_read;
    sqlite3_stmt* m_scan;
    std::uint64_t m_done = 0;
    int m_versions[1'024] = {};
};

}  // namespace replay::bench
