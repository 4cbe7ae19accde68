// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

class QLabel;
class QSlider;
class QToolButton;

namespace replay::ui {

class TimelineView;

/// Under a timeline: watch the saga again, scrub it, zoom it.
class ReplayBar : public QWidget {
    Q_OBJECT
public:
    explicit ReplayBar(TimelineView& view, QWidget* parent = nullptr);
    /// After the timeline shows something else.
    void refresh();

protected:
    void changeEvent(QEvent* event) override;

private:
    QToolButton* button(const QString& icon, const QString& tip);
    void applyIcons();

    TimelineView& m_view;
    QToolButton* m_play = nullptr;
    QToolButton* m_back = nullptr;
    QToolButton* m_step = nullptr;
    QToolButton* m_stop = nullptr;
    QToolButton* m_out = nullptr;
    QToolButton* m_in = nullptr;
    QToolButton* m_fit = nullptr;
    QSlider* m_slider = nullptr;
    QLabel* m_time = nullptr;
};

}  // namespace replay::ui
