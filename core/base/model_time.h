// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"

#include <QString>
#include <compare>
#include <cstdint>

namespace replay::base {

/// An instant of the model clock: microseconds since 1970-01-01T00:00:00Z. Never the machine's time or zone.
struct ModelTime {
    std::int64_t us = 0;

    constexpr auto operator<=>(const ModelTime&) const = default;
    constexpr ModelTime operator+(std::int64_t durationUs) const { return {us + durationUs}; }
    constexpr std::int64_t operator-(ModelTime other) const { return us - other.us; }

    /// "2026-01-05T08:00:00.000000Z": ISO 8601, UTC, always microseconds.
    QString toString() const;
    /// "2026-01-05": the UTC day.
    QString day() const;
    /// Reads what toString writes, also with fewer or no decimals; only UTC ("Z").
    static Result<ModelTime> parse(QStringView text);
};

inline constexpr std::int64_t usPerMs = 1'000;
inline constexpr std::int64_t usPerSecond = 1'000'000;
inline constexpr std::int64_t usPerDay = 86'400 * usPerSecond;

/// 2026-01-05T08:00:00Z, where the model clock starts unless a scenario says otherwise.
inline constexpr ModelTime defaultStart{1'767'600'000 * usPerSecond};

/// Reads a duration: "250ms", "2s", "1.5s", "3m", "1h", "40us". Answers microseconds.
Result<std::int64_t> parseDuration(QStringView text);

}  // namespace replay::base
