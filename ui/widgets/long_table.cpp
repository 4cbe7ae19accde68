// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/long_table.h"

#include "ui/widgets/long_table_accessible.h"

#include <QHeaderView>
#include <QPaintEvent>
#include <QPainter>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <algorithm>

namespace replay::ui {

LongTable::LongTable(QWidget* parent) : QAbstractItemView(parent), m_header(new QHeaderView(Qt::Horizontal, this))
{
    installLongTableAccessible();
    m_header->setSectionsClickable(true);
    setSelectionBehavior(SelectRows);
    setVerticalScrollMode(ScrollPerItem);
    setHorizontalScrollMode(ScrollPerPixel);
    connect(m_header, &QHeaderView::sectionResized, this, &LongTable::doItemsLayout);
    connect(m_header, &QHeaderView::sectionMoved, this, &LongTable::doItemsLayout);
    connect(m_header, &QHeaderView::sectionCountChanged, this, &LongTable::doItemsLayout);
    connect(m_header, &QHeaderView::geometriesChanged, this, &LongTable::doItemsLayout);
    connect(m_header, &QHeaderView::sectionHandleDoubleClicked, this, [this](int column) {
        m_header->resizeSection(column, std::max(sizeHintForColumn(column), m_header->sectionSizeHint(column)));
    });
}

LongTable::~LongTable()
{
    delete m_header;  // while it is hidden with the window it still tells of its size, which would find half a table
}

void LongTable::setRowHeight(int pixels)
{
    m_rowHeight = std::max(1, pixels);
    doItemsLayout();
}

int LongTable::topRow() const { return verticalScrollBar()->value(); }
int LongTable::rowsInSight() const { return std::max(1, viewport()->height() / m_rowHeight); }

void LongTable::setModel(QAbstractItemModel* newModel)
{
    if (model())
        disconnect(model(), nullptr, this, nullptr);
    QAbstractItemView::setModel(newModel);
    m_header->setModel(newModel);
    if (newModel) {
        connect(newModel, &QAbstractItemModel::rowsInserted, this, &LongTable::doItemsLayout);
        connect(newModel, &QAbstractItemModel::rowsRemoved, this, &LongTable::doItemsLayout);
    }
    doItemsLayout();
}

void LongTable::updateGeometries()
{
    if (m_placing)
        return;
    const QScopedValueRollback placing(m_placing, true);
    const int height = m_header->isHidden() ? 0 : m_header->sizeHint().height();
    setViewportMargins(0, height, 0, 0);
    const QRect area = viewport()->geometry();
    m_header->setGeometry(area.left(), area.top() - height, area.width(), height);
    verticalScrollBar()->setPageStep(rowsInSight());
    verticalScrollBar()->setRange(0, std::max(0, rows() - rowsInSight()));
    horizontalScrollBar()->setPageStep(area.width());
    horizontalScrollBar()->setSingleStep(m_rowHeight);
    horizontalScrollBar()->setRange(0, std::max(0, m_header->length() - area.width()));
    QAbstractItemView::updateGeometries();
}

void LongTable::scrollContentsBy(int dx, int dy)
{
    if (dx != 0)
        m_header->setOffset(horizontalScrollBar()->value());
    if (std::abs(dy) < rowsInSight())
        viewport()->scroll(isRightToLeft() ? -dx : dx, dy * m_rowHeight);
    else
        viewport()->update();
}

QRect LongTable::visualRect(const QModelIndex& index) const
{
    if (!index.isValid() || m_header->isSectionHidden(index.column()))
        return {};
    return {m_header->sectionViewportPosition(index.column()), (index.row() - topRow()) * m_rowHeight,
            m_header->sectionSize(index.column()), m_rowHeight};
}

QModelIndex LongTable::indexAt(const QPoint& point) const
{
    const int column = m_header->logicalIndexAt(point.x());
    const int row = rowAt(point.y());
    return column < 0 || point.y() < 0 || row >= rows() ? QModelIndex() : model()->index(row, column);
}

void LongTable::scrollTo(const QModelIndex& index, ScrollHint hint)
{
    if (!index.isValid())
        return;
    const int fits = rowsInSight();
    if (hint == PositionAtCenter)
        verticalScrollBar()->setValue(index.row() - fits / 2);
    else if (hint == PositionAtTop || index.row() < topRow())
        verticalScrollBar()->setValue(index.row());
    else if (hint == PositionAtBottom || index.row() >= topRow() + fits)
        verticalScrollBar()->setValue(index.row() - fits + 1);
    if (m_header->isSectionHidden(index.column()))
        return;
    const int left = m_header->sectionPosition(index.column());
    const int right = left + m_header->sectionSize(index.column());
    if (left < m_header->offset())
        horizontalScrollBar()->setValue(left);
    else if (right > m_header->offset() + viewport()->width())
        horizontalScrollBar()->setValue(std::min(left, right - viewport()->width()));
}

QModelIndex LongTable::besides(const QModelIndex& index, int step) const
{
    for (int at = m_header->visualIndex(index.column()) + step; at >= 0 && at < m_header->count(); at += step) {
        if (!m_header->isSectionHidden(m_header->logicalIndex(at)))
            return index.siblingAtColumn(m_header->logicalIndex(at));
    }
    return index;
}

QModelIndex LongTable::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    const int last = rows() - 1;
    if (last < 0)
        return {};
    const QModelIndex here = currentIndex();
    if (!here.isValid())
        return model()->index(topRow(), m_header->logicalIndexAt(0));
    const auto to = [&](int row) { return here.siblingAtRow(std::clamp(row, 0, last)); };
    switch (action) {
    case MoveUp:
    case MovePrevious: return to(here.row() - 1);
    case MoveDown:
    case MoveNext: return to(here.row() + 1);
    case MovePageUp: return to(here.row() - rowsInSight());
    case MovePageDown: return to(here.row() + rowsInSight());
    case MoveHome: return to(0);
    case MoveEnd: return to(last);
    case MoveLeft: return besides(here, isRightToLeft() ? 1 : -1);
    case MoveRight: return besides(here, isRightToLeft() ? -1 : 1);
    }
    return here;
}

