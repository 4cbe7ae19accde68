// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queries/provenance.h"

#include "core/base/random.h"
#include "core/contracts/ids.h"
#include "core/queries/event_rows.h"

namespace replay::queries {
namespace {

using projections::ProjectionKind;
using projections::RowChange;
using projections::RowTrace;
using storage::Row;
using storage::bind;

const QString readDatabase = QStringLiteral("read");

QString changeCode(bool before, bool after)
{
    return !before ? QStringLiteral("made") : after ? QStringLiteral("changed") : QStringLiteral("removed");
}

QVariant cellOf(const QString& text) { return text.isNull() ? QVariant() : QVariant(text); }

/// The cells that differ; of a row that was made or removed all that are not null.
template <typename Cells, typename Shown>
QList<api::CellChange> cellChanges(const QStringList& columns, const Cells& before, const Cells& after, Shown&& shown)
{
    QList<api::CellChange> cells;
    for (qsizetype i = 0; i < columns.size(); ++i) {
        const QVariant old = before.isEmpty() ? QVariant() : shown(before.at(i));
        const QVariant now = after.isEmpty() ? QVariant() : shown(after.at(i));
        if (old != now)
            cells.append({columns.at(i), old, now});
    }
    return cells;
}

/// The columns in which the row holds something else than the last write left there.
template <typename Cells>
QStringList foreignColumns(const QStringList& columns, const Cells& standing, const Cells& written)
{
    QStringList foreign;
    for (qsizetype i = 0; i < columns.size() && i < standing.size(); ++i) {
        if (written.isEmpty() || written.at(i) != standing.at(i))
            foreign << columns.at(i);
    }
    return foreign;
}

/// Events of a service's own database as the log shows them.
#define STORED_EVENT                                                                                                                       \
    "SELECT 0, r.event_id, s.aggregate_id, s.aggregate_type, t.name, r.data, r.occurred_at, 0, r.version, r.schema_version, ?2, "          \
    "r.correlation_id, r.causation_id, r.actor, r.note FROM event_records r CROSS JOIN streams s ON s.stream = r.stream "                  \
    "CROSS JOIN event_types t ON t.type = r.type WHERE r.event_id = ?1"

}  // namespace

Result<std::optional<api::EventRow>> Provenance::eventOf(const QUuid& eventId)
{
    REPLAY_ASSIGN(std::optional<api::EventRow> event, m_log.eventById(eventId));
    for (const QString& service : Connections::services()) {
        if (event)
            return event;
        REPLAY_ASSIGN(storage::Database * own, m_connections.service(service));
        REPLAY_TRY(own->each(STORED_EVENT, bind(eventId, service), [&](const Row& row) { event = eventRow(row); }));
    }
    return event;
}

Result<QString> Provenance::databaseOf(const QString& table)
{
    if (projections::projectionOfTable(table))
        return readDatabase;
    for (const QString& service : Connections::services()) {
        REPLAY_ASSIGN(storage::Database * own, m_connections.service(service));
        REPLAY_ASSIGN(const std::int64_t found, own->integer("SELECT count(*) FROM pragma_table_info(?)", 0, table));
        if (found > 0)
            return service;
    }
    return QString();
}

/// Who wrote with this event: the command whose handling it was, or the event that it answered.
Result<Provenance::Handler> Provenance::handlerOf(const api::EventRow& event)
{
    const bool saga = event.service == QStringLiteral("saga");
    const QUuid cause = QUuid::fromString(event.causationId);
    REPLAY_ASSIGN(const std::optional<api::EventRow> answered,
                  cause.isNull() ? Result<std::optional<api::EventRow>>(std::optional<api::EventRow>()) : m_log.eventById(cause));
    if (answered)
        return Handler{saga ? QStringLiteral("saga") : QStringLiteral("reaction"), answered->eventType};
    Handler handler{QStringLiteral("command"), QString()};
    REPLAY_ASSIGN(storage::Database * own, m_connections.service(event.service));
    REPLAY_TRY(own->each("SELECT name FROM inbox WHERE message_id = ?", bind(cause), [&](const Row& row) { handler.name = row.text(0); }));
    if (saga && handler.name.isEmpty())
        return Handler{QStringLiteral("saga"), event.causationId == event.aggregateId ? QStringLiteral("alarm") : QStringLiteral("reply")};
    return handler;
}

api::RowWrite Provenance::write(const api::EventRow& event, const Handler& handler, const QString& database, const TableChange& change)
{
    return written(event, handler, {database, change.table, change.key}, changeCode(!change.before.isEmpty(), !change.after.isEmpty()),
                   cellChanges(change.columns, change.before, change.after, cellOf));
}

api::RowWrite Provenance::write(const api::EventRow& event, const QString& projection, const RowChange& change)
{
    return written(event, {QStringLiteral("projection"), projection}, {readDatabase, change.table, change.key},
                   changeCode(!change.before.isEmpty(), true),
                   cellChanges(change.columns, change.before, change.after, [](const QVariant& cell) { return cell; }));
}

api::RowWrite Provenance::written(const api::EventRow& event, const Handler& handler, const api::RowRef& row, const QString& change,
                                  const QList<api::CellChange>& cells)
{
    return {row,           change,        handler.kind,     handler.name, event.position, event.eventId, event.eventType,
            event.version, event.service, event.occurredAt, cells};
}

void Provenance::keep(api::RowProvenance& provenance, const api::RowWrite& write) const
{
    ++provenance.written;
    if (provenance.writes.size() >= api::RowProvenance::writesMax)
        provenance.writes.removeFirst();
    provenance.writes.append(write);
}

Result<api::RowProvenance> Provenance::row(const api::RowRef& row, const api::Progress& progress)
{
    api::RowRef known = row;
    if (known.database.isEmpty()) {
        REPLAY_ASSIGN(known.database, databaseOf(row.table));
    }
    if (known.database.isEmpty())
        return base::malformed(QStringLiteral("no database has a table \"%1\"").arg(row.table.left(80)));
    if (known.database == readDatabase)
        return readRow(known, progress);
    if (!m_tables.source(known.database))
        return base::malformed(QStringLiteral("there is no service \"%1\"; there are %2")
                                   .arg(known.database.left(80), Connections::services().join(QStringLiteral(", "))));
    return tableRow(known);
}

Result<api::RowProvenance> Provenance::readRow(const api::RowRef& row, const api::Progress& progress)
{
    const ProjectionKind* kind = projections::projectionOfTable(row.table);
    if (!kind)
        return projections::noSuchProjection(row.table);
    api::RowProvenance provenance;
    provenance.row = row;
    REPLAY_ASSIGN(storage::Database * read, m_connections.read());
    QSet<Position> without;
    {
        // The rows and how far they are, of the same instant.
        const ReadSnapshot snapshot(*read);
        REPLAY_TRY(snapshot.begun());
        REPLAY_ASSIGN(const api::RowSet standing, kind->row(*read, row.table, row.key));
        provenance.columns = standing.columns;
        provenance.exists = !standing.rows.isEmpty();
        if (provenance.exists)
            provenance.cells = standing.rows.first();
        REPLAY_ASSIGN(const api::ProjectionInfo info, m_projections.projection(kind->name));
        provenance.upTo = info.position;
        REPLAY_ASSIGN(without, projections::setAside(*read, kind->name));
    }
    REPLAY_ASSIGN(projections::LogFeed * feed, m_projections.feed());
    RowTrace trace(*kind, without, *read);
    QVariantList written;
    std::vector<std::pair<Position, RowChange>> found;
    REPLAY_TRY(trace.advance(
        *feed, provenance.upTo,
        [&](const projections::Fact& fact, const QList<RowChange>& changes) {
            for (const RowChange& change : changes) {
                if (change.table != row.table || change.key != row.key)
                    continue;
                ++provenance.written;
                written = change.after;
                if (found.size() >= static_cast<std::size_t>(api::RowProvenance::writesMax))
                    found.erase(found.begin());
                found.emplace_back(fact.position, change);
            }
        },
        progress));
    for (const auto& [position, change] : found) {
        REPLAY_ASSIGN(const auto event, m_log.event(position));
        if (event)
            provenance.writes.append(write(*event, kind->name, change));
    }
    if (provenance.exists)
        provenance.foreign = foreignColumns(provenance.columns, provenance.cells, written);
    REPLAY_ASSIGN(provenance.aside, aside(*kind, row.key));
    if (!provenance.exists && provenance.written == 0 && provenance.aside.isEmpty())
        return base::failed(QStringLiteral("%1 has no row %2, and no event ever wrote one").arg(row.table, row.key.left(80)));
    return provenance;
}

/// What is set aside and would have written the row.
Result<QList<api::ParkedEvent>> Provenance::aside(const ProjectionKind& kind, const QString& key)
{
    QList<api::ParkedEvent> aside;
    REPLAY_ASSIGN(projections::LogFeed * feed, m_projections.feed());
    Position after = 0;
    for (;;) {
        REPLAY_ASSIGN(const QList<api::ParkedEvent> page, m_projections.parkedEvents(kind.name, after, 1'000));
        for (const api::ParkedEvent& each : page) {
            bool concerns = each.aggregateId == key;
            REPLAY_TRY(feed->each(each.position - 1, each.position, kind.wants, [&](projections::Fact& fact) {
                const projections::Touches touches = kind.touches(fact);
                concerns = concerns || base::idText(touches.changes) == key || base::idText(touches.alsoChanges) == key;
                return false;
            }));
            if (concerns)
                aside.append(each);
            after = each.position;
        }
        if (page.size() < 1'000)
            return aside;
    }
}

Result<api::RowProvenance> Provenance::tableRow(const api::RowRef& row)
{
    REPLAY_ASSIGN(const QUuid owner, parseId(row.key.section(u'/', 0, 0), "row key (the id of the aggregate, or of what it belongs to)"));
    REPLAY_ASSIGN(storage::Database * own, m_connections.service(row.database));
    REPLAY_ASSIGN(const std::int64_t known, own->integer("SELECT count(*) FROM pragma_table_info(?)", 0, row.table));
    if (known == 0)
        return base::malformed(QStringLiteral("the %1 service has no table \"%2\"").arg(row.database, row.table.left(80)));
    api::RowProvenance provenance;
    provenance.row = row;
    QStringList written;
    bool found = false;
    // A table may know an aggregate by what it is about: stock by its product, a reservation by its order.
    for (const QUuid& stream : {owner, contracts::stockItemId(owner), contracts::reservationId(owner)}) {
        Status inner;
        REPLAY_TRY(m_tables.stream(row.database, stream, [&](const events::Event& event, const QList<TableChange>& changes) {
            for (const TableChange& change : changes) {
                if (change.table != row.table || change.key != row.key)
                    continue;
                const auto told = eventOf(event.eventId);
                const auto handler = told && *told ? handlerOf(**told) : Result<Handler>(Handler());
                if (!told || !handler) {
                    inner = told ? handler.error() : told.error();
                    return false;
                }
                found = true;
                written = change.after;
                keep(provenance, write(told->value(), *handler, row.database, change));
            }
            return true;
        }));
        REPLAY_TRY(inner);
        if (found)
            break;
    }
    if (!found)
        REPLAY_TRY(lastReactions(provenance, owner));
    REPLAY_ASSIGN(const TableTrace::Standing standing, m_tables.standing(row.database, row.table, row.key));
    provenance.columns = standing.columns;
    provenance.exists = !standing.cells.isEmpty();
    for (const QString& cell : standing.cells)
        provenance.cells << cellOf(cell);
    if (found && provenance.exists)
        provenance.foreign = foreignColumns(standing.columns, standing.cells, written);
    if (!provenance.exists && provenance.written == 0)
        return base::failed(
            QStringLiteral("%1.%2 has no row %3, and no event ever wrote one").arg(row.database, row.table, row.key.left(80)));
    return provenance;
}

/// A row that this service keeps of another's aggregate.
Status Provenance::lastReactions(api::RowProvenance& provenance, const QUuid& owner)
{
    REPLAY_ASSIGN(storage::Database * own, m_connections.service(provenance.row.database));
    REPLAY_ASSIGN(const std::int64_t upTo, own->integer("SELECT position FROM bookmarks WHERE source = 'log'", 0));
    if (upTo == 0)
        return {};
    provenance.upTo = static_cast<Position>(upTo);
    Status inner;
    REPLAY_TRY(m_tables.reactions(provenance.row.database, owner, upTo, [&](const events::Event& event, const QList<TableChange>& changes) {
        for (const TableChange& change : changes) {
            if (change.table != provenance.row.table || change.key != provenance.row.key)
                continue;
            const auto told = m_log.eventById(event.eventId);
            if (!told || !*told) {
                inner = told ? Status() : Status(told.error());
                return false;
            }
            keep(provenance, write(**told, {QStringLiteral("reaction"), event.eventType}, provenance.row.database, change));
        }
        return true;
    }));
    return inner;
}

Result<api::EventTrace> Provenance::touched(const QUuid& eventId, const api::Progress& progress)
{
    REPLAY_ASSIGN(const std::optional<api::EventRow> event, eventOf(eventId));
    if (!event)
        return base::failed(QStringLiteral("there is no event %1").arg(base::idText(eventId)));
    api::EventTrace trace;
    trace.event = *event;
    REPLAY_ASSIGN(const Handler handler, handlerOf(*event));
    REPLAY_TRY(tables(trace, handler));
    REPLAY_TRY(mechanism(trace, handler));
    if (event->position > 0) {
        REPLAY_TRY(replicas(trace));
        REPLAY_TRY(readModels(trace, progress));
    }
    return trace;
}

Status Provenance::tables(api::EventTrace& trace, const Handler& handler)
{
    return m_tables.stream(trace.event.service, QUuid::fromString(trace.event.aggregateId),
                           [&](const events::Event& event, const QList<TableChange>& changes) {
                               if (event.version < trace.event.version)
                                   return true;
                               for (const TableChange& change : changes)
                                   trace.rows.append(write(trace.event, handler, trace.event.service, change));
                               return false;
                           });
}

Status Provenance::replicas(api::EventTrace& trace)
{
    for (const TableSource& source : m_sources) {
        if (source.service == trace.event.service || !source.subscriptions.contains(trace.event.eventType))
            continue;
        REPLAY_ASSIGN(storage::Database * own, m_connections.service(source.service));
        REPLAY_ASSIGN(const std::int64_t upTo, own->integer("SELECT position FROM bookmarks WHERE source = 'log'", 0));
        if (upTo < trace.event.position)
            continue;
        const QUuid eventId = QUuid::fromString(trace.event.eventId);
        REPLAY_TRY(m_tables.reactions(
            source.service, QUuid::fromString(trace.event.aggregateId), trace.event.position,
            [&](const events::Event& event, const QList<TableChange>& changes) {
                if (event.eventId != eventId)
                    return true;
                for (const TableChange& change : changes)
                    trace.rows.append(write(trace.event, {QStringLiteral("reaction"), event.eventType}, source.service, change));
                return false;
            }));
    }
    return {};
}

/// The rows that every event has: its own, its stream's, the outbox's, the receipt of its command, its place in the log.
Status Provenance::mechanism(api::EventTrace& trace, const Handler& handler)
{
    const api::EventRow& event = trace.event;
    REPLAY_ASSIGN(storage::Database * own, m_connections.service(event.service));
    const auto told = [&](const QString& database, const char* table, const QString& key, const QStringList& columns,
                          const QStringList& before, const QStringList& after) {
        trace.rows.append(write(event, handler, database, {QString::fromLatin1(table), key, columns, before, after}));
    };
    const QString version = QStringLiteral("version");
    std::int64_t sequence = 0;
    const QUuid eventId = QUuid::fromString(event.eventId);
    REPLAY_TRY(
        own->each("SELECT seq FROM event_records WHERE event_id = ?", bind(eventId), [&](const Row& row) { sequence = row.integer(0); }));
    told(event.service, "event_records", event.eventId, {QStringLiteral("seq"), version}, {},
         {QString::number(sequence), QString::number(event.version)});
    told(event.service, "streams", event.aggregateId, {version},
         event.version > 1 ? QStringList{QString::number(event.version - 1)} : QStringList(), {QString::number(event.version)});
    const QUuid cause = QUuid::fromString(event.causationId);
    REPLAY_TRY(own->each("SELECT id, first_seq, last_seq, due_at FROM outbox WHERE cause = ?", bind(cause), [&](const Row& row) {
        if (row.integer(1) <= sequence && sequence <= row.integer(2))
            told(event.service, "outbox", row.text(0), {QStringLiteral("first_seq"), QStringLiteral("last_seq"), QStringLiteral("due_at")},
                 {}, {row.text(1), row.text(2), row.time(3).toString()});
    }));
    REPLAY_TRY(own->each("SELECT name, outcome FROM inbox WHERE message_id = ?", bind(cause), [&](const Row& row) {
        told(event.service, "inbox", event.causationId, {QStringLiteral("name"), QStringLiteral("outcome")}, {},
             {row.text(0), row.text(1)});
    }));
    const QUuid aggregate = QUuid::fromString(event.aggregateId);
    const std::int64_t at = event.version;
    REPLAY_TRY(own->each("SELECT n.schema_version FROM snapshots n CROSS JOIN streams s ON s.stream = n.stream "
                         "WHERE s.aggregate_id = ? AND n.version = ?",
                         bind(aggregate, at), [&](const Row& row) {
                             told(event.service, "snapshots", QString(event.aggregateId % u'/' % QString::number(event.version)),
                                  {QStringLiteral("schema_version")}, {}, {row.text(0)});
                         }));
    if (event.position > 0)
        trace.rows.append(write(event, {QStringLiteral("relay"), event.service}, QStringLiteral("log"),
                                {QStringLiteral("log_records"),
                                 QString::number(event.position),
                                 {QStringLiteral("appended_at")},
                                 {},
                                 {event.appendedAt.toString()}}));
    return {};
}

Status Provenance::readModels(api::EventTrace& trace, const api::Progress& progress)
{
    REPLAY_ASSIGN(storage::Database * read, m_connections.read());
    REPLAY_ASSIGN(projections::LogFeed * feed, m_projections.feed());
    REPLAY_ASSIGN(const QList<api::ProjectionInfo> infos, m_projections.projections());
    const Position position = trace.event.position;
    for (const ProjectionKind& kind : projections::projectionKinds()) {
        if (!kind.wants.has(projections::eventKindOf(trace.event.eventType)))
            continue;
        const auto info = std::find_if(infos.begin(), infos.end(), [&](const api::ProjectionInfo& each) { return each.name == kind.name; });
        REPLAY_ASSIGN(const QList<api::ParkedEvent> set, m_projections.parkedEvents(kind.name, position - 1, 1));
        if (!set.isEmpty() && set.first().position == position) {
            trace.missing.append({kind.name, set.first().state, set.first().error, set.first().behind});
            continue;
        }
        if (info != infos.end() && info->position < position) {
            using enum api::ProjectionStatus;
            const QString why = info->status == Paused   ? QStringLiteral("paused")
                                : info->status == Failed ? QStringLiteral("failed")
                                                         : QStringLiteral("behind");
            trace.missing.append({kind.name, why, info->status == Failed ? info->error : info->stalledWhy, info->position});
            continue;
        }
        REPLAY_ASSIGN(const QSet<Position> without, projections::setAside(*read, kind.name));
        std::unique_ptr<RowTrace>& fold = m_traces[kind.name];
        if (!fold || fold->position() >= position || fold->without() != without)
            fold = std::make_unique<RowTrace>(kind, without, *read);
        const auto told = [&](const projections::Fact& fact, const QList<RowChange>& changes) {
            if (fact.position != position)
                return;
            for (const RowChange& change : changes)
                trace.rows.append(write(trace.event, kind.name, change));
        };
        if (const Status advanced = fold->advance(*feed, position, told, progress); !advanced) {
            fold.reset();
            return advanced;
        }
    }
    return {};
}

}  // namespace replay::queries
