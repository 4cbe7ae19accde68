// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QLabel>

namespace replay::ui {

/// A text as it is, without markup: wrapped, and to be selected with the mouse.
QLabel* makePlainText(const QString& text, QWidget* parent);

}  // namespace replay::ui
