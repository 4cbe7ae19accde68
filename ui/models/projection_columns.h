// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <QVariant>

namespace replay::ui {

/// What a column of a read model holds, which decides how a cell is set.
enum class ColumnKind { Text, Id, Amount, Count, Time, Flag, Status };

/// Decided by the column's name and, where the name says nothing, by one of its values.
ColumnKind columnKind(const QString& column, const QVariant& sample);
bool isRightAligned(ColumnKind kind);
/// "total_amount" as people read it.
QString columnTitle(const QString& column);
/// A cell as it is shown: amounts and counts by locale, ids shortened to eight characters, times without their zone.
QString cellText(ColumnKind kind, const QVariant& value);

}  // namespace replay::ui
