// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/format/marks.h"

#include "ui/format/tokens.h"

#include <QPainter>
#include <QPainterPath>

namespace replay::ui::format {

namespace {

QPen outlineFor(Colour fill)
{
    // A fill that is weak on the scheme's ground gets an outline in a stronger shade of itself.
    const qreal width = scheme() == Scheme::HighContrast ? 2.0 : 1.0;
    if (scheme() == Scheme::HighContrast)
        return QPen(colour(Colour::Text), width);
    const QColor ink = scheme() == Scheme::Dark ? colour(fill).lighter(150) : colour(fill).darker(150);
    return QPen(ink, width);
}

QPainterPath chevron(const QRectF& r)
{
    QPainterPath path;
    const qreal notch = r.width() * 0.3;
    path.moveTo(r.left(), r.top());
    path.lineTo(r.right() - notch, r.top());
    path.lineTo(r.right(), r.center().y());
    path.lineTo(r.right() - notch, r.bottom());
    path.lineTo(r.left(), r.bottom());
    path.lineTo(r.left() + notch, r.center().y());
    path.closeSubpath();
    return path;
}

QPainterPath lightning(const QRectF& r)
{
    const auto at = [&r](qreal x, qreal y) { return QPointF(r.left() + x * r.width(), r.top() + y * r.height()); };
    QPainterPath path;
    path.moveTo(at(0.62, 0.0));
    path.lineTo(at(0.08, 0.58));
    path.lineTo(at(0.44, 0.58));
    path.lineTo(at(0.36, 1.0));
    path.lineTo(at(0.92, 0.38));
    path.lineTo(at(0.56, 0.38));
    path.closeSubpath();
    return path;
}

void drawCross(QPainter& painter, const QRectF& r)
{
    painter.setPen(QPen(colour(Colour::Failure), qMax(2.0, r.width() * 0.24), Qt::SolidLine, Qt::RoundCap));
    const QRectF inner = r.adjusted(1.5, 1.5, -1.5, -1.5);
    painter.drawLine(inner.topLeft(), inner.bottomRight());
    painter.drawLine(inner.topRight(), inner.bottomLeft());
}

void drawTick(QPainter& painter, const QRectF& r)
{
    painter.setPen(QPen(colour(Colour::Good), qMax(1.8, r.width() * 0.2), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const auto at = [&r](qreal x, qreal y) { return QPointF(r.left() + x * r.width(), r.top() + y * r.height()); };
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(QPolygonF{at(0.08, 0.55), at(0.38, 0.84), at(0.94, 0.2)});
}

}  // namespace

void drawMark(QPainter& painter, const QRectF& box, Mark mark)
{
    if (mark == Mark::None)
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal side = qMin(qMin(box.width(), box.height()), 12.0);
    QRectF r(0, 0, side, side);
    r.moveCenter(box.center());
    r = r.adjusted(0.5, 0.5, -0.5, -0.5);
    switch (mark) {
    case Mark::Command:
        painter.setPen(outlineFor(Colour::Command));
        painter.setBrush(colour(Colour::Command));
        painter.drawPath(chevron(r.adjusted(0, r.height() * 0.1, 0, -r.height() * 0.1)));
        break;
    case Mark::Event:
        painter.setPen(outlineFor(Colour::Event));
        painter.setBrush(colour(Colour::Event));
        painter.drawRect(r.adjusted(1, 1, -1, -1));
        break;
    case Mark::ReadModel:
        painter.setPen(outlineFor(Colour::ReadModel));
        painter.setBrush(colour(Colour::ReadModel));
        painter.drawEllipse(r.adjusted(0.5, 0.5, -0.5, -0.5));
        break;
    case Mark::SagaStep:
    case Mark::Compensation: {
        const QRectF bar = r.adjusted(0, r.height() * 0.2, 0, -r.height() * 0.2);
        painter.setPen(outlineFor(Colour::SagaStep));
        painter.setBrush(colour(Colour::SagaStep));
        painter.drawRoundedRect(bar, 2.5, 2.5);
        if (mark == Mark::Compensation) {
            painter.setBrush(QBrush(textOn(Colour::SagaStep), Qt::BDiagPattern));
            painter.drawRoundedRect(bar, 2.5, 2.5);
        }
        break;
    }
    case Mark::Failure: drawCross(painter, r); break;
    case Mark::Fault:
        // Its limbs are thin: a wider outline would swallow the fill.
        painter.setPen(QPen(outlineFor(Colour::Failure).color(), 1));
        painter.setBrush(colour(Colour::Failure));
        painter.drawPath(lightning(r));
        break;
    case Mark::Broken: {
        painter.setPen(QPen(outlineFor(Colour::Failure).color(), 1, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.setBrush(colour(Colour::Failure));
        painter.drawPolygon(QPolygonF{QPointF(r.center().x(), r.top()), r.bottomRight(), r.bottomLeft()});
        break;
    }
    case Mark::Retry:
        painter.setPen(QPen(outlineFor(Colour::Retry).color(), 4));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(r.adjusted(2, 2, -2, -2));
        painter.setPen(QPen(colour(Colour::Retry), 2));
        painter.drawEllipse(r.adjusted(2, 2, -2, -2));
        break;
    case Mark::Pending: {
        QPen pen = outlineFor(Colour::Pending);
        pen.setDashPattern({2, 1.5});
        pen.setWidthF(1.4);
        painter.setPen(pen);
        painter.setBrush(colour(Colour::Pending));
        painter.drawRoundedRect(r.adjusted(1, 1, -1, -1), 2, 2);
        break;
    }
    case Mark::Good: drawTick(painter, r); break;
    case Mark::None: break;
    }
    painter.restore();
}

Mark markOfEvent(const QString& eventType, const QString& note)
{
    if (note.startsWith(QLatin1String("fault:")))
        return Mark::Fault;
    static const QStringList failureWords{QStringLiteral("Failed"),  QStringLiteral("Declined"), QStringLiteral("Rejected"),
                                          QStringLiteral("Refused"), QStringLiteral("Stuck"),    QStringLiteral("TimedOut")};
    for (const QString& word : failureWords) {
        if (eventType.contains(word))
            return Mark::Failure;
    }
    if (eventType.contains(QLatin1String("Compensat")))
        return Mark::Compensation;
    if (eventType.startsWith(QLatin1String("Saga")))
        return Mark::SagaStep;
    return Mark::Event;
}

}  // namespace replay::ui::format
