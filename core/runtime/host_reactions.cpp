// SPDX-License-Identifier: GPL-3.0-or-later
// A host where nobody orchestrates: what its service does because of others' events is delivered to it by itself, over the network
// and at least once.
#include "core/base/check.h"
#include "core/contracts/personal_data.h"
#include "core/contracts/purchase_course.h"
#include "core/runtime/host.h"

namespace replay::runtime {

using commands::Receipt;
using faults::GapPoint;
using sagas::Reactions;

bool Host::isWaitingFor(const Alarm& alarm) const
{
    const auto& [at, what] = alarm;
    return orchestrator() ? orchestrator()->isWaitingFor({what.first, what.second, at}) : reactions()->isWaitingFor({what.first, at});
}

/// A service's own answer to an order that was cancelled is for those that clients cancel: what a refused purchase undoes is a
/// reaction, which can fail, be lost and be tried again like every other.
bool Host::isForService(const events::Event& event) const
{
    return m_serviceTypes.contains(event.eventType) &&
           !(reactions() && event.actor == contracts::reactionActor && event.eventType == u"OrderCancelled");
}

Status Host::loadReactions()
{
    REPLAY_TRY(reactions()->load());
    REPLAY_ASSIGN(const auto due, reactions()->due(m_deliveryBookmark.dueAt));
    for (const Reactions::Attempt& attempt : due)
        deliverReaction(attempt);
    dispatchReactions();
    return {};
}

void Host::deliverReaction(const Reactions::Attempt& attempt)
{
    if (attempt.flight.lost)
        return;
    Delivery delivery;
    delivery.message = attempt.message;
    delivery.attempt = attempt.attempt;
    if (attempt.flight.fault) {
        delivery.rule = attempt.flight.fault->rule;
        delivery.downForUs = attempt.flight.fault->downForUs;
    }
    deliver(attempt.flight.dueAt, delivery);
    if (attempt.flight.secondDueAt) {
        delivery.copy = 2;
        deliver(*attempt.flight.secondDueAt, delivery);
    }
}

/// What was sent and set in this transaction. All of it lies ahead by the least latency: nothing of it is handled before the commit
/// unless everything else that is due then is, too.
void Host::dispatchReactions()
{
    for (const Reactions::Attempt& attempt : reactions()->takeSent())
        deliverReaction(attempt);
    for (const Reactions::Alarm& alarm : reactions()->takeAlarms())
        m_alarms.insert({alarm.at, {alarm.messageId, QString()}});
}

Status Host::react(const log::LoggedEvent& told, ModelTime now)
{
    log::LoggedEvent event = told;
    if (contracts::keeperOf(event.eventType) == m_name)
        REPLAY_TRY(m_store.keys().open(event));
    QByteArray identity = m_name.toUtf8();
    identity += "reacts" + event.eventId.toRfc4122();
    events::UnitOfWork work =
        unitOfWork(now, {identity, event.eventId, event.correlationId, contracts::reactionActor, {}, m_name, event.eventType});
    work.reach(GapPoint::Acknowledged);
    REPLAY_TRY(reactions()->onEvent(event, work));
    dispatchReactions();
    return {};
}

/// The command is committed; where its acknowledgement is lost it will be delivered once more.
Status Host::reactionHandled(const Delivery& delivery)
{
    if (delivery.message.actor != contracts::reactionActor || delivery.message.fault == u"lost_reply")
        return {};
    return reactions()->onHandled(delivery.message.id);
}

Status Host::reactionFailed(const Delivery& delivery, const QString& error, ModelTime now)
{
    const commands::Message& message = delivery.message;
    QByteArray identity = deliveryKey(now, message.id, delivery.attempt, delivery.copy).key;
    identity += "failed";
    events::UnitOfWork work =
        unitOfWork(now, {identity, message.id, message.correlationId, contracts::reactionActor, {}, m_name, message.name});
    REPLAY_ASSIGN(const auto given, reactions()->onFailure(message.id, delivery.attempt, error, work));
    return giveUp(given, work);
}

Status Host::wakeReaction(const QUuid& messageId, ModelTime now)
{
    QByteArray identity = messageId.toRfc4122();
    identity += "alarm" + QByteArray::number(static_cast<qint64>(now.us));
    events::UnitOfWork work = unitOfWork(now, {identity, messageId, {}, contracts::reactionActor, {}, m_name, QStringLiteral("alarm")});
    REPLAY_ASSIGN(const auto given, reactions()->onWake(messageId, work));
    return giveUp(given, work);
}

/// A person had a look at what is stuck here. What they made good by hand, the service itself must know: it may hold something.
Result<Receipt> Host::operate(const sagas::OperatorCommand& command, const commands::Message& message, events::UnitOfWork& work)
{
    REPLAY_ASSIGN(const sagas::OperatorRequest request, sagas::readOperatorRequest(command, message));
    if (message.fault == u"refuse")
        return Receipt::refused(message.faultReason);
    REPLAY_ASSIGN(const Receipt receipt, reactions()->operate(command.action, request.sagaId, request.reason, work));
    const std::vector<events::Event> told = work.appended();
    for (const events::Event& event : told)
        REPLAY_TRY(m_parts.service->onEvent(event, work));
    return receipt;
}

/// Whatever was tried in vain ends in an event: the service says no by its own handler, and the others react to that.
Status Host::giveUp(const std::optional<Reactions::GivenUp>& given, events::UnitOfWork& work)
{
    if (given) {
        Delivery last;
        last.message = *given;
        const Result<Receipt> receipt = execute(last, work);
        if (receipt)
            REPLAY_TRY(keepReceipt(last, *receipt, work.now()));
        else if (!database().inTransaction())
            return receipt.error();
        else
            REPLAY_TRY(reactions()->setStuck(given->id, receipt.error().message, work));
    }
    // Only what the command did counts as its effect, not the tale of what it did not do.
    const auto& told = work.appended();
    REPLAY_TRY(writeOutbox(work, given || told.empty() ? work.cause().causationId : told.front().eventId));
    dispatchReactions();
    return {};
}

}  // namespace replay::runtime
