// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/projection_rows_model.h"

#include "ui/format/tokens.h"
#include "ui/format/words.h"

#include <QBrush>
#include <QTimer>
#include <algorithm>

namespace replay::ui {

namespace {
constexpr double glowMost = 0.45;
}

ProjectionRowsModel::ProjectionRowsModel(QObject* parent) : QAbstractTableModel(parent) { m_clock.start(); }

int ProjectionRowsModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }

int ProjectionRowsModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_columns.size()); }

QVariant ProjectionRowsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows.size() || index.column() >= m_columns.size())
        return {};
    const auto& row = m_rows.at(index.row());
    const auto kindOf = kind(index.column());
    switch (role) {
    case Qt::TextAlignmentRole:
        return QVariant(Qt::Alignment(Qt::AlignVCenter | (isRightAligned(kindOf) ? Qt::AlignRight : Qt::AlignLeft)));
    case Qt::FontRole: return kindOf == ColumnKind::Id ? QVariant(format::fixedFont()) : QVariant();
    case KindRole: return static_cast<int>(kindOf);
    default: break;
    }
    if (row.cells.isEmpty()) {
        if (role == Qt::DisplayRole) {
            if (m_wanted < 0)
                QTimer::singleShot(0, this, [self = const_cast<ProjectionRowsModel*>(this)] { self->readAround(self->m_wanted); });
            m_wanted = index.row();
            return QStringLiteral("…");
        }
        return {};
    }
    const QVariant value = row.cells.value(index.column());
    switch (role) {
    case Qt::DisplayRole: return cellText(kindOf, value);
    case RawRole: return value;
    case Qt::ToolTipRole: return tooltip(index.row(), index.column());
    case FreshnessRole: return freshness(index.row(), index.column());
    case Qt::BackgroundRole: {
        const double fresh = freshness(index.row(), index.column());
        if (fresh <= 0)
            return {};
        QColor glow = format::colour(format::Colour::ReadModel);
        // Without motion the mark stands still and then goes; with it, it fades.
        glow.setAlphaF(static_cast<float>(glowMost * (format::motion() > 0 ? fresh : 1.0)));
        return QBrush(glow);
    }
    default: return {};
    }
}

QVariant ProjectionRowsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section >= m_columns.size())
        return {};
    switch (role) {
    case Qt::DisplayRole: return columnTitle(m_columns.at(section));
    case Qt::ToolTipRole: return m_columns.at(section);
    case Qt::TextAlignmentRole:
        return QVariant(Qt::Alignment(Qt::AlignVCenter | (isRightAligned(kind(section)) ? Qt::AlignRight : Qt::AlignLeft)));
    default: return {};
    }
}

bool ProjectionRowsModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && m_reader && !m_complete && !m_merging;
}

void ProjectionRowsModel::fetchMore(const QModelIndex& parent)
{
    if (!canFetchMore(parent))
        return;
    const auto answer = m_reader->projectionRows(m_name, m_rows.isEmpty() ? QVariantList() : m_rows.last().key, pageRows);
    if (!answer) {
        m_complete = true;
        Q_EMIT failed(answer.error().message);
        return;
    }
    m_complete = answer->rows.size() < pageRows;
    addRows(static_cast<int>(m_rows.size()), taken(*answer), false);
    letGo(static_cast<int>(m_rows.size()) - 1);
}

void ProjectionRowsModel::clear()
{
    beginResetModel();
    forget();
    endResetModel();
}

void ProjectionRowsModel::forget()
{
    m_reader = nullptr;
    m_name.clear();
    m_keyColumns.clear();
    m_columns.clear();
    m_keyIndexes.clear();
    m_kinds.clear();
    m_rows.clear();
    m_changes.clear();
    m_filled = 0;
    m_wanted = -1;
    m_complete = true;
}

void ProjectionRowsModel::showLive(api::Reader* reader, const QString& name, const QStringList& keyColumns)
{
    if (reader && name == m_name && !m_rows.isEmpty()) {
        // Back from the past: the rows stay in their place and are read anew as they come into sight.
        m_reader = reader;
        m_complete = false;
        return;
    }
    beginResetModel();
    forget();
    m_reader = reader;
    m_name = name;
    m_keyColumns = keyColumns;
    QString reason;
    if (reader) {
        if (const auto answer = reader->projectionRows(name, {}, pageRows)) {
            m_complete = answer->rows.size() < pageRows;
            adoptColumns(*answer);
            m_rows = taken(*answer);
            m_filled = static_cast<int>(m_rows.size());
        } else {
            reason = answer.error().message;
        }
    }
    endResetModel();
    if (!reason.isEmpty())
        Q_EMIT failed(reason);
}

