// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/faults/pitfall_list.h"
#include "ui/format/tokens.h"
#include "ui/format/words.h"

#include <QCheckBox>
#include <QLabel>
#include <QVBoxLayout>

namespace replay::ui {

using format::Space;

PitfallList::PitfallList(Desk& desk, QWidget* parent) : QWidget(parent), m_desk(desk), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(format::px(Space::Hair));
    auto* title = new QLabel(tr("Pitfalls: what a naive implementation does"), this);
    title->setFont(format::font(format::Type::Body, true));
    title->setWordWrap(true);
    m_column->addWidget(title);
    m_column->addStretch();
    connect(&desk, &Desk::sessionChanged, this, &PitfallList::attach);
    connect(&desk, &Desk::statusChanged, this, &PitfallList::read);
    connect(&desk, &Desk::cursorChanged, this, &PitfallList::read);
    attach();
}

void PitfallList::attach()
{
    disconnect(m_connection);
    if (m_desk.isOpen())
        m_connection = connect(m_desk.session(), &api::Session::faultRulesChanged, this, &PitfallList::read);
    read();
}

void PitfallList::addRow(const QString& code)
{
    Row row;
    row.box = new QCheckBox(format::pitfall(code), this);
    row.box->setObjectName(QString(QStringLiteral("pitfall.") + code));
    row.line = new QLabel(this);
    row.line->setWordWrap(true);
    row.line->setFont(format::font(format::Type::Small));
    row.line->setForegroundRole(QPalette::PlaceholderText);
    row.line->setContentsMargins(format::px(Space::Wide), 0, 0, format::px(Space::Small));
    // clicked and not toggled: what the platform says is no wish.
    connect(row.box, &QCheckBox::clicked, this, [this, code](bool on) {
        if (m_desk.isOpen())
            m_desk.session()->setPitfall(code, on);
    });
    m_column->insertWidget(m_column->count() - 1, row.box);
    m_column->insertWidget(m_column->count() - 1, row.line);
    m_rows.insert(code, row);
}

void PitfallList::read()
{
    const QList<api::PitfallSwitch> switches = m_desk.isOpen() ? m_desk.session()->pitfalls() : QList<api::PitfallSwitch>();
    QString refusal;
    if (m_desk.isOpen() && m_desk.status().readOnly)
        refusal = tr("This workspace is read-only: %1").arg(m_desk.status().readOnlyReason);
    else if (!m_desk.isLive())
        refusal = tr("You look at the past. Return to live first.");
    for (const api::PitfallSwitch& each : switches) {
        if (!m_rows.contains(each.code))
            addRow(each.code);
        const Row row = m_rows.value(each.code);
        row.box->setChecked(each.on);
        row.box->setEnabled(refusal.isEmpty());
        row.box->setToolTip(refusal.isEmpty() ? tr("Counts from now on; what is recorded meanwhile is marked") : refusal);
        const QString broken = format::invariant(format::invariantOfPitfall(each.code));
        QString text = tr("%1 Breaks the invariant “%2”.").arg(format::pitfallLine(each.code), broken);
        if (each.since)
            text += u' ' + tr("On since %1.").arg(format::clock(*each.since));
        row.line->setText(text);
        row.box->setAccessibleDescription(text);
    }
    for (auto row = m_rows.cbegin(); row != m_rows.cend(); ++row) {
        row->box->setVisible(!switches.isEmpty());
        row->line->setVisible(!switches.isEmpty());
    }
}

}  // namespace replay::ui
