// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/decision.h"
#include "core/domain/payments/payment.h"

/// What may happen to a payment. Pure: the state and the command in, a decision out.
namespace replay::payments {

using domain::Decision;

struct ProcessPayment {
    QUuid paymentId;
    QUuid orderId;
    QUuid customerId;
    Money amount;
    QString currency;
    QString paymentMethod;
};

Decision processPayment(const Payment& payment, const ProcessPayment& command);
/// The event by which a saga learns that the payment was refused.
events::NewEvent declined(const ProcessPayment& command, const QString& reason);

struct RefundPayment {
    QUuid paymentId;
    QUuid orderId;
    QUuid refundId;
    std::optional<Money> amount;  ///< nothing: all that was captured and not yet refunded
    QString reason;
};

/// Always done for the whole amount; where nothing is captured (any more) it leaves a tombstone, so that no payment comes after it.
Decision refundPayment(const Payment& payment, const RefundPayment& command);

}  // namespace replay::payments
