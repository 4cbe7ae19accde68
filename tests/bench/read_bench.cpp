// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/events/event_store.h"
#include "core/storage/migrator.h"
#include "core/storage/transaction.h"
#include "tests/bench/bench.h"
#include "tests/bench/raw_store.h"

#include <QDir>

namespace replay::bench {

/// One stream among 100 others, read from its first event: ours as events with all their columns, raw as bytes not parsed.
void readSection(int rounds)
{
    for (const int length : {1'000, 100'000}) {
        const QString folder = freshFolder(QStringLiteral("read"));
        QDir().mkpath(folder);
        auto database = storage::Database::open(folder + QStringLiteral("/order.db"), storage::Access::ReadWrite);
        if (!database)
            die(database.error().message);
        if (const auto migrated = storage::migrate(**database, {QStringLiteral("common")}); !migrated)
            die(migrated.error().message);
        events::EventStore store(**database);
        RawStore raw(folder + QStringLiteral("/raw.db"));
        const base::Random random(42);
        const QUuid stream = random.uuid({0}, "stream");
        std::uint64_t made = 0;
        for (int at = 0; at < length; at += 100) {
            storage::Transaction transaction(**database);
            raw.begin();
            for (const bool mine : {true, false}) {
                std::vector<events::Event> fresh(mine ? 100 : 10);
                for (events::Event& event : fresh) {
                    event.eventId = random.uuid({static_cast<std::int64_t>(made) * 50}, "event", made);
                    event.eventType = QStringLiteral("OrderLineAdded");
                    event.json = payloads()[made++ & 1'023U];
                    event.actor = QStringLiteral("user");
                }
                const QUuid id = mine ? stream : random.uuid({0}, "other", made % 100);
                if (const auto saved = store.saveEvents(id, QStringLiteral("Order"), fresh, events::ExpectedVersion::any()); !saved)
                    die(saved.error().message);
                raw.append(mine ? 0 : 1 + static_cast<int>(made % 100), mine ? 100 : 10);
            }
            raw.commit();
            if (const auto committed = transaction.commit(); !committed)
                die(committed.error().message);
        }
        const int times = length > 10'000 ? 2 : 100;
        compare({QStringLiteral("R1 rehydrate %1 events, of raw not parsed (1/3 allowed)").arg(length), QStringLiteral("events/s"), 1.0 / 3,
                 [&] {
                     qsizetype bytes = 0;
                     const double took = seconds([&] {
                         for (int i = 0; i < times; ++i) {
                             const auto read = store.getEvents(stream, 0, 0, [&](const events::Event& event) {
                                 bytes += event.json.size();
                                 return true;
                             });
                             if (!read)
                                 die(read.error().message);
                         }
                     });
                     return bytes > 0 ? length * times / took : 0;
                 },
                 [&] {
                     std::int64_t bytes = 0;
                     const double took = seconds([&] {
                         for (int i = 0; i < times; ++i)
                             bytes += raw.read(0);
                     });
                     return bytes > 0 ? length * times / took : 0;
                 }},
                rounds);
    }
}

}  // namespace replay::bench
