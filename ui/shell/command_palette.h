// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/desk.h"
#include "ui/shell/actions.h"

#include <QFrame>
#include <QTimer>
#include <functional>

class QLineEdit;
class QListWidget;

namespace replay::ui {

/// Ctrl+K: everything by its name. Actions and pages by fuzzy match, a number as a position, aggregates and events by id.
class CommandPalette : public QFrame {
    Q_OBJECT
public:
    CommandPalette(Desk& desk, Actions& actions, QWidget* window);

    void open();

Q_SIGNALS:
    void hint(const QString& text);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    struct Entry {
        QString text;
        QString side;  ///< shortcut, kind or why not
        QString icon;
        bool enabled = true;
        std::function<void()> run;
    };
    struct Found {
        QString typed;
        QList<api::AggregateRow> aggregates;
        std::optional<api::EventRow> event;
    };

    void search();
    void askDesk(const QString& typed);
    void show(const QList<Entry>& entries);
    QList<Entry> matchingActions(const QString& typed) const;
    QList<Entry> matchingThings() const;
    void place();
    void runCurrent();
    void moveBy(int rows);

    Desk& m_desk;
    Actions& m_actions;
    QLineEdit* m_edit = nullptr;
    QListWidget* m_list = nullptr;
    QTimer m_timer;
    QList<Entry> m_entries;
    Found m_found;
};

}  // namespace replay::ui
