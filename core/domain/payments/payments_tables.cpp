// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/payments/payments_tables.h"

#include "core/domain/table_check.h"

namespace replay::payments {

using base::idText;

namespace {

QString idOrNull(const QUuid& id) { return id.isNull() ? QString() : idText(id); }
QString currencyOf(const Payment& payment) { return payment.currency.isEmpty() ? QStringLiteral("USD") : payment.currency; }

}  // namespace

Status PaymentsTables::save(const Payment& payment, std::size_t refundsBefore)
{
    REPLAY_TRY(m_database.run(
        "INSERT INTO payments (id, order_id, customer_id, amount, captured, refunded, currency, payment_method, status, reason, "
        "created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
        "customer_id = excluded.customer_id, amount = excluded.amount, captured = excluded.captured, "
        "refunded = excluded.refunded, currency = excluded.currency, payment_method = excluded.payment_method, "
        "status = excluded.status, reason = excluded.reason, updated_at = excluded.updated_at",
        idText(payment.paymentId), idText(payment.orderId), idOrNull(payment.customerId), payment.amount, payment.captured,
        payment.refunded, currencyOf(payment), payment.paymentMethod, payment.status, payment.reason, payment.createdAt.toString(),
        payment.updatedAt.toString()));
    for (std::size_t i = refundsBefore; i < payment.refunds.size(); ++i) {
        const Refund& refund = payment.refunds[i];
        REPLAY_TRY(m_database.run("INSERT INTO refunds (id, payment_id, return_id, amount, reason, created_at) VALUES (?, ?, ?, ?, ?, ?)",
                                  idText(refund.refundId), idText(payment.paymentId), idOrNull(refund.returnId), refund.amount,
                                  refund.reason, refund.at.toString()));
    }
    return {};
}

Status PaymentsTables::check(domain::TableCheck& check)
{
    using domain::cell;
    const auto compare = [&](const QUuid& id, const Payment& payment) -> Status {
        QList<QStringList> rows;
        if (!payment.status.isEmpty())
            rows << QStringList{cell(payment.orderId),  cell(payment.customerId), cell(payment.amount),   cell(payment.captured),
                                cell(payment.refunded), currencyOf(payment),      payment.paymentMethod,  payment.status,
                                payment.reason,         cell(payment.createdAt),  cell(payment.updatedAt)};
        QList<QStringList> refunds;
        for (const Refund& refund : payment.refunds)
            refunds << QStringList{cell(refund.refundId), cell(refund.returnId), cell(refund.amount), refund.reason, cell(refund.at)};
        std::sort(refunds.begin(), refunds.end());
        const QString name = QStringLiteral("order %1").arg(idText(payment.orderId));
        REPLAY_TRY(check.compareRows(
            "payments",
            "SELECT order_id, customer_id, amount, captured, refunded, currency, payment_method, status, reason, created_at, "
            "updated_at FROM payments WHERE id = ?",
            id, name, rows));
        return check.compareRows(
            "refunds", "SELECT id, return_id, amount, reason, created_at FROM refunds WHERE payment_id = ? ORDER BY id", id, name, refunds);
    };
    REPLAY_TRY(check.eachState<Payment>(paymentType, compare));
    return check.findOrphans("payments", "SELECT id FROM payments");
}

}  // namespace replay::payments
