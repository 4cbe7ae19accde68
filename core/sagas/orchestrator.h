// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/commands/service.h"
#include "core/log/logged_event.h"
#include "core/sagas/definition.h"
#include "core/sagas/operator_rules.h"
#include "core/sagas/saga_tables.h"

#include <QHash>

namespace replay::sagas {

/// How sagas fold, and how their tables compare with that: for readers, which have no orchestrator.
events::Folds sagaFolds();
Result<QStringList> checkSagaTables(storage::Database& database, qint64& checked);
Status tellSagaTables(storage::Database& database, const QUuid& sagaId, const commands::TellTables& tell);

/// The orchestrator: a service whose aggregates are sagas. It learns of the other services only from the log (and from the
/// transport, where a service failed without an event). What it will send is a row of saga_attempts in the transaction that
/// moves its bookmark, so that a crash at any instant neither loses nor repeats a step.
class Orchestrator final : public commands::Service {
public:
    /// `purchaseVersion`: of OrderProcessing, which new purchases begin with; 0: it conducts none, the services do that among
    /// themselves, and it has only returns and confirmations.
    Orchestrator(storage::Database& database, const faults::Transport& transport, faults::FaultPlan& plan, int purchaseVersion = 1);

    /// Reads what is open: after opening.
    Status load();
    /// Before one message of a group is handled, and after its writes were rolled back.
    void mark() { m_sentBefore = m_sent.size(); }
    Status rollBack();

    QString name() const override { return QStringLiteral("saga"); }
    QList<api::RequestSchema> commands() const override;
    bool accepts(const QString& command) const override;
    Result<commands::Receipt> handle(const commands::Message& message, events::UnitOfWork& work) override;
    QStringList subscriptions() const override;
    Status onEvent(const events::Event& event, events::UnitOfWork& work) override;
    Status forget(const QUuid& person, base::ModelTime at, events::UnitOfWork& work) override;
    Status restore(const events::Event& event, events::UnitOfWork& work) override;
    events::Folds folds() const override { return sagaFolds(); }
    Result<QStringList> checkTables(storage::Database& database, qint64& checked) const override
    {
        return checkSagaTables(database, checked);
    }
    Status tellTables(storage::Database& database, const QUuid& aggregateId, const commands::TellTables& tell) const override
    {
        return tellSagaTables(database, aggregateId, tell);
    }

    /// Whether this event answers a step that still runs.
    bool answers(const events::Event& event) const { return m_open.contains(event.causationId); }
    /// Whether there is something to do about it: it answers, or starts a saga.
    bool concerns(const events::Event& event) const;
    /// A service failed while handling this attempt and said so; nothing of it was committed there.
    Status onFailure(const QUuid& messageId, int attempt, const QString& error, events::UnitOfWork& work);
    /// The deadline of a running attempt has passed, or the time of the next attempt has come.
    Status onWake(const SagaTables::Wake& wake, events::UnitOfWork& work);
    /// The crash that a rule wants when the orchestrator takes up this event, if any. Counts the match.
    std::optional<faults::Injection> crashAt(const events::Event& event, base::ModelTime now);
    /// Writes the counts of the fault rules that matched since the last call.
    Status saveFaultCounts();

    /// What was sent and which alarms were set in this transaction; handed on after the commit.
    std::vector<Attempt> takeSent() { return std::exchange(m_sent, {}); }
    std::vector<SagaTables::Wake> takeWakes() { return std::exchange(m_wakes, {}); }
    /// The command that an attempt carries.
    Result<commands::Message> messageOf(const Attempt& attempt, events::EventStore& store, events::AggregateCache& cache) const;
    bool isWaitingFor(const SagaTables::Wake& wake) const;

private:
    struct Open {
        QUuid sagaId;
        QString stepId;
        bool compensation = false;
    };
    using Saga = std::shared_ptr<events::AggregateCache::Entry<SagaState>>;

    Status start(const Definition& definition, const QUuid& sagaId, const QString& orderId, const QString& customerId,
                 const QJsonObject& data, events::UnitOfWork& work, qint64 ordinal = 0);
    Status startAttempt(const Definition& definition, const Saga& saga, const QString& stepId, bool compensation, events::UnitOfWork& work);
    Status stepDone(const Definition& definition, const Saga& saga, const Open& open, const events::Event& answer,
                    events::UnitOfWork& work);
    Status stepFailed(const Definition& definition, const Saga& saga, const Open& open, const QString& outcome, const QString& error,
                      bool final, events::UnitOfWork& work);
    Status goOn(const Definition& definition, const Saga& saga, events::UnitOfWork& work);
    Status compensateNext(const Definition& definition, const Saga& saga, events::UnitOfWork& work);
    Result<commands::Receipt> placeOrder(const commands::Message& message, events::UnitOfWork& work);
    Result<commands::Receipt> operate(const OperatorCommand& command, const commands::Message& message, events::UnitOfWork& work);
    Status act(OperatorAction action, const Saga& saga, const Standing& standing, const QString& reason, events::UnitOfWork& work);
    Status proceed(const Definition& definition, const Saga& saga, events::UnitOfWork& work);
    Status restoreAttempt(const SagaState& saga, const events::Event& event);
    Result<Standing> standingNow(const SagaState& saga) const;
    Status record(const Saga& saga, const QString& eventType, QJsonObject data, events::UnitOfWork& work);
    Status setWake(const QUuid& sagaId, const QString& stepId, std::optional<base::ModelTime> at);
    void close(const SagaState& saga);

    storage::Database& m_database;
    SagaTables m_tables;
    const faults::Transport& m_transport;
    faults::FaultPlan& m_plan;
    int m_purchaseVersion;
    qint64 m_lastOrdinal = 0;
    QHash<QUuid, Open> m_open;                               ///< by message id, of sagas that still run
    QHash<QPair<QUuid, QString>, base::ModelTime> m_alarms;  ///< (saga, step) → when
    std::vector<Attempt> m_sent;
    std::size_t m_sentBefore = 0;
    std::vector<SagaTables::Wake> m_wakes;
};

}  // namespace replay::sagas
