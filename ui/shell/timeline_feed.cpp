// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/timeline_feed.h"

#include "ui/shell/invariant_watch.h"

#include <algorithm>

namespace replay::ui {

namespace {
constexpr int refreshMs = 1'000;
}

TimelineFeed::TimelineFeed(Desk& desk, QObject* parent) : QObject(parent), m_desk(desk)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(refreshMs);
    connect(&m_timer, &QTimer::timeout, this, &TimelineFeed::refresh);
    connect(&m_desk, &Desk::statusChanged, this, [this](const api::PlatformStatus& status) {
        if (status.head != m_askedHead && !m_timer.isActive())
            m_timer.start();
    });
    connect(&m_desk, &Desk::sessionChanged, this, [this] {
        m_density.clear();
        m_markers.clear();
        m_ofLog.clear();
        m_violations.clear();
        m_capped = false;
        m_askedHead = -1;
        m_asking = false;
        Q_EMIT changed();
        refresh();
    });
}

void TimelineFeed::refresh()
{
    if (m_asking || !m_desk.isOpen() || m_desk.status().head == m_askedHead)
        return;
    m_asking = true;
    m_askedHead = m_desk.status().head;
    m_desk.ask<Answer>(
        this,
        [head = m_askedHead](api::Reader& reader) {
            Answer answer;
            answer.head = head;
            if (auto density = reader.density(buckets))
                answer.density = *density;
            if (auto markers = reader.markers(markersMax))
                answer.markers = *markers;
            return answer;
        },
        [this](const Answer& answer) {
            m_asking = false;
            m_density = answer.density;
            m_ofLog = answer.markers;
            merge();
            if (m_desk.status().head != m_askedHead)
                m_timer.start();
        });
}

void TimelineFeed::setViolations(const QList<api::InvariantResult>& results)
{
    QList<api::Marker> violations;
    for (const api::InvariantResult& result : results) {
        const api::InvariantResult::Violation* first = firstViolation(result);
        if (first && first->position > 0)
            violations.append({api::Marker::Kind::InvariantBroken, first->position, result.name});
    }
    const auto same = [](const api::Marker& a, const api::Marker& b) { return a.position == b.position && a.text == b.text; };
    if (std::equal(violations.begin(), violations.end(), m_violations.begin(), m_violations.end(), same))
        return;
    m_violations = violations;
    merge();
}

void TimelineFeed::merge()
{
    m_capped = m_ofLog.size() >= markersMax;
    m_markers = m_ofLog + m_violations;
    std::stable_sort(m_markers.begin(), m_markers.end(),
                     [](const api::Marker& a, const api::Marker& b) { return a.position < b.position; });
    Q_EMIT changed();
}

}  // namespace replay::ui
