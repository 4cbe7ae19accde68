// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/saga_facts.h"

#include <algorithm>

namespace replay::ui {
namespace {

constexpr int sagaWindow = 20;  ///< events of one correlation that are looked at to find its saga

bool sameSteps(const QList<api::SagaStepRow>& one, const QList<api::SagaStepRow>& other)
{
    return std::equal(one.cbegin(), one.cend(), other.cbegin(), other.cend(), [](const api::SagaStepRow& a, const api::SagaStepRow& b) {
        return a.stepId == b.stepId && a.status == b.status && a.attempts == b.attempts && a.error == b.error;
    });
}

/// The saga that an order's first event belongs to: they share a correlation.
api::Result<QString> sagaOfOrder(api::Reader& reader, const QString& orderId)
{
    api::LogFilter ofOrder;
    ofOrder.aggregateId = orderId;
    REPLAY_ASSIGN(const QList<api::EventRow> first, reader.events(ofOrder, 0, 1));
    if (first.isEmpty())
        return QString();
    if (first.constFirst().aggregateType == u"Saga")
        return orderId;
    api::LogFilter together;
    together.correlationId = first.constFirst().correlationId;
    if (together.correlationId.isEmpty())
        return QString();
    REPLAY_ASSIGN(const QList<api::EventRow> events, reader.events(together, 0, sagaWindow));
    for (const api::EventRow& event : events) {
        if (event.aggregateType == u"Saga")
            return event.aggregateId;
    }
    return QString();
}

}  // namespace

bool isOver(const api::SagaRow& saga) { return saga.status == u"completed" || saga.status == u"failed"; }

int retries(const api::SagaRow& saga)
{
    int count = 0;
    for (const api::SagaStepRow& step : saga.steps)
        count += std::max(0, step.attempts - 1);
    return count;
}

bool isChoreographed(const api::SagaRow& saga) { return saga.style == u"choreography"; }

qint64 age(const api::SagaRow& saga, api::ModelTime now) { return (saga.finishedAt.us != 0 ? saga.finishedAt : now) - saga.startedAt; }

QString shownStatus(const api::SagaRow& saga)
{
    if (saga.stuck)
        return QStringLiteral("stuck");
    return saga.paused ? QStringLiteral("paused") : saga.status;
}

bool sameRow(const api::SagaRow& one, const api::SagaRow& other)
{
    return one.sagaId == other.sagaId && one.status == other.status && one.stuck == other.stuck && one.paused == other.paused &&
           one.error == other.error && one.finishedAt == other.finishedAt && one.retryingSince == other.retryingSince &&
           sameSteps(one.steps, other.steps);
}

api::Result<QString> findSaga(api::Reader& reader, const QString& what)
{
    if (const auto saga = reader.saga(what))
        return saga->saga.sagaId;
    REPLAY_ASSIGN(QString found, sagaOfOrder(reader, what));
    if (!found.isEmpty())
        return found;
    REPLAY_ASSIGN(const QList<api::AggregateRow> orders, reader.aggregates(QStringLiteral("Order"), what, {}, 1));
    return orders.isEmpty() ? api::Result<QString>(QString()) : sagaOfOrder(reader, orders.constFirst().aggregateId);
}

}  // namespace replay::ui
