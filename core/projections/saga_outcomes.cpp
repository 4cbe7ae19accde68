// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/projections/saga_outcomes.h"

#include "core/contracts/purchase_course.h"

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
    for (const Step& each : list) {
        QJsonObject step{{QStringLiteral("step_id"), each.stepId},
                         {QStringLiteral("status"), each.status},
                         {QStringLiteral("attempts"), static_cast<qint64>(each.attempts)},
                         {QStringLiteral("error"), each.error}};
        if (each.stuck)
            step.insert(QStringLiteral("stuck"), true);
        steps.append(step);
    }
    return QJsonDocument(steps).toJson(QJsonDocument::Compact);
}

SagaSteps SagaSteps::fromJson(const QByteArray& json)
{
    SagaSteps steps;
    for (const QJsonValue& value : QJsonDocument::fromJson(json).array()) {
        const QJsonObject each = value.toObject();
        steps.list.push_back({each.value(QStringLiteral("step_id")).toString(), each.value(QStringLiteral("status")).toString(),
                              each.value(QStringLiteral("attempts")).toInteger(), each.value(QStringLiteral("error")).toString(),
                              each.value(QStringLiteral("stuck")).toBool()});
    }
    return steps;
}

EventKinds SagaOutcomes::wants()
{
    using enum EventKind;
    return {OrderCreated,      SagaStarted,
            SagaStepStarted,   SagaStepCompleted,
            SagaStepFailed,    SagaStepCompensated,
            SagaCompensating,  SagaCompleted,
            SagaFailed,        SagaStuck,
            SagaRetried,       SagaPaused,
            SagaResumed,       SagaResolved,
            SagaAborted,       OrderPlaced,
            OrderRejected,     OrderConfirmed,
            OrderCancelled,    OrderConfirmationRefused,
            InventoryReserved, InventoryReservationRefused,
            InventoryReleased, PaymentProcessed,
            PaymentDeclined,   PaymentRefunded,
            PaymentVoided,     ReactionFailed,
            ReactionStuck,     ReactionRetried,
            ReactionResolved};
}

namespace {

/// Whether this is told by a saga; else by a service that takes part in a purchase, and the row is that of its order.
bool isOfSaga(EventKind kind) { return kind >= EventKind::SagaStarted && kind <= EventKind::SagaAborted; }

}  // namespace

Touches SagaOutcomes::touches(Fact& fact)
{
    if (fact.kind == EventKind::SagaStarted)
        return {.changes = fact.aggregateId, .alsoChanges = fact.data.idOrNull("order_id")};
    if (!isOfSaga(fact.kind))
        return {.changes = fact.data.idOrNull("order_id")};
    return {.changes = fact.aggregateId};
}

Status SagaOutcomes::apply(Fact& fact)
{
    switch (fact.kind) {
    case EventKind::OrderPlaced: return placed(fact);
    case EventKind::OrderCreated: REPLAY_TRY(orderCreated(fact)); return purchased(fact, fact.aggregateId);
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
    default: return isOfSaga(fact.kind) ? sagaChanged(fact) : purchased(fact, fact.data.idOrNull("order_id"));
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

/// A purchase that nobody orchestrates: its row bears the order's id.
Status SagaOutcomes::placed(Fact& fact)
{
    SagaOutcomeRow fresh;
    fresh.sagaId = fact.aggregateId;
    fresh.type = QStringLiteral("OrderProcessing");
    fresh.style = contracts::choreography;
    fresh.ordinal = fact.data.whole("ordinal");
    fresh.orderId = fact.aggregateId;
    fresh.customerId = fact.data.idOrNull("customer_id");
    fresh.startedAt = fact.occurredAt;
    for (const contracts::PurchaseStep& step : contracts::purchaseSteps())
        fresh.steps.step(QString::fromLatin1(step.id));
    if (!fact.data.good())
        return {};
    REPLAY_ASSIGN(OrderOfSagas * order, table<OrderOfSagas>().obtain(fresh.orderId));
    order->sagaId = fresh.sagaId;
    REPLAY_ASSIGN(SagaOutcomeRow * purchase, rows().obtain(fresh.sagaId));
    *purchase = fresh;
    return purchased(fact, fresh.orderId);
}

/// What an event of a service says of a choreographed purchase: nothing where there is none of this order.
Status SagaOutcomes::purchased(Fact& fact, const QUuid& orderId)
{
    REPLAY_ASSIGN(const SagaOutcomeRow* known, rows().find(orderId));
    if (!known || known->style != contracts::choreography)
        return {};
    contracts::PurchaseFact told;
    told.eventType = eventTypeOf(fact.kind);
    told.reason = fact.data.textOr("reason", QString());
    told.step = fact.data.textOr("step", QString());
    told.error = fact.data.textOr("error", QString());
    told.compensation = fact.data.textOr("kind", QString()) == QStringLiteral("compensation");
    told.attempt = static_cast<int>(fact.data.wholeOr("attempt", 1));
    told.again = fact.data.has("next_retry_at");
    if (!fact.data.good())
        return {};
    contracts::PurchaseCourse course;
    course.status = known->status;
    course.stuck = known->stuck;
    course.retrying = known->retryingSince.us > 0;
    course.error = known->error;
    course.failedStep = known->failedStep;
    for (qsizetype i = 0; i < course.steps.size(); ++i) {
        const SagaSteps::Step& step = known->steps.list[static_cast<std::size_t>(i)];
        course.steps[i] = {step.status, static_cast<int>(step.attempts), step.error, step.stuck};
    }
    if (!course.take(told))
        return {};
    REPLAY_ASSIGN(SagaOutcomeRow * purchase, rows().edit(orderId));
    purchase->status = course.status;
    purchase->stuck = course.stuck;
    purchase->error = course.error;
    purchase->failedStep = course.failedStep;
    purchase->attempts = 0;
    for (qsizetype i = 0; i < course.steps.size(); ++i) {
        SagaSteps::Step& step = purchase->steps.list[static_cast<std::size_t>(i)];
        step.status = course.steps[i].status;
        step.attempts = course.steps[i].attempts;
        step.error = course.steps[i].error;
        step.stuck = course.steps[i].stuck;
        purchase->attempts += step.attempts;
    }
    if (!course.retrying)
        purchase->retryingSince = {};
    else if (purchase->retryingSince.us == 0)
        purchase->retryingSince = fact.occurredAt;
    if (course.isTerminal())
        purchase->finishedAt = fact.occurredAt;
    return {};
}

}  // namespace replay::projections
