// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/projections/stale_bridge.h"

#include "ui/format/marks.h"
#include "ui/format/tokens.h"
#include "ui/format/words.h"

#include <QEvent>
#include <QPainter>

namespace replay::ui {

using format::Colour;
using format::Space;

StaleBridge::StaleBridge(QWidget* parent) : QWidget(parent) { setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed); }

void StaleBridge::setState(api::Position head, const api::ProjectionInfo& projection)
{
    m_head = head;
    m_projection = projection;
    const QString text =
        tr("Write side at %1, read side at %2: %3").arg(format::number(m_head), format::number(m_projection.position), sentence());
    setAccessibleName(text);
    setToolTip(text);
    update();
}

QString StaleBridge::sentence() const
{
    QStringList parts;
    if (m_projection.lag <= 0)
        parts << tr("in step");
    else
        parts << (m_projection.lag == 1 ? tr("stale by 1 event") : tr("stale by %1 events").arg(format::number(m_projection.lag)))
              << format::duration(m_projection.lagUs);
    if (m_projection.inPlace)
        parts << tr("not whole");
    if (m_projection.parked > 0)
        parts << tr("%1 parked").arg(format::number(m_projection.parked));
    return parts.join(QStringLiteral(" · "));
}

QSize StaleBridge::sizeHint() const
{
    return {480, QFontMetrics(format::font(format::Type::Small)).height() + 2 * format::px(Space::Hair) + 6};
}

QSize StaleBridge::minimumSizeHint() const { return {200, sizeHint().height()}; }

void StaleBridge::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QFont font = format::font(format::Type::Small);
    const QFontMetrics metrics(font);
    painter.setFont(font);

    const int side = format::px(Space::Medium);
    const auto plate = [&](const QString& text, format::Mark mark, qreal left, qreal width) {
        const QRectF box(left + 0.5, 0.5, width - 1, height() - 1);
        painter.setPen(QPen(format::colour(Colour::Hairline), 1));
        painter.setBrush(format::colour(Colour::Base));
        painter.drawRoundedRect(box, format::cornerRadius, format::cornerRadius);
        format::drawMark(painter, QRectF(box.left() + format::px(Space::Small), box.top(), side, box.height()), mark);
        painter.setPen(format::colour(Colour::Text));
        painter.drawText(box.adjusted(format::px(Space::Small) + side + 6, 0, -format::px(Space::Small), 0),
                         Qt::AlignLeft | Qt::AlignVCenter, text);
    };
    const QString write = tr("Write side %1").arg(format::number(m_head));
    const QString read = tr("Read side %1").arg(format::number(m_projection.position));
    const auto plateWidth = [&](const QString& text) {
        return metrics.horizontalAdvance(text) + side + 6 + 2 * format::px(Space::Small) + 2;
    };
    const int writeWidth = plateWidth(write);
    const int readWidth = plateWidth(read);
    const bool stale = m_projection.lag > 0;
    const QString text = sentence();
    const int textWidth = metrics.horizontalAdvance(text) + 2 * format::px(Space::Small);
    constexpr int armLeast = 24;
    const int room = width() - writeWidth - readWidth;
    const bool spoken = room >= textWidth + 2 * armLeast;
    const int between = std::max(armLeast, std::min(room, textWidth + 6 * armLeast));
    plate(write, format::Mark::Event, 0, writeWidth);
    plate(read, format::Mark::ReadModel, writeWidth + between, readWidth);

    // The way between the two: unbroken while they are in step, dashed while something is still on it.
    const qreal middle = height() / 2.0;
    const qreal from = writeWidth + 4;
    const qreal to = writeWidth + between - 4;
    const QColor ink = format::colour(stale ? Colour::Text : Colour::MutedText);
    painter.setPen(QPen(ink, 1.5, stale ? Qt::DashLine : Qt::SolidLine));
    const qreal gapFrom = from + (to - from - textWidth) / 2;
    if (spoken) {
        painter.drawLine(QPointF(from, middle), QPointF(gapFrom, middle));
        painter.drawLine(QPointF(gapFrom + textWidth, middle), QPointF(to - 2, middle));
        painter.drawText(QRectF(gapFrom, 0, textWidth, height()), Qt::AlignCenter, text);
    } else {
        painter.drawLine(QPointF(from, middle), QPointF(to - 2, middle));
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink);
    painter.drawPolygon(QPolygonF({QPointF(to, middle), QPointF(to - 7, middle - 4), QPointF(to - 7, middle + 4)}));
}

void StaleBridge::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange)
        updateGeometry();
    QWidget::changeEvent(event);
}

}  // namespace replay::ui
