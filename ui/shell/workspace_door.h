// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/desk.h"
#include "ui/shell/settings.h"

namespace replay::ui {

/// Opens, makes, copies and forgets workspaces for the window. Asks nobody anything: the window does the asking.
class WorkspaceDoor : public QObject {
    Q_OBJECT
public:
    WorkspaceDoor(Desk& desk, api::Workspaces& workspaces, Settings& settings, QObject* parent = nullptr);

    api::Workspaces& workspaces() const { return m_workspaces; }

    bool open(const QString& folder);
    /// Makes a workspace and opens it; an empty folder means a fresh one of ours.
    bool create(const QString& folder, const api::NewWorkspace& options, bool play);
    /// A demonstration by its id (empty: the first one) in a fresh folder, playing.
    bool startDemonstration(const QString& id);
    void close();
    void saveAs(const QString& folder);

    /// A folder that does not exist yet, under the settings' place, named after `name`.
    static QString freshFolder(const QString& name);

Q_SIGNALS:
    void aboutToClose();
    void opened(const QString& folder);
    void saved(const QString& folder);
    void failed(const QString& title, const replay::base::Error& error);

private:
    Desk& m_desk;
    api::Workspaces& m_workspaces;
    Settings& m_settings;
};

}  // namespace replay::ui
