// SPDX-License-Identifier: GPL-3.0-or-later
// The platform's agenda after opening: what was on its way when the last process ended, read from the senders' tables and the
// receivers' bookmarks.
#include "core/log/log_reader.h"
#include "core/runtime/platform.h"

#include <algorithm>

namespace replay::runtime {

using storage::Row;
using storage::bind;

/// Everything that is still on its way, from the senders' tables and the receivers' bookmarks.
Status Platform::readAgenda()
{
    REPLAY_ASSIGN(m_now, m_gateway->lastPersonalInputAt());
    m_now = std::max(m_now, m_settings.start);
    REPLAY_ASSIGN(const std::int64_t lastAppended,
                  m_relay->database().integer("SELECT appended_at FROM log_records ORDER BY position DESC LIMIT 1", 0));
    m_now = std::max(m_now, ModelTime{lastAppended});
    sagas::SagaTables sagaTables(m_sagaHost->database());
    for (auto& host : m_hosts) {
        const ModelTime from = host->deliveryBookmark().dueAt;
        m_now = std::max(m_now, from);
        REPLAY_ASSIGN(auto inputs, m_gateway->pending(host->name(), from));
        for (Admission& input : inputs)
            host->deliver(input.dueAt, std::move(input.delivery));
        REPLAY_ASSIGN(const auto attempts, sagaTables.dueAttempts(host->name(), from));
        for (const sagas::Attempt& attempt : attempts)
            REPLAY_TRY(deliverAttempt(*host, attempt));
        const auto bookmark = m_relay->bookmark(host->name());
        REPLAY_ASSIGN(auto outbox, host->pendingOutbox(bookmark.dueAt, bookmark.outboxId));
        for (OutboxMessage& message : outbox)
            m_relay->carry(std::move(message));
        REPLAY_ASSIGN(auto replies, host->pendingReplies(m_sagaHost->replyBookmark().dueAt));
        for (Reply& reply : replies)
            m_sagaHost->reply(std::move(reply));
        REPLAY_TRY(listenAgain(*host));
    }
    m_windowEnd = m_now + 1;
    return {};
}

/// The events of its subscriptions beyond its bookmark, found by type.
Status Platform::listenAgain(Host& host)
{
    std::set<std::int64_t> positions;
    for (const QString& type : host.subscriptions()) {
        REPLAY_TRY(m_logReader->each(
            "SELECT position FROM log_records WHERE type = (SELECT type FROM event_types WHERE name = ?) AND position > ?",
            bind(type, static_cast<std::int64_t>(host.logBookmark())), [&](const Row& row) { positions.insert(row.integer(0)); }));
    }
    const log::LogReader log(*m_logReader);
    for (const std::int64_t position : positions) {
        REPLAY_TRY(log.scan(position - 1, position, [&](const log::LoggedEvent& event) {
            host.listen(event);
            return true;
        }));
    }
    return {};
}

Status Platform::deliverAttempt(Host& target, const sagas::Attempt& attempt)
{
    if (attempt.flight.lost)
        return {};
    Delivery delivery;
    REPLAY_ASSIGN(delivery.message, m_sagaHost->orchestrator()->messageOf(attempt, m_sagaHost->store(), m_sagaHost->cache()));
    delivery.attempt = attempt.attempt;
    if (attempt.flight.fault) {
        delivery.rule = attempt.flight.fault->rule;
        delivery.downForUs = attempt.flight.fault->downForUs;
    }
    target.deliver(attempt.flight.dueAt, delivery);
    if (attempt.flight.secondDueAt) {
        delivery.copy = 2;
        target.deliver(*attempt.flight.secondDueAt, delivery);
    }
    return {};
}

}  // namespace replay::runtime
