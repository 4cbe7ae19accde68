// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queries/aggregate_queries.h"

#include "core/base/random.h"
#include "core/contracts/personal_data.h"
#include "core/events/event_store.h"

#include <QSet>
#include <algorithm>
#include <limits>

namespace replay::queries {
namespace {

using storage::Row;
using storage::bind;

constexpr int rowsMax = 1'000;

/// Where a type's labels can be searched without folding: a read table, its id and the text that people know it by.
struct LabelSource {
    const char* type;
    const char* walk;  ///< from an id on, in the order of ids: the id, then the label
};
constexpr LabelSource labelSources[] = {
    {"Order", "SELECT order_id, order_number FROM order_read_model WHERE order_id > ? ORDER BY order_id"},
    {"Product", "SELECT product_id, name || ' ' || sku FROM product_read_model WHERE product_id > ? ORDER BY product_id"},
    {"Category", "SELECT category_id, name FROM categories_of_products WHERE category_id > ? ORDER BY category_id"},
    {"User", "SELECT customer_id, name || ' ' || email FROM customers_of_orders WHERE customer_id > ? ORDER BY customer_id"},
    {"Saga", "SELECT saga_id, order_number FROM saga_outcomes WHERE saga_id > ? ORDER BY saga_id"},
};

/// The first 16-byte key; smaller than every id that is not null.
QByteArray keyOf(const QUuid& id) { return id.isNull() ? QByteArray("") : id.toRfc4122(); }

/// All ids that begin with some hexadecimal digits: above `below`, up to `last`.
struct IdPrefix {
    QByteArray below;
    QByteArray last;
};

/// Nothing where the text is no beginning of an id.
std::optional<IdPrefix> idPrefix(const QString& search)
{
    QByteArray digits = search.toLatin1().toLower();
    digits.replace("-", "");
    if (digits.isEmpty() || digits.size() > 32 ||
        !std::all_of(digits.begin(), digits.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }))
        return std::nullopt;
    IdPrefix prefix{QByteArray::fromHex(digits.leftJustified(32, '0')), QByteArray::fromHex(digits.leftJustified(32, 'f'))};
    // The largest key below the first id: one less in its last digit that is not zero, and the highest after it.
    qsizetype at = prefix.below.size() - 1;
    while (at >= 0 && prefix.below[at] == '\0')
        prefix.below[at--] = '\xff';
    if (at < 0)
        prefix.below = QByteArray("");
    else
        prefix.below[at] = static_cast<char>(static_cast<unsigned char>(prefix.below[at]) - 1);
    return prefix;
}

}  // namespace

const events::AggregateFold* AggregateQueries::foldOf(const QString& type) const
{
    const auto found = std::find_if(m_folds.begin(), m_folds.end(), [&](const events::AggregateFold& fold) { return fold.type == type; });
    return found == m_folds.end() ? nullptr : &*found;
}

Result<AggregateQueries::Stream> AggregateQueries::stream(const QString& aggregateId)
{
    REPLAY_ASSIGN(const QUuid id, parseId(aggregateId, "aggregate id"));
    REPLAY_ASSIGN(storage::Database * log, m_connections.log());
    Stream found;
    REPLAY_TRY(log->each(
        "SELECT s.stream, s.aggregate_type, v.name, s.version FROM log_streams s CROSS JOIN log_services v ON v.service = s.service "
        "WHERE s.aggregate_id = ?",
        bind(id), [&](const Row& row) {
            found = {row.integer(0), id, row.text(1), row.text(2), static_cast<int>(row.integer(3))};
        }));
    if (found.key == 0)
        return base::failed(QStringLiteral("there is no aggregate %1 in the log").arg(base::idText(id)));
    return found;
}

Status AggregateQueries::open(events::Event& event)
{
    if (!contracts::isPersonal(event.eventType))
        return {};
    REPLAY_ASSIGN(storage::Database * keys, m_connections.service(contracts::keeperOf(event.eventType)));
    return events::openPersonal(keys, event);
}

