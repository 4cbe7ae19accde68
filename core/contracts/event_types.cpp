// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contracts/upcasters.h"

namespace replay::contracts {

const QStringList& eventTypes()
{
    static constexpr const char* names[] = {
        "AddressAdded",
        "CategoryCreated",
        "EmailVerified",
        "ImageAdded",
        "InventoryReleased",
        "InventoryReservationRefused",
        "InventoryReserved",
        "InventoryRestockRefused",
        "InventoryRestockWithdrawn",
        "InventoryRestocked",
        "InventoryReturnStocked",
        "InventoryShipped",
        "OrderCancelled",
        "OrderConfirmationFailed",
        "OrderConfirmationRefused",
        "OrderConfirmationRequested",
        "OrderConfirmed",
        "OrderCreated",
        "OrderDelivered",
        "OrderItemsTakenBack",
        "OrderPlaced",
        "OrderRejected",
        "OrderReturnRefused",
        "OrderReturnRejected",
        "OrderReturnRequested",
        "OrderReturned",
        "OrderShipped",
        "PasswordChanged",
        "PaymentDeclined",
        "PaymentProcessed",
        "PaymentRefundRefused",
        "PaymentRefunded",
        "PaymentVoided",
        "ProductCreated",
        "ProductDeactivated",
        "ProductUpdated",
        "ProfileUpdated",
        "ReactionFailed",
        "ReactionResolved",
        "ReactionRetried",
        "ReactionStuck",
        "ReviewAdded",
        "SagaAborted",
        "SagaCompensating",
        "SagaCompleted",
        "SagaFailed",
        "SagaPaused",
        "SagaResolved",
        "SagaResumed",
        "SagaRetried",
        "SagaStarted",
        "SagaStepCompensated",
        "SagaStepCompleted",
        "SagaStepFailed",
        "SagaStepStarted",
        "SagaStuck",
        "StockAdjusted",
        "StockItemCreated",
        "StockItemDiscontinued",
        "StockReleased",
        "StockReserved",
        "StockRestockWithdrawn",
        "StockRestocked",
        "StockShipped",
        "UserDeactivated",
        "UserErased",
        "UserRegistered",
    };
    static const QStringList all = [] {
        QStringList list;
        for (const char* name : names)
            list.append(QString::fromLatin1(name));
        return list;
    }();
    return all;
}

}  // namespace replay::contracts
