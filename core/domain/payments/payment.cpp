// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/payments/payment.h"

#include "core/contracts/json_text.h"

#include <QJsonArray>
#include <algorithm>

namespace replay::payments {

using namespace Qt::StringLiterals;
using base::idOf;
using base::moneyOf;
using contracts::orNull;
using contracts::textOf;
using contracts::timeOf;

namespace {

/// A total over several captures or refunds may exceed what one amount can be; it travels as whole hundredths.
QJsonValue hundredths(Money total) { return QJsonValue(static_cast<qint64>(total.hundredths())); }

}  // namespace

void Payment::evolve(const events::Event& event)
{
    const QString& type = event.eventType;
    const QJsonObject data = event.data();
    const bool known =
        type == "PaymentProcessed"_L1 || type == "PaymentDeclined"_L1 || type == "PaymentRefunded"_L1 || type == "PaymentVoided"_L1;
    if (!known)
        return;
    if (createdAt.us == 0)
        createdAt = event.occurredAt;
    updatedAt = event.occurredAt;
    paymentId = event.aggregateId;
    orderId = idOf(data.value("order_id"_L1));
    reason = textOf(data.value("reason"_L1));
    if (type == "PaymentRefunded"_L1) {
        // Without an amount it was all there was: the service itself knows, whoever else listens does not.
        const Money back = data.contains("amount"_L1) ? moneyOf(data.value("amount"_L1)) : due();
        refunded += back;
        status = due().isPositive() ? u"partially_refunded"_s : u"refunded"_s;
        refunds.push_back({idOf(data.value("refund_id"_L1)), idOf(data.value("return_id"_L1)), back, reason, event.occurredAt});
    } else if (type == "PaymentVoided"_L1) {
        voided = true;
        if (status != "refunded"_L1)
            status = u"voided"_s;
    } else if (type == "PaymentDeclined"_L1 && (isCaptured() || voided)) {
        return;  // a second payment was turned away; the first one, or the tombstone, stands
    } else {
        amount = moneyOf(data.value("amount"_L1));
        currency = textOf(data.value("currency"_L1));
        paymentMethod = textOf(data.value("payment_method"_L1));
        customerId = idOf(data.value("customer_id"_L1));
        if (type == "PaymentProcessed"_L1)
            captured += amount;
        status = type == "PaymentProcessed"_L1 ? u"captured"_s : u"declined"_s;
    }
}

bool Payment::hasRefunded(const QUuid& returnId) const
{
    return std::any_of(refunds.begin(), refunds.end(), [&](const Refund& refund) { return refund.returnId == returnId; });
}

QJsonObject Payment::toJson() const
{
    QJsonArray back;
    for (const Refund& refund : refunds)
        back.append(QJsonObject{{u"refund_id"_s, orNull(refund.refundId)},
                                {u"return_id"_s, orNull(refund.returnId)},
                                {u"amount"_s, refund.amount.toString()},
                                {u"reason"_s, orNull(refund.reason)},
                                {u"at"_s, refund.at.toString()}});
    return {{u"payment_id"_s, orNull(paymentId)},
            {u"order_id"_s, orNull(orderId)},
            {u"customer_id"_s, orNull(customerId)},
            {u"status"_s, orNull(status)},
            {u"voided"_s, voided},
            {u"amount"_s, amount.toString()},
            {u"captured"_s, captured.toString()},
            {u"refunded"_s, refunded.toString()},
            {u"captured_hundredths"_s, hundredths(captured)},
            {u"refunded_hundredths"_s, hundredths(refunded)},
            {u"currency"_s, orNull(currency)},
            {u"payment_method"_s, orNull(paymentMethod)},
            {u"reason"_s, orNull(reason)},
            {u"refunds"_s, back},
            {u"created_at"_s, createdAt.toString()},
            {u"updated_at"_s, updatedAt.toString()}};
}

Payment Payment::fromJson(const QJsonObject& json)
{
    Payment payment;
    payment.paymentId = idOf(json.value("payment_id"_L1));
    payment.orderId = idOf(json.value("order_id"_L1));
    payment.customerId = idOf(json.value("customer_id"_L1));
    payment.status = textOf(json.value("status"_L1));
    payment.voided = json.value("voided"_L1).toBool();
    payment.amount = moneyOf(json.value("amount"_L1));
    payment.captured = Money::fromHundredths(json.value("captured_hundredths"_L1).toInteger());
    payment.refunded = Money::fromHundredths(json.value("refunded_hundredths"_L1).toInteger());
    payment.currency = textOf(json.value("currency"_L1));
    payment.paymentMethod = textOf(json.value("payment_method"_L1));
    payment.reason = textOf(json.value("reason"_L1));
    for (const QJsonValue& value : json.value("refunds"_L1).toArray()) {
        const QJsonObject refund = value.toObject();
        payment.refunds.push_back({idOf(refund.value("refund_id"_L1)), idOf(refund.value("return_id"_L1)),
                                   moneyOf(refund.value("amount"_L1)), textOf(refund.value("reason"_L1)), timeOf(refund.value("at"_L1))});
    }
    payment.createdAt = timeOf(json.value("created_at"_L1));
    payment.updatedAt = timeOf(json.value("updated_at"_L1));
    return payment;
}

}  // namespace replay::payments
