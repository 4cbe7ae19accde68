// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/faults/fault_list.h"
#include "ui/format/tokens.h"
#include "ui/format/words.h"
#include "ui/widgets/plain_delegate.h"

#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>

namespace replay::ui {

using format::Space;

FaultList::FaultList(Desk& desk, QWidget* parent)
    : QWidget(parent),
      m_desk(desk),
      m_model(new FaultRulesModel(desk, FaultRulesModel::Rules::All, this)),
      m_title(new QLabel(this)),
      m_empty(new QLabel(this)),
      m_table(new QTableView(this)),
      m_disarm(new QPushButton(format::icon(QStringLiteral("close")), tr("&Disarm"), this))
{
    m_title->setFont(format::font(format::Type::Body, true));
    m_empty->setText(tr("No rule yet. Add one below, or click a step or a gap of a saga's timeline."));
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignTop);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    auto* delegate = new PlainDelegate(m_table);
    delegate->setFigures(FaultRulesModel::FiredColumn);
    delegate->setMuted(FaultRulesModel::AimColumn);
    m_table->setModel(m_model);
    m_table->setItemDelegate(delegate);
    m_table->setAccessibleName(tr("Fault rules"));
    m_table->setShowGrid(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(format::rowDense);
    QHeaderView* header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(FaultRulesModel::AimColumn, QHeaderView::Stretch);
    m_disarm->setAutoDefault(false);
    m_disarm->setObjectName(QStringLiteral("disarmRule"));

    auto* head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_disarm);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(format::px(Space::Hair));
    column->addLayout(head);
    column->addWidget(m_empty, 1);
    column->addWidget(m_table, 1);
    connect(m_disarm, &QPushButton::clicked, this, &FaultList::disarmCurrent);
    auto* remove = new QShortcut(QKeySequence::Delete, m_table);
    remove->setContext(Qt::WidgetShortcut);
    connect(remove, &QShortcut::activated, this, &FaultList::disarmCurrent);
    connect(m_model, &FaultRulesModel::changed, this, &FaultList::update);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &FaultList::update);
    connect(&desk, &Desk::statusChanged, this, &FaultList::update);
    update();
}

void FaultList::disarmCurrent()
{
    const api::FaultRule* rule = m_model->rule(m_table->currentIndex().row());
    if (rule && rule->armed && m_desk.isOpen() && !m_desk.status().readOnly)
        m_desk.session()->disarmFault(rule->id);
}

void FaultList::choose(qint64 id)
{
    const QList<api::FaultRule>& rules = m_model->rules();
    const auto found = std::find_if(rules.cbegin(), rules.cend(), [id](const api::FaultRule& rule) { return rule.id == id; });
    if (found == rules.cend())
        return;
    m_table->setCurrentIndex(m_model->index(static_cast<int>(found - rules.cbegin()), 0));
    m_table->setFocus(Qt::OtherFocusReason);
}

void FaultList::update()
{
    const QList<api::FaultRule>& rules = m_model->rules();
    const auto armed = std::count_if(rules.cbegin(), rules.cend(), [](const api::FaultRule& rule) { return rule.armed; });
    m_title->setText(rules.isEmpty() ? tr("Fault rules")
                                     : tr("Fault rules: %1, armed: %2").arg(format::number(rules.size()), format::number(armed)));
    m_table->setVisible(!rules.isEmpty());
    m_empty->setVisible(rules.isEmpty());
    const api::FaultRule* rule = m_model->rule(m_table->currentIndex().row());
    QString refusal;
    if (!rule)
        refusal = tr("Choose a rule first");
    else if (!rule->armed)
        refusal = tr("This rule is disarmed already");
    else if (m_desk.status().readOnly)
        refusal = tr("This workspace is read-only: %1").arg(m_desk.status().readOnlyReason);
    m_disarm->setEnabled(refusal.isEmpty());
    m_disarm->setToolTip(refusal.isEmpty() ? tr("The chosen rule strikes no more (Del)") : refusal);
}

}  // namespace replay::ui
