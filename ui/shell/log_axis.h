// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/values.h"

#include <QList>

namespace replay::ui {

/// Where a position of the log lies on the slider. Busy stretches of model time get more room than idle ones, so that a
/// short storm in a long quiet day can still be pointed at: each bucket's width is part its share of time, part its share
/// of events. Fractions run from 0 to 1.
class LogAxis {
public:
    void set(const QList<int>& density, api::Position head);

    double at(api::Position position) const;
    api::Position positionAt(double fraction) const;

    struct Bar {
        double left = 0;
        double right = 0;
        double height = 0;  ///< 0…1
    };
    /// The strip to paint: one bar a bucket that has events.
    const QList<Bar>& bars() const { return m_bars; }

private:
    api::Position m_head = 0;
    QList<double> m_edges;             ///< buckets + 1 fractions
    QList<api::Position> m_positions;  ///< how many events lie before each edge
    QList<Bar> m_bars;
};

}  // namespace replay::ui
