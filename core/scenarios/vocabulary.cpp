// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/vocabulary.h"

#include <array>

namespace replay::scenarios {
namespace {

struct Command {
    const char* name;
    const char* target;
};

constexpr std::array commandTable{
    Command{"RegisterUser", "user"},      Command{"VerifyEmail", "user"},
    Command{"DeactivateUser", "user"},    Command{"AddAddress", "user"},
    Command{"UpdateProfile", "user"},     Command{"ChangePassword", "user"},
    Command{"CreateCategory", "product"}, Command{"CreateProduct", "product"},
    Command{"UpdateProduct", "product"},  Command{"DeactivateProduct", "product"},
    Command{"AddReview", "product"},      Command{"AddImage", "product"},
    Command{"AdjustStock", "inventory"},  Command{"PlaceOrder", "saga"},
    Command{"CreateOrder", "order"},      Command{"ConfirmOrder", "order"},
    Command{"CancelOrder", "order"},      Command{"ShipOrder", "order"},
    Command{"DeliverOrder", "order"},     Command{"ReturnOrder", "order"},
    Command{"RetrySaga", "saga"},         Command{"PauseSaga", "saga"},
    Command{"ResumeSaga", "saga"},        Command{"ResolveSaga", "saga"},
    Command{"AbortSaga", "saga"},         Command{"EraseUser", "user"},
};

QStringList words(const char* text) { return QString::fromLatin1(text).split(u' '); }

}  // namespace

const QStringList& serviceNames()
{
    static const QStringList names = words("user product order inventory payment saga");
    return names;
}

const QStringList& projectionNames()
{
    static const QStringList names = words("product_read_model order_read_model sales_per_day stock_levels saga_outcomes");
    return names;
}

const QStringList& projectedEventNames()
{
    static const QStringList names =
        words("CategoryCreated InventoryReleased InventoryReservationRefused InventoryReserved "
              "OrderCancelled OrderConfirmationRefused OrderConfirmed OrderCreated OrderDelivered "
              "OrderPlaced OrderRejected OrderReturned OrderShipped PaymentDeclined PaymentProcessed "
              "PaymentRefunded PaymentVoided ProductCreated ProductDeactivated ProductUpdated "
              "ReactionFailed ReactionResolved ReactionRetried ReactionStuck SagaAborted SagaCompensating "
              "SagaCompleted SagaFailed SagaPaused SagaResolved SagaResumed SagaRetried SagaStarted SagaStepCompensated "
              "SagaStepCompleted SagaStepFailed SagaStepStarted SagaStuck StockAdjusted StockItemCreated "
              "StockItemDiscontinued StockReleased StockReserved StockRestockWithdrawn StockRestocked "
              "StockShipped UserErased UserRegistered");
    return names;
}

const QStringList& sagaStepNames()
{
    static const QStringList names = words("create_order reserve_inventory process_payment confirm_order take_back restock refund close");
    return names;
}

const QStringList& pitfallNames()
{
    static const QStringList names = words("dual_write shared_database synchronous_read_model no_compensation "
                                           "non_idempotent_consumer no_optimistic_concurrency no_timeout anaemic_events");
    return names;
}

const QStringList& invariantNames()
{
    static const QStringList names = words("streams money stock sagas folds deliveries");
    return names;
}

const QStringList& faultKindNames()
{
    static const QStringList names = words("refuse error no_reply lost_request lost_reply duplicate delay reorder crash_before_commit "
                                           "crash_after_commit service_down orchestrator_crash partition database_busy database_slow "
                                           "database_full database_readonly poison_event compensation_failure");
    return names;
}

const QStringList& faultKindsHere()
{
    static const QStringList names = words("refuse error no_reply lost_request lost_reply duplicate delay reorder crash_before_commit "
                                           "crash_after_commit service_down orchestrator_crash partition database_busy database_slow "
                                           "database_full database_readonly poison_event compensation_failure");
    return names;
}

const QStringList& messageNames()
{
    static const QStringList names = [] {
        QStringList all = clientCommands();
        all << words("ReserveInventory ReleaseInventory ProcessPayment RefundPayment ReleaseOrder TakeBackOrder RejectReturn "
                     "RestockInventory WithdrawRestock CloseReturn");
        all.sort();
        return all;
    }();
    return names;
}

QString commandTarget(const QString& command)
{
    for (const Command& known : commandTable) {
        if (command == QLatin1StringView(known.name))
            return QString::fromLatin1(known.target);
    }
    return {};
}

QStringList clientCommands()
{
    QStringList names;
    for (const Command& known : commandTable)
        names << QString::fromLatin1(known.name);
    return names;
}

QString notOneOf(const QString& given, const char* what, const QStringList& known)
{
    return QStringLiteral("\"%1\" is no %2: expected one of %3")
        .arg(given.left(80), QLatin1StringView(what), known.join(QStringLiteral(", ")));
}

}  // namespace replay::scenarios
