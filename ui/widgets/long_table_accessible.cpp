// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/long_table_accessible.h"

#include "ui/widgets/accessible_factory.h"
#include "ui/widgets/long_table.h"

#include <QAccessibleWidget>
#include <QHash>
#include <QHeaderView>
#include <QPersistentModelIndex>
#include <QPointer>

namespace replay::ui {

namespace {

constexpr int cellsMax = 2'000;  // made while somebody listens; more are forgotten and made again

/// A cell tells its text and its place; all its words are the model's.
class CellAccessible : public QAccessibleInterface, public QAccessibleTableCellInterface {
public:
    CellAccessible(LongTable* table, const QModelIndex& index) : m_table(table), m_index(index) {}

    bool isValid() const override { return m_table && m_index.isValid(); }
    QObject* object() const override { return nullptr; }
    QAccessibleInterface* parent() const override { return table(); }
    QAccessibleInterface* child(int) const override { return nullptr; }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    void setText(QAccessible::Text, const QString&) override {}
    QAccessible::Role role() const override { return QAccessible::Cell; }
    QWindow* window() const override { return m_table ? m_table->window()->windowHandle() : nullptr; }

    QString text(QAccessible::Text kind) const override
    {
        if (!isValid() || kind != QAccessible::Name)
            return {};
        const QString spoken = m_index.data(Qt::AccessibleTextRole).toString();
        return spoken.isEmpty() ? m_index.data(Qt::DisplayRole).toString() : spoken;
    }
    QRect rect() const override
    {
        const QRect seen = isValid() ? m_table->visualRect(m_index) : QRect();
        return seen.isEmpty() ? QRect() : QRect(m_table->viewport()->mapToGlobal(seen.topLeft()), seen.size());
    }
    QAccessible::State state() const override
    {
        QAccessible::State state;
        state.invalid = !isValid();
        if (state.invalid)
            return state;
        state.focusable = true;
        state.selectable = true;
        state.selected = isSelected();
        state.focused = m_table->hasFocus() && m_table->currentIndex() == m_index;
        state.offscreen = !m_table->viewport()->rect().intersects(m_table->visualRect(m_index));
        return state;
    }
    void* interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::TableCellInterface ? static_cast<QAccessibleTableCellInterface*>(this) : nullptr;
    }

    bool isSelected() const override { return isValid() && m_table->selectionModel()->isSelected(m_index); }
    QList<QAccessibleInterface*> columnHeaderCells() const override { return {}; }
    QList<QAccessibleInterface*> rowHeaderCells() const override { return {}; }
    int columnIndex() const override { return m_index.column(); }
    int rowIndex() const override { return m_index.row(); }
    int columnExtent() const override { return 1; }
    int rowExtent() const override { return 1; }
    QAccessibleInterface* table() const override { return QAccessible::queryAccessibleInterface(m_table); }

private:
    QPointer<LongTable> m_table;
    QPersistentModelIndex m_index;
};

/// The children are the cells, row by row: so a QAbstractItemView counts them where it tells which one has the focus.
class TableAccessible : public QAccessibleWidget, public QAccessibleTableInterface {
public:
    explicit TableAccessible(LongTable* table) : QAccessibleWidget(table, QAccessible::Table), m_table(table) {}
    ~TableAccessible() override { forgetCells(); }
    TableAccessible(const TableAccessible&) = delete;
    TableAccessible& operator=(const TableAccessible&) = delete;

    void* interface_cast(QAccessible::InterfaceType type) override
    {
        if (type == QAccessible::TableInterface)
            return static_cast<QAccessibleTableInterface*>(this);
        return QAccessibleWidget::interface_cast(type);
    }
    int childCount() const override { return rowCount() * columnCount(); }
    QAccessibleInterface* child(int number) const override
    {
        return columnCount() > 0 ? cellAt(number / columnCount(), number % columnCount()) : nullptr;
    }
    int indexOfChild(const QAccessibleInterface* child) const override
    {
        const auto* cell = dynamic_cast<const CellAccessible*>(child);
        return cell ? cell->rowIndex() * columnCount() + cell->columnIndex() : -1;
    }
    QAccessibleInterface* childAt(int x, int y) const override
    {
        const QModelIndex index = m_table->indexAt(m_table->viewport()->mapFromGlobal(QPoint(x, y)));
        return index.isValid() ? cellAt(index.row(), index.column()) : nullptr;
    }
    QAccessibleInterface* focusChild() const override
    {
        const QModelIndex index = m_table->currentIndex();
        return m_table->hasFocus() && index.isValid() ? cellAt(index.row(), index.column()) : nullptr;
    }

    QAccessibleInterface* cellAt(int row, int column) const override
    {
        const QModelIndex index = m_table->model() ? m_table->model()->index(row, column) : QModelIndex();
        if (!index.isValid())
            return nullptr;
        const qint64 key = static_cast<qint64>(row) * columnCount() + column;
        if (const auto known = m_cells.constFind(key); known != m_cells.constEnd())
            return QAccessible::accessibleInterface(*known);
        if (m_cells.size() >= cellsMax)
            forgetCells();
        auto* cell = new CellAccessible(m_table, index);
        m_cells.insert(key, QAccessible::registerAccessibleInterface(cell));
        return cell;
    }
    QString columnDescription(int column) const override
    {
        return m_table->model() ? m_table->model()->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString() : QString();
    }
    QString rowDescription(int) const override { return {}; }
    int columnCount() const override { return m_table->model() ? m_table->model()->columnCount() : 0; }
    int rowCount() const override { return m_table->model() ? m_table->model()->rowCount() : 0; }
    QAccessibleInterface* caption() const override { return nullptr; }
    QAccessibleInterface* summary() const override { return nullptr; }

    QList<int> selectedRows() const override
    {
        QList<int> rows;
        const QModelIndexList selected = m_table->selectionModel() ? m_table->selectionModel()->selectedRows() : QModelIndexList();
        for (const QModelIndex& each : selected)
            rows << each.row();
        return rows;
    }
    QList<QAccessibleInterface*> selectedCells() const override
    {
        QList<QAccessibleInterface*> cells;
        for (const int row : selectedRows()) {
            for (int column = 0; column < columnCount(); ++column)
                cells << cellAt(row, column);
        }
        return cells;
    }
    int selectedCellCount() const override { return selectedRowCount() * columnCount(); }
    int selectedRowCount() const override { return static_cast<int>(selectedRows().size()); }
    int selectedColumnCount() const override { return 0; }
    QList<int> selectedColumns() const override { return {}; }
    bool isColumnSelected(int) const override { return false; }
    bool isRowSelected(int row) const override { return selectedRows().contains(row); }
    bool selectRow(int row) override
    {
        if (row < 0 || row >= rowCount())
            return false;
        m_table->setCurrentIndex(m_table->model()->index(row, 0));
        return true;
    }
    bool unselectRow(int) override
    {
        m_table->clearSelection();
        return true;
    }
    bool selectColumn(int) override { return false; }
    bool unselectColumn(int) override { return false; }
    void modelChange(QAccessibleTableModelChangeEvent*) override { forgetCells(); }

private:
    void forgetCells() const
    {
        for (const QAccessible::Id id : std::as_const(m_cells))
            QAccessible::deleteAccessibleInterface(id);
        m_cells.clear();
    }

    LongTable* m_table;
    mutable QHash<qint64, QAccessible::Id> m_cells;
};

}  // namespace

void installLongTableAccessible() { installAccessible<LongTable, TableAccessible>(); }

}  // namespace replay::ui
