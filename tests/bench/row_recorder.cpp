// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/row_recorder.h"

#include <QFileInfo>

namespace replay::bench {
namespace {

RowRecorder* living = nullptr;

/// All columns of the row at hand, through sqlite3_preupdate_old or sqlite3_preupdate_new.
template <typename Reader>
std::vector<Cell> cellsOf(sqlite3* connection, Reader read)
{
    std::vector<Cell> cells(static_cast<std::size_t>(sqlite3_preupdate_count(connection)));
    for (std::size_t i = 0; i < cells.size(); ++i) {
        sqlite3_value* value = nullptr;
        if (read(connection, static_cast<int>(i), &value) == SQLITE_OK)
            cells[i].value = std::shared_ptr<sqlite3_value>(sqlite3_value_dup(value), Cell::Free{});
    }
    return cells;
}

}  // namespace

RowRecorder::RowRecorder()
{
    living = this;
    sqlite3_auto_extension(reinterpret_cast<void (*)()>(&RowRecorder::opened));
}

RowRecorder::~RowRecorder()
{
    sqlite3_cancel_auto_extension(reinterpret_cast<void (*)()>(&RowRecorder::opened));
    living = nullptr;
}

int RowRecorder::opened(sqlite3* connection, char** error, const sqlite3_api_routines* api)
{
    Q_UNUSED(error)
    Q_UNUSED(api)
    const char* file = sqlite3_db_filename(connection, "main");
    if (!living || !file || !*file)
        return SQLITE_OK;
    Open* open = living->m_open.emplace_back(new Open{living, QFileInfo(QString::fromUtf8(file)).fileName(), {}}).get();
    sqlite3_preupdate_hook(connection, &RowRecorder::changed, open);
    sqlite3_commit_hook(connection, &RowRecorder::committed, open);
    sqlite3_rollback_hook(connection, &RowRecorder::rolledBack, open);
    return SQLITE_OK;
}

void RowRecorder::changed(void* open, sqlite3* connection, int operation, const char* database, const char* table, sqlite3_int64 before,
                          sqlite3_int64 after)
{
    Q_UNUSED(database)
    RowChange change{operation, table, operation == SQLITE_INSERT ? after : before, {}, {}};
    if (operation != SQLITE_INSERT)
        change.before = cellsOf(connection, sqlite3_preupdate_old);
    if (operation != SQLITE_DELETE)
        change.after = cellsOf(connection, sqlite3_preupdate_new);
    static_cast<Open*>(open)->rows.push_back(std::move(change));
}

int RowRecorder::committed(void* place)
{
    auto* open = static_cast<Open*>(place);
    if (!open->rows.empty())
        open->recorder->m_done.push_back({open->database, std::exchange(open->rows, {})});
    return 0;
}

void RowRecorder::rolledBack(void* open) { static_cast<Open*>(open)->rows.clear(); }

}  // namespace replay::bench
