// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/commands/service.h"
#include "core/domain/orders/order_rules.h"

/// The order service where nobody orchestrates: it takes purchases itself, numbers them, and gives up what is never confirmed.
namespace replay::orders {

/// What a client or a saga asks to be ordered, before the catalogue is looked at.
struct AskedOrder {
    CreateOrder command;
    std::optional<QUuid> orderId;
    std::optional<QString> orderNumber;
    std::vector<contracts::RequestedLine> lines;
};
base::Result<AskedOrder> readOrder(const commands::Message& message);

api::RequestSchema placeOrderSchema();
base::Result<commands::Receipt> handlePlaceOrder(const commands::Message& message, events::UnitOfWork& work);
/// The deadline of a purchase: what is not confirmed by then is refused and cancelled in one transaction, so that no late
/// confirmation can come between; the other services take back their part, whatever they still hear of it.
base::Result<commands::Receipt> handleExpireOrder(const commands::Message& message, events::UnitOfWork& work);

/// The number of the next case of this workspace.
base::Result<std::int64_t> nextCase(events::UnitOfWork& work);
base::Status keepCase(std::int64_t ordinal, const QUuid& orderId, const QString& command, events::UnitOfWork& work);
/// The decision with the case's number in its event; an orchestrator takes it over.
domain::Decision numbered(domain::Decision decision, std::optional<std::int64_t> ordinal);

}  // namespace replay::orders
