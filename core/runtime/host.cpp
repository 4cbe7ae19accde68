// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/host.h"

#include "core/base/check.h"
#include "core/contracts/purchase_course.h"

namespace replay::runtime {
namespace {

using commands::Receipt;
using faults::GapPoint;
using faults::Pitfall;
using storage::Row;
using storage::Utf8;
using storage::bind;

const QString sourceReplies = QStringLiteral("replies");
const QString stateDown = QStringLiteral("down");
const QString lostReplyNote = QStringLiteral("fault:lost_reply");

bool isFromReaction(const commands::Message& message) { return message.actor == contracts::reactionActor; }

/// Whether somebody will send it again: a failure is then told to him, and no receipt is kept.
bool isAwaited(const commands::Message& message) { return message.actor == u"saga" || isFromReaction(message); }

/// Faults at which the handler throws: nothing of the attempt is kept, and its sender is told the engine's reason.
bool failsHere(const QString& fault)
{
    return fault == u"error" || fault == u"compensation_failure" || fault == u"database_busy" || fault == u"database_full" ||
           fault == u"database_readonly";
}

}  // namespace

Host::Host(Parts parts, const base::Random& random, const faults::Transport& transport)
    : m_parts(std::move(parts)),
      m_name(m_parts.service->name()),
      m_random(random),
      m_transport(transport),
      m_store(*m_parts.database)
{
    const QStringList types = m_parts.service->subscriptions();
    m_serviceTypes = QSet<QString>(types.begin(), types.end());
    m_subscriptions = m_serviceTypes;
    if (reactions()) {
        for (const QString& type : reactions()->subscriptions())
            m_subscriptions.insert(type);
    }
}

Status Host::load()
{
    REPLAY_TRY(database().each("SELECT source, position, at, key FROM bookmarks", bind(), [&](const Row& row) {
        const QString source = row.text(0);
        if (source == sourceDeliveries) {
            m_deliveryBookmark = {row.time(2), row.bytes(3)};
        } else if (source == sourceLog) {
            m_logBookmark = row.integer(1);
        } else if (source == sourceReplies) {
            m_replyBookmark.dueAt = row.time(2);
            m_replyBookmark.id = row.integer(1);
            m_replyBookmark.serviceOrder = row.bytes(3).toInt();
        } else if (source == stateDown) {
            m_downUntil = row.time(2);
            m_crashedKey = row.bytes(3);
        }
    }));
    REPLAY_ASSIGN(m_lastOutboxId, database().integer("SELECT max(id) FROM outbox", 0));
    REPLAY_ASSIGN(m_lastOutboxDue.us, database().integer("SELECT due_at FROM outbox ORDER BY id DESC LIMIT 1", 0));
    REPLAY_ASSIGN(m_lastReplyId, database().integer("SELECT max(id) FROM replies", 0));
    if (reactions())
        return loadReactions();
    if (!orchestrator())
        return {};
    REPLAY_TRY(orchestrator()->load());
    sagas::SagaTables tables(database());
    return tables.eachWake([&](const sagas::SagaTables::Wake& wake) { m_alarms.insert({wake.at, {wake.sagaId, wake.stepId}}); });
}

void Host::deliver(ModelTime dueAt, Delivery delivery)
{
    DeliveryKey key = deliveryKey(dueAt, delivery.message.id, delivery.attempt, delivery.copy);
    if (key > m_deliveryBookmark)
        m_deliveries.emplace(std::move(key), std::move(delivery));
}

void Host::listen(const log::LoggedEvent& event)
{
    if (event.position <= m_logBookmark)
        return;
    ENSURE(m_events.empty() || m_events.back().position < event.position);
    m_events.push_back(event);
    if (event.eventType == u"UserErased")
        m_erasures.push_back(event);
}

void Host::reply(Reply reply)
{
    if (m_replyBookmark < reply)
        m_waitingReplies.insert(std::move(reply));
}

std::optional<Host::Next> Host::next()
{
    while (!m_alarms.empty() && !isWaitingFor(*m_alarms.begin()))
        m_alarms.erase(m_alarms.begin());  // the answer came in time
    std::optional<Next> first;
    const auto consider = [&](Kind kind, ModelTime at, const QString& sender = {}) {
        at = possibleAt(at, sender);
        if (!first || at < first->at)
            first = Next{kind, at};
    };
    if (!m_deliveries.empty())
        consider(Kind::Delivery, m_deliveries.begin()->first.dueAt);
    if (!m_events.empty())
        consider(Kind::Event, heardAt(m_events.front()), m_events.front().service);
    if (!m_waitingReplies.empty())
        consider(Kind::Reply, m_waitingReplies.begin()->dueAt, m_waitingReplies.begin()->service);
    if (!m_alarms.empty())
        consider(Kind::Wake, m_alarms.begin()->first);
    return first;
}

/// When an event of the log arrives here, if nothing is in its way.
ModelTime Host::heardAt(const log::LoggedEvent& event) const { return event.appendedAt + m_transport.profile().leastUs(); }

/// When something due then can be handled here: the service is up, and what was sent by that service reaches it.
ModelTime Host::possibleAt(ModelTime at, const QString& sender) const
{
    at = std::max(at, m_downUntil);
    if (m_outages.isEmpty())
        return at;
    for (;;) {
        const ModelTime up = m_outages.upAt(m_name, at);
        const ModelTime reached = sender.isEmpty() ? up : m_outages.reachableAt(sender, m_name, up);
        if (reached == at)
            return at;
        at = reached;
    }
}

events::UnitOfWork Host::unitOfWork(ModelTime now, events::UnitOfWork::Cause cause)
{
    if (m_pitfalls) {
        const QString naive = m_pitfalls->note(now);
        if (!naive.isEmpty())
            cause.note = cause.note.isEmpty() ? naive : QString(cause.note % u' ' % naive);
    }
    events::UnitOfWork work(m_store, m_cache, m_random, now, std::move(cause), m_observer, m_pitfalls);
    work.leaveOut(m_leftOut);
    return work;
}

std::optional<ModelTime> Host::nextAt()
{
    const auto first = next();
    return first ? std::optional(first->at) : std::nullopt;
}

Result<int> Host::handleUntil(ModelTime before, int limit)
{
    int handled = 0;
    while (handled < limit) {
        const auto first = next();
        if (!first || first->at >= before)
            break;
        if (handled++ == 0)
            REPLAY_TRY(database().begin());
        REPLAY_TRY(forgetErased(first->at));
        switch (first->kind) {
        case Kind::Delivery: REPLAY_TRY(handleDelivery(first->at)); break;
        case Kind::Event: REPLAY_TRY(handleEvent(first->at)); break;
        case Kind::Reply: REPLAY_TRY(handleReply(first->at)); break;
        case Kind::Wake: REPLAY_TRY(handleWake(first->at)); break;
        }
    }
    if (handled > 0) {
        REPLAY_TRY(saveBookmarks());
        REPLAY_TRY(database().commit());
        if (m_observer)
            m_observer->reached(GapPoint::Committed, m_name, QString());
    }
    return handled;
}

/// An erasure waits behind nothing: whatever is handled here after its time finds no key, also where the host was down meanwhile and
/// much lies before it. So it makes no difference whether a message on its way still tells what its sender has forgotten since.
Status Host::forgetErased(ModelTime now)
{
    for (; !m_erasures.empty() && heardAt(m_erasures.front()) <= now; m_erasures.pop_front()) {
        const log::LoggedEvent& erased = m_erasures.front();
        events::UnitOfWork work = unitOfWork(now, {{}, erased.eventId, erased.correlationId, m_name, {}, m_name, erased.eventType});
        REPLAY_TRY(m_parts.service->forget(erased.aggregateId, erased.occurredAt, work));
        if (reactions())
            REPLAY_TRY(reactions()->forget(erased.aggregateId));
    }
    return {};
}

Status Host::handleDelivery(ModelTime now)
{
    const auto first = m_deliveries.begin();
    const DeliveryKey key = first->first;
    const Delivery delivery = first->second;
    if (delivery.message.fault == u"crash_before_commit" && m_crashedKey != key.key) {
        // The work is done and lost: rolled back, the service is down, and the broker delivers again when it is back.
        events::UnitOfWork lost = unitOfWork(
            now, {key.key, delivery.message.id, delivery.message.correlationId, delivery.message.actor, {}, m_name, delivery.message.name});
        REPLAY_TRY(savepoint());
        const auto receipt = execute(delivery, lost);
        REPLAY_TRY(rollBackItem(lost));
        Q_UNUSED(receipt)
        return goDown(now, delivery.downForUs, key.key);
    }
    if (delivery.message.fault == u"service_down" && m_crashedKey != key.key)
        return goDown(now, delivery.downForUs, key.key);  // it waits in the broker until the service is back
    REPLAY_TRY(take(key, delivery, now));
    m_deliveries.erase(m_deliveries.find(key));
    m_deliveryBookmark = key;
    return {};
}

Status Host::take(const DeliveryKey& key, const Delivery& delivery, ModelTime now)
{
    const commands::Message& message = delivery.message;
    if (message.fault == u"no_reply")
        return {};
    std::int64_t known = 0;
    REPLAY_ASSIGN(known, database().integer("SELECT count(*) FROM inbox WHERE message_id = ?", 0, message.id));
    const bool forgetful = isNaive(Pitfall::NonIdempotentConsumer, now);
    if (known > 0 && !forgetful)
        return answerAgain(delivery, now);
    if (failsHere(message.fault))
        return answerFailure(delivery, message.faultReason, now);

    const QString note = message.fault.isEmpty() ? QString() : QStringLiteral("fault:%1#%2").arg(message.fault).arg(delivery.rule);
    events::UnitOfWork work = unitOfWork(
        now, {forgetful ? key.key : message.id.toRfc4122(), message.id, message.correlationId, message.actor, note, m_name, message.name});
    REPLAY_TRY(savepoint());
    work.reach(GapPoint::Received);
    if (m_backDoor && isNaive(Pitfall::SynchronousReadModel, now))
        REPLAY_TRY(m_backDoor->writeReadModel(message));
    Result<Receipt> receipt = execute(delivery, work);
    if (!receipt) {
        if (!database().inTransaction())
            return receipt.error();  // the engine gave up the whole transaction: a full disk, say
        REPLAY_TRY(rollBackItem(work));
        if (isAwaited(message))
            return answerFailure(delivery, receipt.error().message, now);
        return keepReceipt(delivery, Receipt::ofError(receipt.error()), now);
    }
    if (message.fault == u"crash_after_commit" || message.fault == u"database_slow")
        REPLAY_TRY(goDown(now, delivery.downForUs, key.key));
    if (m_backDoor && receipt->outcome == Receipt::Outcome::Done && isNaive(Pitfall::SharedDatabase, now))
        REPLAY_TRY(m_backDoor->writeNeighbour(message));
    REPLAY_TRY(keepReceipt(delivery, *receipt, now));
    // Saved, and the crash comes before anything is published: without an outbox nobody will ever hear of it.
    const bool unpublished = message.fault == u"crash_after_commit" && isNaive(Pitfall::DualWrite, now);
    if (!unpublished)
        REPLAY_TRY(writeOutbox(work, message.id));
    REPLAY_TRY(reactionHandled(delivery));
    if (reactions())
        dispatchReactions();
    return release();
}

Result<Receipt> Host::execute(const Delivery& delivery, events::UnitOfWork& work)
{
    if (reactions()) {
        if (const auto* command = sagas::findOperatorCommand(delivery.message.name))
            return operate(*command, delivery.message, work);
    }
    if (!m_parts.service->accepts(delivery.message.name))
        return base::malformed(QStringLiteral("the %1 service knows no command %2").arg(m_name, delivery.message.name));
    return m_parts.service->handle(delivery.message, work);
}

Status Host::keepReceipt(const Delivery& delivery, const Receipt& receipt, ModelTime now)
{
    if (isNaive(Pitfall::NonIdempotentConsumer, now))
        REPLAY_TRY(database().run("DELETE FROM inbox WHERE message_id = ?", delivery.message.id));  // whoever forgets has no first receipt
    REPLAY_TRY(database().run("INSERT INTO inbox (message_id, name, received_at, outcome, receipt) VALUES (?, ?, ?, ?, ?)",
                              delivery.message.id, delivery.message.name, now, receipt.outcomeText(), Utf8{receipt.json()}));
    return {};
}

Status Host::goDown(ModelTime now, qint64 downForUs, const QByteArray& crashed)
{
    m_downUntil = now + downForUs;
    m_crashedKey = crashed;
    return bookmark(stateDown, 0, m_downUntil, m_crashedKey);
}

Status Host::handleEvent(ModelTime now)
{
    const log::LoggedEvent event = m_events.front();
    if (auto* sagas = orchestrator(); sagas && sagas->concerns(event)) {
        const QByteArray key = event.eventId.toRfc4122();
        if (m_crashedKey != key) {
            const auto crash = sagas->crashAt(event, now);
            REPLAY_TRY(sagas->saveFaultCounts());  // also where it does not crash: an event that leads to no message was counted too
            if (crash)
                return goDown(now, crash->downForUs, key);
        }
    }
    const bool lost = orchestrator() && orchestrator()->answers(event) && event.note.startsWith(lostReplyNote);
    const bool wanted = !lost && (orchestrator() ? orchestrator()->concerns(event) : isForService(event));
    if (wanted) {
        QByteArray identity = m_name.toUtf8();
        identity += event.eventId.toRfc4122();
        const QString actor = orchestrator() ? QStringLiteral("saga") : m_name;
        events::UnitOfWork work = unitOfWork(now, {identity, event.eventId, event.correlationId, actor, {}, m_name, event.eventType});
        work.reach(orchestrator() ? GapPoint::Acknowledged : GapPoint::Received);
        REPLAY_TRY(m_parts.service->onEvent(event, work));
        REPLAY_TRY(writeOutbox(work, event.eventId));
    }
    if (reactions() && reactions()->concerns(event))
        REPLAY_TRY(react(event, now));
    m_events.pop_front();
    m_logBookmark = event.position;
    return {};
}

Status Host::handleReply(ModelTime now)
{
    const Reply reply = *m_waitingReplies.begin();
    QByteArray identity = reply.messageId.toRfc4122();
    identity += "reply" + QByteArray::number(reply.attempt) + QByteArray::number(static_cast<qint64>(reply.id));
    events::UnitOfWork work = unitOfWork(now, {identity, reply.messageId, {}, QStringLiteral("saga"), {}, m_name, QStringLiteral("reply")});
    work.reach(GapPoint::Acknowledged);
    if (reply.error.isEmpty()) {
        for (const events::Event& event : reply.again)
            REPLAY_TRY(orchestrator()->onEvent(event, work));
    } else {
        REPLAY_TRY(orchestrator()->onFailure(reply.messageId, reply.attempt, reply.error, work));
    }
    REPLAY_TRY(writeOutbox(work, reply.messageId));
    m_waitingReplies.erase(m_waitingReplies.begin());
    m_replyBookmark = reply;
    m_replyBookmark.again.clear();
    return {};
}

Status Host::handleWake(ModelTime now)
{
    const Alarm alarm = *m_alarms.begin();
    m_alarms.erase(m_alarms.begin());
    if (reactions())
        return wakeReaction(alarm.second.first, now);
    const sagas::SagaTables::Wake wake{alarm.second.first, alarm.second.second, alarm.first};
    QByteArray identity = wake.sagaId.toRfc4122();
    identity += wake.stepId.toUtf8() + QByteArray::number(static_cast<qint64>(wake.at.us));
    events::UnitOfWork work = unitOfWork(now, {identity, wake.sagaId, {}, QStringLiteral("saga"), {}, m_name, QStringLiteral("alarm")});
    REPLAY_TRY(orchestrator()->onWake(wake, work));
    return writeOutbox(work, wake.sagaId);
}

Status Host::writeOutbox(const events::UnitOfWork& work, const QUuid& cause)
{
    if (orchestrator()) {
        for (auto& wake : orchestrator()->takeWakes())
            m_alarms.insert({wake.at, {wake.sagaId, wake.stepId}});
    }
    if (work.appended().empty())
        return {};
    OutboxMessage message;
    message.serviceOrder = order();
    message.outboxId = ++m_lastOutboxId;
    // In order, as they were committed: none overtakes another of the same service. The orchestrator's own take the least latency,
    // so that the log tells a step's start before what it led to.
    const QByteArray purpose = work.appended().front().eventId.toRfc4122();
    const qint64 latency = orchestrator() ? m_transport.profile().leastUs() : m_transport.latency(purpose);
    message.dueAt = std::max(std::max(work.now(), m_downUntil) + latency, m_lastOutboxDue);
    m_lastOutboxDue = message.dueAt;
    for (const events::Event& event : work.appended()) {
        log::LoggedEvent logged;
        static_cast<events::Event&>(logged) = event;
        logged.service = m_name;
        message.events.push_back(std::move(logged));
    }
    REPLAY_ASSIGN(const std::int64_t last, m_store.lastSequence());
    const std::int64_t first = last - static_cast<std::int64_t>(message.events.size()) + 1;
    REPLAY_TRY(database().run("INSERT INTO outbox (id, first_seq, last_seq, due_at, cause) VALUES (?, ?, ?, ?, ?)", message.outboxId, first,
                              last, message.dueAt, cause));
    m_outbox.push_back(std::move(message));
    return {};
}

/// A message that was handled before: the receipt stands, and its answer is sent once more, in case it was lost.
Status Host::answerAgain(const Delivery& delivery, ModelTime now)
{
    if (isFromReaction(delivery.message))
        return reactionHandled(delivery);
    if (delivery.message.actor != u"saga" || delivery.message.fault == u"lost_reply")
        return {};
    Reply reply;
    reply.serviceOrder = order();
    reply.service = m_name;
    reply.messageId = delivery.message.id;
    reply.attempt = delivery.attempt;
    std::int64_t first = 0;
    std::int64_t last = 0;
    REPLAY_TRY(database().each("SELECT first_seq, last_seq FROM outbox WHERE cause = ?", bind(delivery.message.id), [&](const Row& row) {
        first = row.integer(0);
        last = row.integer(1);
    }));
    if (last == 0)
        return {};
    REPLAY_TRY(m_store.getRange(first, last, [&](const events::Event& event) {
        reply.again.push_back(event);
        return true;
    }));
    reply.id = ++m_lastReplyId;
    reply.dueAt = now + m_transport.latency(delivery.message.id.toRfc4122(), 10 + 2 * static_cast<std::uint64_t>(delivery.attempt) +
                                                                                 static_cast<std::uint64_t>(delivery.copy));
    REPLAY_TRY(database().run("INSERT INTO replies (id, message_id, attempt, first_seq, last_seq, due_at) VALUES (?, ?, ?, ?, ?, ?)",
                              reply.id, reply.messageId, reply.attempt, first, last, reply.dueAt));
    m_replies.push_back(std::move(reply));
    return {};
}

Status Host::answerFailure(const Delivery& delivery, const QString& error, ModelTime now)
{
    if (isFromReaction(delivery.message))
        return reactionFailed(delivery, error, now);
    if (delivery.message.actor != u"saga")
        return keepReceipt(delivery, {Receipt::Outcome::Failed, {}, error}, now);
    Reply reply;
    reply.serviceOrder = order();
    reply.service = m_name;
    reply.messageId = delivery.message.id;
    reply.attempt = delivery.attempt;
    reply.error = error;
    reply.id = ++m_lastReplyId;
    reply.dueAt = now + m_transport.latency(delivery.message.id.toRfc4122(), 1'000 + 2 * static_cast<std::uint64_t>(delivery.attempt) +
                                                                                 static_cast<std::uint64_t>(delivery.copy));
    REPLAY_TRY(database().run("INSERT INTO replies (id, message_id, attempt, error, due_at) VALUES (?, ?, ?, ?, ?)", reply.id,
                              reply.messageId, reply.attempt, reply.error, reply.dueAt));
    m_replies.push_back(std::move(reply));
    return {};
}

Status Host::bookmark(const QString& source, std::int64_t position, ModelTime at, const QByteArray& key)
{
    REPLAY_TRY(database().run("INSERT INTO bookmarks (source, position, at, key) VALUES (?, ?, ?, ?) ON CONFLICT (source) DO UPDATE SET "
                              "position = excluded.position, at = excluded.at, key = excluded.key",
                              source, position, at, key));
    return {};
}

Status Host::saveBookmarks()
{
    REPLAY_TRY(bookmark(sourceDeliveries, 0, m_deliveryBookmark.dueAt, m_deliveryBookmark.key));
    REPLAY_TRY(bookmark(sourceLog, m_logBookmark, {}, {}));
    if (orchestrator())
        REPLAY_TRY(bookmark(sourceReplies, m_replyBookmark.id, m_replyBookmark.dueAt, QByteArray::number(m_replyBookmark.serviceOrder)));
    return {};
}

Status Host::savepoint()
{
    if (orchestrator())
        orchestrator()->mark();
    REPLAY_TRY(database().run("SAVEPOINT item"));
    return {};
}

Status Host::release()
{
    REPLAY_TRY(database().run("RELEASE item"));
    return {};
}

Status Host::rollBackItem(events::UnitOfWork& work)
{
    REPLAY_TRY(database().run("ROLLBACK TO item"));
    REPLAY_TRY(release());
    work.abandon();
    m_cache.clear();
    if (reactions())
        return reactions()->rollBack();
    return orchestrator() ? orchestrator()->rollBack() : Status();
}

}  // namespace replay::runtime
