// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/relay.h"

#include "core/storage/transaction.h"

#include <algorithm>

namespace replay::runtime {

Status Relay::load()
{
    REPLAY_TRY(m_log.open());
    return m_database->each("SELECT service, due_at, outbox_id FROM relay_bookmarks", storage::bind(), [&](const storage::Row& row) {
        m_bookmarks.insert(row.text(0), {row.time(1), row.integer(2)});
    });
}

std::optional<ModelTime> Relay::nextAt() const { return m_waiting.empty() ? std::nullopt : std::optional(m_waiting.begin()->dueAt); }

Result<std::vector<log::LoggedEvent>> Relay::appendUntil(ModelTime before, int limit)
{
    std::vector<log::LoggedEvent> appended;
    QHash<QString, Bookmark> moved;
    auto end = m_waiting.begin();
    for (; end != m_waiting.end() && end->dueAt < before && limit-- > 0; ++end) {
        for (log::LoggedEvent event : end->events) {
            event.appendedAt = end->dueAt;
            moved.insert(event.service, {end->dueAt, end->outboxId});
            appended.push_back(std::move(event));
        }
    }
    if (appended.empty())
        return appended;
    if (Status written = write(appended, moved); !written) {
        REPLAY_TRY(m_log.open());  // what it remembers was rolled back
        return std::move(written).error();
    }
    m_bookmarks.insert(moved);
    m_waiting.erase(m_waiting.begin(), end);
    return appended;
}

Status Relay::write(std::vector<log::LoggedEvent>& events, const QHash<QString, Bookmark>& moved)
{
    storage::Transaction transaction(*m_database);
    REPLAY_TRY(transaction.begun());
    REPLAY_TRY(m_log.append(events));
    for (auto bookmark = moved.cbegin(); bookmark != moved.cend(); ++bookmark) {
        REPLAY_TRY(
            m_database->run("INSERT INTO relay_bookmarks (service, due_at, outbox_id) VALUES (?, ?, ?) ON CONFLICT (service) DO UPDATE SET "
                            "due_at = excluded.due_at, outbox_id = excluded.outbox_id",
                            bookmark.key(), bookmark->dueAt, bookmark->outboxId));
    }
    return transaction.commit();
}

bool Relay::carries(const QUuid& correlationId) const
{
    return std::any_of(m_waiting.begin(), m_waiting.end(),
                       [&](const OutboxMessage& message) { return message.events.front().correlationId == correlationId; });
}

}  // namespace replay::runtime
