// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/timeline_view.h"
#include "ui/format/tokens.h"
#include "ui/models/saga_facts.h"
#include "ui/widgets/timeline_accessible.h"
#include "ui/widgets/timeline_ink.h"
#include "ui/widgets/timeline_painter.h"

#include <QImageWriter>
#include <QPainter>
#include <QSaveFile>
#include <QScrollBar>
#include <QSvgGenerator>
#include <cmath>

namespace replay::ui {
namespace {

constexpr double zoomStep = 1.2;
constexpr double fitMin = 0.5;  ///< below, names could not be read: the rest is scrolled to
constexpr double fitMax = 1.5;
constexpr double fadedOpacity = 0.16;
constexpr double frameEms = 3.6;  ///< the axis and the row of events
constexpr double laneEms = 4.8;   ///< a lane in which names have room for two lines
constexpr double legibleZoom = 0.66;
constexpr double largest = 1.5;

}  // namespace

TimelineView::TimelineView(QWidget* parent) : QAbstractScrollArea(parent)
{
    installTimelineAccessibility();
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    viewport()->setMouseTracking(true);
    setAccessibleName(tr("Timeline of the saga"));
    connect(&m_player, &TimelinePlayer::moved, this, [this] {
        if (m_player.isPlaying()) {
            // The replay's line stays in sight.
            const TimelineGeometry geometry = geometryNow();
            const double x = geometry.x(m_player.at());
            const double margin = geometry.visibleWidth() / 6;
            if (x > geometry.area().right() - margin || x < geometry.left())
                horizontalScrollBar()->setValue(horizontalScrollBar()->value() + static_cast<int>(x - geometry.left() - margin));
        }
        viewport()->update();
    });
    connect(&m_growth, &QVariantAnimation::valueChanged, viewport(), qOverload<>(&QWidget::update));
}

double TimelineView::emFor(QSizeF size) const
{
    const double plain = timeline_ink::plainEm();
    if (m_scene.isEmpty())
        return plain;
    const double tall = size.height() / (plain * (frameEms + laneEms * static_cast<double>(m_scene.lanes().size())));
    const double wide = (size.width() - labelsWidth(plain)) / (plain * m_scene.length() * legibleZoom);
    return plain * std::clamp(std::min(tall, wide), 1.0, largest);
}

double TimelineView::labelsWidth(double em) const
{
    const QFontMetricsF metrics(timeline_ink::font(format::Type::Body, true, em));
    double width = metrics.horizontalAdvance(tr("Events"));
    for (const QString& lane : m_scene.lanes())
        width = std::max(width, metrics.horizontalAdvance(laneName(lane)));
    constexpr double iconAndMargins = 2.7;
    return width + iconAndMargins * em;
}

TimelineGeometry TimelineView::geometryFor(QRectF area, double zoom, double scroll) const
{
    const double unit = emFor(area.size());
    return TimelineGeometry(&m_scene, area, unit, labelsWidth(unit), zoom, scroll);
}

TimelineGeometry TimelineView::geometryNow() const
{
    return geometryFor(QRectF(viewport()->rect()), m_zoom, horizontalScrollBar()->value());
}

QSize TimelineView::sizeHint() const
{
    return {static_cast<int>(timeline_ink::plainEm() * 50), static_cast<int>(timeline_ink::plainEm() * 24)};
}

QSize TimelineView::minimumSizeHint() const
{
    return {static_cast<int>(timeline_ink::plainEm() * 18), static_cast<int>(timeline_ink::plainEm() * 12)};
}

void TimelineView::setTimeline(const api::SagaTimeline& timeline, api::ModelTime now)
{
    const bool same = timeline.saga.sagaId == m_timeline.saga.sagaId && !m_scene.isEmpty();
    const double oldEnd = m_scene.end();
    const QString currentMessage =
        m_current >= 0 && m_current < m_timeline.attempts.size() ? m_timeline.attempts[m_current].messageId : QString();
    const bool atEnd = horizontalScrollBar()->value() >= horizontalScrollBar()->maximum();
    m_timeline = timeline;
    m_scene = TimelineScene(timeline, now);
    m_player.setAxis(m_scene.axis());
    m_hover = {};
    if (!same) {
        m_player.stop();
        m_growth.stop();
        m_fitted = true;
        m_current = -1;
    }
    int current = -1;
    for (int i = 0; i < timeline.attempts.size(); ++i) {
        if (same && timeline.attempts[i].messageId == currentMessage && !currentMessage.isEmpty())
            current = i;
    }
    m_current = current;
    if (m_fitted)
        applyFit();
    updateScrollBar();
    if (!same)
        horizontalScrollBar()->setValue(isOver(timeline.saga) ? 0 : horizontalScrollBar()->maximum());
    else if (atEnd)
        horizontalScrollBar()->setValue(horizontalScrollBar()->maximum());
    if (same && !m_player.isActive() && m_scene.end() > oldEnd + 0.1 && format::motion() > 0 && isVisible()) {
        m_growth.stop();
        m_growth.setStartValue(oldEnd);
        m_growth.setEndValue(m_scene.end());
        m_growth.setDuration(2 * format::motion());
        m_growth.start();
    }
    viewport()->update();
}

void TimelineView::setArmed(const QList<api::FaultRule>& rules)
{
    m_armed = rules;
    viewport()->update();
}

void TimelineView::setSelectedEvent(const QString& eventId)
{
    if (m_selectedEvent == eventId)
        return;
    m_selectedEvent = eventId;
    viewport()->update();
}

void TimelineView::clear()
{
    m_player.stop();
    m_growth.stop();
    m_timeline = {};
    m_scene = {};
    m_current = -1;
    m_hover = {};
    updateScrollBar();
    viewport()->update();
}

void TimelineView::setCurrentAttempt(int attempt)
{
    if (attempt < -1 || attempt >= m_scene.attempts().size() || attempt == m_current)
        return;
    m_current = attempt;
    viewport()->update();
    if (attempt >= 0) {
        QAccessibleEvent focus(this, QAccessible::Focus);
        focus.setChild(attempt);
        QAccessible::updateAccessibility(&focus);
    }
    Q_EMIT currentChanged(attempt);
}

void TimelineView::applyFit()
{
    const TimelineGeometry whole = geometryFor(QRectF(viewport()->rect()), 1.0, 0);
    if (m_scene.length() <= 0)
        return;
    const double unit = whole.em() * m_scene.length();
    m_zoom = std::clamp((whole.visibleWidth() - (whole.contentWidth() - unit)) / unit, fitMin, fitMax);
}

void TimelineView::fit()
{
    m_fitted = true;
    applyFit();
    updateScrollBar();
    viewport()->update();
}

void TimelineView::zoomBy(double factor, double aroundX)
{
    const double unit = geometryNow().unitAt(aroundX);
    m_fitted = false;
    m_zoom = std::clamp(m_zoom * factor, zoomMin, zoomMax);
    updateScrollBar();
    const double moved = geometryNow().x(unit) - aroundX;
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() + static_cast<int>(std::round(moved)));
    viewport()->update();
}

