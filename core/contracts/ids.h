// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QUuid>

/// Ids that follow from other ids (UUID version 5), so that every service finds the aggregate without asking anybody.
namespace replay::contracts {

QUuid stockItemId(const QUuid& productId);
QUuid reservationId(const QUuid& orderId);
QUuid paymentId(const QUuid& orderId);
QUuid refundId(const QUuid& returnId);

/// The last `digits` hexadecimal digits of an id, upper case. The first digits of a version 7 id are its time and would repeat.
QString shortCode(const QUuid& id, int digits = 8);

}  // namespace replay::contracts
