// SPDX-License-Identifier: GPL-3.0-or-later
// What of a host was on its way when the last process ended, and whether anything of a business case still is.
#include "core/runtime/host.h"

#include <algorithm>

namespace replay::runtime {

using storage::Row;
using storage::bind;

Result<std::vector<OutboxMessage>> Host::pendingOutbox(ModelTime afterDue, std::int64_t afterId)
{
    std::vector<OutboxMessage> pending;
    std::vector<std::pair<std::int64_t, std::int64_t>> ranges;
    REPLAY_TRY(database().each(
        "SELECT id, first_seq, last_seq, due_at FROM outbox WHERE due_at > ? OR (due_at = ? AND id > ?) ORDER BY due_at, id",
        bind(afterDue, afterDue, afterId), [&](const Row& row) {
            pending.push_back({row.time(3), order(), row.integer(0), {}});
            ranges.emplace_back(row.integer(1), row.integer(2));
        }));
    for (std::size_t i = 0; i < pending.size(); ++i) {
        REPLAY_TRY(m_store.getRange(ranges[i].first, ranges[i].second, [&](const events::Event& event) {
            log::LoggedEvent logged;
            static_cast<events::Event&>(logged) = event;
            logged.service = m_name;
            pending[i].events.push_back(std::move(logged));
            return true;
        }));
    }
    return pending;
}

Result<std::vector<Reply>> Host::pendingReplies(ModelTime afterDue)
{
    std::vector<Reply> pending;
    std::vector<std::pair<std::int64_t, std::int64_t>> ranges;
    REPLAY_TRY(database().each(
        "SELECT id, message_id, attempt, error, due_at, first_seq, last_seq FROM replies WHERE due_at >= ? ORDER BY due_at, id",
        bind(afterDue), [&](const Row& row) {
            Reply reply;
            reply.id = row.integer(0);
            reply.serviceOrder = order();
            reply.service = m_name;
            reply.messageId = row.id(1);
            reply.attempt = static_cast<int>(row.integer(2));
            reply.error = row.isNull(3) ? QString() : row.text(3);
            reply.dueAt = row.time(4);
            pending.push_back(std::move(reply));
            ranges.emplace_back(row.integer(5), row.integer(6));
        }));
    for (std::size_t i = 0; i < pending.size(); ++i) {
        if (ranges[i].second > 0)
            REPLAY_TRY(m_store.getRange(ranges[i].first, ranges[i].second, [&](const events::Event& event) {
                pending[i].again.push_back(event);
                return true;
            }));
    }
    return pending;
}

Result<bool> Host::hasWorkFor(const QUuid& correlationId) const
{
    if (std::any_of(m_deliveries.begin(), m_deliveries.end(),
                    [&](const auto& entry) { return entry.second.message.correlationId == correlationId; }) ||
        std::any_of(m_events.begin(), m_events.end(), [&](const auto& event) { return event.correlationId == correlationId; }))
        return true;
    return reactions() ? reactions()->isBusyWith(correlationId) : Result<bool>(false);
}

}  // namespace replay::runtime
