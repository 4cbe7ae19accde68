// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replayctl/call.h"

namespace replay::ctl {

std::optional<QString> Call::text(const char* option) const
{
    const auto found = options.constFind(QLatin1StringView(option));
    if (found == options.constEnd())
        return std::nullopt;
    return found->value(0);
}

Result<std::int64_t> Call::whole(const char* option, std::int64_t otherwise, std::int64_t low, std::int64_t high) const
{
    const std::optional<QString> given = text(option);
    if (!given)
        return otherwise;
    bool good = false;
    const qlonglong value = given->toLongLong(&good);
    if (!good || value < low || value > high) {
        return base::malformed(QStringLiteral("--%1: expected a whole number from %2 to %3, got \"%4\"")
                                   .arg(QLatin1StringView(option))
                                   .arg(low)
                                   .arg(high)
                                   .arg(*given));
    }
    return value;
}

Result<std::uint64_t> Call::seed(std::uint64_t otherwise) const
{
    REPLAY_ASSIGN(const std::int64_t seed, whole("seed", static_cast<std::int64_t>(otherwise & INT64_MAX), 0, wholeMax));
    return has("seed") ? static_cast<std::uint64_t>(seed) : otherwise;
}

}  // namespace replay::ctl
