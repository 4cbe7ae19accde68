// SPDX-License-Identifier: GPL-3.0-or-later
// The figures of words.h: numbers, amounts, times and ids as people read them.
#include "core/base/money.h"
#include "ui/format/words.h"

#include <QCoreApplication>
#include <QLocale>

namespace replay::ui::format {
namespace {

QString unit(const char* text) { return QCoreApplication::translate("words", text); }

/// A quotient with so many decimals, by the locale; integers throughout, so that no figure is rounded twice.
QString decimals(qint64 value, qint64 by, int places)
{
    qint64 scale = 1;
    for (int i = 0; i < places; ++i)
        scale *= 10;
    const qint64 scaled = (value * scale + by / 2) / by;
    QString text = number(scaled / scale);
    if (places > 0)
        text += QLocale().decimalPoint() + QStringLiteral("%1").arg(scaled % scale, places, 10, QLatin1Char('0'));
    return text;
}

}  // namespace

QString number(qint64 value) { return QLocale().toString(value); }

QString amount(const QString& decimal)
{
    const auto money = base::Money::parse(decimal);
    if (!money)
        return decimal;
    const QString exact = money->toString();
    const qsizetype point = exact.indexOf(u'.');
    const bool negative = exact.startsWith(u'-');
    const QString whole = number(exact.mid(negative ? 1 : 0, point - (negative ? 1 : 0)).toLongLong());
    QString text = negative ? QString(u'−') : QString();
    text += whole;
    text += QLocale().decimalPoint();
    text += exact.mid(point + 1);
    return text;
}

QString duration(qint64 us)
{
    if (us < 0)
        return QString(u'−' + duration(-us));
    constexpr qint64 minute = 60 * base::usPerSecond;
    constexpr qint64 hour = 60 * minute;
    if (us < base::usPerMs)
        return unit(QT_TRANSLATE_NOOP("words", "%1 µs")).arg(number(us));
    if (us < 100 * base::usPerMs)
        return unit(QT_TRANSLATE_NOOP("words", "%1 ms")).arg(decimals(us, base::usPerMs, 1));
    if (us < base::usPerSecond)
        return unit(QT_TRANSLATE_NOOP("words", "%1 ms")).arg(decimals(us, base::usPerMs, 0));
    if (us < minute)
        return unit(QT_TRANSLATE_NOOP("words", "%1 s")).arg(decimals(us, base::usPerSecond, 2));
    if (us < hour)
        return unit(QT_TRANSLATE_NOOP("words", "%1 min %2 s"))
            .arg(us / minute)
            .arg(us % minute / base::usPerSecond, 2, 10, QLatin1Char('0'));
    if (us < base::usPerDay)
        return unit(QT_TRANSLATE_NOOP("words", "%1 h %2 min")).arg(us / hour).arg(us % hour / minute, 2, 10, QLatin1Char('0'));
    return unit(QT_TRANSLATE_NOOP("words", "%1 d %2 h")).arg(number(us / base::usPerDay)).arg(us % base::usPerDay / hour);
}

QString clock(api::ModelTime time) { return time.toString().mid(11, 12); }

QString dateClock(api::ModelTime time)
{
    const QString text = time.toString();
    return QString(text.left(10) + u' ' + text.mid(11, 12));
}

QString shortId(const QString& id)
{
    // Ids are time-ordered UUIDs: those of one minute share their first eight digits, so the last eight tell them apart.
    constexpr int uuidLength = 36;
    return id.size() == uuidLength && id[8] == u'-' ? id.right(8) : id.left(8);
}

}  // namespace replay::ui::format
