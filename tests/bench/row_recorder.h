// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <cstdint>
#include <memory>
#include <sqlite3.h>
#include <string>
#include <vector>

namespace replay::bench {

/// One value of a row, as the engine had it.
struct Cell {
    struct Free {
        void operator()(sqlite3_value* value) const { sqlite3_value_free(value); }
    };
    std::shared_ptr<sqlite3_value> value;
};

/// One row that was written: all its new values, and where it stood before.
struct RowChange {
    int operation = 0;  ///< SQLITE_INSERT, SQLITE_UPDATE or SQLITE_DELETE
    std::string table;
    std::int64_t rowid = 0;    ///< where it stood; unused in tables without
    std::vector<Cell> before;  ///< empty for an insert
    std::vector<Cell> after;   ///< empty for a delete
};

/// One committed transaction of one database.
struct WriteTransaction {
    QString database;  ///< the file's name
    std::vector<RowChange> rows;
};

/// Looks on while the product writes: every row of every transaction that any connection commits, in the order of the commits.
/// One at a time, and only connections opened while it lives; savepoints that are rolled back inside are not told apart.
class RowRecorder {
public:
    RowRecorder();
    ~RowRecorder();
    RowRecorder(const RowRecorder&) = delete;
    RowRecorder& operator=(const RowRecorder&) = delete;

    const std::vector<WriteTransaction>& transactions() const { return m_done; }
    std::vector<WriteTransaction> take() { return std::move(m_done); }

private:
    struct Open {
        RowRecorder* recorder;
        QString database;
        std::vector<RowChange> rows;
    };
    static int opened(sqlite3* connection, char** error, const sqlite3_api_routines* api);
    static void changed(void* open, sqlite3* connection, int operation, const char* database, const char* table, sqlite3_int64 before,
                        sqlite3_int64 after);
    static int committed(void* open);
    static void rolledBack(void* open);

    std::vector<std::unique_ptr<Open>> m_open;
    std::vector<WriteTransaction> m_done;
};

}  // namespace replay::bench
