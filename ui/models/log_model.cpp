// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/log_model.h"

#include "ui/format/marks.h"
#include "ui/format/tokens.h"
#include "ui/format/words.h"

#include <QBrush>
#include <algorithm>

namespace replay::ui {

namespace {

constexpr int causesMax = 4'000;
constexpr int yearLetters = 5;  // "2026-": the year is in the tooltip

}  // namespace

LogModel::LogModel(Desk& desk, QObject* parent) : QAbstractTableModel(parent), m_desk(desk)
{
    m_frame.setSingleShot(true);
    m_frame.setInterval(frameMs);
    connect(&m_frame, &QTimer::timeout, this, &LogModel::takeTail);
    connect(&m_desk, &Desk::sessionChanged, this, &LogModel::load);
    connect(&m_desk, &Desk::cursorChanged, this, &LogModel::moveCursor);
    connect(&m_desk, &Desk::statusChanged, this, [this](const api::PlatformStatus& status) {
        if (status.head != m_upTo && !m_frame.isActive())
            m_frame.start();
    });
    load();
}

void LogModel::setFilter(const api::LogFilter& filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    load();
}

void LogModel::retry()
{
    m_failed = false;
    load();
}

/// Finds the rows anew, for another filter or another workspace.
void LogModel::load()
{
    ++m_generation;
    m_tailAsked = false;
    m_failed = false;
    m_causes.clear();
    const api::Position head = m_desk.status().head;
    if (!m_desk.isOpen() || m_filter.isEmpty()) {
        m_counting = false;
        m_shown = m_filter;
        m_upTo = m_desk.isOpen() ? head : 0;
        m_anchors.clear();
        replaceRows(static_cast<int>(m_upTo));
        Q_EMIT countingChanged(false);
        Q_EMIT filterApplied();
        return;
    }
    m_counting = true;
    Q_EMIT countingChanged(true);
    m_desk.ask<api::Result<Anchors>>(
        this,
        [filter = m_filter, head](api::Reader& reader) -> api::Result<Anchors> {
            REPLAY_ASSIGN(const QList<api::Position> positions, reader.anchors(filter, head, pageRows));
            if (positions.isEmpty())
                return Anchors{};
            REPLAY_ASSIGN(const QList<api::EventRow> last, reader.events(filter, positions.last() - 1, pageRows, false));
            const auto beyond = std::count_if(last.begin(), last.end(), [head](const api::EventRow& row) { return row.position > head; });
            return Anchors{positions, static_cast<int>((positions.size() - 1) * pageRows + last.size() - beyond)};
        },
        [this, head, generation = m_generation](const api::Result<Anchors>& found) {
            if (generation != m_generation)
                return;
            m_counting = false;
            if (found) {
                m_shown = m_filter;
                m_anchors = found->positions;
                m_upTo = head;
                replaceRows(found->rows);
            } else {
                tell(found.error());
            }
            Q_EMIT countingChanged(false);
            Q_EMIT filterApplied();
            if (m_desk.status().head != m_upTo)
                m_frame.start();
        });
}

void LogModel::replaceRows(int rows)
{
    m_pages.clear();
    if (m_rows > 0) {
        beginRemoveRows({}, 0, m_rows - 1);
        m_rows = 0;
        endRemoveRows();
    }
    m_severalDays = false;
    if (rows == 0)
        return;
    if (m_desk.reader()) {
        if (const auto first = m_desk.reader()->events({}, 0, 1, false); first && !first->isEmpty())
            m_severalDays = first->first().occurredAt.day() != m_desk.status().now.day();
    }
    beginInsertRows({}, 0, rows - 1);
    m_rows = rows;
    endInsertRows();
}

void LogModel::takeTail()
{
    if (m_counting || !m_desk.isOpen())
        return;
    const api::Position head = m_desk.status().head;
    if (head < m_upTo) {  // the workspace was reset
        load();
        return;
    }
    if (head == m_upTo)
        return;
    if (!m_shown.isEmpty()) {
        takeFilteredTail();
        return;
    }
    const int before = m_rows;
    beginInsertRows({}, before, static_cast<int>(head) - 1);
    m_rows = static_cast<int>(head);
    m_upTo = head;
    endInsertRows();
    Q_EMIT appended(m_rows - before);
}

void LogModel::takeFilteredTail()
{
    if (m_tailAsked)
        return;
    m_tailAsked = true;
    const api::Position head = m_desk.status().head;
    m_desk.ask<api::Result<QList<api::EventRow>>>(
        this, [filter = m_shown, after = m_upTo](api::Reader& reader) { return reader.events(filter, after, tailRowsMax, false); },
        [this, head, generation = m_generation](const api::Result<QList<api::EventRow>>& found) {
            if (generation != m_generation)
                return;
            m_tailAsked = false;
            if (!found) {
                tell(found.error());
                return;
            }
            const bool more = found->size() == tailRowsMax;
            m_upTo = more ? found->last().position : std::max(head, found->isEmpty() ? head : found->last().position);
            if (!found->isEmpty()) {
                const int before = m_rows;
                const int count = static_cast<int>(found->size());
                beginInsertRows({}, before, before + count - 1);
                for (int i = 0; i < count; ++i) {
                    if ((before + i) % pageRows == 0)
                        m_anchors.append(found->at(i).position);
                }
                m_rows = before + count;
                endInsertRows();
                Q_EMIT appended(count);
            }
            if (more || m_desk.status().head > m_upTo)
                m_frame.start();
        });
}

void LogModel::moveCursor(api::Position position, bool live)
{
    const api::Position before = m_cursor;
    m_cursor = live ? 0 : std::max<api::Position>(position, 0);
    if (before == m_cursor || m_rows == 0)
        return;
    // All rows between the two cursors change their ink; a view repaints those it shows.
    const int from = before == 0 || m_cursor == 0 ? rowOf(std::max(before, m_cursor)) : rowOf(std::min(before, m_cursor));
    const int to = before == 0 || m_cursor == 0 ? m_rows - 1 : rowOf(std::max(before, m_cursor));
    Q_EMIT dataChanged(index(std::clamp(from - 1, 0, m_rows - 1), 0), index(std::clamp(to, 0, m_rows - 1), ColumnCount - 1));
}

void LogModel::tell(const base::Error& error) const
{
    if (m_failed)
        return;
    m_failed = true;
    // Reading happens while a view paints: what listens must not run inside of that.
    QMetaObject::invokeMethod(
        const_cast<LogModel*>(this), [this, error] { Q_EMIT const_cast<LogModel*>(this)->readFailed(error); }, Qt::QueuedConnection);
}

const LogModel::Page* LogModel::page(int number) const
{
    const int expected = std::min(pageRows, m_rows - number * pageRows);
    auto found = m_pages.find(number);
    if (found == m_pages.end() || found->rows.size() < expected) {
        if (m_failed || !m_desk.reader())
            return nullptr;
        const bool filtered = !m_shown.isEmpty();
        if (filtered && number >= m_anchors.size())
            return nullptr;
        const api::Position after = filtered ? m_anchors.at(number) - 1 : static_cast<api::Position>(number) * pageRows;
        auto rows = m_desk.reader()->events(m_shown, after, pageRows, false);
        if (!rows) {
            tell(rows.error());
            return nullptr;
        }
        if (m_pages.size() >= pagesMax && found == m_pages.end()) {
            const auto oldest =
                std::min_element(m_pages.begin(), m_pages.end(), [](const Page& a, const Page& b) { return a.used < b.used; });
            m_pages.erase(oldest);
        }
        found = m_pages.insert(number, Page{std::move(*rows), 0});
    }
    found->used = ++m_clock;
    return &*found;
}

const api::EventRow* LogModel::event(int row) const
{
    if (row < 0 || row >= m_rows)
        return nullptr;
    const Page* rows = page(row / pageRows);
    const int within = row % pageRows;
    return rows && within < rows->rows.size() ? &rows->rows.at(within) : nullptr;
}

int LogModel::rowOf(api::Position position) const
{
    if (m_shown.isEmpty())
        return static_cast<int>(std::clamp<api::Position>(position - 1, 0, m_rows));
    const auto next = std::upper_bound(m_anchors.begin(), m_anchors.end(), position);
    if (next == m_anchors.begin())
        return 0;
    const int number = static_cast<int>(next - m_anchors.begin()) - 1;
    const Page* rows = page(number);
    if (!rows)
        return number * pageRows;
    const auto at = std::lower_bound(rows->rows.begin(), rows->rows.end(), position,
                                     [](const api::EventRow& row, api::Position wanted) { return row.position < wanted; });
    return std::min(m_rows, number * pageRows + static_cast<int>(at - rows->rows.begin()));
}

api::Position LogModel::causeOf(const api::EventRow& event) const
{
    if (event.causationId.isEmpty())
        return 0;
    if (const auto known = m_causes.constFind(event.causationId); known != m_causes.constEnd())
        return *known;
    // Most causes stand a few rows above, in the page that is being shown.
    api::Position position = 0;
    for (const Page& each : std::as_const(m_pages)) {
        const auto found = std::find_if(each.rows.begin(), each.rows.end(),
                                        [&event](const api::EventRow& row) { return row.eventId == event.causationId; });
        if (found != each.rows.end())
            position = found->position;
    }
    if (position == 0 && m_desk.reader()) {
        if (const auto found = m_desk.reader()->eventById(event.causationId); found && *found)
            position = (*found)->position;
    }
    if (m_causes.size() >= causesMax)
        m_causes.clear();
    m_causes.insert(event.causationId, position);
    return position;
}

int LogModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : m_rows; }
int LogModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QString LogModel::text(const api::EventRow& row, int column) const
{
    switch (column) {
    case PositionColumn: return format::number(row.position);
    case TimeColumn: return m_severalDays ? format::dateClock(row.occurredAt).mid(yearLetters) : format::clock(row.occurredAt);
    case ServiceColumn: return format::service(row.service);
    case TypeColumn: return row.eventType;
    case AggregateColumn: return row.aggregateType + QLatin1Char(' ') + format::shortId(row.aggregateId);
    case VersionColumn: return QString::number(row.version);
    case CorrelationColumn: return format::shortId(row.correlationId);
    case CauseColumn: {
        if (row.causationId.isEmpty())
            return {};
        const api::Position cause = causeOf(row);
        return cause > 0 ? QStringLiteral("← ") + format::number(cause) : tr("command");
    }
    case NoteColumn: return format::note(row.note);
    default: return {};
    }
}

