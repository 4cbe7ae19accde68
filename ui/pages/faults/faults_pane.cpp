// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/faults/faults_pane.h"
#include "ui/format/tokens.h"
#include "ui/pages/faults/fault_form.h"
#include "ui/pages/faults/fault_list.h"
#include "ui/pages/faults/pitfall_list.h"

#include <QCheckBox>
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
    m_rules = new FaultList(desk, this);
    left->addWidget(m_rules, 1);
    left->addWidget(rule);
    left->addWidget(new FaultForm(desk, this));
    m_scroll = new QScrollArea(this);
    m_pitfalls = new PitfallList(desk, m_scroll);
    m_pitfalls->layout()->setContentsMargins(0, 0, format::px(Space::Small), 0);
    m_scroll->setWidget(m_pitfalls);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(format::px(Space::Large), format::px(Space::Large), format::px(Space::Large), format::px(Space::Large));
    row->setSpacing(format::px(Space::Wide));
    row->addLayout(left, 3);
    row->addWidget(m_scroll, 2);
}

void FaultsPane::point(const QString& which)
{
    if (QCheckBox* box = m_pitfalls->box(which)) {
        m_scroll->ensureWidgetVisible(box);
        box->setFocus(Qt::OtherFocusReason);
    } else {
        m_rules->choose(which.toLongLong());
    }
}

}  // namespace replay::ui
