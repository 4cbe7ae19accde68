// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QString>

namespace replay::ui {

/// One field of a CSV line (RFC 4180): in quotes where it needs them.
QByteArray csvField(const QString& text);

}  // namespace replay::ui
