// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/sagas/gap_strip.h"
#include "ui/format/words.h"
#include "ui/widgets/timeline_faults.h"
#include "ui/widgets/timeline_ink.h"
#include "ui/widgets/timeline_words.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>

namespace replay::ui {

using format::Colour;
using Part = TimelinePlace::Part;
namespace ink = timeline_ink;

namespace {

// sent, then the gap points up to acknowledged; "projected" is the read side's and not on the way of an attempt.
constexpr int points = 8;
constexpr int receivedPoint = 1;
constexpr int committedPoint = 5;
constexpr int publishedPoint = 6;
constexpr int acknowledgedPoint = 7;

QString pointName(int index) { return index == 0 ? GapStrip::tr("sent") : format::gapPoint(format::gapPoints().value(index - 1)); }

}  // namespace

GapStrip::GapStrip(QWidget* parent) : QWidget(parent)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    describe();
}

int GapStrip::gapCount() { return points - 1; }

double GapStrip::em() const { return QFontMetricsF(format::font(format::Type::Body)).height() * 0.94; }

QSize GapStrip::sizeHint() const { return {static_cast<int>(em() * 40), static_cast<int>(em() * 3.5)}; }

QSize GapStrip::minimumSizeHint() const { return {static_cast<int>(em() * 18), sizeHint().height()}; }

void GapStrip::setAttempt(const api::SagaTimeline& timeline, int attempt)
{
    m_timeline = timeline;
    m_index = attempt >= 0 && attempt < timeline.attempts.size() ? attempt : -1;
    describe();
    update();
}

void GapStrip::setArmed(const QList<api::FaultRule>& rules)
{
    m_armed = rules;
    update();
}

void GapStrip::clear() { setAttempt({}, -1); }

void GapStrip::describe()
{
    if (m_index < 0) {
        setAccessibleName(tr("The way of one attempt: none is chosen"));
        return;
    }
    const QString way = tr("The way of %1").arg(timeline_words::attemptName(m_timeline.attempts[m_index]));
    setAccessibleName(tr("%1; gap %2 to %3, Enter arms a fault").arg(way, pointName(m_current), pointName(m_current + 1)));
}

TimelinePlace GapStrip::placeOf(int gap) const
{
    if (gap == 0)
        return {Part::Request, m_index, -1, -1};
    if (gap < committedPoint)
        return {Part::Handler, m_index, gap - receivedPoint, -1};
    return {Part::Reply, m_index, gap - committedPoint, -1};
}

int GapStrip::pointsReached() const
{
    const api::SagaAttempt& attempt = m_timeline.attempts[m_index];
    if (attempt.answeredAt.us != 0)
        return acknowledgedPoint;
    if (attempt.handledAt.us == 0)
        return 0;
    const bool published = std::any_of(m_timeline.events.cbegin(), m_timeline.events.cend(), [&](const api::EventRow& event) {
        return event.causationId == attempt.messageId && event.appendedAt.us != 0;
    });
    return published ? publishedPoint : committedPoint;
}

QPointF GapStrip::point(int index) const
{
    const double margin = em() * 3.3;
    const double step = (width() - 2 * margin) / (points - 1);
    return {margin + index * step, height() - em() * 1.95};
}

QRectF GapStrip::gapRect(int gap) const
{
    const double top = em() * 0.75;
    return QRectF(QPointF(point(gap).x(), top), QPointF(point(gap + 1).x(), height() - em() * 1.1));
}

int GapStrip::gapAt(QPointF at) const
{
    if (m_index < 0)
        return -1;
    for (int gap = 0; gap < gapCount(); ++gap) {
        const QRectF box = gapRect(gap);
        if (at.x() >= box.left() && at.x() < box.right())
            return gap;
    }
    return -1;
}

void GapStrip::paintGap(QPainter& painter, int gap, bool reached) const
{
    const api::SagaAttempt& attempt = m_timeline.attempts[m_index];
    const double unit = em();
    const QPointF from = point(gap);
    const QPointF to = point(gap + 1);
    const double opacity = reached ? 1.0 : 0.35;
    painter.setOpacity(opacity);
    if (gap >= receivedPoint && gap < committedPoint) {
        const QRectF box(from.x(), from.y() - unit * 0.42, to.x() - from.x(), unit * 0.84);
        painter.setPen(Qt::NoPen);
        painter.setBrush(format::colour(Colour::SagaStep));
        painter.drawRect(box);
        if (attempt.compensation) {
            QPainterPath shape;
            shape.addRect(box);
            ink::hatch(painter, shape, format::textOn(Colour::SagaStep), unit);
        }
    } else {
        const QColor colour = ink::line(gap == 0 ? Colour::Command : Colour::Event);
        ink::arrow(painter, QLineF(from + QPointF(unit * 0.35, 0), to - QPointF(unit * 0.4, 0)), colour, unit,
                   reached ? Qt::SolidLine : Qt::DashLine);
    }
    painter.setOpacity(1.0);
    if (gap == m_hover || (gap == m_current && hasFocus())) {
        painter.setPen(QPen(format::colour(Colour::Accent), ink::width(unit)));
        painter.setBrush(ink::tint(Colour::Accent, 0.12));
        painter.drawRoundedRect(gapRect(gap).adjusted(2, 0, -2, 0), unit * 0.25, unit * 0.25);
    }
    double shift = 0;
    const QPointF centre((from.x() + to.x()) / 2, from.y());
    const auto strikesHere = [&](const QString& kind) { return timeline_faults::placeOf(kind, m_index) == placeOf(gap); };
    if (!attempt.fault.isEmpty() && strikesHere(attempt.fault)) {
        ink::badge(painter, centre, unit, true);
        shift += unit * 1.7;
    }
    for (const api::FaultRule& rule : m_armed) {
        if (!strikesHere(rule.kind) || !timeline_faults::aimsAt(rule, attempt))
            continue;
        ink::badge(painter, centre + QPointF(shift, 0), unit, false);
        shift += unit * 1.7;
    }
}

