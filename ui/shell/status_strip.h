// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/desk.h"
#include "ui/shell/invariant_watch.h"

#include <QHash>
#include <QTimer>
#include <QWidget>

class QLabel;

namespace replay::ui {

class StatusLight;

/// The strip at the bottom: a light for each invariant, how far the read models and the outbox are, hints, and whose run
/// this is. A click on a light goes to the first violation and asks for its causes.
class StatusStrip : public QWidget {
    Q_OBJECT
public:
    StatusStrip(Desk& desk, InvariantWatch& watch, QWidget* parent = nullptr);

    /// A line that stays for a few seconds.
    void showHint(const QString& text);

Q_SIGNALS:
    /// Why what was just selected is so.
    void whyWanted();

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void refreshInvariants();
    void refreshStatus();
    void jump(const QString& invariant);
    void applyLook();

    Desk& m_desk;
    InvariantWatch& m_watch;
    QHash<QString, StatusLight*> m_lights;
    StatusLight* m_lag = nullptr;
    StatusLight* m_outbox = nullptr;
    QLabel* m_hint = nullptr;
    QLabel* m_readOnly = nullptr;
    QLabel* m_run = nullptr;
    QTimer m_hintTimer;
};

}  // namespace replay::ui
