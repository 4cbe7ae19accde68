// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/home/pattern_picture.h"

#include "ui/format/tokens.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>
#include <array>

namespace replay::ui {

using format::Colour;

namespace {

constexpr int stations = 4;
constexpr int logEvents = 4;

QString word(const char* text) { return QCoreApplication::translate("PatternPicture", text); }

void drawCylinder(QPainter& painter, const QRectF& box)
{
    const qreal lid = box.height() * 0.24;
    QPainterPath body;
    body.moveTo(box.left(), box.top() + lid / 2);
    body.lineTo(box.left(), box.bottom() - lid / 2);
    body.arcTo(QRectF(box.left(), box.bottom() - lid, box.width(), lid), 180, 180);
    body.lineTo(box.right(), box.top() + lid / 2);
    body.arcTo(QRectF(box.left(), box.top(), box.width(), lid), 0, 180);
    painter.setBrush(format::colour(Colour::Window));
    painter.drawPath(body);
    painter.drawEllipse(QRectF(box.left(), box.top(), box.width(), lid));
}

void drawChevron(QPainter& painter, const QRectF& box)
{
    const qreal point = box.height() / 2;
    painter.setPen(QPen(format::colour(Colour::Outline), 1));
    painter.setBrush(format::colour(Colour::Command));
    painter.drawPolygon(
        QPolygonF({box.topLeft(), QPointF(box.right() - point, box.top()), QPointF(box.right(), box.center().y()),
                   QPointF(box.right() - point, box.bottom()), box.bottomLeft(), QPointF(box.left() + point * 0.7, box.center().y())}));
}

void drawTable(QPainter& painter, const QRectF& box)
{
    painter.setBrush(format::colour(Colour::Base));
    painter.drawRoundedRect(box, 3, 3);
    const qreal row = box.height() / 4;
    painter.setBrush(format::colour(Colour::ReadModel));
    QPainterPath head;
    head.addRoundedRect(box, 3, 3);
    QPainterPath top;
    top.addRect(QRectF(box.left(), box.top(), box.width(), row));
    painter.drawPath(head.intersected(top));
    for (int line = 2; line < 4; ++line)
        painter.drawLine(QPointF(box.left(), box.top() + line * row), QPointF(box.right(), box.top() + line * row));
    painter.drawLine(QPointF(box.left() + box.width() * 0.4, box.top() + row), QPointF(box.left() + box.width() * 0.4, box.bottom()));
}

void drawArrow(QPainter& painter, QPointF from, QPointF to)
{
    painter.setPen(QPen(format::colour(Colour::Outline), 1.5));
    painter.drawLine(from, to - QPointF(3, 0));
    painter.setPen(Qt::NoPen);
    painter.setBrush(format::colour(Colour::Outline));
    painter.drawPolygon(QPolygonF({to, to + QPointF(-7, -4), to + QPointF(-7, 4)}));
}

}  // namespace

void drawPattern(QPainter& painter, const QRectF& box)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QFont font = format::font(format::Type::Small);
    const qreal label = QFontMetricsF(font).height() + 6;
    const qreal cell = box.width() / stations;
    const qreal side = std::min({cell * 0.5, box.height() - label, 52.0});
    if (side < 16) {
        painter.restore();
        return;
    }
    const qreal top = box.top() + (box.height() - side - label) / 2;
    const std::array words{word(QT_TRANSLATE_NOOP("PatternPicture", "command")), word(QT_TRANSLATE_NOOP("PatternPicture", "service")),
                           word(QT_TRANSLATE_NOOP("PatternPicture", "events")), word(QT_TRANSLATE_NOOP("PatternPicture", "read model"))};
    const auto place = [&](int station) { return QRectF(box.left() + cell * station + (cell - side) / 2, top, side, side); };

    for (int station = 0; station + 1 < stations; ++station) {
        const QRectF here = place(station);
        const QRectF next = place(station + 1);
        drawArrow(painter, {here.right() + 8, here.center().y()}, {next.left() - 8, next.center().y()});
    }
    drawChevron(painter, place(0).adjusted(side * 0.08, side * 0.22, -side * 0.08, -side * 0.22));
    painter.setPen(QPen(format::colour(Colour::Outline), 1.5));
    drawCylinder(painter, place(1).adjusted(side * 0.08, side * 0.04, -side * 0.08, -side * 0.04));
    const QRectF log = place(2);
    const qreal gap = 3;
    const qreal square = (log.width() - gap) / 2;
    for (int i = 0; i < logEvents; ++i) {
        const QRectF one(log.left() + (i % 2) * (square + gap), log.top() + (i / 2) * (square + gap), square, square);
        painter.setPen(QPen(format::colour(Colour::Outline), 1));
        painter.setBrush(format::colour(Colour::Event));
        painter.drawRoundedRect(one, 2, 2);
    }
    painter.setPen(QPen(format::colour(Colour::Outline), 1.5));
    drawTable(painter, place(3).adjusted(-side * 0.05, side * 0.06, side * 0.05, -side * 0.06));

    painter.setFont(font);
    painter.setPen(format::colour(Colour::MutedText));
    for (int station = 0; station < stations; ++station)
        painter.drawText(QRectF(box.left() + cell * station, top + side + 4, cell, label), Qt::AlignHCenter | Qt::AlignTop,
                         words.at(static_cast<std::size_t>(station)));
    painter.restore();
}

}  // namespace replay::ui
