// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/stream_model.h"

#include "ui/format/marks.h"
#include "ui/format/tokens.h"
#include "ui/format/words.h"

#include <QBrush>
#include <algorithm>

namespace replay::ui {

StreamModel::StreamModel(Desk& desk, QObject* parent) : QAbstractTableModel(parent), m_desk(desk)
{
    connect(&m_desk, &Desk::sessionChanged, this, [this] { setAggregate({}, 0); });
}

void StreamModel::setAggregate(const QString& aggregateId, int versions)
{
    if (aggregateId == m_aggregateId) {
        setVersions(versions);
        return;
    }
    setVersions(0);
    m_aggregateId = aggregateId;
    m_cursorVersion = 0;
    setVersions(versions);
}

void StreamModel::setVersions(int versions)
{
    if (versions == m_versions)
        return;
    if (versions < m_versions) {
        beginRemoveRows({}, versions, m_versions - 1);
        m_versions = versions;
        m_pages.clear();
        endRemoveRows();
        return;
    }
    beginInsertRows({}, m_versions, versions - 1);
    m_versions = versions;
    endInsertRows();
}

void StreamModel::setCursorVersion(int version)
{
    if (version == m_cursorVersion)
        return;
    m_cursorVersion = version;
    if (m_versions > 0)
        Q_EMIT dataChanged(index(0, 0), index(m_versions - 1, ColumnCount - 1));
}

const api::VersionMark* StreamModel::mark(int version) const
{
    if (version < 1 || version > m_versions)
        return nullptr;
    const int number = (version - 1) / pageRows;
    const int within = (version - 1) % pageRows;
    auto found = m_pages.find(number);
    if (found == m_pages.end() || found->marks.size() <= within) {
        if (!m_desk.reader())
            return nullptr;
        auto marks = m_desk.reader()->versions(m_aggregateId, number * pageRows, pageRows);
        if (!marks || marks->size() <= within)
            return nullptr;
        if (found == m_pages.end() && m_pages.size() >= pagesMax)
            m_pages.erase(std::min_element(m_pages.begin(), m_pages.end(), [](const Page& a, const Page& b) { return a.used < b.used; }));
        found = m_pages.insert(number, Page{std::move(*marks), 0});
    }
    found->used = ++m_clock;
    return &found->marks.at(within);
}

int StreamModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : m_versions; }
int StreamModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QString StreamModel::text(const api::VersionMark& mark, int column) const
{
    switch (column) {
    case VersionColumn: return format::number(mark.version);
    case TypeColumn: return mark.eventType;
    case TimeColumn: return format::dateClock(mark.occurredAt);
    case PositionColumn: return format::number(mark.position);
    case SnapshotColumn: return mark.snapshot ? tr("snapshot kept") : QString();
    default: return {};
    }
}

QVariant StreamModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter |
                   (index.column() == VersionColumn || index.column() == PositionColumn ? Qt::AlignRight : Qt::AlignLeft));
    if (role == Qt::ForegroundRole)
        return m_cursorVersion > 0 && index.row() + 1 > m_cursorVersion ? QVariant(QBrush(format::colour(format::Colour::MutedText)))
                                                                        : QVariant();
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != MarkRole)
        return {};
    const api::VersionMark* found = mark(index.row() + 1);
    if (!found)
        return {};
    switch (role) {
    case Qt::DisplayRole: return text(*found, index.column());
    case Qt::ToolTipRole:
        return tr("Version %1: %2\n%3\nposition %4")
            .arg(found->version)
            .arg(found->eventType, found->occurredAt.toString(), format::number(found->position));
    case MarkRole: return index.column() == TypeColumn ? QVariant(int(format::markOfEvent(found->eventType, {}))) : QVariant();
    default: return {};
    }
}

QVariant StreamModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case VersionColumn: return tr("Version");
    case TypeColumn: return tr("Event");
    case TimeColumn: return tr("Time");
    case PositionColumn: return tr("Position");
    case SnapshotColumn: return tr("Snapshot");
    default: return {};
    }
}

}  // namespace replay::ui
