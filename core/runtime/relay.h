// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/log/central_log.h"
#include "core/runtime/agenda.h"
#include "core/storage/database.h"

#include <memory>
#include <set>

namespace replay::runtime {

/// Carries the services' outbox messages into the log, in the order of their arrival; log rows and bookmarks in one transaction.
class Relay {
public:
    explicit Relay(std::unique_ptr<storage::Database> database) : m_database(std::move(database)), m_log(*m_database) {}

    Status load();
    void keepGaps(bool keep) { m_log.keepGaps(keep); }
    struct Bookmark {
        ModelTime dueAt;
        std::int64_t outboxId = 0;
    };
    Bookmark bookmark(const QString& service) const { return m_bookmarks.value(service); }

    void carry(OutboxMessage message) { m_waiting.insert(std::move(message)); }
    std::optional<ModelTime> nextAt() const;
    /// Appends what arrives before `before`, at most `limit` messages; answers the events with their positions.
    Result<std::vector<log::LoggedEvent>> appendUntil(ModelTime before, int limit);

    const log::CentralLog& log() const { return m_log; }
    storage::Database& database() const { return *m_database; }
    qint64 pending() const { return static_cast<qint64>(m_waiting.size()); }
    bool carries(const QUuid& correlationId) const;

private:
    Status write(std::vector<log::LoggedEvent>& events, const QHash<QString, Bookmark>& moved);

    std::unique_ptr<storage::Database> m_database;
    log::CentralLog m_log;
    QHash<QString, Bookmark> m_bookmarks;
    std::set<OutboxMessage> m_waiting;
};

}  // namespace replay::runtime
