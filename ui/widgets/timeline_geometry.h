// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/widgets/timeline_scene.h"

#include <QLineF>
#include <QRectF>

namespace replay::ui {

/// A scene brought into pixels: for one size, zoom and scroll position. Pure, so that what is drawn, what is hit by the
/// mouse and what a test expects are the same figures.
class TimelineGeometry {
public:
    TimelineGeometry() = default;
    /// `em` is the height of the text; `labels` the width of the column with the lanes' names.
    TimelineGeometry(const TimelineScene* scene, QRectF area, double em, double labels, double zoom, double scroll);

    double em() const { return m_em; }
    double x(double unit) const { return m_left + m_em * m_zoom * unit - m_scroll; }
    double unitAt(double x) const { return (x - m_left + m_scroll) / (m_em * m_zoom); }
    double contentWidth() const { return m_em * (m_zoom * m_scene->length() + marginRight); }
    double visibleWidth() const { return m_area.right() - m_left; }

    QRectF area() const { return m_area; }
    QRectF plot() const;    ///< everything right of the labels
    QRectF header() const;  ///< the axis, over the lanes
    QRectF lane(int index) const;
    QRectF log() const;  ///< the row of events under the lanes
    double left() const { return m_left; }

    bool namesWrap() const { return m_laneHeight >= tallLane * m_em; }
    QRectF bar(int attempt) const;  ///< the attempt in the saga's lane, or in that of the service that does it of itself
    QLineF request(int attempt) const;
    QRectF transaction(int attempt) const;     ///< empty where none took place
    QRectF gap(int attempt, int index) const;  ///< between two gap points of the transaction
    QLineF reply(int attempt) const;           ///< null where nothing came back
    QRectF wait(int index) const;
    QRectF ghost(int index) const;
    QRectF event(int index) const;  ///< index into the scene's events
    /// Where the badge of a fault at this place belongs.
    QPointF anchor(const TimelinePlace& place) const;

    TimelinePlace placeAt(QPointF point) const;
    /// What is marked where somebody points.
    QRectF rectOf(const TimelinePlace& place) const;

    static constexpr int gapsInTransaction = 4;

private:
    double barHeightNow() const;
    double transactionRoomNow() const;  ///< of one that lies under its bar
    double transactionBottom(int attempt) const;
    static constexpr double headerHeight = 1.7;
    static constexpr double logHeight = 1.9;
    static constexpr double laneMax = 7.0;
    static constexpr double tallLane = 4.6;  ///< from this height of a lane on, names may take two lines
    static constexpr double tallBar = 2.35;
    static constexpr double flatBar = 1.65;
    static constexpr double transactionHeight = 1.25;
    static constexpr double eventSide = 0.95;
    static constexpr double marginLeft = 0.8;
    static constexpr double marginRight = 3.0;
    static constexpr double reach = 0.55;  ///< how near to a line counts as on it

    const TimelineScene* m_scene = nullptr;
    QRectF m_area;
    double m_em = 1;
    double m_zoom = 1;
    double m_scroll = 0;
    double m_left = 0;
    double m_laneHeight = 1;
};

}  // namespace replay::ui
