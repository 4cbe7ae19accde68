// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fake_folds.h"

#include "core/base/json.h"
#include "core/base/money.h"

#include <QJsonDocument>
#include <algorithm>

namespace replay::test {

namespace {

QString key(const char* latin) { return QString::fromLatin1(latin); }

struct StepInfo {
    const char* step;
    const char* service;
    const char* command;
    const char* undo;
};
constexpr std::array<StepInfo, 4> steps{{{"create_order", "order", "CreateOrder", "CancelOrder"},
                                         {"reserve_inventory", "inventory", "ReserveInventory", "ReleaseInventory"},
                                         {"process_payment", "payment", "ProcessPayment", "RefundPayment"},
                                         {"confirm_order", "order", "ConfirmOrder", "CancelOrder"}}};

QJsonObject dataOf(const EventRow& event) { return QJsonDocument::fromJson(event.data).object(); }

}  // namespace

void evolve(QJsonObject& state, const EventRow& event)
{
    const QJsonObject data = dataOf(event);
    const QString& type = event.eventType;
    if (event.aggregateType == QLatin1String("StockItem") && event.version > 1) {
        const int quantity = data.value(key("quantity")).toInt();
        int onHand = state.value(key("on_hand")).toInt();
        int reserved = state.value(key("reserved")).toInt();
        if (type == QLatin1String("StockReserved"))
            reserved += quantity;
        else if (type == QLatin1String("StockReleased"))
            reserved -= quantity;
        else if (type == QLatin1String("StockCommitted")) {
            reserved -= quantity;
            onHand -= quantity;
        } else if (type == QLatin1String("StockAdjusted"))
            onHand += quantity;
        state.insert(key("on_hand"), onHand);
        state.insert(key("reserved"), reserved);
        state.insert(key("available"), onHand - reserved);
        state.insert(key("last_order_id"), data.value(key("order_id")));
        return;
    }
    if (event.version == 1) {
        state = data;
        if (event.aggregateType == QLatin1String("Saga"))
            state.insert(key("status"), key("started"));
        if (event.aggregateType == QLatin1String("Payment"))
            state.insert(key("status"), type == QLatin1String("PaymentCaptured") ? key("captured") : key("declined"));
        return;
    }
    if (type == QLatin1String("OrderConfirmed")) {
        state.insert(key("status"), key("confirmed"));
        state.insert(key("payment_status"), key("captured"));
    } else if (type == QLatin1String("OrderCancelled")) {
        state.insert(key("status"), key("cancelled"));
        state.insert(key("cancel_reason"), data.value(key("reason")));
    } else if (type == QLatin1String("OrderShipped")) {
        state.insert(key("status"), key("shipped"));
        state.insert(key("tracking_number"), QStringLiteral("TRK%1").arg(event.position));
    } else if (type == QLatin1String("OrderDelivered")) {
        state.insert(key("status"), key("delivered"));
    } else if (event.aggregateType == QLatin1String("Saga")) {
        const QString step = data.value(key("step_id")).toString();
        QJsonObject list = state.value(key("steps")).toObject();
        if (type == QLatin1String("SagaStepCompleted"))
            list.insert(step, key("completed"));
        else if (type == QLatin1String("SagaStepFailed"))
            list.insert(step, key("failed"));
        else if (type == QLatin1String("SagaStepCompensated"))
            list.insert(step, key("compensated"));
        else if (type == QLatin1String("SagaCompleted"))
            state.insert(key("status"), key("completed"));
        else if (type == QLatin1String("SagaCompensating"))
            state.insert(key("status"), key("compensating"));
        else if (type == QLatin1String("SagaFailed"))
            state.insert(key("status"), key("failed"));
        state.insert(key("steps"), list);
        if (data.contains(key("reason")))
            state.insert(key("error"), data.value(key("reason")));
    } else {
        for (auto it = data.begin(); it != data.end(); ++it)
            state.insert(it.key(), it.value());
    }
}

api::SagaRow sagaAt(const FakeShop& shop, qint64 order, Position position)
{
    api::SagaRow saga;
    saga.sagaId = shop.id(Thing::Saga, order);
    saga.type = key("OrderProcessing");
    saga.status = key("started");
    saga.orderId = shop.id(Thing::Order, order);
    saga.orderNumber = FakeShop::orderNumber(order);
    saga.startedAt = shop.orderStart(order);
    saga.ordinal = order + 1;
    for (const StepInfo& info : steps)
        saga.steps.append({key(info.step), key("pending"), 0, {}});
    const auto row = [&saga](const QString& step) -> api::SagaStepRow* {
        const auto found = std::find_if(saga.steps.begin(), saga.steps.end(), [&](const auto& each) { return each.stepId == step; });
        return found == saga.steps.end() ? nullptr : &*found;
    };
    int next = 0;
    for (const Position at : shop.eventsOfOrder(order, position)) {
        const EventRow event = shop.event(at);
        if (event.aggregateType != QLatin1String("Saga"))
            continue;
        const QJsonObject data = dataOf(event);
        api::SagaStepRow* step = row(data.value(key("step_id")).toString());
        saga.retryingSince = {};
        if (event.eventType == QLatin1String("SagaStepCompleted") && step) {
            step->status = key("completed");
            ++step->attempts;
            ++next;
        } else if (event.eventType == QLatin1String("SagaStepFailed") && step) {
            step->status = key("failed");
            ++step->attempts;
            step->error = data.value(key("reason")).toString();
            saga.error = step->error;
        } else if (event.eventType == QLatin1String("SagaStepTimedOut") && step) {
            step->status = saga.status == QLatin1String("compensating") ? key("compensating") : key("running");
            ++step->attempts;
            step->error = QStringLiteral("no reply within 2 s");
            saga.retryingSince = event.occurredAt;
        } else if (event.eventType == QLatin1String("SagaStepCompensated") && step) {
            step->status = key("compensated");
        } else if (event.eventType == QLatin1String("SagaCompensating")) {
            saga.status = key("compensating");
            for (int i = next + 1; i < saga.steps.size(); ++i)
                saga.steps[i].status = key("skipped");
        } else if (event.eventType == QLatin1String("SagaCompleted") || event.eventType == QLatin1String("SagaFailed")) {
            saga.status = event.eventType == QLatin1String("SagaCompleted") ? key("completed") : key("failed");
            saga.finishedAt = event.occurredAt;
        } else if (event.eventType == QLatin1String("SagaStuck")) {
            saga.stuck = true;
            saga.error = QStringLiteral("compensation of reserve_inventory failed 3 times: no reply within 2 s");
        }
    }
    if (saga.status == QLatin1String("started") && next < saga.steps.size() && saga.steps[next].status == QLatin1String("pending"))
        saga.steps[next].status = key("running");
    return saga;
}

QList<api::SagaAttempt> attemptsOf(const FakeShop& shop, qint64 order, Position position)
{
    QList<api::SagaAttempt> attempts;
    const ModelTime now = shop.timeOf(std::max<Position>(position, 1));
    const ModelTime start = shop.orderStart(order);
    const int way = FakeShop::pattern(order);
    const QString orderId = shop.id(Thing::Order, order);
    const auto ms = [&](qint64 value) { return start + value * base::usPerMs; };
    const auto add = [&](std::size_t step, bool compensation, int attempt, qint64 sent, qint64 handled, qint64 answered,
                         const char* outcome, const QString& error = {}, const char* fault = "", bool lost = false) {
        if (ms(sent) > now)
            return;
        api::SagaAttempt each;
        each.stepId = key(steps[step].step);
        each.service = key(steps[step].service);
        each.command = key(compensation ? steps[step].undo : steps[step].command);
        each.compensation = compensation;
        each.attempt = attempt;
        each.messageId = shop.id(Thing::Message, order * 100 + attempts.size() + 1);
        each.sentAt = ms(sent);
        if (handled > 0 && ms(handled) <= now)
            each.handledAt = ms(handled);
        if (answered > 0 && ms(answered) <= now)
            each.answeredAt = ms(answered);
        each.deadlineAt = ms(sent + 2'000);
        each.outcome = key("waiting");
        if (each.answeredAt.us > 0 || (answered == 0 && each.deadlineAt <= now))
            each.outcome = key(outcome);
        if (each.outcome == QLatin1String("timeout"))
            each.nextRetryAt = each.deadlineAt + 500 * base::usPerMs * attempt;
        each.error = each.outcome == QLatin1String("waiting") ? QString() : error;
        each.fault = key(fault);
        each.requestLost = lost;
        each.input = base::jsonBytes({{key("order_id"), orderId}, {key("step"), each.stepId}});
        if (each.outcome == QLatin1String("done"))
            each.output = base::jsonBytes({{key("order_id"), orderId}, {key("ok"), true}});
        attempts.append(each);
    };
    const QString silence = QStringLiteral("no reply within 2 s");
    const QString declined = QStringLiteral("card declined");
    add(0, false, 1, 1, 9, 15, "done");
    if (way == FakeShop::refusedPattern) {
        add(1, false, 1, 17, 26, 31, "refused", QStringLiteral("insufficient stock (have 2, need 3)"));
        add(0, true, 1, 33, 40, 45, "done");
        return attempts;
    }
    add(1, false, 1, 17, 23, 28, "done");
    if (way == FakeShop::declinedPattern || way == FakeShop::stuckPattern) {
        add(2, false, 1, 30, 59, 66, "refused", declined, "refuse");
        if (way == FakeShop::stuckPattern) {
            add(1, true, 1, 68, 0, 0, "timeout", silence, "compensation_failure");
            add(1, true, 2, 2'600, 0, 0, "timeout", silence, "compensation_failure");
            add(1, true, 3, 6'100, 0, 0, "timeout", silence, "compensation_failure");
            return attempts;
        }
        add(1, true, 1, 68, 73, 79, "done");
        add(0, true, 1, 81, 87, 92, "done");
        return attempts;
    }
    if (way == FakeShop::retriedPattern) {
        add(2, false, 1, 30, 55, 0, "timeout", silence, "lost_reply");
        add(2, false, 2, 2'530, 0, 0, "timeout", silence, "lost_request", true);
        add(2, false, 3, 6'030, 6'056, 6'062, "done");
        add(3, false, 1, 6'064, 6'072, 6'077, "done");
        return attempts;
    }
    add(2, false, 1, 30, 56, 62, "done");
    add(3, false, 1, 64, 72, 77, "done");
    return attempts;
}

QString orderStatusAt(const FakeShop& shop, qint64 order, Position position)
{
    QString status = key("pending");
    for (const Position at : shop.eventsOfOrder(order, position)) {
        const QString type = shop.event(at).eventType;
        if (type == QLatin1String("OrderConfirmed"))
            status = key("confirmed");
        else if (type == QLatin1String("OrderCancelled"))
            status = key("cancelled");
        else if (type == QLatin1String("OrderShipped"))
            status = key("shipped");
        else if (type == QLatin1String("OrderDelivered"))
            status = key("delivered");
    }
    return status;
}

}  // namespace replay::test
