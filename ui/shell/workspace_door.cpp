// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/workspace_door.h"

#include <QDir>
#include <QFileInfo>

namespace replay::ui {

WorkspaceDoor::WorkspaceDoor(Desk& desk, api::Workspaces& workspaces, Settings& settings, QObject* parent)
    : QObject(parent),
      m_desk(desk),
      m_workspaces(workspaces),
      m_settings(settings)
{
}

bool WorkspaceDoor::open(const QString& folder)
{
    const QString absolute = QFileInfo(folder).absoluteFilePath();
    if (m_desk.isOpen() && QFileInfo(m_desk.session()->folder()).absoluteFilePath() == absolute)
        return true;
    auto session = m_workspaces.open(absolute);
    if (!session) {
        Q_EMIT failed(tr("The workspace could not be opened"), session.error());
        return false;
    }
    Q_EMIT aboutToClose();
    m_desk.setSession(std::move(*session));
    m_settings.addRecentFolder(absolute);
    Q_EMIT opened(absolute);
    return true;
}

bool WorkspaceDoor::create(const QString& folder, const api::NewWorkspace& options, bool play)
{
    const QString where = folder.isEmpty() ? freshFolder(QStringLiteral("workspace")) : QFileInfo(folder).absoluteFilePath();
    QDir().mkpath(QFileInfo(where).absolutePath());
    if (auto made = m_workspaces.create(where, options); !made) {
        Q_EMIT failed(tr("The workspace could not be made"), made.error());
        return false;
    }
    if (!open(where))
        return false;
    if (play && !m_desk.status().readOnly)
        m_desk.session()->play();
    return true;
}

bool WorkspaceDoor::startDemonstration(const QString& id)
{
    const QList<api::Workspaces::Demonstration> all = m_workspaces.demonstrations();
    QStringList ids;
    for (const api::Workspaces::Demonstration& demonstration : all) {
        ids.append(demonstration.id);
        if (!id.isEmpty() && demonstration.id != id)
            continue;
        api::NewWorkspace options;
        options.scenario = demonstration.scenario;
        return create(freshFolder(demonstration.id), options, true);
    }
    Q_EMIT failed(tr("There is no such demonstration"),
                  base::malformed(tr("%1 is not a demonstration of this program; it has: %2.").arg(id, ids.join(QStringLiteral(", ")))));
    return false;
}

void WorkspaceDoor::close()
{
    Q_EMIT aboutToClose();
    m_desk.setSession(nullptr);
}

void WorkspaceDoor::saveAs(const QString& folder)
{
    if (!m_desk.isOpen())
        return;
    const QString absolute = QFileInfo(folder).absoluteFilePath();
    m_desk.session()->saveAs(absolute, this, [this, absolute](const base::Result<void>& result) {
        if (!result) {
            Q_EMIT failed(tr("The copy could not be made"), result.error());
            return;
        }
        m_settings.addRecentFolder(absolute);
        Q_EMIT saved(absolute);
    });
}

QString WorkspaceDoor::freshFolder(const QString& name)
{
    const QDir root(Settings::workspacesFolder());
    for (int number = 1;; ++number) {
        const QString folder =
            root.filePath(number == 1 ? QStringLiteral("%1.replay").arg(name) : QStringLiteral("%1-%2.replay").arg(name).arg(number));
        if (!QFileInfo::exists(folder))
            return folder;
    }
}

}  // namespace replay::ui
