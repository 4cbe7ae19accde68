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

struct RefundReturn {
    QUuid paymentId;
    QUuid orderId;
    QUuid returnId;
    Money amount;
    QString reason;
};

/// Pays out what a return of the order is worth: once, and never more than is left of the payment.
Decision refundReturn(const Payment& payment, const RefundReturn& command);
/// The event by which a saga learns that a return is not refunded.
events::NewEvent refundRefused(const RefundReturn& command, const QString& reason);

}  // namespace replay::payments
