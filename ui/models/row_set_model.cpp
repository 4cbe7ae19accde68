// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/row_set_model.h"
#include "core/base/money.h"
#include "ui/format/words.h"

#include <QUuid>

namespace replay::ui {

void RowSetModel::setRows(const api::RowSet& rows)
{
    // Another answer may have other columns: taken out and put in, so that a view keeps no stale widths.
    if (!m_rows.rows.isEmpty()) {
        beginRemoveRows({}, 0, static_cast<int>(m_rows.rows.size()) - 1);
        m_rows.rows.clear();
        endRemoveRows();
    }
    if (m_rows.columns != rows.columns) {
        if (!m_rows.columns.isEmpty()) {
            beginRemoveColumns({}, 0, static_cast<int>(m_rows.columns.size()) - 1);
            m_rows.columns.clear();
            endRemoveColumns();
        }
        if (!rows.columns.isEmpty()) {
            beginInsertColumns({}, 0, static_cast<int>(rows.columns.size()) - 1);
            m_rows.columns = rows.columns;
            endInsertColumns();
        }
    }
    if (!rows.rows.isEmpty()) {
        beginInsertRows({}, 0, static_cast<int>(rows.rows.size()) - 1);
        m_rows.rows = rows.rows;
        endInsertRows();
    }
}

bool RowSetModel::isFigures(int column) const
{
    for (const QVariantList& row : m_rows.rows) {
        const QVariant& cell = row.value(column);
        if (cell.isNull())
            continue;
        return cell.typeId() == QMetaType::LongLong || cell.typeId() == QMetaType::Int ||
               (cell.toString().contains(u'.') && base::Money::parse(cell.toString()).has_value());
    }
    return false;
}

int RowSetModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_rows.rows.size()); }

int RowSetModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_rows.columns.size()); }

QVariant RowSetModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const QVariant cell = m_rows.rows[index.row()].value(index.column());
    if (role == Qt::ToolTipRole)
        return cell.isNull() ? tr("null") : cell.toString();
    if (role == Qt::TextAlignmentRole)
        return QVariant(isFigures(index.column()) ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    if (cell.isNull())
        return QStringLiteral("–");
    if (cell.typeId() == QMetaType::Bool)
        return cell.toBool() ? tr("yes") : tr("no");
    if (cell.typeId() == QMetaType::LongLong || cell.typeId() == QMetaType::Int)
        return format::number(cell.toLongLong());
    const QString text = cell.toString();
    if (!QUuid::fromString(text).isNull())
        return format::shortId(text);
    return isFigures(index.column()) ? format::amount(text) : text;
}

QVariant RowSetModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::DisplayRole)
        return m_rows.columns.value(section);
    return {};
}

}  // namespace replay::ui
