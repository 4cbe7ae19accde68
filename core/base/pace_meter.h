// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstdint>
#include <optional>

namespace replay::base {

/// How fast something goes and how long it will take, from looks at how far it is. The time of each look is the caller's:
/// nothing here asks a clock.
class PaceMeter {
public:
    void look(std::int64_t ms, std::int64_t done)
    {
        if (!m_firstMs || done < m_done) {
            m_firstMs = ms;
            m_first = done;
        }
        m_ms = ms;
        m_done = done;
    }
    void restart() { *this = PaceMeter(); }
    /// Things a second; none until there were two looks with something between them.
    std::optional<std::int64_t> perSecond() const
    {
        if (!m_firstMs || m_ms <= *m_firstMs || m_done <= m_first)
            return std::nullopt;
        return (m_done - m_first) * 1'000 / (m_ms - *m_firstMs);
    }
    /// Milliseconds until `goal`, at the pace so far.
    std::optional<std::int64_t> msLeft(std::int64_t goal) const
    {
        if (!m_firstMs || m_ms <= *m_firstMs || m_done <= m_first)
            return std::nullopt;
        return goal <= m_done ? 0 : (goal - m_done) * (m_ms - *m_firstMs) / (m_done - m_first);
    }

private:
    std::optional<std::int64_t> m_firstMs;
    std::int64_t m_first = 0;
    std::int64_t m_ms = 0;
    std::int64_t m_done = 0;
};

}  // namespace replay::base