void TimelineView::zoomIn() { zoomBy(zoomStep, m_current >= 0 ? geometryNow().bar(m_current).center().x() : viewport()->width() / 2.0); }

void TimelineView::zoomOut()
{
    zoomBy(1 / zoomStep, m_current >= 0 ? geometryNow().bar(m_current).center().x() : viewport()->width() / 2.0);
}

void TimelineView::reveal(int attempt)
{
    if (attempt < 0 || attempt >= m_scene.attempts().size())
        return;
    const TimelineGeometry geometry = geometryNow();
    const QRectF box = geometry.bar(attempt);
    const double margin = 2 * em();
    if (box.left() < geometry.left())
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() + static_cast<int>(box.left() - geometry.left() - margin));
    else if (box.right() > geometry.area().right())
        horizontalScrollBar()->setValue(
            horizontalScrollBar()->value() +
            static_cast<int>(std::min(box.right() - geometry.area().right() + margin, box.left() - geometry.left() - margin)));
}

void TimelineView::updateScrollBar()
{
    const TimelineGeometry geometry = geometryFor(QRectF(viewport()->rect()), m_zoom, 0);
    const int over = m_scene.isEmpty() ? 0 : std::max(0, static_cast<int>(std::ceil(geometry.contentWidth() - geometry.visibleWidth())));
    horizontalScrollBar()->setRange(0, over);
    horizontalScrollBar()->setPageStep(static_cast<int>(geometry.visibleWidth()));
    horizontalScrollBar()->setSingleStep(static_cast<int>(4 * em()));
}

