// SPDX-License-Identifier: GPL-3.0-or-later
// Who was erased: what the gateway recorded of them is emptied.
#include "core/runtime/platform.h"

namespace replay::runtime {

using storage::Row;
using storage::bind;

/// The gateway keeps every wish as it came: those of a person who was erased are emptied.
Status Platform::forgetPerson(const QUuid& person)
{
    QList<QUuid> messages;
    REPLAY_TRY(
        m_logReader->each("SELECT causation_id FROM log_records WHERE stream = (SELECT stream FROM log_streams WHERE aggregate_id = ?)",
                          bind(person), [&](const Row& row) { messages.append(row.id(0)); }));
    return m_gateway->redact(messages, person);
}

/// Whoever was erased just before the last process ended.
Status Platform::forgetErased()
{
    QList<QUuid> persons;
    REPLAY_TRY(m_logReader->each("SELECT s.aggregate_id FROM log_records r JOIN log_streams s USING (stream) "
                                 "WHERE r.type = (SELECT type FROM event_types WHERE name = 'UserErased')",
                                 bind(), [&](const Row& row) { persons.append(row.id(0)); }));
    for (const QUuid& person : persons)
        REPLAY_TRY(forgetPerson(person));
    return {};
}

}  // namespace replay::runtime
