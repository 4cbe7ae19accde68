// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/desk.h"

#include <QTimer>
#include <QWidget>

class QStackedLayout;
class QTableView;
class QToolButton;

namespace replay::ui {

class EmptyState;
class SentCommandsModel;

/// My commands: only what the person sent, with how it ended; to be sent again as it was or after editing.
class CommandTray : public QWidget {
    Q_OBJECT
public:
    explicit CommandTray(Desk& desk, QWidget* parent = nullptr);

Q_SIGNALS:
    void hint(const QString& text);

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    void refreshButtons();
    void sendAgain();
    void edit();
    void applyLook();

    Desk& m_desk;
    SentCommandsModel* m_model = nullptr;
    QTableView* m_table = nullptr;
    QWidget* m_empty = nullptr;
    QStackedLayout* m_stack = nullptr;
    QToolButton* m_again = nullptr;
    QToolButton* m_edit = nullptr;
    QTimer m_timer;
};

}  // namespace replay::ui
