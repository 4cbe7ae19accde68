// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/actions.h"

#include "ui/format/tokens.h"

#include <QWidget>

namespace replay::ui {

namespace {
constexpr auto reasonProperty = "whyNot";
}

Actions::Actions(QWidget* window) : QObject(window), m_window(window) {}

QAction* Actions::add(Group group, const QString& id, const QString& text, const QString& icon, const QList<QKeySequence>& shortcuts,
                      std::function<void()> handler)
{
    auto* action = new QAction(text, this);
    action->setObjectName(id);
    if (!icon.isEmpty())
        action->setIcon(format::icon(icon));
    action->setData(icon);
    action->setIconVisibleInMenu(false);
    action->setShortcuts(shortcuts);
    if (handler)
        connect(action, &QAction::triggered, this, [handler = std::move(handler)] { handler(); });
    m_window->addAction(action);
    m_byId.insert(id, action);
    m_groups.insert(action, group);
    m_all.append(action);
    refreshTip(action);
    return action;
}

QAction* Actions::addToggle(Group group, const QString& id, const QString& text, const QString& icon, const QList<QKeySequence>& shortcuts,
                            bool checked, std::function<void(bool)> handler)
{
    QAction* action = add(group, id, text, icon, shortcuts, {});
    action->setCheckable(true);
    action->setChecked(checked);
    connect(action, &QAction::triggered, this, [handler = std::move(handler)](bool on) { handler(on); });
    return action;
}

QList<QAction*> Actions::of(Group group) const
{
    QList<QAction*> found;
    for (QAction* action : m_all) {
        if (m_groups.value(action) == group)
            found.append(action);
    }
    return found;
}

void Actions::setReason(const QString& id, const QString& whyNot)
{
    QAction* action = at(id);
    if (!action || (action->property(reasonProperty).toString() == whyNot && action->isEnabled() == whyNot.isEmpty()))
        return;
    action->setProperty(reasonProperty, whyNot);
    action->setEnabled(whyNot.isEmpty());
    refreshTip(action);
}

void Actions::setText(const QString& id, const QString& text, const QString& icon)
{
    QAction* action = at(id);
    if (!action || action->text() == text)
        return;
    action->setText(text);
    action->setIcon(format::icon(icon));
    action->setData(icon);
    refreshTip(action);
}

QString Actions::reason(const QAction* action) { return action->property(reasonProperty).toString(); }

void Actions::refreshTip(QAction* action)
{
    QString plain = action->text();
    plain.remove(QLatin1Char('&'));
    if (plain.endsWith(QChar(0x2026)))
        plain.chop(1);
    QString tip = plain;
    if (!action->shortcut().isEmpty())
        tip = tr("%1 (%2)").arg(plain, action->shortcut().toString(QKeySequence::NativeText));
    const QString why = reason(action);
    if (!why.isEmpty())
        tip = tr("%1\nNot now: %2").arg(tip, why);
    action->setToolTip(tip);
    action->setStatusTip(why);
}

}  // namespace replay::ui
