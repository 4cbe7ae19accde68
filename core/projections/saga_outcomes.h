// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/projections/projection.h"

#include <vector>

namespace replay::projections {

/// The steps of a saga, in the order of its definition.
struct SagaSteps {
    struct Step {
        QString stepId;
        QString status;  ///< pending, running, completed, failed, compensating, compensated, skipped
        std::int64_t attempts = 0;
        QString error;
        bool stuck = false;  ///< of a choreographed purchase: taking it back was given up
    };
    std::vector<Step> list;

    /// The step of this name, added at the end where it is new.
    Step& step(const QString& id);
    QByteArray toJson() const;
    static SagaSteps fromJson(const QByteArray& json);
};

/// How a saga goes or went.
struct SagaOutcomeRow {
    QUuid sagaId;
    QString type;
    std::int64_t ordinal = 0;  ///< the n-th saga of the workspace, from 1
    QUuid orderId;
    QString orderNumber;
    QUuid customerId;
    QString status;  ///< started, completed, compensating, failed
    bool stuck = false;
    bool paused = false;  ///< an operator holds it
    QString error;
    QString failedStep;
    std::int64_t attempts = 0;
    ModelTime startedAt;
    ModelTime finishedAt;     ///< us == 0 while it runs
    ModelTime retryingSince;  ///< us == 0 unless it waits for a retry
    SagaSteps steps;
    QString style = QStringLiteral("orchestration");

    static constexpr const char* table = "saga_outcomes";
    static constexpr auto columns = std::make_tuple(
        column("saga_id", &SagaOutcomeRow::sagaId), column("type", &SagaOutcomeRow::type), column("ordinal", &SagaOutcomeRow::ordinal),
        column("order_id", &SagaOutcomeRow::orderId), column("order_number", &SagaOutcomeRow::orderNumber),
        column("customer_id", &SagaOutcomeRow::customerId), column("status", &SagaOutcomeRow::status),
        column("stuck", &SagaOutcomeRow::stuck), column("error", &SagaOutcomeRow::error),
        column("failed_step", &SagaOutcomeRow::failedStep), column("attempts", &SagaOutcomeRow::attempts),
        column("started_at", &SagaOutcomeRow::startedAt), column("finished_at", &SagaOutcomeRow::finishedAt),
        column("retrying_since", &SagaOutcomeRow::retryingSince), column("steps", &SagaOutcomeRow::steps),
        column("paused", &SagaOutcomeRow::paused), column("style", &SagaOutcomeRow::style));
};

/// Joins an order's number to its sagas, whichever of the two comes first in the log.
struct OrderOfSagas {
    QUuid orderId;
    QString orderNumber;
    QUuid sagaId;

    static constexpr const char* table = "orders_of_sagas";
    static constexpr auto columns =
        std::make_tuple(column("order_id", &OrderOfSagas::orderId), column("order_number", &OrderOfSagas::orderNumber),
                        column("saga_id", &OrderOfSagas::sagaId));
};

class SagaOutcomes final : public TableProjection<SagaOutcomeRow, OrderOfSagas> {
public:
    using TableProjection::TableProjection;
    static EventKinds wants();
    static Touches touches(Fact& fact);
    Status apply(Fact& fact) override;

    /// One saga's row, as far as it was told; null for none.
    Result<const SagaOutcomeRow*> outcome(const QUuid& sagaId) { return rows().find(sagaId); }

private:
    Status started(Fact& fact);
    Status orderCreated(Fact& fact);
    Status stepChanged(Fact& fact);
    Status sagaChanged(Fact& fact);
    Status operated(Fact& fact);
    Status placed(Fact& fact);
    Status purchased(Fact& fact, const QUuid& orderId);
};

}  // namespace replay::projections
