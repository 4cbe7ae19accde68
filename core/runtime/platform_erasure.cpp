// SPDX-License-Identifier: GPL-3.0-or-later
// Who was erased: what the gateway recorded of them is emptied.
#include "core/runtime/platform.h"

#include <limits>

namespace replay::runtime {

using storage::Row;
using storage::bind;

namespace {

const QString userErased = QStringLiteral("UserErased");
/// A setting of the gateway: the position of the last erasure after which its requests were emptied.
const QString forgottenUpTo = QStringLiteral("forgotten_up_to");

}  // namespace

/// The gateway keeps every wish as it came: those of a person who was erased are emptied.
Status Platform::forgetPerson(const QUuid& person)
{
    QList<QUuid> messages;
    REPLAY_TRY(
        m_logReader->each("SELECT causation_id FROM log_records WHERE stream = (SELECT stream FROM log_streams WHERE aggregate_id = ?)",
                          bind(person), [&](const Row& row) { messages.append(row.id(0)); }));
    return m_gateway->forget(person, std::move(messages));
}

/// Not before every service has heard of it: a request that one of them has not taken yet must be the same after a restart.
Status Platform::forgetErased()
{
    if (m_erasures.empty())
        return {};
    log::Position heard = std::numeric_limits<log::Position>::max();
    for (const auto& host : m_hosts) {
        if (host->listensTo(userErased))
            heard = std::min(heard, host->logBookmark());
    }
    for (; !m_erasures.empty() && m_erasures.front().position <= heard; m_erasures.pop_front()) {
        REPLAY_TRY(forgetPerson(m_erasures.front().person));
        REPLAY_TRY(m_gateway->setSetting(forgottenUpTo, QString::number(m_erasures.front().position)));
    }
    return {};
}

/// Whose requests were emptied before are only known again: what somebody still sends for them is emptied as it comes.
Status Platform::loadErasures()
{
    REPLAY_ASSIGN(const QString done, m_gateway->setting(forgottenUpTo));
    const auto take = [&](const Row& row) {
        if (row.integer(0) > done.toLongLong())
            m_erasures.push_back({row.integer(0), row.id(1)});
        else
            m_gateway->rememberForgotten(row.id(1));
    };
    REPLAY_TRY(m_logReader->each("SELECT r.position, s.aggregate_id FROM log_records r JOIN log_streams s USING (stream) "
                                 "WHERE r.type = (SELECT type FROM event_types WHERE name = ?) ORDER BY r.position",
                                 bind(userErased), take));
    return forgetErased();
}

}  // namespace replay::runtime
