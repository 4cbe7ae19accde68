// SPDX-License-Identifier: GPL-3.0-or-later
// What a person does with the timeline: mouse, wheel, keys and tooltips.
#include "ui/widgets/timeline_view.h"
#include "ui/widgets/timeline_words.h"

#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>
#include <cmath>

namespace replay::ui {
namespace {

using Part = TimelinePlace::Part;
constexpr double zoomPerNotch = 1.2;

}  // namespace

void TimelineView::setHover(const TimelinePlace& place)
{
    if (place == m_hover)
        return;
    m_hover = place;
    viewport()->setCursor(place.part == Part::None ? Qt::ArrowCursor : Qt::PointingHandCursor);
    viewport()->update();
}

bool TimelineView::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        // Plus and minus are the window's keys for speed; while the timeline has the focus they are its zoom.
        const auto* key = static_cast<QKeyEvent*>(event);
        const QList<int> mine{Qt::Key_Plus, Qt::Key_Minus, Qt::Key_Equal, Qt::Key_0};
        if (mine.contains(key->key()) && !(key->modifiers() & (Qt::ControlModifier | Qt::AltModifier))) {
            event->accept();
            return true;
        }
    }
    return QAbstractScrollArea::event(event);
}

bool TimelineView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QString facts = timeline_words::facts(m_timeline, geometryNow().placeAt(help->pos()));
        if (facts.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), facts, viewport());
        return true;
    }
    if (event->type() == QEvent::Leave)
        setHover({});
    return QAbstractScrollArea::viewportEvent(event);
}

void TimelineView::wheelEvent(QWheelEvent* event)
{
    const QPoint turn = event->angleDelta();
    if (event->modifiers() & Qt::ShiftModifier || std::abs(turn.x()) > std::abs(turn.y())) {
        const int by = turn.x() != 0 ? turn.x() : turn.y();
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() - by);
    } else if (turn.y() != 0) {
        constexpr double notch = 120.0;
        zoomBy(std::pow(zoomPerNotch, turn.y() / notch), event->position().x());
    }
    event->accept();
}

void TimelineView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::RightButton) {
        choose(geometryNow().placeAt(event->position()), event->globalPosition().toPoint());
        return;
    }
    if (event->button() != Qt::LeftButton || m_scene.isEmpty())
        return;
    const TimelineGeometry geometry = geometryNow();
    m_pressedAt = event->position().toPoint();
    m_pressedScroll = horizontalScrollBar()->value();
    if (geometry.header().contains(event->position())) {
        m_drag = Drag::Scrub;
        m_player.seek(geometry.unitAt(event->position().x()));
    } else {
        m_drag = Drag::Pending;
    }
}

void TimelineView::mouseMoveEvent(QMouseEvent* event)
{
    const QPoint at = event->position().toPoint();
    if (m_drag == Drag::Pending && (at - m_pressedAt).manhattanLength() >= QApplication::startDragDistance())
        m_drag = Drag::Pan;
    if (m_drag == Drag::Pan)
        horizontalScrollBar()->setValue(m_pressedScroll - (at.x() - m_pressedAt.x()));
    else if (m_drag == Drag::Scrub)
        m_player.seek(geometryNow().unitAt(event->position().x()));
    else
        setHover(geometryNow().placeAt(event->position()));
}

void TimelineView::mouseReleaseEvent(QMouseEvent* event)
{
    const bool clicked = m_drag == Drag::Pending && event->button() == Qt::LeftButton;
    m_drag = Drag::None;
    if (clicked)
        choose(geometryNow().placeAt(event->position()), event->globalPosition().toPoint());
}

void TimelineView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (geometryNow().placeAt(event->position()).part == Part::None)
        fit();
}

void TimelineView::choose(const TimelinePlace& place, QPoint at)
{
    if (place.part == Part::None)
        return;
    if (place.attempt >= 0)
        setCurrentAttempt(place.attempt);
    if (place.part == Part::Event)
        Q_EMIT eventChosen(m_timeline.events[place.event]);
    else
        Q_EMIT placeChosen(place, at);
}

void TimelineView::keyPressEvent(QKeyEvent* event)
{
    const int attempts = static_cast<int>(m_scene.attempts().size());
    const bool shift = event->modifiers() & Qt::ShiftModifier;
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal: zoomIn(); return;
    case Qt::Key_Minus: zoomOut(); return;
    case Qt::Key_0: fit(); return;
    case Qt::Key_Left:
    case Qt::Key_Right: {
        const int direction = event->key() == Qt::Key_Right ? 1 : -1;
        if (shift) {
            horizontalScrollBar()->setValue(horizontalScrollBar()->value() + direction * horizontalScrollBar()->singleStep());
        } else if (attempts > 0) {
            const int from = m_current < 0 ? (direction > 0 ? -1 : attempts) : m_current;
            setCurrentAttempt(std::clamp(from + direction, 0, attempts - 1));
            reveal(m_current);
        }
        return;
    }
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Menu:
        if (m_current >= 0)
            choose({Part::Step, m_current, -1, -1}, viewport()->mapToGlobal(geometryNow().bar(m_current).center().toPoint()));
        return;
    default: QAbstractScrollArea::keyPressEvent(event);
    }
}

}  // namespace replay::ui
