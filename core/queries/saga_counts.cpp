// SPDX-License-Identifier: GPL-3.0-or-later
// How many sagas stood how at a past position: the same words as the platform's own count of now.
#include "core/contracts/purchase_course.h"
#include "core/log/log_reader.h"
#include "core/queries/saga_queries.h"

#include <QHash>

namespace replay::queries {

namespace {

/// Purchases that nobody conducts have no word for how they stand: their events are folded up to the position.
Status addPurchases(storage::Database& log, Position at, api::SagaCounts& counts)
{
    if (at == 0)
        return {};
    QHash<QUuid, contracts::PurchaseCourse> purchases;
    REPLAY_TRY(log::LogReader(log).scan(0, at, [&](const log::LoggedEvent& event) {
        if (const auto fact = contracts::purchaseFact(event))
            purchases[fact->orderId].take(*fact);
        return true;
    }));
    for (const contracts::PurchaseCourse& purchase : std::as_const(purchases)) {
        if (purchase.status.isEmpty())
            continue;
        ++counts.all;
        counts.stuck += purchase.stuck ? 1 : 0;
        qint64& count = purchase.status == u"completed"      ? counts.completed
                        : purchase.status == u"failed"       ? counts.failed
                        : purchase.status == u"compensating" ? counts.compensating
                                                             : counts.running;
        ++count;
    }
    return {};
}

}  // namespace

Result<api::SagaCounts> SagaQueries::counts(Position at)
{
    REPLAY_ASSIGN(storage::Database * log, m_connections.log());
    const std::int64_t edge = at;
    const auto typeOf = [&](const char* name) {
        return log->integer("SELECT type FROM event_types WHERE name = ?", 0, QString::fromLatin1(name));
    };
    const auto count = [&](const char* name) -> Result<qint64> {
        REPLAY_ASSIGN(const std::int64_t type, typeOf(name));
        REPLAY_ASSIGN(const std::int64_t counted,
                      log->integer("SELECT count(*) FROM log_records WHERE type = ? AND position <= ?", 0, type, edge));
        return static_cast<qint64>(counted);
    };
    api::SagaCounts counts;
    REPLAY_ASSIGN(counts.all, count("SagaStarted"));
    REPLAY_ASSIGN(counts.completed, count("SagaCompleted"));
    REPLAY_ASSIGN(counts.failed, count("SagaFailed"));
    REPLAY_ASSIGN(const qint64 turned, count("SagaCompensating"));
    counts.compensating = turned - counts.failed;
    counts.running = counts.all - counts.completed - turned;
    // Stuck: nothing came after that word. Both are rare: their streams are looked at one by one.
    REPLAY_ASSIGN(const std::int64_t stuck, typeOf("SagaStuck"));
    REPLAY_ASSIGN(counts.stuck,
                  log->integer("SELECT count(*) FROM log_records r WHERE r.type = ? AND r.position <= ? AND NOT EXISTS "
                               "(SELECT 1 FROM log_records n WHERE n.stream = r.stream AND n.version = r.version + 1 AND n.position <= ?)",
                               0, stuck, edge, edge));
    REPLAY_ASSIGN(const std::int64_t paused, typeOf("SagaPaused"));
    REPLAY_ASSIGN(const std::int64_t resumed, typeOf("SagaResumed"));
    REPLAY_ASSIGN(counts.paused,
                  log->integer("SELECT count(*) FROM log_records r WHERE r.type = ? AND r.position <= ? AND NOT EXISTS "
                               "(SELECT 1 FROM log_records n WHERE n.stream = r.stream AND n.version > r.version AND +n.type IN (?, ?) "
                               "AND n.position <= ?)",
                               0, paused, edge, paused, resumed, edge));
    REPLAY_ASSIGN(const std::int64_t placed, typeOf("OrderPlaced"));  // what only customers of an unconducted purchase cause
    if (placed > 0)
        REPLAY_TRY(addPurchases(*log, at, counts));
    return counts;
}

}  // namespace replay::queries
