// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/invariants/checks.h"
#include "core/invariants/log_order.h"

namespace replay::invariants {

api::InvariantResult checkMoney(const ShopState& state, const Consumption& consumption)
{
    Findings findings(QStringLiteral("money"));
    for (const QUuid& id : keysInLogOrder(state.orders)) {
        const ShopState::Order& order = *state.orders.constFind(id);
        if (order.status.isEmpty())
            continue;
        findings.check();
        const ShopState::Payment payment = state.payments.value(id);
        const Money kept = state.kept(id);
        const Money due = state.due(order);
        if (kept == due || state.isInSaga(id))
            continue;
        if (order.status == u"cancelled" && !consumption.paymentKnows(order.cancelledAt))
            continue;  // the refund is on its way
        const Money residual = due - kept;
        const QString missing = residual.isPositive() ? QStringLiteral("%1 missing").arg(residual.toString())
                                                      : QStringLiteral("%1 too much").arg((-residual).toString());
        const QString back = order.returned.isZero() ? QString() : QStringLiteral(", of which %1 came back").arg(order.returned.toString());
        findings.violated(id,
                          QStringLiteral("order %1 is %2 with a total of %3%4: captured %5, refunded %6: %7")
                              .arg(order.number, order.status, order.total.toString(), back, payment.captured.toString(),
                                   payment.refunded.toString(), missing),
                          state.moneyWrongAt(order), {order.lastEvent, payment.lastEvent});
    }
    for (const QUuid& id : keysInLogOrder(state.payments)) {
        const ShopState::Payment& payment = *state.payments.constFind(id);
        findings.check();
        const bool exists = state.orders.contains(id) && !state.orders.constFind(id)->status.isEmpty();
        if (exists || payment.captured == payment.refunded || state.isInSaga(id))
            continue;
        findings.violated(payment.paymentId,
                          QStringLiteral("a payment of %1 has no order: %2 was never created")
                              .arg((payment.captured - payment.refunded).toString(), id.toString(QUuid::WithoutBraces)),
                          payment.first, {payment.lastEvent});
    }
    return findings.take();
}

}  // namespace replay::invariants
