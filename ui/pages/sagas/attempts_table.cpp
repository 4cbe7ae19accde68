// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/sagas/attempts_table.h"
#include "ui/format/tokens.h"
#include "ui/widgets/json_view.h"
#include "ui/widgets/plain_delegate.h"

#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QVBoxLayout>

namespace replay::ui {

using format::Space;
using Model = SagaAttemptsModel;

AttemptsTable::AttemptsTable(QWidget* parent)
    : QSplitter(Qt::Vertical, parent),
      m_model(new Model(this)),
      m_table(new QTableView(this)),
      m_input(new JsonView(this)),
      m_output(new JsonView(this))
{
    setChildrenCollapsible(false);
    m_table->setModel(m_model);
    auto* delegate = new PlainDelegate(m_table);
    for (const int column : {Model::AttemptColumn, Model::SentColumn, Model::HandledColumn, Model::AnsweredColumn})
        delegate->setFigures(column);
    delegate->setStatus(Model::OutcomeColumn);
    m_table->setItemDelegate(delegate);
    m_table->setAccessibleName(tr("Attempts of the saga"));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(format::rowDense);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    m_table->horizontalHeader()->setSectionResizeMode(Model::ErrorColumn, QHeaderView::Stretch);
    addWidget(m_table);

    const auto titled = [](const QString& title, JsonView* view) {
        auto* box = new QWidget;
        auto* column = new QVBoxLayout(box);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(0);
        auto* label = new QLabel(title, box);
        label->setContentsMargins(format::px(Space::Small), format::px(Space::Hair), 0, 0);
        column->addWidget(label);
        column->addWidget(view, 1);
        view->setAccessibleName(title);
        return box;
    };
    m_input->setPlaceholder(tr("Choose an attempt"));
    m_output->setPlaceholder(tr("No output"));
    auto* payload = new QSplitter(Qt::Horizontal, this);
    payload->setChildrenCollapsible(false);
    payload->addWidget(titled(tr("Input"), m_input));
    payload->addWidget(titled(tr("Output"), m_output));
    addWidget(payload);
    setStretchFactor(0, 3);
    setStretchFactor(1, 2);

    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& current) {
        showPayload();
        Q_EMIT currentChanged(current.row());
    });
    connect(m_model, &QAbstractItemModel::dataChanged, this, &AttemptsTable::showPayload);
}

void AttemptsTable::setTimeline(const api::SagaTimeline& timeline)
{
    const bool first = m_model->rowCount() == 0;
    m_model->setTimeline(timeline);
    if (first && m_model->rowCount() > 0) {
        m_table->resizeColumnsToContents();
        for (int column = 0; column < Model::ColumnCount; ++column)
            m_table->setColumnWidth(column, m_table->columnWidth(column) + format::px(Space::Medium));
    }
    showPayload();
}

void AttemptsTable::clear()
{
    m_model->clear();
    showPayload();
}

void AttemptsTable::setCurrentAttempt(int attempt)
{
    if (attempt >= 0 && attempt < m_model->rowCount() && attempt != m_table->currentIndex().row())
        m_table->setCurrentIndex(m_model->index(attempt, 0));
}

void AttemptsTable::showPayload()
{
    const int row = m_table->currentIndex().row();
    const bool chosen = row >= 0 && row < m_model->attempts().size();
    m_input->setJson(chosen ? m_model->attempts()[row].input : QByteArray());
    m_output->setJson(chosen ? m_model->attempts()[row].output : QByteArray());
}

}  // namespace replay::ui
