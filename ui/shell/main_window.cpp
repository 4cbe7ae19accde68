// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/main_window.h"

#include "ui/format/tokens.h"
#include "ui/format/words.h"
#include "ui/pages/home/home_page.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/event_dock.h"
#include "ui/shell/faults_dialog.h"
#include "ui/shell/file_menu.h"
#include "ui/shell/inspector.h"
#include "ui/shell/long_work_strip.h"
#include "ui/shell/mode_ribbon.h"
#include "ui/shell/status_strip.h"
#include "ui/shell/transport_bar.h"
#include "ui/shell/what_if.h"
#include "ui/shell/window_layout.h"
#include "ui/shell/workspace_rail.h"
#include "ui/widgets/message_bar.h"

#include <QCloseEvent>
#include <QFileInfo>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace replay::ui {

namespace {

constexpr QSize sizeMin(800, 480);
constexpr QSize sizeUsual(1280, 720);
constexpr int actionsRefreshMs = 50;
const QString homeId = QStringLiteral("home");
const QString geometryPart = QStringLiteral("geometry");

}  // namespace

MainWindow::MainWindow(api::Workspaces& workspaces, Settings& settings, Theme& theme, QWidget* parent)
    : QMainWindow(parent),
      m_settings(settings),
      m_theme(theme),
      m_table(pageTable())
{
    setWindowIcon(QIcon(QStringLiteral(":/icons/app.svg")));
    m_actions = new Actions(this);
    m_letters = new LetterKeys(this);
    m_letters->setEnabled(m_settings.letterKeys());
    m_feed = new TimelineFeed(m_desk, this);
    m_transport = new Transport(m_desk, *m_feed, this);
    m_watch = new InvariantWatch(m_desk, this);
    m_door = new WorkspaceDoor(m_desk, workspaces, m_settings, this);
    m_files = new FileMenu(m_desk, *m_door, m_settings, this);
    m_whatIf = new WhatIf(m_desk, *m_door, this);

    m_files->addActions(*m_actions);
    addRunActions();
    addGoActions();
    addViewActions();
    addHelpActions();
    setCentralWidget(buildCentre());
    buildMenus();
    m_palette = new CommandPalette(m_desk, *m_actions, this);
    connectParts();

    setMinimumSize(sizeMin);
    resize(sizeUsual);
    if (const QByteArray geometry = m_settings.layout(geometryPart); !geometry.isEmpty())
        restoreGeometry(geometry);
    workspaceChanged();
    showPage(homeId);
    m_stack->setFocusPolicy(Qt::ClickFocus);
    m_stack->setFocus();
}

MainWindow::~MainWindow()
{
    // Pages and panes first, then what they looked at; the window itself follows the desk no more.
    disconnect(&m_desk, nullptr, this, nullptr);
    m_watch->cancel();
    delete m_faults;
    delete takeCentralWidget();
    m_desk.setSession(nullptr);
}

QWidget* MainWindow::buildCentre()
{
    auto* centre = new QWidget(this);
    m_bar = new TransportBar(m_desk, *m_transport, *m_feed, *m_actions, centre);
    auto* ribbon = new ModeRibbon(m_desk, centre);
    m_bar->setWhatIf(*m_whatIf);
    connect(ribbon, &ModeRibbon::liveRequested, m_transport, &Transport::live);
    connect(ribbon, &ModeRibbon::forkRequested, this, [this] { m_whatIf->fork(); });
    connect(ribbon, &ModeRibbon::pitfallsRequested, this, [this] { showFaults(); });
    m_message = new MessageBar(centre);
    m_work = new LongWorkStrip(centre);
    m_rail = new WorkspaceRail(m_table, centre);
    m_stack = new QStackedWidget(centre);
    m_inspector = new Inspector(m_desk, centre);
    auto* events = new EventDock(m_desk, centre);
    m_layout = new WindowLayout(m_settings, m_rail, m_stack, m_inspector, events, centre);
    m_status = new StatusStrip(m_desk, *m_watch, centre);
    connect(m_status, &StatusStrip::whyWanted, this, &MainWindow::showWhy);
    connect(events, &EventDock::hint, m_status, &StatusStrip::showHint);
    connect(m_bar, &TransportBar::hint, m_status, &StatusStrip::showHint);

    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(ribbon);
    column->addWidget(m_message);
    column->addWidget(m_work);
    column->addWidget(m_layout, 1);
    column->addWidget(m_status);
    return centre;
}

