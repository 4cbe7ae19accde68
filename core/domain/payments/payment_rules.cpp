// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/payments/payment_rules.h"

#include "core/contracts/ids.h"
#include "core/contracts/json_text.h"
#include "core/contracts/text_checks.h"

namespace replay::payments {

using namespace Qt::StringLiterals;
using base::idText;
using contracts::orNull;
using domain::happened;
using domain::refuse;

namespace {

QJsonObject asked(const ProcessPayment& command)
{
    return {{u"payment_id"_s, idText(command.paymentId)},
            {u"order_id"_s, idText(command.orderId)},
            {u"customer_id"_s, orNull(command.customerId)},
            {u"amount"_s, command.amount.toString()},
            {u"currency"_s, command.currency},
            {u"payment_method"_s, orNull(command.paymentMethod)}};
}

}  // namespace

Decision processPayment(const Payment& payment, const ProcessPayment& command)
{
    if (payment.voided)
        return refuse(u"payment was voided"_s);
    if (payment.isCaptured())
        return refuse(u"order %1 is already paid"_s.arg(idText(command.orderId)));
    if (command.amount < Money())
        return refuse(u"Payment amount must not be negative, got %1"_s.arg(command.amount.toString()));
    return happened(u"PaymentProcessed"_s, asked(command));
}

events::NewEvent declined(const ProcessPayment& command, const QString& reason)
{
    QJsonObject data = asked(command);
    data.insert(u"reason"_s, reason);
    return {u"PaymentDeclined"_s, data};
}

Decision refundPayment(const Payment& payment, const RefundPayment& command)
{
    if (!payment.isCaptured())
        return happened(u"PaymentVoided"_s, {{u"payment_id"_s, idText(command.paymentId)},
                                             {u"order_id"_s, idText(command.orderId)},
                                             {u"reason"_s, orNull(command.reason)}});
    const Money amount = command.amount.value_or(payment.due());
    if (amount < Money() || amount > payment.due())
        return refuse(u"Refund of %1 must be between 0.00 and what was captured and not yet refunded, %2"_s.arg(amount.toString(),
                                                                                                                payment.due().toString()));
    return happened(u"PaymentRefunded"_s, {{u"payment_id"_s, idText(command.paymentId)},
                                           {u"refund_id"_s, idText(command.refundId)},
                                           {u"order_id"_s, idText(command.orderId)},
                                           {u"amount"_s, amount.toString()},
                                           {u"reason"_s, orNull(command.reason)}});
}

Decision refundReturn(const Payment& payment, const RefundReturn& command)
{
    if (!payment.wasCaptured())
        return refuse(u"order %1 was never paid"_s.arg(idText(command.orderId)));
    if (payment.hasRefunded(command.returnId))
        return refuse(u"return %1 is refunded already"_s.arg(idText(command.returnId)));
    if (command.amount < Money() || command.amount > payment.due())
        return refuse(u"Refund of %1 must be between 0.00 and what was captured and not yet refunded, %2"_s.arg(command.amount.toString(),
                                                                                                                payment.due().toString()));
    const bool whole = command.amount == payment.due();
    return happened(u"PaymentRefunded"_s, {{u"payment_id"_s, idText(command.paymentId)},
                                           {u"refund_id"_s, idText(contracts::refundId(command.returnId))},
                                           {u"order_id"_s, idText(command.orderId)},
                                           {u"return_id"_s, idText(command.returnId)},
                                           {u"amount"_s, command.amount.toString()},
                                           {u"payment_status"_s, whole ? u"refunded"_s : u"partially_refunded"_s},
                                           {u"reason"_s, orNull(command.reason)}});
}

events::NewEvent refundRefused(const RefundReturn& command, const QString& reason)
{
    return {u"PaymentRefundRefused"_s,
            {{u"payment_id"_s, idText(command.paymentId)},
             {u"order_id"_s, idText(command.orderId)},
             {u"return_id"_s, idText(command.returnId)},
             {u"amount"_s, command.amount.toString()},
             {u"reason"_s, reason}}};
}

}  // namespace replay::payments
