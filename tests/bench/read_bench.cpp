// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/events/event_store.h"
#include "core/storage/migrator.h"
#include "core/storage/transaction.h"
#include "tests/bench/peers.h"
#include "tests/bench/raw_store.h"

namespace replay::bench {
namespace {

/// One stream of this length, each of its events followed by one of a hundred others, as it would be in an application.
void fill(storage::Database& database, events::EventStore& store, RawStore& raw, const QUuid& stream, int length)
{
    const base::Random random(42);
    std::vector<QUuid> others;
    for (std::uint64_t i = 0; i < 100; ++i)
        others.push_back(random.uuid({0}, "other", i));
    for (int at = 0; at < length; at += 100) {
        storage::Transaction transaction(database);
        raw.begin();
        for (int i = at; i < at + 100; ++i) {
            for (const bool mine : {true, false}) {
                std::vector<events::Event> fresh(1);
                const auto nth = static_cast<std::uint64_t>(2 * i + (mine ? 0 : 1));
                fresh[0].eventId = random.uuid({static_cast<std::int64_t>(nth) * 50}, "event", nth);
                fresh[0].eventType = QStringLiteral("OrderLineAdded");
                fresh[0].json = payloads()[static_cast<std::size_t>(i) & 1'023U];
                fresh[0].actor = QStringLiteral("user");
                sure(store.saveEvents(mine ? stream : others[static_cast<std::size_t>(i % 100)], QStringLiteral("Order"), fresh,
                                      events::ExpectedVersion::any()));
                raw.append(mine ? 0 : 1 + i % 100, 1);
            }
        }
        raw.commit();
        sure(transaction.commit());
    }
}

void readFigure(Report& report, int length)
{
    const QString folder = freshFolder(QStringLiteral("read"));
    const auto database = sure(storage::Database::open(folder + QStringLiteral("/order.db"), storage::Access::ReadWrite));
    sure(storage::migrate(*database, {QStringLiteral("common")}));
    const events::EventStore store(*database);
    RawStore raw(folder + QStringLiteral("/raw.db"));
    const QUuid stream = base::Random(42).uuid({0}, "stream");
    events::EventStore writer(*database);
    fill(*database, writer, raw, stream, length);

    const int times = length > 10'000 ? 2 : 100;
    const QString limit = QStringLiteral("raw, not parsed");
    Figure& figure = report.figure(QStringLiteral("R1"), QStringLiteral("rehydrate %1 events").arg(length), QStringLiteral("events/s"));
    figure.atLeast(1.0 / 3, limit);
    figure.atLeast(1.0 / 1.4, limit, Stage::Later);
    figure.atLeast(10, emmett, Stage::Later);
    for (int round = 0; round < report.options().rounds; ++round) {
        qsizetype bytes = 0;
        figure.ours(length * times / seconds([&] {
                        for (int i = 0; i < times; ++i)
                            sure(store.getEvents(stream, 0, 0, [&](const events::Event& event) {
                                bytes += event.json.size();
                                return true;
                            }));
                    }));
        std::int64_t rawBytes = 0;
        figure.against(limit, length * times / seconds([&] {
                                  for (int i = 0; i < times; ++i)
                                      rawBytes += raw.read(0);
                              }));
        if (bytes == 0 || rawBytes == 0)
            die(QStringLiteral("the stream was not read"));
        if (const auto peer =
                emmettRound(report, {QStringLiteral("read"), QString::number(length), QString::number(length > 10'000 ? 1 : 10)}))
            figure.against(emmett, *peer);
    }
    report.printNew();
}

}  // namespace

void readSection(Report& report)
{
    if (!report.options().wants(QStringLiteral("R1")))
        return;
    readFigure(report, 1'000);
    readFigure(report, 100'000);
}

}  // namespace replay::bench
