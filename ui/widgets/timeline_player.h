// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/widgets/timeline_axis.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace replay::ui {

/// Plays one saga again along its axis: the same room takes the same time, so a message that flew longer is seen longer.
/// Where reduced motion is chosen it goes from instant to instant instead. Knows no widget.
class TimelinePlayer : public QObject {
    Q_OBJECT
public:
    explicit TimelinePlayer(QObject* parent = nullptr);

    void setAxis(const TimelineAxis& axis);
    /// Where the replay stands on the axis; < 0: there is none, all is shown.
    double at() const { return m_at; }
    bool isActive() const { return m_at >= 0; }
    bool isPlaying() const { return m_timer.isActive(); }
    double share() const;

    void play();  ///< from where it stands; from the start where it stands at the end or nowhere
    void pause();
    void stop();  ///< ends the replay: all is shown
    void seek(double unit);
    void seekShare(double share);
    /// The next or previous instant of the axis.
    void step(int direction);

    static constexpr double unitsPerSecond = 14;

Q_SIGNALS:
    void moved();  ///< at, isActive or isPlaying changed

private:
    void tick();
    double nextInstant(double from, int direction) const;

    TimelineAxis m_axis;
    double m_at = -1;
    QTimer m_timer;
    QElapsedTimer m_since;
};

}  // namespace replay::ui
