// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/payments/payments_service.h"

#include "core/contracts/ids.h"
#include "core/contracts/json_text.h"
#include "core/domain/handling.h"
#include "core/domain/payments/payment_rules.h"
#include "core/domain/payments/payments_tables.h"
#include "core/domain/table_check.h"

#include <algorithm>

namespace replay::payments {

using namespace Qt::StringLiterals;
using base::Fields;
using base::idText;
using commands::Message;
using commands::Receipt;
using domain::settle;
using domain::Target;
using events::UnitOfWork;
using faults::GapPoint;

namespace {

class PaymentsService final : public commands::Service {
public:
    QString name() const override { return u"payment"_s; }
    /// Nobody but a saga charges or refunds: a payment without its order would be money from nowhere.
    QList<api::RequestSchema> commands() const override { return {}; }
    bool accepts(const QString& command) const override { return command == "ProcessPayment"_L1 || command == "RefundPayment"_L1; }
    Result<Receipt> handle(const Message& message, UnitOfWork& work) override;
    QStringList subscriptions() const override { return {u"OrderCancelled"_s}; }
    Status onEvent(const events::Event& event, UnitOfWork& work) override;
    Status restore(const events::Event& event, UnitOfWork& work) override;
    events::Folds folds() const override { return {events::foldOf<Payment>(paymentType, u"payment"_s)}; }
    Result<QStringList> checkTables(storage::Database& database, qint64& checked) const override;
    Status tellTables(storage::Database& database, const QUuid& aggregateId, const commands::TellTables& tell) const override
    {
        domain::TableCheck check(database, aggregateId, tell);
        return PaymentsTables(database).check(check);
    }

private:
    static Result<Receipt> process(const Message& message, UnitOfWork& work);
    static Result<Receipt> refund(const Message& message, UnitOfWork& work);
    static Result<Receipt> payBack(const Message& message, UnitOfWork& work, const RefundReturn& command);
};

QJsonObject answer(const Payment& payment)
{
    return {{u"payment_id"_s, idText(payment.paymentId)},
            {u"order_id"_s, idText(payment.orderId)},
            {u"status"_s, payment.status},
            {u"amount"_s, payment.amount.toString()},
            {u"refunded"_s, payment.refunded.toString()}};
}

}  // namespace

Result<Receipt> PaymentsService::handle(const Message& message, UnitOfWork& work)
{
    if (message.name == "ProcessPayment"_L1)
        return process(message, work);
    if (message.name == "RefundPayment"_L1)
        return refund(message, work);
    return domain::unknownCommand(message, name());
}

Result<Receipt> PaymentsService::process(const Message& message, UnitOfWork& work)
{
    Fields fields(message.data, message.name);
    ProcessPayment command;
    command.orderId = fields.id("order_id");
    command.amount = fields.money("amount");
    command.customerId = fields.maybeId("customer_id").value_or(QUuid());
    command.paymentMethod = fields.maybeText("payment_method", 50).value_or(QString());
    command.currency = fields.textOr("currency", u"USD"_s, 3);
    REPLAY_TRY(fields.finish());
    command.paymentId = contracts::paymentId(command.orderId);
    const Target target{command.paymentId, paymentType, u"card declined"_s};
    PaymentsTables tables(work.database());
    REPLAY_ASSIGN(const Receipt receipt,
                  settle<Payment>(
                      message, work, target, [&](const Payment& payment) { return processPayment(payment, command); },
                      [&](const Payment& payment) -> Result<QJsonObject> {
                          REPLAY_TRY(tables.save(payment, payment.refunds.size()));
                          return answer(payment);
                      },
                      [&](const QString& reason) { return std::optional(declined(command, reason)); }));
    if (receipt.outcome == Receipt::Outcome::Refused && domain::isFromSaga(message)) {
        // The refusal is part of the payment's history: its row says so too.
        REPLAY_ASSIGN(const auto after, work.load<Payment>(command.paymentId));
        REPLAY_TRY(tables.save(after->state, after->state.refunds.size()));
    }
    return receipt;
}

Result<Receipt> PaymentsService::refund(const Message& message, UnitOfWork& work)
{
    Fields fields(message.data, message.name);
    RefundPayment command;
    command.orderId = fields.id("order_id");
    command.amount = fields.maybeMoney("amount");
    command.reason = fields.maybeText("reason", 1'000).value_or(QString());
    const std::optional<QUuid> returnId = fields.maybeId("return_id");
    REPLAY_TRY(fields.finish());
    command.paymentId = contracts::paymentId(command.orderId);
    if (returnId)
        return payBack(message, work, {command.paymentId, command.orderId, *returnId, command.amount.value_or(Money()), command.reason});
    command.refundId = work.newId();
    std::size_t refundsBefore = 0;
    return settle<Payment>(
        message, work, {command.paymentId, paymentType},
        [&](const Payment& payment) {
            refundsBefore = payment.refunds.size();
            // A saga takes back what is there, whatever it believes was captured.
            if (command.amount && domain::isFromSaga(message))
                command.amount = std::clamp(*command.amount, Money(), payment.due());
            return refundPayment(payment, command);
        },
        [&](const Payment& payment) -> Result<QJsonObject> {
            REPLAY_TRY(PaymentsTables(work.database()).save(payment, refundsBefore));
            return answer(payment);
        });
}

/// The refund of a return, which may be refused: the money of the rest of the order is not touched.
Result<Receipt> PaymentsService::payBack(const Message& message, UnitOfWork& work, const RefundReturn& command)
{
    std::size_t refundsBefore = 0;
    return settle<Payment>(
        message, work, {command.paymentId, paymentType, u"refund declined"_s},
        [&](const Payment& payment) {
            refundsBefore = payment.refunds.size();
            return refundReturn(payment, command);
        },
        [&](const Payment& payment) -> Result<QJsonObject> {
            REPLAY_TRY(PaymentsTables(work.database()).save(payment, refundsBefore));
            return answer(payment);
        },
        [&](const QString& reason) { return std::optional(refundRefused(command, reason)); });
}

/// An order was cancelled: what is still captured goes back; a no-op where nothing is, also after the saga's own refund.
Status PaymentsService::onEvent(const events::Event& event, UnitOfWork& work)
{
    const QUuid orderId = event.aggregateId;
    const QUuid paymentId = contracts::paymentId(orderId);
    REPLAY_ASSIGN(const auto before, work.load<Payment>(paymentId));
    work.reach(GapPoint::Loaded);
    if (!before->state.isCaptured())
        return {};
    const std::size_t refundsBefore = before->state.refunds.size();
    const QString reason = contracts::textOf(event.data().value("reason"_L1));
    const domain::Decision decision = refundPayment(before->state, {paymentId, orderId, work.newId(), std::nullopt, reason});
    work.reach(GapPoint::Decided);
    REPLAY_TRY(work.append<Payment>(paymentId, paymentType, std::get<domain::NewEvents>(decision)));
    REPLAY_ASSIGN(const auto after, work.load<Payment>(paymentId));
    REPLAY_TRY(PaymentsTables(work.database()).save(after->state, refundsBefore));
    work.reach(GapPoint::Appended);
    return {};
}

Status PaymentsService::restore(const events::Event& event, UnitOfWork& work)
{
    if (event.aggregateType != paymentType)
        return {};
    REPLAY_ASSIGN(const auto restored, work.restore<Payment>(event));
    const Payment& payment = restored.after->state;
    return payment.status.isEmpty() ? Status() : PaymentsTables(work.database()).save(payment, restored.before.refunds.size());
}

Result<QStringList> PaymentsService::checkTables(storage::Database& database, qint64& checked) const
{
    domain::TableCheck check(database, checked);
    REPLAY_TRY(PaymentsTables(database).check(check));
    return check.differences();
}

std::unique_ptr<commands::Service> makePaymentsService() { return std::make_unique<PaymentsService>(); }

}  // namespace replay::payments
