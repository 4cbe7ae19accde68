// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/fork_dialog.h"

#include "ui/format/tokens.h"
#include "ui/format/words.h"
#include "ui/shell/fork_changes.h"
#include "ui/shell/settings.h"
#include "ui/widgets/progress_strip.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <algorithm>
#include <limits>

namespace replay::ui {

using format::px;
using format::Space;

namespace {

constexpr int lettersOfPosition = 14;  // ten millions with their marks, and the arrows
constexpr QSize sizeUsual(720, 540);
}  // namespace

ForkDialog::ForkDialog(Desk& desk, api::Workspaces& workspaces, const api::BranchChange& suggestion, QWidget* window)
    : QDialog(window),
      m_desk(desk),
      m_workspaces(workspaces),
      m_run(desk)
{
    setWindowTitle(tr("What-if branch"));
    setObjectName(QStringLiteral("forkDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    const Selection& selection = desk.selection();
    if (selection.kind == Selection::Kind::Event && desk.reader()) {
        if (const auto event = desk.reader()->eventById(selection.id); event && *event)
            m_selected = **event;
    }
    build();
    const api::Position most = std::min<api::Position>(desk.status().head, std::numeric_limits<int>::max());
    m_position->setRange(0, static_cast<int>(most));
    m_position->setValue(static_cast<int>(std::min(desk.position(), most)));
    m_folder->setText(QDir::toNativeSeparators(freshFolder()));
    readSubject();
    setProblem({});
    m_changes->choose(suggestion.code);
    const int margin = px(Space::Wide);
    resize(sizeUsual.boundedTo(window->size() - QSize(2 * margin, 2 * margin)));
    connect(&desk, &Desk::sessionAboutToChange, this, &QDialog::close);
}

void ForkDialog::build()
{
    auto* intro = new QLabel(
        tr("A branch repeats what was recorded up to a position, and then goes its own way. The original stays as it is."), this);
    intro->setWordWrap(true);
    intro->setForegroundRole(QPalette::PlaceholderText);
    m_position = new QSpinBox(this);
    m_position->setAccessibleName(tr("Position to fork at"));
    m_position->setGroupSeparatorShown(true);
    m_position->setMinimumWidth(fontMetrics().horizontalAdvance(QString(lettersOfPosition, QLatin1Char('0'))));
    m_position->setKeyboardTracking(false);
    m_where = new QLabel(this);
    m_where->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_folder = new QLineEdit(this);
    m_folder->setObjectName(QStringLiteral("forkFolder"));
    m_folder->setAccessibleName(tr("Folder of the new workspace"));
    m_browse = new QPushButton(format::icon(QStringLiteral("folder")), tr("Choose…"), this);
    m_browse->setAutoDefault(false);
    m_changes = new ForkChanges(m_desk, this);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(px(Space::Medium));
    grid->setVerticalSpacing(px(Space::Small));
    const auto row = [&](const QString& name, QWidget* buddy) {
        auto* label = new QLabel(name, this);
        label->setBuddy(buddy);
        label->setMinimumHeight(m_folder->sizeHint().height());
        grid->addWidget(label, grid->rowCount(), 0, Qt::AlignTop);
        return grid->rowCount() - 1;
    };
    const int first = row(tr("From &position"), m_position);
    grid->addWidget(m_position, first, 1);
    grid->addWidget(m_where, first, 2, 1, 2);
    const int second = row(tr("&New workspace"), m_folder);
    grid->addWidget(m_folder, second, 1, 1, 2);
    grid->addWidget(m_browse, second, 3);
    const int third = row(tr("What &changes"), m_changes);
    grid->addWidget(m_changes, third, 1, 1, 3);
    grid->setRowStretch(third, 1);
    grid->setColumnStretch(2, 1);

    m_problem = new QLabel(this);
    m_problem->setObjectName(QStringLiteral("forkProblem"));
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_sign = new QLabel(this);
    m_sign->setPixmap(format::icon(QStringLiteral("error")).pixmap(QSize(format::iconSmall, format::iconSmall), devicePixelRatioF()));
    auto* trouble = new QHBoxLayout;
    trouble->setSpacing(px(Space::Small));
    trouble->addWidget(m_sign, 0, Qt::AlignTop);
    trouble->addWidget(m_problem, 1);
    m_progress = new ProgressStrip(m_run, this);
    m_progress->setTitle(tr("Repeating what was recorded"));
    m_make = new QPushButton(tr("&Make the branch"), this);
    m_make->setDefault(true);
    m_cancel = new QPushButton(tr("Close"), this);
    m_cancel->setAutoDefault(false);
    auto* foot = new QHBoxLayout;
    foot->setSpacing(px(Space::Small));
    foot->addStretch(1);
    foot->addWidget(m_make);
    foot->addWidget(m_cancel);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(px(Space::Wide), px(Space::Large), px(Space::Wide), px(Space::Large));
    column->setSpacing(px(Space::Small));
    column->addWidget(intro);
    column->addLayout(grid, 1);
    column->addLayout(trouble);
    column->addWidget(m_progress);
    column->addLayout(foot);

    connect(m_position, &QSpinBox::valueChanged, this, [this] {
        readSubject();
        setProblem({});
    });
    connect(m_folder, &QLineEdit::textEdited, this, [this] { setProblem({}); });
    connect(m_browse, &QPushButton::clicked, this, &ForkDialog::chooseFolder);
    connect(m_changes, &ForkChanges::changed, this, [this] { setProblem({}); });
    connect(m_make, &QPushButton::clicked, this, &ForkDialog::make);
    connect(m_cancel, &QPushButton::clicked, this, &ForkDialog::reject);
    connect(&m_run, &LongQuestion::runningChanged, this, [this](bool running) {
        for (QWidget* widget : {static_cast<QWidget*>(m_position), static_cast<QWidget*>(m_folder), static_cast<QWidget*>(m_browse),
                                static_cast<QWidget*>(m_changes), static_cast<QWidget*>(m_make)})
            widget->setEnabled(!running);
    });
}

/// The event that is meant, and the command that led to it.
void ForkDialog::readSubject()
{
    api::Reader* reader = m_desk.reader();
    std::optional<api::EventRow> at;
    if (reader && m_position->value() > 0)
        at = reader->event(m_position->value()).value_or(std::nullopt);
    m_where->setText(at ? tr("%1 · after %2").arg(format::clock(at->occurredAt), at->eventType) : tr("before the first event"));
    m_where->setToolTip(m_where->text());
    const std::optional<api::EventRow> event = m_selected ? m_selected : at;
    std::optional<api::SentCommand> command;
    QString correlation = event ? event->correlationId : QString();
    if (!m_selected && reader && m_desk.selection().kind == Selection::Kind::Saga) {
        if (const auto saga = reader->saga(m_desk.selection().id))
            correlation = saga->correlationId;
    }
    if (reader && !correlation.isEmpty())
        command = reader->sentCommand(correlation).value_or(std::nullopt);
    m_changes->setSubject(event, command);
}

/// Beside the workspace where one may write there, named after the family's original.
QString ForkDialog::freshFolder() const
{
    const QString here = m_desk.session()->folder();
    const QList<api::BranchRow> family = m_workspaces.family(here);
    const QString name = format::workspaceName(family.isEmpty() ? here : family.first().folder);
    const QFileInfo beside(QFileInfo(here).absolutePath());
    const QDir place(beside.isWritable() ? beside.absoluteFilePath() : Settings::workspacesFolder());
    for (int number = 1;; ++number) {
        const QString folder = place.filePath(number == 1 ? QStringLiteral("%1-what-if.replay").arg(name)
                                                          : QStringLiteral("%1-what-if-%2.replay").arg(name).arg(number));
        const bool known = std::any_of(family.begin(), family.end(), [&](const api::BranchRow& row) { return row.folder == folder; });
        if (!known && !QFileInfo::exists(folder))
            return folder;
    }
}

void ForkDialog::chooseFolder()
{
    const QString folder = QFileDialog::getSaveFileName(this, tr("Where shall the branch be made?"), m_folder->text(),
                                                        tr("Workspace folders (*)"), nullptr, QFileDialog::DontConfirmOverwrite);
    if (!folder.isEmpty())
        m_folder->setText(QDir::toNativeSeparators(folder));
}

void ForkDialog::make()
{
    const QString typed = m_folder->text().trimmed();
    if (typed.isEmpty())
        return setProblem(tr("Name a folder for the new workspace."));
    const auto changes = m_changes->changes();
    if (!changes)
        return setProblem(changes.error().message);
    api::BranchRequest request;
    request.position = m_position->value();
    request.changes = *changes;
    const QString folder = QFileInfo(QDir::fromNativeSeparators(typed)).absoluteFilePath();
    setProblem({});
    m_run.start<api::BranchMade>(
        [&workspaces = m_workspaces, parent = m_desk.session()->folder(), folder, request](api::Reader&, const api::Progress& progress) {
            return workspaces.branch(parent, folder, request, progress);
        },
        [this, folder, asked = request.position](const api::Result<api::BranchMade>& branch) { finish(folder, asked, branch); });
}

void ForkDialog::finish(const QString& folder, api::Position asked, const api::Result<api::BranchMade>& branch)
{
    if (!branch)
        return setProblem(branch.error().message);
    // The dialog goes with the workspace that it was about, as soon as the branch is opened.
    Q_EMIT made(folder, asked, *branch);
    close();
}

void ForkDialog::setProblem(const QString& text)
{
    m_problem->setText(text);
    for (QLabel* label : {m_sign, m_problem})
        label->setVisible(!text.isEmpty());
}

QString ForkDialog::problem() const { return m_problem->text(); }

void ForkDialog::reject()
{
    if (!m_run.isRunning())
        return QDialog::reject();
    m_run.cancel();
    setProblem(tr("Cancelled. Nothing was made."));
}

}  // namespace replay::ui
