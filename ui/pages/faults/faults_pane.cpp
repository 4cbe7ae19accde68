// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/faults/faults_pane.h"
#include "ui/format/tokens.h"
#include "ui/pages/faults/fault_form.h"
#include "ui/pages/faults/fault_list.h"
#include "ui/pages/faults/pitfall_list.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>

namespace replay::ui {

using format::Space;

FaultsPane::FaultsPane(Desk& desk, QWidget* parent) : QWidget(parent)
{
    auto* rule = new QFrame(this);
    rule->setFrameShape(QFrame::HLine);
    rule->setFrameShadow(QFrame::Plain);
    rule->setForegroundRole(QPalette::Mid);
    auto* left = new QVBoxLayout;
    left->setSpacing(format::px(Space::Small));
    left->addWidget(new FaultList(desk, this), 1);
    left->addWidget(rule);
    left->addWidget(new FaultForm(desk, this));
    auto* scroll = new QScrollArea(this);
    auto* pitfalls = new PitfallList(desk, scroll);
    pitfalls->layout()->setContentsMargins(0, 0, format::px(Space::Small), 0);
    scroll->setWidget(pitfalls);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(format::px(Space::Large), format::px(Space::Large), format::px(Space::Large), format::px(Space::Large));
    row->setSpacing(format::px(Space::Wide));
    row->addLayout(left, 3);
    row->addWidget(scroll, 2);
}

}  // namespace replay::ui
