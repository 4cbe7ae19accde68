// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/aggregate_list_model.h"

#include "ui/format/words.h"

#include <algorithm>
#include <utility>

namespace replay::ui {

AggregateListModel::AggregateListModel(Desk& desk, QObject* parent) : QAbstractTableModel(parent), m_desk(desk)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(refreshMs);
    connect(&m_pause, &QTimer::timeout, this, &AggregateListModel::refresh);
    connect(&m_desk, &Desk::sessionChanged, this, &AggregateListModel::load);
    connect(&m_desk, &Desk::statusChanged, this, [this] {
        if (!m_pause.isActive())
            m_pause.start();
    });
    connect(&m_desk, &Desk::cursorChanged, this, [this](api::Position, bool live) {
        // While live the status looks after it.
        if ((!live || !m_wasLive) && !m_pause.isActive())
            m_pause.start();
        m_wasLive = live;
    });
    load();
}

std::optional<api::Position> AggregateListModel::cursor() const
{
    return m_desk.isLive() ? std::nullopt : std::optional(m_desk.position());
}

void AggregateListModel::setQuery(const QString& type, const QString& search)
{
    if (type == m_type && search == m_search)
        return;
    m_type = type;
    m_search = search;
    load();
}

void AggregateListModel::load()
{
    ++m_generation;
    m_asked = false;
    m_refreshing = false;
    m_complete = true;  // while the old rows go, nobody may fetch more after the last of them
    if (!m_list.isEmpty()) {
        beginRemoveRows({}, 0, static_cast<int>(m_list.size()) - 1);
        m_list.clear();
        endRemoveRows();
    }
    m_complete = !m_desk.isOpen();
    fetchMore({});
}

bool AggregateListModel::canFetchMore(const QModelIndex& parent) const { return !parent.isValid() && !m_complete && !m_asked; }

void AggregateListModel::fetchMore(const QModelIndex& parent)
{
    if (!canFetchMore(parent))
        return;
    m_asked = true;
    Q_EMIT loadingChanged();
    const QString after = m_list.isEmpty() ? QString() : m_list.last().aggregateId;
    m_desk.ask<api::Result<QList<api::AggregateRow>>>(
        this,
        [type = m_type, search = m_search, after, at = cursor()](api::Reader& reader) {
            return reader.aggregates(type, search, after, windowRows, at);
        },
        [this, generation = m_generation](const api::Result<QList<api::AggregateRow>>& found) {
            if (generation != m_generation)
                return;
            if (!found) {
                Q_EMIT readFailed(found.error());
            } else if (!found->isEmpty()) {
                const int before = static_cast<int>(m_list.size());
                beginInsertRows({}, before, before + static_cast<int>(found->size()) - 1);
                m_list.append(*found);
                endInsertRows();
            }
            // Only now: who fetches more while rows are being inserted would ask for the same rows again.
            m_asked = false;
            if (std::exchange(m_refreshAgain, false))
                m_pause.start();
            m_complete = !found || found->size() < windowRows;
            Q_EMIT loadingChanged();
        });
}

void AggregateListModel::setInSight(int first, int last)
{
    const bool moved = m_first != std::max(0, first) || m_last != std::max(0, last);
    m_first = std::max(0, first);
    m_last = std::max(0, last);
    // In the past no status comes that would bring the rows that were out of sight when the cursor moved.
    if (moved && !m_desk.isLive() && !m_pause.isActive())
        m_pause.start();
}

void AggregateListModel::refresh()
{
    if (!m_desk.isOpen())
        return;
    if (m_asked || m_refreshing) {
        m_refreshAgain = true;
        return;
    }
    if (m_list.isEmpty()) {
        m_complete = false;
        fetchMore({});
        return;
    }
    m_refreshing = true;
    const int first = std::min(m_first, static_cast<int>(m_list.size()) - 1);
    // One more than what is in sight, so that the end of the list notices what is new.
    const int rows = std::clamp(m_last - first + 2, 1, windowRows);
    const QString after = first == 0 ? QString() : m_list.at(first - 1).aggregateId;
    m_desk.ask<api::Result<QList<api::AggregateRow>>>(
        this,
        [type = m_type, search = m_search, after, rows, at = cursor()](api::Reader& reader) {
            return reader.aggregates(type, search, after, rows, at);
        },
        [this, first, generation = m_generation](const api::Result<QList<api::AggregateRow>>& found) {
            if (generation != m_generation)
                return;
            m_refreshing = false;
            if (std::exchange(m_refreshAgain, false))
                m_pause.start();
            if (!found)
                return;
            int at = first;
            for (const api::AggregateRow& row : *found) {
                const int known = rowOf(row.aggregateId);
                if (known >= 0) {
                    at = known;
                    if (m_list.at(at).version != row.version || m_list.at(at).label != row.label) {
                        m_list[at] = row;
                        Q_EMIT dataChanged(index(at, 0), index(at, ColumnCount - 1));
                    }
                } else if (at < m_list.size()) {
                    beginInsertRows({}, at, at);
                    m_list.insert(at, row);
                    endInsertRows();
                } else {
                    m_complete = false;  // the list goes on: fetchMore brings it
                    break;
                }
                ++at;
            }
            Q_EMIT loadingChanged();
        });
}

int AggregateListModel::rowOf(const QString& aggregateId) const
{
    for (int i = 0; i < m_list.size(); ++i) {
        if (m_list.at(i).aggregateId == aggregateId)
            return i;
    }
    return -1;
}

int AggregateListModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_list.size()); }
int AggregateListModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QString AggregateListModel::nameOf(const api::AggregateRow& row)
{
    return row.label.isEmpty() ? format::shortId(row.aggregateId) : row.label;
}

QVariant AggregateListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= m_list.size())
        return {};
    const api::AggregateRow& row = m_list.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == VersionColumn)
            return row.version == 0 ? tr("not yet") : QString(QLatin1Char('v') + format::number(row.version));
        // Among all kinds a name alone is not enough: an order, its payment and its saga share one.
        return m_type.isEmpty() ? tr("%1 · %2").arg(nameOf(row), format::aggregateType(row.aggregateType)) : nameOf(row);
    case Qt::ToolTipRole:
        return row.version == 0 ? tr("%1 of %2\n%3\nnot there yet at the cursor")
                                      .arg(format::aggregateType(row.aggregateType), format::service(row.service), row.aggregateId)
                                : tr("%1 of %2\n%3\nversion %4")
                                      .arg(format::aggregateType(row.aggregateType), format::service(row.service), row.aggregateId,
                                           format::number(row.version));
    case Qt::AccessibleTextRole:
        return tr("%1 %2, version %3")
            .arg(format::aggregateType(row.aggregateType), row.label.isEmpty() ? row.aggregateId : row.label)
            .arg(row.version);
    case Qt::TextAlignmentRole: return int(Qt::AlignVCenter | (index.column() == VersionColumn ? Qt::AlignRight : Qt::AlignLeft));
    case IdRole: return row.aggregateId;
    case TypeRole: return row.aggregateType;
    default: return {};
    }
}

QVariant AggregateListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == NameColumn ? tr("Aggregate") : tr("Version");
}

}  // namespace replay::ui
