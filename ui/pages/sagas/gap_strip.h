// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/widgets/timeline_scene.h"

#include <QWidget>

namespace replay::ui {

/// The way of one attempt, large: sent, received, loaded, decided, appended, committed, published, acknowledged, and the gaps
/// between them, in which a fault can be armed. Arrows walk the gaps, Enter arms.
class GapStrip : public QWidget {
    Q_OBJECT
public:
    explicit GapStrip(QWidget* parent = nullptr);

    void setAttempt(const api::SagaTimeline& timeline, int attempt);
    void setArmed(const QList<api::FaultRule>& rules);
    void clear();
    int attempt() const { return m_index; }
    /// The place of the n-th gap.
    TimelinePlace placeOf(int gap) const;
    QRectF gapRect(int gap) const;
    static int gapCount();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void placeChosen(const replay::ui::TimelinePlace& place, QPoint at);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    double em() const;
    QPointF point(int index) const;
    int gapAt(QPointF at) const;
    int pointsReached() const;  ///< how far this attempt got
    void choose(int gap, QPoint at);
    void paintGap(QPainter& painter, int gap, bool reached) const;
    void paintPoint(QPainter& painter, int index, bool reached) const;
    void describe();

    api::SagaTimeline m_timeline;
    int m_index = -1;
    QList<api::FaultRule> m_armed;
    int m_hover = -1;
    int m_current = 0;
};

}  // namespace replay::ui
