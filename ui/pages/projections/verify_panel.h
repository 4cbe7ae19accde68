// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/long_question.h"
#include "ui/models/projection_differences_model.h"
#include "ui/pages/projections/titled_panel.h"

class QLabel;
class QProgressBar;
class QPushButton;
class QTableView;
class QToolButton;

namespace replay::ui {

/// The comparison of a read model with a fresh fold of the log: its progress, then its result — equal, or the rows that differ.
class VerifyPanel : public TitledPanel {
    Q_OBJECT
public:
    VerifyPanel(Desk& desk, QWidget* parent = nullptr);

    void start(const api::ProjectionInfo& projection);
    bool isRunning() const { return m_question.isRunning(); }
    /// The result goes away with the read model it was about.
    void dismiss();
    ProjectionDifferencesModel& differences() { return m_differences; }

Q_SIGNALS:
    void runningChanged(bool running);
    /// A differing row was pointed at.
    void rowPointedAt(const QString& key);

private:
    void showResult(const QString& title, const api::Result<api::ProjectionCheck>& result);
    void say(const QString& icon, const QString& title, const QString& text);

    LongQuestion m_question;
    ProjectionDifferencesModel m_differences;
    QLabel* m_icon = nullptr;
    QLabel* m_text = nullptr;
    QProgressBar* m_progress = nullptr;
    QPushButton* m_cancel = nullptr;
    QToolButton* m_close = nullptr;
    QTableView* m_table = nullptr;
};

}  // namespace replay::ui
