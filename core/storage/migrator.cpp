// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/migrator.h"
#include "core/storage/transaction.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QMap>

namespace replay::storage {
namespace {

struct Script {
    QString folder;
    int number = 0;
    QString name;
    QByteArray sql;
    QByteArray checksum;
};

QList<Script> scriptsOf(const QStringList& folders)
{
    QList<Script> scripts;
    for (const QString& folder : folders) {
        const QDir place(QStringLiteral(":/db/") + folder);
        for (const QString& file : place.entryList({QStringLiteral("[0-9][0-9][0-9]_*.sql")}, QDir::Files, QDir::Name)) {
            if (file.endsWith(QStringLiteral(".postgres.sql")))
                continue;
            QFile source(place.filePath(file));
            if (!source.open(QIODevice::ReadOnly))
                continue;
            const QByteArray sql = source.readAll();
            scripts.append(
                {folder, file.left(3).toInt(), file.chopped(4), sql, QCryptographicHash::hash(sql, QCryptographicHash::Sha256).toHex()});
        }
    }
    return scripts;
}

using Applied = QMap<std::pair<QString, int>, std::pair<QString, QByteArray>>;  // (folder, number) → (name, checksum)

Result<Applied> appliedIn(Database& database)
{
    Applied applied;
    REPLAY_ASSIGN(const auto present, database.integer("SELECT count(*) FROM sqlite_schema WHERE name = 'schema_migrations'", 0));
    if (present == 0)
        return applied;
    REPLAY_TRY(database.each("SELECT folder, number, name, checksum FROM schema_migrations", bind(), [&](const Row& row) {
        applied.insert({row.text(0), static_cast<int>(row.integer(1))}, {row.text(2), row.bytes(3)});
    }));
    return applied;
}

/// Compares what ran with what this program has; answers the scripts still to run.
Result<QList<Script>> pending(Database& database, const QStringList& folders)
{
    const QString file = database.path();
    Result<Applied> read = appliedIn(database);
    if (!read)
        return base::unusable(QStringLiteral("%1: %2").arg(file, read.error().message));
    Applied applied = std::move(*read);
    REPLAY_ASSIGN(const auto tables, database.integer("SELECT count(*) FROM sqlite_schema WHERE type = 'table'", 0));
    if (applied.isEmpty() && tables > 0)
        return base::unusable(QStringLiteral("%1 is a database of another program: it has tables and no schema_migrations").arg(file));
    QList<Script> todo;
    for (const Script& script : scriptsOf(folders)) {
        const auto ran = applied.find({script.folder, script.number});
        if (ran == applied.end()) {
            todo.append(script);
            continue;
        }
        if (ran->second != script.checksum)
            return base::unusable(
                QStringLiteral("%1: migration %2/%3 was changed after it ran here").arg(file, script.folder, script.name));
        applied.erase(ran);
    }
    if (!applied.isEmpty())
        return base::unusable(QStringLiteral("%1 is newer than this program: it has migration %2/%3, which this program does not know")
                                  .arg(file, applied.firstKey().first, applied.first().first));
    return todo;
}

Status runScript(Database& database, const Script& script)
{
    Transaction transaction(database);
    REPLAY_TRY(transaction.begun());
    REPLAY_TRY(database.script("CREATE TABLE IF NOT EXISTS schema_migrations ("
                               "folder TEXT NOT NULL, number INTEGER NOT NULL, name TEXT NOT NULL, checksum TEXT NOT NULL, "
                               "PRIMARY KEY (folder, number))"));
    REPLAY_TRY(database.script(script.sql));
    REPLAY_TRY(database.run("INSERT INTO schema_migrations (folder, number, name, checksum) VALUES (?, ?, ?, ?)", script.folder,
                            script.number, script.name, Utf8{script.checksum}));
    return transaction.commit();
}

}  // namespace

Status migrate(Database& database, const QStringList& folders)
{
    REPLAY_ASSIGN(const QList<Script> todo, pending(database, folders));
    for (const Script& script : todo) {
        if (const Status ran = runScript(database, script); !ran)
            return base::unusable(
                QStringLiteral("%1: migration %2/%3 failed: %4").arg(database.path(), script.folder, script.name, ran.error().message));
    }
    return {};
}

Status checkUsable(Database& database, const QStringList& folders)
{
    REPLAY_TRY(pending(database, folders));
    return {};
}

Status checkMigrated(Database& database, const QStringList& folders)
{
    REPLAY_ASSIGN(const QList<Script> todo, pending(database, folders));
    if (!todo.isEmpty())
        return base::unusable(QStringLiteral("%1 is older than this program (it lacks %2) and is open read-only: open it for writing once")
                                  .arg(database.path(), todo.first().name));
    return {};
}

}  // namespace replay::storage
