// SPDX-License-Identifier: GPL-3.0-or-later
// What the cache of aggregates forgets, and what it must not.
#include "core/base/random.h"
#include "core/events/aggregate_cache.h"

#include <QTest>

namespace replay::events {

class AggregateCacheTest : public QObject {
    Q_OBJECT

    struct State {
        int value = 0;
    };
    struct Other {};
    using Entry = AggregateCache::Entry<State>;

    static QUuid id(int number) { return base::Random(1).uuid({0}, "state", static_cast<std::uint64_t>(number)); }
    static void put(AggregateCache& cache, int number)
    {
        auto entry = std::make_shared<Entry>();
        entry->state.value = number;
        cache.put(id(number), entry);
    }
    static int held(AggregateCache& cache, int numbers)
    {
        int found = 0;
        for (int i = 0; i < numbers; ++i)
            found += cache.find<State>(id(i)) ? 1 : 0;
        return found;
    }

private Q_SLOTS:
    void findsWhatWasPutAndOnlyThat()
    {
        AggregateCache cache;
        put(cache, 7);
        QCOMPARE(cache.find<State>(id(7))->state.value, 7);
        QVERIFY(!cache.find<Other>(id(7)));
        QVERIFY(!cache.find<State>(id(8)));
        cache.drop(id(7));
        QVERIFY(!cache.find<State>(id(7)));
    }

    void holdsNoMoreThanTwoGenerations()
    {
        AggregateCache cache;
        const int many = 3 * static_cast<int>(AggregateCache::entriesMax);
        for (int i = 0; i < many; ++i)
            put(cache, i);
        int newest = 0;
        for (int i = many - 100; i < many; ++i)
            newest += cache.find<State>(id(i)) ? 1 : 0;
        QCOMPARE(newest, 100);
        QVERIFY(held(cache, many) <= 2 * AggregateCache::entriesMax);
    }

    void largeStatesPushOutSooner()
    {
        AggregateCache cache;
        constexpr qsizetype large = AggregateCache::weightMax / 100;
        for (int i = 0; i < 1'000; ++i) {
            put(cache, i);
            cache.weigh(id(i), large);
        }
        const int found = held(cache, 1'000);
        QVERIFY2(found > 50 && found <= 202, qPrintable(QString::number(found)));
    }

    void whatIsUsedStays()
    {
        AggregateCache cache;
        put(cache, 0);
        for (int i = 1; i < 4 * static_cast<int>(AggregateCache::entriesMax); ++i) {
            put(cache, i);
            if (i % 1'000 == 0)
                QVERIFY(cache.find<State>(id(0)));
        }
    }

    void aDroppedStateDoesNotComeBackFromTheOldGeneration()
    {
        AggregateCache cache;
        put(cache, 0);
        for (int i = 1; i <= static_cast<int>(AggregateCache::entriesMax); ++i)
            put(cache, i);
        QVERIFY(cache.find<State>(id(0)));
        cache.drop(id(0));
        QVERIFY(!cache.find<State>(id(0)));
        cache.clear();
        QCOMPARE(held(cache, 100), 0);
    }
};

}  // namespace replay::events

QTEST_GUILESS_MAIN(replay::events::AggregateCacheTest)
#include "aggregate_cache_test.moc"
