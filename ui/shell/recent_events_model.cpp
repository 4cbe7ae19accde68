// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/recent_events_model.h"

#include "ui/format/marks.h"
#include "ui/format/words.h"
#include "ui/widgets/plain_delegate.h"

#include <algorithm>

namespace replay::ui {

void RecentEventsModel::showUpTo(api::Reader* reader, api::Position position)
{
    const api::Position first = std::max<api::Position>(0, position - windowMax) + 1;
    // Rows after the cursor, then rows that slid out at the top, then what came new: the rest stays where it is.
    const auto keepEnd = std::upper_bound(m_events.begin(), m_events.end(), position,
                                          [](api::Position p, const api::EventRow& e) { return p < e.position; });
    const int keep = static_cast<int>(std::distance(m_events.begin(), keepEnd));
    if (keep < m_events.size()) {
        beginRemoveRows({}, keep, static_cast<int>(m_events.size()) - 1);
        m_events.resize(keep);
        endRemoveRows();
    }
    int gone = 0;
    while (gone < m_events.size() && m_events.at(gone).position < first)
        ++gone;
    if (gone > 0) {
        beginRemoveRows({}, 0, gone - 1);
        m_events.remove(0, gone);
        endRemoveRows();
    }
    if (!reader || position <= 0)
        return;
    if (!m_events.isEmpty() && m_events.first().position > first) {
        auto before = reader->events({}, first - 1, static_cast<int>(m_events.first().position - first));
        if (before && !before->isEmpty()) {
            beginInsertRows({}, 0, static_cast<int>(before->size()) - 1);
            m_events = *before + m_events;
            endInsertRows();
        }
    }
    const api::Position last = m_events.isEmpty() ? first - 1 : m_events.last().position;
    if (last >= position)
        return;
    auto after = reader->events({}, last, static_cast<int>(position - last));
    if (after && !after->isEmpty()) {
        beginInsertRows({}, static_cast<int>(m_events.size()), static_cast<int>(m_events.size() + after->size()) - 1);
        m_events += *after;
        endInsertRows();
    }
}

const api::EventRow* RecentEventsModel::event(int row) const { return row >= 0 && row < m_events.size() ? &m_events.at(row) : nullptr; }

int RecentEventsModel::rowOf(const QString& eventId) const
{
    for (int row = 0; row < m_events.size(); ++row) {
        if (m_events.at(row).eventId == eventId)
            return row;
    }
    return -1;
}

int RecentEventsModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_events.size()); }

int RecentEventsModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QString RecentEventsModel::text(const api::EventRow& event, int column) const
{
    switch (column) {
    case PositionColumn: return format::number(event.position);
    case TimeColumn: return format::clock(event.occurredAt);
    case ServiceColumn: return format::service(event.service);
    case TypeColumn: return event.eventType;
    case AggregateColumn: return format::shortId(event.aggregateId);
    case VersionColumn: return tr("v%1").arg(event.version);
    case CauseColumn: return event.causationId.isEmpty() ? QString() : format::shortId(event.causationId);
    case NoteColumn: return event.note.isEmpty() ? QString() : format::note(event.note);
    default: return {};
    }
}

QVariant RecentEventsModel::data(const QModelIndex& index, int role) const
{
    const api::EventRow* row = event(index.row());
    if (!row)
        return {};
    switch (role) {
    case Qt::DisplayRole: return text(*row, index.column());
    case PlainDelegate::MarkRole:
        return index.column() == TypeColumn ? QVariant(int(format::markOfEvent(row->eventType, row->note))) : QVariant();
    case Qt::ToolTipRole:
        switch (index.column()) {
        case TimeColumn: return row->occurredAt.toString();
        case TypeColumn: return format::eventType(row->eventType);
        case AggregateColumn: return row->aggregateId;
        case CauseColumn: return row->causationId;
        case NoteColumn: return row->note;
        default: return {};
        }
    case Qt::AccessibleTextRole: return text(*row, index.column());
    default: return {};
    }
}

QVariant RecentEventsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(section == PositionColumn || section == VersionColumn ? Qt::AlignRight | Qt::AlignVCenter
                                                                              : Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case PositionColumn: return tr("Position");
    case TimeColumn: return tr("Time");
    case ServiceColumn: return tr("Service");
    case TypeColumn: return tr("Type");
    case AggregateColumn: return tr("Aggregate");
    case VersionColumn: return tr("Version");
    case CauseColumn: return tr("Cause");
    case NoteColumn: return tr("Note");
    default: return {};
    }
}

}  // namespace replay::ui
