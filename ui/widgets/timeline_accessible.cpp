// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/timeline_accessible.h"
#include "ui/widgets/accessible_factory.h"
#include "ui/widgets/timeline_view.h"
#include "ui/widgets/timeline_words.h"

namespace replay::ui {

void installTimelineAccessibility() { installAccessible<TimelineView, TimelineAccessible>(); }

bool AttemptAccessible::isValid() const { return m_attempt < m_view->scene().attempts().size(); }

QAccessibleInterface* AttemptAccessible::parent() const { return QAccessible::queryAccessibleInterface(m_view); }

QString AttemptAccessible::text(QAccessible::Text kind) const
{
    return kind == QAccessible::Name && isValid() ? timeline_words::spoken(m_view->timeline(), m_attempt) : QString();
}

QRect AttemptAccessible::rect() const
{
    if (!isValid())
        return {};
    const QRect box = m_view->geometryNow().bar(m_attempt).toAlignedRect();
    return QRect(m_view->viewport()->mapToGlobal(box.topLeft()), box.size());
}

QAccessible::State AttemptAccessible::state() const
{
    QAccessible::State state;
    state.focusable = true;
    state.focused = m_view->hasFocus() && m_view->currentAttempt() == m_attempt;
    state.invisible = !m_view->isVisible();
    return state;
}

TimelineAccessible::TimelineAccessible(TimelineView* view) : QAccessibleWidget(view, QAccessible::List), m_view(view) {}

TimelineAccessible::~TimelineAccessible()
{
    for (const QAccessible::Id id : std::as_const(m_attempts))
        QAccessible::deleteAccessibleInterface(id);
}

int TimelineAccessible::childCount() const { return static_cast<int>(m_view->scene().attempts().size()); }

QAccessibleInterface* TimelineAccessible::child(int index) const
{
    if (index < 0 || index >= childCount())
        return nullptr;
    while (m_attempts.size() <= index) {
        auto* attempt = new AttemptAccessible(m_view, static_cast<int>(m_attempts.size()));
        m_attempts << QAccessible::registerAccessibleInterface(attempt);
    }
    return QAccessible::accessibleInterface(m_attempts[index]);
}

QAccessibleInterface* TimelineAccessible::childAt(int x, int y) const
{
    for (int i = 0; i < childCount(); ++i) {
        if (child(i)->rect().contains(x, y))
            return child(i);
    }
    return nullptr;
}

int TimelineAccessible::indexOfChild(const QAccessibleInterface* wanted) const
{
    for (int i = 0; i < m_attempts.size(); ++i) {
        if (QAccessible::accessibleInterface(m_attempts[i]) == wanted)
            return i;
    }
    return -1;
}

}  // namespace replay::ui
