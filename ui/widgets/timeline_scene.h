// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/values.h"
#include "ui/widgets/timeline_axis.h"

#include <QStringList>

namespace replay::ui {

/// Where on a timeline somebody points: a whole attempt, or the gap between two points on a message's way.
struct TimelinePlace {
    enum class Part { None, Step, Request, Handler, Reply, Wait, Event };
    Part part = Part::None;
    int attempt = -1;
    int gap = -1;    ///< Handler: 0 received|loaded … 3 appended|committed
    int event = -1;  ///< into SagaTimeline::events
    bool operator==(const TimelinePlace&) const = default;
};

/// A saga as a picture without pixels: lanes, and for each attempt where its message, its transaction and its answer lie on
/// the axis. Units are heights of the text. Built anew from each answer of the reader; pure.
class TimelineScene {
public:
    struct Attempt {
        int lane = 0;
        int home = 0;   ///< the lane of its bar: the saga's, or the service's own where nobody conducts
        int from = -1;  ///< the lane whose event caused it; < 0: the saga sent it
        double sent = 0;
        double arrived = 0;        ///< the transaction's begin, or where the request ends
        double committed = 0;      ///< the transaction's end
        double answered = 0;       ///< where the answer ends, or got lost
        double end = 0;            ///< of the bar in the saga's lane
        double deadline = -1;      ///< < 0: no fence (it was answered in time)
        bool handled = false;      ///< a transaction took place
        bool arrivalKnown = true;  ///< false: the message got there, but nothing was kept that says when
        bool requestLost = false;
        bool replyLost = false;
        bool answerArrived = false;
        bool flying = false;    ///< the request is on its way
        bool replying = false;  ///< the answer is on its way
        bool open = false;      ///< no outcome yet
    };
    /// A pause before the same step is tried again.
    struct Wait {
        double from = 0;
        double to = 0;
        int attempt = 0;  ///< the attempt that follows, counted from 1
        int after = 0;    ///< index of the attempt it follows
        bool open = false;
    };
    struct Event {
        int index = 0;  ///< into SagaTimeline::events
        double at = 0;
        int attempt = -1;
    };
    /// A step that has not begun, and perhaps never will.
    struct Ghost {
        QString stepId;
        double from = 0;
        double to = 0;
    };

    TimelineScene() = default;
    /// `now` is the model clock, or the time of the position the saga is shown as of.
    TimelineScene(const api::SagaTimeline& timeline, api::ModelTime now);

    bool isEmpty() const { return m_attempts.isEmpty(); }
    const QStringList& lanes() const { return m_lanes; }  ///< service codes; the first is "saga" where one conducts
    const QList<Attempt>& attempts() const { return m_attempts; }
    const QList<Wait>& waits() const { return m_waits; }
    const QList<Event>& events() const { return m_events; }
    const QList<Ghost>& ghosts() const { return m_ghosts; }
    const TimelineAxis& axis() const { return m_axis; }
    double end() const { return m_end; }        ///< where what happened ends
    double length() const { return m_length; }  ///< with the ghosts
    /// Where the saga turned back; < 0: it did not.
    double turned() const { return m_turned; }

    static constexpr double transactionRoom = 6.5;
    static constexpr double answerRoom = 1.0;
    static constexpr double eventRoom = 1.1;
    static constexpr double ghostRoom = 9;

private:
    void makeLanes(const api::SagaTimeline& timeline);
    void makeAxis(const api::SagaTimeline& timeline, api::ModelTime now);
    void placeAttempt(const api::SagaAttempt& attempt, api::ModelTime now);
    void placeWaits(const api::SagaTimeline& timeline);
    void placeEvents(const api::SagaTimeline& timeline);
    void placeGhosts(const api::SagaTimeline& timeline);

    QStringList m_lanes;
    QList<Attempt> m_attempts;
    QList<Wait> m_waits;
    QList<Event> m_events;
    QList<Ghost> m_ghosts;
    TimelineAxis m_axis;
    double m_end = 0;
    double m_length = 0;
    double m_turned = -1;
};

}  // namespace replay::ui
