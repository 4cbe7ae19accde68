// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

namespace replay::ui {

/// How well `text` answers what was typed: the letters must occur in order; words' beginnings and runs count more.
/// Below zero: not at all. Upper and lower case are the same.
int fuzzyScore(QStringView typed, QStringView text);

}  // namespace replay::ui
