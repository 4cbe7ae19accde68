// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sagas/definition.h"

namespace replay::sagas {
namespace {

const QString orderIdKey = QStringLiteral("order_id");

QJsonObject payloadOf(const SagaState& saga, const Step& step, bool compensation)
{
    QJsonObject payload{{orderIdKey, saga.orderId}};
    if (compensation) {
        payload.insert(QStringLiteral("reason"), saga.error);
        return payload;
    }
    if (step.id == u"create_order") {
        payload = saga.data;
        payload.insert(orderIdKey, saga.orderId);
        payload.insert(QStringLiteral("customer_id"), saga.customerId);
    } else if (step.id == u"reserve_inventory") {
        QJsonArray items;
        const QJsonArray all = saga.data[QStringLiteral("items")].toArray();
        for (const QJsonValue& item : all) {
            items.append(QJsonObject{{QStringLiteral("product_id"), item[QStringLiteral("product_id")]},
                                     {QStringLiteral("quantity"), item[QStringLiteral("quantity")]}});
        }
        payload.insert(QStringLiteral("items"), items);
    } else if (step.id == u"process_payment") {
        const QJsonObject created = saga.step(QStringLiteral("create_order")).output;
        payload.insert(QStringLiteral("amount"), created.contains(QStringLiteral("total_amount"))
                                                     ? created[QStringLiteral("total_amount")]
                                                     : saga.data[QStringLiteral("total_amount")]);
        payload.insert(QStringLiteral("customer_id"), saga.customerId);
        if (saga.data.contains(QStringLiteral("payment_method")))
            payload.insert(QStringLiteral("payment_method"), saga.data[QStringLiteral("payment_method")]);
    } else if (step.id == u"confirm_order") {
        payload.insert(QStringLiteral("payment_id"), saga.step(QStringLiteral("process_payment")).output[QStringLiteral("payment_id")]);
    }
    return payload;
}

/// Compensations are tried for long: giving up leaves the shop inconsistent.
Exchange undoing(const QString& command, const QStringList& done)
{
    return {command, done, QString(), 5 * base::usPerSecond, {8, 500 * base::usPerMs, 30 * base::usPerSecond}};
}

QList<Step> lastThreeSteps(const Exchange& undoConfirm)
{
    return {Step{QStringLiteral("reserve_inventory"),
                 QStringLiteral("inventory"),
                 StepKind::Compensatable,
                 {QStringLiteral("ReserveInventory"), {QStringLiteral("InventoryReserved")}, QStringLiteral("InventoryReservationRefused")},
                 undoing(QStringLiteral("ReleaseInventory"), {QStringLiteral("InventoryReleased")}),
                 {}},
            Step{QStringLiteral("process_payment"),
                 QStringLiteral("payment"),
                 StepKind::Pivot,
                 {QStringLiteral("ProcessPayment"), {QStringLiteral("PaymentProcessed")}, QStringLiteral("PaymentDeclined")},
                 undoing(QStringLiteral("RefundPayment"), {QStringLiteral("PaymentRefunded"), QStringLiteral("PaymentVoided")}),
                 {QStringLiteral("payment_id"), QStringLiteral("amount")}},
            Step{QStringLiteral("confirm_order"),
                 QStringLiteral("order"),
                 StepKind::Retriable,
                 {QStringLiteral("ConfirmOrder"),
                  {QStringLiteral("OrderConfirmed")},
                  QStringLiteral("OrderConfirmationRefused"),
                  5 * base::usPerSecond,
                  {6}},
                 undoConfirm,
                 {}}};
}

QJsonObject dataOf(const QJsonObject& event)
{
    return {{QStringLiteral("items"), event[QStringLiteral("items")]},
            {QStringLiteral("total_amount"), event[QStringLiteral("total_amount")]}};
}

}  // namespace

const Definition& orderProcessing()
{
    static const Definition definition = [] {
        const Exchange cancel = undoing(QStringLiteral("CancelOrder"), {QStringLiteral("OrderCancelled")});
        QList<Step> steps{Step{QStringLiteral("create_order"),
                               QStringLiteral("order"),
                               StepKind::Compensatable,
                               {QStringLiteral("CreateOrder"), {QStringLiteral("OrderCreated")}, QStringLiteral("OrderRejected")},
                               cancel,
                               {QStringLiteral("order_number"), QStringLiteral("total_amount"), QStringLiteral("currency")}}};
        steps += lastThreeSteps(cancel);
        return Definition{QStringLiteral("OrderProcessing"), 1, steps, QStringLiteral("PlaceOrder"), payloadOf};
    }();
    return definition;
}

const Definition& orderProcessing2()
{
    static const Definition definition = [] {
        Definition changed = orderProcessing();
        changed.version = 2;
        changed.steps.swapItemsAt(changed.indexOf(QStringLiteral("reserve_inventory")), changed.indexOf(QStringLiteral("process_payment")));
        changed.steps[changed.indexOf(QStringLiteral("process_payment"))].action.retry.attemptsMax = 5;
        return changed;
    }();
    return definition;
}

const Definition& orderConfirmation()
{
    static const Definition definition = [] {
        const Exchange unlock = undoing(QStringLiteral("ReleaseOrder"), {QStringLiteral("OrderConfirmationFailed")});
        QList<Step> steps{Step{QStringLiteral("create_order"), QStringLiteral("order"), StepKind::Compensatable, {}, unlock, {}, true}};
        steps += lastThreeSteps(unlock);
        return Definition{QStringLiteral("OrderConfirmation"), 1, steps, QStringLiteral("OrderConfirmationRequested"), payloadOf, dataOf};
    }();
    return definition;
}

}  // namespace replay::sagas
