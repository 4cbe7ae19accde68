// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>

namespace replay::app {

/// For the benchmarks: where the environment's REPLAY_STARTED_NS names a moment of the monotonic clock, prints how many
/// milliseconds after it the first frame was painted, and ends the program. Otherwise it does nothing.
class FirstPaint : public QObject {
    Q_OBJECT
public:
    static constexpr const char* variable = "REPLAY_STARTED_NS";
    explicit FirstPaint(QObject* parent = nullptr);

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    qint64 m_startedNs = 0;
};

}  // namespace replay::app
