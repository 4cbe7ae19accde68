// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sagas/definition.h"

#include <QJsonArray>

namespace replay::sagas {
namespace {

/// Past the point of no return there is only one way: so often that nothing but a lasting fault leaves a saga stuck.
constexpr int finalAttemptsMax = 20;

const QString returnIdKey = QStringLiteral("return_id");
const QString reasonKey = QStringLiteral("reason");

QJsonArray withoutPrices(const QJsonArray& lines)
{
    QJsonArray items;
    for (const QJsonValue& line : lines) {
        items.append(QJsonObject{{QStringLiteral("product_id"), line[QStringLiteral("product_id")]},
                                 {QStringLiteral("quantity"), line[QStringLiteral("quantity")]}});
    }
    return items;
}

QJsonObject payloadOf(const SagaState& saga, const Step& step, bool compensation)
{
    QJsonObject payload{{QStringLiteral("order_id"), saga.orderId}, {returnIdKey, saga.data[returnIdKey]}};
    if (compensation) {
        payload.insert(reasonKey, saga.error);
    } else if (step.id == u"restock") {
        payload.insert(QStringLiteral("items"), withoutPrices(saga.data[QStringLiteral("items")].toArray()));
    } else if (step.id == u"refund") {
        payload.insert(QStringLiteral("amount"), saga.data[QStringLiteral("refund_amount")]);
        payload.insert(reasonKey, saga.data[reasonKey]);
    }
    return payload;
}

QJsonObject dataOf(const QJsonObject& event)
{
    QJsonObject data;
    for (const char* key : {"return_id", "order_number", "items", "refund_amount", "currency", "reason"})
        data.insert(QLatin1StringView(key), event[QLatin1StringView(key)]);
    return data;
}

/// Compensations are tried for long: giving up leaves the shop inconsistent.
Exchange undoing(const QString& command, const QString& done) { return {command, {done}, QString(), 5 * base::usPerSecond, {8}}; }

}  // namespace

const Definition& orderReturn()
{
    static const Definition definition = [] {
        Step takeBack{QStringLiteral("take_back"),
                      QStringLiteral("order"),
                      StepKind::Compensatable,
                      {QStringLiteral("TakeBackOrder"), {QStringLiteral("OrderItemsTakenBack")}, QStringLiteral("OrderReturnRefused")},
                      undoing(QStringLiteral("RejectReturn"), QStringLiteral("OrderReturnRejected")),
                      {}};
        takeBack.undoAlways = true;
        const Step restock{
            QStringLiteral("restock"),
            QStringLiteral("inventory"),
            StepKind::Compensatable,
            {QStringLiteral("RestockInventory"), {QStringLiteral("InventoryRestocked")}, QStringLiteral("InventoryRestockRefused")},
            undoing(QStringLiteral("WithdrawRestock"), QStringLiteral("InventoryRestockWithdrawn")),
            {}};
        const Step refund{QStringLiteral("refund"),
                          QStringLiteral("payment"),
                          StepKind::Pivot,
                          {QStringLiteral("RefundPayment"),
                           {QStringLiteral("PaymentRefunded")},
                           QStringLiteral("PaymentRefundRefused"),
                           5 * base::usPerSecond,
                           {finalAttemptsMax}},
                          {},
                          {QStringLiteral("refund_id"), QStringLiteral("amount")}};
        const Step close{
            QStringLiteral("close"),
            QStringLiteral("order"),
            StepKind::Retriable,
            {QStringLiteral("CloseReturn"), {QStringLiteral("OrderReturned")}, QString(), 5 * base::usPerSecond, {finalAttemptsMax}},
            {},
            {QStringLiteral("return_status")}};
        return Definition{QStringLiteral("OrderReturn"),          1,         {takeBack, restock, refund, close},
                          QStringLiteral("OrderReturnRequested"), payloadOf, dataOf};
    }();
    return definition;
}

}  // namespace replay::sagas
