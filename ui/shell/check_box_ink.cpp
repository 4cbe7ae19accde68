// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/check_box_ink.h"

#include "ui/format/tokens.h"

#include <QPainter>
#include <QStyleOption>

namespace replay::ui {

using format::Colour;

namespace {
constexpr double boxRadius = 3;
constexpr double tickWidth = 1.8;
}  // namespace

void drawCheckBox(QPainter& painter, const QStyleOption& option)
{
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool marked = option.state & (QStyle::State_On | QStyle::State_NoChange);
    const int side = qMin(option.rect.width(), option.rect.height());
    QRectF box(0, 0, side - 1, side - 1);
    box.moveCenter(QRectF(option.rect).center());
    const QColor fill = marked && enabled ? format::colour(Colour::Accent) : format::colour(Colour::Base);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(marked && enabled ? fill : format::colour(enabled ? Colour::Outline : Colour::Hairline), 1));
    painter.setBrush(fill);
    painter.drawRoundedRect(box, boxRadius, boxRadius);
    const auto at = [&box](double x, double y) { return QPointF(box.left() + x * box.width(), box.top() + y * box.height()); };
    painter.setPen(QPen(enabled ? format::colour(Colour::AccentText) : format::colour(Colour::MutedText), tickWidth, Qt::SolidLine,
                        Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    if (option.state & QStyle::State_On)
        painter.drawPolyline(QPolygonF{at(0.22, 0.54), at(0.43, 0.74), at(0.80, 0.28)});
    else if (option.state & QStyle::State_NoChange)
        painter.drawLine(at(0.25, 0.5), at(0.75, 0.5));
    painter.restore();
}

}  // namespace replay::ui
