// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/events/event_store.h"
#include "core/storage/migrator.h"
#include "core/storage/transaction.h"
#include "tests/bench/bench.h"
#include "tests/bench/raw_store.h"

#include <QDir>

namespace replay::bench {
namespace {

constexpr int aggregates = 1'000;

struct Case {
    const char* name;
    int transactions;
    int appends;  ///< a transaction
    int events;   ///< an append
    double goal;
};

/// Our event store as services use it: expected version, ids, metadata, triggers, unique event ids.
double ourRate(const Case& what)
{
    const QString folder = freshFolder(QStringLiteral("append-ours"));
    QDir().mkpath(folder);
    auto database = storage::Database::open(folder + QStringLiteral("/order.db"), storage::Access::ReadWrite);
    if (!database)
        die(database.error().message);
    if (const auto migrated = storage::migrate(**database, {QStringLiteral("common")}); !migrated)
        die(migrated.error().message);
    events::EventStore store(**database);
    const base::Random random(42);
    std::vector<QUuid> ids;
    for (std::uint64_t i = 0; i < aggregates; ++i)
        ids.push_back(random.uuid({0}, "aggregate", i));
    std::vector<int> versions(aggregates);
    std::uint64_t done = 0;
    std::size_t next = 0;
    const double took = seconds([&] {
        for (int t = 0; t < what.transactions; ++t) {
            storage::Transaction transaction(**database);
            for (int a = 0; a < what.appends; ++a, next = (next + 1) % aggregates) {
                std::vector<events::Event> fresh(static_cast<std::size_t>(what.events));
                for (events::Event& event : fresh) {
                    event.eventId = random.uuid({static_cast<std::int64_t>(done) * 50}, "event", done);
                    event.eventType = QStringLiteral("OrderLineAdded");
                    event.json = payloads()[done & 1'023U];
                    event.occurredAt = {static_cast<std::int64_t>(done)};
                    event.correlationId = ids[next];
                    event.causationId = event.eventId;
                    event.actor = QStringLiteral("user");
                    ++done;
                }
                const auto version = store.saveEvents(ids[next], QStringLiteral("Order"), fresh, events::ExpectedVersion::exact(versions[next]));
                if (!version)
                    die(version.error().message);
                versions[next] = *version;
            }
            if (const auto committed = transaction.commit(); !committed)
                die(committed.error().message);
        }
    });
    return static_cast<double>(done) / took;
}

double rawRate(const Case& what)
{
    const QString folder = freshFolder(QStringLiteral("append-raw"));
    QDir().mkpath(folder);
    RawStore store(folder + QStringLiteral("/raw.db"));
    int next = 0;
    const double took = seconds([&] {
        for (int t = 0; t < what.transactions; ++t) {
            store.begin();
            for (int a = 0; a < what.appends; ++a, next = (next + 1) % aggregates)
                store.append(next, what.events);
            store.commit();
        }
    });
    return static_cast<double>(what.transactions) * what.appends * what.events / took;
}

}  // namespace

void appendSection(int rounds)
{
    for (const Case& what : {Case{"A1 append, one event a transaction, of raw lean", 1'500, 1, 1, 0.5}, Case{"A2 append, 100 events a transaction, of raw lean", 200, 1, 100, 0.35},
                             Case{"   append, 100 streams a transaction, of raw lean", 200, 100, 1, 0}})
        compare({QString::fromLatin1(what.name), QStringLiteral("events/s"), what.goal, [&] { return ourRate(what); }, [&] { return rawRate(what); }}, rounds);
    const Case one{"", 1'500, 1, 1, 0};
    const Case group{"", 200, 100, 1, 0};
    compare({QStringLiteral("A3 100 one-event commands in a group, of one at a time"), QStringLiteral("events/s"), 8, [&] { return ourRate(group); }, [&] { return ourRate(one); }}, rounds);
}

}  // namespace replay::bench
