// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contracts/purchase_course.h"

#include "core/base/json.h"

#include <QSet>
#include <QStringList>
#include <algorithm>

namespace replay::contracts {
namespace {

constexpr std::array purchase{
    PurchaseStep{"create_order", "OrderCreated", "OrderRejected", {"OrderCancelled", nullptr}},
    PurchaseStep{"reserve_inventory", "InventoryReserved", "InventoryReservationRefused", {"InventoryReleased", nullptr}},
    PurchaseStep{"process_payment", "PaymentProcessed", "PaymentDeclined", {"PaymentRefunded", "PaymentVoided"}},
    PurchaseStep{"confirm_order", "OrderConfirmed", "OrderConfirmationRefused", {nullptr, nullptr}}};

bool isNamed(const QString& type, const char* name) { return name != nullptr && type == QLatin1StringView(name); }

/// −1: there is none.
qsizetype stepNamed(const QString& id)
{
    const auto found = std::find_if(purchase.begin(), purchase.end(), [&](const PurchaseStep& each) { return isNamed(id, each.id); });
    return found == purchase.end() ? -1 : found - purchase.begin();
}

const QString pending = QStringLiteral("pending");
const QString running = QStringLiteral("running");
const QString completed = QStringLiteral("completed");
const QString failed = QStringLiteral("failed");
const QString compensating = QStringLiteral("compensating");
const QString compensated = QStringLiteral("compensated");

}  // namespace

const QStringList& sagaStyles()
{
    static const QStringList styles{orchestration, choreography};
    return styles;
}

QUuid reactionId(const QUuid& correlationId, const QString& step, bool compensation)
{
    QByteArray purpose = compensation ? QByteArrayLiteral("undo:") : QByteArrayLiteral("do:");
    purpose += step.toUtf8();
    return QUuid::createUuidV5(correlationId, purpose);
}

std::span<const PurchaseStep> purchaseSteps() { return purchase; }

const QStringList& PurchaseCourse::eventTypes()
{
    static const QStringList all = [] {
        QStringList types{QStringLiteral("OrderPlaced"), QStringLiteral("ReactionFailed"), QStringLiteral("ReactionStuck"),
                          QStringLiteral("ReactionRetried"), QStringLiteral("ReactionResolved")};
        for (const PurchaseStep& step : purchaseSteps()) {
            for (const char* name : {step.done, step.refused, step.undone[0], step.undone[1]}) {
                if (name)
                    types << QString::fromLatin1(name);
            }
        }
        return types;
    }();
    return all;
}

bool tellsOfPurchase(const QString& eventType, const QString& actor)
{
    static const QSet<QString> known(PurchaseCourse::eventTypes().begin(), PurchaseCourse::eventTypes().end());
    const bool byPerson = eventType == u"OrderPlaced" || eventType == u"ReactionRetried" || eventType == u"ReactionResolved";
    return (actor == reactionActor || byPerson) && known.contains(eventType);
}

PurchaseFact readPurchaseFact(const QString& eventType, const QJsonObject& data)
{
    PurchaseFact fact;
    fact.eventType = eventType;
    fact.orderId = base::idOf(data[QStringLiteral("order_id")]);
    fact.reason = data[QStringLiteral("reason")].toString();
    fact.step = data[QStringLiteral("step")].toString();
    fact.error = data[QStringLiteral("error")].toString();
    fact.compensation = data[QStringLiteral("kind")].toString() == u"compensation";
    fact.attempt = data[QStringLiteral("attempt")].toInt(1);
    fact.again = data.contains(QStringLiteral("next_retry_at"));
    return fact;
}

bool PurchaseCourse::take(const PurchaseFact& fact)
{
    if (fact.eventType == u"OrderPlaced") {
        status = QStringLiteral("started");
        steps[0] = {running, 1};
        return true;
    }
    if (status.isEmpty() || isTerminal())
        return false;  // what happens to the order afterwards is another story
    if (fact.eventType == u"ReactionFailed" || fact.eventType == u"ReactionStuck") {
        reactionFailed(fact);
        return true;
    }
    if (fact.eventType == u"ReactionRetried" || fact.eventType == u"ReactionResolved") {
        operated(fact);
        return true;
    }
    for (qsizetype i = 0; i < steps.size(); ++i) {
        const PurchaseStep& step = purchaseSteps()[static_cast<std::size_t>(i)];
        if (isNamed(fact.eventType, step.done))
            return done(i), true;
        if (isNamed(fact.eventType, step.refused))
            return refused(i, fact.reason), true;
        if (isNamed(fact.eventType, step.undone[0]) || isNamed(fact.eventType, step.undone[1]))
            return undone(i), true;
    }
    return false;
}

/// The refusal of a step makes the services undo all before it, also what may never have been done.
bool PurchaseCourse::mustUndo(qsizetype step) const
{
    return std::any_of(steps.begin() + step + 1, steps.end(), [](const Step& later) { return later.status == failed; });
}

void PurchaseCourse::done(qsizetype step)
{
    retrying = false;
    steps[step].error.clear();
    if (status == u"compensating") {
        if (steps[step].status != compensated)
            steps[step].status = mustUndo(step) ? compensating : completed;
        return;
    }
    steps[step].status = completed;
    if (step + 1 == steps.size())
        status = completed;
    else if (steps[step + 1].status == pending)
        steps[step + 1] = {running, 1};
}

void PurchaseCourse::refused(qsizetype step, const QString& reason)
{
    retrying = false;
    if (steps[step].status != compensating && steps[step].status != compensated)
        steps[step].status = failed;
    steps[step].attempts = std::max(steps[step].attempts, 1);
    if (steps[step].error.isEmpty())
        steps[step].error = reason;
    if (status != u"compensating") {
        error = reason;
        failedStep = QString::fromLatin1(purchaseSteps()[static_cast<std::size_t>(step)].id);
    }
    status = step == 0 ? failed : compensating;
    for (qsizetype before = 0; before < step; ++before) {
        if (mustUndo(before) && steps[before].status != compensated && steps[before].status != failed)
            steps[before].status = compensating;
    }
}

void PurchaseCourse::undone(qsizetype step)
{
    retrying = false;
    steps[step].status = compensated;
    steps[step].stuck = false;
    stuck = anyStuck();
    for (qsizetype each = 0; each < steps.size(); ++each) {
        if (mustUndo(each) && steps[each].status != compensated)
            return;
    }
    if (status == u"compensating")
        status = failed;
}

/// What an operator did about a part that was stuck: it is tried again, or counts as taken back.
void PurchaseCourse::operated(const PurchaseFact& fact)
{
    const qsizetype at = stepNamed(fact.step);
    if (at < 0)
        return;
    if (fact.eventType == u"ReactionResolved") {
        undone(at);
        steps[at].error = QStringLiteral("made good by hand: %1").arg(fact.reason);
        return;
    }
    steps[at].stuck = false;
    stuck = anyStuck();
    retrying = true;
}

bool PurchaseCourse::anyStuck() const
{
    return std::any_of(steps.cbegin(), steps.cend(), [](const Step& each) { return each.stuck; });
}

void PurchaseCourse::reactionFailed(const PurchaseFact& fact)
{
    const qsizetype at = stepNamed(fact.step);
    if (at < 0)
        return;
    Step& step = steps[at];
    if (fact.compensation ? step.status == compensated : step.status != running) {
        if (!fact.compensation)
            step.attempts = fact.attempt + (fact.again ? 1 : 0);
        return;  // it took place, and only the acknowledgement was lost
    }
    step.error = fact.error;
    if (fact.eventType == u"ReactionStuck") {
        stuck = step.stuck = true;
        retrying = false;
        return;
    }
    retrying = fact.again;
    if (!fact.compensation)
        step.attempts = fact.attempt + (fact.again ? 1 : 0);
}

}  // namespace replay::contracts
