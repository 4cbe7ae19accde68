// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/transport_bar.h"

#include "ui/format/tokens.h"
#include "ui/format/words.h"
#include "ui/shell/branch_chip.h"
#include "ui/shell/captioned_value.h"
#include "ui/shell/log_slider.h"
#include "ui/shell/position_field.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

namespace replay::ui {

using format::Colour;
using format::Space;

namespace {

QString speedWord(double factor)
{
    if (factor == 0)
        return TransportBar::tr("Max");
    if (factor < 1)
        return TransportBar::tr("1/%1×").arg(qRound(1 / factor));
    return TransportBar::tr("%1×").arg(qRound(factor));
}

}  // namespace

TransportBar::TransportBar(Desk& desk, Transport& transport, TimelineFeed& feed, Actions& actions, QWidget* parent)
    : QWidget(parent),
      m_desk(desk),
      m_transport(transport)
{
    m_slider = new LogSlider(this);
    m_position = new PositionField(this);
    m_clock = new CaptionedValue(tr("Model clock"), this);
    m_clock->setReserve(QStringLiteral("00:00:00.000"));
    m_clock->setCopyable(tr("The model time was copied."));
    m_seed = new CaptionedValue(tr("Seed"), this);
    m_seed->setReserve(QStringLiteral("00000"));
    m_seed->setCopyable(tr("The seed was copied."));
    m_fingerprint = new CaptionedValue(tr("Fingerprint"), this);
    m_fingerprint->setReserve(QStringLiteral("WWWWWW"));
    m_fingerprint->setFixedType(true);
    m_fingerprint->setCopyable(tr("The fingerprint was copied."));
    m_branch = new BranchChip(m_desk, this);
    m_speeds = makeSpeeds();

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(format::px(Space::Small), format::px(Space::Hair), format::px(Space::Small), format::px(Space::Hair) + 1);
    row->setSpacing(format::px(Space::Small));
    row->addWidget(makeButtons(actions));
    row->addWidget(m_speeds);
    row->addWidget(m_slider, 1);
    row->addWidget(m_position);
    row->addWidget(m_clock);
    row->addWidget(m_branch);
    row->addWidget(m_seed);
    row->addWidget(m_fingerprint);
    row->setAlignment(Qt::AlignVCenter);

    connect(m_slider, &LogSlider::positionChosen, this, [this](api::Position position) { m_desk.goTo(position); });
    connect(m_slider, &LogSlider::liveChosen, &m_transport, &Transport::live);
    connect(m_position, &PositionField::positionChosen, this, [this](api::Position position) { m_desk.goTo(position); });
    for (CaptionedValue* value : {m_clock, m_seed, m_fingerprint})
        connect(value, &CaptionedValue::copied, this, &TransportBar::hint);
    connect(&feed, &TimelineFeed::changed, this,
            [this, &feed] { m_slider->setPicture(feed.density(), feed.markers(), feed.markersCapped()); });
    connect(&m_desk, &Desk::cursorChanged, this, &TransportBar::refreshCursor);
    connect(&m_desk, &Desk::statusChanged, this, &TransportBar::refreshStatus);
    connect(&m_desk, &Desk::sessionChanged, this, &TransportBar::refreshEnabled);
    connect(&m_transport, &Transport::changed, this,
            [this] { m_speeds->setCurrentIndex(static_cast<int>(Transport::speeds().indexOf(m_transport.speed()))); });
    refreshEnabled();
    refreshStatus();
    refreshCursor();
}

QWidget* TransportBar::makeButtons(Actions& actions)
{
    auto* holder = new QWidget(this);
    auto* row = new QHBoxLayout(holder);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2);
    for (const char* id : {"first", "back", "play", "step", "live"}) {
        auto* button = new QToolButton(holder);
        button->setAutoRaise(true);
        button->setIconSize(QSize(format::iconLarge, format::iconLarge));
        button->setDefaultAction(actions.at(QLatin1String(id)));
        button->setToolButtonStyle(Qt::ToolButtonIconOnly);
        button->setFocusPolicy(Qt::TabFocus);
        row->addWidget(button);
    }
    return holder;
}

