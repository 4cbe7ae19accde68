// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/sagas/replay_bar.h"
#include "ui/format/tokens.h"
#include "ui/format/words.h"
#include "ui/widgets/timeline_view.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QSlider>
#include <QToolButton>

namespace replay::ui {

using format::Space;

namespace {
constexpr int sliderSteps = 1'000;
}

ReplayBar::ReplayBar(TimelineView& view, QWidget* parent) : QWidget(parent), m_view(view)
{
    m_back = button(QStringLiteral("step-back"), tr("One instant back"));
    m_play = button(QStringLiteral("play"), tr("Watch this saga again"));
    m_play->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_step = button(QStringLiteral("step"), tr("One instant on"));
    m_stop = button(QStringLiteral("last"), tr("End the replay: show all"));
    m_slider = new QSlider(Qt::Horizontal, this);
    m_slider->setRange(0, sliderSteps);
    m_slider->setValue(sliderSteps);
    m_slider->setAccessibleName(tr("Place of the replay"));
    m_slider->setToolTip(tr("Scrubs through this saga; dragging along the axis does too"));
    m_time = new QLabel(this);
    m_time->setFont(format::fixedFont(format::Type::Small));
    m_out = button(QStringLiteral("minus"), tr("Zoom out (−, wheel)"));
    m_in = button(QStringLiteral("plus"), tr("Zoom in (+, wheel)"));
    m_fit = button({}, tr("Show all (0)"));
    m_fit->setText(tr("Fit"));

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(format::px(Space::Small), format::px(Space::Hair) / 2, format::px(Space::Small), format::px(Space::Hair) / 2);
    row->setSpacing(format::px(Space::Hair));
    for (QToolButton* each : {m_back, m_play, m_step, m_stop})
        row->addWidget(each);
    row->addWidget(m_slider, 1);
    row->addWidget(m_time);
    row->addSpacing(format::px(Space::Small));
    for (QToolButton* each : {m_out, m_in, m_fit})
        row->addWidget(each);

    TimelinePlayer& player = view.player();
    connect(m_play, &QToolButton::clicked, this, [&player] { player.isPlaying() ? player.pause() : player.play(); });
    connect(m_back, &QToolButton::clicked, this, [&player] { player.step(-1); });
    connect(m_step, &QToolButton::clicked, this, [&player] { player.step(1); });
    connect(m_stop, &QToolButton::clicked, this, [&player] { player.stop(); });
    connect(m_slider, &QSlider::sliderMoved, this, [&player](int value) { player.seekShare(value / static_cast<double>(sliderSteps)); });
    connect(m_slider, &QSlider::actionTriggered, this, [this, &player](int action) {
        if (action != QAbstractSlider::SliderMove)
            player.seekShare(m_slider->sliderPosition() / static_cast<double>(sliderSteps));
    });
    connect(m_out, &QToolButton::clicked, &view, &TimelineView::zoomOut);
    connect(m_in, &QToolButton::clicked, &view, &TimelineView::zoomIn);
    connect(m_fit, &QToolButton::clicked, &view, &TimelineView::fit);
    connect(&player, &TimelinePlayer::moved, this, &ReplayBar::refresh);
    applyIcons();
    refresh();
}

QToolButton* ReplayBar::button(const QString& icon, const QString& tip)
{
    auto* made = new QToolButton(this);
    made->setAutoRaise(true);
    made->setFocusPolicy(Qt::StrongFocus);
    made->setIcon(format::icon(icon));
    made->setIconSize(QSize(format::iconSmall, format::iconSmall));
    made->setToolTip(tip);
    made->setAccessibleName(tip);
    return made;
}

void ReplayBar::refresh()
{
    const TimelinePlayer& player = m_view.player();
    const bool any = !m_view.scene().isEmpty();
    setEnabled(any);
    const bool playing = player.isPlaying();
    m_play->setIcon(format::icon(playing ? QStringLiteral("pause") : QStringLiteral("play")));
    m_play->setText(playing ? tr("Pause") : tr("Replay"));
    m_stop->setEnabled(player.isActive());
    if (!m_slider->isSliderDown()) {
        const QSignalBlocker quiet(m_slider);
        m_slider->setValue(static_cast<int>(player.share() * sliderSteps));
    }
    if (!any) {
        m_time->clear();
        return;
    }
    const TimelineAxis& axis = m_view.scene().axis();
    const double at = player.isActive() ? player.at() : axis.length();
    m_time->setText(QString(u'+' + format::duration(axis.timeAt(at) - axis.start())));
}

void ReplayBar::applyIcons()
{
    // Both labels of the button that changes need the same room, so that nothing beside it moves.
    const QFontMetrics metrics(m_play->font());
    const int words = std::max(metrics.horizontalAdvance(tr("Pause")), metrics.horizontalAdvance(tr("Replay")));
    m_play->setMinimumWidth(words + format::iconSmall + format::px(Space::Wide));
    m_time->setFont(format::fixedFont(format::Type::Small));
    m_time->setMinimumWidth(QFontMetrics(m_time->font()).horizontalAdvance(QStringLiteral("+000 min 00 s")));
    m_time->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
}

void ReplayBar::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::ApplicationFontChange || event->type() == QEvent::FontChange)
        applyIcons();
    QWidget::changeEvent(event);
}

}  // namespace replay::ui
