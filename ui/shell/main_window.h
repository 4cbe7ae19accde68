// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/shell/actions.h"
#include "ui/shell/invariant_watch.h"
#include "ui/shell/letter_keys.h"
#include "ui/shell/page_table.h"
#include "ui/shell/theme.h"
#include "ui/shell/timeline_feed.h"
#include "ui/shell/transport.h"
#include "ui/shell/workspace_door.h"

#include <QHash>
#include <QMainWindow>
#include <QTimer>

class QStackedWidget;

namespace replay::ui {

class CommandPalette;
class FaultsDialog;
class FileMenu;
class HomePage;
class Inspector;
class LongWorkStrip;
class MessageBar;
class StatusStrip;
class TransportBar;
class WhatIf;
class WindowLayout;
class WorkspaceRail;

/// The one window: transport bar, ribbon, rail, pages, inspector, events, lights. It owns the desk and joins the parts;
/// what each part does is the part's own business.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    MainWindow(api::Workspaces& workspaces, Settings& settings, Theme& theme, QWidget* parent = nullptr);
    ~MainWindow() override;

    Desk& desk() { return m_desk; }
    WorkspaceDoor& door() { return *m_door; }
    /// Shows a page of the table by its id; unknown ids are answered with false.
    bool showPage(const QString& id, const QString& argument = {});
    QString currentPage() const { return m_current; }

protected:
    void closeEvent(QCloseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    // main_window.cpp
    QWidget* buildCentre();
    void connectParts();
    Page* makePage(const PageEntry& entry);
    void connectHome(HomePage* home);
    void workspaceChanged();
    void showTitle();

    // main_window_actions.cpp
    void addRunActions();
    void addGoActions();
    void addViewActions();
    void addHelpActions();
    void buildMenus();
    void refreshActions();
    void sendOneOrder();
    void askStartOver();
    void showWhy();
    void showFaults(const QString& which = {});
    void setPresenting(bool on);
    void showError(const QString& title, const base::Error& error);
    void showAbout();

    Settings& m_settings;
    Theme& m_theme;
    Desk m_desk;
    QList<PageEntry> m_table;
    QHash<QString, Page*> m_pages;
    QString m_current;

    Actions* m_actions = nullptr;
    LetterKeys* m_letters = nullptr;
    TimelineFeed* m_feed = nullptr;
    Transport* m_transport = nullptr;
    InvariantWatch* m_watch = nullptr;
    WorkspaceDoor* m_door = nullptr;
    FileMenu* m_files = nullptr;
    WhatIf* m_whatIf = nullptr;
    TransportBar* m_bar = nullptr;
    MessageBar* m_message = nullptr;
    LongWorkStrip* m_work = nullptr;
    WorkspaceRail* m_rail = nullptr;
    QStackedWidget* m_stack = nullptr;
    WindowLayout* m_layout = nullptr;
    Inspector* m_inspector = nullptr;
    StatusStrip* m_status = nullptr;
    CommandPalette* m_palette = nullptr;
    FaultsDialog* m_faults = nullptr;  ///< made when first asked for
    QTimer m_actionsTimer;
    bool m_actionsAreLive = true;  ///< whether the actions were last set for the live end
};

}  // namespace replay::ui
