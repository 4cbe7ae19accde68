// SPDX-License-Identifier: GPL-3.0-or-later
// What a saga's events amount to in the orchestrator's tables.
#include "core/base/random.h"
#include "core/sagas/orchestrator.h"

#include <map>
#include <tuple>

namespace replay::sagas {
namespace {

QString textOf(const QJsonObject& data, const char* key) { return data.value(QLatin1StringView(key)).toString(); }

QString orNull(const QString& text) { return text.isEmpty() ? QString() : text; }

/// The attempts by step, kind and number: the order of their table.
class Attempts {
public:
    void take(const events::Event& event)
    {
        const bool started = event.eventType == u"SagaStepStarted";
        const bool failed = event.eventType == u"SagaStepFailed";
        const bool done = event.eventType == u"SagaStepCompleted" || event.eventType == u"SagaStepCompensated";
        if (!started && !failed && !done)
            return;
        const QJsonObject data = event.data();
        const Key key{textOf(data, "step"), textOf(data, "kind"), data.value(QStringLiteral("attempt")).toInteger()};
        Attempt& attempt = m_attempts[key];
        if (started)
            attempt.command = textOf(data, "command");
        attempt.outcome = started ? QStringLiteral("waiting") : done ? QStringLiteral("done") : textOf(data, "outcome");
        attempt.error = failed ? orNull(textOf(data, "error")) : QString();
    }

    QList<QStringList> rows() const
    {
        QList<QStringList> rows;
        for (const auto& [key, attempt] : m_attempts)
            rows << QStringList{std::get<0>(key), std::get<1>(key), QString::number(std::get<2>(key)),
                                attempt.command,  attempt.outcome,  attempt.error};
        return rows;
    }

private:
    using Key = std::tuple<QString, QString, qint64>;
    struct Attempt {
        QString command;
        QString outcome;
        QString error;
    };
    std::map<Key, Attempt> m_attempts;
};

QList<QStringList> stepRows(const SagaState& saga)
{
    QList<QStringList> rows;
    for (const StepState& step : saga.steps)
        rows << QStringList{step.id, toText(step.status), QString::number(step.attempts), orNull(step.error)};
    return rows;
}

}  // namespace

Status tellSagaTables(storage::Database& database, const QUuid& sagaId, const commands::TellTables& tell)
{
    SagaState saga;
    Attempts attempts;
    return events::EventStore(database).getEvents(sagaId, 0, 0, [&](const events::Event& event) {
        saga.evolve(event);
        attempts.take(event);
        const auto flag = [](bool on) { return on ? QStringLiteral("1") : QStringLiteral("0"); };
        const QList<QStringList> row{
            {saga.type, toText(saga.status), flag(saga.stuck), flag(saga.paused), saga.orderId, saga.customerId, orNull(saga.error)}};
        return tell(
            event, {{"sagas", "SELECT type, status, stuck, paused, order_id, customer_id, error FROM sagas WHERE saga_id = ?", sagaId, row},
                    {"saga_steps", "SELECT step_id, status, attempts, error FROM saga_steps WHERE saga_id = ? ORDER BY seq", sagaId,
                     stepRows(saga)},
                    {"saga_attempts",
                     "SELECT step_id, kind, attempt, command, outcome, error FROM saga_attempts WHERE saga_id = ? "
                     "ORDER BY step_id, kind, attempt",
                     sagaId, attempts.rows()}});
    });
}

}  // namespace replay::sagas
