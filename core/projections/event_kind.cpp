// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/projections/event_kind.h"

#include <QHash>
#include <array>

namespace replay::projections {
namespace {

constexpr std::array<const char*, eventKindCount> names{
    "",
    "UserRegistered",
    "UserErased",
    "CategoryCreated",
    "ProductCreated",
    "ProductUpdated",
    "ProductDeactivated",
    "StockItemCreated",
    "StockAdjusted",
    "StockReserved",
    "StockReleased",
    "StockShipped",
    "StockRestocked",
    "StockRestockWithdrawn",
    "StockItemDiscontinued",
    "OrderCreated",
    "OrderConfirmed",
    "OrderCancelled",
    "OrderShipped",
    "OrderDelivered",
    "OrderReturned",
    "PaymentProcessed",
    "PaymentDeclined",
    "PaymentRefunded",
    "PaymentVoided",
    "SagaStarted",
    "SagaStepStarted",
    "SagaStepCompleted",
    "SagaStepFailed",
    "SagaStepCompensated",
    "SagaCompensating",
    "SagaCompleted",
    "SagaFailed",
    "SagaStuck",
    "SagaRetried",
    "SagaPaused",
    "SagaResumed",
    "SagaResolved",
    "SagaAborted",
    "OrderPlaced",
    "OrderRejected",
    "OrderConfirmationRefused",
    "InventoryReserved",
    "InventoryReservationRefused",
    "InventoryReleased",
    "ReactionFailed",
    "ReactionStuck",
    "ReactionRetried",
    "ReactionResolved",
};

}  // namespace

EventKind eventKindOf(const QString& eventType)
{
    static const QHash<QString, EventKind> kinds = [] {
        QHash<QString, EventKind> all;
        for (std::size_t i = 1; i < names.size(); ++i)
            all.insert(QString::fromLatin1(names[i]), static_cast<EventKind>(i));
        return all;
    }();
    return kinds.value(eventType, EventKind::Other);
}

QString eventTypeOf(EventKind kind) { return QString::fromLatin1(names[static_cast<std::size_t>(kind)]); }

}  // namespace replay::projections
