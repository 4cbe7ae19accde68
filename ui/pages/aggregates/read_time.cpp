// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/aggregates/read_time.h"

namespace replay::ui {

base::Result<base::ModelTime> readTime(const QString& typed, base::ModelTime shown)
{
    QString text = typed.trimmed();
    if (text.isEmpty())
        return base::malformed(QStringLiteral("no time was typed"));
    text.replace(QLatin1Char(' '), QLatin1Char('T'));
    const bool hasDay = text.contains(QLatin1Char('-'));
    QString clock = hasDay ? text.section(QLatin1Char('T'), 1) : text;
    if (clock.endsWith(QLatin1Char('Z')))
        clock.chop(1);
    if (hasDay && clock.isEmpty())
        clock = QStringLiteral("00:00:00");
    if (clock.count(QLatin1Char(':')) == 1)
        clock += QStringLiteral(":00");
    const QString day = hasDay ? text.section(QLatin1Char('T'), 0, 0) : shown.day();
    return base::ModelTime::parse(QString(day + QLatin1Char('T') + clock + QLatin1Char('Z')));
}

}  // namespace replay::ui
