// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/desk.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QSplitter;
class QTableView;
class QToolButton;

namespace replay::ui {

class CommandTray;
class EmptyState;
class RecentEventsModel;

/// The dock at the bottom: the newest events up to the cursor and, beside them, what the person sent. Collapsed it is one
/// line with the last event; it never goes away.
class EventDock : public QWidget {
    Q_OBJECT
public:
    explicit EventDock(Desk& desk, QWidget* parent = nullptr);

    bool isCollapsed() const { return m_collapsed; }
    void setCollapsed(bool collapsed);
    int collapsedHeight() const;
    QSplitter* splitter() const { return m_splitter; }

Q_SIGNALS:
    void collapsedChanged(bool collapsed);
    void hint(const QString& text);

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    void refreshTicker();
    void applyLook();
    QTableView* makeTable();

    Desk& m_desk;
    RecentEventsModel* m_model = nullptr;
    QWidget* m_header = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_ticker = nullptr;
    QToolButton* m_toggle = nullptr;
    QTableView* m_table = nullptr;
    CommandTray* m_tray = nullptr;
    QSplitter* m_splitter = nullptr;
    QTimer m_timer;
    api::Position m_lastHead = 0;
    bool m_collapsed = false;
};

}  // namespace replay::ui
