// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"

#include <QString>
#include <compare>
#include <cstdint>

namespace replay::base {

/// An exact amount of money: DECIMAL(10,2) of the exercise, held as whole hundredths in 64 bits. Never a binary float.
/// The currency belongs to the order, not to the amount.
class Money {
public:
    static constexpr std::int64_t hundredthsMax = 9'999'999'999;  ///< 99,999,999.99, the largest DECIMAL(10,2)

    constexpr Money() = default;
    static constexpr Money fromHundredths(std::int64_t value) { return Money(value); }
    /// Reads "12", "12.5", "12.50", "-0.01". Refuses more than two decimals, exponents, blanks, signs alone, NaN and
    /// amounts beyond DECIMAL(10,2); the error says which of these it was.
    static Result<Money> parse(QStringView text);

    constexpr std::int64_t hundredths() const { return m_hundredths; }
    /// "12.50": always two decimals, a point, no grouping. What JSON, SQL and CSV carry.
    QString toString() const;

    constexpr bool isZero() const { return m_hundredths == 0; }
    constexpr bool isPositive() const { return m_hundredths > 0; }
    constexpr bool inRange() const { return m_hundredths <= hundredthsMax && m_hundredths >= -hundredthsMax; }

    constexpr Money operator+(Money other) const { return Money(m_hundredths + other.m_hundredths); }
    constexpr Money operator-(Money other) const { return Money(m_hundredths - other.m_hundredths); }
    constexpr Money operator-() const { return Money(-m_hundredths); }
    /// Quantity times price. Both factors are bounded (a quantity below 2^31, a price below 10^10), so this cannot overflow.
    constexpr Money operator*(std::int64_t quantity) const { return Money(m_hundredths * quantity); }
    constexpr Money& operator+=(Money other)
    {
        m_hundredths += other.m_hundredths;
        return *this;
    }
    constexpr Money& operator-=(Money other)
    {
        m_hundredths -= other.m_hundredths;
        return *this;
    }
    constexpr auto operator<=>(const Money&) const = default;

private:
    constexpr explicit Money(std::int64_t hundredths) : m_hundredths(hundredths) {}
    std::int64_t m_hundredths = 0;
};

}  // namespace replay::base
