// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QPainter;
class QStyleOption;

namespace replay::ui {

/// The square of a check box. Fusion derives its outline from the window's colour, which all but vanishes in a dark scheme; here it
/// has the outline that every control has.
void drawCheckBox(QPainter& painter, const QStyleOption& option);

}  // namespace replay::ui
