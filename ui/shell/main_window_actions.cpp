// SPDX-License-Identifier: GPL-3.0-or-later
// The window's actions and menus: what each does is elsewhere, here they get their words, keys and places.
#include "ui/format/tokens.h"
#include "ui/format/words.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/error_dialog.h"
#include "ui/shell/faults_dialog.h"
#include "ui/shell/file_menu.h"
#include "ui/shell/inspector.h"
#include "ui/shell/long_work_strip.h"
#include "ui/shell/main_window.h"
#include "ui/shell/shortcut_sheet.h"
#include "ui/shell/status_strip.h"
#include "ui/shell/transport_bar.h"
#include "ui/shell/what_if.h"
#include "ui/shell/window_layout.h"
#include "ui/widgets/message_bar.h"

#include <QActionGroup>
#include <QApplication>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>

namespace replay::ui {

namespace {
constexpr double textStep = 0.125;
using Group = Actions::Group;

QString id(const char* name) { return QLatin1String(name); }
}  // namespace

void MainWindow::addRunActions()
{
    m_actions->add(Group::Run, id("first"), tr("&First: before the first event"), id("first"), {Qt::Key_Home},
                   [this] { m_transport->first(); });
    m_actions->add(Group::Run, id("back"), tr("Step &back"), id("step-back"), {Qt::Key_Comma, Qt::Key_F4}, [this] { m_transport->back(); });
    m_actions->add(Group::Run, id("play"), tr("&Play"), id("play"), {Qt::Key_Space, Qt::Key_F6}, [this] { m_transport->togglePlay(); });
    m_actions->add(Group::Run, id("step"), tr("&Step"), id("step"), {Qt::Key_Period, Qt::Key_F5}, [this] { m_transport->step(); });
    m_actions->add(Group::Run, id("gap"), tr("Step to the next &gap"), id("step"), {QKeySequence(Qt::CTRL | Qt::Key_Period)},
                   [this] { m_transport->stepGap(); });
    m_actions->add(Group::Run, id("live"), tr("&Live: the newest event"), id("live"), {Qt::Key_End}, [this] { m_transport->live(); });
    m_actions->add(Group::Run, id("faster"), tr("F&aster"), {}, {Qt::Key_Plus}, [this] { m_transport->faster(); });
    m_actions->add(Group::Run, id("slower"), tr("Slo&wer"), {}, {Qt::Key_Minus}, [this] { m_transport->slower(); });
    m_actions->add(Group::Run, id("nextMark"), tr("&Next mark: fault, failed saga, broken invariant"), id("forward"),
                   {Qt::Key_BracketRight}, [this] { m_transport->nextMarker(); });
    m_actions->add(Group::Run, id("previousMark"), tr("Pre&vious mark"), id("back"), {Qt::Key_BracketLeft},
                   [this] { m_transport->previousMarker(); });
    m_actions->add(Group::Run, id("nextOfSelected"), tr("Next event of the selected thing"), id("forward"),
                   {QKeySequence(Qt::SHIFT | Qt::Key_Period), Qt::Key_Greater}, [this] { m_transport->nextOfSelected(); });
    m_actions->add(Group::Run, id("previousOfSelected"), tr("Previous event of the selected thing"), id("back"),
                   {QKeySequence(Qt::SHIFT | Qt::Key_Comma), Qt::Key_Less}, [this] { m_transport->previousOfSelected(); });
    m_actions->add(Group::Run, id("order"), tr("Send one &order"), id("order"), {Qt::Key_O}, [this] { sendOneOrder(); });
    m_actions->add(Group::Run, id("verify"), tr("&Check the invariants now"), id("check"), {}, [this] { m_watch->checkNow(); });
    m_actions->add(Group::Run, id("faults"), tr("Faults and pitf&alls…"), id("lightning"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_B)},
                   [this] { showFaults(); });
    m_actions->add(Group::Run, id("fork"), tr("Fork &here: a what-if branch…"), id("branch"), {Qt::Key_F}, [this] { m_whatIf->fork(); });
    m_actions->add(Group::Run, id("difference"), tr("First &difference with the original…"), id("branch"), {},
                   [this] { m_whatIf->compareWithOriginal(); });
    m_actions->add(Group::Run, id("reset"), tr("Start ove&r…"), id("undo"), {Qt::Key_F3}, [this] { askStartOver(); });
}

