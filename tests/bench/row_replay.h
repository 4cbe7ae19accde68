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

    /// Makes everything ready that is not writing: statements, and which values go where.
    void load(const std::vector<WriteTransaction>& transactions);
    /// Writes the loaded transactions from `first` to before `last`.
    void write(std::size_t first, std::size_t last);

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
    struct Step {
        sqlite3_stmt* statement;
        std::vector<sqlite3_value*> values;  ///< of the recording, which outlives this
        std::int64_t rowid = -1;             ///< the last value, where rows are found by it
    };
    struct Loaded {
        Target* target;
        std::vector<Step> steps;
    };
    void load(Target& target, const RowChange& row, std::vector<Step>& steps);
    sqlite3_stmt* statement(Target& target, const RowChange& row, const std::vector<int>& columns);

    std::map<QString, Target> m_targets;
    std::vector<Loaded> m_loaded;
};

}  // namespace replay::bench
