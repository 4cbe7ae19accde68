// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/storage/database.h"

#include <QStringList>
#include <functional>

namespace replay::storage {

/// Runs one statement that a person wrote, on a connection of its own: it may read this database and call functions, and nothing
/// else (no ATTACH, no PRAGMA, no writing), for at most `stepsMax` steps of SQLite's virtual machine. The engine's reason comes verbatim.
/// `columns` is told the names first; `visit` answers false to stop.
Status runPersonQuery(Database& database, const QString& statement, int stepsMax, const std::function<void(const QStringList&)>& columns,
                      const std::function<bool(const Row&)>& visit);

}  // namespace replay::storage
