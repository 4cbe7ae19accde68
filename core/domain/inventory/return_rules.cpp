// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contracts/json_text.h"
#include "core/contracts/order_lines.h"
#include "core/domain/inventory/inventory_rules.h"
#include "core/domain/inventory/stock_move.h"

namespace replay::inventory {

using namespace Qt::StringLiterals;
using base::idText;
using contracts::orNull;
using domain::happened;
using domain::NewEvents;
using domain::refuse;

namespace {

QJsonObject about(const QUuid& orderId, const QUuid& returnId, const std::map<QUuid, std::int64_t>& goods)
{
    return {{u"order_id"_s, idText(orderId)}, {u"return_id"_s, idText(returnId)}, {u"items"_s, contracts::linesJson(goods)}};
}

events::NewEvent ofReturn(events::NewEvent event, const QUuid& returnId, const QString& key, const QString& place)
{
    event.data.insert(u"return_id"_s, idText(returnId));
    event.data.insert(key, place);
    return event;
}

}  // namespace

QString returnPlace(const Reservation& reservation)
{
    if (reservation.isShipped())
        return u"customer"_s;
    return reservation.holds() ? u"reservation"_s : u"stock"_s;
}

Decision restock(const Reservation& reservation, const QUuid& orderId, const QUuid& returnId, const std::vector<Wanted>& goods)
{
    if (const auto known = reservation.returns.find(returnId); known != reservation.returns.end())
        return refuse(u"the goods of return %1 are %2 already"_s.arg(idText(returnId), known->second.status));
    if (!reservation.holds() && !reservation.isShipped())
        return refuse(u"order %1 has no goods that could come back"_s.arg(idText(orderId)));
    if (goods.empty())
        return refuse(u"return %1 has no items"_s.arg(idText(returnId)));
    std::map<QUuid, std::int64_t> quantities;
    for (const Wanted& each : goods) {
        const auto held = reservation.quantities.find(each.productId);
        const std::int64_t most = held == reservation.quantities.end() ? 0 : held->second;
        if (!each.item->exists)
            return refuse(u"Product %1 not found in the stock"_s.arg(idText(each.productId)));
        if (most < each.quantity)
            return refuse(u"order %1 has %2 of %3, not the %4 to be returned"_s.arg(idText(orderId))
                              .arg(most)
                              .arg(each.item->sku)
                              .arg(each.quantity));
        if (reservation.isShipped() && each.item->onHand + each.quantity > stockMax)
            return refuse(u"Stock of %1 must not exceed %2"_s.arg(each.item->sku).arg(stockMax));
        quantities[each.productId] += each.quantity;
    }
    QJsonObject data = about(orderId, returnId, quantities);
    data.insert(u"from"_s, returnPlace(reservation));
    return happened(u"InventoryRestocked"_s, std::move(data));
}

Decision withdrawRestock(const Reservation& reservation, const QUuid& orderId, const QUuid& returnId, const QString& reason)
{
    const auto known = reservation.returns.find(returnId);
    if (known != reservation.returns.end() && known->second.status == "stocked"_L1)
        return refuse(u"the goods of return %1 are for sale already"_s.arg(idText(returnId)));
    const ReturnedGoods* goods = reservation.heldReturn(returnId);
    QJsonObject data = about(orderId, returnId, goods ? goods->quantities : std::map<QUuid, std::int64_t>());
    data.insert(u"to"_s, returnPlace(reservation));
    data.insert(u"reason"_s, orNull(reason));
    return happened(u"InventoryRestockWithdrawn"_s, std::move(data));
}

Decision stockReturn(const Reservation& reservation, const QUuid& orderId, const QUuid& returnId)
{
    const ReturnedGoods* goods = reservation.heldReturn(returnId);
    if (!goods)
        return NewEvents{};
    return happened(u"InventoryReturnStocked"_s, about(orderId, returnId, goods->quantities));
}

events::NewEvent stockRestocked(const StockItem& item, const QUuid& orderId, const QUuid& returnId, std::int64_t quantity,
                                const QString& from)
{
    const std::int64_t more = from == "customer"_L1 ? quantity : 0;
    return ofReturn(moved(u"StockRestocked"_s, item, orderId, quantity, item.onHand + more, item.reserved + more), returnId, u"from"_s,
                    from);
}

events::NewEvent stockRestockWithdrawn(const StockItem& item, const QUuid& orderId, const QUuid& returnId, std::int64_t quantity,
                                       const QString& to)
{
    const std::int64_t onHand = item.onHand - (to == "customer"_L1 ? quantity : 0);
    const std::int64_t reserved = item.reserved - (to == "reservation"_L1 ? 0 : quantity);
    return ofReturn(moved(u"StockRestockWithdrawn"_s, item, orderId, quantity, onHand, reserved), returnId, u"to"_s, to);
}

}  // namespace replay::inventory
