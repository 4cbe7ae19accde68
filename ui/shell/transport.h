// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/desk.h"
#include "ui/shell/timeline_feed.h"

#include <QElapsedTimer>
#include <QTimer>

namespace replay::ui {

/// What play, pause, step and the rest mean at the moment. At the live end they drive the platform; in the past they move
/// the cursor through what happened, with the model's own rhythm, and the platform is left as it is.
class Transport : public QObject {
    Q_OBJECT
public:
    Transport(Desk& desk, TimelineFeed& feed, QObject* parent = nullptr);

    bool isPlaying() const;
    double speed() const { return m_speed; }
    /// 1/8 … 16, then 0 for "as fast as it goes".
    static const QList<double>& speeds();

    /// Why it cannot be done now, in words; empty where it can.
    QString whyNoPlay() const;
    QString whyNoStep() const;
    QString whyNoBack() const;
    QString whyNoGap() const;

public Q_SLOTS:
    void togglePlay();
    void pause();
    void step();
    void stepGap();
    void back();
    void first();
    void live();
    void setSpeed(double factor);
    void faster();
    void slower();
    void nextMarker();
    void previousMarker();
    void nextOfSelected();
    void previousOfSelected();

Q_SIGNALS:
    void changed();
    /// Nothing to go to, and the like: a line for the status bar.
    void hint(const QString& text);

private:
    void startReplay();
    void stopReplay();
    void replayTick();
    void moveToMarker(bool forward);
    void moveToOfSelected(bool forward);
    void goOrLive(api::Position position);

    Desk& m_desk;
    TimelineFeed& m_feed;
    double m_speed = 1.0;
    QTimer m_replay;
    QElapsedTimer m_wall;
    double m_owedUs = 0;  ///< model time that the replay may still spend
    QList<api::EventRow> m_ahead;
};

}  // namespace replay::ui
