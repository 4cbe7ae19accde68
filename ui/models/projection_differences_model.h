// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/values.h"

#include <QAbstractTableModel>

namespace replay::ui {

/// Where a read model says something else than a fresh fold of the log: row, column, what it says, what it should say.
class ProjectionDifferencesModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Key, Where, Live, Expected, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    void setDifferences(const QList<api::RowDifference>& differences);
    const QList<api::RowDifference>& differences() const { return m_differences; }

private:
    QList<api::RowDifference> m_differences;
};

}  // namespace replay::ui
