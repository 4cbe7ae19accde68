// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/shell/actions.h"
#include "ui/shell/workspace_door.h"

class QMenu;

namespace replay::ui {

/// The File menu's side of things: asks for folders and files, then lets the door do it.
class FileMenu : public QObject {
    Q_OBJECT
public:
    FileMenu(Desk& desk, WorkspaceDoor& door, Settings& settings, QWidget* window);

    void addActions(Actions& actions);
    QMenu* recentMenu() const { return m_recent; }
    void importFile(const QString& file, double openingStockFactor, qint64 invoiceLimit);

Q_SIGNALS:
    void importStarted();

private:
    void makeNew();
    void openFolder();
    void saveCopy();
    void chooseImport();
    void refreshRecent();

    Desk& m_desk;
    WorkspaceDoor& m_door;
    Settings& m_settings;
    QWidget* m_window;
    QMenu* m_recent = nullptr;
};

}  // namespace replay::ui
