// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/invariants/checks.h"
#include "core/invariants/log_order.h"

namespace replay::invariants {
namespace {

/// Checks one saga against the steps it took and against what it left behind.
class SagaCheck {
public:
    SagaCheck(const ShopState& state, const Consumption& consumption, Findings& findings)
        : m_state(state),
          m_consumption(consumption),
          m_findings(findings)
    {
    }

    void check(const QUuid& id, const ShopState::Saga& saga, bool asleep)
    {
        m_id = id;
        m_saga = &saga;
        m_findings.check();
        if (!saga.isTerminal() && (saga.stuck || (asleep && !saga.paused)))
            violated(saga.stuck ? QStringLiteral("is stuck: a step that must not fail did, and nothing will wake it")
                                : QStringLiteral("has not ended and waits for nothing"));
        checkSteps();
        if (!saga.returnId.isNull()) {
            if (saga.isTerminal())
                checkReturn(m_state.returns.value(saga.returnId));
            return;
        }
        const auto order = m_state.orders.constFind(saga.orderId);
        if (!saga.isTerminal() || order == m_state.orders.constEnd() || order->lastSaga != id)
            return;
        if (saga.status == u"completed")
            checkEffects(*order);
        else
            checkNoEffects(*order);
    }

private:
    void violated(const QString& what, const QUuid& otherEvent = {})
    {
        m_findings.violated(m_id, QStringLiteral("saga %1 (%2) %3").arg(m_saga->type, m_saga->status, what), m_saga->last,
                            {m_saga->lastEvent, otherEvent});
    }

    void checkSteps()
    {
        const bool failed = m_saga->status == u"failed";
        const bool completed = m_saga->status == u"completed";
        for (const ShopState::Saga::Step& step : m_saga->steps) {
            if (step.completed > 1)
                violated(QStringLiteral("completed step %1 %2 times").arg(step.id).arg(step.completed));
            if (step.compensated > 1)
                violated(QStringLiteral("compensated step %1 %2 times").arg(step.id).arg(step.compensated));
            if (completed && step.compensated > 0)
                violated(QStringLiteral("compensated step %1 although it completed").arg(step.id));
            const bool mustUndo = step.completed > 0 || step.external || step.compensating;
            if (failed && mustUndo && !step.givenUp && step.compensated == 0)
                violated(QStringLiteral("never compensated step %1, which had been done").arg(step.id));
        }
    }

    void checkEffects(const ShopState::Order& order)
    {
        const ShopState::Payment payment = m_state.payments.value(m_saga->orderId);
        const ShopState::Reservation reservation = m_state.reservations.value(m_saga->orderId);
        if (!order.isSold() && order.status != u"cancelled")
            violated(QStringLiteral("left order %1 %2 and not confirmed")
                         .arg(order.number, order.status.isEmpty() ? QStringLiteral("uncreated") : order.status),
                     order.lastEvent);
        if (payment.captured < order.total)
            violated(
                QStringLiteral("captured %1 of %2 for order %3").arg(payment.captured.toString(), order.total.toString(), order.number),
                payment.lastEvent);
        if (!reservation.made)
            violated(QStringLiteral("reserved nothing for order %1").arg(order.number), reservation.lastEvent);
    }

    void checkNoEffects(const ShopState::Order& order)
    {
        const bool wasThere = m_saga->type == u"OrderConfirmation";
        const bool cancelled = order.status == u"cancelled";
        const ShopState::Payment payment = m_state.payments.value(m_saga->orderId);
        const ShopState::Reservation reservation = m_state.reservations.value(m_saga->orderId);
        const Money kept = payment.captured - payment.refunded;
        const bool open = wasThere ? order.status == u"pending" || cancelled : order.status.isEmpty() || cancelled;
        if (!open)
            violated(QStringLiteral("failed and left order %1 %2").arg(order.number, order.status), order.lastEvent);
        if (!kept.isZero() && !(cancelled && !m_consumption.paymentKnows(order.cancelledAt)))
            violated(QStringLiteral("failed and kept %1 of the payment").arg(kept.toString()), payment.lastEvent);
        if (!reservation.open.isEmpty() && !(cancelled && !m_consumption.inventoryKnows(order.cancelledAt)))
            violated(QStringLiteral("failed and left its stock reserved"), reservation.lastEvent);
    }

    /// A completed return took the goods, refunded them once and put them up for sale; of a failed one nothing is left.
    void checkReturn(const ShopState::Return& back)
    {
        const bool completed = m_saga->status == u"completed";
        const auto demand = [&](bool holds, const QString& what) {
            if (!holds)
                violated(what, back.lastEvent);
        };
        demand(back.refunds == (completed ? 1 : 0), QStringLiteral("refunded the return %1 times").arg(back.refunds));
        demand(back.refunded == (completed ? back.amount : Money()),
               QStringLiteral("refunded %1 of %2").arg(back.refunded.toString(), back.amount.toString()));
        demand(back.restocked == (completed ? back.units : 0),
               QStringLiteral("left %1 of %2 units restocked").arg(back.restocked).arg(back.units));
        demand((back.closedAt > 0) == completed,
               completed ? QStringLiteral("never closed the return") : QStringLiteral("closed the return"));
        demand(back.rejected != completed,
               completed ? QStringLiteral("rejected the return") : QStringLiteral("never gave the goods back to the order"));
        if (completed && m_consumption.inventoryKnows(back.closedAt))
            demand(back.stocked, QStringLiteral("left the goods held: they are not for sale"));
    }

    const ShopState& m_state;
    const Consumption& m_consumption;
    Findings& m_findings;
    QUuid m_id;
    const ShopState::Saga* m_saga = nullptr;
};

}  // namespace

api::InvariantResult checkSagas(const ShopState& state, const QSet<QUuid>& asleep, const Consumption& consumption)
{
    Findings findings(QStringLiteral("sagas"));
    SagaCheck check(state, consumption, findings);
    for (const QUuid& id : keysInLogOrder(state.sagas))
        check.check(id, *state.sagas.constFind(id), asleep.contains(id));
    return findings.take();
}

}  // namespace replay::invariants
