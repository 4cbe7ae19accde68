// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/money.h"

namespace replay::base {

Result<Money> Money::parse(QStringView text)
{
    const auto wrong = [&](const char* what) {
        return malformed(QStringLiteral("\"%1\" is not an amount of money: %2").arg(text, QLatin1StringView(what)));
    };
    qsizetype at = 0;
    const bool negative = text.startsWith(u'-');
    if (negative)
        ++at;
    std::int64_t whole = 0;
    qsizetype digits = 0;
    for (; at < text.size() && text[at] >= u'0' && text[at] <= u'9'; ++at, ++digits) {
        whole = whole * 10 + (text[at].unicode() - u'0');
        if (whole > hundredthsMax / 100)
            return wrong("the largest is 99999999.99");
    }
    if (digits == 0)
        return wrong("expected digits such as 12.50");
    std::int64_t fraction = 0;
    if (at < text.size() && text[at] == u'.') {
        ++at;
        qsizetype decimals = 0;
        for (; at < text.size() && text[at] >= u'0' && text[at] <= u'9'; ++at, ++decimals) {
            if (decimals == 2)
                return wrong("money has at most two decimals");
            fraction = fraction * 10 + (text[at].unicode() - u'0');
        }
        if (decimals == 0)
            return wrong("expected digits after the point");
        if (decimals == 1)
            fraction *= 10;
    }
    if (at != text.size())
        return wrong("expected digits such as 12.50");
    const std::int64_t value = whole * 100 + fraction;
    return Money(negative ? -value : value);
}

QString Money::toString() const
{
    const bool negative = m_hundredths < 0;
    const auto value = negative ? 0 - static_cast<std::uint64_t>(m_hundredths) : static_cast<std::uint64_t>(m_hundredths);
    char buffer[32];
    const int size = std::snprintf(buffer, sizeof buffer, "%s%llu.%02llu", negative ? "-" : "",
                                   static_cast<unsigned long long>(value / 100), static_cast<unsigned long long>(value % 100));
    return QString::fromLatin1(buffer, size);
}

}  // namespace replay::base
