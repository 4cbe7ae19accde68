// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/fault_rules_model.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QTableView;

namespace replay::ui {

/// The fault rules of the workspace, and a button that takes one away.
class ArmedFaults : public QWidget {
    Q_OBJECT
public:
    explicit ArmedFaults(Desk& desk, QWidget* parent = nullptr);

    FaultRulesModel& model() { return *m_model; }
    /// Takes the rule of the chosen row away.
    void disarmCurrent();

protected:
    void changeEvent(QEvent* event) override;

private:
    void update();
    void applyLook();

    Desk& m_desk;
    FaultRulesModel* m_model = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_empty = nullptr;
    QTableView* m_table = nullptr;
    QPushButton* m_disarm = nullptr;
};

}  // namespace replay::ui
