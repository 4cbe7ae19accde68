// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/desk.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace replay::ui {

/// The thin ribbon under the transport bar: where in time everybody looks, said in words whenever it is not simply "live".
class ModeRibbon : public QWidget {
    Q_OBJECT
public:
    explicit ModeRibbon(Desk& desk, QWidget* parent = nullptr);

Q_SIGNALS:
    void liveRequested();
    void forkRequested();
    void pitfallsRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void refresh();
    void fitDetail();

    Desk& m_desk;
    QLabel* m_mode = nullptr;
    QLabel* m_detail = nullptr;
    QPushButton* m_pitfalls = nullptr;
    QPushButton* m_fork = nullptr;
    QPushButton* m_live = nullptr;
};

}  // namespace replay::ui
