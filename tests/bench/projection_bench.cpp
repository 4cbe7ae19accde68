// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/log/central_log.h"
#include "core/projections/projector.h"
#include "core/storage/migrator.h"
#include "core/storage/transaction.h"
#include "tests/bench/bench.h"

namespace replay::bench {
namespace {

constexpr int products = 10'000;

std::unique_ptr<storage::Database> openFresh(const QString& folder, const QString& name, storage::Durability durability)
{
    auto database = sure(storage::Database::open(folder + u'/' + name + QStringLiteral(".db"), storage::Access::ReadWrite, durability));
    sure(storage::migrate(*database, {name}));
    return database;
}

/// A log of stock movements of 10,000 products.
void fill(storage::Database& database, int events)
{
    const base::Random random(42);
    log::CentralLog log(database);
    sure(log.open());
    std::vector<QUuid> ids;
    for (std::uint64_t i = 0; i < products; ++i)
        ids.push_back(random.uuid({0}, "product", i));
    for (int from = 0; from < events; from += 10'000) {
        storage::Transaction transaction(database);
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
        sure(log.append(batch));
        sure(transaction.commit());
    }
}

/// A read model that has caught up with the log, so that a rebuild has something to be switched in for.
class Rebuild {
public:
    explicit Rebuild(storage::Database& log)
        : m_read(openFresh(freshFolder(QStringLiteral("projection-read")), QStringLiteral("read"), storage::Durability::Normal)),
          m_projector(sure(projections::Projector::open(*m_read, log)))
    {
        for (const auto& standing : m_projector->positions()) {
            if (standing.name != u"stock_levels")
                sure(m_projector->pause(standing.name));
        }
        drain();
    }
    /// From the first event to the switch; the seconds it took.
    double run()
    {
        return seconds([&] {
            sure(m_projector->rebuild(QStringLiteral("stock_levels")));
            drain();
        });
    }

private:
    void drain()
    {
        while (sure(m_projector->step(50'000))) {
        }
    }

    std::unique_ptr<storage::Database> m_read;
    std::unique_ptr<projections::Projector> m_projector;
};

/// What any projection has to read, in pages as it does: the columns that a row is made of, nothing parsed.
double scan(storage::Database& log)
{
    constexpr int page = 10'000;
    std::int64_t position = 0;
    std::int64_t seen = 0;
    const double took = seconds([&] {
        for (int rows = page; rows == page;) {
            rows = 0;
            sure(log.each("SELECT position, stream, type, occurred_at, data FROM log_records WHERE position > ? ORDER BY position LIMIT ?",
                          storage::bind(position, page), [&](const storage::Row& row) {
                              position = row.integer(0);
                              seen += row.integer(1) + row.integer(2) + row.integer(3) + row.view(4).back();
                              ++rows;
                          }));
        }
    });
    return seen > 0 ? took : 0;
}

}  // namespace

/// Rebuild of a read model of 10,000 rows, against the raw scan of the same log.
void projectionSection(Report& report)
{
    if (!report.options().wants(QStringLiteral("P1")))
        return;
    const int events = report.options().quick ? 300'000 : 1'000'000;
    const auto log = openFresh(freshFolder(QStringLiteral("projection")), QStringLiteral("log"), storage::Durability::Normal);
    fill(*log, events);
    const QString limit = QStringLiteral("raw scan");
    Figure& figure = report.figure(QStringLiteral("P1"), QStringLiteral("rebuild of stock_levels from %1 events").arg(events),
                                   QStringLiteral("events/s"));
    figure.atLeast(0.15, limit);
    figure.atLeast(0.55, limit, Stage::Later);
    Rebuild rebuild(*log);
    for (int round = 0; round < report.options().rounds; ++round) {
        figure.ours(events / rebuild.run());
        figure.against(limit, events / scan(*log));
    }
    report.printNew();
}

}  // namespace replay::bench
