// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/file_menu.h"

#include "ui/pages/home/workspace_folders.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>

namespace replay::ui {

namespace {
constexpr double openingStockUsual = 1.0;
constexpr qint64 allInvoices = 0;
}  // namespace

FileMenu::FileMenu(Desk& desk, WorkspaceDoor& door, Settings& settings, QWidget* window)
    : QObject(window),
      m_desk(desk),
      m_door(door),
      m_settings(settings),
      m_window(window)
{
    m_recent = new QMenu(tr("Open &recent"), window);
    connect(m_recent, &QMenu::aboutToShow, this, &FileMenu::refreshRecent);
}

void FileMenu::addActions(Actions& actions)
{
    using Group = Actions::Group;
    actions.add(Group::File, QStringLiteral("new"), tr("&New workspace…"), QStringLiteral("new"), {QKeySequence::New},
                [this] { makeNew(); });
    actions.add(Group::File, QStringLiteral("open"), tr("&Open workspace…"), QStringLiteral("open"), {QKeySequence::Open},
                [this] { openFolder(); });
    actions.add(Group::File, QStringLiteral("saveAs"), tr("&Save a copy as…"), QStringLiteral("save"),
                {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S)}, [this] { saveCopy(); });
    actions.add(Group::File, QStringLiteral("import"), tr("&Import orders or a log…"), QStringLiteral("import"),
                {QKeySequence(Qt::CTRL | Qt::Key_I)}, [this] { chooseImport(); });
    actions.add(Group::File, QStringLiteral("close"), tr("&Close workspace"), QStringLiteral("close"), {QKeySequence(Qt::CTRL | Qt::Key_W)},
                [this] { m_door.close(); });
}

void FileMenu::refreshRecent()
{
    m_recent->clear();
    const QStringList folders = m_settings.recentFolders();
    for (const QString& folder : folders) {
        QAction* action = m_recent->addAction(QDir::toNativeSeparators(folder));
        action->setEnabled(QFileInfo(folder).isDir());
        if (!action->isEnabled())
            action->setToolTip(tr("This folder is not there any more."));
        connect(action, &QAction::triggered, this, [this, folder] { m_door.open(folder); });
    }
    if (folders.isEmpty()) {
        m_recent->addAction(tr("Nothing opened yet"))->setEnabled(false);
        return;
    }
    m_recent->addSeparator();
    connect(m_recent->addAction(tr("Forget these")), &QAction::triggered, this, [this, folders] {
        for (const QString& folder : folders)
            m_settings.forgetFolder(folder);
    });
    m_recent->setToolTipsVisible(true);
}

void FileMenu::makeNew()
{
    const QString suggestion = WorkspaceDoor::freshFolder(QStringLiteral("workspace"));
    QDir().mkpath(QFileInfo(suggestion).absolutePath());
    const QString folder = QFileDialog::getSaveFileName(m_window, tr("Where shall the new workspace be made?"), suggestion,
                                                        tr("Workspace folders (*)"), nullptr, QFileDialog::DontConfirmOverwrite);
    if (!folder.isEmpty())
        m_door.create(folder, {}, false);
}

void FileMenu::openFolder()
{
    const QStringList recent = m_settings.recentFolders();
    const QString start = recent.isEmpty() ? Settings::workspacesFolder() : QFileInfo(recent.first()).absolutePath();
    const QString folder = QFileDialog::getExistingDirectory(m_window, tr("Open a workspace"), start);
    if (!folder.isEmpty())
        m_door.open(folder);
}

void FileMenu::saveCopy()
{
    if (!m_desk.isOpen())
        return;
    const QFileInfo here(m_desk.session()->folder());
    const QString suggestion = here.dir().filePath(QStringLiteral("%1-copy.replay").arg(here.completeBaseName()));
    const QString folder = QFileDialog::getSaveFileName(m_window, tr("Where shall the copy be made?"), suggestion,
                                                        tr("Workspace folders (*)"), nullptr, QFileDialog::DontConfirmOverwrite);
    if (!folder.isEmpty())
        m_door.saveAs(folder);
}

void FileMenu::chooseImport()
{
    const QString file = QFileDialog::getOpenFileName(
        m_window, tr("Import orders, or a log"), QString(),
        tr("Online Retail orders (*.csv *.csv.gz);;CloudEvents of another workspace (*.ndjson *.jsonl *.ndjson.gz *.jsonl.gz);;All files (*)"));
    if (!file.isEmpty())
        importFile(file, openingStockUsual, allInvoices);
}

void FileMenu::importFile(const QString& file, double openingStockFactor, qint64 invoiceLimit)
{
    // A log is the whole past of a workspace: one that has a past of its own is left alone.
    const bool fresh = !m_desk.isOpen() || (isLogFile(file) && m_desk.status().head > 0);
    if (fresh && !m_door.create(WorkspaceDoor::freshFolder(QFileInfo(file).baseName()), {}, false))
        return;
    Q_EMIT importStarted();
    m_desk.session()->import(file, openingStockFactor, invoiceLimit);
}

}  // namespace replay::ui
