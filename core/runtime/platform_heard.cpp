// SPDX-License-Identifier: GPL-3.0-or-later
// What the platform itself hears from the log: how the sagas stand, and who was erased.
#include "core/runtime/platform.h"

namespace replay::runtime {

using storage::Row;
using storage::bind;

void Platform::count(const log::LoggedEvent& event)
{
    if (event.aggregateType != u"Saga")
        return;
    if (event.eventType == u"SagaStarted")
        ++m_sagas.started;
    else if (event.eventType == u"SagaCompleted")
        ++m_sagas.completed;
    else if (event.eventType == u"SagaCompensating")
        ++m_sagas.compensating;
    else if (event.eventType == u"SagaFailed")
        ++m_sagas.failed, --m_sagas.compensating;
    else if (event.eventType == u"SagaStuck")
        m_stuck.insert(event.aggregateId);
    else
        m_stuck.remove(event.aggregateId);  // whatever else happens to it, it moves again
}

/// Counted from the log and not from the saga database, whose last events may still be on their way here.
Status Platform::countSagas()
{
    const auto ofType = [&](const char* type) {
        return m_logReader->integer("SELECT count(*) FROM log_records WHERE type = (SELECT type FROM event_types WHERE name = ?)", 0, QString::fromLatin1(type));
    };
    REPLAY_ASSIGN(m_sagas.started, ofType("SagaStarted"));
    REPLAY_ASSIGN(m_sagas.completed, ofType("SagaCompleted"));
    REPLAY_ASSIGN(m_sagas.failed, ofType("SagaFailed"));
    REPLAY_ASSIGN(const qint64 turned, ofType("SagaCompensating"));
    m_sagas.compensating = turned - m_sagas.failed;
    return m_logReader->each("SELECT s.aggregate_id FROM log_records r JOIN log_streams s USING (stream) WHERE r.type = (SELECT type FROM event_types WHERE name = 'SagaStuck') "
                             "AND r.version = s.version",
                             bind(), [&](const Row& row) { m_stuck.insert(row.id(0)); });
}

/// The gateway keeps every wish as it came: those of a person who was erased are emptied.
Status Platform::forgetPerson(const QUuid& person)
{
    QList<QUuid> messages;
    REPLAY_TRY(m_logReader->each("SELECT causation_id FROM log_records WHERE stream = (SELECT stream FROM log_streams WHERE aggregate_id = ?)", bind(person),
                                 [&](const Row& row) { messages.append(row.id(0)); }));
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
