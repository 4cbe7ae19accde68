// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/desk.h"

#include <QFrame>

class QGridLayout;
class QHBoxLayout;
class QLabel;
class QPushButton;

namespace replay::ui {

class OutcomeChart;

/// What is going on now in the open workspace: its name and seed, the fingerprint the class compares, how far the log is, and
/// how the orders ended. Hidden while no workspace is open.
class NowPanel : public QFrame {
    Q_OBJECT
public:
    NowPanel(Desk& desk, QWidget* parent = nullptr);
    /// Narrow: the figures stand below the name.
    void setNarrow(bool narrow);

Q_SIGNALS:
    void continueRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QLabel* addFigure(QHBoxLayout* line, const QString& caption, bool fixed);
    void refresh();
    void applyFonts();

    Desk& m_desk;
    QGridLayout* m_head = nullptr;
    QHBoxLayout* m_figures = nullptr;
    QLabel* m_name = nullptr;
    QLabel* m_state = nullptr;
    QLabel* m_seed = nullptr;
    QLabel* m_fingerprint = nullptr;
    QLabel* m_position = nullptr;
    QLabel* m_clock = nullptr;
    QList<QLabel*> m_captions;
    OutcomeChart* m_chart = nullptr;
    QPushButton* m_continue = nullptr;
};

}  // namespace replay::ui
