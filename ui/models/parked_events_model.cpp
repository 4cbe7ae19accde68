// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/parked_events_model.h"

#include "ui/format/words.h"

#include <algorithm>

namespace replay::ui {
namespace {

bool same(const api::ParkedEvent& a, const api::ParkedEvent& b)
{
    return a.projection == b.projection && a.position == b.position && a.state == b.state && a.behind == b.behind && a.error == b.error &&
           a.attempts == b.attempts && a.reason == b.reason;
}

}  // namespace

int ParkedEventsModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_events.size()); }

int ParkedEventsModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant ParkedEventsModel::data(const QModelIndex& index, int role) const
{
    const auto* event = index.isValid() ? at(index.row()) : nullptr;
    if (!event || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const bool whole = role == Qt::ToolTipRole;
    switch (index.column()) {
    case Where: return format::number(event->position);
    case Event: return format::eventType(event->eventType);
    case Stream:
        return QString(format::aggregateType(event->aggregateType) % QLatin1Char(' ') %
                       (whole ? event->aggregateId : format::shortId(event->aggregateId)));
    case State: return event->state;
    case Attempts: return event->attempts > 0 ? format::number(event->attempts) : QString();
    case Why:
        if (event->state == QLatin1String("skipped"))
            return tr("Skipped: %1").arg(event->reason);
        return event->behind > 0 ? tr("Waits behind event %1").arg(format::number(event->behind)) : event->error;
    default: return {};
    }
}

QVariant ParkedEventsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Where: return tr("Position");
    case Event: return tr("Event");
    case Stream: return tr("Stream");
    case State: return tr("State");
    case Attempts: return tr("Attempts");
    case Why: return tr("Why");
    default: return {};
    }
}

bool ParkedEventsModel::canFetchMore(const QModelIndex& parent) const { return !parent.isValid() && m_more && m_reader; }

void ParkedEventsModel::fetchMore(const QModelIndex& parent)
{
    if (!canFetchMore(parent))
        return;
    const auto page = m_reader->parkedEvents(m_projection, m_events.isEmpty() ? 0 : m_events.last().position, pageRows);
    m_more = false;  // whoever hears of the rows may ask for more at once: not before they are all in
    if (!page || page->isEmpty())
        return;
    beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(page->size()) - 1);
    m_events += *page;
    endInsertRows();
    m_more = page->size() == pageRows;
}

base::Status ParkedEventsModel::refresh(api::Reader& reader, const QString& projection)
{
    if (m_projection != projection)
        clear();
    m_reader = &reader;
    m_projection = projection;
    const int wanted = std::max(pageRows, rowCount());
    REPLAY_ASSIGN(const QList<api::ParkedEvent> fresh, reader.parkedEvents(projection, 0, wanted));
    m_more = false;
    replaceBy(fresh);
    m_more = fresh.size() == wanted;
    return {};
}

void ParkedEventsModel::replaceBy(const QList<api::ParkedEvent>& fresh)
{
    for (int row = 0; row < std::max(rowCount(), static_cast<int>(fresh.size()));) {
        const bool known = row < rowCount();
        const bool there = row < fresh.size();
        if (known && (!there || m_events.at(row).position < fresh.at(row).position)) {
            beginRemoveRows({}, row, row);
            m_events.removeAt(row);
            endRemoveRows();
            continue;
        }
        if (!known || fresh.at(row).position < m_events.at(row).position) {
            beginInsertRows({}, row, row);
            m_events.insert(row, fresh.at(row));
            endInsertRows();
        } else if (!same(m_events.at(row), fresh.at(row))) {
            m_events[row] = fresh.at(row);
            Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
        }
        ++row;
    }
}

void ParkedEventsModel::clear()
{
    m_reader = nullptr;
    m_projection.clear();
    m_more = false;
    replaceBy({});
}

const api::ParkedEvent* ParkedEventsModel::at(int row) const { return row >= 0 && row < m_events.size() ? &m_events.at(row) : nullptr; }

const api::ParkedEvent* ParkedEventsModel::root(int row) const
{
    const auto* event = at(row);
    while (event && event->behind > 0) {
        const auto found = std::lower_bound(m_events.cbegin(), m_events.cend(), event->behind,
                                            [](const auto& one, api::Position position) { return one.position < position; });
        if (found == m_events.cend() || found->position != event->behind)
            break;
        event = &*found;
    }
    return event;
}

QString setAsideText(const api::ProjectionInfo& projection)
{
    QStringList parts;
    if (projection.parked > 0)
        parts << ParkedEventsModel::tr("%1 parked").arg(format::number(projection.parked));
    if (projection.skipped > 0)
        parts << ParkedEventsModel::tr("%1 skipped").arg(format::number(projection.skipped));
    return parts.join(QStringLiteral(", "));
}

}  // namespace replay::ui
