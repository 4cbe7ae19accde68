// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/invariants/findings.h"
#include "core/log/logged_event.h"
#include "core/storage/database.h"

#include <QHash>
#include <functional>

namespace replay::invariants {

/// Invariant 1 along one pass over the log: positions and versions without gap or repeat, and the hash chain whole.
class StreamCheck {
public:
    using Chain = std::function<QByteArray(const QByteArray& before, const log::LoggedEvent&)>;
    /// `chain` is log::chainHash; `first` is the hash before the first event.
    StreamCheck(Chain chain, QByteArray first) : m_chain(std::move(chain)), m_hash(std::move(first)) {}

    void take(const log::LoggedEvent& event, QByteArrayView storedHash, Findings& findings);

private:
    Chain m_chain;
    QByteArray m_hash;
    bool m_broken = false;
    Position m_last = 0;
    QHash<QUuid, int> m_versions;
};

/// Each event of a service is in the log exactly once, at its place in its stream, except what still waits in the outbox; and
/// the log holds nothing of the service that the service does not. `log` must be as it was at one instant (a read transaction).
Status checkStore(storage::Database& log, storage::Database& own, const QString& service, Findings& findings);

/// How many messages of this service's outbox the relay has not carried to the log yet.
Result<qint64> outboxPending(storage::Database& log, storage::Database& own, const QString& service);

}  // namespace replay::invariants
