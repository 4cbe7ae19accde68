// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/projections/shadow_tables.h"

namespace replay::projections {
namespace {

QString shadowOf(const QString& table) { return table + rebuildSuffix; }

}  // namespace

Status makeShadowTables(storage::Database& read, const ProjectionKind& kind)
{
    REPLAY_TRY(dropShadowTables(read, kind));
    for (const QString& table : kind.tables) {
        QString schema;
        REPLAY_TRY(read.each("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?", storage::bind(table),
                             [&](const storage::Row& row) { schema = row.text(0); }));
        if (schema.isEmpty())
            return base::failed(QStringLiteral("%1 has no table %2").arg(read.path(), table));
        const QString made = QStringLiteral("CREATE TABLE %1 %2").arg(shadowOf(table), schema.mid(schema.indexOf(u'(')));
        REPLAY_TRY(read.script(made.toUtf8()));
    }
    return {};
}

Status dropShadowTables(storage::Database& read, const ProjectionKind& kind)
{
    for (const QString& table : kind.tables)
        REPLAY_TRY(read.script(QStringLiteral("DROP TABLE IF EXISTS %1").arg(shadowOf(table)).toUtf8()));
    return {};
}

Status switchShadowTables(storage::Database& read, const ProjectionKind& kind)
{
    for (const QString& table : kind.tables) {
        QStringList indexes;
        REPLAY_TRY(read.each("SELECT sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL",
                             storage::bind(table), [&](const storage::Row& row) { indexes.append(row.text(0)); }));
        REPLAY_TRY(read.script(QStringLiteral("DROP TABLE %1").arg(table).toUtf8()));
        REPLAY_TRY(read.script(QStringLiteral("ALTER TABLE %1 RENAME TO %2").arg(shadowOf(table), table).toUtf8()));
        for (const QString& index : indexes)
            REPLAY_TRY(read.script(index.toUtf8()));
    }
    return {};
}

}  // namespace replay::projections
