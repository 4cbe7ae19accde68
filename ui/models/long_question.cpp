// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/long_question.h"

namespace replay::ui {

namespace {
constexpr int pollMs = 50;
}

LongQuestion::LongQuestion(Desk& desk, QObject* parent) : QObject(parent), m_desk(desk)
{
    // The worker only stores a number; the screen looks at it at its own pace.
    m_poll.setInterval(pollMs);
    connect(&m_poll, &QTimer::timeout, this, [this] {
        if (m_run)
            Q_EMIT progressed(m_run->share.load(std::memory_order_relaxed));
    });
    connect(&desk, &Desk::sessionAboutToChange, this, &LongQuestion::cancel);
}

LongQuestion::~LongQuestion()
{
    if (m_run)
        m_run->cancelled = true;
}

void LongQuestion::cancel()
{
    if (!m_run)
        return;
    m_run->cancelled = true;
    end();
}

std::shared_ptr<LongQuestion::Run> LongQuestion::begin()
{
    if (m_run)
        m_run->cancelled = true;
    if (!m_desk.isOpen()) {
        if (m_run)
            end();
        return nullptr;
    }
    const bool wasRunning = m_run != nullptr;
    m_run = std::make_shared<Run>();
    m_poll.start();
    if (!wasRunning)
        Q_EMIT runningChanged(true);
    Q_EMIT progressed(0);
    return m_run;
}

void LongQuestion::end()
{
    m_poll.stop();
    m_run.reset();
    Q_EMIT runningChanged(false);
}

}  // namespace replay::ui
