// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/log_axis.h"

#include <algorithm>
#include <cmath>

namespace replay::ui {

namespace {
constexpr double shareOfTime = 0.25;
}

void LogAxis::set(const QList<int>& density, api::Position head)
{
    m_head = head;
    m_edges.clear();
    m_positions.clear();
    m_bars.clear();
    qint64 total = 0;
    int peak = 0;
    for (const int count : density) {
        total += count;
        peak = std::max(peak, count);
    }
    if (total <= 0)
        return;
    const double buckets = static_cast<double>(density.size());
    double edge = 0;
    qint64 before = 0;
    m_edges.append(0);
    m_positions.append(0);
    for (const int count : density) {
        const double left = edge;
        edge += shareOfTime / buckets + (1 - shareOfTime) * count / static_cast<double>(total);
        before += count;
        m_edges.append(std::min(edge, 1.0));
        // The answer may be a little older than the head: stretched over what has come since.
        m_positions.append(
            static_cast<api::Position>(std::llround(static_cast<double>(before) * static_cast<double>(head) / static_cast<double>(total))));
        if (count > 0)
            m_bars.append({left, edge, std::sqrt(static_cast<double>(count) / peak)});
    }
    m_edges.last() = 1.0;
    m_positions.last() = head;
}

double LogAxis::at(api::Position position) const
{
    if (position >= m_head)
        return 1.0;
    if (m_edges.isEmpty())
        return std::clamp(static_cast<double>(position) / static_cast<double>(m_head), 0.0, 1.0);
    const auto upper = std::lower_bound(m_positions.begin(), m_positions.end(), position);
    if (upper == m_positions.begin())
        return 0;
    if (upper == m_positions.end())
        return 1;
    const auto i = std::distance(m_positions.begin(), upper);
    const api::Position low = m_positions.at(i - 1);
    const api::Position high = m_positions.at(i);
    const double part = high > low ? static_cast<double>(position - low) / static_cast<double>(high - low) : 1.0;
    return m_edges.at(i - 1) + part * (m_edges.at(i) - m_edges.at(i - 1));
}

api::Position LogAxis::positionAt(double fraction) const
{
    fraction = std::clamp(fraction, 0.0, 1.0);
    if (m_edges.isEmpty())
        return static_cast<api::Position>(std::llround(fraction * static_cast<double>(m_head)));
    const auto upper = std::lower_bound(m_edges.begin(), m_edges.end(), fraction);
    if (upper == m_edges.begin())
        return 0;
    if (upper == m_edges.end())
        return m_head;
    const auto i = std::distance(m_edges.begin(), upper);
    const double width = m_edges.at(i) - m_edges.at(i - 1);
    const double part = width > 0 ? (fraction - m_edges.at(i - 1)) / width : 1.0;
    return m_positions.at(i - 1) +
           static_cast<api::Position>(std::llround(part * static_cast<double>(m_positions.at(i) - m_positions.at(i - 1))));
}

}  // namespace replay::ui
