// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/log_slider.h"

#include "ui/format/marks.h"
#include "ui/format/tokens.h"
#include "ui/format/words.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <limits>

namespace replay::ui {

using format::Colour;
using format::colour;
using format::px;
using format::Space;

namespace {
constexpr int stripHeight = 17;
constexpr int gripRoom = 7;
constexpr double gripRadius = 4.5;
constexpr int markBand = 13;
constexpr double markGap = 12;
constexpr double shapesMax = 28;
constexpr int tipLines = 6;

format::Mark shapeOf(api::Marker::Kind kind)
{
    switch (kind) {
    case api::Marker::Kind::Fault: return format::Mark::Fault;
    case api::Marker::Kind::SagaFailed: return format::Mark::Failure;
    case api::Marker::Kind::InvariantBroken: return format::Mark::Broken;
    }
    return format::Mark::None;
}
}  // namespace

LogSlider::LogSlider(QWidget* parent) : QAbstractSlider(parent)
{
    setOrientation(Qt::Horizontal);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMouseTracking(true);
    setAccessibleName(tr("Position in the log"));
    setHead(0);
}

void LogSlider::setHead(api::Position head)
{
    if (head == m_head && maximum() == head)
        return;
    m_head = head;
    const QSignalBlocker quiet(this);
    setRange(0, static_cast<int>(std::min<api::Position>(head, std::numeric_limits<int>::max())));
    setPageStep(std::max(1, maximum() / 20));
    m_axis.set(m_density, m_head);
    update();
}

void LogSlider::setCursor(api::Position position, bool live)
{
    if (position == m_cursor && live == m_live)
        return;
    m_cursor = position;
    m_live = live;
    const QSignalBlocker quiet(this);
    setValue(static_cast<int>(std::min<api::Position>(position, maximum())));
    setAccessibleDescription(live ? tr("Live, position %1").arg(format::number(position))
                                  : tr("Position %1 of %2").arg(format::number(position), format::number(m_head)));
    update();
}

void LogSlider::setPicture(const QList<int>& density, const QList<api::Marker>& markers, bool capped)
{
    m_density = density;
    m_markers = markers;
    m_capped = capped;
    m_axis.set(m_density, m_head);
    update();
}

QSize LogSlider::sizeHint() const { return {360, gripRoom + stripHeight + markBand + px(Space::Hair)}; }

QSize LogSlider::minimumSizeHint() const { return {120, gripRoom + stripHeight + markBand}; }

QRectF LogSlider::track() const
{
    const double band = m_markers.isEmpty() ? 0 : markBand;
    const double top = gripRoom + (height() - gripRoom - stripHeight - band) / 2.0;
    return {double(px(Space::Small)), top, double(width() - 2 * px(Space::Small)), double(stripHeight)};
}

double LogSlider::xOf(api::Position position) const
{
    const QRectF strip = track();
    return strip.left() + m_axis.at(position) * strip.width();
}

void LogSlider::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF strip = track();
    painter.setPen(QPen(colour(Colour::Hairline), 1));
    painter.setBrush(colour(Colour::Base));
    painter.drawRoundedRect(strip.adjusted(-0.5, -0.5, 0.5, 0.5), 3, 3);

    const double cursorX = m_live ? strip.right() : xOf(m_cursor);
    const QColor past = isEnabled() ? colour(Colour::MutedText) : colour(Colour::Outline);
    QColor ahead = past;
    ahead.setAlphaF(0.35F);
    painter.setPen(Qt::NoPen);
    for (const LogAxis::Bar& bar : m_axis.bars()) {
        const double left = strip.left() + bar.left * strip.width();
        const double width = std::max(1.0, (bar.right - bar.left) * strip.width() - 0.4);
        const double height = std::max(2.0, bar.height * (strip.height() - 3));
        painter.fillRect(QRectF(left, strip.bottom() - height, width, height), left > cursorX ? ahead : past);
    }
    paintMarks(painter);

    if (m_head > 0) {
        // The cursor: a line through both bands with a grip, in the accent; live it rests at the right end.
        const QColor ink = colour(Colour::Accent);
        const double x = std::clamp(cursorX, strip.left() + 1, strip.right() - 1);
        painter.setPen(QPen(colour(Colour::Window), 4));
        painter.drawLine(QPointF(x, strip.top() - 3), QPointF(x, strip.bottom() + 2));
        painter.setPen(QPen(ink, 2));
        painter.drawLine(QPointF(x, strip.top() - 3), QPointF(x, strip.bottom() + 2));
        painter.setPen(QPen(colour(Colour::Window), 1.5));
        painter.setBrush(ink);
        painter.drawEllipse(QPointF(x, strip.top() - 1.5), gripRadius, gripRadius);
    }
    if (hasFocus() && m_ring) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colour(Colour::Accent), 2));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), format::cornerRadius, format::cornerRadius);
    }
}