void MainWindow::addGoActions()
{
    int number = 1;
    for (const PageEntry& entry : std::as_const(m_table)) {
        QList<QKeySequence> keys{QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_0 + number++))};
        if (entry.id == QLatin1String("home"))
            keys.append(QKeySequence(Qt::ALT | Qt::Key_Home));
        m_actions->add(Group::Go, QString(QStringLiteral("page.") + entry.id), entry.title, entry.icon, keys,
                       [this, page = entry.id] { showPage(page); });
    }
    m_actions->add(Group::Go, id("position"), tr("Go to &position…"), id("jump"), {QKeySequence(Qt::CTRL | Qt::Key_G)},
                   [this] { m_bar->beginTypingPosition(); });
    m_actions->add(Group::Go, id("palette"), tr("&Anything by its name…"), id("search"), {QKeySequence(Qt::CTRL | Qt::Key_K)},
                   [this] { m_palette->open(); });
    m_actions->add(Group::Go, id("find"), tr("&Find in this view"), id("search"), {QKeySequence::Find}, [this] {
        if (Page* page = m_pages.value(m_current))
            page->find();
    });
    m_actions->add(Group::Go, id("findEvents"), tr("Find in all e&vents"), id("search"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F)},
                   [this] {
                       showPage(id("events"));
                       m_pages.value(id("events"))->find();
                   });
    m_actions->add(Group::Go, id("why"), tr("&Why: the causes of the selected thing"), id("cause"), {Qt::Key_W}, [this] { showWhy(); });
    m_actions->add(Group::Go, id("whyNot"), tr("Why &not: what prevented the next thing"), id("question"), {Qt::Key_Y}, [this] {
        m_layout->setInspectorShown(true);
        m_inspector->showCause(CauseQuestion::WhyNot);
    });
    m_actions->add(Group::Go, id("rows"), tr("&Rows: what the selected event wrote, or what wrote the selected row"), id("table"), {},
                   [this] {
                       m_layout->setInspectorShown(true);
                       m_inspector->showRows();
                   });
    m_actions->add(Group::File, id("export"), tr("&Export what this view shows…"), id("export"), {QKeySequence(Qt::CTRL | Qt::Key_E)},
                   [this] {
                       if (Page* page = m_pages.value(m_current))
                           page->exportView();
                   });
    m_actions->add(Group::File, id("quit"), tr("&Quit"), {}, {QKeySequence(Qt::CTRL | Qt::Key_Q)}, [this] { close(); });
}

void MainWindow::addViewActions()
{
    m_actions->addToggle(Group::View, id("inspector"), tr("&Inspector"), id("inspector"), {Qt::Key_I}, true,
                         [this](bool on) { m_layout->setInspectorShown(on); });
    m_actions->addToggle(Group::View, id("events"), tr("&Events and my commands"), id("event-dock"), {Qt::Key_E}, true,
                         [this](bool on) { m_layout->setEventsShown(on); });
    m_actions->addToggle(Group::View, id("simplify"), tr("&Simplify: no docks"), {}, {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_M)},
                         false, [this](bool on) { m_layout->setBare(on); });
    m_actions->add(Group::View, id("resetLayout"), tr("&Reset layout"), {}, {}, [this] { m_layout->reset(); });
    m_actions->addToggle(Group::View, id("presentation"), tr("&Presentation: large type, high contrast"), {}, {Qt::Key_F11}, false,
                         [this](bool on) { setPresenting(on); });

    auto* themes = new QActionGroup(this);
    const QStringList words{tr("Theme: &follow the system"), tr("Theme: &light"), tr("Theme: &dark"), tr("Theme: high &contrast")};
    for (qsizetype at = 0; at < words.size(); ++at) {
        const auto theme = static_cast<Settings::Theme>(at);
        QAction* action =
            m_actions->addToggle(Group::View, QString(QStringLiteral("theme.") + Settings::themeCodes().at(at)), words.at(at), id("theme"),
                                 {}, m_settings.theme() == theme, [this, theme](bool) { m_settings.setTheme(theme); });
        themes->addAction(action);
    }
    m_actions->add(Group::View, id("textBigger"), tr("&Bigger text"), {},
                   {QKeySequence(Qt::CTRL | Qt::Key_Plus), QKeySequence(Qt::CTRL | Qt::Key_Equal)},
                   [this] { m_settings.setTextScale(m_settings.textScale() + textStep); });
    m_actions->add(Group::View, id("textSmaller"), tr("S&maller text"), {}, {QKeySequence(Qt::CTRL | Qt::Key_Minus)},
                   [this] { m_settings.setTextScale(m_settings.textScale() - textStep); });
    m_actions->add(Group::View, id("textUsual"), tr("&Usual text size"), {}, {QKeySequence(Qt::CTRL | Qt::Key_0)},
                   [this] { m_settings.setTextScale(1.0); });
    m_actions->addToggle(Group::View, id("motion"), tr("Reduced m&otion"), {}, {}, m_settings.reducedMotion(),
                         [this](bool on) { m_settings.setReducedMotion(on); });
    m_actions->addToggle(Group::View, id("letters"), tr("Single-&key shortcuts"), id("keyboard"), {}, m_settings.letterKeys(),
                         [this](bool on) { m_settings.setLetterKeys(on); });
}

