// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/orders/orders_service.h"

#include "core/contracts/ids.h"
#include "core/contracts/json_text.h"
#include "core/contracts/request_schema.h"
#include "core/domain/orders/order_handling.h"
#include "core/domain/orders/placing.h"
#include "core/domain/orders/returns_handling.h"
#include "core/domain/table_check.h"

namespace replay::orders {

using namespace Qt::StringLiterals;
using base::Fields;
using base::idText;
using commands::Message;
using commands::Receipt;
using domain::isFromSaga;
using domain::settle;
using events::NewEvent;
using events::UnitOfWork;

namespace {

class OrdersService final : public commands::Service {
public:
    explicit OrdersService(bool takesPurchases) : m_takesPurchases(takesPurchases) {}

    QString name() const override { return u"order"_s; }
    QList<api::RequestSchema> commands() const override;
    bool accepts(const QString& command) const override
    {
        return handlers().contains(command) || (m_takesPurchases && (command == "PlaceOrder"_L1 || command == "ExpireOrder"_L1));
    }
    Result<Receipt> handle(const Message& message, UnitOfWork& work) override;
    QStringList subscriptions() const override
    {
        return {u"UserRegistered"_s, u"UserDeactivated"_s,    u"UserErased"_s,   u"ProductCreated"_s,
                u"ProductUpdated"_s, u"ProductDeactivated"_s, u"SagaResolved"_s, u"SagaAborted"_s};
    }
    Status onEvent(const events::Event& event, UnitOfWork& work) override;
    Status forget(const QUuid& customerId, base::ModelTime at, UnitOfWork& work) override;
    Status restore(const events::Event& event, UnitOfWork& work) override;
    events::Folds folds() const override { return {events::foldOf<Order>(orderType, u"order"_s)}; }
    Result<QStringList> checkTables(storage::Database& database, qint64& checked) const override;
    Status tellTables(storage::Database& database, const QUuid& aggregateId, const commands::TellTables& tell) const override
    {
        domain::TableCheck check(database, aggregateId, tell);
        return OrdersTables(database).check(check);
    }

private:
    using Handler = Result<Receipt> (*)(const Message&, UnitOfWork&);
    static const QHash<QString, Handler>& handlers();

    static Result<Receipt> create(const Message& message, UnitOfWork& work);
    static Result<Receipt> confirm(const Message& message, UnitOfWork& work) { return confirmNumbered(message, work, std::nullopt); }
    static Result<Receipt> confirmNumbered(const Message& message, UnitOfWork& work, std::optional<std::int64_t> ordinal);
    Result<Receipt> handleNumbered(const Message& message, UnitOfWork& work) const;
    static Result<Receipt> cancel(const Message& message, UnitOfWork& work);
    static Result<Receipt> release(const Message& message, UnitOfWork& work);
    static Result<Receipt> ship(const Message& message, UnitOfWork& work);
    static Result<Receipt> deliver(const Message& message, UnitOfWork& work);
    static Status unlock(const QJsonObject& told, UnitOfWork& work);
    static Status remember(const events::Event& event, UnitOfWork& work);

