// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/copy.h"

#include "core/storage/database.h"

#include <sqlite3.h>
#include <thread>

namespace replay::storage {
namespace {

/// A read begins within microseconds of the next; a writer that commits in between each time is not to be caught.
constexpr int attemptsMax = 2'000;

struct Source {
    std::unique_ptr<Database> reader;   ///< holds the instant
    std::unique_ptr<Database> watcher;  ///< notices what others commit
    std::int64_t version = 0;
};

/// Whether nobody has committed anywhere since this was asked last.
Result<bool> unchanged(std::vector<Source>& sources)
{
    bool same = true;
    for (Source& source : sources) {
        REPLAY_ASSIGN(const std::int64_t version, source.watcher->integer("PRAGMA data_version", 0));
        same = same && version == source.version;
        source.version = version;
    }
    return same;
}

Status holdOneInstant(std::vector<Source>& sources)
{
    for (int attempt = 0; attempt < attemptsMax; ++attempt) {
        REPLAY_TRY(unchanged(sources));
        for (Source& source : sources)
            REPLAY_TRY(source.reader->script("BEGIN; SELECT count(*) FROM sqlite_schema"));
        REPLAY_ASSIGN(const bool still, unchanged(sources));
        if (still)
            return {};
        for (Source& source : sources)
            REPLAY_TRY(source.reader->script("ROLLBACK"));
        std::this_thread::yield();
    }
    return base::failed(QStringLiteral("%1 is being written too fast to be copied; pause it first").arg(sources.front().reader->path()));
}

Status copy(Database& from, const QString& path)
{
    REPLAY_ASSIGN(const auto to, Database::open(path, Access::ReadWrite));
    sqlite3_backup* const backup = sqlite3_backup_init(to->handle(), "main", from.handle(), "main");
    if (!backup)
        return engineError(to->handle(), "backup");
    const int stepped = sqlite3_backup_step(backup, -1);
    const int finished = sqlite3_backup_finish(backup);
    return stepped == SQLITE_DONE && finished == SQLITE_OK ? Status() : Status(engineError(to->handle(), "backup"));
}

}  // namespace

Status copyTogether(const std::vector<std::pair<QString, QString>>& files)
{
    if (files.empty())
        return {};
    std::vector<Source> sources;
    for (const auto& [from, to] : files) {
        Source source;
        REPLAY_ASSIGN(source.reader, Database::open(from, Access::ReadOnly));
        REPLAY_ASSIGN(source.watcher, Database::open(from, Access::ReadOnly));
        sources.push_back(std::move(source));
    }
    REPLAY_TRY(holdOneInstant(sources));
    for (std::size_t i = 0; i < files.size(); ++i)
        REPLAY_TRY(copy(*sources[i].reader, files[i].second));
    return {};
}

}  // namespace replay::storage
