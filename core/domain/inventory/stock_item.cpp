// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/inventory/stock_item.h"

#include "core/contracts/json_text.h"

namespace replay::inventory {

using namespace Qt::StringLiterals;
using contracts::orNull;
using contracts::textOf;
using contracts::timeOf;

void StockItem::evolve(const events::Event& event)
{
    const QString& type = event.eventType;
    updatedAt = event.occurredAt;
    if (type == "StockItemDiscontinued"_L1) {
        discontinued = true;
        return;
    }
    const QJsonObject data = event.data();
    if (type == "StockItemCreated"_L1) {
        exists = true;
        productId = base::idOf(data.value("product_id"_L1));
        sku = textOf(data.value("sku"_L1));
        createdAt = event.occurredAt;
        onHand = data.value("on_hand"_L1).toInteger();
    } else if (type == "StockAdjusted"_L1) {
        onHand += data.value("delta"_L1).toInteger();
    } else if (type == "StockReserved"_L1) {
        reserved += data.value("quantity"_L1).toInteger();
    } else if (type == "StockReleased"_L1) {
        reserved -= data.value("quantity"_L1).toInteger();
    } else if (type == "StockShipped"_L1) {
        const qint64 quantity = data.value("quantity"_L1).toInteger();
        reserved -= quantity;
        onHand -= quantity;
    } else if (type == "StockRestocked"_L1) {
        // Out of the warehouse: it comes back, and is held. Never shipped: it only changes hands, from the order to the return.
        const qint64 quantity = data.value("from"_L1) == "customer"_L1 ? data.value("quantity"_L1).toInteger() : 0;
        reserved += quantity;
        onHand += quantity;
    } else if (type == "StockRestockWithdrawn"_L1) {
        const QString to = textOf(data.value("to"_L1));
        const qint64 quantity = data.value("quantity"_L1).toInteger();
        reserved -= to == "reservation"_L1 ? 0 : quantity;
        onHand -= to == "customer"_L1 ? quantity : 0;
    }
}

QJsonObject StockItem::toJson() const
{
    return {{u"exists"_s, exists},
            {u"product_id"_s, orNull(productId)},
            {u"sku"_s, orNull(sku)},
            {u"on_hand"_s, static_cast<qint64>(onHand)},
            {u"reserved"_s, static_cast<qint64>(reserved)},
            {u"available"_s, static_cast<qint64>(available())},
            {u"is_discontinued"_s, discontinued},
            {u"created_at"_s, createdAt.toString()},
            {u"updated_at"_s, updatedAt.toString()}};
}

StockItem StockItem::fromJson(const QJsonObject& json)
{
    StockItem item;
    item.exists = json.value("exists"_L1).toBool();
    item.productId = base::idOf(json.value("product_id"_L1));
    item.sku = textOf(json.value("sku"_L1));
    item.onHand = json.value("on_hand"_L1).toInteger();
    item.reserved = json.value("reserved"_L1).toInteger();
    item.discontinued = json.value("is_discontinued"_L1).toBool();
    item.createdAt = timeOf(json.value("created_at"_L1));
    item.updatedAt = timeOf(json.value("updated_at"_L1));
    return item;
}

}  // namespace replay::inventory
