// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contracts/ids.h"

#include <QString>

namespace replay::contracts {

QUuid stockItemId(const QUuid& productId) { return QUuid::createUuidV5(productId, QByteArrayLiteral("stock")); }
QUuid reservationId(const QUuid& orderId) { return QUuid::createUuidV5(orderId, QByteArrayLiteral("reservation")); }
QUuid paymentId(const QUuid& orderId) { return QUuid::createUuidV5(orderId, QByteArrayLiteral("payment")); }
QUuid refundId(const QUuid& returnId) { return QUuid::createUuidV5(returnId, QByteArrayLiteral("refund")); }

QString shortCode(const QUuid& id, int digits) { return QString::fromLatin1(id.toByteArray(QUuid::Id128).right(digits).toUpper()); }

}  // namespace replay::contracts
