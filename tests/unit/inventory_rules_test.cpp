// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contracts/order_lines.h"
#include "core/domain/inventory/inventory_rules.h"
#include "tests/unit/given.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace replay;
using namespace replay::inventory;
using namespace replay::test;

namespace {

const QUuid orderId = otherId;

NewEvents stocked(std::int64_t onHand) { return eventsOf(createStock({}, someId, u"TEA-1"_s, onHand)); }

NewEvents with(NewEvents before, const NewEvent& event)
{
    before.push_back(event);
    return before;
}

NewEvents reserved(std::int64_t onHand, std::int64_t quantity)
{
    const NewEvents before = stocked(onHand);
    return with(before, stockReserved(given<StockItem>(before), orderId, quantity));
}

Decision reserveOne(const Reservation& reservation, const StockItem& item, std::int64_t quantity)
{
    return reserve(reservation, orderId, {{someId, &item, quantity}});
}

}  // namespace

class InventoryRulesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void stockIsCreatedOnce()
    {
        const StockItem item = given<StockItem>(stocked(0));
        QVERIFY(item.exists);
        QCOMPARE(qint64(item.available()), qint64(0));
        QVERIFY(eventsOf(createStock(item, someId, u"TEA-1"_s, 5)).empty());
    }
    void adjusts()
    {
        const StockItem item = given<StockItem>(reserved(10, 4));
        QCOMPARE(dataOf(adjustStock(item, someId, -6, u"broken"_s)).value(u"on_hand"_s).toInteger(), qint64(4));
        QCOMPARE(reasonOf(adjustStock(item, someId, -7, {})),
                 u"Stock of TEA-1 must not fall below what is reserved: have 10, reserved 4, adjustment -7"_s);
        QCOMPARE(reasonOf(adjustStock(item, someId, -11, {})), u"Stock of TEA-1 must not be negative: have 10, adjustment -11"_s);
        QCOMPARE(reasonOf(adjustStock(item, someId, 0, {})), u"Stock adjustment must not be zero"_s);
        QVERIFY(reasonOf(adjustStock({}, someId, 1, {})).contains(u"not found"_s));
        QVERIFY(isRefused(adjustStock(item, someId, stockMax, {})));
    }
    void catalogueSetsWhatIsAvailable()
    {
        const NewEvents before = reserved(10, 4);
        const Decision decision = setAvailable(given<StockItem>(before), 0);
        QCOMPARE(dataOf(decision).value(u"delta"_s).toInteger(), qint64(-6));
        QCOMPARE(dataOf(decision).value(u"reason"_s).toString(), u"set by catalogue"_s);
        const StockItem after = given<StockItem>(with(before, eventsOf(decision).front()));
        QCOMPARE(qint64(after.available()), qint64(0));
        QCOMPARE(qint64(after.reserved), qint64(4));
        QVERIFY(eventsOf(setAvailable(after, 0)).empty());
        QVERIFY(eventsOf(setAvailable({}, 5)).empty());
    }
    void reservesWhatIsThere()
    {
        const StockItem item = given<StockItem>(stocked(3));
        QCOMPARE(typesOf(reserveOne({}, item, 3)), QStringList{u"InventoryReserved"_s});
        QCOMPARE(reasonOf(reserveOne({}, item, 4)), u"insufficient stock for TEA-1: have 3, need 4"_s);
        QCOMPARE(reasonOf(reserveOne({}, given<StockItem>(reserved(3, 1)), 3)), u"insufficient stock for TEA-1: have 2, need 3"_s);
        QVERIFY(reasonOf(reserveOne({}, {}, 1)).contains(u"not found"_s));
        QVERIFY(isRefused(reserve({}, orderId, {})));
    }
    void reservesAllOrNothing()
    {
        const StockItem full = given<StockItem>(stocked(10));
        const StockItem empty = given<StockItem>(stocked(0));
        QVERIFY(isRefused(reserve({}, orderId, {{someId, &full, 1}, {thirdId, &empty, 1}})));
        const Decision both = reserve({}, orderId, {{someId, &full, 1}, {thirdId, &full, 2}});
        QCOMPARE(contracts::quantitiesOf(dataOf(both).value(u"items"_s).toArray()).size(), std::size_t(2));
    }
    void discontinuedIsReservedNoMore()
    {
        const NewEvents before = stocked(5);
        const Decision decision = discontinue(given<StockItem>(before));
        QCOMPARE(typesOf(decision), QStringList{u"StockItemDiscontinued"_s});
        const StockItem item = given<StockItem>(with(before, eventsOf(decision).front()));
        QCOMPARE(reasonOf(reserveOne({}, item, 1)), u"product TEA-1 is discontinued"_s);
        QVERIFY(eventsOf(discontinue(item)).empty());
    }
    void releasesWhatIsHeld()
    {
        const StockItem item = given<StockItem>(stocked(5));
        NewEvents events = eventsOf(reserveOne({}, item, 2));
        QVERIFY(isRefused(reserveOne(given<Reservation>(events), item, 2)));
        const Decision released = release(given<Reservation>(events), orderId, u"card declined"_s);
        QCOMPARE(dataOf(released).value(u"items"_s).toArray().size(), 1);
        events.push_back(eventsOf(released).front());
        // A second saga of the same order may reserve again; what was really held and given back leaves no tombstone.
        QVERIFY(!isRefused(reserveOne(given<Reservation>(events), item, 2)));
    }
    void releaseOfNothingIsATombstone()
    {
        NewEvents events = eventsOf(release({}, orderId, {}));
        QCOMPARE(events.front().data.value(u"items"_s).toArray().size(), 0);
        const StockItem item = given<StockItem>(stocked(5));
        QVERIFY(reasonOf(reserveOne(given<Reservation>(events), item, 1)).contains(u"was released"_s));
        events = with(events, eventsOf(release(given<Reservation>(events), orderId, {})).front());
        QVERIFY(given<Reservation>(events).voided);
        QCOMPARE(firstBadSnapshot<Reservation>(events), 0);
    }
    void shipsWhatIsHeld()
    {
        NewEvents stock = reserved(5, 2);
        stock = with(stock, stockShipped(given<StockItem>(stock), orderId, 2));
        QCOMPARE(qint64(given<StockItem>(stock).onHand), qint64(3));
        QCOMPARE(qint64(given<StockItem>(stock).reserved), qint64(0));
        QVERIFY(eventsOf(ship({}, orderId)).empty());
        NewEvents events = eventsOf(reserveOne({}, given<StockItem>(stocked(5)), 2));
        events.push_back(eventsOf(ship(given<Reservation>(events), orderId)).front());
        QCOMPARE(given<Reservation>(events).status, u"shipped"_s);
        QVERIFY(eventsOf(ship(given<Reservation>(events), orderId)).empty());
        QCOMPARE(dataOf(release(given<Reservation>(events), orderId, {})).value(u"items"_s).toArray().size(), 0);
    }
    void numbersInEventsAreThoseAfterThem()
    {
        const NewEvents events = reserved(5, 2);
        QCOMPARE(events.back().data.value(u"reserved"_s).toInteger(), qint64(given<StockItem>(events).reserved));
        QCOMPARE(events.back().data.value(u"on_hand"_s).toInteger(), qint64(given<StockItem>(events).onHand));
    }
    void statesSurviveSnapshots()
    {
        NewEvents stock = reserved(9, 4);
        stock = with(stock, stockReleased(given<StockItem>(stock), orderId, 1));
        stock = with(stock, eventsOf(adjustStock(given<StockItem>(stock), someId, 7, {})).front());
        stock = with(stock, stockShipped(given<StockItem>(stock), orderId, 3));
        stock = with(stock, eventsOf(discontinue(given<StockItem>(stock))).front());
        QCOMPARE(firstBadSnapshot<StockItem>(stock), 0);
        NewEvents events{{u"InventoryReservationRefused"_s, {{u"order_id"_s, base::idText(orderId)}, {u"reason"_s, u"no"_s}}}};
        events = with(events, eventsOf(reserveOne(given<Reservation>(events), given<StockItem>(stocked(5)), 2)).front());
        events = with(events, eventsOf(release(given<Reservation>(events), orderId, u"x"_s)).front());
        QCOMPARE(firstBadSnapshot<Reservation>(events), 0);
    }
};

QTEST_GUILESS_MAIN(InventoryRulesTest)
#include "inventory_rules_test.moc"
