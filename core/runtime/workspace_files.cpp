// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/workspace_files.h"

#include "core/base/json.h"
#include "core/contracts/purchase_course.h"
#include "core/runtime/platform.h"
#include "core/storage/copy.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>
#include <algorithm>

namespace replay::runtime {
namespace {

constexpr qint64 manifestBytesMax = 1'048'576;
const QString keySagaStyle = QStringLiteral("saga_style");
const QString manifestName = QStringLiteral("replayground.json");

QString inside(const QString& folder, const QString& file) { return QDir(folder).filePath(file); }

/// A branch names its parent by the way from its own folder, so that the two can be moved or handed on together.
QJsonObject originJson(const QString& folder, const api::BranchOrigin& origin)
{
    QJsonArray changes;
    for (const api::BranchChange& change : origin.changes)
        changes.append(QJsonObject{{QStringLiteral("code"), change.code},
                                   {QStringLiteral("subject"), change.subject},
                                   {QStringLiteral("name"), change.name},
                                   {QStringLiteral("data"), QJsonDocument::fromJson(change.data).object()}});
    return {{QStringLiteral("of"), QDir(folder).relativeFilePath(QDir(origin.parent).absolutePath())},
            {QStringLiteral("at"), qint64{origin.position}},
            {QStringLiteral("changes"), changes}};
}

api::BranchOrigin originOf(const QString& folder, const QJsonObject& json)
{
    api::BranchOrigin origin;
    origin.parent = QDir::cleanPath(QDir(folder).absoluteFilePath(json[QStringLiteral("of")].toString()));
    origin.position = json[QStringLiteral("at")].toInteger();
    const QJsonArray changes = json[QStringLiteral("changes")].toArray();
    for (const QJsonValue& value : changes) {
        const QJsonObject data = value[QStringLiteral("data")].toObject();
        origin.changes.append({value[QStringLiteral("code")].toString(), value[QStringLiteral("subject")].toString(),
                               value[QStringLiteral("name")].toString(), data.isEmpty() ? QByteArray() : base::jsonBytes(data)});
    }
    return origin;
}

base::Status copyDatabases(const QString& from, const QString& to)
{
    std::vector<std::pair<QString, QString>> files;
    for (const QString& name : databaseNames()) {
        const QString file = name + QStringLiteral(".db");
        if (QFileInfo::exists(inside(from, file)))
            files.emplace_back(inside(from, file), inside(to, file));
    }
    return storage::copyTogether(files);
}

const QString stagingName = QStringLiteral("importing");
const QString completeName = QStringLiteral("complete");

/// Moves a database with nothing beside it over another one; where it was moved before, that is all.
base::Status moveDatabase(const QString& from, const QString& to)
{
    if (!QFileInfo::exists(from))
        return {};
    for (const char* suffix : {"", "-wal", "-shm"}) {
        QFile old(QString(to + QLatin1StringView(suffix)));
        if (old.exists() && !old.remove())
            return base::failed(QStringLiteral("%1: %2").arg(old.fileName(), old.errorString()));
    }
    QFile moved(from);
    if (!moved.rename(to))
        return base::failed(QStringLiteral("%1 cannot be moved to %2: %3").arg(from, to, moved.errorString()));
    return {};
}

}  // namespace

QStringList databaseNames()
{
    return QStringList{QStringLiteral("gateway")} + serviceNames() + QStringList{QStringLiteral("log"), QStringLiteral("read")};
}

base::Status writeManifest(const QString& folder, const Manifest& manifest)
{
    QSaveFile file(inside(folder, manifestName));
    QJsonObject object{{QStringLiteral("program"), QStringLiteral("Replayground")},
                       {QStringLiteral("format"), manifest.format},
                       {QStringLiteral("seed"), QString::number(manifest.seed)},
                       {QStringLiteral("private"), manifest.isPrivate}};
    if (manifest.origin)
        object.insert(QStringLiteral("branch"), originJson(folder, *manifest.origin));
    if (!manifest.sagaStyle.isEmpty())
        object.insert(keySagaStyle, manifest.sagaStyle);
    const QByteArray json = base::jsonBytes(object);
    if (!file.open(QIODevice::WriteOnly) || file.write(json) != json.size() || !file.commit())
        return base::unusable(QStringLiteral("%1 cannot be written: %2").arg(inside(folder, manifestName), file.errorString()));
    return {};
}

base::Status createFolder(const QString& folder, const Manifest& manifest)
{
    if (QFileInfo::exists(folder))
        return base::unusable(QStringLiteral("%1 exists already").arg(folder));
    if (!QDir().mkpath(folder))
        return base::unusable(QStringLiteral("%1 cannot be made: is the place writable?").arg(folder));
    base::Status written = writeManifest(folder, manifest);
    if (!written)
        QDir().rmdir(folder);
    return written;
}

base::Result<Manifest> readManifest(const QString& folder)
{
    const QFileInfo info(folder);
    if (!info.exists())
        return base::unusable(QStringLiteral("%1 does not exist").arg(folder));
    if (!info.isDir())
        return base::unusable(QStringLiteral("%1 is a file: a workspace is a folder").arg(folder));
    QFile file(inside(folder, manifestName));
    if (!file.exists())
        return base::unusable(QStringLiteral("%1 is no workspace: it has no %2").arg(folder, manifestName));
    if (!file.open(QIODevice::ReadOnly))
        return base::unusable(QStringLiteral("%1: %2").arg(file.fileName(), file.errorString()));
    const auto json = base::parseJsonObject(file.read(manifestBytesMax), file.fileName());
    if (!json)
        return base::unusable(json.error().message);
    if ((*json)[QStringLiteral("program")].toString() != u"Replayground" || !(*json)[QStringLiteral("format")].isDouble())
        return base::unusable(QStringLiteral("%1 belongs to another program").arg(file.fileName()));
    Manifest manifest;
    manifest.format = (*json)[QStringLiteral("format")].toInt();
    if (manifest.format < 1)
        return base::unusable(QStringLiteral("%1 is damaged: it names no format").arg(file.fileName()));
    if (manifest.format > Manifest::formatNow)
        return base::unusable(QStringLiteral("%1 is newer than this program: format %2, this program knows up to %3")
                                  .arg(folder)
                                  .arg(manifest.format)
                                  .arg(Manifest::formatNow));
    bool good = false;
    manifest.seed = (*json)[QStringLiteral("seed")].toString().toULongLong(&good);
    if (!good)
        return base::unusable(QStringLiteral("%1 is damaged: it names no seed").arg(file.fileName()));
    manifest.isPrivate = (*json)[QStringLiteral("private")].toBool();
    if (const QJsonObject branch = (*json)[QStringLiteral("branch")].toObject(); !branch.isEmpty())
        manifest.origin = originOf(folder, branch);
    manifest.sagaStyle = (*json)[keySagaStyle].toString();
    if (!manifest.sagaStyle.isEmpty() && !contracts::sagaStyles().contains(manifest.sagaStyle))
        return base::unusable(QStringLiteral("%1: \"%2\" is no saga style: expected one of %3")
                                  .arg(file.fileName(), manifest.sagaStyle, contracts::sagaStyles().join(QStringLiteral(", "))));
    return manifest;
}

std::unique_ptr<QLockFile> lockFolder(const QString& folder, QString& owner)
{
    auto lock = std::make_unique<QLockFile>(inside(folder, QStringLiteral("in-use.lock")));
    lock->setStaleLockTime(0);  // only a process that is gone leaves a stale lock, not one that is slow
    if (lock->tryLock(0))
        return lock;
    qint64 pid = 0;
    QString host;
    QString program;
    if (lock->error() == QLockFile::LockFailedError && lock->getLockInfo(&pid, &host, &program))
        owner = QStringLiteral("in use by %1 (process %2)").arg(program).arg(pid);
    else
        owner =
            lock->error() == QLockFile::PermissionError ? QStringLiteral("the folder is read-only") : QStringLiteral("it cannot be locked");
    return nullptr;
}

base::Status copyWorkspace(const QString& from, const QString& to)
{
    REPLAY_ASSIGN(const Manifest manifest, readManifest(from));
    REPLAY_TRY(createFolder(to, manifest));
    base::Status copied = copyDatabases(from, to);
    if (!copied)
        QDir(to).removeRecursively();  // made here: half a copy would pass for a whole one
    return copied;
}

base::Status removeDatabases(const QString& folder)
{
    QStringList names = databaseNames();
    std::reverse(names.begin(), names.end());  // stopped half-way, it leaves no gap in the order they are made in
    for (const QString& name : names) {
        for (const char* suffix : {".db", ".db-wal", ".db-shm"}) {
            QFile file(inside(folder, name + QString::fromLatin1(suffix)));
            if (file.exists() && !file.remove())
                return base::failed(QStringLiteral("%1: %2").arg(file.fileName(), file.errorString()));
        }
    }
    return {};
}

QString stagingFolder(const QString& folder) { return inside(folder, stagingName); }

bool isStagingComplete(const QString& folder) { return QFileInfo::exists(inside(stagingFolder(folder), completeName)); }

base::Status beginStaging(const QString& folder, const Manifest& manifest)
{
    REPLAY_TRY(settleStaging(folder));
    REPLAY_TRY(createFolder(stagingFolder(folder), manifest));
    const QString gateway = QStringLiteral("gateway.db");
    return storage::copyTogether({{inside(folder, gateway), inside(stagingFolder(folder), gateway)}});
}

base::Status completeStaging(const QString& folder)
{
    QSaveFile file(inside(stagingFolder(folder), completeName));
    if (!file.open(QIODevice::WriteOnly) || !file.commit())
        return base::failed(QStringLiteral("%1: %2").arg(file.fileName(), file.errorString()));
    return {};
}

base::Status settleStaging(const QString& folder)
{
    const QString staging = stagingFolder(folder);
    if (!QFileInfo::exists(staging))
        return {};
    if (isStagingComplete(folder)) {
        REPLAY_ASSIGN(const Manifest manifest, readManifest(staging));
        for (const QString& name : databaseNames()) {
            const QString file = QString(name + QStringLiteral(".db"));
            REPLAY_TRY(moveDatabase(inside(staging, file), inside(folder, file)));
        }
        REPLAY_TRY(writeManifest(folder, manifest));
    }
    if (!QDir(staging).removeRecursively())
        return base::failed(QStringLiteral("%1 cannot be removed").arg(staging));
    return {};
}

}  // namespace replay::runtime
