// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/orders/orders_service.h"

#include "core/contracts/ids.h"
#include "core/contracts/json_text.h"
#include "core/contracts/request_schema.h"
#include "core/contracts/text_checks.h"
#include "core/domain/orders/order_handling.h"
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
    QString name() const override { return u"order"_s; }
    QList<api::RequestSchema> commands() const override;
    bool accepts(const QString& command) const override { return handlers().contains(command); }
    Result<Receipt> handle(const Message& message, UnitOfWork& work) override;
    QStringList subscriptions() const override
    {
        return {u"UserRegistered"_s, u"UserDeactivated"_s,    u"UserErased"_s,   u"ProductCreated"_s,
                u"ProductUpdated"_s, u"ProductDeactivated"_s, u"SagaResolved"_s, u"SagaAborted"_s};
    }
    Status onEvent(const events::Event& event, UnitOfWork& work) override;
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
    static Result<Receipt> confirm(const Message& message, UnitOfWork& work);
    static Result<Receipt> cancel(const Message& message, UnitOfWork& work);
    static Result<Receipt> release(const Message& message, UnitOfWork& work);
    static Result<Receipt> ship(const Message& message, UnitOfWork& work);
    static Result<Receipt> deliver(const Message& message, UnitOfWork& work);
    static Status unlock(const QJsonObject& told, UnitOfWork& work);
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

QJsonObject readAddress(Fields& fields, const char* key, const QJsonObject& address)
{
    if (const QString fault = contracts::addressFault(address); !fault.isEmpty())
        fields.fail(key, fault);
    return address;
}

}  // namespace

const QHash<QString, OrdersService::Handler>& OrdersService::handlers()
{
    static const QHash<QString, Handler> all{{u"CreateOrder"_s, create},
                                             {u"ConfirmOrder"_s, confirm},
                                             {u"CancelOrder"_s, cancel},
                                             {u"ReleaseOrder"_s, release},
                                             {u"ShipOrder"_s, ship},
                                             {u"DeliverOrder"_s, deliver},
                                             {u"ReturnOrder"_s, handleReturnOrder},
                                             {u"TakeBackOrder"_s, handleTakeBack},
                                             {u"RejectReturn"_s, handleRejectReturn},
                                             {u"CloseReturn"_s, handleCloseReturn}};
    return all;
}

QList<api::RequestSchema> OrdersService::commands() const
{
    using namespace contracts;
    const api::FieldSchema order = needed("order_id", "id:Order", exampleId);
    return {request("CreateOrder", "order", "Creates a pending order, without a saga",
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
}

Result<Receipt> OrdersService::handle(const Message& message, UnitOfWork& work)
{
    const Handler handler = handlers().value(message.name);
    return handler ? handler(message, work) : domain::unknownCommand(message, name());
}

Result<Receipt> OrdersService::create(const Message& message, UnitOfWork& work)
{
    Fields fields(message.data, message.name);
    CreateOrder command;
    command.fromSaga = isFromSaga(message);
    command.customerId = fields.id("customer_id");
    const QJsonArray items = fields.array("items");
    command.shippingAddress = readAddress(fields, "shipping_address", fields.object("shipping_address"));
    command.billingAddress = fields.maybeObject("billing_address");
    readAddress(fields, "billing_address", command.billingAddress.value_or(QJsonObject()));
    command.paymentMethod = fields.maybeText("payment_method").value_or(QString());
    command.shippingMethod = fields.maybeText("shipping_method").value_or(QString());
    command.notes = fields.maybeText("notes").value_or(QString());
    command.currency = fields.textOr("currency", u"USD"_s);
    const std::optional<QUuid> chosenId = fields.maybeId("order_id");
    const std::optional<QString> chosenNumber = fields.maybeText("order_number");
    const QString itemsPath = fields.path("items");
    REPLAY_TRY(fields.finish());
    REPLAY_ASSIGN(const std::vector<contracts::RequestedLine> lines, contracts::readLines(items, itemsPath));

    OrdersTables tables(work.database());
    command.orderId = chosenId.value_or(QUuid());
    if (command.orderId.isNull())
        command.orderId = work.newId();
    if (chosenNumber) {
        command.orderNumber = *chosenNumber;
        REPLAY_ASSIGN(command.numberTaken, tables.isNumberTaken(*chosenNumber));
    } else {
        REPLAY_ASSIGN(command.orderNumber, freeNumber(command.orderId, tables));
    }
    REPLAY_ASSIGN(command.customer, tables.standing(command.customerId));
    command.lines.reserve(lines.size());
    for (const contracts::RequestedLine& line : lines) {
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

Result<Receipt> OrdersService::confirm(const Message& message, UnitOfWork& work)
{
    Fields fields(message.data, message.name);
    const QUuid orderId = fields.id("order_id");
    const bool saga = isFromSaga(message);
    const QUuid paymentId = saga ? fields.maybeId("payment_id").value_or(QUuid()) : QUuid();
    REPLAY_TRY(fields.finish());
    return change(message, work, orderId, u"OrderConfirmationRefused"_s,
                  [&](const Order& order) { return saga ? confirmOrder(order, orderId, paymentId) : requestConfirmation(order, orderId); });
}

Result<Receipt> OrdersService::cancel(const Message& message, UnitOfWork& work)
{
    Fields fields(message.data, message.name);
    const QUuid orderId = fields.id("order_id");
    const QString reason = fields.maybeText("reason").value_or(QString());
    REPLAY_TRY(fields.finish());
    return change(message, work, orderId, {}, [&](const Order& order) {
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
    if (event.eventType == "SagaResolved"_L1 || event.eventType == "SagaAborted"_L1)
        return unlock(event.data(), work);
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

Result<QStringList> OrdersService::checkTables(storage::Database& database, qint64& checked) const
{
    domain::TableCheck check(database, checked);
    REPLAY_TRY(OrdersTables(database).check(check));
    return check.differences();
}

std::unique_ptr<commands::Service> makeOrdersService() { return std::make_unique<OrdersService>(); }

}  // namespace replay::orders
