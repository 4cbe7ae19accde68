// SPDX-License-Identifier: GPL-3.0-or-later
// What the orchestrator is told to do: a customer's purchase, and an operator's actions on a saga that needs a person.
#include "core/base/check.h"
#include "core/sagas/orchestrator.h"

#include <QJsonArray>

namespace replay::sagas {
namespace {

using base::idText;
using commands::Receipt;

api::FieldSchema field(const char* name, const char* type, bool required, const char* example)
{
    return {QString::fromLatin1(name), QString::fromLatin1(type), required, QString::fromLatin1(example)};
}

Status checkItems(const QJsonArray& items, const QString& where)
{
    for (qsizetype i = 0; i < items.size(); ++i) {
        const QString path = QStringLiteral("%1items[%2]").arg(where).arg(i);
        if (!items[i].isObject())
            return base::malformed(QStringLiteral("%1: expected an object with product_id and quantity").arg(path));
        base::Fields item(items[i].toObject(), path);
        item.id("product_id");
        item.whole("quantity", 1, 1'000'000);
        item.maybeMoney("unit_price");
        REPLAY_TRY(item.finish());
    }
    return {};
}

const char* summaryOf(OperatorAction action)
{
    switch (action) {
    case OperatorAction::Retry: return "Tries the failed step of a saga again, now and with a fresh budget of attempts";
    case OperatorAction::Pause: return "Holds a saga: answers are taken in, nothing further is sent";
    case OperatorAction::Resume: return "Lets a paused saga go on";
    case OperatorAction::Resolve: return "Declares the stuck step or compensation of a saga made good by hand";
    case OperatorAction::Abort: return "Ends a saga: what it did is undone; a stuck compensation is given up";
    }
    return "";
}

}  // namespace

QList<api::RequestSchema> Orchestrator::commands() const
{
    QList<api::RequestSchema> schemas{
        {QStringLiteral("PlaceOrder"),
         name(),
         QStringLiteral("Buys: an OrderProcessing saga creates the order, reserves stock, takes the payment and confirms."),
         {field("customer_id", "id:User", true, ""), field("items", "items", true, "[{\"product_id\": \"\", \"quantity\": 1}]"),
          field(
              "shipping_address", "object", true,
              "{\"street_address\": \"1 Market Street\", \"city\": \"Springfield\", \"state\": \"IL\", \"postal_code\": \"62701\", \"country\": \"US\"}"),
          field("billing_address", "object", false, ""), field("payment_method", "text", false, "\"card\""),
          field("shipping_method", "text", false, "\"standard\""), field("notes", "text", false, ""),
          field("currency", "text", false, "\"USD\""), field("order_number", "text", false, ""), field("order_id", "text", false, "")}}};
    if (m_purchaseVersion == 0)
        schemas.clear();
    for (const OperatorCommand& command : operatorCommands) {
        schemas.append(
            {QString::fromLatin1(command.command),
             name(),
             QString::fromLatin1(summaryOf(command.action)),
             {field("saga_id", "id:Saga", true, ""), field("reason", "text", command.needsReason, "\"refunded by bank transfer\"")}});
    }
    return schemas;
}

bool Orchestrator::accepts(const QString& command) const
{
    return (m_purchaseVersion > 0 && command == u"PlaceOrder") || findOperatorCommand(command) != nullptr;
}

Result<Receipt> Orchestrator::handle(const commands::Message& message, events::UnitOfWork& work)
{
    const OperatorCommand* command = findOperatorCommand(message.name);
    return command ? operate(*command, message, work) : placeOrder(message, work);
}

Result<Receipt> Orchestrator::placeOrder(const commands::Message& message, events::UnitOfWork& work)
{
    base::Fields fields(message.data, QString());
    const QUuid customer = fields.id("customer_id");
    const QJsonArray items = fields.array("items");
    fields.object("shipping_address");
    fields.maybeObject("billing_address");
    fields.maybeText("payment_method", 50);
    fields.maybeText("shipping_method", 50);
    fields.maybeText("notes", 10'000);
    fields.maybeText("order_number", 50);
    fields.textOr("currency", QStringLiteral("USD"), 3);
    const std::optional<QUuid> givenOrder = fields.maybeId("order_id");
    REPLAY_TRY(fields.finish());
    REPLAY_TRY(checkItems(items, QString()));
    if (message.fault == u"refuse")
        return Receipt::refused(message.faultReason);
    if (items.isEmpty())
        return Receipt::refused(QStringLiteral("Order must have at least one item"));
    const Definition* begun = findDefinition(orderProcessing().type, m_purchaseVersion);
    ENSURE(begun != nullptr);
    const QUuid sagaId = work.newId();
    const QUuid orderId = givenOrder ? *givenOrder : work.newId();
    QJsonObject data = message.data;
    data.remove(QStringLiteral("customer_id"));
    data.remove(QStringLiteral("order_id"));
    REPLAY_TRY(start(*begun, sagaId, idText(orderId), idText(customer), data, work));
    return Receipt::done({{QStringLiteral("saga_id"), idText(sagaId)}, {QStringLiteral("order_id"), idText(orderId)}});
}

Result<Receipt> Orchestrator::operate(const OperatorCommand& command, const commands::Message& message, events::UnitOfWork& work)
{
    REPLAY_ASSIGN(const OperatorRequest request, readOperatorRequest(command, message));
    const auto& [sagaId, reason] = request;
    REPLAY_ASSIGN(const Saga saga, work.load<SagaState>(sagaId));
    if (saga->state.sagaId.isNull())
        return Receipt::refused(QStringLiteral("there is no saga %1%2")
                                    .arg(idText(sagaId), m_purchaseVersion > 0
                                                             ? QString()
                                                             : QStringLiteral(": purchases are choreographed in this workspace, nobody "
                                                                              "conducts them, and nothing of this one is stuck")));
    if (message.fault == u"refuse")
        return Receipt::refused(message.faultReason);
    REPLAY_ASSIGN(const Standing standing, standingNow(saga->state));
    if (const QString refusal = refusalOf(command.action, saga->state, standing); !refusal.isEmpty())
        return Receipt::refused(refusal);

    work.correlate(saga->state.correlationId);
    const bool aboutStep = command.action == OperatorAction::Retry || saga->state.stuck;
    QJsonObject told{{QStringLiteral("saga_id"), idText(sagaId)}, {QStringLiteral("order_id"), saga->state.orderId}};
    if (aboutStep && command.action != OperatorAction::Pause && command.action != OperatorAction::Resume) {
        told.insert(QStringLiteral("step"), standing.stepId);
        told.insert(QStringLiteral("kind"), standing.compensation ? QStringLiteral("compensation") : QStringLiteral("action"));
    }
    if (!reason.isEmpty())
        told.insert(QStringLiteral("reason"), reason);
    REPLAY_TRY(record(saga, QString::fromLatin1(command.event), told, work));
    REPLAY_TRY(act(command.action, saga, standing, reason, work));
    REPLAY_TRY(m_tables.updateSaga(saga->state, work.now()));
    return Receipt::done({{QStringLiteral("saga_id"), idText(sagaId)},
                          {QStringLiteral("status"), toText(saga->state.status)},
                          {QStringLiteral("stuck"), saga->state.stuck}});
}

Status Orchestrator::act(OperatorAction action, const Saga& saga, const Standing& standing, const QString& reason, events::UnitOfWork& work)
{
    const Definition* definition = findDefinition(saga->state.type, saga->state.definitionVersion);
    ENSURE(definition != nullptr);
    switch (action) {
    case OperatorAction::Pause: return {};
    case OperatorAction::Resume: return proceed(*definition, saga, work);
    case OperatorAction::Retry: return startAttempt(*definition, saga, standing.stepId, standing.compensation, work);
    case OperatorAction::Resolve:
        REPLAY_TRY(m_tables.updateStep(saga->state, saga->state.step(standing.stepId)));
        return standing.compensation ? compensateNext(*definition, saga, work) : goOn(*definition, saga, work);
    case OperatorAction::Abort: break;
    }
    const QString why = QStringLiteral("aborted by the operator: %1").arg(reason);
    if (saga->state.status == SagaStatus::Compensating) {
        REPLAY_TRY(m_tables.updateStep(saga->state, saga->state.step(standing.stepId)));
        return compensateNext(*definition, saga, work);
    }
    if (!standing.stepId.isEmpty())
        return stepFailed(*definition, saga, {saga->state.sagaId, standing.stepId, false}, QStringLiteral("aborted"), why, true, work);
    REPLAY_TRY(record(saga, QStringLiteral("SagaCompensating"),
                      {{QStringLiteral("failed_step"), QString()}, {QStringLiteral("error"), why}}, work));
    return compensateNext(*definition, saga, work);
}

/// What a saga would have done next had it not been held.
Status Orchestrator::proceed(const Definition& definition, const Saga& saga, events::UnitOfWork& work)
{
    if (saga->state.stuck)
        return {};
    REPLAY_ASSIGN(const Standing standing, standingNow(saga->state));
    if (standing.forAnswer || standing.forRetry)
        return {};
    if (!standing.stepId.isEmpty())
        return startAttempt(definition, saga, standing.stepId, standing.compensation, work);
    return saga->state.status == SagaStatus::Compensating ? compensateNext(definition, saga, work) : goOn(definition, saga, work);
}

Result<Standing> Orchestrator::standingNow(const SagaState& saga) const
{
    Standing standing = standingOf(saga);
    if (standing.stepId.isEmpty())
        return standing;
    REPLAY_ASSIGN(const bool waiting, m_tables.isWaiting(saga.sagaId, standing.stepId));
    standing.forAnswer = waiting;
    standing.forRetry = !waiting && m_alarms.contains({saga.sagaId, standing.stepId});
    return standing;
}

}  // namespace replay::sagas
