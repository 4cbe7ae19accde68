// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/inventory/reservation.h"

#include "core/contracts/json_text.h"
#include "core/contracts/order_lines.h"

namespace replay::inventory {

using namespace Qt::StringLiterals;
using contracts::orNull;
using contracts::textOf;
using contracts::timeOf;

void Reservation::evolve(const events::Event& event)
{
    const QString& type = event.eventType;
    const QJsonObject data = event.data();
    orderId = base::idOf(data.value("order_id"_L1));
    updatedAt = event.occurredAt;
    if (type == "InventoryReserved"_L1) {
        status = u"reserved"_s;
        quantities = contracts::quantitiesOf(data.value("items"_L1).toArray());
        createdAt = event.occurredAt;
        reason = QString();
    } else if (type == "InventoryReservationRefused"_L1) {
        if (status.isEmpty())
            status = u"refused"_s;
        reason = textOf(data.value("reason"_L1));
    } else if (type == "InventoryReleased"_L1) {
        voided = voided || !holds();
        if (status != "shipped"_L1)
            status = u"released"_s;
        reason = textOf(data.value("reason"_L1));
    } else if (type == "InventoryShipped"_L1) {
        status = u"shipped"_s;
    }
}

QJsonObject Reservation::toJson() const
{
    return {{u"order_id"_s, orNull(orderId)},
            {u"status"_s, orNull(status)},
            {u"voided"_s, voided},
            {u"items"_s, contracts::linesJson(quantities)},
            {u"reason"_s, orNull(reason)},
            {u"created_at"_s, createdAt.toString()},
            {u"updated_at"_s, updatedAt.toString()}};
}

Reservation Reservation::fromJson(const QJsonObject& json)
{
    Reservation reservation;
    reservation.orderId = base::idOf(json.value("order_id"_L1));
    reservation.status = textOf(json.value("status"_L1));
    reservation.voided = json.value("voided"_L1).toBool();
    reservation.quantities = contracts::quantitiesOf(json.value("items"_L1).toArray());
    reservation.reason = textOf(json.value("reason"_L1));
    reservation.createdAt = timeOf(json.value("created_at"_L1));
    reservation.updatedAt = timeOf(json.value("updated_at"_L1));
    return reservation;
}

}  // namespace replay::inventory
