// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/storage/database.h"

#include <QStringList>

namespace replay::storage {

/// Brings a database to the program's schema with the numbered scripts of `db/` (compiled in under `:/db`): folder by folder,
/// number by number, each script in one transaction together with its row in `schema_migrations` (folder, number, name,
/// SHA-256 of the script). Refuses, with an error of kind Workspace and nothing written: a script that was changed after it
/// ran, and a database that knows scripts which this program does not (it is newer).
Status migrate(Database& database, const QStringList& folders);

/// Whether migrate would accept the database; writes nothing.
Status checkUsable(Database& database, const QStringList& folders);

/// Whether the database has exactly this program's scripts; for read-only opening, which must not write.
Status checkMigrated(Database& database, const QStringList& folders);

}  // namespace replay::storage
