// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAccessible>
#include <QAccessibleWidget>

namespace replay::ui {

class TimelineView;

/// Makes screen readers see the attempts of every TimelineView as its children. Once per program; later calls do nothing.
void installTimelineAccessibility();

/// One attempt of a timeline as a screen reader meets it.
class AttemptAccessible : public QAccessibleInterface {
public:
    AttemptAccessible(TimelineView* view, int attempt) : m_view(view), m_attempt(attempt) {}
    bool isValid() const override;
    QObject* object() const override { return nullptr; }
    QAccessibleInterface* parent() const override;
    QAccessibleInterface* child(int) const override { return nullptr; }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    QString text(QAccessible::Text kind) const override;
    void setText(QAccessible::Text, const QString&) override {}
    QRect rect() const override;
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    QAccessible::State state() const override;

private:
    TimelineView* m_view;
    int m_attempt;
};

class TimelineAccessible : public QAccessibleWidget {
public:
    explicit TimelineAccessible(TimelineView* view);
    ~TimelineAccessible() override;
    int childCount() const override;
    QAccessibleInterface* child(int index) const override;
    QAccessibleInterface* childAt(int x, int y) const override;
    int indexOfChild(const QAccessibleInterface* child) const override;

private:
    TimelineView* m_view;
    mutable QList<QAccessible::Id> m_attempts;
};

}  // namespace replay::ui
