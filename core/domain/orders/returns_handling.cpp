// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/orders/returns_handling.h"

#include "core/domain/orders/order_handling.h"
#include "core/domain/orders/placing.h"
#include "core/domain/orders/return_rules.h"

namespace replay::orders {

using namespace Qt::StringLiterals;
using base::Fields;
using commands::Message;
using commands::Receipt;
using events::UnitOfWork;

namespace {

/// What a saga's command about a return names.
struct Named {
    QUuid orderId;
    QUuid returnId;
    QString reason;
};

Result<Named> readNamed(const Message& message)
{
    Fields fields(message.data, message.name);
    Named named;
    named.orderId = fields.id("order_id");
    named.returnId = fields.id("return_id");
    named.reason = fields.textOr("reason", u"the saga failed"_s);
    REPLAY_TRY(fields.finish());
    return named;
}

}  // namespace

Result<Receipt> handleReturnOrder(const Message& message, UnitOfWork& work, std::optional<std::int64_t> ordinal)
{
    Fields fields(message.data, message.name);
    ReturnOrder command;
    command.orderId = fields.id("order_id");
    const QJsonArray items = fields.array("items");
    command.reason = fields.maybeText("reason", 1'000).value_or(QString());
    command.returnId = fields.maybeId("return_id").value_or(QUuid());
    const QString itemsPath = fields.path("items");
    REPLAY_TRY(fields.finish());
    REPLAY_ASSIGN(command.items, contracts::readLines(items, itemsPath));
    for (std::size_t i = 0; i < command.items.size(); ++i) {
        if (command.items[i].unitPrice)
            return base::malformed(u"%1[%2].unit_price: the price of a return is that of the order"_s.arg(itemsPath).arg(i));
    }
    if (command.returnId.isNull())
        command.returnId = work.newId();
    return change(
        message, work, command.orderId, {}, [&](const Order& order) { return numbered(requestReturn(order, command), ordinal); },
        command.returnId);
}

Result<Receipt> handleTakeBack(const Message& message, UnitOfWork& work)
{
    REPLAY_ASSIGN(const Named named, readNamed(message));
    return change(
        message, work, named.orderId, u"OrderReturnRefused"_s,
        [&](const Order& order) { return takeBack(order, named.orderId, named.returnId); }, named.returnId);
}

Result<Receipt> handleRejectReturn(const Message& message, UnitOfWork& work)
{
    REPLAY_ASSIGN(const Named named, readNamed(message));
    return change(
        message, work, named.orderId, {},
        [&](const Order& order) { return rejectReturn(order, named.orderId, named.returnId, named.reason); }, named.returnId);
}

Result<Receipt> handleCloseReturn(const Message& message, UnitOfWork& work)
{
    REPLAY_ASSIGN(const Named named, readNamed(message));
    return change(
        message, work, named.orderId, {}, [&](const Order& order) { return closeReturn(order, named.orderId, named.returnId); },
        named.returnId);
}

}  // namespace replay::orders
