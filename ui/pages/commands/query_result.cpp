// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/commands/query_result.h"
#include "ui/format/tokens.h"
#include "ui/format/words.h"
#include "ui/models/row_set_model.h"

#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>

namespace replay::ui {

using format::Space;

namespace {
constexpr int widthMaxEm = 18;
}

QueryResult::QueryResult(QWidget* parent)
    : QWidget(parent),
      m_title(new QLabel(this)),
      m_staleness(new QLabel(this)),
      m_table(new QTableView(this)),
      m_model(new RowSetModel(this))
{
    m_title->setFont(format::font(format::Type::Body, true));
    m_staleness->setWordWrap(true);
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Rows of the answer"));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setTabKeyNavigation(false);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(format::rowDense);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(format::px(Space::Small), format::px(Space::Small), 0, 0);
    column->setSpacing(format::px(Space::Hair));
    column->addWidget(m_title);
    column->addWidget(m_staleness);
    column->addWidget(m_table, 1);
}

void QueryResult::setAnswer(const QString& query, const api::RowSet& rows, const QString& model, api::Position position, api::Position head)
{
    m_model->setRows(rows);
    m_table->resizeColumnsToContents();
    const int widest = widthMaxEm * QFontMetrics(format::font(format::Type::Body)).height() / 2;
    for (int column = 0; column < m_model->columnCount(); ++column)
        m_table->setColumnWidth(column, std::min(m_table->columnWidth(column) + format::px(Space::Medium), widest));
    m_title->setText(tr("%1 · rows: %2").arg(query, format::number(m_model->rowCount())));
    const QString who = model.isEmpty() ? tr("The read models stand") : tr("%1 stands").arg(model);
    const api::Position behind = head - position;
    m_staleness->setText(behind <= 0 ? tr("%1 at position %2, where the log ends: the answer is fresh.").arg(who, format::number(position))
                                     : tr("%1 at position %2 of %3: the answer is stale by %4 events.")
                                           .arg(who, format::number(position), format::number(head), format::number(behind)));
}

QString QueryResult::staleness() const { return m_staleness->text(); }

}  // namespace replay::ui
