// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAction>
#include <QHash>
#include <QList>
#include <functional>

class QWidget;

namespace replay::ui {

/// Everything a person can do in the window, once: menus, transport bar, palette and the sheet of shortcuts all show these.
/// A disabled action says why in its tooltip.
class Actions : public QObject {
    Q_OBJECT
public:
    enum class Group { File, View, Run, Go, Help };

    explicit Actions(QWidget* window);

    /// The first shortcut is the one that menus and tooltips name.
    QAction* add(Group group, const QString& id, const QString& text, const QString& icon, const QList<QKeySequence>& shortcuts,
                 std::function<void()> handler);
    QAction* addToggle(Group group, const QString& id, const QString& text, const QString& icon, const QList<QKeySequence>& shortcuts,
                       bool checked, std::function<void(bool)> handler);
    QAction* at(const QString& id) const { return m_byId.value(id); }
    const QList<QAction*>& all() const { return m_all; }
    QList<QAction*> of(Group group) const;

    /// Empty: enabled. Otherwise the reason why not, shown to people.
    void setReason(const QString& id, const QString& whyNot);
    void setText(const QString& id, const QString& text, const QString& icon);
    static QString reason(const QAction* action);

private:
    void refreshTip(QAction* action);

    QWidget* m_window;
    QHash<QString, QAction*> m_byId;
    QHash<const QAction*, Group> m_groups;
    QList<QAction*> m_all;
};

}  // namespace replay::ui
