// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/invariant_watch.h"

#include <algorithm>
#include <limits>

namespace replay::ui {

namespace {
constexpr int tickMs = 500;
constexpr qint64 restMsMin = 2'000;
constexpr qint64 runningMsMin = 5'000;
constexpr qint64 breathing = 10;  ///< a check may take at most about a tenth of the time

using Checked = api::Result<QList<api::InvariantResult>>;
}  // namespace

const api::InvariantResult::Violation* firstViolation(const api::InvariantResult& result)
{
    using Violation = api::InvariantResult::Violation;
    const auto place = [](const Violation& violation) {
        return violation.position > 0 ? violation.position : std::numeric_limits<api::Position>::max();
    };
    const auto first = std::min_element(result.violations.begin(), result.violations.end(),
                                        [&](const Violation& a, const Violation& b) { return place(a) < place(b); });
    return first == result.violations.end() ? nullptr : &*first;
}

InvariantWatch::InvariantWatch(Desk& desk, QObject* parent)
    : QObject(parent),
      m_desk(desk),
      m_cancelled(std::make_shared<std::atomic<bool>>(false))
{
    m_timer.setInterval(tickMs);
    connect(&m_timer, &QTimer::timeout, this, &InvariantWatch::consider);
    connect(&m_desk, &Desk::sessionChanged, this, [this] {
        m_results.clear();
        m_checkedHead = -1;
        m_checking = false;
        m_tookMs = 0;
        m_problem.clear();
        if (m_desk.isOpen())
            m_timer.start();
        else
            m_timer.stop();
        Q_EMIT changed();
    });
}

InvariantWatch::~InvariantWatch() { cancel(); }

void InvariantWatch::cancel()
{
    m_cancelled->store(true);
    m_cancelled = std::make_shared<std::atomic<bool>>(false);
    m_checking = false;
}

void InvariantWatch::consider()
{
    const api::PlatformStatus& status = m_desk.status();
    if (m_checking || !m_desk.isOpen() || status.head == m_checkedHead)
        return;
    const bool atRest = status.idle || !status.running;
    const qint64 pause = std::max(atRest ? restMsMin : runningMsMin, m_tookMs * breathing);
    if (!m_sinceLast.isValid() || m_sinceLast.elapsed() >= pause)
        checkNow();
}

void InvariantWatch::checkNow()
{
    if (m_checking || !m_desk.isOpen())
        return;
    m_checking = true;
    m_sinceLast.start();
    const api::Position head = m_desk.status().head;
    m_desk.ask<Checked>(
        this, [cancelled = m_cancelled](api::Reader& reader) { return reader.verify([cancelled](double) { return !cancelled->load(); }); },
        [this, head, cancelled = m_cancelled](const Checked& checked) {
            if (cancelled->load())
                return;
            m_checking = false;
            m_tookMs = m_sinceLast.restart();
            m_checkedHead = head;
            m_problem.clear();
            if (checked)
                m_results = *checked;
            else
                m_problem = checked.error().message;
            Q_EMIT changed();
        });
}

}  // namespace replay::ui
