// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/gap_trials_model.h"
#include "ui/models/long_question.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace replay::ui {

class EmptyState;
class MessageBar;
class ProgressStrip;

/// "Try all gaps": a saga runs once for every gap of every step, each time with the crash or loss there, and the matrix says how
/// each run ended and which invariants held. It stays open beside the window.
class GapMatrixDialog : public QDialog {
    Q_OBJECT
public:
    GapMatrixDialog(Desk& desk, QWidget* parent = nullptr);

    GapTrialsModel& model() const { return *m_model; }
    QTableView& table() const { return *m_table; }
    QPushButton& tryButton() const { return *m_try; }
    QComboBox& saga() const { return *m_saga; }
    QCheckBox& withPitfalls() const { return *m_pitfalls; }
    QString told() const;     ///< the sentence over the matrix
    QString details() const;  ///< about the chosen trial
    bool isRunning() const { return m_run.isRunning(); }
    void tryAll();
    /// The matrix into a file; what went wrong, or nothing.
    QString exportTo(const QString& file) const;

    void reject() override;

private:
    void build();
    QWidget* makeTable();
    void attach();
    void readPitfalls();
    void showTrials(const api::Result<QList<api::GapTrial>>& trials);
    void say(const QString& text);
    void chooseExport();

    Desk& m_desk;
    LongQuestion m_run;
    GapTrialsModel* m_model = nullptr;
    QComboBox* m_saga = nullptr;
    QCheckBox* m_pitfalls = nullptr;
    QPushButton* m_try = nullptr;
    QPushButton* m_export = nullptr;
    ProgressStrip* m_progress = nullptr;
    MessageBar* m_message = nullptr;
    QLabel* m_told = nullptr;
    QStackedWidget* m_stack = nullptr;
    QTableView* m_table = nullptr;
    EmptyState* m_empty = nullptr;
    QPlainTextEdit* m_details = nullptr;
};

}  // namespace replay::ui