int LongTable::horizontalOffset() const { return m_header->offset(); }
int LongTable::verticalOffset() const { return topRow() * m_rowHeight; }
bool LongTable::isIndexHidden(const QModelIndex& index) const { return m_header->isSectionHidden(index.column()); }

void LongTable::setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags command)
{
    if (!selectionModel() || rows() == 0)
        return;
    const QRect area = rect.normalized();
    const int first = std::clamp(rowAt(area.top()), 0, rows() - 1);
    const int last = std::clamp(rowAt(area.bottom()), 0, rows() - 1);
    selectionModel()->select({model()->index(first, 0), model()->index(last, model()->columnCount() - 1)}, command);
}

QRegion LongTable::visualRegionForSelection(const QItemSelection& selection) const
{
    QRegion region;
    for (const QItemSelectionRange& range : selection) {
        const int first = std::max(range.top() - topRow(), 0);
        const int last = std::min(range.bottom() - topRow(), rowsInSight());
        if (first <= last)
            region += QRect(0, first * m_rowHeight, viewport()->width(), (last - first + 1) * m_rowHeight);
    }
    return region;
}

int LongTable::sizeHintForColumn(int column) const
{
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    int width = 0;
    for (int row = topRow(); row < std::min(rows(), topRow() + rowsInSight()); ++row) {
        const QModelIndex index = model()->index(row, column);
        width = std::max(width, itemDelegateForIndex(index)->sizeHint(option, index).width());
    }
    return width;
}

void LongTable::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    QStyleOptionViewItem plain;
    initViewItemOption(&plain);
    plain.state.setFlag(QStyle::State_Enabled, isEnabled());
    plain.state.setFlag(QStyle::State_Active, isActiveWindow());
    plain.state.setFlag(QStyle::State_HasFocus, false);
    const QRect dirty = event->rect();
    const int last = std::min(rowAt(dirty.bottom()), rows() - 1);
    for (int row = rowAt(dirty.top()); row <= last; ++row) {
        for (int visual = 0; visual < m_header->count(); ++visual) {
            const QModelIndex index = model()->index(row, m_header->logicalIndex(visual));
            QStyleOptionViewItem option = plain;
            option.rect = visualRect(index);
            if (option.rect.isEmpty() || option.rect.left() > dirty.right() || option.rect.right() < dirty.left())
                continue;
            option.features.setFlag(QStyleOptionViewItem::Alternate, alternatingRowColors() && row % 2 == 1);
            option.state.setFlag(QStyle::State_Selected, selectionModel()->isSelected(index));
            option.state.setFlag(QStyle::State_HasFocus, hasFocus() && index == currentIndex());
            itemDelegateForIndex(index)->paint(&painter, option, index);
        }
    }
}

}  // namespace replay::ui
