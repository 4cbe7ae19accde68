// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/timeline_player.h"
#include "ui/format/tokens.h"

#include <algorithm>

namespace replay::ui {
namespace {
constexpr int frameMs = 16;
constexpr int instantMs = 700;  ///< reduced motion: how long each instant is shown
}  // namespace

TimelinePlayer::TimelinePlayer(QObject* parent) : QObject(parent) { connect(&m_timer, &QTimer::timeout, this, &TimelinePlayer::tick); }

void TimelinePlayer::setAxis(const TimelineAxis& axis)
{
    m_axis = axis;
    if (m_at > m_axis.length())
        m_at = m_axis.length();
}

double TimelinePlayer::share() const { return m_at < 0 || m_axis.length() <= 0 ? 1.0 : m_at / m_axis.length(); }

void TimelinePlayer::play()
{
    if (m_axis.length() <= 0)
        return;
    if (m_at < 0 || m_at >= m_axis.length())
        m_at = 0;
    m_since.start();
    m_timer.start(format::motion() > 0 ? frameMs : instantMs);
    Q_EMIT moved();
}

void TimelinePlayer::pause()
{
    m_timer.stop();
    Q_EMIT moved();
}

void TimelinePlayer::stop()
{
    m_timer.stop();
    m_at = -1;
    Q_EMIT moved();
}

void TimelinePlayer::seek(double unit)
{
    m_timer.stop();
    m_at = std::clamp(unit, 0.0, m_axis.length());
    Q_EMIT moved();
}

void TimelinePlayer::seekShare(double share) { seek(share * m_axis.length()); }

void TimelinePlayer::step(int direction) { seek(nextInstant(m_at < 0 ? (direction > 0 ? 0 : m_axis.length()) : m_at, direction)); }

double TimelinePlayer::nextInstant(double from, int direction) const
{
    constexpr double hardly = 0.01;
    double found = direction > 0 ? m_axis.length() : 0;
    for (const TimelineAxis::Span& span : m_axis.spans()) {
        for (const double unit : {span.from, span.to}) {
            if (direction > 0 && unit > from + hardly)
                found = std::min(found, unit);
            if (direction < 0 && unit < from - hardly)
                found = std::max(found, unit);
        }
    }
    return found;
}

void TimelinePlayer::tick()
{
    if (format::motion() > 0)
        m_at += unitsPerSecond * static_cast<double>(m_since.restart()) / 1000.0;
    else
        m_at = nextInstant(m_at, 1);
    if (m_at >= m_axis.length()) {
        m_at = m_axis.length();
        m_timer.stop();
    }
    Q_EMIT moved();
}

}  // namespace replay::ui
