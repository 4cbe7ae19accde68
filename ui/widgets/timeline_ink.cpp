// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/timeline_ink.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

namespace replay::ui::timeline_ink {

using format::Colour;
using format::Scheme;

double plainEm()
{
    constexpr double withoutLeading = 0.94;
    return QFontMetricsF(format::font(format::Type::Body)).height() * withoutLeading;
}

QFont font(format::Type type, bool bold, double em)
{
    QFont made = format::font(type, bold);
    const double factor = em / plainEm();
    if (made.pointSizeF() > 0)
        made.setPointSizeF(made.pointSizeF() * factor);
    else
        made.setPixelSize(static_cast<int>(std::lround(made.pixelSize() * factor)));
    return made;
}

void name(QPainter& painter, const QRectF& box, const QString& words, const QFontMetricsF& metrics, bool twoLines)
{
    if (!twoLines || metrics.horizontalAdvance(words) <= box.width()) {
        painter.drawText(box, Qt::AlignVCenter | Qt::AlignLeft, metrics.elidedText(words, Qt::ElideRight, box.width()));
        return;
    }
    qsizetype cut = -1;
    for (qsizetype blank = words.indexOf(u' '); blank > 0; blank = words.indexOf(u' ', blank + 1)) {
        if (cut < 0 || metrics.horizontalAdvance(words.left(blank)) <= box.width())
            cut = blank;
    }
    const QRectF upper(box.left(), box.center().y() - metrics.lineSpacing() * 0.97, box.width(), metrics.lineSpacing());
    const QString first = cut < 0 ? words : words.left(cut);
    const QString second = cut < 0 ? QString() : words.mid(cut + 1);
    if (second.isEmpty()) {
        painter.drawText(box, Qt::AlignVCenter | Qt::AlignLeft, metrics.elidedText(first, Qt::ElideRight, box.width()));
        return;
    }
    painter.drawText(upper, Qt::AlignVCenter | Qt::AlignLeft, metrics.elidedText(first, Qt::ElideRight, box.width()));
    painter.drawText(upper.translated(0, metrics.lineSpacing() * 0.94), Qt::AlignVCenter | Qt::AlignLeft,
                     metrics.elidedText(second, Qt::ElideRight, box.width()));
}

QColor line(Colour fill)
{
    const QColor plain = format::colour(fill);
    switch (format::scheme()) {
    case Scheme::Dark: return fill == Colour::Command ? plain.lighter(165) : plain.lighter(115);
    case Scheme::HighContrast: return plain.darker(170);
    case Scheme::Light: break;
    }
    return fill == Colour::Command ? plain : plain.darker(125);
}

QColor tint(Colour fill, double share)
{
    QColor colour = format::colour(fill);
    colour.setAlphaF(static_cast<float>(share));
    return colour;
}

double width(double em)
{
    constexpr double share = 0.11;
    constexpr double stronger = 1.5;
    return std::max(1.5, em * share) * (format::scheme() == Scheme::HighContrast ? stronger : 1.0);
}

void hatch(QPainter& painter, const QPainterPath& shape, const QColor& colour, double em)
{
    painter.save();
    painter.setClipPath(shape, Qt::IntersectClip);
    painter.setPen(QPen(colour, std::max(1.0, em * 0.09)));
    const QRectF box = shape.boundingRect();
    const double step = em * 0.5;
    const double first = std::floor((box.left() - box.height()) / step) * step;
    for (double x = first; x < box.right(); x += step)
        painter.drawLine(QPointF(x, box.bottom()), QPointF(x + box.height(), box.top()));
    painter.restore();
}

void arrow(QPainter& painter, const QLineF& along, const QColor& colour, double em, Qt::PenStyle style)
{
    if (along.length() < 1.0)
        return;
    const double head = std::min(em * 0.65, along.length() * 0.6);
    const QPointF unit = (along.p2() - along.p1()) / along.length();
    const QPointF normal(-unit.y(), unit.x());
    const QPointF neck = along.p2() - unit * head;
    QPen pen(colour, width(em), style, Qt::FlatCap);
    if (style == Qt::DashLine)
        pen.setDashPattern({3, 2.2});
    painter.setPen(pen);
    painter.drawLine(along.p1(), neck + unit * (head * 0.3));
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPolygon(QPolygonF{along.p2(), neck + normal * (head * 0.45), neck - normal * (head * 0.45)});
}

QPainterPath barShape(const QRectF& box, bool backwards, double em)
{
    QPainterPath path;
    const double radius = std::min(box.height() * 0.3, box.width() / 2);
    const double point = std::min(em * 0.7, box.width() / 3);
    if (!backwards) {
        path.addRoundedRect(box, radius, radius);
        return path;
    }
    path.moveTo(box.left(), box.center().y());
    path.lineTo(box.left() + point, box.top());
    path.lineTo(box.right() - radius, box.top());
    path.quadTo(box.topRight(), QPointF(box.right(), box.top() + radius));
    path.lineTo(box.right(), box.bottom() - radius);
    path.quadTo(box.bottomRight(), QPointF(box.right() - radius, box.bottom()));
    path.lineTo(box.left() + point, box.bottom());
    path.closeSubpath();
    return path;
}

void mark(QPainter& painter, QPointF centre, double side, format::Mark mark)
{
    // format::drawMark draws at the size of a row's mark; the painter's scale makes it any size.
    constexpr double drawn = 12.0;
    painter.save();
    painter.translate(centre);
    painter.scale(side / drawn, side / drawn);
    format::drawMark(painter, QRectF(-drawn / 2, -drawn / 2, drawn, drawn), mark);
    painter.restore();
}

void badge(QPainter& painter, QPointF centre, double em, bool struck)
{
    const double radius = em * 0.72;
    painter.setPen(Qt::NoPen);
    painter.setBrush(format::colour(Colour::Base));
    painter.drawEllipse(centre, radius + em * 0.12, radius + em * 0.12);
    QPen pen(line(Colour::Failure), width(em), struck ? Qt::SolidLine : Qt::DashLine);
    if (!struck)
        pen.setDashPattern({2.2, 1.4});
    painter.setPen(pen);
    painter.setBrush(struck ? QBrush(tint(Colour::Failure, 0.25)) : QBrush(Qt::NoBrush));
    painter.drawEllipse(centre, radius, radius);
    mark(painter, centre, em * 0.95, format::Mark::Fault);
}

}  // namespace replay::ui::timeline_ink
