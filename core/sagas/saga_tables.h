// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/faults/transport.h"
#include "core/sagas/saga_state.h"
#include "core/storage/database.h"

#include <vector>

namespace replay::sagas {

using base::ModelTime;
using base::Result;
using base::Status;

/// One command on its way to a service, as its row in saga_attempts tells it.
struct Attempt {
    QUuid sagaId;
    QString stepId;
    bool compensation = false;
    int attempt = 1;
    QUuid messageId;
    QUuid correlationId;
    QString target;
    QString command;
    ModelTime sentAt;
    ModelTime deadlineAt;
    faults::Flight flight;
};

/// What the orchestrator writes beside its events, all inside its one transaction.
class SagaTables {
public:
    explicit SagaTables(storage::Database& database) : m_database(database) {}

    Status insertSaga(const SagaState& saga, const QUuid& correlationId, ModelTime now);
    /// Status, error, steps of a saga that changed.
    Status updateSaga(const SagaState& saga, ModelTime now);
    Status updateStep(const SagaState& saga, const StepState& step);
    Status setWake(const QUuid& sagaId, const QString& stepId, std::optional<ModelTime> at);
    Status insertAttempt(const Attempt& attempt);
    /// Ends the waiting attempt of a message; answers its number (0: none was waiting).
    Result<int> finishAttempt(const QUuid& sagaId, const QString& stepId, bool compensation, int attempt, ModelTime now,
                              const QString& outcome, const QString& error, std::optional<ModelTime> nextRetryAt);

    /// Whether an attempt at this step or its compensation is under way.
    Result<bool> isWaiting(const QUuid& sagaId, const QString& stepId) const;

    Result<QList<QUuid>> sagasOf(const QUuid& customerId) const;
    Result<qint64> lastOrdinal() const;
    struct Wake {
        QUuid sagaId;
        QString stepId;
        ModelTime at;
    };
    Status eachWake(const std::function<void(const Wake&)>& visit) const;
    /// Messages of sagas that still run: an answer to one of these is for the orchestrator.
    Status eachOpenMessage(
        const std::function<void(const QUuid& messageId, const QUuid& sagaId, const QString& stepId, bool compensation)>& visit) const;
    /// Attempts whose delivery to this service may still be to come (due at or after `from`).
    Result<std::vector<Attempt>> dueAttempts(const QString& target, ModelTime from) const;

private:
    storage::Database& m_database;
};

}  // namespace replay::sagas
