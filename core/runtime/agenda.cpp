// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/agenda.h"

namespace replay::runtime {

DeliveryKey deliveryKey(ModelTime dueAt, const QUuid& messageId, int attempt, int copy)
{
    QByteArray key = messageId.toRfc4122();
    key += static_cast<char>(attempt);
    key += static_cast<char>(copy);
    return {dueAt, key};
}

}  // namespace replay::runtime
