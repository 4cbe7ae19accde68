// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/home/workspace_folders.h"

#include <QDir>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

namespace replay::ui {

namespace {
QString recentKey() { return QStringLiteral("recent/workspaces"); }
}  // namespace

QString workspacesRoot()
{
    const QString chosen = QSettings().value(QStringLiteral("workspaces/root")).toString();
    if (!chosen.isEmpty())
        return chosen;
    return QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation) + QStringLiteral("/Replayground");
}

QString freshWorkspace(const QString& root, const QString& stem)
{
    const QDir folder(root);
    QString name = stem + QStringLiteral(".replay");
    for (int number = 2; folder.exists(name); ++number)
        name = QStringLiteral("%1-%2.replay").arg(stem).arg(number);
    return folder.filePath(name);
}

QString workspaceName(const QString& folder)
{
    QString name = QFileInfo(QDir::cleanPath(folder)).fileName();
    if (name.endsWith(QLatin1String(".replay")))
        name.chop(7);
    return name;
}

QStringList recentWorkspaces() { return QSettings().value(recentKey()).toStringList(); }

void forgetWorkspace(const QString& folder)
{
    QSettings settings;
    QStringList folders = settings.value(recentKey()).toStringList();
    folders.removeAll(folder);
    settings.setValue(recentKey(), folders);
}

bool isWorkspaceFolder(const QString& path) { return path.endsWith(QLatin1String(".replay")) && QFileInfo(path).isDir(); }

namespace {

bool isFileNamed(const QString& path, std::initializer_list<const char*> endings)
{
    const QString name = path.endsWith(QLatin1String(".gz"), Qt::CaseInsensitive) ? path.chopped(3) : path;
    const bool named = std::any_of(endings.begin(), endings.end(),
                                   [&](const char* ending) { return name.endsWith(QLatin1String(ending), Qt::CaseInsensitive); });
    return named && QFileInfo(path).isFile();
}

}  // namespace

bool isOrderFile(const QString& path) { return isFileNamed(path, {".csv"}); }

bool isLogFile(const QString& path) { return isFileNamed(path, {".ndjson", ".jsonl"}); }

}  // namespace replay::ui
