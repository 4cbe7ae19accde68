// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/inventory/inventory_service.h"

#include "core/contracts/ids.h"
#include "core/contracts/json_text.h"
#include "core/contracts/order_lines.h"
#include "core/contracts/request_schema.h"
#include "core/domain/inventory/inventory_rules.h"
#include "core/domain/inventory/inventory_tables.h"
#include "core/domain/inventory/returns_handling.h"
#include "core/domain/inventory/stock_handling.h"
#include "core/domain/table_check.h"

namespace replay::inventory {

using namespace Qt::StringLiterals;
using base::Fields;
using base::idText;
using commands::Message;
using commands::Receipt;
using domain::NewEvents;
using domain::Refusal;
using domain::settle;
using domain::Target;
using events::NewEvent;
using events::UnitOfWork;
using faults::GapPoint;

namespace {

class InventoryService final : public commands::Service {
public:
    QString name() const override { return u"inventory"_s; }
    QList<api::RequestSchema> commands() const override;
    bool accepts(const QString& command) const override;
    Result<Receipt> handle(const Message& message, UnitOfWork& work) override;
    QStringList subscriptions() const override
    {
        return {u"ProductCreated"_s, u"ProductUpdated"_s, u"ProductDeactivated"_s,
                u"OrderCancelled"_s, u"OrderShipped"_s,   u"OrderReturned"_s};
    }
    Status onEvent(const events::Event& event, UnitOfWork& work) override;
    Status restore(const events::Event& event, UnitOfWork& work) override;
    events::Folds folds() const override
    {
        return {events::foldOf<StockItem>(stockItemType, u"inventory"_s), events::foldOf<Reservation>(reservationType, u"inventory"_s)};
    }
    Result<QStringList> checkTables(storage::Database& database, qint64& checked) const override;
    Status tellTables(storage::Database& database, const QUuid& aggregateId, const commands::TellTables& tell) const override
    {
        domain::TableCheck check(database, aggregateId, tell);
        return InventoryTables(database).check(check);
    }

private:
    static Result<Receipt> adjust(const Message& message, UnitOfWork& work);
    static Result<Receipt> reserveForOrder(const Message& message, UnitOfWork& work);
    static Result<Receipt> releaseForOrder(const Message& message, UnitOfWork& work);
};

std::optional<NewEvent> reservationRefused(const QUuid& orderId, const QString& reason)
{
    return NewEvent{u"InventoryReservationRefused"_s, {{u"order_id"_s, idText(orderId)}, {u"reason"_s, reason}}};
}

/// Gives back what the order holds, if anything: of a command and of a cancelled order alike.
Status giveBack(const std::map<QUuid, std::int64_t>& held, const Reservation& after, const QUuid& orderId, UnitOfWork& work)
{
    if (held.empty())
        return {};
    REPLAY_TRY(moveStock(held, work, [&](const StockItem& item, std::int64_t quantity) { return stockReleased(item, orderId, quantity); }));
    return InventoryTables(work.database()).closeReservation(after);
}

/// Appends what a reaction decided about one stock item, and keeps the table.
template <typename Decide>
Status reactOnStock(const QUuid& productId, UnitOfWork& work, Decide&& decide)
{
    const QUuid id = contracts::stockItemId(productId);
    REPLAY_ASSIGN(const auto before, work.load<StockItem>(id));
    const bool existed = before->state.exists;
    work.reach(GapPoint::Loaded);
    const domain::Decision decision = decide(std::as_const(before->state));
    work.reach(GapPoint::Decided);
    const auto& decided = std::get<NewEvents>(decision);
    if (decided.empty())
        return {};
    REPLAY_TRY(work.append<StockItem>(id, stockItemType, decided));
    REPLAY_ASSIGN(const auto after, work.load<StockItem>(id));
    InventoryTables tables(work.database());
    REPLAY_TRY(existed ? tables.updateStock(after->state) : tables.insertStock(after->state));
    work.reach(GapPoint::Appended);
    return {};
}

/// What the order holds goes back (a cancelled order) or leaves the warehouse (a shipped one); a no-op where it holds nothing.
Status settleReservation(const QUuid& orderId, UnitOfWork& work, NewEvent (*move)(const StockItem&, const QUuid&, std::int64_t),
                         const std::function<domain::Decision(const Reservation&)>& decide)
{
    const Target target = reservationTarget(orderId);
    REPLAY_ASSIGN(const auto before, work.load<Reservation>(target.id));
    work.reach(GapPoint::Loaded);
    if (!before->state.holds())
        return {};
    const std::map<QUuid, std::int64_t> held = before->state.quantities;
    const domain::Decision decision = decide(before->state);
    work.reach(GapPoint::Decided);
    REPLAY_TRY(work.append<Reservation>(target.id, target.type, std::get<NewEvents>(decision)));
    REPLAY_ASSIGN(const auto after, work.load<Reservation>(target.id));
    REPLAY_TRY(moveStock(held, work, [&](const StockItem& item, std::int64_t quantity) { return move(item, orderId, quantity); }));
    REPLAY_TRY(InventoryTables(work.database()).closeReservation(after->state));
    work.reach(GapPoint::Appended);
    return {};
}

}  // namespace

QList<api::RequestSchema> InventoryService::commands() const
{
    using namespace contracts;
    return {request(
        "AdjustStock", "inventory", "Adds to a product's stock, or takes from it",
        {needed("product_id", "id:Product", exampleId), needed("delta", "whole", "10"), maybe("reason", "text", "\"stock-taking\"")})};
}

bool InventoryService::accepts(const QString& command) const
{
    return command == "AdjustStock"_L1 || command == "ReserveInventory"_L1 || command == "ReleaseInventory"_L1 ||
           command == "RestockInventory"_L1 || command == "WithdrawRestock"_L1;
}

Result<Receipt> InventoryService::handle(const Message& message, UnitOfWork& work)
{
    if (message.name == "ReserveInventory"_L1)
        return reserveForOrder(message, work);
    if (message.name == "ReleaseInventory"_L1)
        return releaseForOrder(message, work);
    if (message.name == "RestockInventory"_L1)
        return handleRestock(message, work);
    if (message.name == "WithdrawRestock"_L1)
        return handleWithdrawRestock(message, work);
    if (message.name == "AdjustStock"_L1)
        return adjust(message, work);
    return domain::unknownCommand(message, name());
}

Result<Receipt> InventoryService::adjust(const Message& message, UnitOfWork& work)
{
    Fields fields(message.data, message.name);
    const QUuid productId = fields.id("product_id");
    const std::int64_t delta = fields.whole("delta", -stockMax, stockMax);
    const QString reason = fields.maybeText("reason", 1'000).value_or(QString());
    REPLAY_TRY(fields.finish());
    return settle<StockItem>(
        message, work, {contracts::stockItemId(productId), stockItemType},
        [&](const StockItem& item) { return adjustStock(item, productId, delta, reason); },
        [&](const StockItem& item) -> Result<QJsonObject> {
            REPLAY_TRY(InventoryTables(work.database()).updateStock(item));
            return QJsonObject{{u"product_id"_s, idText(productId)},
                               {u"on_hand"_s, static_cast<qint64>(item.onHand)},
                               {u"reserved"_s, static_cast<qint64>(item.reserved)},
                               {u"available"_s, static_cast<qint64>(item.available())}};
        });
}

Result<Receipt> InventoryService::reserveForOrder(const Message& message, UnitOfWork& work)
{
    Fields fields(message.data, message.name);
    const QUuid orderId = fields.id("order_id");
    const QJsonArray items = fields.array("items");
    const QString itemsPath = fields.path("items");
    REPLAY_TRY(fields.finish());
    REPLAY_ASSIGN(const std::vector<contracts::RequestedLine> lines, contracts::readLines(items, itemsPath));
    const std::map<QUuid, std::int64_t> quantities = contracts::quantitiesByProduct(lines);
    REPLAY_ASSIGN(const LoadedGoods goods, LoadedGoods::load(quantities, work));
    return settle<Reservation>(
        message, work, reservationTarget(orderId),
        [&](const Reservation& reservation) { return reserve(reservation, orderId, goods.wanted()); },
        [&](const Reservation& reservation) -> Result<QJsonObject> {
            InventoryTables tables(work.database());
            REPLAY_TRY(moveStock(quantities, work,
                                 [&](const StockItem& item, std::int64_t quantity) { return stockReserved(item, orderId, quantity); }));
            REPLAY_TRY(tables.saveReservation(reservation));
            return QJsonObject{{u"order_id"_s, idText(orderId)}, {u"status"_s, reservation.status}};
        },
        [&](const QString& reason) { return reservationRefused(orderId, reason); });
}

Result<Receipt> InventoryService::releaseForOrder(const Message& message, UnitOfWork& work)
{
    Fields fields(message.data, message.name);
    const QUuid orderId = fields.id("order_id");
    const QString reason = fields.maybeText("reason", 1'000).value_or(QString());
    REPLAY_TRY(fields.finish());
    std::map<QUuid, std::int64_t> held;
    return settle<Reservation>(
        message, work, reservationTarget(orderId),
        [&](const Reservation& reservation) {
            if (reservation.holds())
                held = reservation.quantities;
            return release(reservation, orderId, reason);
        },
        [&](const Reservation& reservation) -> Result<QJsonObject> {
            REPLAY_TRY(giveBack(held, reservation, orderId, work));
            return QJsonObject{{u"order_id"_s, idText(orderId)}, {u"status"_s, reservation.status}};
        });
}

Status InventoryService::onEvent(const events::Event& event, UnitOfWork& work)
{
    const QUuid id = event.aggregateId;
    if (event.eventType == "ProductDeactivated"_L1)
        return reactOnStock(id, work, discontinue);
    if (event.eventType == "OrderShipped"_L1)
        return settleReservation(id, work, stockShipped, [&](const Reservation& reservation) { return ship(reservation, id); });
    const QJsonObject data = event.data();
    if (event.eventType == "OrderReturned"_L1)
        return reactToReturn(id, base::idOf(data.value("return_id"_L1)), work);
    if (event.eventType == "OrderCancelled"_L1) {
        const QString reason = contracts::textOf(data.value("reason"_L1));
        return settleReservation(id, work, stockReleased, [&](const Reservation& reservation) { return release(reservation, id, reason); });
    }
    if (event.eventType == "ProductCreated"_L1) {
        return reactOnStock(id, work, [&](const StockItem& item) {
            return createStock(item, id, data.value("sku"_L1).toString(), data.value("stock_quantity"_L1).toInteger());
        });
    }
    if (event.eventType == "ProductUpdated"_L1 && data.contains("stock_quantity"_L1)) {
        return reactOnStock(id, work,
                            [&](const StockItem& item) { return setAvailable(item, data.value("stock_quantity"_L1).toInteger()); });
    }
    return {};
}

Status InventoryService::restore(const events::Event& event, UnitOfWork& work)
{
    InventoryTables tables(work.database());
    if (event.aggregateType == stockItemType) {
        REPLAY_ASSIGN(const auto restored, work.restore<StockItem>(event));
        const StockItem& item = restored.after->state;
        return restored.before.exists ? tables.updateStock(item) : tables.insertStock(item);
    }
    if (event.aggregateType != reservationType)
        return {};
    REPLAY_ASSIGN(const auto restored, work.restore<Reservation>(event));
    const Reservation& reservation = restored.after->state;
    if (event.eventType == "InventoryReservationRefused"_L1 || event.eventType == "InventoryRestockRefused"_L1)
        return {};
    if (event.eventType == "InventoryReleased"_L1 || event.eventType == "InventoryShipped"_L1)
        return restored.before.holds() ? tables.closeReservation(reservation) : Status();
    REPLAY_TRY(tables.saveReservation(reservation));
    return tables.saveReturn(reservation, base::idOf(event.data().value("return_id"_L1)));
}

Result<QStringList> InventoryService::checkTables(storage::Database& database, qint64& checked) const
{
    domain::TableCheck check(database, checked);
    REPLAY_TRY(InventoryTables(database).check(check));
    return check.differences();
}

std::unique_ptr<commands::Service> makeInventoryService() { return std::make_unique<InventoryService>(); }

}  // namespace replay::inventory