void TimelineView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    if (m_fitted)
        applyFit();
    updateScrollBar();
}

void TimelineView::scrollContentsBy(int, int) { viewport()->update(); }

void TimelineView::paintScene(QPainter& painter, const TimelineGeometry& geometry) const
{
    TimelinePainter strokes(painter, geometry, m_scene, m_timeline, m_armed);
    strokes.ground();
    if (m_scene.isEmpty()) {
        strokes.frame();
        return;
    }
    const TimelinePainter::Look look{m_hover, m_current, m_selectedEvent, hasFocus()};
    const bool growing = m_growth.state() == QAbstractAnimation::Running;
    painter.save();
    painter.setClipRect(geometry.plot());
    if (m_player.isActive() || growing) {
        const double at = m_player.isActive() ? m_player.at() : m_growth.currentValue().toDouble();
        if (m_player.isActive()) {
            painter.setOpacity(fadedOpacity);
            strokes.happenings({});
            painter.setOpacity(1.0);
        }
        painter.save();
        painter.setClipRect(QRectF(geometry.plot().topLeft(), QPointF(geometry.x(at), geometry.plot().bottom())), Qt::IntersectClip);
        strokes.happenings(look);
        painter.restore();
        strokes.tokens(at);
        if (m_player.isActive())
            strokes.cursor(at);
    } else {
        strokes.happenings(look);
        strokes.ghosts();
        if (!isOver(m_timeline.saga))
            strokes.tokens(m_scene.end());
    }
    painter.restore();
    strokes.frame();
    if (m_player.isActive()) {
        painter.setClipRect(geometry.plot());
        strokes.cursor(m_player.at());
    }
}

void TimelineView::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), format::colour(format::Colour::Base));
    paintScene(painter, geometryNow());
    if (hasFocus() && m_current < 0) {
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(QPen(format::colour(format::Colour::Accent), 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(viewport()->rect().adjusted(0, 0, -1, -1));
    }
}

QString TimelineView::exportTo(const QString& file) const
{
    constexpr double scale = 2.0;
    const double plain = timeline_ink::plainEm();
    const auto geometryIn = [&](const QRectF& area) { return TimelineGeometry(&m_scene, area, plain, labelsWidth(plain), 1.0, 0); };
    const TimelineGeometry probe = geometryIn(QRectF(QPointF(), sizeHint()));
    const QRectF area(0, 0, probe.left() + probe.contentWidth(), sizeHint().height());
    const auto paint = [&](QPaintDevice* device) {
        QPainter painter(device);
        painter.fillRect(area, format::colour(format::Colour::Base));
        paintScene(painter, geometryIn(area));
    };
    if (file.endsWith(QStringLiteral(".svg"), Qt::CaseInsensitive)) {
        QSaveFile out(file);
        if (!out.open(QIODevice::WriteOnly))
            return out.errorString();
        QSvgGenerator svg;
        svg.setOutputDevice(&out);
        svg.setTitle(m_timeline.saga.orderNumber);
        svg.setSize(area.size().toSize());
        svg.setViewBox(area);
        paint(&svg);
        return out.commit() ? QString() : out.errorString();
    }
    QImage image((area.size() * scale).toSize(), QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(scale);
    paint(&image);
    QImageWriter writer(file);
    return writer.write(image) ? QString() : writer.errorString();
}

void TimelineView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange || event->type() == QEvent::LanguageChange) {
        if (m_fitted)
            applyFit();
        updateScrollBar();
    }
    viewport()->update();
    QAbstractScrollArea::changeEvent(event);
}

void TimelineView::hideEvent(QHideEvent* event)
{
    if (m_player.isPlaying())
        m_player.pause();
    m_growth.stop();
    QAbstractScrollArea::hideEvent(event);
}

}  // namespace replay::ui
