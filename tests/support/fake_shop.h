// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/values.h"

#include <QJsonObject>
#include <QMutex>
#include <array>
#include <map>
#include <vector>

namespace replay::test {

using api::EventRow;
using api::LogFilter;
using api::ModelTime;
using api::Position;

enum class Thing { Category, Product, StockItem, User, Order, Payment, Saga, Event, Message };

/// A thing of the fake shop: the n-th of its kind. Its id is computed from this and can be read back.
struct ThingId {
    Thing thing = Thing::Order;
    qint64 number = -1;
    bool operator==(const ThingId&) const = default;
};

/// A believable shop whose log is a formula: the event at any position is computed when it is asked for, so a log of
/// millions of events costs no memory. After a set-up come groups of ten orders; each of the ten goes its own way (most are
/// completed, one is declined and compensated, one is out of stock, one meets lost replies and retries). The very first order
/// is stuck. Events that commands caused stand between the computed ones. Thread-safe.
class FakeShop {
public:
    static constexpr int categories = 5;
    static constexpr int products = 50;
    static constexpr int users = 200;
    static constexpr int ordersPerGroup = 10;
    static constexpr qint64 groupUs = 20 * 60 * base::usPerSecond;
    static constexpr qint64 orderUs = groupUs / ordersPerGroup;

    explicit FakeShop(qint64 events);

    Position head() const;
    void grow(qint64 events);
    void reset();
    /// Appends an event that a command caused; position, times and version are filled in.
    EventRow append(EventRow event);

    EventRow event(Position position) const;
    ModelTime timeOf(Position position) const;
    std::optional<Position> positionOfEvent(const QString& eventId) const;
    Position positionAt(ModelTime time) const;

    /// The positions that match, in rising order: those after `after` and not beyond `upTo`, at most `limit`. Backwards: those before `after`
    /// in falling order, from the newest where `after` is 0.
    std::vector<Position> matches(const LogFilter& filter, Position after, Position upTo, qint64 limit, bool backwards) const;
    QStringList eventTypes() const;

    // — the orders, from 0; order n has saga n and payment n —
    qint64 ordersAt(Position position) const;
    std::vector<Position> eventsOfOrder(qint64 order, Position upTo) const;
    ModelTime orderStart(qint64 order) const;
    QJsonObject orderData(qint64 order) const;
    static qint64 customerOf(qint64 order) { return (order * 7 + 3) % users; }
    static int pattern(qint64 order) { return order == 0 ? stuckPattern : static_cast<int>((order - 1) % ordersPerGroup); }
    static int lines(qint64 order) { return order == 0 || pattern(order) == refusedPattern ? 1 : 1 + pattern(order) % 2; }
    static qint64 productOf(qint64 order, int line) { return (order + 10 * line) % products; }
    static int quantityOf(qint64 order, int line) { return static_cast<int>(1 + (order + line) % 3); }
    static qint64 unitPrice(qint64 product) { return 499 + (product * 3'791) % 9'000; }  ///< hundredths
    static QString orderNumber(qint64 order) { return QStringLiteral("ORD-%1").arg(order + 1, 6, 10, QLatin1Char('0')); }
    static QString productName(qint64 product);
    static QString categoryName(qint64 category);
    static QString userName(qint64 user);
    static QString sku(qint64 product) { return QStringLiteral("SKU-%1").arg(product + 1, 4, 10, QLatin1Char('0')); }

    QString id(Thing thing, qint64 number) const;
    static std::optional<ThingId> parse(const QString& id);
    static QString typeName(Thing thing);
    static QString serviceOf(Thing thing);

    static constexpr int declinedPattern = 3;
    static constexpr int refusedPattern = 6;
    static constexpr int retriedPattern = 8;
    static constexpr int stuckPattern = 10;

private:
    struct Entry {
        int type = 0;
        Thing thing = Thing::Order;
        int pattern = 0;
        int sequence = 0;  ///< the n-th event of its order
        int line = 0;
        int version = 0;     ///< of an order, payment or saga
        int stockEvent = 0;  ///< the n-th event of its stock item within the order
        qint64 offsetUs = 0;
        const char* step = "";
        const char* note = "";
    };
    struct Place {
        qint64 group = -1;
        const Entry* entry = nullptr;
        qint64 order = -1;
        ThingId aggregate;
        int type = 0;
    };
    std::vector<Entry> entriesOf(int pattern) const;
    Place place(qint64 base) const;
    qint64 baseOf(Position position) const;
    Position positionOfBase(qint64 base) const;
    ModelTime timeOfBase(qint64 base) const;
    int versionOf(const Place& place) const;
    EventRow compute(qint64 base) const;
    QJsonObject dataOf(const Place& place) const;
    static constexpr Position effectsWithin = 200;
    std::vector<Position> effects(const LogFilter& filter, Position after, Position upTo, qint64 limit) const;
    bool matchesPlace(const LogFilter& filter, const Place& place, const std::optional<ThingId>& aggregate, qint64 correlation) const;
    qint64 setUp() const;

    std::vector<Entry> m_first;                       ///< of order 0
    std::vector<Entry> m_group;                       ///< of ten orders, by time
    std::array<int, ordersPerGroup> m_stockEvents{};  ///< events of each line's stock item, by pattern
    mutable QRecursiveMutex m_mutex;
    qint64 m_bases = 0;
    std::map<Position, EventRow> m_extra;
    std::vector<Position> m_extraPositions;
};

}  // namespace replay::test
