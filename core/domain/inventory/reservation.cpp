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
    } else {
        evolveReturn(type, data);
    }
}

void Reservation::evolveReturn(const QString& type, const QJsonObject& data)
{
    const QUuid returnId = base::idOf(data.value("return_id"_L1));
    const std::map<QUuid, std::int64_t> moved = contracts::quantitiesOf(data.value("items"_L1).toArray());
    if (type == "InventoryRestocked"_L1) {
        for (const auto& [productId, quantity] : moved) {
            if ((quantities[productId] -= quantity) == 0)
                quantities.erase(productId);
        }
        returns[returnId] = {u"held"_s, moved};
    } else if (type == "InventoryRestockWithdrawn"_L1) {
        if (textOf(data.value("to"_L1)) != "stock"_L1) {
            for (const auto& [productId, quantity] : moved)
                quantities[productId] += quantity;
        }
        returns[returnId].status = u"withdrawn"_s;
        reason = textOf(data.value("reason"_L1));
    } else if (type == "InventoryReturnStocked"_L1) {
        returns[returnId].status = u"stocked"_s;
    }
}

const ReturnedGoods* Reservation::heldReturn(const QUuid& returnId) const
{
    const auto found = returns.find(returnId);
    return found == returns.end() || found->second.status != "held"_L1 ? nullptr : &found->second;
}

QJsonObject Reservation::toJson() const
{
    QJsonArray back;
    for (const auto& [returnId, goods] : returns) {
        back.append(QJsonObject{
            {u"return_id"_s, base::idText(returnId)}, {u"status"_s, goods.status}, {u"items"_s, contracts::linesJson(goods.quantities)}});
    }
    return {{u"order_id"_s, orNull(orderId)},
            {u"status"_s, orNull(status)},
            {u"voided"_s, voided},
            {u"items"_s, contracts::linesJson(quantities)},
            {u"returns"_s, back},
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
    for (const QJsonValue& value : json.value("returns"_L1).toArray()) {
        const QJsonObject goods = value.toObject();
        reservation.returns[base::idOf(goods.value("return_id"_L1))] = {textOf(goods.value("status"_L1)),
                                                                        contracts::quantitiesOf(goods.value("items"_L1).toArray())};
    }
    reservation.reason = textOf(json.value("reason"_L1));
    reservation.createdAt = timeOf(json.value("created_at"_L1));
    reservation.updatedAt = timeOf(json.value("updated_at"_L1));
    return reservation;
}

}  // namespace replay::inventory
