// SPDX-License-Identifier: GPL-3.0-or-later
// The fake's answers about the log and the aggregates.
#include "tests/support/fake_reader.h"

#include "core/base/json.h"
#include "tests/support/fake_folds.h"

#include <QJsonDocument>
#include <QThread>
#include <algorithm>

namespace replay::test {

namespace {

/// What a list calls the n-th thing of a kind.
QString labelOf(const ThingId& thing)
{
    switch (thing.thing) {
    case Thing::Category: return FakeShop::categoryName(thing.number);
    case Thing::Product: return FakeShop::productName(thing.number);
    case Thing::StockItem: return FakeShop::sku(thing.number);
    case Thing::User: return FakeShop::userName(thing.number);
    case Thing::Order:
    case Thing::Payment:
    case Thing::Saga: return FakeShop::orderNumber(thing.number);
    default: return {};
    }
}

constexpr std::array<Thing, 7> kinds{Thing::Category, Thing::Order,     Thing::Payment, Thing::Product,
                                     Thing::Saga,     Thing::StockItem, Thing::User};

qint64 countOf(const FakeShop& shop, Thing thing)
{
    const Position head = shop.head();
    switch (thing) {
    case Thing::Category: return std::min<qint64>(head, FakeShop::categories);
    case Thing::Product: return std::clamp<qint64>((head - FakeShop::categories + 1) / 2, 0, FakeShop::products);
    case Thing::StockItem: return std::clamp<qint64>((head - FakeShop::categories) / 2, 0, FakeShop::products);
    case Thing::User: return std::clamp<qint64>(head - FakeShop::categories - FakeShop::products * 2, 0, FakeShop::users);
    default: return shop.ordersAt(head);
    }
}

}  // namespace

std::optional<api::Error> FakeReader::trouble() const
{
    if (const int delay = m_platform->readDelayMs; delay > 0)
        QThread::msleep(static_cast<unsigned long>(delay));
    ++m_platform->reads;
    const QMutexLocker lock(&m_platform->mutex);
    if (!m_platform->readError.isEmpty())
        return base::failed(m_platform->readError);
    return {};
}

api::Result<Position> FakeReader::head() { return m_platform->shop.head(); }

api::Result<QList<EventRow>> FakeReader::events(const LogFilter& filter, Position after, int limit, bool backwards)
{
    if (const auto error = trouble())
        return *error;
    const FakeShop& shop = m_platform->shop;
    QList<EventRow> rows;
    for (const Position position : shop.matches(filter, after, shop.head(), limit, backwards))
        rows.append(shop.event(position));
    return rows;
}

api::Result<qint64> FakeReader::count(const LogFilter& filter, Position upTo)
{
    if (const auto error = trouble())
        return *error;
    const Position last = std::min(upTo, m_platform->shop.head());
    if (filter.isEmpty())
        return last;
    return static_cast<qint64>(m_platform->shop.matches(filter, 0, last, last, false).size());
}

api::Result<QList<Position>> FakeReader::anchors(const LogFilter& filter, Position upTo, int stride)
{
    if (const auto error = trouble())
        return *error;
    const Position last = std::min(upTo, m_platform->shop.head());
    const auto all = m_platform->shop.matches(filter, 0, last, last, false);
    QList<Position> list;
    for (std::size_t i = 0; i < all.size(); i += static_cast<std::size_t>(stride))
        list.append(all[i]);
    return list;
}

api::Result<std::optional<EventRow>> FakeReader::event(Position position)
{
    if (const auto error = trouble())
        return *error;
    if (position < 1 || position > m_platform->shop.head())
        return std::optional<EventRow>();
    return std::optional(m_platform->shop.event(position));
}

api::Result<std::optional<EventRow>> FakeReader::eventById(const QString& eventId)
{
    const auto position = m_platform->shop.positionOfEvent(eventId);
    if (!position)
        return std::optional<EventRow>();
    return event(*position);
}

api::Result<QList<api::TypeCount>> FakeReader::typeCounts()
{
    const FakeShop& shop = m_platform->shop;
    QList<api::TypeCount> counts;
    for (const QString& type : shop.eventTypes()) {
        LogFilter filter;
        filter.type = type;
        const auto count = static_cast<qint64>(shop.matches(filter, 0, shop.head(), shop.head(), false).size());
        if (count > 0)
            counts.append({type, count});
    }
    std::sort(counts.begin(), counts.end(),
              [](const auto& a, const auto& b) { return a.count != b.count ? a.count > b.count : a.type < b.type; });
    return counts;
}

api::Result<QList<int>> FakeReader::density(int buckets)
{
    QList<int> result(buckets, 0);
    const Position head = m_platform->shop.head();
    if (head == 0)
        return result;
    const ModelTime start = m_platform->shop.timeOf(1);
    const qint64 span = std::max<qint64>(m_platform->shop.timeOf(head) - start, 1);
    Position before = 0;
    for (int i = 0; i < buckets; ++i) {
        const Position until = i + 1 == buckets ? head : m_platform->shop.positionAt(start + span / buckets * (i + 1));
        result[i] = static_cast<int>(until - before);
        before = until;
    }
    return result;
}

api::Result<QList<api::Marker>> FakeReader::markers(int limit)
{
    const FakeShop& shop = m_platform->shop;
    QList<api::Marker> marks;
    for (const char* type : {"PaymentDeclined", "SagaStepTimedOut", "SagaFailed"}) {
        LogFilter filter;
        filter.type = QString::fromLatin1(type);
        for (const Position at : shop.matches(filter, 0, shop.head(), limit, false)) {
            const bool fault = filter.type != QLatin1String("SagaFailed");
            marks.append({fault ? api::Marker::Kind::Fault : api::Marker::Kind::SagaFailed, at, fault ? shop.event(at).note : filter.type});
        }
    }
    std::sort(marks.begin(), marks.end(), [](const auto& a, const auto& b) { return a.position < b.position; });
    return marks.mid(0, limit);
}

api::Result<Position> FakeReader::positionAt(ModelTime time) { return m_platform->shop.positionAt(time); }

api::Result<QList<api::AggregateRow>> FakeReader::aggregates(const QString& type, const QString& search, const QString& afterId, int limit,
                                                             std::optional<Position> at)
{
    if (const auto error = trouble())
        return *error;
    const FakeShop& shop = m_platform->shop;
    QList<api::AggregateRow> rows;
    const auto after = FakeShop::parse(afterId);
    for (const Thing thing : kinds) {
        if (!type.isEmpty() && type != FakeShop::typeName(thing))
            continue;
        if (after && static_cast<int>(thing) != static_cast<int>(after->thing) &&
            std::find(kinds.begin(), kinds.end(), thing) < std::find(kinds.begin(), kinds.end(), after->thing))
            continue;
        const qint64 from = after && after->thing == thing ? after->number + 1 : 0;
        for (qint64 n = from; n < countOf(shop, thing) && rows.size() < limit; ++n) {
            const QString id = shop.id(thing, n);
            const QString label = labelOf({thing, n});
            if (!search.isEmpty() && !label.contains(search, Qt::CaseInsensitive) && !id.contains(search, Qt::CaseInsensitive))
                continue;
            const auto version = static_cast<int>(stream(id, at.value_or(shop.head())).size());
            if (version > 0 || at)
                rows.append({id, FakeShop::typeName(thing), FakeShop::serviceOf(thing), label, version});
        }
    }
    return rows;
}

api::Result<QList<api::TypeCount>> FakeReader::aggregateTypes()
{
    QList<api::TypeCount> counts;
    for (const Thing thing : kinds) {
        if (const qint64 count = countOf(m_platform->shop, thing); count > 0)
            counts.append({FakeShop::typeName(thing), count});
    }
    return counts;
}

std::vector<Position> FakeReader::stream(const QString& aggregateId, Position upTo) const
{
    const FakeShop& shop = m_platform->shop;
    LogFilter filter;
    filter.aggregateId = aggregateId;
    const auto thing = FakeShop::parse(aggregateId);
    if (thing && (thing->thing == Thing::Order || thing->thing == Thing::Payment || thing->thing == Thing::Saga)) {
        const auto mine = shop.eventsOfOrder(thing->number, upTo);
        std::vector<Position> list;
        for (const Position at : mine) {
            if (shop.event(at).aggregateId == aggregateId)
                list.push_back(at);
        }
        return list;
    }
    return shop.matches(filter, 0, upTo, upTo, false);
}

api::Result<QList<api::VersionMark>> FakeReader::versions(const QString& aggregateId, int afterVersion, int limit)
{
    if (const auto error = trouble())
        return *error;
    const auto positions = stream(aggregateId, m_platform->shop.head());
    QList<api::VersionMark> marks;
    for (std::size_t i = static_cast<std::size_t>(std::max(afterVersion, 0)); i < positions.size() && marks.size() < limit; ++i) {
        const EventRow row = m_platform->shop.event(positions[i]);
        const int version = static_cast<int>(i) + 1;
        marks.append({version, row.position, row.eventType, row.occurredAt, version % snapshotEvery == 0});
    }
    return marks;
}

api::Result<api::AggregateState> FakeReader::fold(const QString& aggregateId, std::size_t versions, bool useSnapshots) const
{
    const auto positions = stream(aggregateId, m_platform->shop.head());
    if (positions.empty())
        return base::failed(QStringLiteral("there is no aggregate %1").arg(aggregateId));
    if (versions > positions.size())
        return base::failed(QStringLiteral("aggregate %1 has %2 versions, not %3").arg(aggregateId).arg(positions.size()).arg(versions));
    api::AggregateState state;
    state.aggregateId = aggregateId;
    state.version = static_cast<int>(versions);
    QJsonObject object;
    for (std::size_t i = 0; i < versions; ++i) {
        const EventRow row = m_platform->shop.event(positions[i]);
        state.aggregateType = row.aggregateType;
        evolve(object, row);
    }
    state.state = base::jsonBytes(object);
    state.snapshotVersion = useSnapshots ? state.version / snapshotEvery * snapshotEvery : 0;
    state.eventsRead = state.version - state.snapshotVersion;
    return state;
}

api::Result<api::AggregateState> FakeReader::aggregateAtVersion(const QString& aggregateId, std::optional<int> version, bool useSnapshots)
{
    if (const auto error = trouble())
        return *error;
    const std::size_t all = stream(aggregateId, m_platform->shop.head()).size();
    return fold(aggregateId, version ? static_cast<std::size_t>(std::max(*version, 0)) : all, useSnapshots);
}

api::Result<api::AggregateState> FakeReader::aggregateAtTime(const QString& aggregateId, ModelTime time, bool useSnapshots)
{
    if (const auto error = trouble())
        return *error;
    return fold(aggregateId, stream(aggregateId, m_platform->shop.positionAt(time)).size(), useSnapshots);
}

api::Result<api::AggregateState> FakeReader::aggregateAtPosition(const QString& aggregateId, Position position)
{
    if (const auto error = trouble())
        return *error;
    return fold(aggregateId, stream(aggregateId, position).size(), true);
}

}  // namespace replay::test
