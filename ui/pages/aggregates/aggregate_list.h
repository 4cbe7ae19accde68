// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/desk.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QStackedWidget;
class QTableView;

namespace replay::ui {

class AggregateListModel;
class EmptyState;

/// The left pane: all aggregates of a kind, with a search for their names and ids.
class AggregateList : public QWidget {
    Q_OBJECT
public:
    AggregateList(Desk& desk, QWidget* parent = nullptr);

    AggregateListModel& model() const { return *m_model; }
    QTableView& view() const { return *m_view; }
    QLineEdit& search() const { return *m_search; }
    QComboBox& kinds() const { return *m_kinds; }
    /// Marks an aggregate in the list, where the list has it, without saying that it was chosen.
    void mark(const QString& aggregateId);

Q_SIGNALS:
    void chosen(const QString& aggregateId);
    void readFailed(const replay::base::Error& error);

protected:
    void changeEvent(QEvent* event) override;

private:
    void applyQuery();
    void loadKinds();
    void updateState();
    void updateSight();
    void applyLook();

    Desk& m_desk;
    AggregateListModel* m_model = nullptr;
    QLineEdit* m_search = nullptr;
    QComboBox* m_kinds = nullptr;
    QTableView* m_view = nullptr;
    QLabel* m_footer = nullptr;
    QStackedWidget* m_stack = nullptr;
    EmptyState* m_empty = nullptr;
    QTimer m_typed;
    QTimer m_kindsPause;
    bool m_kindsAsked = false;
    bool m_marking = false;
    QString m_marked;
};

}  // namespace replay::ui
