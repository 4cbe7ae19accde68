// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/long_work_strip.h"

#include "ui/format/tokens.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>

namespace replay::ui {

using format::px;
using format::Space;

namespace {
constexpr int steps = 1000;
constexpr int barWidth = 220;
}  // namespace

LongWorkStrip::LongWorkStrip(QWidget* parent) : QWidget(parent)
{
    m_text = new QLabel(this);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_bar = new QProgressBar(this);
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(barWidth);
    m_bar->setRange(0, steps);
    m_cancel = new QPushButton(tr("Cancel"), this);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        m_cancel->setEnabled(false);
        m_cancel->setToolTip(tr("It stops at the next safe point."));
        Q_EMIT cancelRequested();
    });
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(px(Space::Large), px(Space::Hair), px(Space::Medium), px(Space::Hair));
    row->setSpacing(px(Space::Medium));
    row->addWidget(m_text, 1);
    row->addWidget(m_bar);
    row->addWidget(m_cancel);
    hide();
}

void LongWorkStrip::report(const QString& what, double share)
{
    if (!isVisible()) {
        m_cancel->setEnabled(true);
        m_cancel->setToolTip(tr("Stop this; what is done stays"));
    }
    m_text->setText(what);
    m_text->setToolTip(what);
    m_bar->setRange(0, share < 0 ? 0 : steps);
    if (share >= 0)
        m_bar->setValue(qRound(qBound(0.0, share, 1.0) * steps));
    m_bar->setAccessibleName(what);
    show();
}

void LongWorkStrip::finish() { hide(); }

void LongWorkStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), format::colour(format::Colour::Base));
    painter.fillRect(QRect(0, height() - 1, width(), 1), format::colour(format::Colour::Hairline));
}

}  // namespace replay::ui
