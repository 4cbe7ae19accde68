// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/projection_differences_model.h"

#include "ui/format/words.h"
#include "ui/models/projection_columns.h"

namespace replay::ui {

int ProjectionDifferencesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_differences.size());
}

int ProjectionDifferencesModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant ProjectionDifferencesModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= m_differences.size())
        return {};
    const auto& one = m_differences.at(index.row());
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    const bool whole = role == Qt::ToolTipRole;
    switch (index.column()) {
    case Key: return whole ? one.key : format::shortId(one.key);
    case Where: return one.column.isEmpty() ? tr("the whole row") : columnTitle(one.column);
    case Live: return one.live.isEmpty() ? tr("missing") : one.live;
    case Expected: return one.expected.isEmpty() ? tr("should not be there") : one.expected;
    default: return {};
    }
}

QVariant ProjectionDifferencesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Key: return tr("Row");
    case Where: return tr("Column");
    case Live: return tr("Says");
    case Expected: return tr("Should say");
    default: return {};
    }
}

void ProjectionDifferencesModel::setDifferences(const QList<api::RowDifference>& differences)
{
    beginResetModel();
    m_differences = differences;
    endResetModel();
}

}  // namespace replay::ui
