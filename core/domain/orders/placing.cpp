// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/orders/placing.h"

#include "core/contracts/request_schema.h"
#include "core/contracts/text_checks.h"
#include "core/domain/orders/order_handling.h"

namespace replay::orders {

using namespace Qt::StringLiterals;
using base::Fields;
using base::idText;
using base::Result;
using base::Status;
using commands::Message;
using commands::Receipt;
using domain::Decision;
using events::UnitOfWork;

namespace {

const QString keyOrdinal = u"ordinal"_s;

QJsonObject readAddress(Fields& fields, const char* key, const QJsonObject& address)
{
    if (const QString fault = contracts::addressFault(address); !fault.isEmpty())
        fields.fail(key, fault);
    return address;
}

/// Ends the waiting for a confirmation; nothing where the order has been decided on.
Decision expire(const Order& order, const QUuid& orderId)
{
    const bool waits = order.created ? order.inSaga && order.status == "pending"_L1 : order.status.isEmpty();
    if (!waits)
        return domain::NewEvents{};
    const QString reason = u"not confirmed in time"_s;
    domain::NewEvents events{{u"OrderConfirmationRefused"_s, {{u"order_id"_s, idText(orderId)}, {u"reason"_s, reason}}}};
    const Decision cancelled = compensateOrder(order, orderId, reason);
    for (const events::NewEvent& event : std::get<domain::NewEvents>(cancelled))
        events.push_back(event);
    return events;
}

}  // namespace

Result<AskedOrder> readOrder(const Message& message)
{
    Fields fields(message.data, message.name);
    AskedOrder asked;
    CreateOrder& command = asked.command;
    command.fromSaga = domain::isFromSaga(message);
    command.customerId = fields.id("customer_id");
    const QJsonArray items = fields.array("items");
    command.shippingAddress = readAddress(fields, "shipping_address", fields.object("shipping_address"));
    command.billingAddress = fields.maybeObject("billing_address");
    readAddress(fields, "billing_address", command.billingAddress.value_or(QJsonObject()));
    command.paymentMethod = fields.maybeText("payment_method").value_or(QString());
    command.shippingMethod = fields.maybeText("shipping_method").value_or(QString());
    command.notes = fields.maybeText("notes").value_or(QString());
    command.currency = fields.textOr("currency", u"USD"_s);
    asked.orderId = fields.maybeId("order_id");
    asked.orderNumber = fields.maybeText("order_number");
    const QString itemsPath = fields.path("items");
    REPLAY_TRY(fields.finish());
    REPLAY_ASSIGN(asked.lines, contracts::readLines(items, itemsPath));
    return asked;
}

api::RequestSchema placeOrderSchema()
{
    using namespace contracts;
    return request("PlaceOrder", "order",
                   "Buys: the order service takes it up, and each service reacts to what the one before it did, without an orchestrator.",
                   {needed("customer_id", "id:User", ""), needed("items", "items", exampleItems),
                    needed("shipping_address", "object", exampleAddress), maybe("billing_address", "object"),
                    maybe("payment_method", "text", "\"card\""), maybe("shipping_method", "text", "\"standard\""), maybe("notes", "text"),
                    maybe("currency", "text", "\"USD\""), maybe("order_number", "text"), maybe("order_id", "text")});
}

Result<std::int64_t> nextCase(UnitOfWork& work) { return work.database().integer("SELECT max(ordinal) + 1 FROM case_numbers", 1); }

Status keepCase(std::int64_t ordinal, const QUuid& orderId, const QString& command, UnitOfWork& work)
{
    REPLAY_TRY(work.database().run("INSERT INTO case_numbers (ordinal, order_id, command) VALUES (?, ?, ?)", ordinal, orderId, command));
    return {};
}

Decision numbered(Decision decision, std::optional<std::int64_t> ordinal)
{
    if (auto* events = std::get_if<domain::NewEvents>(&decision); ordinal && events && !events->empty())
        events->front().data.insert(keyOrdinal, static_cast<qint64>(*ordinal));
    return decision;
}

Result<Receipt> handlePlaceOrder(const Message& message, UnitOfWork& work)
{
    REPLAY_ASSIGN(const AskedOrder asked, readOrder(message));
    const QUuid orderId = asked.orderId.value_or(QUuid()).isNull() ? work.newId() : *asked.orderId;
    REPLAY_ASSIGN(const std::int64_t before,
                  work.database().integer("SELECT count(*) FROM case_numbers WHERE order_id = ? AND command = 'PlaceOrder'", 0, orderId));
    REPLAY_ASSIGN(const std::int64_t ordinal, nextCase(work));
    QJsonObject data = message.data;
    data.insert(u"order_id"_s, idText(orderId));
    return domain::settle<Order>(
        message, work, orderTarget(orderId),
        [&](const Order& order) -> Decision {
            if (order.created || before > 0)
                return domain::refuse(u"Order %1 already exists"_s.arg(idText(orderId)));
            if (asked.lines.empty())
                return domain::refuse(u"Order must have at least one item"_s);
            return numbered(domain::happened(u"OrderPlaced"_s, data), ordinal);
        },
        [&](const Order&) -> Result<QJsonObject> {
            REPLAY_TRY(keepCase(ordinal, orderId, message.name, work));
            return QJsonObject{{u"order_id"_s, idText(orderId)}, {u"saga_id"_s, idText(orderId)}};
        });
}

Result<Receipt> handleExpireOrder(const Message& message, UnitOfWork& work)
{
    Fields fields(message.data, message.name);
    const QUuid orderId = fields.id("order_id");
    REPLAY_TRY(fields.finish());
    return change(message, work, orderId, {}, [&](const Order& order) { return expire(order, orderId); });
}

}  // namespace replay::orders
