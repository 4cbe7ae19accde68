// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/widgets/timeline_geometry.h"
#include "ui/widgets/timeline_player.h"

#include <QAbstractScrollArea>
#include <QVariantAnimation>

namespace replay::ui {

/// The timeline of one saga: a lane for each participant, time to the right. Wheel and + − zoom, drag and Shift+arrows pan,
/// 0 shows all, arrows walk from attempt to attempt, Enter offers to break the one with the focus. Dragging along the axis
/// scrubs the replay. What it shows can be read aloud: each attempt is a child of its accessible interface.
class TimelineView : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit TimelineView(QWidget* parent = nullptr);

    /// Shows a saga as of `now`. The same saga again keeps zoom, place and focus, and lets what is new appear in motion.
    void setTimeline(const api::SagaTimeline& timeline, api::ModelTime now);
    void setArmed(const QList<api::FaultRule>& rules);
    void setSelectedEvent(const QString& eventId);
    void clear();

    const api::SagaTimeline& timeline() const { return m_timeline; }
    const TimelineScene& scene() const { return m_scene; }
    TimelineGeometry geometryNow() const;  ///< in the viewport's pixels
    TimelinePlayer& player() { return m_player; }

    int currentAttempt() const { return m_current; }
    void setCurrentAttempt(int attempt);

    double zoom() const { return m_zoom; }
    void zoomBy(double factor, double aroundX);
    void zoomIn();
    void zoomOut();
    void fit();
    /// Brings an attempt into view.
    void reveal(int attempt);
    /// Writes the whole of it as a picture: .svg as vectors, anything else by its suffix. Answers the reason where it fails.
    QString exportTo(const QString& file) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

    static constexpr double zoomMin = 0.3;
    static constexpr double zoomMax = 6.0;

Q_SIGNALS:
    void eventChosen(const replay::api::EventRow& event);
    /// Somebody pointed at a step or a gap; `at` is where, in global coordinates.
    void placeChosen(const replay::ui::TimelinePlace& place, QPoint at);
    void currentChanged(int attempt);

protected:
    bool event(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    enum class Drag { None, Pending, Pan, Scrub };
    TimelineGeometry geometryFor(QRectF area, double zoom, double scroll) const;
    double emFor(QSizeF size) const;  ///< enlarged where there is room to spare: timelines are looked at from afar
    double em() const { return emFor(viewport()->size()); }
    double labelsWidth(double em) const;
    void updateScrollBar();
    void applyFit();
    void setHover(const TimelinePlace& place);
    void choose(const TimelinePlace& place, QPoint at);
    void paintScene(QPainter& painter, const TimelineGeometry& geometry) const;

    api::SagaTimeline m_timeline;
    TimelineScene m_scene;
    QList<api::FaultRule> m_armed;
    QString m_selectedEvent;
    TimelinePlayer m_player;
    QVariantAnimation m_growth;  ///< lets what is new appear
    double m_zoom = 1.0;
    bool m_fitted = true;
    int m_current = -1;
    TimelinePlace m_hover;
    Drag m_drag = Drag::None;
    QPoint m_pressedAt;
    int m_pressedScroll = 0;
};

}  // namespace replay::ui