void MainWindow::connectParts()
{
    connect(&m_desk, &Desk::sessionChanged, this, &MainWindow::workspaceChanged);
    connect(&m_desk, &Desk::navigationRequested, this, [this](const QString& page, const QString& argument) {
        if (page == QLatin1String("faults"))
            showFaults(argument);
        else
            showPage(page, argument);
    });
    connect(&m_desk, &Desk::failed, this, [this](const base::Error& error) {
        m_work->finish();  // whatever still goes on says so again with its next step
        showError(tr("The platform reported a failure"), error);
    });
    connect(m_door, &WorkspaceDoor::failed, this, &MainWindow::showError);
    connect(m_door, &WorkspaceDoor::aboutToClose, m_watch, &InvariantWatch::cancel);
    connect(m_door, &WorkspaceDoor::opened, this, [this] { m_message->clear(); });
    connect(m_door, &WorkspaceDoor::saved, this, [this](const QString& folder) {
        m_message->showMessage(MessageBar::Family::Done, tr("A copy was saved"), folder);
        m_message->addAction(tr("Open the copy"), [this, folder] { m_door->open(folder); });
    });
    connect(m_whatIf, &WhatIf::failed, this, &MainWindow::showError);
    connect(m_whatIf, &WhatIf::hint, m_status, &StatusStrip::showHint);
    connect(m_whatIf, &WhatIf::told, this,
            [this](const QString& title, const QString& text) { m_message->showMessage(MessageBar::Family::Done, title, text); });
    connect(m_rail, &WorkspaceRail::pageChosen, this, [this](const QString& id) { showPage(id); });
    connect(m_watch, &InvariantWatch::changed, this, [this] { m_feed->setViolations(m_watch->results()); });
    connect(m_transport, &Transport::hint, m_status, &StatusStrip::showHint);
    connect(m_palette, &CommandPalette::hint, m_status, &StatusStrip::showHint);
    connect(m_work, &LongWorkStrip::cancelRequested, this, [this] {
        if (m_desk.isOpen())
            m_desk.session()->cancelImport();
    });
    m_actionsTimer.setSingleShot(true);
    m_actionsTimer.setInterval(actionsRefreshMs);
    connect(&m_actionsTimer, &QTimer::timeout, this, &MainWindow::refreshActions);
    connect(m_transport, &Transport::changed, this, [this] {
        if (!m_actionsTimer.isActive())
            m_actionsTimer.start();
    });
    // Numbers may lag a little; what may be done at the live end and in the past may not: the next key comes at once.
    connect(&m_desk, &Desk::cursorChanged, this, [this](api::Position, bool live) {
        if (live != m_actionsAreLive)
            refreshActions();
    });
    connect(m_layout, &WindowLayout::changed, this, &MainWindow::refreshActions);
    connect(&m_settings, &Settings::letterKeysChanged, m_letters, &LetterKeys::setEnabled);
    connect(&m_settings, &Settings::lookChanged, this, [this] {
        if (auto* home = qobject_cast<HomePage*>(m_pages.value(homeId)))
            home->setAppearance(Settings::themeCodes().at(static_cast<qsizetype>(m_settings.theme())), m_settings.textScale());
    });
}

Page* MainWindow::makePage(const PageEntry& entry)
{
    Page* page = entry.make(m_desk, m_stack);
    m_stack->addWidget(page);
    m_pages.insert(entry.id, page);
    connect(page, &Page::hint, m_status, &StatusStrip::showHint);
    connect(page, &Page::badgeChanged, this, [this, page, id = entry.id] { m_rail->setBadge(id, page->badge()); });
    m_rail->setBadge(entry.id, page->badge());
    if (auto* home = qobject_cast<HomePage*>(page))
        connectHome(home);
    return page;
}

