// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/timeline_scene.h"
#include "ui/models/saga_facts.h"

#include <QHash>
#include <algorithm>

namespace replay::ui {
namespace {

bool known(api::ModelTime time) { return time.us != 0; }

/// When the relay brought an event to the log; of one that was not brought yet, when it happened.
api::ModelTime published(const api::EventRow& event) { return known(event.appendedAt) ? event.appendedAt : event.occurredAt; }

/// Whether an event is part of the picture: what follows long after the saga's end (a parcel is shipped, delivered) shares
/// its correlation, but would push the saga itself aside.
bool belongs(const api::EventRow& event, const api::SagaRow& saga)
{
    constexpr qint64 afterwards = 100 * base::usPerMs;
    return !known(saga.finishedAt) || event.occurredAt <= saga.finishedAt + afterwards;
}

/// What a message usually takes in this saga.
qint64 usualFlight(const QList<api::SagaAttempt>& attempts)
{
    constexpr qint64 otherwise = 8 * base::usPerMs;
    QList<qint64> flights;
    for (const api::SagaAttempt& attempt : attempts) {
        if (known(attempt.handledAt) && attempt.handledAt > attempt.sentAt)
            flights << attempt.handledAt - attempt.sentAt;
    }
    if (flights.isEmpty())
        return otherwise;
    const auto middle = flights.begin() + flights.size() / 2;
    std::nth_element(flights.begin(), middle, flights.end());
    return *middle;
}

}  // namespace

TimelineScene::TimelineScene(const api::SagaTimeline& timeline, api::ModelTime now)
{
    makeLanes(timeline);
    makeAxis(timeline, now);
    m_end = m_axis.length();
    for (const api::SagaAttempt& attempt : timeline.attempts)
        placeAttempt(attempt, now);
    placeWaits(timeline);
    placeEvents(timeline);
    placeGhosts(timeline);
}

void TimelineScene::makeLanes(const api::SagaTimeline& timeline)
{
    m_lanes = {QStringLiteral("order"), QStringLiteral("inventory"), QStringLiteral("payment")};
    if (!isChoreographed(timeline.saga))
        m_lanes.prepend(QStringLiteral("saga"));
    for (const api::SagaAttempt& attempt : timeline.attempts) {
        if (!m_lanes.contains(attempt.service))
            m_lanes << attempt.service;
    }
}

void TimelineScene::makeAxis(const api::SagaTimeline& timeline, api::ModelTime now)
{
    QList<TimelineAxis::Stop> stops;
    QList<TimelineAxis::Busy> busy;
    if (known(timeline.saga.startedAt))
        stops.append({timeline.saga.startedAt, 0});
    for (const api::SagaAttempt& attempt : timeline.attempts) {
        stops.append({attempt.sentAt, 0});
        busy.append({attempt.sentAt, known(attempt.answeredAt)       ? attempt.answeredAt
                                     : attempt.outcome == u"waiting" ? now
                                                                     : attempt.deadlineAt});
        if (known(attempt.handledAt))
            stops.append({attempt.handledAt, transactionRoom});
        if (known(attempt.answeredAt))
            stops.append({attempt.answeredAt, answerRoom});
        else if (attempt.outcome != u"waiting" && known(attempt.deadlineAt))
            stops.append({attempt.deadlineAt, answerRoom});
        if (known(attempt.nextRetryAt) && attempt.nextRetryAt <= now)
            stops.append({attempt.nextRetryAt, 0});
    }
    QHash<qint64, int> together;
    for (const api::EventRow& event : timeline.events) {
        if (belongs(event, timeline.saga))
            stops.append({published(event), eventRoom * ++together[published(event).us]});
    }
    if (known(timeline.saga.finishedAt))
        stops.append({timeline.saga.finishedAt, answerRoom});
    else if (!timeline.attempts.isEmpty() && now >= timeline.attempts.constLast().sentAt)
        stops.append({now, answerRoom});
    m_axis = TimelineAxis(stops, busy, usualFlight(timeline.attempts));
}

void TimelineScene::placeAttempt(const api::SagaAttempt& attempt, api::ModelTime now)
{
    Attempt placed;
    placed.lane = static_cast<int>(m_lanes.indexOf(attempt.service));
    if (!attempt.sender.isEmpty()) {
        placed.from = static_cast<int>(std::max<qsizetype>(m_lanes.indexOf(attempt.sender), 0));
        placed.home = placed.lane;
    }
    placed.sent = m_axis.leave(attempt.sentAt);
    placed.open = attempt.outcome == u"waiting";
    placed.requestLost = attempt.requestLost;
    placed.handled = known(attempt.handledAt);
    const bool answered = known(attempt.answeredAt);
    placed.answerArrived = answered;

    if (answered)
        placed.end = m_axis.arrive(attempt.answeredAt);
    else if (placed.open)
        placed.end = m_end;
    else if (known(attempt.deadlineAt))
        placed.end = m_axis.arrive(attempt.deadlineAt);
    else
        placed.end = placed.handled ? m_axis.leave(attempt.handledAt) : m_end;
    if (attempt.outcome == u"timeout" && known(attempt.deadlineAt)) {
        placed.deadline = m_axis.arrive(attempt.deadlineAt);
        placed.end = placed.deadline;
    } else if (placed.open && known(attempt.deadlineAt) && attempt.deadlineAt <= now) {
        placed.deadline = m_axis.arrive(attempt.deadlineAt);
    }
    placed.end = std::max(placed.end, placed.sent);

    if (placed.handled) {
        placed.arrived = m_axis.arrive(attempt.handledAt);
        placed.committed = std::min(m_axis.leave(attempt.handledAt), placed.arrived + transactionRoom);
    } else {
        // Nothing says when the message got there: the usual flight, or half the way where an answer came back.
        placed.arrivalKnown = false;
        placed.flying = placed.open && !placed.requestLost;
        const double usual = placed.sent + TimelineAxis::flightRoom;
        const double limit = answered ? (placed.sent + placed.end) / 2 : placed.end;
        placed.arrived = placed.flying ? m_end : std::min(usual, limit);
        placed.committed = placed.arrived;
    }
    placed.replying = placed.handled && placed.open;
    placed.replyLost = placed.handled && !answered && !placed.open;
    if (answered)
        placed.answered = std::max(m_axis.arrive(attempt.answeredAt), placed.committed);
    else if (placed.replying)
        placed.answered = std::max(m_end, placed.committed);
    else
        placed.answered = placed.committed + TimelineAxis::flightRoom / 2;
    if (placed.from >= 0 && placed.handled)
        placed.end = placed.committed;  // what comes of it flies to whoever reacts to its event
    if (attempt.compensation && m_turned < 0)
        m_turned = placed.sent;
    m_attempts.append(placed);
}

void TimelineScene::placeWaits(const api::SagaTimeline& timeline)
{
    for (int i = 0; i < timeline.attempts.size(); ++i) {
        const api::SagaAttempt& attempt = timeline.attempts[i];
        int next = -1;
        for (int j = i + 1; j < timeline.attempts.size() && next < 0; ++j) {
            const api::SagaAttempt& later = timeline.attempts[j];
            if (later.stepId == attempt.stepId && later.compensation == attempt.compensation)
                next = j;
        }
        const double from = m_attempts[i].end;
        if (next >= 0)
            m_waits.append({from, std::max(from, m_attempts[next].sent), timeline.attempts[next].attempt, i, false});
        else if (known(attempt.nextRetryAt) && !isOver(timeline.saga))
            m_waits.append({from, std::max(from, m_end), attempt.attempt + 1, i, true});
    }
}

void TimelineScene::placeEvents(const api::SagaTimeline& timeline)
{
    QHash<QString, int> byMessage;
    for (int i = 0; i < timeline.attempts.size(); ++i)
        byMessage.insert(timeline.attempts[i].messageId, i);
    QHash<qint64, int> together;
    for (int i = 0; i < timeline.events.size(); ++i) {
        const api::EventRow& event = timeline.events[i];
        if (!belongs(event, timeline.saga))
            continue;
        const api::ModelTime at = published(event);
        const double offset = eventRoom * together[at.us]++;
        m_events.append({i, m_axis.arrive(at) + offset, byMessage.value(event.causationId, -1)});
    }
}

void TimelineScene::placeGhosts(const api::SagaTimeline& timeline)
{
    constexpr double margin = 1.0;
    double at = m_end + margin;
    for (const api::SagaStepRow& step : timeline.saga.steps) {
        const bool begun = std::any_of(timeline.attempts.cbegin(), timeline.attempts.cend(),
                                       [&](const api::SagaAttempt& attempt) { return attempt.stepId == step.stepId; });
        if (begun || timeline.saga.status == u"completed")
            continue;
        m_ghosts.append({step.stepId, at, at + ghostRoom});
        at += ghostRoom + margin / 2;
    }
    m_length = m_ghosts.isEmpty() ? m_end + margin : at;
}

}  // namespace replay::ui
