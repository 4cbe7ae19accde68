// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/desk.h"
#include "ui/shell/actions.h"
#include "ui/shell/transport.h"

#include <QWidget>

class QComboBox;

namespace replay::ui {

class BranchChip;
class CaptionedValue;
class WhatIf;
class PositionField;
class LogSlider;

/// The bar at the top that never goes away: the clock's buttons, the speed, the slider over the log, position, model time,
/// seed and fingerprint. It shrinks with the window.
class TransportBar : public QWidget {
    Q_OBJECT
public:
    TransportBar(Desk& desk, Transport& transport, TimelineFeed& feed, Actions& actions, QWidget* parent = nullptr);

    void beginTypingPosition();
    void setWhatIf(WhatIf& whatIf);

Q_SIGNALS:
    void hint(const QString& text);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    void refreshCursor();
    void refreshStatus();
    void refreshEnabled();
    void fit();
    QWidget* makeButtons(Actions& actions);
    QComboBox* makeSpeeds();

    Desk& m_desk;
    Transport& m_transport;
    QComboBox* m_speeds = nullptr;
    LogSlider* m_slider = nullptr;
    PositionField* m_position = nullptr;
    CaptionedValue* m_clock = nullptr;
    BranchChip* m_branch = nullptr;
    CaptionedValue* m_seed = nullptr;
    CaptionedValue* m_fingerprint = nullptr;
};

}  // namespace replay::ui