void ProjectionRowsModel::showFixed(const QString& name, const QStringList& keyColumns, const api::RowSet& rows, bool markChanges)
{
    const bool sameModel = name == m_name && rows.columns == m_columns;
    if (!sameModel) {
        beginResetModel();
        forget();
        m_name = name;
        m_keyColumns = keyColumns;
        adoptColumns(rows);
        m_rows = taken(rows);
        m_filled = static_cast<int>(m_rows.size());
        endResetModel();
        return;
    }
    m_reader = nullptr;
    m_complete = true;
    m_position = 0;
    m_markChanges = markChanges;
    merge(0, taken(rows), true);
    m_markChanges = false;
}

void ProjectionRowsModel::refresh(int firstVisible, int lastVisible, api::Position position)
{
    if (!m_reader)
        return;
    if (m_columns.isEmpty())
        return showLive(m_reader, m_name, m_keyColumns);
    m_position = position;
    const int first = std::clamp(firstVisible - pageRows / 4, 0, static_cast<int>(m_rows.size()));
    const int limit = std::max(pageRows, lastVisible - first + pageRows / 2);
    const auto answer = m_reader->projectionRows(m_name, first > 0 ? m_rows.at(first - 1).key : QVariantList(), limit);
    if (!answer) {
        Q_EMIT failed(answer.error().message);
        return;
    }
    m_markChanges = true;
    merge(first, taken(*answer), answer->rows.size() < limit);
    m_markChanges = false;
    letGo((firstVisible + lastVisible) / 2);
}

QString ProjectionRowsModel::keyText(int row) const { return row >= 0 && row < m_rows.size() ? joined(m_rows.at(row).key) : QString(); }

bool ProjectionRowsModel::hasFreshCells() const { return m_lastChangeMs >= 0 && m_clock.elapsed() - m_lastChangeMs < freshMs; }

double ProjectionRowsModel::freshness(int row, int column) const
{
    const auto* changed = hasFreshCells() ? change(row, column) : nullptr;
    return changed ? std::clamp(1.0 - static_cast<double>(m_clock.elapsed() - changed->atMs) / freshMs, 0.0, 1.0) : 0.0;
}

QVariantList ProjectionRowsModel::keyOf(const QVariantList& cells) const
{
    QVariantList key;
    for (const int column : m_keyIndexes)
        key.append(cells.value(column));
    return key;
}

QString ProjectionRowsModel::joined(const QVariantList& key)
{
    QStringList parts;
    for (const auto& part : key)
        parts.append(part.toString());
    return parts.join(QLatin1Char('/'));
}

QString ProjectionRowsModel::changeKey(int row, int column) const
{
    return joined(m_rows.at(row).key) + QLatin1Char('\n') + QString::number(column);
}

const ProjectionRowsModel::Change* ProjectionRowsModel::change(int row, int column) const
{
    if (m_changes.isEmpty())
        return nullptr;
    const auto found = m_changes.constFind(changeKey(row, column));
    return found == m_changes.cend() ? nullptr : &found.value();
}

void ProjectionRowsModel::remember(int row, int column, const std::optional<QVariant>& before)
{
    if (m_changes.size() >= changesMax)
        m_changes.clear();
    m_lastChangeMs = m_clock.elapsed();
    m_changes.insert(changeKey(row, column), {before, m_position, m_lastChangeMs});
}

void ProjectionRowsModel::adoptColumns(const api::RowSet& rows)
{
    m_columns = rows.columns;
    m_keyIndexes.clear();
    for (const auto& column : m_keyColumns)
        if (const auto at = m_columns.indexOf(column); at >= 0)
            m_keyIndexes.append(static_cast<int>(at));
    if (m_keyIndexes.isEmpty())
        m_keyIndexes.append(0);
    m_kinds.clear();
    for (int column = 0; column < m_columns.size(); ++column) {
        QVariant sample;
        for (const auto& row : rows.rows) {
            sample = row.value(column);
            if (!sample.isNull())
                break;
        }
        m_kinds.append(columnKind(m_columns.at(column), sample));
    }
}

QList<ProjectionRowsModel::Row> ProjectionRowsModel::taken(const api::RowSet& rows) const
{
    QList<Row> result;
    result.reserve(rows.rows.size());
    for (const auto& cells : rows.rows)
        result.append(Row{keyOf(cells), cells});
    return result;
}