void MainWindow::addHelpActions()
{
    m_actions->add(Group::Help, id("shortcuts"), tr("&Keyboard shortcuts"), id("keyboard"), {Qt::Key_Question, Qt::Key_F1},
                   [this] { (new ShortcutSheet(*m_actions, this))->open(); });
    m_actions->add(Group::Help, id("about"), tr("&About Replayground"), id("info"), {}, [this] { showAbout(); });
}

void MainWindow::buildMenus()
{
    const auto fill = [this](QMenu* menu, std::initializer_list<const char*> ids) {
        for (const char* name : ids) {
            if (*name == '\0')
                menu->addSeparator();
            else
                menu->addAction(m_actions->at(QLatin1String(name)));
        }
        menu->setToolTipsVisible(true);
    };
    QMenu* file = menuBar()->addMenu(tr("&File"));
    fill(file, {"new", "open"});
    file->addMenu(m_files->recentMenu());
    fill(file, {"saveAs", "", "import", "export", "", "close", "quit"});
    QMenu* view = menuBar()->addMenu(tr("&View"));
    fill(view, {"inspector", "events", "simplify", "resetLayout", "presentation", ""});
    fill(view->addMenu(tr("&Theme")), {"theme.follow", "theme.light", "theme.dark", "theme.contrast"});
    fill(view->addMenu(tr("Text si&ze")), {"textBigger", "textSmaller", "textUsual"});
    fill(view, {"motion", "letters"});
    QMenu* go = menuBar()->addMenu(tr("&Go"));
    for (const PageEntry& entry : std::as_const(m_table))
        go->addAction(m_actions->at(QString(QStringLiteral("page.") + entry.id)));
    fill(go, {"", "palette", "position", "find", "findEvents", "why", "whyNot", "rows", "", "nextMark", "previousMark", "nextOfSelected",
              "previousOfSelected"});
    fill(menuBar()->addMenu(tr("&Run")), {"play", "step", "gap", "back", "", "first", "live", "", "faster", "slower", "", "order", "faults",
                                          "verify", "", "fork", "difference", "", "reset"});
    fill(menuBar()->addMenu(tr("&Help")), {"shortcuts", "about"});
}

void MainWindow::refreshActions()
{
    if (!m_layout || !m_status)
        return;
    const bool open = m_desk.isOpen();
    m_actionsAreLive = m_desk.isLive();
    const QString closed = open ? QString() : tr("no workspace is open");
    const QString readOnly = open && m_desk.status().readOnly ? tr("the workspace is open read-only") : QString();
    const QString unwritable = !closed.isEmpty()     ? closed
                               : !readOnly.isEmpty() ? readOnly
                               : m_desk.isLive()     ? QString()
                                                     : tr("you look at the past; return to live (End)");

    const bool playing = m_transport->isPlaying();
    m_actions->setText(id("play"), playing ? tr("&Pause") : tr("&Play"), playing ? id("pause") : id("play"));
    m_actions->setReason(id("play"), m_transport->whyNoPlay());
    m_actions->setReason(id("step"), m_transport->whyNoStep());
    m_actions->setReason(id("gap"), m_transport->whyNoGap());
    m_actions->setReason(id("back"), m_transport->whyNoBack());
    m_actions->setReason(id("first"), m_transport->whyNoBack());
    m_actions->setReason(id("live"), !open ? closed : m_desk.isLive() ? tr("this is live") : QString());
    for (const char* name :
         {"faster", "slower", "nextMark", "previousMark", "nextOfSelected", "previousOfSelected", "verify", "faults", "position",
          "findEvents", "why", "whyNot", "rows", "saveAs", "close", "inspector", "events", "simplify", "resetLayout"})
        m_actions->setReason(id(name), closed);
    m_actions->setReason(id("fork"), m_whatIf->whyNoFork());
    m_actions->setReason(id("difference"), m_whatIf->whyNoCompare());
    m_actions->setReason(id("order"), unwritable);
    m_actions->setReason(id("reset"), !closed.isEmpty() ? closed : readOnly);
    m_actions->setReason(id("import"), readOnly);
    for (const PageEntry& entry : std::as_const(m_table)) {
        if (entry.needsWorkspace)
            m_actions->setReason(QString(QStringLiteral("page.") + entry.id), closed);
    }
    const Page* page = m_pages.value(m_current);
    m_actions->setReason(id("export"), page && page->canExport() ? QString() : tr("this view has nothing to export"));

    m_actions->at(id("inspector"))->setChecked(m_layout->isInspectorShown());
    m_actions->at(id("events"))->setChecked(m_layout->areEventsShown());
    m_actions->at(id("simplify"))->setChecked(m_layout->isBare());
    m_actions->at(id("presentation"))->setChecked(m_theme.isPresenting());
    m_actions->at(QString(QStringLiteral("theme.") + Settings::themeCodes().at(static_cast<qsizetype>(m_settings.theme()))))
        ->setChecked(true);
}