QComboBox* TransportBar::makeSpeeds()
{
    auto* combo = new QComboBox(this);
    for (const double factor : Transport::speeds())
        combo->addItem(speedWord(factor));
    combo->setToolTip(tr("How fast the model clock runs (+ and -)"));
    combo->setAccessibleName(tr("Speed"));
    combo->setMaxVisibleItems(static_cast<int>(Transport::speeds().size()));
    combo->setCurrentIndex(static_cast<int>(Transport::speeds().indexOf(m_transport.speed())));
    connect(combo, &QComboBox::activated, this, [this](int index) { m_transport.setSpeed(Transport::speeds().at(index)); });
    return combo;
}

void TransportBar::setWhatIf(WhatIf& whatIf) { m_branch->setWhatIf(whatIf); }

void TransportBar::beginTypingPosition() { m_position->beginTyping(); }

void TransportBar::refreshCursor()
{
    m_slider->setCursor(m_desk.position(), m_desk.isLive());
    m_position->setPosition(m_desk.position(), m_desk.status().head);
    api::ModelTime time = m_desk.status().now;
    if (!m_desk.isLive() && m_desk.reader()) {
        // One row by its key; the time before the first event is the clock's start, which the first event is nearest to.
        auto row = m_desk.reader()->event(std::max<api::Position>(m_desk.position(), 1));
        if (row && *row)
            time = (*row)->occurredAt;
    }
    m_clock->setCaption(m_desk.isOpen() ? time.day() : tr("Model clock"));
    m_clock->setValue(m_desk.isOpen() ? format::clock(time) : QString());
}

void TransportBar::refreshStatus()
{
    const api::PlatformStatus& status = m_desk.status();
    m_slider->setHead(status.head);
    m_seed->setValue(m_desk.isOpen() ? QString::number(status.seed) : QString());
    m_fingerprint->setValue(status.fingerprint);
    refreshCursor();
}

void TransportBar::refreshEnabled()
{
    const bool open = m_desk.isOpen();
    for (QWidget* widget : {static_cast<QWidget*>(m_slider), static_cast<QWidget*>(m_position), static_cast<QWidget*>(m_speeds),
                            static_cast<QWidget*>(m_clock), static_cast<QWidget*>(m_seed), static_cast<QWidget*>(m_fingerprint)})
        widget->setEnabled(open);
    const QString none = tr("No workspace is open.");
    m_seed->setToolTip(open ? tr("The seed of this workspace: the same seed gives the same run. Click to copy.") : none);
    m_fingerprint->setToolTip(
        open ? tr("Six letters that tell this log from others: two people with the same letters have the same run. Click to copy.") : none);
    m_clock->setToolTip(open ? tr("The model's own time, never the machine's. Click to copy.") : none);
}

void TransportBar::fit()
{
    // In a very narrow window, or with very large type, the slider keeps its room; seed and fingerprint still stand in the
    // strip of lights at the bottom.
    const int gap = layout()->spacing();
    int rest = width() - layout()->minimumSize().width();
    for (const CaptionedValue* value : {m_seed, m_fingerprint})
        rest += value->isVisibleTo(this) ? value->sizeHint().width() + gap : 0;
    for (CaptionedValue* value : {m_fingerprint, m_seed}) {
        rest -= value->sizeHint().width() + gap;
        if (value->isVisibleTo(this) != (rest >= 0))
            value->setVisible(rest >= 0);
    }
}

void TransportBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fit();
}

bool TransportBar::event(QEvent* event)
{
    const bool handled = QWidget::event(event);
    if (event->type() == QEvent::LayoutRequest)
        fit();
    return handled;
}

void TransportBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(QRect(0, height() - 1, width(), 1), format::colour(Colour::Hairline));
}

}  // namespace replay::ui
