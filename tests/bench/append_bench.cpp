// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/events/event_store.h"
#include "core/storage/migrator.h"
#include "core/storage/transaction.h"
#include "tests/bench/peers.h"
#include "tests/bench/raw_store.h"

namespace replay::bench {
namespace {

constexpr int aggregates = 1'000;
const QString rawLean = QStringLiteral("raw lean");

struct Case {
    int transactions;
    int appends;  ///< a transaction
    int events;   ///< an append
};

/// Our event store as services use it: expected version, ids, metadata, triggers, unique event ids.
double ourRate(const Case& what)
{
    const QString folder = freshFolder(QStringLiteral("append-ours"));
    const auto database = sure(storage::Database::open(folder + QStringLiteral("/order.db"), storage::Access::ReadWrite));
    sure(storage::migrate(*database, {QStringLiteral("common")}));
    events::EventStore store(*database);
    const base::Random random(42);
    std::vector<QUuid> ids;
    for (std::uint64_t i = 0; i < aggregates; ++i)
        ids.push_back(random.uuid({0}, "aggregate", i));
    std::vector<int> versions(aggregates);
    std::uint64_t done = 0;
    std::size_t next = 0;
    const double took = seconds([&] {
        for (int t = 0; t < what.transactions; ++t) {
            storage::Transaction transaction(*database);
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
                versions[next] =
                    sure(store.saveEvents(ids[next], QStringLiteral("Order"), fresh, events::ExpectedVersion::exact(versions[next])));
            }
            sure(transaction.commit());
        }
    });
    return static_cast<double>(done) / took;
}

double rawRate(const Case& what)
{
    const QString folder = freshFolder(QStringLiteral("append-raw"));
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

/// One event or a hundred a transaction, against raw and peer.
void appendFigure(Report& report, const QString& id, const QString& what, const Case& size, double first, double later, double overPeer)
{
    if (!report.options().wants(id))
        return;
    Figure& figure = report.figure(id, what, QStringLiteral("events/s"));
    figure.atLeast(first, rawLean);
    figure.atLeast(later, rawLean, Stage::Later);
    figure.atLeast(overPeer, emmett, Stage::Later);
    for (int round = 0; round < report.options().rounds; ++round) {
        figure.ours(ourRate(size));
        figure.against(rawLean, rawRate(size));
        const int events = size.events == 1 ? 200 : 5'000;
        if (const auto peer = emmettRound(report, {QStringLiteral("append"), QString::number(size.events), QString::number(events)}))
            figure.against(emmett, *peer);
    }
    report.printNew();
}

}  // namespace

void appendSection(Report& report)
{
    appendFigure(report, QStringLiteral("A1"), QStringLiteral("append, one event a transaction"), {1'000, 1, 1}, 0.5, 0.85, 30);
    appendFigure(report, QStringLiteral("A2"), QStringLiteral("append, 100 events a transaction"), {200, 1, 100}, 0.35, 0.80, 9);
    if (!report.options().wants(QStringLiteral("A3")))
        return;
    const QString alone = QStringLiteral("ours, one at a time");
    Figure& figure =
        report.figure(QStringLiteral("A3"), QStringLiteral("append, 100 one-event commands in a group"), QStringLiteral("events/s"));
    figure.atLeast(8, alone);
    for (int round = 0; round < report.options().rounds; ++round) {
        figure.ours(ourRate({200, 100, 1}));
        figure.against(alone, ourRate({1'000, 1, 1}));
        figure.against(rawLean, rawRate({200, 100, 1}));
    }
    report.printNew();
}

}  // namespace replay::bench
