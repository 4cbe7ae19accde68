// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/model_time.h"

#include <QDate>
#include <array>

namespace replay::base {
namespace {

// Days since 1970-01-01 to a civil date and back: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
struct Civil {
    std::int64_t year;
    unsigned month;
    unsigned day;
};

Civil civilFromDays(std::int64_t days)
{
    days += 719'468;
    const std::int64_t era = (days >= 0 ? days : days - 146'096) / 146'097;
    const auto dayOfEra = static_cast<unsigned>(days - era * 146'097);
    const unsigned yearOfEra = (dayOfEra - dayOfEra / 1'460 + dayOfEra / 36'524 - dayOfEra / 146'096) / 365;
    const unsigned dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    const unsigned shifted = (5 * dayOfYear + 2) / 153;
    const unsigned month = shifted < 10 ? shifted + 3 : shifted - 9;
    return {static_cast<std::int64_t>(yearOfEra) + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1};
}

std::int64_t floorDivide(std::int64_t value, std::int64_t by) { return value >= 0 ? value / by : -((-value + by - 1) / by); }

}  // namespace

QString ModelTime::toString() const
{
    const std::int64_t days = floorDivide(us, usPerDay);
    const std::int64_t rest = us - days * usPerDay;
    const Civil date = civilFromDays(days);
    char buffer[48];
    const int size = std::snprintf(buffer, sizeof buffer, "%04lld-%02u-%02uT%02d:%02d:%02d.%06dZ", static_cast<long long>(date.year),
                                   date.month, date.day, static_cast<int>(rest / 3'600'000'000), static_cast<int>(rest / 60'000'000 % 60),
                                   static_cast<int>(rest / usPerSecond % 60), static_cast<int>(rest % usPerSecond));
    return QString::fromLatin1(buffer, size);
}

QString ModelTime::day() const { return toString().left(10); }

Result<ModelTime> ModelTime::parse(QStringView text)
{
    const auto wrong = [&] {
        return malformed(QStringLiteral("\"%1\" is not a time: expected UTC such as 2026-01-05T08:00:00Z").arg(text));
    };
    if (text.size() < 20 || !text.endsWith(u'Z') || text[10] != u'T' || text[13] != u':' || text[16] != u':')
        return wrong();
    const QDate date = QDate::fromString(text.left(10).toString(), QStringLiteral("yyyy-MM-dd"));
    if (!date.isValid())
        return wrong();
    std::array<int, 3> clock{};
    for (std::size_t i = 0; i < clock.size(); ++i) {
        const int tens = text[11 + 3 * static_cast<qsizetype>(i)].unicode() - u'0';
        const int ones = text[12 + 3 * static_cast<qsizetype>(i)].unicode() - u'0';
        clock[i] = tens * 10 + ones;
        if (tens < 0 || tens > 9 || ones < 0 || ones > 9 || clock[i] > (i == 0 ? 23 : 59))
            return wrong();
    }
    std::int64_t fraction = 0;
    const QStringView decimals = text.mid(19, text.size() - 20);
    if (!decimals.isEmpty()) {
        if (decimals[0] != u'.' || decimals.size() < 2 || decimals.size() > 7)
            return wrong();
        for (qsizetype i = 1; i < 7; ++i) {
            const int digit = i < decimals.size() ? decimals[i].unicode() - u'0' : 0;
            if (digit < 0 || digit > 9)
                return wrong();
            fraction = fraction * 10 + digit;
        }
    }
    const std::int64_t days = QDate(1970, 1, 1).daysTo(date);
    return ModelTime{days * usPerDay + ((clock[0] * 60LL + clock[1]) * 60 + clock[2]) * usPerSecond + fraction};
}

Result<std::int64_t> parseDuration(QStringView text)
{
    const auto wrong = [&] { return malformed(QStringLiteral("\"%1\" is not a duration: expected 250ms, 2s, 1.5s, 3m or 1h").arg(text)); };
    struct Unit {
        QLatin1StringView name;
        std::int64_t us;
    };
    static constexpr std::array units{Unit{QLatin1StringView("us"), 1}, Unit{QLatin1StringView("ms"), usPerMs},
                                      Unit{QLatin1StringView("s"), usPerSecond}, Unit{QLatin1StringView("m"), 60 * usPerSecond},
                                      Unit{QLatin1StringView("h"), 3'600 * usPerSecond}};
    for (const Unit& unit : units) {
        if (!text.endsWith(unit.name))
            continue;
        const QStringView number = text.chopped(unit.name.size());
        const qsizetype point = number.indexOf(u'.');
        const QStringView whole = point < 0 ? number : number.left(point);
        const QStringView part = point < 0 ? QStringView() : number.mid(point + 1);
        bool good = false;
        const qlonglong units64 = whole.toLongLong(&good);
        if (!good || units64 < 0 || units64 > 1'000'000'000 || (point >= 0 && part.isEmpty()) || part.size() > 6)
            return wrong();
        std::int64_t us = units64 * unit.us;
        std::int64_t scale = unit.us;
        for (const QChar digit : part) {
            if (digit < u'0' || digit > u'9')
                return wrong();
            scale /= 10;
            us += (digit.unicode() - u'0') * scale;
        }
        return us;
    }
    return wrong();
}

}  // namespace replay::base
