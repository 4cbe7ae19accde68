// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "tests/bench/row_recorder.h"

#include <QStringList>
#include <map>
#include <string>

namespace replay::bench {

/// The limit of a whole run: writes recorded rows again through the C API alone, in the same transactions and with the same
/// durability, into fresh databases with the tables and indexes of the recorded ones (and nothing else: no reads, no checks).
class RowReplay {
public:
    /// Makes the databases in `folder` after those of the recorded workspace.
    RowReplay(const QString& recordedFolder, const QString& folder);
    ~RowReplay();
    RowReplay(const RowReplay&) = delete;
    RowReplay& operator=(const RowReplay&) = delete;

    void write(const WriteTransaction& transaction);

private:
    struct Table {
        QStringList columns;
        std::vector<int> key;  ///< columns of the primary key; empty: found by rowid
    };
    struct Target {
        sqlite3* connection = nullptr;
        sqlite3_stmt* begin = nullptr;
        sqlite3_stmt* commit = nullptr;
        std::map<std::string, Table> tables;
        std::map<std::pair<std::string, std::vector<int>>, sqlite3_stmt*> statements;  ///< by table, operation and columns
    };
    void copySchema(Target& target, const QString& from);
    void readTables(Target& target);
    void write(Target& target, const RowChange& row);
    sqlite3_stmt* statement(Target& target, const RowChange& row, const std::vector<int>& columns);

    std::map<QString, Target> m_targets;
};

}  // namespace replay::bench