void MainWindow::sendOneOrder()
{
    if (!m_desk.isWritable())
        return;
    m_desk.session()->sendOneOrder(this, [this](const api::CommandAnswer& answer) {
        if (answer.outcome == api::CommandAnswer::Outcome::Done) {
            m_status->showHint(tr("The order was placed."));
            if (!answer.events.isEmpty())
                m_desk.select({Selection::Kind::Event, answer.events.first().eventId, answer.events.first().position});
        } else if (answer.outcome == api::CommandAnswer::Outcome::Refused || answer.outcome == api::CommandAnswer::Outcome::Conflict) {
            m_message->showMessage(MessageBar::Family::Rejection, tr("The order was refused"), answer.reason);
        } else {
            showError(tr("The order could not be sent"), base::failed(answer.reason));
        }
    });
}

void MainWindow::showWhy()
{
    m_layout->setInspectorShown(true);
    m_inspector->showCause(CauseQuestion::Why);
}

void MainWindow::showFaults(const QString& which)
{
    if (!m_faults)
        m_faults = new FaultsDialog(m_desk, this);
    m_faults->show();
    m_faults->point(which);
    m_faults->raise();
    m_faults->activateWindow();
}

void MainWindow::askStartOver()
{
    m_message->showMessage(
        MessageBar::Family::Info, tr("Start over?"),
        tr("The shop will be empty again and the log begins at position 0. What happened so far is gone; save a copy first if you want to keep it."));
    m_message->addAction(tr("Start over"), [this] {
        m_message->clear();
        if (!m_desk.isOpen())
            return;
        m_watch->cancel();
        m_desk.session()->reset(this, [this](const base::Result<void>& result) {
            if (!result)
                showError(tr("The workspace could not be reset"), result.error());
            else
                m_transport->live();
            m_desk.readOrigin();
        });
    });
    m_message->addAction(tr("Keep"), [this] { m_message->clear(); });
}

void MainWindow::setPresenting(bool on)
{
    m_theme.setPresenting(on);
    m_layout->setBare(on);
    if (on)
        setWindowState(windowState() | Qt::WindowFullScreen);
    else
        setWindowState(windowState() & ~Qt::WindowFullScreen);
    m_status->showHint(on ? tr("Presentation: F11 or Esc leaves it.") : QString());
    refreshActions();
}

void MainWindow::showError(const QString& title, const base::Error& error)
{
    m_message->showError(title, error);
    const QString folder = m_desk.isOpen() ? m_desk.session()->folder() : QString();
    m_message->addAction(tr("Details…"), [this, title, error, folder] { (new ErrorDialog(title, error, folder, this))->open(); });
}

void MainWindow::showAbout()
{
    QMessageBox box(this);
    box.setWindowTitle(tr("About Replayground"));
    box.setIconPixmap(windowIcon().pixmap(QSize(64, 64)));
    box.setText(tr("<b>Replayground %1</b>").arg(QStringLiteral(REPLAY_VERSION)));
    box.setInformativeText(
        tr("An e-commerce platform of small services to watch, step, rewind and break on purpose.\n\nFree software under the GNU General Public License, version 3 or later. Made with Qt %1.")
            .arg(QLatin1String(qVersion())));
    box.exec();
}

}  // namespace replay::ui
