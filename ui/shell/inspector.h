// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/shell/cause_chain.h"
#include "ui/shell/inspected.h"
#include "ui/shell/selection_history.h"
#include "ui/shell/state_diff.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QStackedWidget;
class QTabWidget;
class QToolButton;

namespace replay::ui {

class CausePage;
class DiffList;
class EmptyState;
class JsonView;
class MessageBar;
class RowsPage;

/// The pane at the right: what the selected thing is. Follows the desk's one selection unless it is pinned. The difference
/// and the chain of causes are worked out on a worker, and only while their tab is looked at.
class Inspector : public QWidget {
    Q_OBJECT
public:
    explicit Inspector(Desk& desk, QWidget* parent = nullptr);

    QSize minimumSizeHint() const override;
    QSize sizeHint() const override;
    void showCause(CauseQuestion question);
    void showRows();

Q_SIGNALS:
    void closeRequested();

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    enum Tab { SummaryTab, PayloadTab, DiffTab, CauseTab, RowsTab };
    struct DiffAnswer {
        QString problem;
        QList<FieldChange> changes;
    };

    QWidget* makeHeader();
    QWidget* makeSummary();
    QWidget* makeDiff();
    void follow(const Selection& selection);
    void inspectNow();
    void show(const Inspected& inspected);
    void loadTab();
    void loadDiff();
    void refreshButtons();
    void applyLook();
    QString factsHtml() const;

    Desk& m_desk;
    SelectionHistory m_history;
    Selection m_selection;
    Inspected m_inspected;
    bool m_moving = false;  ///< back or forward is under way: not a new visit
    bool m_diffLoaded = false;
    QTimer m_timer;

    QToolButton* m_back = nullptr;
    QToolButton* m_forward = nullptr;
    QToolButton* m_pin = nullptr;
    QLabel* m_mark = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_subtitle = nullptr;
    QStackedWidget* m_stack = nullptr;
    EmptyState* m_empty = nullptr;
    QTabWidget* m_tabs = nullptr;
    MessageBar* m_note = nullptr;
    QLabel* m_facts = nullptr;
    JsonView* m_summaryJson = nullptr;
    JsonView* m_payload = nullptr;
    QLabel* m_diffWords = nullptr;
    DiffList* m_diff = nullptr;
    CausePage* m_cause = nullptr;
    RowsPage* m_rows = nullptr;
};

}  // namespace replay::ui
