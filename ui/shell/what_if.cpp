// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/what_if.h"

#include "ui/format/words.h"
#include "ui/shell/difference_dialog.h"
#include "ui/shell/fork_dialog.h"

namespace replay::ui {

WhatIf::WhatIf(Desk& desk, WorkspaceDoor& door, QWidget* window)
    : QObject(window),
      m_desk(desk),
      m_door(door),
      m_window(window),
      m_comparison(desk, this)
{
    connect(&desk, &Desk::forkRequested, this, &WhatIf::fork);
}

ForkDialog* WhatIf::forkDialog() const { return m_fork; }
DifferenceDialog* WhatIf::differenceDialog() const { return m_difference; }

QString WhatIf::whyNoFork() const { return m_desk.isOpen() ? QString() : tr("no workspace is open"); }

QString WhatIf::whyNoCompare() const
{
    if (!m_desk.isOpen())
        return tr("no workspace is open");
    return m_desk.origin() ? QString() : tr("this workspace is no branch of another one");
}

QList<api::BranchRow> WhatIf::family() const
{
    return m_desk.isOpen() ? m_door.workspaces().family(m_desk.session()->folder()) : QList<api::BranchRow>();
}

void WhatIf::fork(const api::BranchChange& change)
{
    if (!whyNoFork().isEmpty())
        return;
    if (m_fork) {
        m_fork->raise();
        return;
    }
    m_fork = new ForkDialog(m_desk, m_door.workspaces(), change, m_window);
    connect(m_fork, &ForkDialog::made, this, &WhatIf::opened);
    m_fork->open();
}

void WhatIf::opened(const QString& folder, api::Position asked, const api::BranchMade& made)
{
    const QString parent = format::workspaceName(m_desk.session()->folder());
    if (!m_door.open(folder))
        return;
    const QString changes = m_desk.origin() ? format::branchChanges(m_desk.origin()->changes) : QString();
    const QString more = made.position > asked ? tr(" It stands at %1, the end of the transaction that wrote position %2.")
                                                     .arg(format::number(made.position), format::number(asked))
                                               : QString();
    Q_EMIT told(tr("This is the branch “%1”").arg(format::workspaceName(folder)),
                tr("It comes from %1, position %2: %3.%4 Play (Space) and it goes its own way; the original stays as it is.")
                    .arg(parent, format::number(asked), changes, more));
}

void WhatIf::switchTo(const QString& folder) { m_door.open(folder); }

void WhatIf::compareWithOriginal()
{
    if (whyNoCompare().isEmpty())
        compareWith(m_desk.origin()->parent);
}

void WhatIf::compareWith(const QString& folder)
{
    if (!m_desk.isOpen())
        return;
    Q_EMIT hint(tr("Comparing with %1…").arg(format::workspaceName(folder)));
    m_comparison.start<api::LogDifference>([&workspaces = m_door.workspaces(), folder, here = m_desk.session()->folder()](
                                               api::Reader&, const api::Progress&) { return workspaces.compare(folder, here); },
                                           [this, folder](const api::Result<api::LogDifference>& difference) {
                                               Q_EMIT hint({});
                                               if (difference)
                                                   show(folder, *difference);
                                               else
                                                   Q_EMIT failed(tr("The two workspaces could not be compared"), difference.error());
                                           });
}

void WhatIf::show(const QString& other, const api::LogDifference& difference)
{
    delete m_difference;
    const QString here = m_desk.session()->folder();
    m_difference = new DifferenceDialog(m_desk, format::workspaceName(other), format::workspaceName(here), difference, m_window);
    m_difference->show();
    if (!difference.equal)
        m_desk.goTo(difference.position);
}

}  // namespace replay::ui
