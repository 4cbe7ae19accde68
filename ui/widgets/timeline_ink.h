// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/format/marks.h"
#include "ui/format/tokens.h"

#include <QColor>
#include <QFontMetricsF>
#include <QLineF>
#include <QPainterPath>

class QPainter;

namespace replay::ui::timeline_ink {

/// The height of the text, by which everything on a timeline is measured, before it is enlarged.
double plainEm();
/// A font as big as this em asks for.
QFont font(format::Type type, bool bold, double em);
/// A name over one line or, where there is room for two, over two; what does not fit is cut with an ellipsis.
void name(QPainter& painter, const QRectF& box, const QString& words, const QFontMetricsF& metrics, bool twoLines);
/// A fill's colour as a line: made stronger where the plain one would be weak on the scheme's ground.
QColor line(format::Colour fill);
/// A fill mixed thinly into the ground.
QColor tint(format::Colour fill, double share);
/// The width of a line that carries meaning; outlines are thicker in high contrast.
double width(double em);

/// Diagonal strokes inside a shape; vectors, so that they stay crisp at any scale.
void hatch(QPainter& painter, const QPainterPath& shape, const QColor& colour, double em);
/// A line with an arrow head at its end.
void arrow(QPainter& painter, const QLineF& line, const QColor& colour, double em, Qt::PenStyle style = Qt::SolidLine);
/// A bar; one that runs backwards has a point at its left.
QPainterPath barShape(const QRectF& box, bool backwards, double em);
/// A mark of the shape code at any size.
void mark(QPainter& painter, QPointF centre, double side, format::Mark mark);
/// The lightning of a fault on its disc: full where it struck, dashed where it is armed.
void badge(QPainter& painter, QPointF centre, double em, bool struck);

}  // namespace replay::ui::timeline_ink
