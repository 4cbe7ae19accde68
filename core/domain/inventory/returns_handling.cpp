// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/inventory/returns_handling.h"

#include "core/contracts/order_lines.h"
#include "core/domain/inventory/stock_handling.h"

namespace replay::inventory {

using namespace Qt::StringLiterals;
using base::Fields;
using base::idText;
using commands::Message;
using commands::Receipt;
using domain::NewEvents;
using domain::settle;
using events::NewEvent;
using events::UnitOfWork;
using faults::GapPoint;

namespace {

using Quantities = std::map<QUuid, std::int64_t>;

Status keep(const Reservation& reservation, const QUuid& returnId, UnitOfWork& work)
{
    InventoryTables tables(work.database());
    REPLAY_TRY(tables.saveReservation(reservation));
    return tables.saveReturn(reservation, returnId);
}

QJsonObject answer(const Reservation& reservation, const QUuid& orderId, const QUuid& returnId)
{
    return {{u"order_id"_s, idText(orderId)}, {u"return_id"_s, idText(returnId)}, {u"status"_s, reservation.returns.at(returnId).status}};
}

}  // namespace

Result<Receipt> handleRestock(const Message& message, UnitOfWork& work)
{
    Fields fields(message.data, message.name);
    const QUuid orderId = fields.id("order_id");
    const QUuid returnId = fields.id("return_id");
    const QJsonArray items = fields.array("items");
    const QString itemsPath = fields.path("items");
    REPLAY_TRY(fields.finish());
    REPLAY_ASSIGN(const std::vector<contracts::RequestedLine> lines, contracts::readLines(items, itemsPath));
    const Quantities quantities = contracts::quantitiesByProduct(lines);
    REPLAY_ASSIGN(const LoadedGoods goods, LoadedGoods::load(quantities, work));
    QString from;
    return settle<Reservation>(
        message, work, reservationTarget(orderId, u"the goods are damaged"_s),
        [&](const Reservation& reservation) {
            from = returnPlace(reservation);
            return restock(reservation, orderId, returnId, goods.wanted());
        },
        [&](const Reservation& reservation) -> Result<QJsonObject> {
            REPLAY_TRY(moveStock(quantities, work, [&](const StockItem& item, std::int64_t quantity) {
                return stockRestocked(item, orderId, returnId, quantity, from);
            }));
            REPLAY_TRY(keep(reservation, returnId, work));
            return answer(reservation, orderId, returnId);
        },
        [&](const QString& reason) {
            return std::optional(NewEvent{u"InventoryRestockRefused"_s,
                                          {{u"order_id"_s, idText(orderId)}, {u"return_id"_s, idText(returnId)}, {u"reason"_s, reason}}});
        });
}

Result<Receipt> handleWithdrawRestock(const Message& message, UnitOfWork& work)
{
    Fields fields(message.data, message.name);
    const QUuid orderId = fields.id("order_id");
    const QUuid returnId = fields.id("return_id");
    const QString reason = fields.maybeText("reason", 1'000).value_or(QString());
    REPLAY_TRY(fields.finish());
    Quantities held;
    QString to;
    return settle<Reservation>(
        message, work, reservationTarget(orderId),
        [&](const Reservation& reservation) {
            if (const ReturnedGoods* goods = reservation.heldReturn(returnId))
                held = goods->quantities;
            to = returnPlace(reservation);
            return withdrawRestock(reservation, orderId, returnId, reason);
        },
        [&](const Reservation& reservation) -> Result<QJsonObject> {
            REPLAY_TRY(moveStock(held, work, [&](const StockItem& item, std::int64_t quantity) {
                return stockRestockWithdrawn(item, orderId, returnId, quantity, to);
            }));
            REPLAY_TRY(keep(reservation, returnId, work));
            return answer(reservation, orderId, returnId);
        });
}

Status reactToReturn(const QUuid& orderId, const QUuid& returnId, UnitOfWork& work)
{
    const domain::Target target = reservationTarget(orderId);
    REPLAY_ASSIGN(const auto before, work.load<Reservation>(target.id));
    work.reach(GapPoint::Loaded);
    const ReturnedGoods* goods = before->state.heldReturn(returnId);
    if (!goods)
        return {};
    const Quantities held = goods->quantities;
    const domain::Decision decision = stockReturn(before->state, orderId, returnId);
    work.reach(GapPoint::Decided);
    REPLAY_TRY(work.append<Reservation>(target.id, target.type, std::get<NewEvents>(decision)));
    REPLAY_TRY(moveStock(held, work, [&](const StockItem& item, std::int64_t quantity) { return stockReleased(item, orderId, quantity); }));
    REPLAY_ASSIGN(const auto after, work.load<Reservation>(target.id));
    REPLAY_TRY(keep(after->state, returnId, work));
    work.reach(GapPoint::Appended);
    return {};
}

}  // namespace replay::inventory
