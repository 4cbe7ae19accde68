// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queries/table_trace.h"

#include "core/base/random.h"
#include "core/log/log_reader.h"
#include "core/storage/console.h"
#include "core/storage/migrator.h"
#include "core/storage/transaction.h"

#include <QRegularExpression>
#include <QSet>

namespace replay::queries {
namespace {

using storage::Row;
using storage::bind;

constexpr QChar separator = u'/';

QString textOf(const Row& row, int column) { return row.isNull(column) ? QString() : row.text(column); }

/// The tables that every service has: what is in them is told of elsewhere.
const QSet<QString>& mechanismTables()
{
    static const QSet<QString> names{QStringLiteral("streams"),     QStringLiteral("event_records"), QStringLiteral("event_types"),
                                     QStringLiteral("snapshots"),   QStringLiteral("outbox"),        QStringLiteral("replies"),
                                     QStringLiteral("inbox"),       QStringLiteral("bookmarks"),     QStringLiteral("schema_migrations"),
                                     QStringLiteral("fault_counts")};
    return names;
}

/// The columns of a table's primary key, in their order.
Result<QStringList> primaryKey(storage::Database& database, const QString& table)
{
    std::map<std::int64_t, QString> parts;
    REPLAY_TRY(database.each("SELECT pk, name FROM pragma_table_info(?) WHERE pk > 0", bind(table),
                             [&](const Row& row) { parts.emplace(row.integer(0), row.text(1)); }));
    QStringList names;
    for (const auto& [place, name] : parts)
        names << name;
    return names;
}

/// All rows of a small table, by key.
Result<std::map<QString, QStringList>> everyRow(storage::Database& database, const QString& table, const QStringList& key,
                                                QStringList& columns)
{
    std::map<QString, QStringList> rows;
    columns.clear();
    REPLAY_TRY(database.each("SELECT * FROM " + table.toStdString(), bind(), [&](const Row& row) {
        columns.clear();
        QStringList cells;
        QStringList parts;
        for (int column = 0; column < row.columns(); ++column) {
            columns << row.columnName(column);
            cells << textOf(row, column);
            if (key.contains(columns.last()))
                parts << cells.last();
        }
        rows.emplace(parts.join(separator), cells);
    }));
    return rows;
}

}  // namespace

const TableSource* TableTrace::source(const QString& service) const
{
    for (const TableSource& each : m_sources) {
        if (each.service == service)
            return &each;
    }
    return nullptr;
}

Result<const TableTrace::Shape*> TableTrace::shape(storage::Database& own, const commands::TableRows& rows)
{
    const QString table = QString::fromLatin1(rows.table);
    if (const auto known = m_shapes.find(table); known != m_shapes.end())
        return &known->second;
    static const QRegularExpression owned(QStringLiteral("WHERE (?:\\w+\\.)?(\\w+) = \\?"));
    Shape shape;
    const QString select = QString::fromUtf8(rows.select.data(), static_cast<qsizetype>(rows.select.size()));
    shape.ownerColumn = owned.match(select).captured(1);
    REPLAY_TRY(storage::Console(own).run(
        select, [&](const QStringList& names) { shape.columns = names; }, [](const Row&) { return false; }));
    REPLAY_ASSIGN(QStringList key, primaryKey(own, table));
    key.removeAll(shape.ownerColumn);
    for (const QString& part : std::as_const(key)) {
        const qsizetype at = shape.columns.indexOf(part);
        if (at >= 0)
            shape.keys << at;
        else
            shape.byPlace = true;  // a key that nothing but the table knows
    }
    m_selects.emplace(table, std::string(rows.select));
    return &m_shapes.emplace(table, shape).first->second;
}

QString TableTrace::keyOf(const Shape& shape, const QUuid& owner, const QStringList& cells, qsizetype place)
{
    QStringList parts{base::idText(owner)};
    if (shape.byPlace)
        parts << QString::number(place + 1);
    else
        for (const qsizetype at : shape.keys)
            parts << cells.at(at);
    return parts.join(separator);
}

QList<TableChange> TableTrace::changes(const Rows& before, const Rows& after) const
{
    QList<TableChange> changes;
    const auto columns = [&](const QString& table) { return m_shapes.at(table).columns; };
    const auto keyIn = [](const QString& whole, const QString& table) { return whole.mid(table.size() + 1); };
    for (const auto& [whole, row] : after) {
        const auto old = before.find(whole);
        if (old == before.end())
            changes.append({row.first, keyIn(whole, row.first), columns(row.first), {}, row.second});
        else if (old->second.second != row.second)
            changes.append({row.first, keyIn(whole, row.first), columns(row.first), old->second.second, row.second});
    }
    for (const auto& [whole, row] : before) {
        if (!after.contains(whole))
            changes.append({row.first, keyIn(whole, row.first), columns(row.first), row.second, {}});
    }
    return changes;
}

Status TableTrace::stream(const QString& service, const QUuid& aggregateId, const Visit& visit)
{
    const TableSource* from = source(service);
    if (!from)
        return {};
    REPLAY_ASSIGN(storage::Database * own, m_connections.service(service));
    Rows before;
    Status inner;
    REPLAY_TRY(from->tell(*own, aggregateId, [&](const events::Event& event, const QList<commands::TableRows>& expected) {
        Rows after;
        for (const commands::TableRows& each : expected) {
            const Result<const Shape*> shape = this->shape(*own, each);
            if (!shape) {
                inner = shape.error();
                return false;
            }
            const QString table = QString::fromLatin1(each.table);
            for (qsizetype i = 0; i < each.rows.size(); ++i)
                after.emplace(QString(table + separator + keyOf(**shape, each.owner, each.rows[i], i)), std::pair(table, each.rows[i]));
        }
        const QList<TableChange> changed = changes(before, after);
        before = std::move(after);
        return visit(event, changed);
    }));
    return inner;
}

Status TableTrace::reactions(const QString& service, const QUuid& aggregateId, std::int64_t upTo, const Visit& visit)
{
    const TableSource* from = source(service);
    if (!from || !from->react)
        return {};
    REPLAY_ASSIGN(auto scratch, storage::Database::inMemory());
    REPLAY_TRY(storage::migrate(*scratch, from->migrations));
    QStringList tables;
    REPLAY_TRY(scratch->each("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name", bind(), [&](const Row& row) {
        if (!mechanismTables().contains(row.text(0)) && !row.text(0).startsWith(QStringLiteral("sqlite_")))
            tables << row.text(0);
    }));
    std::map<QString, QStringList> keys;
    for (const QString& table : std::as_const(tables)) {
        REPLAY_ASSIGN(keys[table], primaryKey(*scratch, table));
    }

    events::EventStore store(*scratch);
    events::AggregateCache cache;
    const base::Random random(0);
    std::map<QString, std::map<QString, QStringList>> before;
    REPLAY_ASSIGN(storage::Database * log, m_connections.log());
    Status inner;
    const auto take = [&](const log::LoggedEvent& event) -> Result<bool> {
        events::UnitOfWork work(store, cache, random, event.appendedAt,
                                {event.eventId.toRfc4122(), event.eventId, event.correlationId, service, {}, service, event.eventType});
        storage::Transaction transaction(*scratch);
        REPLAY_TRY(transaction.begun());
        REPLAY_TRY(from->react(event, work));
        REPLAY_TRY(transaction.commit());
        QList<TableChange> changes;
        for (const QString& table : std::as_const(tables)) {
            QStringList columns;
            REPLAY_ASSIGN(auto rows, everyRow(*scratch, table, keys[table], columns));
            for (const auto& [key, cells] : rows) {
                const auto old = before[table].find(key);
                if (old == before[table].end())
                    changes.append({table, key, columns, {}, cells});
                else if (old->second != cells)
                    changes.append({table, key, columns, old->second, cells});
            }
            before[table] = std::move(rows);
        }
        // Where it answered with events of its own, the rows are theirs.
        return visit(event, work.appended().empty() ? changes : QList<TableChange>());
    };
    REPLAY_TRY(log::LogReader(*log).stream(aggregateId, upTo, [&](const log::LoggedEvent& event) {
        if (!from->subscriptions.contains(event.eventType))
            return true;
        const Result<bool> more = take(event);
        if (!more)
            inner = more.error();
        return more && *more;
    }));
    return inner;
}

Result<TableTrace::Standing> TableTrace::standing(const QString& service, const QString& table, const QString& key)
{
    REPLAY_ASSIGN(storage::Database * own, m_connections.service(service));
    Standing standing;
    if (const auto known = m_shapes.find(table); known != m_shapes.end()) {
        const Shape& shape = known->second;
        standing.columns = shape.columns;
        const QString owner = key.section(separator, 0, 0);
        qsizetype place = 0;
        REPLAY_TRY(own->each(m_selects.at(table), bind(owner), [&](const Row& row) {
            QStringList cells;
            for (int column = 0; column < row.columns(); ++column)
                cells << textOf(row, column);
            if (keyOf(shape, QUuid::fromString(owner), cells, place++) == key)
                standing.cells = cells;
        }));
        return standing;
    }
    REPLAY_ASSIGN(const QStringList parts, primaryKey(*own, table));
    if (parts.size() != 1)
        return standing;
    REPLAY_TRY(own->each("SELECT * FROM " + table.toStdString() + " WHERE " + parts.first().toStdString() + " = ?", bind(key),
                         [&](const Row& row) {
                             for (int column = 0; column < row.columns(); ++column) {
                                 standing.columns << row.columnName(column);
                                 standing.cells << textOf(row, column);
                             }
                         }));
    return standing;
}

}  // namespace replay::queries
