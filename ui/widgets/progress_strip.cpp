// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/progress_strip.h"

#include "ui/format/tokens.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

namespace replay::ui {

namespace {

constexpr int barSteps = 1'000;

}  // namespace

ProgressStrip::ProgressStrip(LongQuestion& question, QWidget* parent) : QWidget(parent)
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(format::px(format::Space::Small));
    m_title = new QLabel(this);
    row->addWidget(m_title);
    m_bar = new QProgressBar(this);
    m_bar->setRange(0, barSteps);
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(format::px(format::Space::Small));
    row->addWidget(m_bar, 1);
    m_cancel = new QPushButton(tr("Cancel"), this);
    row->addWidget(m_cancel);
    connect(m_cancel, &QPushButton::clicked, &question, &LongQuestion::cancel);
    connect(&question, &LongQuestion::progressed, this, [this](double share) { m_bar->setValue(static_cast<int>(share * barSteps)); });
    connect(&question, &LongQuestion::runningChanged, this, [this](bool running) {
        m_bar->setValue(0);
        setVisible(running);
    });
    hide();
}

void ProgressStrip::setTitle(const QString& title)
{
    m_title->setText(title);
    m_bar->setAccessibleName(title);
}

}  // namespace replay::ui
