// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QRectF>

class QPainter;

namespace replay::ui {

/// The whole platform in one line, in the shapes and colours of the code: a command, a service with its database, the log of
/// events, a read model. Fits itself into the box.
void drawPattern(QPainter& painter, const QRectF& box);

}  // namespace replay::ui