void GapStrip::paintPoint(QPainter& painter, int index, bool reached) const
{
    const double unit = em();
    const QPointF at = point(index);
    painter.setPen(QPen(format::colour(Colour::Text), ink::width(unit)));
    painter.setBrush(reached ? format::colour(Colour::Text) : format::colour(Colour::Base));
    if (index != 0 && index < committedPoint && index != receivedPoint) {
        painter.drawLine(at - QPointF(0, unit * 0.42), at + QPointF(0, unit * 0.42));
    } else {
        painter.drawEllipse(at, unit * 0.32, unit * 0.32);
    }
    const QFont font = format::font(format::Type::Small, index == committedPoint);
    const QFontMetricsF metrics(font);
    const double step = point(1).x() - point(0).x();
    const QString name = metrics.elidedText(pointName(index), Qt::ElideRight, std::max(step - 2.0, unit * 2));
    painter.setFont(font);
    painter.setPen(format::colour(reached ? Colour::Text : Colour::MutedText));
    const double width = metrics.horizontalAdvance(name);
    painter.drawText(QRectF(at.x() - width / 2 - 1, at.y() + unit * 0.62, width + 2, metrics.height()), Qt::AlignCenter | Qt::TextDontClip,
                     name);
}

void GapStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), format::colour(Colour::Base));
    painter.setPen(QPen(format::colour(Colour::Hairline), 1));
    painter.drawLine(rect().topLeft(), rect().topRight());
    if (m_index < 0) {
        painter.setFont(format::font(format::Type::Small));
        painter.setPen(format::colour(Colour::MutedText));
        painter.drawText(rect(), Qt::AlignCenter, tr("Choose a step to see its way and to break it"));
        return;
    }
    const int reached = pointsReached();
    for (int gap = 0; gap < gapCount(); ++gap)
        paintGap(painter, gap, gap < reached || (gap == 0 && !m_timeline.attempts[m_index].requestLost));
    for (int index = 0; index < points; ++index)
        paintPoint(painter, index, index <= reached);
    const double unit = em();
    const QFont font = format::font(format::Type::Small);
    painter.setFont(font);
    painter.setPen(format::colour(Colour::MutedText));
    const QString title = tr("%1 — click a gap to arm a fault").arg(timeline_words::attemptName(m_timeline.attempts[m_index]));
    painter.drawText(QRectF(unit * 0.6, unit * 0.1, width() - unit, unit * 1.1), Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(font).elidedText(title, Qt::ElideRight, width() - unit));
}

void GapStrip::choose(int gap, QPoint at)
{
    if (m_index < 0 || gap < 0)
        return;
    m_current = gap;
    describe();
    Q_EMIT placeChosen(placeOf(gap), at);
}

void GapStrip::mouseMoveEvent(QMouseEvent* event)
{
    const int gap = gapAt(event->position());
    if (gap != m_hover) {
        m_hover = gap;
        setCursor(gap >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
        update();
    }
}

void GapStrip::mouseReleaseEvent(QMouseEvent* event) { choose(gapAt(event->position()), event->globalPosition().toPoint()); }

void GapStrip::leaveEvent(QEvent*)
{
    m_hover = -1;
    update();
}

void GapStrip::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
        m_current = std::clamp(m_current + (event->key() == Qt::Key_Right ? 1 : -1), 0, gapCount() - 1);
        describe();
        update();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Menu: choose(m_current, mapToGlobal(gapRect(m_current).center().toPoint())); return;
    default: QWidget::keyPressEvent(event);
    }
}

bool GapStrip::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip && m_index >= 0) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int gap = gapAt(help->pos());
        if (gap >= 0)
            QToolTip::showText(help->globalPos(), timeline_words::facts(m_timeline, placeOf(gap)), this);
        return true;
    }
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange || event->type() == QEvent::PaletteChange) {
        updateGeometry();
        update();
    }
    return QWidget::event(event);
}

}  // namespace replay::ui