    bool m_takesPurchases;
};

/// The shortest ending of the order's id that no other order has as its number.
Result<QString> freeNumber(const QUuid& orderId, OrdersTables& tables)
{
    QString number;
    for (const int digits : {8, 12, 32}) {
        number = QString(u"ORD-"_s + contracts::shortCode(orderId, digits));
        REPLAY_ASSIGN(const bool taken, tables.isNumberTaken(number));
        if (!taken)
            break;
    }
    return number;
}

}  // namespace

const QHash<QString, OrdersService::Handler>& OrdersService::handlers()
{
    static const QHash<QString, Handler> all{
        {u"CreateOrder"_s, create},
        {u"ConfirmOrder"_s, confirm},
        {u"CancelOrder"_s, cancel},
        {u"ReleaseOrder"_s, release},
        {u"ShipOrder"_s, ship},
        {u"DeliverOrder"_s, deliver},
        {u"ReturnOrder"_s, [](const Message& message, UnitOfWork& work) { return handleReturnOrder(message, work); }},
        {u"TakeBackOrder"_s, handleTakeBack},
        {u"RejectReturn"_s, handleRejectReturn},
        {u"CloseReturn"_s, handleCloseReturn}};
    return all;
}

QList<api::RequestSchema> OrdersService::commands() const
{
    using namespace contracts;
    const api::FieldSchema order = needed("order_id", "id:Order", exampleId);
    QList<api::RequestSchema> all{
        request("CreateOrder", "order", "Creates a pending order, without a saga",
                {needed("customer_id", "id:User", exampleId), needed("items", "items", exampleItems),
                 needed("shipping_address", "object", exampleAddress), maybe("billing_address", "object", exampleAddress),
                 maybe("payment_method", "text", "\"card\""), maybe("shipping_method", "text", "\"parcel\""), maybe("notes", "text"),
                 maybe("currency", "text", "\"USD\""), maybe("order_id", "id:Order", exampleId),
                 maybe("order_number", "text", "\"ORD-1001\"")}),
        request("ConfirmOrder", "order", "Asks for a pending order to be confirmed: a saga reserves, charges and confirms", {order}),
        request("CancelOrder", "order", "Cancels an order that is pending or confirmed",
                {order, maybe("reason", "text", "\"changed my mind\"")}),
        request("ShipOrder", "order", "Sends a confirmed order on its way", {order, maybe("tracking_number", "text", "\"TRK-1\"")}),
        request("DeliverOrder", "order", "Marks a shipped order as delivered", {order}),
        request("ReturnOrder", "order", "Sends goods of a sold order back: a saga takes them back, restocks and refunds them",
                {order, needed("items", "items", exampleItems), maybe("reason", "text", "\"did not fit\""),
                 maybe("return_id", "text", exampleId)})};
    if (m_takesPurchases)
        all.prepend(placeOrderSchema());
    return all;
}

Result<Receipt> OrdersService::handle(const Message& message, UnitOfWork& work)
{
    if (m_takesPurchases) {
        if (message.name == "PlaceOrder"_L1)
            return handlePlaceOrder(message, work);
        if (message.name == "ExpireOrder"_L1)
            return handleExpireOrder(message, work);
        if (message.name == "ReturnOrder"_L1 || (message.name == "ConfirmOrder"_L1 && !isFromSaga(message)))
            return handleNumbered(message, work);
    }
    const Handler handler = handlers().value(message.name);
    return handler ? handler(message, work) : domain::unknownCommand(message, name());
}

Result<Receipt> OrdersService::create(const Message& message, UnitOfWork& work)
{
    REPLAY_ASSIGN(AskedOrder asked, readOrder(message));
    CreateOrder& command = asked.command;
    OrdersTables tables(work.database());
    command.orderId = asked.orderId.value_or(QUuid());
    if (command.orderId.isNull())
        command.orderId = work.newId();
    if (asked.orderNumber) {
        command.orderNumber = *asked.orderNumber;
        REPLAY_ASSIGN(command.numberTaken, tables.isNumberTaken(*asked.orderNumber));
    } else {
        REPLAY_ASSIGN(command.orderNumber, freeNumber(command.orderId, tables));
    }
    REPLAY_ASSIGN(command.customer, tables.standing(command.customerId));
    command.lines.reserve(asked.lines.size());
    for (const contracts::RequestedLine& line : asked.lines) {
        REPLAY_ASSIGN(std::optional<CatalogueEntry> entry, tables.catalogueEntry(line.productId));
        command.lines.push_back({line, std::move(entry)});
    }
    return settle<Order>(
        message, work, orderTarget(command.orderId), [&](const Order& order) { return createOrder(order, command); },
        [&](const Order& order) -> Result<QJsonObject> {
            REPLAY_TRY(tables.insert(order, work));
            return QJsonObject{{u"order_id"_s, idText(command.orderId)},
                               {u"order_number"_s, order.orderNumber},
                               {u"total_amount"_s, order.total.toString()},
                               {u"status"_s, order.status}};
        },
        [&](const QString& reason) {
            return std::optional(NewEvent{u"OrderRejected"_s, {{u"order_id"_s, idText(command.orderId)}, {u"reason"_s, reason}}});
        });
}

/// What an orchestrator will conduct beside the purchases has its number from here: two who number would give one twice.
Result<Receipt> OrdersService::handleNumbered(const Message& message, UnitOfWork& work) const
{
    REPLAY_ASSIGN(const std::int64_t ordinal, nextCase(work));
    REPLAY_ASSIGN(const Receipt receipt,
                  message.name == "ReturnOrder"_L1 ? handleReturnOrder(message, work, ordinal) : confirmNumbered(message, work, ordinal));
    if (receipt.outcome == Receipt::Outcome::Done)
        REPLAY_TRY(keepCase(ordinal, base::idOf(message.data.value("order_id"_L1)), message.name, work));
    return receipt;
}

Result<Receipt> OrdersService::confirmNumbered(const Message& message, UnitOfWork& work, std::optional<std::int64_t> ordinal)
{
    Fields fields(message.data, message.name);
    const QUuid orderId = fields.id("order_id");
    const bool saga = isFromSaga(message);
    const QUuid paymentId = saga ? fields.maybeId("payment_id").value_or(QUuid()) : QUuid();
    REPLAY_TRY(fields.finish());
    return change(message, work, orderId, u"OrderConfirmationRefused"_s, [&](const Order& order) {
        return saga ? confirmOrder(order, orderId, paymentId) : numbered(requestConfirmation(order, orderId), ordinal);
    });
}

Result<Receipt> OrdersService::cancel(const Message& message, UnitOfWork& work)
{
    Fields fields(message.data, message.name);
    const QUuid orderId = fields.id("order_id");
    const QString reason = fields.maybeText("reason").value_or(QString());
    REPLAY_TRY(fields.finish());
    return change(message, work, orderId, {}, [&](const Order& order) {
        if (domain::isReaction(message) && order.status == "cancelled"_L1)
            return domain::Decision(domain::NewEvents{});  // its deadline did that already
        return isFromSaga(message) ? compensateOrder(order, orderId, reason) : cancelOrder(order, orderId, reason);
    });
}

Result<Receipt> OrdersService::release(const Message& message, UnitOfWork& work)
{
    Fields fields(message.data, message.name);
    const QUuid orderId = fields.id("order_id");
    const QString reason = fields.textOr("reason", u"the saga failed"_s);
    REPLAY_TRY(fields.finish());
    return change(message, work, orderId, {}, [&](const Order&) { return releaseOrder(orderId, reason); });
}

Result<Receipt> OrdersService::ship(const Message& message, UnitOfWork& work)
{
    Fields fields(message.data, message.name);
    const QUuid orderId = fields.id("order_id");
    const QString trackingNumber = fields.maybeText("tracking_number").value_or(QString());
    REPLAY_TRY(fields.finish());
    return change(message, work, orderId, {}, [&](const Order& order) { return shipOrder(order, orderId, trackingNumber); });
}

Result<Receipt> OrdersService::deliver(const Message& message, UnitOfWork& work)
{
    Fields fields(message.data, message.name);
    const QUuid orderId = fields.id("order_id");
    REPLAY_TRY(fields.finish());
    return change(message, work, orderId, {}, [&](const Order& order) { return deliverOrder(order, orderId); });
}

/// An operator ended the undoing of an order by hand: nobody else will lift its lock.
Status OrdersService::unlock(const QJsonObject& told, UnitOfWork& work)
{
    if (told.value("step"_L1).toString() != "create_order"_L1)
        return {};
    const QUuid orderId = base::idOf(told.value("order_id"_L1));
    REPLAY_ASSIGN(const auto before, work.load<Order>(orderId));
    if (!before->state.created || !before->state.inSaga)
        return {};
    const std::size_t historyBefore = before->state.history.size();
    const Decision decision = releaseOrder(orderId, u"ended by an operator: %1"_s.arg(told.value("reason"_L1).toString()));
    REPLAY_TRY(work.append<Order>(orderId, orderType, std::get<domain::NewEvents>(decision)));
    REPLAY_ASSIGN(const auto after, work.load<Order>(orderId));
    return OrdersTables(work.database()).update(after->state, historyBefore, work);
}

Status OrdersService::onEvent(const events::Event& event, UnitOfWork& work)
{
    if (event.eventType == "SagaResolved"_L1 || event.eventType == "SagaAborted"_L1 || event.eventType == "ReactionResolved"_L1)
        return unlock(event.data(), work);
    return remember(event, work);
}

/// The key of a customer who was erased goes, and so does what their orders said of them.
Status OrdersService::forget(const QUuid& customerId, base::ModelTime at, UnitOfWork& work)
{
    OrdersTables tables(work.database());
    REPLAY_TRY(work.store().keys().erase(customerId, at));
    REPLAY_ASSIGN(const QList<QUuid> orders, tables.ordersOf(customerId));
    for (const QUuid& orderId : orders) {
        REPLAY_TRY(work.refold(orderId));
        REPLAY_ASSIGN(const auto left, work.load<Order>(orderId));
        REPLAY_TRY(tables.updatePersonal(left->state));
    }
    return {};
}

/// Keeps what this service must know of users and products.
Status OrdersService::remember(const events::Event& event, UnitOfWork& work)
{
    OrdersTables tables(work.database());
    const QUuid id = event.aggregateId;
    if (event.eventType == "UserRegistered"_L1)
        return tables.keepCustomer(id, true);
    if (event.eventType == "UserDeactivated"_L1 || event.eventType == "UserErased"_L1)
        return tables.keepCustomer(id, false);
    if (event.eventType == "ProductDeactivated"_L1)
        return tables.retireProduct(id);
    const QJsonObject data = event.data();
    if (event.eventType == "ProductCreated"_L1)
        return tables.keepProduct(id, data.value("sku"_L1).toString(), data.value("name"_L1).toString(),
                                  base::moneyOf(data.value("price"_L1)));
    if (event.eventType == "ProductUpdated"_L1) {
        const QJsonValue price = data.value("price"_L1);
        return tables.changeProduct(id, contracts::textOf(data.value("name"_L1)),
                                    price.isString() ? std::optional(base::moneyOf(price)) : std::nullopt);
    }
    return {};
}

Status OrdersService::restore(const events::Event& event, UnitOfWork& work)
{
    if (event.eventType == "UserErased"_L1)
        REPLAY_TRY(forget(event.aggregateId, event.occurredAt, work));
    if (event.aggregateType != orderType)
        return remember(event, work);
    REPLAY_ASSIGN(const auto restored, work.restore<Order>(event));
    const Order& order = restored.after->state;
    const QJsonObject data = event.data();
    if (data.contains("ordinal"_L1)) {
        const QString command = event.eventType == "OrderPlaced"_L1            ? u"PlaceOrder"_s
                                : event.eventType == "OrderReturnRequested"_L1 ? u"ReturnOrder"_s
                                                                               : u"ConfirmOrder"_s;
        REPLAY_TRY(keepCase(data.value("ordinal"_L1).toInteger(), event.aggregateId, command, work));
    }
    OrdersTables tables(work.database());
    if (event.eventType == "OrderCreated"_L1)
        return tables.insert(order, work);
    if (!order.created)
        return {};
    REPLAY_TRY(tables.update(order, restored.before.history.size(), work));
    return tables.saveReturn(order, base::idOf(data.value("return_id"_L1)));
}

Result<QStringList> OrdersService::checkTables(storage::Database& database, qint64& checked) const
{
    domain::TableCheck check(database, checked);
    REPLAY_TRY(OrdersTables(database).check(check));
    return check.differences();
}

std::unique_ptr<commands::Service> makeOrdersService(bool takesPurchases) { return std::make_unique<OrdersService>(takesPurchases); }

}  // namespace replay::orders
