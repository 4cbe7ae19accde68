// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/projections/rows_table.h"

#include "ui/format/tokens.h"
#include "ui/format/words.h"
#include "ui/pages/projections/rows_delegate.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QHeaderView>
#include <QMenu>
#include <QShortcut>
#include <algorithm>

namespace replay::ui {

using format::Space;

namespace {
constexpr int glowMs = 40;
constexpr int columnMin = 56;
constexpr int columnMax = 300;
constexpr int columnRowsMeasured = 40;
}  // namespace

RowsTable::RowsTable(ProjectionRowsModel& rows, QWidget* parent) : QTableView(parent), m_rows(rows)
{
    setAccessibleName(tr("Rows of the read model"));
    setModel(&m_rows);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setShowGrid(false);
    setAlternatingRowColors(true);
    setWordWrap(false);
    setVerticalScrollMode(QAbstractItemView::ScrollPerItem);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setContextMenuPolicy(Qt::CustomContextMenu);
    verticalHeader()->hide();
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setResizeContentsPrecision(columnRowsMeasured);
    applyRowHeight();

    connect(&m_rows, &QAbstractItemModel::modelReset, this, &RowsTable::applyColumns);
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& current) {
        if (current.isValid())
            Q_EMIT pointedAt(m_rows.keyText(current.row()));
    });
    connect(this, &QTableView::doubleClicked, this, &RowsTable::openAggregate);
    connect(this, &QTableView::customContextMenuRequested, this, &RowsTable::openMenu);
    connect(&m_glow, &QTimer::timeout, this, [this] {
        viewport()->update();
        if (!m_rows.hasFreshCells())
            m_glow.stop();
    });
    auto* copy = new QShortcut(QKeySequence::Copy, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(copy, &QShortcut::activated, this,
            [this] { QApplication::clipboard()->setText(currentIndex().data(ProjectionRowsModel::RawRole).toString()); });
    auto* open = new QShortcut(QKeySequence(Qt::Key_Return), this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(open, &QShortcut::activated, this, [this] {
        if (currentIndex().isValid())
            openAggregate(currentIndex());
    });
}

void RowsTable::setHighlight(const QString& text)
{
    m_highlight = text;
    if (m_delegate)
        m_delegate->setHighlight(text);
    viewport()->update();
}

void RowsTable::followChanges()
{
    if (m_rows.hasFreshCells())
        m_glow.start(format::motion() > 0 ? glowMs : ProjectionRowsModel::freshMs);
}

int RowsTable::firstVisible() const { return std::max(0, rowAt(0)); }

int RowsTable::lastVisible() const
{
    const int last = rowAt(viewport()->height() - 1);
    return last >= 0 ? last : firstVisible() + viewport()->height() / std::max(1, verticalHeader()->defaultSectionSize());
}

void RowsTable::selectKey(const QString& key)
{
    for (int row = 0; row < m_rows.rowCount(); ++row) {
        if (m_rows.keyText(row) == key) {
            selectRow(row);
            scrollTo(m_rows.index(row, 0));
            return;
        }
    }
}

void RowsTable::applyColumns()
{
    auto* old = m_delegate;
    m_delegate = new RowsDelegate(this);
    m_delegate->setHighlight(m_highlight);
    for (int column = 0; column < m_rows.columnCount(); ++column) {
        if (isRightAligned(m_rows.kind(column)))
            m_delegate->setFigures(column);
        if (m_rows.kind(column) == ColumnKind::Id)
            m_delegate->setFixed(column);
        if (m_rows.kind(column) == ColumnKind::Time)
            m_delegate->setMuted(column);
        if (m_rows.kind(column) == ColumnKind::Status)
            m_delegate->setStatus(column);
    }
    setItemDelegate(m_delegate);
    delete old;
    // The view learns of the new columns after this slot.
    QTimer::singleShot(0, this, [this] {
        resizeColumnsToContents();
        for (int column = 0; column < m_rows.columnCount(); ++column)
            setColumnWidth(column, std::clamp(columnWidth(column), columnMin, columnMax));
        fillWidth();
    });
}

void RowsTable::applyRowHeight()
{
    const int height = std::max(format::rowDense, fontMetrics().height() + 2 * format::px(Space::Hair));
    verticalHeader()->setMinimumSectionSize(height);
    verticalHeader()->setDefaultSectionSize(height);
}

void RowsTable::fillWidth()
{
    // The last column takes what is left, but never gives of its own.
    horizontalHeader()->setStretchLastSection(false);
    horizontalHeader()->setStretchLastSection(horizontalHeader()->length() < viewport()->width());
}

void RowsTable::openAggregate(const QModelIndex& index)
{
    QModelIndex id = index;
    for (int column = 0; m_rows.kind(id.column()) != ColumnKind::Id && column < m_rows.columnCount(); ++column)
        id = index.siblingAtColumn(column);
    if (m_rows.kind(id.column()) == ColumnKind::Id)
        Q_EMIT aggregateRequested(id.data(ProjectionRowsModel::RawRole).toString());
}

void RowsTable::openMenu(const QPoint& place)
{
    const QModelIndex index = indexAt(place);
    if (!index.isValid())
        return;
    QMenu menu(this);
    const QString value = index.data(ProjectionRowsModel::RawRole).toString();
    menu.addAction(format::icon(QStringLiteral("copy")), tr("Copy the value"), this,
                   [value] { QApplication::clipboard()->setText(value); });
    menu.addAction(format::icon(QStringLiteral("filter")), tr("Show only rows with this value"), this,
                   [this, value] { Q_EMIT filterRequested(value); });
    if (m_rows.kind(index.column()) == ColumnKind::Id) {
        menu.addSeparator();
        menu.addAction(format::icon(QStringLiteral("aggregates")), tr("Open the aggregate %1").arg(format::shortId(value)), this,
                       [this, value] { Q_EMIT aggregateRequested(value); });
    }
    menu.exec(viewport()->mapToGlobal(place));
}

void RowsTable::changeEvent(QEvent* event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        applyRowHeight();
}

void RowsTable::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    fillWidth();
}

}  // namespace replay::ui
