// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/log/central_log.h"
#include "core/projections/projector.h"
#include "core/storage/migrator.h"
#include "core/storage/transaction.h"
#include "tests/bench/bench.h"

#include <QDir>

namespace replay::bench {
namespace {

constexpr int products = 10'000;
constexpr int events = 300'000;

std::unique_ptr<storage::Database> openFresh(const QString& folder, const QString& name, storage::Durability durability)
{
    auto database = storage::Database::open(folder + u'/' + name + QStringLiteral(".db"), storage::Access::ReadWrite, durability);
    if (!database)
        die(database.error().message);
    if (const auto migrated = storage::migrate(**database, {name}); !migrated)
        die(migrated.error().message);
    return std::move(*database);
}

}  // namespace

/// Rebuild of a read model: a log of stock movements to a table of 10,000 products, against the raw scan of the same log.
void projectionSection(int rounds)
{
    const QString folder = freshFolder(QStringLiteral("projection"));
    QDir().mkpath(folder);
    const auto logDatabase = openFresh(folder, QStringLiteral("log"), storage::Durability::Normal);
    const base::Random random(42);
    log::CentralLog log(*logDatabase);
    if (const auto opened = log.open(); !opened)
        die(opened.error().message);
    std::vector<QUuid> ids;
    for (std::uint64_t i = 0; i < products; ++i)
        ids.push_back(random.uuid({0}, "product", i));
    for (int from = 0; from < events; from += 10'000) {
        storage::Transaction transaction(*logDatabase);
        std::vector<log::LoggedEvent> batch;
        for (int i = from; i < from + 10'000; ++i) {
            const int product = i % products;
            log::LoggedEvent event;
            event.eventId = random.uuid({static_cast<std::int64_t>(i) * 1'000}, "event", static_cast<std::uint64_t>(i));
            event.aggregateId = ids[static_cast<std::size_t>(product)];
            event.aggregateType = QStringLiteral("StockItem");
            event.version = i / products + 1;
            event.eventType = event.version == 1 ? QStringLiteral("StockItemCreated") : QStringLiteral("StockReserved");
            event.json = QStringLiteral(R"({"on_hand":1000,"order_id":"%1","product_id":"%2","quantity":1,"reserved":%3,"sku":"SKU-%4"})")
                             .arg(base::idText(event.eventId), base::idText(event.aggregateId))
                             .arg(event.version - 1)
                             .arg(product)
                             .toUtf8();
            event.occurredAt = {static_cast<std::int64_t>(i)};
            event.appendedAt = {static_cast<std::int64_t>(i)};
            event.actor = QStringLiteral("user");
            event.service = QStringLiteral("inventory");
            batch.push_back(std::move(event));
        }
        if (const auto appended = log.append(batch); !appended)
            die(appended.error().message);
        if (const auto committed = transaction.commit(); !committed)
            die(committed.error().message);
    }
    compare({QStringLiteral("P1 rebuild of stock_levels, of the raw scan"), QStringLiteral("events/s"), 0.15,
             [&] {
                 const QString place = freshFolder(QStringLiteral("projection-read"));
                 QDir().mkpath(place);
                 const auto read = openFresh(place, QStringLiteral("read"), storage::Durability::Normal);
                 auto projector = projections::Projector::open(*read, *logDatabase);
                 if (!projector)
                     die(projector.error().message);
                 for (const auto& standing : (*projector)->positions()) {
                     if (standing.name != u"stock_levels")
                         (void)(*projector)->pause(standing.name).has_value();
                 }
                 const double took = seconds([&] {
                     for (bool more = true; more;) {
                         const auto stepped = (*projector)->step(50'000);
                         if (!stepped)
                             die(stepped.error().message);
                         more = *stepped;
                     }
                 });
                 return events / took;
             },
             [&] {
                 std::int64_t bytes = 0;
                 const double took = seconds([&] {
                     const auto scanned = logDatabase->each("SELECT position, data FROM log_records ORDER BY position", storage::bind(),
                                                            [&](const storage::Row& row) { bytes += row.integer(0) + row.view(1).size(); });
                     if (!scanned)
                         die(scanned.error().message);
                 });
                 return bytes > 0 ? events / took : 0;
             }},
            rounds);
}

}  // namespace replay::bench
