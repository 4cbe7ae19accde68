// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/sagas/armed_faults.h"
#include "ui/format/tokens.h"
#include "ui/format/words.h"
#include "ui/widgets/plain_delegate.h"

#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QTableView>
#include <QVBoxLayout>

namespace replay::ui {

using format::Space;

ArmedFaults::ArmedFaults(Desk& desk, QWidget* parent)
    : QWidget(parent),
      m_desk(desk),
      m_model(new FaultRulesModel(desk, FaultRulesModel::Rules::Armed, this)),
      m_title(new QLabel(this)),
      m_empty(new QLabel(this)),
      m_table(new QTableView(this)),
      m_disarm(new QPushButton(tr("Disarm"), this))
{
    m_empty->setText(tr("None. Click a step or a gap of the timeline to break something on purpose."));
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignTop);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_empty->setContentsMargins(format::px(Space::Small), 0, format::px(Space::Small), 0);
    m_table->setModel(m_model);
    auto* delegate = new PlainDelegate(m_table);
    delegate->setFigures(FaultRulesModel::FiredColumn);
    delegate->setMuted(FaultRulesModel::AimColumn);
    m_table->setItemDelegate(delegate);
    m_table->hideColumn(FaultRulesModel::SinceColumn);
    m_table->setAccessibleName(tr("Armed faults"));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(format::rowDense);
    m_table->horizontalHeader()->hide();
    m_table->horizontalHeader()->setMinimumSectionSize(format::rowDense);
    m_table->horizontalHeader()->setSectionResizeMode(FaultRulesModel::KindColumn, QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(FaultRulesModel::AimColumn, QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(FaultRulesModel::FiredColumn, QHeaderView::ResizeToContents);
    m_disarm->setIcon(format::icon(QStringLiteral("close")));
    m_disarm->setAutoDefault(false);

    auto* head = new QHBoxLayout;
    head->setContentsMargins(format::px(Space::Small), 0, format::px(Space::Small), 0);
    head->addWidget(m_title, 1);
    head->addWidget(m_disarm);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, format::px(Space::Hair), 0, 0);
    column->setSpacing(format::px(Space::Hair));
    column->addLayout(head);
    column->addWidget(m_empty, 1);
    column->addWidget(m_table, 1);

    connect(m_disarm, &QPushButton::clicked, this, &ArmedFaults::disarmCurrent);
    auto* remove = new QShortcut(QKeySequence::Delete, m_table);
    remove->setContext(Qt::WidgetShortcut);
    connect(remove, &QShortcut::activated, this, &ArmedFaults::disarmCurrent);
    connect(m_model, &FaultRulesModel::changed, this, &ArmedFaults::update);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &ArmedFaults::update);
    connect(&desk, &Desk::statusChanged, this, &ArmedFaults::update);
    applyLook();
    update();
}

void ArmedFaults::disarmCurrent()
{
    const int row = m_model->rowCount() == 1 ? 0 : m_table->currentIndex().row();
    const api::FaultRule* rule = m_model->rule(row);
    if (rule && m_desk.isOpen() && m_disarm->isEnabled())
        m_desk.session()->disarmFault(rule->id);
}

void ArmedFaults::update()
{
    const int rules = m_model->rowCount();
    m_title->setText(rules > 0 ? tr("Faults armed: %1").arg(format::number(rules)) : tr("Faults armed"));
    m_table->setVisible(rules > 0);
    m_empty->setVisible(rules == 0);
    m_disarm->setVisible(rules > 0);
    const bool chosen = rules == 1 || m_table->currentIndex().isValid();
    const bool readOnly = m_desk.status().readOnly;
    m_disarm->setEnabled(chosen && !readOnly && m_desk.isOpen());
    m_disarm->setToolTip(readOnly ? tr("This workspace is read-only: %1").arg(m_desk.status().readOnlyReason)
                         : chosen ? tr("Takes the chosen rule away (Del)")
                                  : tr("Choose a rule first"));
}

void ArmedFaults::applyLook() { m_title->setFont(format::font(format::Type::Body, true)); }

void ArmedFaults::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::ApplicationFontChange)
        applyLook();
    QWidget::changeEvent(event);
}

}  // namespace replay::ui
