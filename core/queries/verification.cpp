// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queries/verification.h"

#include "core/invariants/checks.h"
#include "core/invariants/delivery_check.h"
#include "core/invariants/snapshot_check.h"
#include "core/invariants/stream_check.h"
#include "core/log/central_log.h"
#include "core/log/log_reader.h"
#include "core/projections/projection.h"
#include "core/sagas/choreography.h"

#include <algorithm>

namespace replay::queries {
namespace {

using invariants::Findings;
using storage::Row;
using storage::bind;

constexpr qint64 eventsPerProgress = 10'000;
constexpr int hashSize = 32;

/// The part of the whole work that the pass over the log is, the rest being the folds.
constexpr double logShare = 0.5;

/// Hands the stored hashes out in step with the events.
class StoredHashes {
public:
    explicit StoredHashes(storage::Database& log) : m_log(log) {}

    Result<QByteArray> at(api::Position position)
    {
        if (position < m_first || position >= m_first + static_cast<api::Position>(m_page.size())) {
            m_page.clear();
            m_first = position;
            const std::int64_t from = position;
            REPLAY_TRY(m_log.each("SELECT hash FROM log_records WHERE position >= ? ORDER BY position LIMIT 1000", bind(from),
                                  [&](const Row& row) { m_page.append(row.bytes(0)); }));
        }
        return m_page.isEmpty() ? QByteArray() : m_page.at(position - m_first);
    }

private:
    storage::Database& m_log;
    api::Position m_first = 0;
    QList<QByteArray> m_page;
};

/// Sagas that run on and have nothing that will wake them, by the orchestrator's own tables.
Result<QSet<QUuid>> asleepIn(storage::Database& saga)
{
    QSet<QUuid> asleep;
    REPLAY_TRY(saga.each("SELECT s.saga_id FROM sagas s WHERE s.status IN ('started', 'compensating') AND NOT EXISTS "
                         "(SELECT 1 FROM saga_steps t WHERE t.saga_id = s.saga_id AND t.wake_at IS NOT NULL)",
                         bind(), [&](const Row& row) { asleep.insert(row.id(0)); }));
    return asleep;
}

Result<api::Position> logBookmark(storage::Database& own)
{
    REPLAY_ASSIGN(const std::int64_t position, own.integer("SELECT position FROM bookmarks WHERE source = 'log'", 0));
    return static_cast<api::Position>(position);
}

/// What the services that take part in purchases still have to do, and how far they have heard of the others.
struct Dance {
    QSet<QUuid> waiting;                  ///< correlations of what some service will do by itself
    QHash<QString, api::Position> heard;  ///< by service
    bool pending = false;                 ///< something waits in an outbox
};

Status lookAtDancer(storage::Database& own, const QString& service, qint64 outboxPending, Dance& dance)
{
    REPLAY_ASSIGN(dance.heard[service], logBookmark(own));
    dance.pending = dance.pending || outboxPending > 0;
    return own.each("SELECT correlation_id FROM reactions WHERE wake_at IS NOT NULL", bind(),
                    [&](const Row& row) { dance.waiting.insert(row.id(0)); });
}

/// Purchases that nobody conducts, that have not ended, and in which nobody has anything left to do.
void findAsleep(const invariants::ShopState& state, const Dance& dance, QSet<QUuid>& asleep)
{
    if (dance.pending)
        return;
    for (auto saga = state.sagas.cbegin(); saga != state.sagas.cend(); ++saga) {
        if (!saga->choreographed || saga->isTerminal() || dance.waiting.contains(saga->correlationId))
            continue;
        const auto& reactions = sagas::choreographedPurchase().reactions;
        const bool unheard = std::any_of(reactions.begin(), reactions.end(), [&](const sagas::Reaction& reaction) {
            return reaction.on.contains(saga->lastType) && dance.heard.value(reaction.service) < saga->last;
        });
        if (!unheard)
            asleep.insert(saga.key());
    }
}

}  // namespace

Result<QList<api::InvariantResult>> Verification::fromTheLog(const api::Progress& progress)
{
    REPLAY_ASSIGN(storage::Database * log, m_connections.log());
    // The services are looked at after this instant: whatever the log has by now, they have too.
    const ReadSnapshot snapshot(*log);
    REPLAY_TRY(snapshot.begun());
    const log::LogReader reader(*log);
    REPLAY_ASSIGN(const api::Position head, reader.head());

    Findings streams(QStringLiteral("streams"));
    invariants::StreamCheck streamCheck(log::chainHash, QByteArray(hashSize, '\0'));
    invariants::ShopState state;
    StoredHashes hashes(*log);
    Status inner;
    REPLAY_TRY(reader.scan(0, 0, [&](const log::LoggedEvent& event) {
        if (progress && event.position % eventsPerProgress == 0 &&
            !progress(logShare * static_cast<double>(event.position) / static_cast<double>(head))) {
            inner = base::cancelled();
            return false;
        }
        const Result<QByteArray> hash = hashes.at(event.position);
        if (!hash) {
            inner = hash.error();
            return false;
        }
        streamCheck.take(event, *hash, streams);
        state.evolve(event);
        return true;
    }));
    REPLAY_TRY(inner);

    invariants::Consumption consumption;
    QSet<QUuid> asleep;
    Dance dance;
    for (const QString& service : Connections::services()) {
        REPLAY_ASSIGN(storage::Database * own, m_connections.service(service));
        const ReadSnapshot ownSnapshot(*own);
        REPLAY_TRY(ownSnapshot.begun());
        REPLAY_TRY(invariants::checkStore(*log, *own, service, streams));
        REPLAY_ASSIGN(const qint64 pending, invariants::outboxPending(*log, *own, service));
        if (service == QStringLiteral("payment")) {
            REPLAY_ASSIGN(consumption.payment, logBookmark(*own));
            consumption.paymentPending = pending > 0;
        } else if (service == QStringLiteral("inventory")) {
            REPLAY_ASSIGN(consumption.inventory, logBookmark(*own));
            consumption.inventoryPending = pending > 0;
        } else if (service == QStringLiteral("saga")) {
            REPLAY_ASSIGN(asleep, asleepIn(*own));
        }
        if (sagas::reactingServices().contains(service))
            REPLAY_TRY(lookAtDancer(*own, service, pending, dance));
    }
    findAsleep(state, dance, asleep);
    return QList<api::InvariantResult>{streams.take(), invariants::checkMoney(state, consumption), invariants::checkStock(state),
                                       invariants::checkSagas(state, asleep, consumption)};
}

Result<api::InvariantResult> Verification::folds(const api::Progress& progress)
{
    Findings findings(QStringLiteral("folds"));
    const auto& kinds = projections::projectionKinds();
    const auto parts = static_cast<double>(m_tableChecks.size()) + static_cast<double>(kinds.size());
    double done = 0;
    const auto goOn = [&] { return !progress || progress(logShare + (1 - logShare) * done++ / parts); };
    for (const TableCheck& check : m_tableChecks) {
        if (!goOn())
            return base::cancelled();
        REPLAY_ASSIGN(storage::Database * own, m_connections.service(check.service));
        const ReadSnapshot snapshot(*own);
        REPLAY_TRY(snapshot.begun());
        qint64 checked = 0;
        REPLAY_ASSIGN(const QStringList differences, check.run(*own, checked));
        findings.check(checked);
        for (const QString& difference : differences)
            findings.violated(QString(), QStringLiteral("%1 tables: %2").arg(check.service, difference));
        REPLAY_TRY(invariants::checkSnapshots(*own, m_folds, findings));
    }
    for (const projections::ProjectionKind& kind : kinds) {
        if (!goOn())
            return base::cancelled();
        const Result<api::ProjectionCheck> check = m_projections.verify(
            kind.name,
            progress ? api::Progress([&](double) { return progress(logShare + (1 - logShare) * (done - 1) / parts); }) : api::Progress());
        if (!check && check.error().kind == base::ErrorKind::Cancelled)
            return check.error();
        if (!check) {
            findings.violated(QString(), QStringLiteral("%1 cannot be folded: %2").arg(kind.name, check.error().message));
            continue;
        }
        findings.check(check->rowsCompared);
        if (check->parked + check->skipped > 0)
            findings.note(QStringLiteral("%1: %2 events parked and %3 skipped, of %4 streams, are in neither side of the comparison")
                              .arg(kind.name)
                              .arg(check->parked)
                              .arg(check->skipped)
                              .arg(check->streamsAside));
        for (const api::RowDifference& each : check->differences)
            findings.violated(each.key,
                              QStringLiteral("%1, row %2, %3: has \"%4\", the log says \"%5\"")
                                  .arg(kind.name, each.key, each.column, each.live, each.expected),
                              check->position);
        if (check->differing > 0 && check->differences.isEmpty())
            findings.violated(QString(), QStringLiteral("%1: %2 rows differ from the log").arg(kind.name).arg(check->differing),
                              check->position);
    }
    return findings.take();
}

Result<api::InvariantResult> Verification::deliveries()
{
    Findings findings(QStringLiteral("deliveries"));
    REPLAY_ASSIGN(storage::Database * log, m_connections.log());
    for (const QString& service : Connections::services()) {
        REPLAY_ASSIGN(storage::Database * own, m_connections.service(service));
        REPLAY_ASSIGN(const qint64 pending, invariants::outboxPending(*log, *own, service));
        findings.check(pending);
        REPLAY_TRY(invariants::checkInbox(*own, service, findings));
    }
    REPLAY_ASSIGN(storage::Database * read, m_connections.read());
    REPLAY_TRY(invariants::checkProjections(*read, findings));
    return findings.take();
}

Result<QList<api::InvariantResult>> Verification::run(const api::Progress& progress)
{
    REPLAY_ASSIGN(QList<api::InvariantResult> results, fromTheLog(progress));
    REPLAY_ASSIGN(const api::InvariantResult folded, folds(progress));
    REPLAY_ASSIGN(const api::InvariantResult delivered, deliveries());
    results << folded << delivered;
    if (progress)
        progress(1.0);
    return results;
}

}  // namespace replay::queries