Result<AggregateQueries::Folded> AggregateQueries::fold(const Stream& stream, int version, bool useSnapshots)
{
    const events::AggregateFold* fold = foldOf(stream.type);
    if (!fold)
        return base::failed(QStringLiteral("this program knows no aggregate of type %1").arg(stream.type));
    Folded folded{fold->make()};
    if (useSnapshots && version > 1) {
        REPLAY_ASSIGN(storage::Database * own, m_connections.service(stream.service));
        REPLAY_ASSIGN(const auto snapshot, events::EventStore(*own).snapshot(stream.id, version, fold->schemaVersion));
        if (snapshot) {
            folded.state->fromJson(snapshot->state);
            folded.snapshotVersion = snapshot->version;
        }
    }
    REPLAY_ASSIGN(storage::Database * log, m_connections.log());
    Status opened;
    REPLAY_TRY(log->each(
        "SELECT r.event_id, t.name, r.data, r.occurred_at, r.version, r.schema_version, r.correlation_id, r.causation_id, r.actor "
        "FROM log_records r CROSS JOIN event_types t ON t.type = r.type WHERE r.stream = ? AND r.version > ? AND r.version <= ? ORDER BY r.version",
        bind(stream.key, folded.snapshotVersion, version), [&](const Row& row) {
            events::Event event;
            event.eventId = row.id(0);
            event.aggregateId = stream.id;
            event.aggregateType = stream.type;
            event.eventType = row.text(1);
            event.json = row.bytes(2);
            event.occurredAt = row.time(3);
            event.version = static_cast<int>(row.integer(4));
            event.schemaVersion = static_cast<int>(row.integer(5));
            event.correlationId = row.id(6);
            event.causationId = row.id(7);
            event.actor = row.text(8);
            opened = open(event);
            if (opened)
                folded.state->evolve(event);
            ++folded.eventsRead;
            return opened.has_value();
        }));
    REPLAY_TRY(opened);
    return folded;
}

Result<api::AggregateState> AggregateQueries::stateAt(const Stream& stream, int version, bool useSnapshots)
{
    REPLAY_ASSIGN(const Folded folded, fold(stream, version, useSnapshots));
    return api::AggregateState{base::idText(stream.id), stream.type,           version, base::jsonBytes(folded.state->toJson()),
                               folded.eventsRead,       folded.snapshotVersion};
}

