// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/transport.h"

#include <algorithm>

namespace replay::ui {

namespace {

constexpr int replayTickMs = 33;
constexpr int replayWindow = 256;
/// A pause of the model longer than this is cut short in a replay: nobody wants to watch a shop sleep.
constexpr double idleCutUs = 600'000;
/// At Max a replay takes about ten seconds, however long the log is.
constexpr int maxReplayTicks = 300;

}  // namespace

Transport::Transport(Desk& desk, TimelineFeed& feed, QObject* parent) : QObject(parent), m_desk(desk), m_feed(feed)
{
    m_replay.setInterval(replayTickMs);
    connect(&m_replay, &QTimer::timeout, this, &Transport::replayTick);
    connect(&m_desk, &Desk::sessionChanged, this, [this] {
        stopReplay();
        if (m_desk.isOpen())
            m_speed = m_desk.status().speed;
        Q_EMIT changed();
    });
    connect(&m_desk, &Desk::statusChanged, this, &Transport::changed);
    connect(&m_desk, &Desk::cursorChanged, this, &Transport::changed);
}

const QList<double>& Transport::speeds()
{
    static const QList<double> list{0.125, 0.25, 0.5, 1, 2, 4, 8, 16, 0};
    return list;
}

bool Transport::isPlaying() const { return m_desk.isLive() ? m_desk.isOpen() && m_desk.status().running : m_replay.isActive(); }

QString Transport::whyNoPlay() const
{
    if (!m_desk.isOpen())
        return tr("no workspace is open");
    if (m_desk.isLive() && m_desk.status().readOnly)
        return tr("the workspace is open read-only");
    return {};
}

QString Transport::whyNoStep() const
{
    if (const QString why = whyNoPlay(); !why.isEmpty())
        return why;
    if (m_desk.isLive() && m_desk.status().running)
        return tr("the platform is running; pause it first (Space)");
    return {};
}

QString Transport::whyNoGap() const
{
    if (m_desk.isOpen() && !m_desk.isLive())
        return tr("in the past there is nothing to run; return to live (End)");
    return whyNoStep();
}

QString Transport::whyNoBack() const
{
    if (!m_desk.isOpen())
        return tr("no workspace is open");
    if (m_desk.status().head == 0)
        return tr("nothing has happened yet");
    if (m_desk.position() == 0)
        return tr("this is the start");
    return {};
}

void Transport::togglePlay()
{
    if (!whyNoPlay().isEmpty())
        return;
    if (m_desk.isLive()) {
        if (m_desk.status().running)
            m_desk.session()->pause();
        else
            m_desk.session()->play();
    } else if (m_replay.isActive()) {
        stopReplay();
    } else {
        startReplay();
    }
    Q_EMIT changed();
}

void Transport::pause()
{
    if (isPlaying())
        togglePlay();
}

void Transport::step()
{
    if (!whyNoStep().isEmpty())
        return;
    stopReplay();
    if (m_desk.isLive())
        m_desk.session()->step(api::StepSize::Delivery);
    else
        goOrLive(m_desk.position() + 1);
}

void Transport::stepGap()
{
    if (whyNoGap().isEmpty())
        m_desk.session()->step(api::StepSize::Gap);
}

void Transport::back()
{
    if (!whyNoBack().isEmpty())
        return;
    stopReplay();
    if (m_desk.isLive() && m_desk.status().running && !m_desk.status().readOnly)
        m_desk.session()->pause();
    m_desk.goTo(m_desk.position() - 1);
}

void Transport::first()
{
    if (!m_desk.isOpen())
        return;
    stopReplay();
    m_desk.goTo(0);
}

void Transport::live()
{
    if (!m_desk.isOpen())
        return;
    stopReplay();
    m_desk.goLive();
}

void Transport::setSpeed(double factor)
{
    m_speed = factor;
    if (m_desk.isOpen())
        m_desk.session()->setSpeed(factor);
    Q_EMIT changed();
}

void Transport::faster()
{
    const qsizetype at = speeds().indexOf(m_speed);
    if (at >= 0 && at + 1 < speeds().size())
        setSpeed(speeds().at(at + 1));
}

void Transport::slower()
{
    const qsizetype at = speeds().indexOf(m_speed);
    if (at > 0)
        setSpeed(speeds().at(at - 1));
}

void Transport::goOrLive(api::Position position)
{
    if (position >= m_desk.status().head)
        m_desk.goLive();
    else
        m_desk.goTo(position);
}

void Transport::startReplay()
{
    m_owedUs = 0;
    m_ahead.clear();
    m_wall.start();
    m_replay.start();
}

void Transport::stopReplay()
{
    m_replay.stop();
    m_ahead.clear();
}

void Transport::replayTick()
{
    const api::Position head = m_desk.status().head;
    api::Position here = m_desk.position();
    if (m_desk.isLive() || here >= head || !m_desk.reader()) {
        stopReplay();
        if (m_desk.isOpen())
            m_desk.goLive();
        return;
    }
    const double elapsedUs = static_cast<double>(m_wall.restart()) * 1000.0;
    if (m_speed == 0) {
        goOrLive(here + std::max<api::Position>(1, head / maxReplayTicks));
        return;
    }
    if (m_ahead.isEmpty() || m_ahead.first().position > here + 1 || m_ahead.last().position <= here + 1) {
        // One event before the window gives the rhythm of the first step.
        auto window = m_desk.reader()->events({}, std::max<api::Position>(here - 1, 0), replayWindow);
        if (!window || window->isEmpty()) {
            stopReplay();
            Q_EMIT changed();
            return;
        }
        m_ahead = *window;
    }
    m_owedUs += elapsedUs * m_speed;
    const api::Position base = m_ahead.first().position;
    bool moved = false;
    while (here < head) {
        const qsizetype next = here + 1 - base;
        if (next < 0 || next >= m_ahead.size())
            break;
        double gap = next > 0 ? static_cast<double>(m_ahead.at(next).occurredAt - m_ahead.at(next - 1).occurredAt) : 0;
        gap = std::clamp(gap, 0.0, idleCutUs * m_speed);
        if (gap > m_owedUs)
            break;
        m_owedUs -= gap;
        ++here;
        moved = true;
    }
    if (moved)
        goOrLive(here);
}

void Transport::nextMarker() { moveToMarker(true); }

void Transport::previousMarker() { moveToMarker(false); }

void Transport::moveToMarker(bool forward)
{
    const QList<api::Marker>& marks = m_feed.markers();
    const api::Position here = m_desk.position();
    const api::Marker* found = nullptr;
    for (const api::Marker& mark : marks) {
        if (forward && mark.position > here) {
            found = &mark;
            break;
        }
        if (!forward && mark.position < here)
            found = &mark;
    }
    if (!found) {
        Q_EMIT hint(forward ? tr("No mark after here: no fault, failed saga or broken invariant.")
                            : tr("No mark before here: no fault, failed saga or broken invariant."));
        return;
    }
    stopReplay();
    m_desk.goTo(found->position);
}

void Transport::nextOfSelected() { moveToOfSelected(true); }

void Transport::previousOfSelected() { moveToOfSelected(false); }

void Transport::moveToOfSelected(bool forward)
{
    if (!m_desk.reader())
        return;
    api::LogFilter filter;
    const Selection& chosen = m_desk.selection();
    api::Position from = m_desk.position();
    if (chosen.kind == Selection::Kind::Event) {
        auto event = m_desk.reader()->eventById(chosen.id);
        if (event && *event) {
            filter.aggregateId = (*event)->aggregateId;
            from = (*event)->position;
        }
    } else if (chosen.kind == Selection::Kind::Aggregate) {
        filter.aggregateId = chosen.id;
    } else if (chosen.kind == Selection::Kind::Saga) {
        if (auto saga = m_desk.reader()->saga(chosen.id))
            filter.correlationId = saga->correlationId;
    }
    if (filter.isEmpty()) {
        Q_EMIT hint(tr("Select an event, an aggregate or a saga first; then its next and previous events can be visited."));
        return;
    }
    auto found = m_desk.reader()->events(filter, from, 1, !forward);
    if (!found || found->isEmpty()) {
        Q_EMIT hint(forward ? tr("No later event of the selected thing.") : tr("No earlier event of the selected thing."));
        return;
    }
    stopReplay();
    m_desk.goTo(found->first().position);
    if (chosen.kind == Selection::Kind::Event)
        m_desk.select({Selection::Kind::Event, found->first().eventId, found->first().position});
}

}  // namespace replay::ui
