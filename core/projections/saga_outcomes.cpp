// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/projections/saga_outcomes.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

namespace replay::projections {

SagaSteps::Step& SagaSteps::step(const QString& id)
{
    const auto found = std::find_if(list.begin(), list.end(), [&](const Step& each) { return each.stepId == id; });
    return found != list.end() ? *found : list.emplace_back(Step{id, QStringLiteral("pending"), 0, {}});
}

QByteArray SagaSteps::toJson() const
{
    QJsonArray steps;
    for (const Step& each : list)
        steps.append(QJsonObject{{QStringLiteral("step_id"), each.stepId},
                                 {QStringLiteral("status"), each.status},
                                 {QStringLiteral("attempts"), static_cast<qint64>(each.attempts)},
                                 {QStringLiteral("error"), each.error}});
    return QJsonDocument(steps).toJson(QJsonDocument::Compact);
}

SagaSteps SagaSteps::fromJson(const QByteArray& json)
{
    SagaSteps steps;
    for (const QJsonValue& value : QJsonDocument::fromJson(json).array()) {
        const QJsonObject each = value.toObject();
        steps.list.push_back({each.value(QStringLiteral("step_id")).toString(), each.value(QStringLiteral("status")).toString(),
                              each.value(QStringLiteral("attempts")).toInteger(), each.value(QStringLiteral("error")).toString()});
    }
    return steps;
}

EventKinds SagaOutcomes::wants()
{
    using enum EventKind;
    return {OrderCreated,        SagaStarted,      SagaStepStarted, SagaStepCompleted, SagaStepFailed,
            SagaStepCompensated, SagaCompensating, SagaCompleted,   SagaFailed,        SagaStuck,
            SagaRetried,         SagaPaused,       SagaResumed,     SagaResolved,      SagaAborted};
}

Touches SagaOutcomes::touches(Fact& fact)
{
    if (fact.kind == EventKind::SagaStarted)
        return {.changes = fact.aggregateId, .alsoChanges = fact.data.idOrNull("order_id")};
    return {.changes = fact.aggregateId};
}

Status SagaOutcomes::apply(Fact& fact)
{
    switch (fact.kind) {
    case EventKind::OrderCreated: return orderCreated(fact);
    case EventKind::SagaStarted: return started(fact);
    case EventKind::SagaStepStarted:
    case EventKind::SagaStepCompleted:
    case EventKind::SagaStepFailed:
    case EventKind::SagaStepCompensated: return stepChanged(fact);
    case EventKind::SagaRetried:
    case EventKind::SagaPaused:
    case EventKind::SagaResumed:
    case EventKind::SagaResolved:
    case EventKind::SagaAborted: return operated(fact);
    default: return sagaChanged(fact);
    }
}

Status SagaOutcomes::orderCreated(Fact& fact)
{
    const QString number = fact.data.text("order_number");
    if (!fact.data.good())
        return {};
    REPLAY_ASSIGN(OrderOfSagas * order, table<OrderOfSagas>().obtain(fact.aggregateId));
    order->orderNumber = number;
    if (order->sagaId.isNull())
        return {};
    REPLAY_ASSIGN(SagaOutcomeRow * saga, rows().edit(order->sagaId));
    if (saga)
        saga->orderNumber = number;
    return {};
}

Status SagaOutcomes::started(Fact& fact)
{
    SagaOutcomeRow fresh;
    fresh.sagaId = fact.aggregateId;
    fresh.type = fact.data.text("type");
    fresh.ordinal = fact.data.whole("ordinal");
    fresh.orderId = fact.data.idOrNull("order_id");
    fresh.orderNumber = fact.data.textOr("order_number", QString());
    fresh.customerId = fact.data.idOrNull("customer_id");
    fresh.status = QStringLiteral("started");
    fresh.startedAt = fact.occurredAt;
    for (const QString& step : fact.data.texts("steps"))
        fresh.steps.step(step);
    for (const QString& step : fact.data.texts("skipped_steps"))
        fresh.steps.step(step).status = QStringLiteral("skipped");
    if (!fact.data.good())
        return {};
    if (!fresh.orderId.isNull()) {
        REPLAY_ASSIGN(OrderOfSagas * order, table<OrderOfSagas>().obtain(fresh.orderId));
        order->sagaId = fact.aggregateId;
        if (fresh.orderNumber.isEmpty())
            fresh.orderNumber = order->orderNumber;
    }
    REPLAY_ASSIGN(SagaOutcomeRow * saga, rows().obtain(fact.aggregateId));
    *saga = fresh;
    return {};
}

Status SagaOutcomes::stepChanged(Fact& fact)
{
    const QString id = fact.data.text("step");
    const bool compensation = fact.data.textOr("kind", QString()) == QStringLiteral("compensation");
    const std::int64_t attempt = fact.data.wholeOr("attempt", 1);
    const QString error = fact.data.textOr("error", QString());
    const bool retries = fact.data.has("next_retry_at");
    if (!fact.data.good())
        return {};
    REPLAY_ASSIGN(SagaOutcomeRow * saga, rows().edit(fact.aggregateId));
    if (!saga)
        return {};
    SagaSteps::Step& step = saga->steps.step(id);
    switch (fact.kind) {
    case EventKind::SagaStepStarted:
        step.status = compensation ? QStringLiteral("compensating") : QStringLiteral("running");
        if (!compensation)
            step.attempts = std::max(step.attempts, attempt);
        saga->stuck = false;
        ++saga->attempts;
        return {};
    case EventKind::SagaStepFailed:
        step.error = error;
        if (retries) {
            if (saga->retryingSince.us == 0)
                saga->retryingSince = fact.occurredAt;
            return {};
        }
        // A compensation that failed for good leaves its step compensating: what was done is still there.
        if (step.status != QStringLiteral("compensating"))
            step.status = QStringLiteral("failed");
        break;
    case EventKind::SagaStepCompleted:
        step.status = QStringLiteral("completed");
        step.error.clear();
        break;
    default:
        step.status = QStringLiteral("compensated");
        saga->stuck = false;  // an answer may come after all
        break;
    }
    saga->retryingSince = {};
    return {};
}

Status SagaOutcomes::sagaChanged(Fact& fact)
{
    const bool failed = fact.kind == EventKind::SagaFailed;
    const QString error = fact.data.textOr(failed ? "error_message" : "error", QString());
    const QString failedStep = fact.data.textOr("failed_step", QString());
    const QString stuckStep = fact.kind == EventKind::SagaStuck ? fact.data.text("step") : QString();
    if (!fact.data.good())
        return {};
    REPLAY_ASSIGN(SagaOutcomeRow * saga, rows().edit(fact.aggregateId));
    if (!saga)
        return {};
    saga->retryingSince = {};
    saga->stuck = fact.kind == EventKind::SagaStuck;
    if (saga->stuck) {
        saga->steps.step(stuckStep).error = error;  // the saga's own error stays what made it compensate
        return {};
    }
    if (!error.isEmpty())
        saga->error = error;
    if (!failedStep.isEmpty())
        saga->failedStep = failedStep;
    switch (fact.kind) {
    case EventKind::SagaCompensating: saga->status = QStringLiteral("compensating"); break;
    case EventKind::SagaCompleted:
        saga->status = QStringLiteral("completed");
        saga->finishedAt = fact.occurredAt;
        break;
    case EventKind::SagaFailed:
        saga->status = QStringLiteral("failed");
        saga->finishedAt = fact.occurredAt;
        break;
    default: break;
    }
    return {};
}

/// What an operator did. A step is named where it was about a failed one.
Status SagaOutcomes::operated(Fact& fact)
{
    const QString stepId = fact.data.textOr("step", QString());
    const QString reason = fact.data.textOr("reason", QString());
    const bool compensation = fact.data.textOr("kind", QString()) == QStringLiteral("compensation");
    if (!fact.data.good())
        return {};
    REPLAY_ASSIGN(SagaOutcomeRow * saga, rows().edit(fact.aggregateId));
    if (!saga)
        return {};
    if (fact.kind == EventKind::SagaPaused || fact.kind == EventKind::SagaResumed) {
        saga->paused = fact.kind == EventKind::SagaPaused;
        return {};
    }
    saga->stuck = false;
    if (stepId.isEmpty())
        return {};
    SagaSteps::Step& step = saga->steps.step(stepId);
    if (fact.kind == EventKind::SagaResolved) {
        step.status = compensation ? QStringLiteral("compensated") : QStringLiteral("completed");
        step.error = QStringLiteral("made good by hand: %1").arg(reason);
    } else if (fact.kind == EventKind::SagaAborted) {
        step.status = QStringLiteral("failed");
    }
    return {};
}

}  // namespace replay::projections
