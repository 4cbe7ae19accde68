// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAbstractItemView>

class QHeaderView;

namespace replay::ui {

/// A table whose rows are all of one height, so that it needs nothing per row: a QTableView keeps 8 bytes for each, and takes
/// its time to fill them, which a log of ten million events shows. Whole rows are selected; it scrolls by rows. A letter does
/// not search: that would read the rows one by one.
class LongTable : public QAbstractItemView {
    Q_OBJECT
public:
    explicit LongTable(QWidget* parent = nullptr);
    ~LongTable() override;

    QHeaderView* horizontalHeader() const { return m_header; }
    void setRowHeight(int pixels);
    int rowHeight() const { return m_rowHeight; }
    /// Of the first row in sight.
    int topRow() const;
    /// How many rows fit, cut ones not counted.
    int rowsInSight() const;

    void setModel(QAbstractItemModel* model) override;
    QRect visualRect(const QModelIndex& index) const override;
    void scrollTo(const QModelIndex& index, ScrollHint hint = EnsureVisible) override;
    QModelIndex indexAt(const QPoint& point) const override;
    void keyboardSearch(const QString&) override {}

protected:
    void paintEvent(QPaintEvent* event) override;
    void updateGeometries() override;
    void scrollContentsBy(int dx, int dy) override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    int horizontalOffset() const override;
    int verticalOffset() const override;
    bool isIndexHidden(const QModelIndex& index) const override;
    void setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags command) override;
    QRegion visualRegionForSelection(const QItemSelection& selection) const override;
    int sizeHintForColumn(int column) const override;

private:
    int rowAt(int y) const { return topRow() + y / m_rowHeight; }
    int rows() const { return model() ? model()->rowCount() : 0; }
    QModelIndex besides(const QModelIndex& index, int step) const;

    QHeaderView* m_header = nullptr;
    int m_rowHeight = 20;
    bool m_placing = false;  ///< placing the header changes the viewport's size, which asks for the header to be placed
};

}  // namespace replay::ui
