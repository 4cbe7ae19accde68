// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/ctl.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>
#include <QProcess>
#include <csignal>

namespace replay::cli {
namespace {

constexpr int patienceMs = 240'000;

Said ended(QProcess& process)
{
    Said said;
    const bool finished = process.waitForFinished(patienceMs);
    if (!finished)
        process.kill();
    said.out = process.readAllStandardOutput();
    said.err = process.readAllStandardError();
    if (finished && process.exitStatus() == QProcess::NormalExit)
        said.code = process.exitCode();
    return said;
}

}  // namespace

QJsonObject Said::object() const { return QJsonDocument::fromJson(out).object(); }

QJsonArray Said::array() const { return QJsonDocument::fromJson(out).array(); }

QList<QJsonObject> Said::lines() const
{
    QList<QJsonObject> objects;
    for (const QByteArray& line : out.split('\n')) {
        if (!line.isEmpty())
            objects << QJsonDocument::fromJson(line).object();
    }
    return objects;
}

QByteArray Said::all() const { return QByteArray("exit code " + QByteArray::number(code) + "\n" + out.left(4'000) + err.left(4'000)); }

Ctl::Ctl() : m_folder(QDir::temp().filePath(QStringLiteral("replay cli größe-XXXXXX"))) {}

Said Ctl::operator()(const QStringList& arguments) const
{
    QProcess process;
    process.setWorkingDirectory(m_folder.path());
    process.start(QStringLiteral(REPLAYCTL), arguments);
    return ended(process);
}

Said Ctl::interrupted(const QStringList& arguments, const QString& workspace) const
{
    QProcess process;
    process.setWorkingDirectory(m_folder.path());
    process.start(QStringLiteral(REPLAYCTL), arguments);
    constexpr int lookEveryMs = 5;
    // The log's write-ahead file grows with the first events.
    while (process.state() != QProcess::NotRunning &&
           QFileInfo(path(QString(workspace % QStringLiteral("/log.db-wal")))).size() < 200'000) {
        if (process.waitForFinished(lookEveryMs))
            break;
    }
    if (process.state() == QProcess::Running)
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    return ended(process);
}

bool Ctl::killed(const QStringList& arguments, int afterMs) const
{
    QProcess process;
    process.setWorkingDirectory(m_folder.path());
    process.start(QStringLiteral(REPLAYCTL), arguments);
    if (process.waitForFinished(afterMs))
        return true;
    process.kill();
    process.waitForFinished();
    return false;
}

QString Ctl::write(const QString& name, const QByteArray& content) const
{
    QFile file(path(name));
    const bool good = file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
    return good ? name : QString();
}

QStringList Ctl::snapshot(const QString& folder) const
{
    QStringList files;
    QDirIterator entries(path(folder), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        QFile file(entries.next());
        // What SQLite keeps beside a database while somebody reads it is not the workspace.
        const bool sideFile =
            file.fileName().endsWith(QStringLiteral("-shm")) || (file.fileName().endsWith(QStringLiteral("-wal")) && file.size() == 0);
        if (sideFile || !file.open(QIODevice::ReadOnly))
            continue;
        files << QString(file.fileName() % u' ' %
                         QString::fromLatin1(QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256).toHex()));
    }
    files.sort();
    return files;
}

}  // namespace replay::cli