void LogSlider::paintMarks(QPainter& painter) const
{
    // A tick for each mark and a shape where there is room for one; the tooltip tells them all.
    const QRectF strip = track();
    const double gap = std::max(markGap, strip.width() / shapesMax);
    double last = -gap;
    double lastTick = -1;
    for (const api::Marker& mark : m_markers) {
        const double x = xOf(mark.position);
        if (x - lastTick >= 1) {
            lastTick = x;
            painter.fillRect(QRectF(x - 0.5, strip.bottom() + 1, 1, 3), colour(Colour::Failure));
        }
        if (x - last < gap)
            continue;
        last = x;
        format::drawMark(painter, QRectF(x - markBand / 2.0, strip.bottom() + 3, markBand, markBand), shapeOf(mark.kind));
    }
}

void LogSlider::choose(double x)
{
    const QRectF strip = track();
    const api::Position position = m_axis.positionAt((x - strip.left()) / std::max(1.0, strip.width()));
    if (x >= strip.right() - 1 && !m_live)
        Q_EMIT liveChosen();
    else if (position < m_head || x < strip.right() - 1)
        Q_EMIT positionChosen(std::min(position, m_head));
}

void LogSlider::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || m_head == 0)
        return;
    m_dragging = true;
    const double x = event->position().x();
    // A click on a mark goes exactly there.
    if (event->position().y() > track().bottom()) {
        const api::Marker* nearest = nullptr;
        for (const api::Marker& mark : m_markers) {
            if (!nearest || std::abs(xOf(mark.position) - x) < std::abs(xOf(nearest->position) - x))
                nearest = &mark;
        }
        if (nearest && std::abs(xOf(nearest->position) - x) < markGap) {
            m_dragging = false;
            Q_EMIT positionChosen(nearest->position);
            return;
        }
    }
    choose(x);
}

void LogSlider::mouseMoveEvent(QMouseEvent* event)
{
    if (m_dragging)
        choose(event->position().x());
}

void LogSlider::mouseReleaseEvent(QMouseEvent*) { m_dragging = false; }

void LogSlider::keyPressEvent(QKeyEvent* event)
{
    const api::Position page = pageStep();
    api::Position target = m_cursor;
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Down: target -= 1; break;
    case Qt::Key_Right:
    case Qt::Key_Up: target += 1; break;
    case Qt::Key_PageUp: target -= page; break;
    case Qt::Key_PageDown: target += page; break;
    case Qt::Key_Home: target = 0; break;
    case Qt::Key_End: Q_EMIT liveChosen(); return;
    default: QWidget::keyPressEvent(event); return;
    }
    if (target >= m_head)
        Q_EMIT liveChosen();
    else
        Q_EMIT positionChosen(std::max<api::Position>(target, 0));
}

void LogSlider::focusInEvent(QFocusEvent* event)
{
    m_ring = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    QAbstractSlider::focusInEvent(event);
    update();
}

void LogSlider::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::EnabledChange)
        update();
    QAbstractSlider::changeEvent(event);
}

bool LogSlider::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip && isEnabled()) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), tipAt(help->pos().x()), this);
        return true;
    }
    return QAbstractSlider::event(event);
}

QString LogSlider::tipAt(double x) const
{
    const QRectF strip = track();
    QStringList lines{
        tr("Position %1 of %2")
            .arg(format::number(m_axis.positionAt((x - strip.left()) / std::max(1.0, strip.width()))), format::number(m_head))};
    int more = 0;
    for (const api::Marker& mark : m_markers) {
        if (std::abs(xOf(mark.position) - x) >= markGap)
            continue;
        if (lines.size() <= tipLines) {
            lines.append(tr("%1 at %2: %3").arg(format::markerKind(mark.kind), format::number(mark.position), format::markerText(mark)));
        } else {
            ++more;
        }
    }
    if (more > 0)
        lines.append(tr("and %1 more marks here").arg(more));
    if (m_capped)
        lines.append(tr("Only %1 marks are shown.").arg(format::number(m_markers.size())));
    return lines.join(QLatin1Char('\n'));
}

}  // namespace replay::ui
