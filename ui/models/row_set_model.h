// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/values.h"

#include <QAbstractTableModel>

namespace replay::ui {

/// One answer of a query as a table; it does not change by itself.
class RowSetModel : public QAbstractTableModel {
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;

    void setRows(const api::RowSet& rows);
    const api::RowSet& rows() const { return m_rows; }
    /// Whether a column holds numbers or amounts: they stand at the right.
    bool isFigures(int column) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    api::RowSet m_rows;
};

}  // namespace replay::ui