void ProjectionRowsModel::merge(int first, const QList<Row>& fresh, bool reachedEnd)
{
    QHash<QString, int> placeInAnswer;
    for (int i = 0; i < fresh.size(); ++i)
        placeInAnswer.insert(joined(fresh.at(i).key), i);
    // How far the answer reaches among the rows we have, and how much of the answer lies in that reach. Both sides are in the
    // order of the key, so the last row they have in common ends it; at the end of what we know, all of the answer counts.
    int oldEnd = reachedEnd ? static_cast<int>(m_rows.size()) : first;
    int freshEnd = static_cast<int>(fresh.size());
    if (!reachedEnd) {
        const int seen = std::min<int>(static_cast<int>(m_rows.size()), first + 2 * static_cast<int>(fresh.size()));
        for (int i = seen - 1; i >= first; --i) {
            if (const auto found = placeInAnswer.constFind(joined(m_rows.at(i).key)); found != placeInAnswer.cend()) {
                oldEnd = i + 1;
                freshEnd = oldEnd == m_rows.size() ? freshEnd : *found + 1;
                break;
            }
        }
    }
    if (reachedEnd)
        m_complete = true;
    else if (oldEnd == m_rows.size())
        m_complete = false;

    m_merging = true;
    int i = first;
    int j = 0;
    while (i < oldEnd || j < freshEnd) {
        int gone = 0;
        while (i + gone < oldEnd) {
            const int place = placeInAnswer.value(joined(m_rows.at(i + gone).key), -1);
            if (place >= j && place < freshEnd)
                break;
            ++gone;
        }
        if (gone > 0) {
            beginRemoveRows({}, i, i + gone - 1);
            for (int k = 0; k < gone; ++k)
                m_filled -= m_rows.at(i + k).cells.isEmpty() ? 0 : 1;
            m_rows.remove(i, gone);
            endRemoveRows();
            oldEnd -= gone;
            continue;
        }
        int added = 0;
        while (j + added < freshEnd && (i >= oldEnd || fresh.at(j + added).key != m_rows.at(i).key))
            ++added;
        if (added > 0) {
            addRows(i, fresh.mid(j, added), m_markChanges);
            i += added;
            oldEnd += added;
            j += added;
            continue;
        }
        auto& row = m_rows[i];
        const auto& now = fresh.at(j).cells;
        if (row.cells.isEmpty()) {
            row.cells = now;
            ++m_filled;
            Q_EMIT dataChanged(index(i, 0), index(i, columnCount() - 1));
        } else {
            for (int column = 0; column < m_columns.size(); ++column) {
                if (row.cells.value(column) == now.value(column))
                    continue;
                if (m_markChanges)
                    remember(i, column, row.cells.value(column));
                row.cells[column] = now.value(column);
                Q_EMIT dataChanged(index(i, column), index(i, column));
            }
        }
        ++i;
        ++j;
    }
    m_merging = false;
}

void ProjectionRowsModel::addRows(int at, const QList<Row>& rows, bool markNew)
{
    if (rows.isEmpty())
        return;
    beginInsertRows({}, at, at + static_cast<int>(rows.size()) - 1);
    m_rows.insert(at, rows.size(), Row{});
    std::copy(rows.cbegin(), rows.cend(), m_rows.begin() + at);
    m_filled += static_cast<int>(rows.size());
    endInsertRows();
    if (markNew) {
        for (int row = at; row < at + rows.size(); ++row)
            for (int column = 0; column < m_columns.size(); ++column)
                remember(row, column, std::nullopt);
    }
}

void ProjectionRowsModel::letGo(int around)
{
    if (!m_reader || m_filled <= cellsMax)
        return;
    for (int row = 0; row < m_rows.size(); ++row) {
        if (std::abs(row - around) > cellsMax / 4 && !m_rows.at(row).cells.isEmpty()) {
            m_rows[row].cells.clear();
            --m_filled;
        }
    }
}

void ProjectionRowsModel::readAround(int row)
{
    m_wanted = -1;
    if (!m_reader || row < 0 || row >= m_rows.size())
        return;
    const int first = std::max(0, row - pageRows / 2);
    const auto answer = m_reader->projectionRows(m_name, first > 0 ? m_rows.at(first - 1).key : QVariantList(), pageRows);
    if (!answer) {
        Q_EMIT failed(answer.error().message);
        return;
    }
    merge(first, taken(*answer), answer->rows.size() < pageRows);
    letGo(row);
}

QString ProjectionRowsModel::valueText(const QVariant& value) { return value.isNull() ? tr("empty") : value.toString(); }

QString ProjectionRowsModel::tooltip(int row, int column) const
{
    const QVariant value = m_rows.at(row).cells.value(column);
    QString text = valueText(value);
    if (const auto* changed = change(row, column)) {
        const QString position = format::number(changed->position);
        if (!changed->before)
            text += QLatin1Char('\n') + (changed->position > 0 ? tr("new since position %1").arg(position) : tr("new"));
        else if (changed->position > 0)
            text += QLatin1Char('\n') + tr("was %1 before position %2").arg(valueText(*changed->before), position);
        else
            text += QLatin1Char('\n') + tr("was %1").arg(valueText(*changed->before));
    }
    return text;
}

}  // namespace replay::ui
