// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/fault_rules_model.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QTableView;

namespace replay::ui {

/// Every fault rule that the workspace has or had: its kind, its aim, since when it is armed, how often it has struck.
class FaultList : public QWidget {
    Q_OBJECT
public:
    explicit FaultList(Desk& desk, QWidget* parent = nullptr);

    FaultRulesModel& model() { return *m_model; }
    QTableView& table() { return *m_table; }
    void disarmCurrent();
    /// The rule of this number.
    void choose(qint64 id);

private:
    void update();

    Desk& m_desk;
    FaultRulesModel* m_model = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_empty = nullptr;
    QTableView* m_table = nullptr;
    QPushButton* m_disarm = nullptr;
};

}  // namespace replay::ui