void MainWindow::connectHome(HomePage* home)
{
    home->setWorkspaces(&m_door->workspaces());
    home->setWorkspacesRoot(Settings::workspacesFolder());
    home->setAppearance(Settings::themeCodes().at(static_cast<qsizetype>(m_settings.theme())), m_settings.textScale());
    connect(home, &HomePage::openRequested, this, [this](const QString& folder) {
        if (m_door->open(folder))
            showPage(QStringLiteral("events"));
    });
    connect(home, &HomePage::createRequested, this, [this](const QString& folder, const api::NewWorkspace& options, bool play) {
        if (m_door->create(folder, options, play))
            showPage(play ? QStringLiteral("sagas") : QStringLiteral("commands"));
    });
    connect(home, &HomePage::importRequested, m_files, &FileMenu::importFile);
    connect(home, &HomePage::themeChosen, this, [this](const QString& code) {
        if (const qsizetype at = Settings::themeCodes().indexOf(code); at >= 0)
            m_settings.setTheme(static_cast<Settings::Theme>(at));
    });
    connect(home, &HomePage::textScaleChosen, &m_settings, &Settings::setTextScale);
}

bool MainWindow::showPage(const QString& id, const QString& argument)
{
    const auto entry = std::find_if(m_table.begin(), m_table.end(), [&id](const PageEntry& candidate) { return candidate.id == id; });
    if (entry == m_table.end())
        return false;
    if (entry->needsWorkspace && !m_desk.isOpen()) {
        m_status->showHint(tr("%1 needs a workspace; open one or start a demonstration.").arg(entry->title));
        m_rail->setCurrent(m_current);
        return true;
    }
    Page* page = m_pages.value(id);
    if (!page)
        page = makePage(*entry);
    m_current = id;
    m_stack->setCurrentWidget(page);
    m_rail->setCurrent(id);
    if (!argument.isEmpty())
        page->open(argument);
    // The page's own keys reach it at once, and the focus never stays on what is hidden now.
    const QWidget* focus = focusWidget();
    if (!focus || !page->isAncestorOf(focus))
        page->setFocus(Qt::OtherFocusReason);
    refreshActions();
    return true;
}

void MainWindow::workspaceChanged()
{
    const bool open = m_desk.isOpen();
    m_rail->setWorkspaceOpen(open);
    m_layout->setWorkspaceOpen(open);
    m_work->finish();
    showTitle();
    if (!open && !m_current.isEmpty() && m_current != homeId)
        showPage(homeId);
    if (open) {
        connect(m_desk.session(), &api::Session::importProgressed, this, [this](const api::ImportReport& report, double share) {
            m_work->report(
                tr("Importing: %1 rows read, %2 orders placed").arg(format::number(report.rowsRead), format::number(report.orders)), share);
        });
        connect(m_desk.session(), &api::Session::importFinished, this, [this](const api::ImportReport& report) {
            m_work->finish();
            m_message->showMessage(MessageBar::Family::Done, tr("The import is done"),
                                   (report.isLog ? tr("%1 of %2 events taken up: %3 orders, %4 customers, %5 products.")
                                                 : tr("%1 of %2 rows used: %3 orders, %4 customers, %5 products."))
                                       .arg(format::number(report.rowsUsed), format::number(report.rowsRead), format::number(report.orders),
                                            format::number(report.users), format::number(report.products)));
        });
    }
    refreshActions();
}

void MainWindow::showTitle()
{
    if (!m_desk.isOpen()) {
        setWindowTitle(tr("Replayground"));
        return;
    }
    const QString name = QFileInfo(m_desk.session()->folder()).completeBaseName();
    setWindowTitle(m_desk.status().readOnly ? tr("%1 (read-only) – Replayground").arg(name) : tr("%1 – Replayground").arg(name));
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (!m_theme.isPresenting()) {
        m_settings.setLayout(geometryPart, saveGeometry());
        m_layout->save();
    }
    m_door->close();
    event->accept();
}

void MainWindow::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && m_theme.isPresenting()) {
        setPresenting(false);
        return;
    }
    if (event->key() == Qt::Key_Escape && width() < WindowLayout::dockWidthMin && m_layout->isInspectorShown()) {
        m_layout->setInspectorShown(false);
        return;
    }
    QMainWindow::keyPressEvent(event);
}

}  // namespace replay::ui
