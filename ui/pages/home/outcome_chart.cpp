// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/home/outcome_chart.h"

#include "ui/format/tokens.h"
#include "ui/format/words.h"

#include <QEvent>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>

namespace replay::ui {

using format::Colour;
using format::Mark;
using format::Space;

namespace {

constexpr int barHeight = 12;
constexpr qreal partLeast = 3;

QBrush fillOf(Mark mark)
{
    switch (mark) {
    case Mark::Good: return format::colour(Colour::Good);
    case Mark::SagaStep: return format::colour(Colour::SagaStep);
    case Mark::Failure: return format::colour(Colour::Failure);
    case Mark::Retry: return format::colour(Colour::Retry);
    default: return format::colour(Colour::SagaStep);
    }
}

}  // namespace

OutcomeChart::OutcomeChart(QWidget* parent) : QWidget(parent) { setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed); }

void OutcomeChart::setStatus(const api::PlatformStatus& status)
{
    // A stuck saga is a part of its own, and counts in no other.
    const qint64 stuckUndoing = std::min(status.sagasStuck, status.sagasCompensating);
    const qint64 moving = std::max<qint64>(0, status.sagasRunning - (status.sagasStuck - stuckUndoing));
    m_parts = {
        {tr("completed"), status.sagasCompleted, Mark::Good},
        {tr("running"), moving, Mark::SagaStep},
        {tr("compensating"), status.sagasCompensating - stuckUndoing, Mark::Compensation},
        {tr("failed, all undone"), status.sagasFailed, Mark::Failure},
        {tr("stuck"), status.sagasStuck, Mark::Retry},
    };
    m_all = 0;
    QStringList spoken;
    for (const auto& part : m_parts) {
        m_all += part.count;
        if (part.count > 0)
            spoken.append(QStringLiteral("%1 %2").arg(format::number(part.count), part.word));
    }
    setAccessibleName(spoken.isEmpty() ? tr("No orders yet") : tr("Orders: %1").arg(spoken.join(QStringLiteral(", "))));
    setToolTip(accessibleName());
    update();
}

QSize OutcomeChart::sizeHint() const
{
    return {360, barHeight + format::px(Space::Small) + QFontMetrics(format::font(format::Type::Small)).height() + 2};
}

QSize OutcomeChart::minimumSizeHint() const { return {200, sizeHint().height()}; }

void OutcomeChart::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF bar(0.5, 0.5, width() - 1, barHeight);
    QPainterPath outline;
    outline.addRoundedRect(bar, barHeight / 2.0, barHeight / 2.0);
    painter.fillPath(outline, format::colour(Colour::Hairline));
    const QFont small = format::font(format::Type::Small);
    const QFontMetricsF metrics(small);
    painter.setFont(small);
    const qreal legendTop = barHeight + format::px(Space::Small);
    if (m_all == 0) {
        painter.setPen(format::colour(Colour::MutedText));
        painter.drawText(QPointF(0, legendTop + metrics.ascent()), tr("No orders yet"));
        return;
    }

    painter.save();
    painter.setClipPath(outline);
    qreal x = bar.left();
    for (const auto& part : std::as_const(m_parts)) {
        if (part.count == 0)
            continue;
        const qreal wide = std::max(partLeast, bar.width() * static_cast<qreal>(part.count) / static_cast<qreal>(m_all));
        const QRectF piece(x, bar.top(), wide, bar.height());
        painter.fillRect(piece, fillOf(part.mark));
        if (part.mark == Mark::Compensation)
            painter.fillRect(piece, QBrush(format::colour(Colour::Text), Qt::BDiagPattern));
        painter.fillRect(QRectF(piece.right() - 1, piece.top(), 1, piece.height()), format::colour(Colour::Base));
        x += wide;
    }
    painter.restore();

    // The words go where there is no room for them; the numbers stay.
    const qreal side = format::px(Space::Medium);
    const auto legendWidth = [&](bool words) {
        qreal sum = 0;
        for (const auto& part : std::as_const(m_parts)) {
            if (part.count > 0)
                sum += side + 5 + metrics.horizontalAdvance(format::number(part.count)) +
                       (words ? metrics.horizontalAdvance(QLatin1Char(' ') + part.word) : 0) + format::px(Space::Large);
        }
        return sum;
    };
    const bool words = legendWidth(true) <= width() + format::px(Space::Large);
    x = 0;
    for (const auto& part : std::as_const(m_parts)) {
        if (part.count == 0)
            continue;
        format::drawMark(painter, QRectF(x, legendTop, side, metrics.height()), part.mark);
        x += side + 5;
        painter.setPen(format::colour(Colour::Text));
        const QString number = format::number(part.count);
        painter.drawText(QPointF(x, legendTop + metrics.ascent()), number);
        x += metrics.horizontalAdvance(number);
        if (words) {
            const QString word = QLatin1Char(' ') + part.word;
            painter.setPen(format::colour(Colour::MutedText));
            painter.drawText(QPointF(x, legendTop + metrics.ascent()), word);
            x += metrics.horizontalAdvance(word);
        }
        x += format::px(Space::Large);
    }
}

void OutcomeChart::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange)
        updateGeometry();
    QWidget::changeEvent(event);
}

}  // namespace replay::ui
