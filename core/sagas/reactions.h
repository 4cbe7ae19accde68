// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/commands/message.h"
#include "core/events/unit_of_work.h"
#include "core/faults/transport.h"
#include "core/log/logged_event.h"
#include "core/sagas/choreography.h"
#include "core/sagas/operator_rules.h"

#include <QHash>
#include <vector>

namespace replay::sagas {

/// The part of a choreography that one service dances: which events it reacts to, and that each of its reactions is delivered at
/// least once, until it is acknowledged or given up. It knows its own lines and nothing of how the purchase goes as a whole. What
/// it must not forget is in its service's database, written in the service's transactions.
class Reactions {
public:
    /// One delivery of a reaction to its own service, over the network.
    struct Attempt {
        commands::Message message;
        int attempt = 1;
        faults::Flight flight;
    };
    struct Alarm {
        QUuid messageId;
        base::ModelTime at;
    };
    /// A command that was tried as often as its policy wants, with the refusal by which the service itself now says no.
    using GivenUp = commands::Message;

    Reactions(storage::Database& database, QString service, const faults::Transport& transport);

    base::Status load();
    /// After the writes for one message were rolled back.
    base::Status rollBack();
    QStringList subscriptions() const;
    faults::FaultPlan& plan() { return m_plan; }
    const faults::FaultPlan& plan() const { return m_plan; }
    bool concerns(const events::Event& event) const;

    /// An event of the log: what it makes this service do is written down and on its way.
    base::Status onEvent(const log::LoggedEvent& event, events::UnitOfWork& work);
    /// The service has committed the command: whatever comes now of it is a repetition.
    base::Status onHandled(const QUuid& messageId);
    /// The service failed while handling this attempt; nothing of it was committed. Tells of it, and what is to be given up.
    base::Result<std::optional<GivenUp>> onFailure(const QUuid& messageId, int attempt, const QString& error, events::UnitOfWork& work);
    /// Nothing was acknowledged in time, or the time of the next attempt or of a timer has come.
    base::Result<std::optional<GivenUp>> onWake(const QUuid& messageId, events::UnitOfWork& work);
    /// Not even the refusal could be written: somebody must look at it.
    base::Status setStuck(const QUuid& messageId, const QString& error, events::UnitOfWork& work);

    /// What an operator wants done about a part of an order's purchase that is stuck here: RetrySaga, ResolveSaga.
    base::Result<commands::Receipt> operate(OperatorAction action, const QUuid& orderId, const QString& reason, events::UnitOfWork& work);
    base::Result<bool> isStuck(const QUuid& orderId) const;

    bool isWaitingFor(const Alarm& alarm) const { return m_alarms.value(alarm.messageId) == alarm.at; }
    /// What was sent and which alarms were set since the last call.
    std::vector<Attempt> takeSent() { return std::exchange(m_sent, {}); }
    std::vector<Alarm> takeAlarms() { return std::exchange(m_set, {}); }
    /// What a customer who was erased said goes out of the commands that are kept here.
    base::Status forget(const QUuid& customerId);
    /// Deliveries that may still be to come (due at or after `from`).
    base::Result<std::vector<Attempt>> due(base::ModelTime from) const;
    /// Whether something of this business case is still to be done here, a timer not counted.
    base::Result<bool> isBusyWith(const QUuid& correlationId) const;

private:
    struct Row {
        QUuid messageId;
        QUuid correlationId;
        QString step;
        bool compensation = false;
        QString command;
        QJsonObject data;
        QString sender;
        QString status;
        int attempts = 0;
        int spent = 0;  ///< before an operator had it tried again
        qint64 ordinal = 0;
    };
    base::Result<std::optional<Row>> find(const QUuid& messageId) const;
    base::Result<QUuid> stuckOf(const QUuid& orderId) const;
    base::Result<QJsonObject> remember(const log::LoggedEvent& event, const QJsonObject& data);
    base::Status disarm(const Reaction& reaction, const QUuid& correlationId);
    base::Status begin(const Reaction& reaction, const log::LoggedEvent& event, const Occasion& occasion, events::UnitOfWork& work);
    base::Status send(const Reaction& reaction, Row row, events::UnitOfWork& work);
    base::Result<std::optional<GivenUp>> failed(const Row& row, const QString& outcome, const QString& error, events::UnitOfWork& work);
    base::Status setStatus(const QUuid& messageId, const char* status, std::optional<base::ModelTime> wakeAt);
    const Reaction& reactionOf(const Row& row) const;
    commands::Message messageOf(const Row& row) const;

    storage::Database& m_database;
    QString m_service;
    const faults::Transport& m_transport;
    faults::FaultPlan m_plan;
    QList<Reaction> m_reactions;  ///< this service's own
    QSet<QString> m_types;
    QHash<QUuid, base::ModelTime> m_alarms;
    std::vector<Attempt> m_sent;
    std::vector<Alarm> m_set;
};

}  // namespace replay::sagas
