// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/shell/log_axis.h"

#include <QAbstractSlider>

namespace replay::ui {

/// The slider over the whole log: a strip of how dense the events are, the marks (faults, failed sagas, broken invariants)
/// and the cursor. Dragged, clicked or moved by keys; an abstract slider, so that screen readers know it.
class LogSlider : public QAbstractSlider {
    Q_OBJECT
public:
    explicit LogSlider(QWidget* parent = nullptr);

    void setHead(api::Position head);
    void setCursor(api::Position position, bool live);
    void setPicture(const QList<int>& density, const QList<api::Marker>& markers, bool capped);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void positionChosen(replay::api::Position position);
    void liveChosen();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    QRectF track() const;
    double xOf(api::Position position) const;
    void choose(double x);
    QString tipAt(double x) const;
    void paintMarks(QPainter& painter) const;

    LogAxis m_axis;
    QList<int> m_density;
    QList<api::Marker> m_markers;
    bool m_capped = false;
    api::Position m_head = 0;
    api::Position m_cursor = 0;
    bool m_live = true;
    bool m_dragging = false;
    bool m_ring = false;  ///< the focus came by the keyboard: show it
};

}  // namespace replay::ui
