// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/long_question.h"
#include "ui/shell/workspace_door.h"

#include <QPointer>

namespace replay::ui {

class DifferenceDialog;
class ForkDialog;

/// What-if branches for the window: offers a fork, switches between the branches of a family, and finds where two of them part.
class WhatIf : public QObject {
    Q_OBJECT
public:
    WhatIf(Desk& desk, WorkspaceDoor& door, QWidget* window);

    QString whyNoFork() const;     ///< empty: it can be done
    QString whyNoCompare() const;  ///< likewise
    /// Offers a branch at the cursor.
    void fork(const api::BranchChange& change = {});
    void compareWithOriginal();
    /// Finds the first event that is not the same there and here, shows both, and moves the cursor to it.
    void compareWith(const QString& folder);
    void switchTo(const QString& folder);
    /// The original and its branches, as far as they can be found.
    QList<api::BranchRow> family() const;

    ForkDialog* forkDialog() const;
    DifferenceDialog* differenceDialog() const;

Q_SIGNALS:
    void hint(const QString& text);
    void told(const QString& title, const QString& text);
    void failed(const QString& title, const replay::base::Error& error);

private:
    void show(const QString& other, const api::LogDifference& difference);
    void opened(const QString& folder, api::Position asked, const api::BranchMade& made);

    Desk& m_desk;
    WorkspaceDoor& m_door;
    QWidget* m_window;
    LongQuestion m_comparison;
    QPointer<ForkDialog> m_fork;
    QPointer<DifferenceDialog> m_difference;
};

}  // namespace replay::ui