QString LogModel::tooltip(const api::EventRow& row, int column) const
{
    switch (column) {
    case TimeColumn: return tr("Occurred %1\nIn the log %2").arg(row.occurredAt.toString(), row.appendedAt.toString());
    case TypeColumn:
        return tr("%1\nEvent %2, schema version %3, by %4")
            .arg(format::eventType(row.eventType), row.eventId)
            .arg(row.schemaVersion)
            .arg(format::actor(row.actor));
    case AggregateColumn: return QString(format::aggregateType(row.aggregateType) + QLatin1Char('\n') + row.aggregateId);
    case CorrelationColumn: return row.correlationId;
    case CauseColumn: {
        if (row.causationId.isEmpty())
            return tr("Nothing in the log caused it: %1").arg(format::actor(row.actor));
        return causeOf(row) > 0 ? tr("Caused by event %1").arg(row.causationId)
                                : tr("Caused by command or message %1").arg(row.causationId);
    }
    case NoteColumn: return row.note;
    default: return {};
    }
}

QVariant LogModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows)
        return {};
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != Qt::ForegroundRole && role != Qt::BackgroundRole &&
        role != MarkRole && role != PositionRole && role != Qt::AccessibleTextRole && role != Qt::TextAlignmentRole)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter |
                   (index.column() == PositionColumn || index.column() == VersionColumn ? Qt::AlignRight : Qt::AlignLeft));
    if (role == MarkRole && index.column() != TypeColumn)
        return {};
    const api::EventRow* row = event(index.row());
    if (!row)
        return role == Qt::DisplayRole && index.column() == PositionColumn ? QVariant(QStringLiteral("…")) : QVariant();
    switch (role) {
    case Qt::DisplayRole: return text(*row, index.column());
    case Qt::ToolTipRole: return tooltip(*row, index.column());
    case MarkRole: return int(format::markOfEvent(row->eventType, row->note));
    case PositionRole: return row->position;
    case Qt::AccessibleTextRole:
        return tr("%1: %2").arg(headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString(), text(*row, index.column()));
    case Qt::ForegroundRole:
        if (m_cursor > 0 && row->position > m_cursor) {
            QColor ink = format::colour(format::Colour::MutedText);
            ink.setAlphaF(0.65F);
            return QBrush(ink);
        }
        return {};
    case Qt::BackgroundRole:
        if (m_cursor > 0 && row->position == m_cursor) {
            QColor ground = format::colour(format::Colour::Accent);
            ground.setAlphaF(0.22F);
            return QBrush(ground);
        }
        return {};
    default: return {};
    }
}

QVariant LogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section == PositionColumn || section == VersionColumn ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case PositionColumn: return tr("Position");
    case TimeColumn: return tr("Time");
    case ServiceColumn: return tr("Service");
    case TypeColumn: return tr("Type");
    case AggregateColumn: return tr("Aggregate");
    case VersionColumn: return tr("Version");
    case CorrelationColumn: return tr("Correlation");
    case CauseColumn: return tr("Cause");
    case NoteColumn: return tr("Note");
    default: return {};
    }
}

}  // namespace replay::ui
