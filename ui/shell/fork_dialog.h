// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/long_question.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace replay::ui {

class ForkChanges;
class ProgressStrip;

/// Makes a what-if branch of the open workspace: from which position, under what name, and what is otherwise in it. What goes
/// wrong is said in the dialog, which stays until the branch is made or given up.
class ForkDialog : public QDialog {
    Q_OBJECT
public:
    ForkDialog(Desk& desk, api::Workspaces& workspaces, const api::BranchChange& suggestion, QWidget* window);

    QSpinBox& position() const { return *m_position; }
    QLineEdit& folder() const { return *m_folder; }
    ForkChanges& changes() const { return *m_changes; }
    QPushButton& makeButton() const { return *m_make; }
    QString problem() const;
    bool isRunning() const { return m_run.isRunning(); }

    void reject() override;

Q_SIGNALS:
    void made(const QString& folder, replay::api::Position asked, const replay::api::BranchMade& branch);

private:
    void build();
    void readSubject();
    void chooseFolder();
    void make();
    void finish(const QString& folder, api::Position asked, const api::Result<api::BranchMade>& branch);
    void setProblem(const QString& text);
    QString freshFolder() const;

    Desk& m_desk;
    api::Workspaces& m_workspaces;
    std::optional<api::EventRow> m_selected;  ///< the event that was pointed at; else it is the one at the position
    LongQuestion m_run;
    QSpinBox* m_position = nullptr;
    QLabel* m_where = nullptr;
    QLineEdit* m_folder = nullptr;
    QPushButton* m_browse = nullptr;
    ForkChanges* m_changes = nullptr;
    QLabel* m_sign = nullptr;  ///< before the problem
    QLabel* m_problem = nullptr;
    ProgressStrip* m_progress = nullptr;
    QPushButton* m_make = nullptr;
    QPushButton* m_cancel = nullptr;
};

}  // namespace replay::ui