Result<int> AggregateQueries::lastVersion(const Stream& stream, const std::function<bool(Position, ModelTime)>& within)
{
    REPLAY_ASSIGN(storage::Database * log, m_connections.log());
    int low = 0;
    int high = stream.version;
    while (low < high) {
        const int middle = low + (high - low + 1) / 2;
        bool inside = false;
        REPLAY_TRY(log->each("SELECT position, occurred_at FROM log_records WHERE stream = ? AND version = ?", bind(stream.key, middle),
                             [&](const Row& row) { inside = within(row.integer(0), row.time(1)); }));
        if (inside)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

Result<api::AggregateState> AggregateQueries::atVersion(const QString& aggregateId, std::optional<int> version, bool useSnapshots)
{
    REPLAY_ASSIGN(const Stream stream, this->stream(aggregateId));
    const int wanted = version.value_or(stream.version);
    if (wanted < 1 || wanted > stream.version)
        return base::failed(QStringLiteral("%1 %2 has the versions 1 to %3, not %4")
                                .arg(stream.type, base::idText(stream.id))
                                .arg(stream.version)
                                .arg(wanted));
    return stateAt(stream, wanted, useSnapshots);
}

Result<api::AggregateState> AggregateQueries::atTime(const QString& aggregateId, ModelTime time, bool useSnapshots)
{
    REPLAY_ASSIGN(const Stream stream, this->stream(aggregateId));
    REPLAY_ASSIGN(const int version, lastVersion(stream, [&](Position, ModelTime at) { return at <= time; }));
    if (version == 0)
        return base::failed(QStringLiteral("%1 %2 did not exist yet at %3").arg(stream.type, base::idText(stream.id), time.toString()));
    return stateAt(stream, version, useSnapshots);
}

Result<api::AggregateState> AggregateQueries::atPosition(const QString& aggregateId, Position position)
{
    REPLAY_ASSIGN(const Stream stream, this->stream(aggregateId));
    REPLAY_ASSIGN(const int version, lastVersion(stream, [&](Position at, ModelTime) { return at <= position; }));
    if (version == 0)
        return base::failed(
            QStringLiteral("%1 %2 did not exist yet at position %3").arg(stream.type, base::idText(stream.id)).arg(position));
    return stateAt(stream, version, true);
}

Result<QList<api::VersionMark>> AggregateQueries::versions(const QString& aggregateId, int afterVersion, int limit)
{
    REPLAY_ASSIGN(const Stream stream, this->stream(aggregateId));
    REPLAY_ASSIGN(storage::Database * log, m_connections.log());
    const int most = std::min(limit, rowsMax);
    QList<api::VersionMark> marks;
    REPLAY_TRY(
        log->each("SELECT r.version, r.position, t.name, r.occurred_at FROM log_records r CROSS JOIN event_types t ON t.type = r.type "
                  "WHERE r.stream = ? AND r.version > ? ORDER BY r.version LIMIT ?",
                  bind(stream.key, afterVersion, most), [&](const Row& row) {
                      marks.append({static_cast<int>(row.integer(0)), row.integer(1), row.text(2), row.time(3)});
                  }));
    if (marks.isEmpty())
        return marks;
    REPLAY_ASSIGN(storage::Database * own, m_connections.service(stream.service));
    QSet<int> kept;
    REPLAY_TRY(own->each(
        "SELECT version FROM snapshots WHERE stream = (SELECT stream FROM streams WHERE aggregate_id = ?) AND version > ? AND version <= ?",
        bind(stream.id, afterVersion, marks.last().version), [&](const Row& row) { kept.insert(static_cast<int>(row.integer(0))); }));
    for (api::VersionMark& mark : marks)
        mark.snapshot = kept.contains(mark.version);
    return marks;
}

Result<QList<api::TypeCount>> AggregateQueries::types()
{
    REPLAY_ASSIGN(storage::Database * log, m_connections.log());
    QList<api::TypeCount> counts;
    QString last = QStringLiteral("");
    for (;;) {  // from type to type along the index, not along every aggregate
        QString next;
        REPLAY_TRY(log->each("SELECT aggregate_type FROM log_streams WHERE aggregate_type > ? ORDER BY aggregate_type LIMIT 1", bind(last),
                             [&](const Row& row) { next = row.text(0); }));
        if (next.isEmpty())
            return counts;
        REPLAY_ASSIGN(const std::int64_t count, log->integer("SELECT count(*) FROM log_streams WHERE aggregate_type = ?", 0, next));
        counts.append({next, count});
        last = next;
    }
}

/// Aggregates with ids above `from` and up to `to`, in the order of their ids.
Result<QList<api::AggregateRow>> AggregateQueries::page(const QString& type, const QByteArray& from, const QByteArray& to, int limit)
{
    REPLAY_ASSIGN(storage::Database * log, m_connections.log());
    QList<api::AggregateRow> rows;
    const auto take = [&](const Row& row) {
        rows.append({base::idText(row.id(0)), row.text(1), row.text(2), QString(), static_cast<int>(row.integer(3))});
    };
#define AGGREGATE_ROWS                                                                                                                     \
    "SELECT s.aggregate_id, s.aggregate_type, v.name, s.version FROM log_streams s CROSS JOIN log_services v ON v.service = s.service WHERE "
    if (type.isEmpty())
        REPLAY_TRY(log->each(AGGREGATE_ROWS "s.aggregate_id > ? AND s.aggregate_id <= ? ORDER BY s.aggregate_id LIMIT ?",
                             bind(from, to, limit), take));
    else
        REPLAY_TRY(log->each(AGGREGATE_ROWS
                             "s.aggregate_type = ? AND s.aggregate_id > ? AND s.aggregate_id <= ? ORDER BY s.aggregate_id LIMIT ?",
                             bind(type, from, to, limit), take));
    return rows;
}

/// The aggregates whose label contains the text, from the read tables, in the order of their ids.
Result<QList<QUuid>> AggregateQueries::labelled(const QString& type, const QString& search, const QUuid& after, int limit)
{
    REPLAY_ASSIGN(storage::Database * read, m_connections.read());
    QList<QUuid> found;
    for (const LabelSource& source : labelSources) {
        if (!type.isEmpty() && type != QLatin1StringView(source.type))
            continue;
        int taken = 0;
        const QByteArray from = keyOf(after);
        REPLAY_TRY(read->each(source.walk, bind(from), [&](const Row& row) {
            if (row.text(1).contains(search, Qt::CaseInsensitive)) {
                found.append(row.id(0));
                ++taken;
            }
            return taken < limit;
        }));
    }
    return found;
}

Status AggregateQueries::label(api::AggregateRow& row)
{
    if (!foldOf(row.aggregateType))
        return {};
    REPLAY_ASSIGN(const Stream stream, this->stream(row.aggregateId));
    REPLAY_ASSIGN(const Folded folded, fold(stream, stream.version, true));
    row.label = folded.state->label();
    return {};
}

/// What a person may have typed: the beginning of an id, or part of a label.
Result<QList<api::AggregateRow>> AggregateQueries::search(const QString& type, const QString& wanted, const QUuid& after, int limit)
{
    REPLAY_ASSIGN(QList<QUuid> ids, labelled(type, wanted, after, limit));
    if (const std::optional<IdPrefix> prefix = idPrefix(wanted)) {
        REPLAY_ASSIGN(const QList<api::AggregateRow> rows, page(type, std::max(keyOf(after), prefix->below), prefix->last, limit));
        for (const api::AggregateRow& row : rows)
            ids.append(QUuid::fromString(row.aggregateId));
    }
    std::sort(ids.begin(), ids.end(), [](const QUuid& a, const QUuid& b) { return keyOf(a) < keyOf(b); });
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    QList<api::AggregateRow> rows;
    for (const QUuid& id : std::as_const(ids)) {
        if (rows.size() >= limit)
            break;
        const Result<Stream> found = stream(base::idText(id));
        if (found)
            rows.append({base::idText(found->id), found->type, found->service, QString(), found->version});
    }
    return rows;
}

Result<QList<api::AggregateRow>> AggregateQueries::aggregates(const QString& type, const QString& search, const QString& afterId, int limit,
                                                              std::optional<Position> at)
{
    const int most = std::clamp(limit, 1, rowsMax);
    QUuid after;
    if (!afterId.isEmpty()) {
        REPLAY_ASSIGN(after, parseId(afterId, "aggregate id"));
    }
    const QString wanted = search.trimmed();
    REPLAY_ASSIGN(QList<api::AggregateRow> rows,
                  wanted.isEmpty() ? page(type, keyOf(after), QByteArray(16, '\xff'), most) : this->search(type, wanted, after, most));
    for (api::AggregateRow& row : rows) {
        REPLAY_TRY(label(row));
        if (!at)
            continue;
        REPLAY_ASSIGN(const Stream stream, this->stream(row.aggregateId));
        REPLAY_ASSIGN(row.version, lastVersion(stream, [&](Position position, ModelTime) { return position <= *at; }));
    }
    return rows;
}

}  // namespace replay::queries
