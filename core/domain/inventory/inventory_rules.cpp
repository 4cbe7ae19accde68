// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/inventory/inventory_rules.h"

#include "core/contracts/json_text.h"
#include "core/contracts/order_lines.h"
#include "core/domain/inventory/stock_move.h"

namespace replay::inventory {

using namespace Qt::StringLiterals;
using base::idText;
using contracts::orNull;
using domain::happened;
using domain::NewEvents;
using domain::refuse;

namespace {

Decision adjusted(const StockItem& item, std::int64_t delta, const QString& reason)
{
    return happened(u"StockAdjusted"_s, {{u"product_id"_s, idText(item.productId)},
                                         {u"delta"_s, static_cast<qint64>(delta)},
                                         {u"on_hand"_s, static_cast<qint64>(item.onHand + delta)},
                                         {u"reason"_s, orNull(reason)}});
}

}  // namespace

Decision createStock(const StockItem& item, const QUuid& productId, const QString& sku, std::int64_t onHand)
{
    if (item.exists)
        return NewEvents{};
    return happened(u"StockItemCreated"_s,
                    {{u"product_id"_s, idText(productId)}, {u"sku"_s, sku}, {u"on_hand"_s, static_cast<qint64>(onHand)}});
}

Decision adjustStock(const StockItem& item, const QUuid& productId, std::int64_t delta, const QString& reason)
{
    if (!item.exists)
        return refuse(u"Product %1 not found in the stock"_s.arg(idText(productId)));
    if (delta == 0)
        return refuse(u"Stock adjustment must not be zero"_s);
    const std::int64_t after = item.onHand + delta;
    if (after < 0)
        return refuse(u"Stock of %1 must not be negative: have %2, adjustment %3"_s.arg(item.sku).arg(item.onHand).arg(delta));
    if (after < item.reserved)
        return refuse(u"Stock of %1 must not fall below what is reserved: have %2, reserved %3, adjustment %4"_s.arg(item.sku)
                          .arg(item.onHand)
                          .arg(item.reserved)
                          .arg(delta));
    if (after > stockMax)
        return refuse(u"Stock of %1 must not exceed %2"_s.arg(item.sku).arg(stockMax));
    return adjusted(item, delta, reason);
}

Decision setAvailable(const StockItem& item, std::int64_t available)
{
    const std::int64_t delta = available + item.reserved - item.onHand;
    if (!item.exists || delta == 0)
        return NewEvents{};
    return adjusted(item, delta, u"set by catalogue"_s);
}

Decision discontinue(const StockItem& item)
{
    if (!item.exists || item.discontinued)
        return NewEvents{};
    return happened(u"StockItemDiscontinued"_s, {{u"product_id"_s, idText(item.productId)}});
}

Decision reserve(const Reservation& reservation, const QUuid& orderId, const std::vector<Wanted>& wanted)
{
    if (reservation.voided)
        return refuse(u"the reservation of order %1 was released"_s.arg(idText(orderId)));
    if (reservation.holds() || reservation.status == "shipped"_L1)
        return refuse(u"order %1 has reserved its stock already"_s.arg(idText(orderId)));
    if (wanted.empty())
        return refuse(u"order %1 has no items to reserve"_s.arg(idText(orderId)));
    std::map<QUuid, std::int64_t> quantities;
    for (const Wanted& each : wanted) {
        const StockItem& item = *each.item;
        if (!item.exists)
            return refuse(u"Product %1 not found in the stock"_s.arg(idText(each.productId)));
        if (item.discontinued)
            return refuse(u"product %1 is discontinued"_s.arg(item.sku));
        if (item.available() < each.quantity)
            return refuse(u"insufficient stock for %1: have %2, need %3"_s.arg(item.sku).arg(item.available()).arg(each.quantity));
        quantities[each.productId] += each.quantity;
    }
    return happened(u"InventoryReserved"_s, {{u"order_id"_s, idText(orderId)}, {u"items"_s, contracts::linesJson(quantities)}});
}

Decision release(const Reservation& reservation, const QUuid& orderId, const QString& reason)
{
    return happened(u"InventoryReleased"_s,
                    {{u"order_id"_s, idText(orderId)},
                     {u"items"_s, reservation.holds() ? contracts::linesJson(reservation.quantities) : QJsonArray()},
                     {u"reason"_s, orNull(reason)}});
}

Decision ship(const Reservation& reservation, const QUuid& orderId)
{
    if (!reservation.holds())
        return NewEvents{};
    return happened(u"InventoryShipped"_s, {{u"order_id"_s, idText(orderId)}, {u"items"_s, contracts::linesJson(reservation.quantities)}});
}

events::NewEvent stockReserved(const StockItem& item, const QUuid& orderId, std::int64_t quantity)
{
    return moved(u"StockReserved"_s, item, orderId, quantity, item.onHand, item.reserved + quantity);
}

events::NewEvent stockReleased(const StockItem& item, const QUuid& orderId, std::int64_t quantity)
{
    return moved(u"StockReleased"_s, item, orderId, quantity, item.onHand, item.reserved - quantity);
}

events::NewEvent stockShipped(const StockItem& item, const QUuid& orderId, std::int64_t quantity)
{
    return moved(u"StockShipped"_s, item, orderId, quantity, item.onHand - quantity, item.reserved - quantity);
}

}  // namespace replay::inventory
