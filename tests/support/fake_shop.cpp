// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fake_shop.h"

#include "core/base/json.h"

#include <QJsonArray>
#include <QMutexLocker>
#include <algorithm>

namespace replay::test {

namespace {

struct TypeInfo {
    const char* name;
    Thing thing;
};
constexpr std::array<TypeInfo, 24> types{{
    {"CategoryCreated", Thing::Category},     {"ProductCreated", Thing::Product},  {"StockItemCreated", Thing::StockItem},
    {"UserRegistered", Thing::User},          {"SagaStarted", Thing::Saga},        {"OrderCreated", Thing::Order},
    {"SagaStepCompleted", Thing::Saga},       {"StockReserved", Thing::StockItem}, {"PaymentCaptured", Thing::Payment},
    {"OrderConfirmed", Thing::Order},         {"SagaCompleted", Thing::Saga},      {"PaymentDeclined", Thing::Payment},
    {"SagaStepFailed", Thing::Saga},          {"SagaCompensating", Thing::Saga},   {"StockReleased", Thing::StockItem},
    {"SagaStepCompensated", Thing::Saga},     {"OrderCancelled", Thing::Order},    {"SagaFailed", Thing::Saga},
    {"ReservationRefused", Thing::StockItem}, {"SagaStepTimedOut", Thing::Saga},   {"OrderShipped", Thing::Order},
    {"OrderDelivered", Thing::Order},         {"SagaStuck", Thing::Saga},          {"StockCommitted", Thing::StockItem},
}};
// clang-format off
enum Type {
    CategoryCreated, ProductCreated, StockItemCreated, UserRegistered, SagaStarted, OrderCreated, SagaStepCompleted,
    StockReserved, PaymentCaptured, OrderConfirmed, SagaCompleted, PaymentDeclined, SagaStepFailed, SagaCompensating,
    StockReleased, SagaStepCompensated, OrderCancelled, SagaFailed, ReservationRefused, SagaStepTimedOut, OrderShipped,
    OrderDelivered, SagaStuck, StockCommitted
};
// clang-format on

constexpr qint64 things = 16;  // more than there are kinds of things
constexpr quint64 tailMask = (quint64(1) << 48) - 1;
constexpr quint64 scramble = 0x9E3779B97F5BULL;
constexpr quint64 inverseOf(quint64 odd)
{
    quint64 inverse = odd;
    for (int i = 0; i < 6; ++i)
        inverse *= 2 - odd * inverse;
    return inverse & tailMask;
}
constexpr quint64 unscramble = inverseOf(scramble);

QString text(const char* latin) { return QString::fromLatin1(latin); }

}  // namespace

FakeShop::FakeShop(qint64 events) : m_bases(std::max<qint64>(events, 0))
{
    m_first = entriesOf(stuckPattern);
    for (int pattern = 0; pattern < ordersPerGroup; ++pattern) {
        for (Entry entry : entriesOf(pattern)) {
            if (entry.thing == Thing::StockItem && entry.line == 0)
                ++m_stockEvents[static_cast<std::size_t>(pattern)];
            entry.offsetUs += pattern * orderUs;
            m_group.push_back(entry);
        }
    }
    std::stable_sort(m_group.begin(), m_group.end(), [](const Entry& a, const Entry& b) { return a.offsetUs < b.offsetUs; });
}

std::vector<FakeShop::Entry> FakeShop::entriesOf(int way) const
{
    std::vector<Entry> list;
    std::map<Thing, int> versions;
    std::map<int, int> stock;
    qint64 at = 0;
    const auto add = [&](int type, qint64 afterMs, const char* step = "", int line = 0, const char* note = "") {
        at += afterMs * base::usPerMs;
        Entry entry{type, types[static_cast<std::size_t>(type)].thing, way, static_cast<int>(list.size()), line, 0, 0, at, step, note};
        if (entry.thing == Thing::StockItem)
            entry.stockEvent = ++stock[line];
        else
            entry.version = ++versions[entry.thing];
        list.push_back(entry);
    };
    const int lineCount = lines(way == stuckPattern ? 0 : way + 1);
    const auto each = [&](int type, const char* step) {
        for (int line = 0; line < lineCount; ++line)
            add(type, 4, step, line);
    };
    add(SagaStarted, 0);
    add(OrderCreated, 9, "create_order");
    add(SagaStepCompleted, 6, "create_order");
    if (way == refusedPattern) {
        add(ReservationRefused, 11, "reserve_inventory");
        add(SagaStepFailed, 5, "reserve_inventory");
    } else {
        each(StockReserved, "reserve_inventory");
        add(SagaStepCompleted, 5, "reserve_inventory");
    }
    if (way == declinedPattern || way == stuckPattern) {
        add(PaymentDeclined, 31, "process_payment", 0, "fault:refuse#1");
        add(SagaStepFailed, 7, "process_payment");
    }
    if (way == declinedPattern || way == refusedPattern || way == stuckPattern) {
        add(SagaCompensating, 1);
        if (way == stuckPattern) {
            add(SagaStepTimedOut, 2'000, "reserve_inventory", 0, "fault:compensation_failure#3");
            add(SagaStepTimedOut, 4'000, "reserve_inventory", 0, "fault:compensation_failure#3");
            add(SagaStuck, 8'000, "reserve_inventory");
            return list;
        }
        if (way == declinedPattern) {
            each(StockReleased, "reserve_inventory");
            add(SagaStepCompensated, 6, "reserve_inventory");
        }
        add(OrderCancelled, 8, "create_order");
        add(SagaStepCompensated, 5, "create_order");
        add(SagaFailed, 1);
        return list;
    }
    if (way == retriedPattern) {
        add(SagaStepTimedOut, 2'000, "process_payment", 0, "fault:lost_reply#2");
        add(SagaStepTimedOut, 4'000, "process_payment", 0, "fault:lost_reply#2");
    }
    add(PaymentCaptured, 28, "process_payment");
    add(SagaStepCompleted, 6, "process_payment");
    add(OrderConfirmed, 10, "confirm_order");
    add(SagaStepCompleted, 5, "confirm_order");
    add(SagaCompleted, 1);
    each(StockCommitted, "");
    if (way % 2 == 0) {
        add(OrderShipped, 45'000);
        add(OrderDelivered, 60'000);
    }
    return list;
}

qint64 FakeShop::setUp() const { return categories + products * 2 + users + static_cast<qint64>(m_first.size()); }

FakeShop::Place FakeShop::place(qint64 number) const
{
    qint64 n = number - 1;
    if (n < categories)
        return {-1, nullptr, -1, {Thing::Category, n}, CategoryCreated};
    n -= categories;
    if (n < products * 2)
        return {-1, nullptr, -1, {n % 2 == 0 ? Thing::Product : Thing::StockItem, n / 2}, n % 2 == 0 ? ProductCreated : StockItemCreated};
    n -= products * 2;
    if (n < users)
        return {-1, nullptr, -1, {Thing::User, n}, UserRegistered};
    n -= users;
    const qint64 first = static_cast<qint64>(m_first.size());
    const qint64 size = static_cast<qint64>(m_group.size());
    Place place;
    if (n < first) {
        place.entry = &m_first[static_cast<std::size_t>(n)];
        place.order = 0;
    } else {
        n -= first;
        place.group = n / size;
        place.entry = &m_group[static_cast<std::size_t>(n % size)];
        place.order = 1 + place.group * ordersPerGroup + place.entry->pattern;
    }
    place.type = place.entry->type;
    place.aggregate = {place.entry->thing,
                       place.entry->thing == Thing::StockItem ? productOf(place.order, place.entry->line) : place.order};
    return place;
}

int FakeShop::versionOf(const Place& place) const
{
    if (!place.entry)
        return 1;
    if (place.aggregate.thing != Thing::StockItem)
        return place.entry->version;
    int version = 1 + place.entry->stockEvent;
    if (place.order == 0)
        return version;
    if (place.aggregate.number == 0)
        version += 1;  // the stuck order reserved it
    const int way = place.entry->pattern;
    const qint64 turn = ((place.aggregate.number - 1 - way) / 10 % 5 + 5) % 5;
    qint64 touches = 0;
    for (int line = 0; line < lines(place.order); ++line) {
        const qint64 remainder = (turn - line + 5) % 5;
        touches += place.group > remainder ? (place.group - 1 - remainder) / 5 + 1 : 0;
    }
    return version + static_cast<int>(touches) * m_stockEvents[static_cast<std::size_t>(way)];
}

ModelTime FakeShop::orderStart(qint64 order) const
{
    const ModelTime opened = base::defaultStart + (categories + products * 2 + users) * 20 * base::usPerMs;
    if (order == 0)
        return opened + base::usPerSecond;
    const qint64 n = order - 1;
    return opened + 60 * base::usPerSecond + n / ordersPerGroup * groupUs + n % ordersPerGroup * orderUs;
}

ModelTime FakeShop::timeOfBase(qint64 number) const
{
    const Place where = place(number);
    if (!where.entry)
        return base::defaultStart + number * 20 * base::usPerMs;
    const qint64 within = where.group < 0 ? where.entry->offsetUs : where.entry->offsetUs - where.entry->pattern * orderUs;
    return orderStart(where.order) + within;
}

qint64 FakeShop::baseOf(Position position) const
{
    if (m_extraPositions.empty())
        return position;
    return position - (std::upper_bound(m_extraPositions.begin(), m_extraPositions.end(), position) - m_extraPositions.begin());
}

Position FakeShop::positionOfBase(qint64 number) const
{
    Position position = number;
    for (const Position extra : m_extraPositions) {
        if (extra > position)
            break;
        ++position;
    }
    return position;
}

Position FakeShop::head() const
{
    const QMutexLocker lock(&m_mutex);
    return m_bases + static_cast<Position>(m_extra.size());
}

void FakeShop::grow(qint64 events)
{
    const QMutexLocker lock(&m_mutex);
    m_bases += events;
}

void FakeShop::reset()
{
    const QMutexLocker lock(&m_mutex);
    m_bases = 0;
    m_extra.clear();
    m_extraPositions.clear();
}

EventRow FakeShop::append(EventRow event)
{
    const QMutexLocker lock(&m_mutex);
    const Position last = head();
    event.position = last + 1;
    event.occurredAt = last > 0 ? timeOf(last) + 5 * base::usPerMs : base::defaultStart;
    event.appendedAt = event.occurredAt + 2 * base::usPerMs;
    if (event.eventId.isEmpty())
        event.eventId = id(Thing::Event, event.position + (qint64(1) << 40));
    LogFilter same;
    same.aggregateId = event.aggregateId;
    event.version = static_cast<int>(matches(same, 0, last, last, false).size()) + 1;
    m_extra.emplace(event.position, event);
    m_extraPositions.push_back(event.position);
    return event;
}

EventRow FakeShop::compute(qint64 number) const
{
    const Place where = place(number);
    EventRow row;
    row.eventId = id(Thing::Event, number);
    row.aggregateId = id(where.aggregate.thing, where.aggregate.number);
    row.aggregateType = typeName(where.aggregate.thing);
    row.eventType = text(types[static_cast<std::size_t>(where.type)].name);
    row.data = base::jsonBytes(dataOf(where));
    row.occurredAt = timeOfBase(number);
    row.appendedAt = row.occurredAt + 2 * base::usPerMs;
    row.version = versionOf(where);
    row.service = serviceOf(where.aggregate.thing);
    row.actor = where.entry ? QStringLiteral("saga") : QStringLiteral("setup");
    if (!where.entry)
        return row;
    row.correlationId = id(Thing::Message, where.order);
    row.note = text(where.entry->note);
    if (where.entry->sequence == 0) {
        row.causationId = row.correlationId;
        row.actor = QStringLiteral("workload");
        return row;
    }
    for (qint64 before = number - 1; before > 0; --before) {
        const Place cause = place(before);
        if (cause.entry && cause.order == where.order) {
            row.causationId = id(Thing::Event, before);
            break;
        }
    }
    return row;
}

EventRow FakeShop::event(Position position) const
{
    const QMutexLocker lock(&m_mutex);
    if (const auto extra = m_extra.find(position); extra != m_extra.end())
        return extra->second;
    EventRow row = compute(baseOf(position));
    row.position = position;
    for (const auto& [at, other] : m_extra)
        row.version += at < position && other.aggregateId == row.aggregateId ? 1 : 0;
    return row;
}

ModelTime FakeShop::timeOf(Position position) const
{
    const QMutexLocker lock(&m_mutex);
    if (const auto extra = m_extra.find(position); extra != m_extra.end())
        return extra->second.occurredAt;
    return timeOfBase(baseOf(position));
}

std::optional<Position> FakeShop::positionOfEvent(const QString& eventId) const
{
    const QMutexLocker lock(&m_mutex);
    for (const auto& [position, row] : m_extra) {
        if (row.eventId == eventId)
            return position;
    }
    const auto thing = parse(eventId);
    if (!thing || thing->thing != Thing::Event || thing->number < 1 || thing->number > m_bases)
        return {};
    return positionOfBase(thing->number);
}

Position FakeShop::positionAt(ModelTime time) const
{
    Position low = 0;
    Position high = head();
    while (low < high) {
        const Position middle = (low + high + 1) / 2;
        if (timeOf(middle) <= time)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

bool FakeShop::matchesPlace(const LogFilter& filter, const Place& where, const std::optional<ThingId>& aggregate, qint64 correlation) const
{
    if (!filter.aggregateId.isEmpty() && (!aggregate || !(where.aggregate == *aggregate)))
        return false;
    if (!filter.correlationId.isEmpty() && (correlation < 0 || where.order != correlation))
        return false;
    if (!filter.type.isEmpty() && filter.type != QLatin1String(types[static_cast<std::size_t>(where.type)].name))
        return false;
    if (!filter.aggregateType.isEmpty() && filter.aggregateType != typeName(where.aggregate.thing))
        return false;
    return filter.service.isEmpty() || filter.service == serviceOf(where.aggregate.thing);
}

std::vector<Position> FakeShop::matches(const LogFilter& filter, Position after, Position upTo, qint64 limit, bool backwards) const
{
    if (!filter.causationId.isEmpty())
        return effects(filter, after, upTo, limit);
    const QMutexLocker lock(&m_mutex);
    std::vector<Position> found;
    const auto aggregate = filter.aggregateId.isEmpty() ? std::optional<ThingId>() : parse(filter.aggregateId);
    const auto message = filter.correlationId.isEmpty() ? std::optional<ThingId>() : parse(filter.correlationId);
    const qint64 correlation = message && message->thing == Thing::Message ? message->number : -1;
    // Whether a place of the group matches by its kind alone is the same in every group: asked once.
    LogFilter kind = filter;
    kind.aggregateId.clear();
    kind.correlationId.clear();
    std::vector<bool> kinds;
    for (const Entry& entry : m_group) {
        Place where;
        where.type = entry.type;
        where.aggregate.thing = entry.thing;
        kinds.push_back(matchesPlace(kind, where, {}, -1));
    }
    const qint64 before = setUp();
    const auto test = [&](Position position) {
        if (const auto extra = m_extra.empty() ? m_extra.end() : m_extra.find(position); extra != m_extra.end()) {
            const EventRow& row = extra->second;
            return (filter.type.isEmpty() || filter.type == row.eventType) && (filter.service.isEmpty() || filter.service == row.service) &&
                   (filter.aggregateId.isEmpty() || filter.aggregateId == row.aggregateId) &&
                   (filter.aggregateType.isEmpty() || filter.aggregateType == row.aggregateType) &&
                   (filter.correlationId.isEmpty() || filter.correlationId == row.correlationId);
        }
        const qint64 number = baseOf(position);
        if (number > before && !kinds[static_cast<std::size_t>((number - before - 1) % static_cast<qint64>(m_group.size()))])
            return false;
        return matchesPlace(filter, place(number), aggregate, correlation);
    };
    // Of these kinds the formula makes events in the set-up alone: no need to walk through the rest.
    if (aggregate && m_extra.empty() &&
        (aggregate->thing == Thing::Category || aggregate->thing == Thing::Product || aggregate->thing == Thing::User))
        upTo = std::min(upTo, before);
    if (backwards) {
        for (Position at = after <= 0 ? upTo : std::min(after - 1, upTo); at >= 1 && static_cast<qint64>(found.size()) < limit; --at) {
            if (filter.isEmpty() || test(at))
                found.push_back(at);
        }
    } else {
        for (Position at = std::max<Position>(after, 0) + 1; at <= upTo && static_cast<qint64>(found.size()) < limit; ++at) {
            if (filter.isEmpty() || test(at))
                found.push_back(at);
        }
    }
    return found;
}

QStringList FakeShop::eventTypes() const
{
    const QMutexLocker lock(&m_mutex);
    QStringList names;
    for (const TypeInfo& info : types)
        names.append(text(info.name));
    for (const auto& [position, row] : m_extra) {
        if (!names.contains(row.eventType))
            names.append(row.eventType);
    }
    return names;
}

qint64 FakeShop::ordersAt(Position position) const
{
    const QMutexLocker lock(&m_mutex);
    const qint64 number = baseOf(position);
    const qint64 opened = categories + products * 2 + users;
    if (number <= opened)
        return 0;
    if (number <= setUp())
        return 1;
    const qint64 within = number - setUp();
    const qint64 size = static_cast<qint64>(m_group.size());
    qint64 orders = 1 + (within - 1) / size * ordersPerGroup;
    for (qint64 i = 0; i <= (within - 1) % size; ++i)
        orders += m_group[static_cast<std::size_t>(i)].sequence == 0 ? 1 : 0;
    return orders;
}

std::vector<Position> FakeShop::eventsOfOrder(qint64 order, Position upTo) const
{
    const QMutexLocker lock(&m_mutex);
    std::vector<Position> found;
    const qint64 opened = categories + products * 2 + users;
    const qint64 size = static_cast<qint64>(m_group.size());
    const qint64 from = order == 0 ? opened + 1 : setUp() + (order - 1) / ordersPerGroup * size + 1;
    const qint64 to = order == 0 ? setUp() : from + size - 1;
    for (qint64 number = from; number <= std::min(to, m_bases); ++number) {
        const Position position = positionOfBase(number);
        if (position > upTo)
            break;
        if (place(number).order == order)
            found.push_back(position);
    }
    return found;
}

QString FakeShop::id(Thing thing, qint64 number) const
{
    qint64 ms = base::defaultStart.us / 1'000;
    if (thing == Thing::Order || thing == Thing::Payment || thing == Thing::Saga || thing == Thing::Message)
        ms = orderStart(number).us / 1'000 + static_cast<int>(thing);
    else if (thing == Thing::Event && number <= m_bases)
        ms = timeOfBase(number).us / 1'000;
    else
        ms += number * 20;
    const quint64 tail = (static_cast<quint64>((number + 1) * things + static_cast<int>(thing)) * scramble) & tailMask;
    const quint64 high = static_cast<quint64>(ms);
    return QStringLiteral("%1-%2-7%3-8%4-%5")
        .arg(high >> 16, 8, 16, QLatin1Char('0'))
        .arg(high & 0xFFFF, 4, 16, QLatin1Char('0'))
        .arg(static_cast<int>(thing), 3, 16, QLatin1Char('0'))
        .arg(tail % 0xFFF, 3, 16, QLatin1Char('0'))
        .arg(tail, 12, 16, QLatin1Char('0'));
}

std::optional<ThingId> FakeShop::parse(const QString& id)
{
    if (id.size() != 36)
        return {};
    bool goodThing = false;
    bool goodTail = false;
    const int thing = QStringView(id).mid(15, 3).toInt(&goodThing, 16);
    const quint64 tail = QStringView(id).mid(24).toULongLong(&goodTail, 16);
    if (!goodThing || !goodTail || thing > static_cast<int>(Thing::Message))
        return {};
    const auto plain = static_cast<qint64>((tail * unscramble) & tailMask);
    if (plain % things != thing)
        return {};
    return ThingId{static_cast<Thing>(thing), plain / things - 1};
}

}  // namespace replay::test
