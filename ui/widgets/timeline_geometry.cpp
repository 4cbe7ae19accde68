// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/timeline_geometry.h"

#include <algorithm>
#include <cmath>

namespace replay::ui {
namespace {

using Part = TimelinePlace::Part;

double distance(const QLineF& line, QPointF point)
{
    if (line.length() < 1.0)
        return QLineF(line.p1(), point).length();
    const QPointF along = line.p2() - line.p1();
    const QPointF to = point - line.p1();
    const double share = std::clamp(QPointF::dotProduct(along, to) / QPointF::dotProduct(along, along), 0.0, 1.0);
    return QLineF(line.pointAt(share), point).length();
}

}  // namespace

TimelineGeometry::TimelineGeometry(const TimelineScene* scene, QRectF area, double em, double labels, double zoom, double scroll)
    : m_scene(scene),
      m_area(area),
      m_em(em),
      m_zoom(zoom),
      m_scroll(scroll),
      m_left(area.left() + labels + marginLeft * em)
{
    const double lanes = std::max<qsizetype>(scene->lanes().size(), 1);
    const double free = area.height() - (headerHeight + logHeight) * em;
    m_laneHeight = std::clamp(free / lanes, 1.0, laneMax * em);
}

QRectF TimelineGeometry::plot() const { return QRectF(QPointF(m_left - marginLeft * m_em, m_area.top()), m_area.bottomRight()); }

QRectF TimelineGeometry::header() const { return QRectF(m_area.left(), m_area.top(), m_area.width(), headerHeight * m_em); }

QRectF TimelineGeometry::lane(int index) const
{
    return QRectF(m_area.left(), header().bottom() + index * m_laneHeight, m_area.width(), m_laneHeight);
}

QRectF TimelineGeometry::log() const
{
    const double top = header().bottom() + static_cast<double>(m_scene->lanes().size()) * m_laneHeight;
    return QRectF(m_area.left(), top, m_area.width(), logHeight * m_em);
}

double TimelineGeometry::barHeightNow() const
{
    return m_laneHeight >= tallLane * m_em ? tallBar * m_em : std::min(flatBar * m_em, m_laneHeight * 0.7);
}

double TimelineGeometry::transactionRoomNow() const { return std::min(transactionHeight * m_em, m_laneHeight * 0.25); }

double TimelineGeometry::transactionBottom(int attempt) const
{
    const QRectF box = transaction(attempt);
    return box.isEmpty() ? bar(attempt).bottom() : box.bottom();
}

QRectF TimelineGeometry::bar(int attempt) const
{
    const TimelineScene::Attempt& placed = m_scene->attempts()[attempt];
    const QRectF row = lane(placed.home);
    const double height = barHeightNow();
    if (placed.from >= 0) {
        // Above its transaction, in the lane of the service whose own doing it is.
        const double left = x(std::min(placed.arrived, placed.end));
        const double top = row.center().y() - (height + transactionRoomNow()) / 2;
        return QRectF(left, top, std::max(x(placed.end) - left, m_em * 0.5), height);
    }
    return QRectF(x(placed.sent), row.center().y() - height / 2, std::max(x(placed.end) - x(placed.sent), m_em * 0.5), height);
}

QRectF TimelineGeometry::transaction(int attempt) const
{
    const TimelineScene::Attempt& placed = m_scene->attempts()[attempt];
    if (!placed.handled)
        return {};
    const QRectF row = lane(placed.lane);
    if (placed.from >= 0) {
        const QRectF above = bar(attempt);
        const double height = transactionRoomNow();
        return QRectF(x(placed.arrived), above.bottom(), std::max(x(placed.committed) - x(placed.arrived), m_em * 0.4), height);
    }
    const double height = std::min(transactionHeight * m_em, row.height() * 0.6);
    return QRectF(x(placed.arrived), row.center().y() - height / 2, std::max(x(placed.committed) - x(placed.arrived), m_em * 0.4), height);
}

QRectF TimelineGeometry::gap(int attempt, int index) const
{
    const QRectF whole = transaction(attempt);
    const double width = whole.width() / gapsInTransaction;
    return QRectF(whole.left() + index * width, whole.top(), width, whole.height());
}

QLineF TimelineGeometry::request(int attempt) const
{
    const TimelineScene::Attempt& placed = m_scene->attempts()[attempt];
    const QRectF from = bar(attempt);
    const QRectF row = lane(placed.lane);
    if (placed.from >= 0) {
        // From the service whose event it is; downwards or upwards, and within one lane along it.
        const QRectF sender = lane(placed.from);
        const double to = placed.from == placed.lane  ? from.center().y()
                          : placed.from < placed.lane ? from.top()
                                                      : transactionBottom(attempt);
        QLineF line(QPointF(x(placed.sent), placed.from == placed.lane ? to : sender.center().y()), QPointF(x(placed.arrived), to));
        if (placed.requestLost)
            line.setP2(line.pointAt(0.6));
        return line;
    }
    const double top = placed.handled ? transaction(attempt).top() : row.center().y();
    QLineF line(QPointF(from.left(), from.bottom()), QPointF(x(placed.arrived), top));
    if (placed.requestLost)
        line.setP2(line.pointAt(0.6));
    return line;
}

QLineF TimelineGeometry::reply(int attempt) const
{
    const TimelineScene::Attempt& placed = m_scene->attempts()[attempt];
    if ((!placed.handled && !placed.answerArrived) || placed.from >= 0)
        return {};
    const QRectF target = bar(attempt);
    const double y = placed.handled ? transaction(attempt).top() : lane(placed.lane).center().y();
    const QPointF start(x(placed.committed), y);
    QLineF line(start, QPointF(x(placed.answered), target.bottom()));
    if (placed.replyLost)
        line = QLineF(start, QPointF(x(placed.answered), (y + target.bottom()) / 2));
    return line;
}

QRectF TimelineGeometry::wait(int index) const
{
    const TimelineScene::Wait& pause = m_scene->waits()[index];
    const QRectF near = bar(pause.after);
    return QRectF(x(pause.from), near.top(), std::max(x(pause.to) - x(pause.from), 1.0), near.height());
}

QRectF TimelineGeometry::ghost(int index) const
{
    const TimelineScene::Ghost& ghost = m_scene->ghosts()[index];
    const QRectF row = lane(0);
    const double height = barHeightNow();
    return QRectF(x(ghost.from), row.center().y() - height / 2, x(ghost.to) - x(ghost.from), height);
}

QRectF TimelineGeometry::event(int index) const
{
    const double side = eventSide * m_em;
    const QRectF row = log();
    return QRectF(x(m_scene->events()[index].at), row.center().y() - side / 2, side, side);
}

QPointF TimelineGeometry::anchor(const TimelinePlace& place) const
{
    const TimelineScene::Attempt& placed = m_scene->attempts()[place.attempt];
    switch (place.part) {
    case Part::Request: {
        const QLineF line = request(place.attempt);
        return placed.requestLost ? line.p2() + QPointF(1.3 * m_em, 0) : line.pointAt(0.5);
    }
    case Part::Handler:
        if (placed.handled) {
            const QRectF box = gap(place.attempt, std::max(place.gap, 0));
            return {box.center().x(), box.bottom()};
        }
        return request(place.attempt).p2();
    case Part::Reply: {
        const QLineF line = reply(place.attempt);
        if (line.isNull())
            return request(place.attempt).p2();
        if (placed.replyLost && place.gap > 0)
            return line.p2() + QPointF(1.3 * m_em, 0);
        return line.pointAt(place.gap == 0 ? 0.18 : 0.6);
    }
    case Part::None:
    case Part::Step:
    case Part::Wait:
    case Part::Event: break;
    }
    const QRectF box = bar(place.attempt);
    return {box.center().x(), box.top()};
}

TimelinePlace TimelineGeometry::placeAt(QPointF point) const
{
    if (!plot().contains(point))
        return {};
    for (int i = static_cast<int>(m_scene->events().size()) - 1; i >= 0; --i) {
        if (event(i).adjusted(-2, -m_em / 3, 2, m_em / 3).contains(point))
            return {Part::Event, m_scene->events()[i].attempt, -1, m_scene->events()[i].index};
    }
    const int attempts = static_cast<int>(m_scene->attempts().size());
    for (int i = 0; i < attempts; ++i) {
        const QRectF whole = transaction(i);
        if (!whole.isEmpty() && whole.adjusted(0, -m_em / 4, 0, m_em / 4).contains(point)) {
            const int index = static_cast<int>((point.x() - whole.left()) * gapsInTransaction / whole.width());
            return {Part::Handler, i, std::clamp(index, 0, gapsInTransaction - 1), -1};
        }
        if (bar(i).contains(point))
            return {Part::Step, i, -1, -1};
    }
    TimelinePlace nearest;
    double best = reach * m_em;
    for (int i = 0; i < attempts; ++i) {
        if (const double far = distance(request(i), point); far < best) {
            best = far;
            nearest = {Part::Request, i, -1, -1};
        }
        const QLineF back = reply(i);
        if (const double far = back.isNull() ? best : distance(back, point); far < best) {
            best = far;
            const double share = (point.x() - back.x1()) / std::max(back.dx(), 1.0);
            nearest = {Part::Reply, i, share < 0.35 ? 0 : 1, -1};
        }
    }
    if (nearest.part != Part::None)
        return nearest;
    for (int i = 0; i < m_scene->waits().size(); ++i) {
        if (wait(i).contains(point))
            return {Part::Wait, m_scene->waits()[i].after, -1, -1};
    }
    return {};
}

QRectF TimelineGeometry::rectOf(const TimelinePlace& place) const
{
    if (place.part == Part::Event) {
        for (int i = 0; i < m_scene->events().size(); ++i) {
            if (m_scene->events()[i].index == place.event)
                return event(i);
        }
        return {};
    }
    if (place.attempt < 0 || place.attempt >= m_scene->attempts().size())
        return {};
    const auto around = [](const QLineF& line) { return QRectF(line.p1(), line.p2()).normalized(); };
    switch (place.part) {
    case Part::Step: return bar(place.attempt);
    case Part::Request: return around(request(place.attempt));
    case Part::Handler: return gap(place.attempt, place.gap);
    case Part::Reply: return around(reply(place.attempt));
    case Part::Wait:
        for (int i = 0; i < m_scene->waits().size(); ++i) {
            if (m_scene->waits()[i].after == place.attempt)
                return wait(i);
        }
        break;
    case Part::None:
    case Part::Event: break;
    }
    return {};
}

}  // namespace replay::ui
