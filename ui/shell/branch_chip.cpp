// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/branch_chip.h"

#include "ui/format/tokens.h"
#include "ui/format/words.h"
#include "ui/shell/what_if.h"

#include <QDir>
#include <QEvent>
#include <QMenu>

namespace replay::ui {

namespace {
constexpr int lettersMax = 20;
}

BranchChip::BranchChip(Desk& desk, QWidget* parent) : CaptionedValue({}, parent), m_desk(desk)
{
    setObjectName(QStringLiteral("branchChip"));
    setCaption(tr("Branch"));
    setOpensMenu();
    fit();
    connect(&m_desk, &Desk::sessionChanged, this, &BranchChip::refresh);
    connect(&m_desk, &Desk::originChanged, this, &BranchChip::refresh);
    connect(this, &QAbstractButton::clicked, this, [this] {
        QMenu* menu = makeMenu();
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->popup(mapToGlobal(QPoint(0, height())));
    });
    refresh();
}

void BranchChip::setWhatIf(WhatIf& whatIf) { m_whatIf = &whatIf; }

void BranchChip::refresh()
{
    setEnabled(m_desk.isOpen());
    if (!m_desk.isOpen()) {
        setCaption(tr("Branch"));
        setValue({});
        setToolTip(tr("No workspace is open."));
        return;
    }
    const auto& origin = m_desk.origin();
    const QString name = format::workspaceName(m_desk.session()->folder());
    if (!origin) {
        setCaption(tr("Branch"));
        setValue(tr("original"));
        setToolTip(tr("%1 is no branch of another workspace. Click to fork it here (F), or to see its branches.").arg(name));
        return;
    }
    setCaption(tr("What-if from %1").arg(format::number(origin->position)));
    setValue(name);
    setToolTip(
        tr("%1 is a what-if branch of %2 from position %3: %4.\nClick to switch, to compare, or to fork it again.")
            .arg(name, format::workspaceName(origin->parent), format::number(origin->position), format::branchChanges(origin->changes)));
}

QMenu* BranchChip::makeMenu()
{
    auto* menu = new QMenu(this);
    menu->setToolTipsVisible(true);
    if (!m_whatIf || !m_desk.isOpen())
        return menu;
    const auto& origin = m_desk.origin();
    const QString here = QDir::cleanPath(m_desk.session()->folder());
    const QList<api::BranchRow> family = m_whatIf->family();
    if (origin) {
        // Not a section: a menu is not made wider for its sections, and would cut this.
        menu->addAction(tr("From %1, position %2").arg(format::workspaceName(origin->parent), format::number(origin->position)))
            ->setEnabled(false);
        for (const api::BranchChange& change : origin->changes)
            menu->addAction(format::branchChange(change))->setEnabled(false);
        menu->addSeparator();
    }
    connect(menu->addAction(format::icon(QStringLiteral("branch")), tr("&Fork here…\tF")), &QAction::triggered, m_whatIf,
            [this] { m_whatIf->fork(); });
    if (origin) {
        auto* compare = menu->addAction(tr("First &difference with the original…"));
        compare->setObjectName(QStringLiteral("differenceWithOriginal"));
        connect(compare, &QAction::triggered, m_whatIf, &WhatIf::compareWithOriginal);
    }
    if (family.size() < 2)
        return menu;
    QMenu* others = menu->addMenu(tr("First difference &with"));
    menu->addSection(tr("Switch to"));
    for (const api::BranchRow& row : family) {
        const QString name = format::workspaceName(row.folder);
        const bool current = QDir::cleanPath(row.folder) == here;
        const QString words = row.origin && row.depth > 0
                                  ? tr("%1%2 (from %3)").arg(QString(4 * (row.depth - 1), u' '), name, format::number(row.origin->position))
                                  : tr("%1 (original)").arg(name);
        QAction* choice = menu->addAction(words);
        choice->setCheckable(true);
        choice->setChecked(current);
        choice->setToolTip(row.origin ? tr("%1\n%2").arg(format::branchChanges(row.origin->changes), row.folder) : row.folder);
        connect(choice, &QAction::triggered, m_whatIf, [this, folder = row.folder] { m_whatIf->switchTo(folder); });
        if (!current)
            connect(others->addAction(tr("%1…").arg(words)), &QAction::triggered, m_whatIf,
                    [this, folder = row.folder] { m_whatIf->compareWith(folder); });
    }
    return menu;
}

void BranchChip::fit() { setWidest(QFontMetrics(format::font(format::Type::Body)).averageCharWidth() * lettersMax); }

void BranchChip::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange)
        fit();
    CaptionedValue::changeEvent(event);
}

}  // namespace replay::ui
