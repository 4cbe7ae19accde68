// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/values.h"

#include <QList>

namespace replay::ui {

/// Model time laid out for the eye, in units of the text's height. Time runs to the right, in proportion, with two
/// exceptions that are both drawn as such: a stretch in which little happens for long is folded and wears a // mark, and an
/// instant at which a transaction takes place is given room of its own, though it takes no model time.
class TimelineAxis {
public:
    /// An instant that matters, and how much room it needs.
    struct Stop {
        api::ModelTime time;
        double room = 0;
    };
    /// A stretch between two instants.
    struct Span {
        double from = 0;
        double to = 0;
        api::ModelTime start;
        qint64 us = 0;
        bool folded = false;
    };

    TimelineAxis() = default;
    /// While something is under way, so that a folded stretch of it still has room for its name.
    struct Busy {
        api::ModelTime from;
        api::ModelTime to;
    };
    /// `flightUs` is what a message usually takes: it is given flightRoom.
    TimelineAxis(QList<Stop> stops, const QList<Busy>& busy, qint64 flightUs);

    /// Where an instant begins and where it ends; between two instants, in proportion.
    double arrive(api::ModelTime time) const;
    double leave(api::ModelTime time) const;
    api::ModelTime timeAt(double unit) const;
    double length() const { return m_instants.isEmpty() ? 0 : m_instants.constLast().to; }
    api::ModelTime start() const { return m_instants.isEmpty() ? api::ModelTime{} : m_instants.constFirst().time; }
    const QList<Span>& spans() const { return m_spans; }

    static constexpr double flightRoom = 5.5;   ///< of a usual flight
    static constexpr double spanMin = 1.5;      ///< of a stretch that is not empty
    static constexpr double spanMax = 26;       ///< longer ones are folded
    static constexpr double foldRoom = 5;       ///< of a folded one
    static constexpr double foldBusyRoom = 10;  ///< of a folded one in which something is under way

private:
    struct Instant {
        api::ModelTime time;
        double from = 0;
        double to = 0;
    };
    double between(api::ModelTime time, bool leaving) const;

    QList<Instant> m_instants;
    QList<Span> m_spans;
};

}  // namespace replay::ui
