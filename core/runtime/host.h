// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/commands/service.h"
#include "core/faults/outages.h"
#include "core/faults/pitfalls.h"
#include "core/faults/transport.h"
#include "core/runtime/agenda.h"
#include "core/sagas/orchestrator.h"
#include "core/sagas/reactions.h"
#include "core/storage/database.h"

#include <deque>
#include <map>
#include <memory>
#include <set>

namespace replay::runtime {

/// The ways into databases of others that no service has, and that two pitfalls take.
class BackDoor {
public:
    virtual ~BackDoor() = default;
    /// synchronous_read_model: what the command is about to change, written into the read model at once.
    virtual Status writeReadModel(const commands::Message& message) = 0;
    /// shared_database: what the command changed, corrected in another service's tables too.
    virtual Status writeNeighbour(const commands::Message& message) = 0;
};

/// One service as a process would run it: its database, its inbox and outbox, what has arrived and what it listens to.
/// It handles everything due before a given time in one transaction with a savepoint each (group commit), in an order that does
/// not depend on the grouping, and hands on what it wrote only after the commit.
class Host {
public:
    struct Parts {
        std::unique_ptr<storage::Database> database;
        std::unique_ptr<commands::Service> service;
        sagas::Orchestrator* orchestrator = nullptr;  ///< the same object as `service` in the saga host
        std::unique_ptr<sagas::Reactions> reactions;  ///< where nobody orchestrates: what the service does of itself
        int order = 0;                                ///< a fixed number that breaks ties between services
    };
    Host(Parts parts, const base::Random& random, const faults::Transport& transport);

    /// Reads bookmarks and what waits in its own database. Deliveries and log events are given by the platform afterwards.
    Status load();

    const QString& name() const { return m_name; }
    int order() const { return m_parts.order; }
    commands::Service& service() const { return *m_parts.service; }
    sagas::Orchestrator* orchestrator() const { return m_parts.orchestrator; }
    sagas::Reactions* reactions() const { return m_parts.reactions.get(); }
    storage::Database& database() const { return *m_parts.database; }
    events::EventStore& store() { return m_store; }
    events::AggregateCache& cache() { return m_cache; }
    log::Position logBookmark() const { return m_logBookmark; }
    const DeliveryKey& deliveryBookmark() const { return m_deliveryBookmark; }
    void observe(faults::GapObserver* observer) { m_observer = observer; }
    void setPitfalls(const faults::Pitfalls* pitfalls, BackDoor* backDoor) { m_pitfalls = pitfalls, m_backDoor = backDoor; }
    void leaveOut(const QSet<QUuid>* events) { m_leftOut = events; }
    void setOutages(faults::Outages outages) { m_outages = std::move(outages); }

    /// A command that will arrive; forgotten where the bookmark says it was taken already.
    void deliver(ModelTime dueAt, Delivery delivery);
    /// An event of the log that this service listens to, in rising position.
    void listen(const log::LoggedEvent& event);
    void reply(Reply reply);
    bool listensTo(const QString& eventType) const { return m_subscriptions.contains(eventType); }
    const QSet<QString>& subscriptions() const { return m_subscriptions; }

    /// When the next thing is due here; none when nothing waits.
    std::optional<ModelTime> nextAt();
    /// Handles what is due before `before`, at most `limit` things, and commits. What it wrote for others is in the lists below.
    Result<int> handleUntil(ModelTime before, int limit);

    std::vector<OutboxMessage> takeOutbox() { return std::exchange(m_outbox, {}); }
    std::vector<Reply> takeReplies() { return std::exchange(m_replies, {}); }
    /// Outbox messages and replies still on their way after a restart: beyond the (due, id) of their receiver's bookmark.
    Result<std::vector<OutboxMessage>> pendingOutbox(ModelTime afterDue, std::int64_t afterId);
    Result<std::vector<Reply>> pendingReplies(ModelTime afterDue);
    /// The last reply taken, in the order of Reply::place.
    const Reply& replyBookmark() const { return m_replyBookmark; }
    Result<bool> hasWorkFor(const QUuid& correlationId) const;

private:
    enum class Kind { Delivery, Event, Reply, Wake };
    struct Next {
        Kind kind;
        ModelTime at;
    };
    using Alarm = std::pair<ModelTime, std::pair<QUuid, QString>>;  ///< of a saga's step, or of a reaction's message
    std::optional<Next> next();
    events::UnitOfWork unitOfWork(ModelTime now, events::UnitOfWork::Cause cause);
    bool isNaive(faults::Pitfall pitfall, ModelTime now) const { return m_pitfalls && m_pitfalls->isOn(pitfall, now); }
    ModelTime heardAt(const log::LoggedEvent& event) const;
    ModelTime possibleAt(ModelTime at, const QString& sender) const;
    Status forgetErased(ModelTime now);
    Status handleDelivery(ModelTime now);
    Status handleEvent(ModelTime now);
    Status handleReply(ModelTime now);
    Status handleWake(ModelTime now);
    bool isWaitingFor(const Alarm& alarm) const;
    bool isForService(const events::Event& event) const;
    Status loadReactions();
    void deliverReaction(const sagas::Reactions::Attempt& attempt);
    void dispatchReactions();
    Status react(const log::LoggedEvent& told, ModelTime now);
    Status reactionHandled(const Delivery& delivery);
    Status reactionFailed(const Delivery& delivery, const QString& error, ModelTime now);
    Status wakeReaction(const QUuid& messageId, ModelTime now);
    Status giveUp(const std::optional<sagas::Reactions::GivenUp>& given, events::UnitOfWork& work);
    Status take(const DeliveryKey& key, const Delivery& delivery, ModelTime now);
    Result<commands::Receipt> operate(const sagas::OperatorCommand& command, const commands::Message& message, events::UnitOfWork& work);
    Result<commands::Receipt> execute(const Delivery& delivery, events::UnitOfWork& work);
    Status keepReceipt(const Delivery& delivery, const commands::Receipt& receipt, ModelTime now);
    Status goDown(ModelTime now, qint64 downForUs, const QByteArray& crashed);
    Status writeOutbox(const events::UnitOfWork& work, const QUuid& cause);
    Status answerAgain(const Delivery& delivery, ModelTime now);
    Status answerFailure(const Delivery& delivery, const QString& error, ModelTime now);
    Status saveBookmarks();
    Status bookmark(const QString& source, std::int64_t position, ModelTime at, const QByteArray& key);
    Status savepoint();
    Status release();
    Status rollBackItem(events::UnitOfWork& work);

    Parts m_parts;
    QString m_name;
    const base::Random& m_random;
    const faults::Transport& m_transport;
    events::EventStore m_store;
    events::AggregateCache m_cache;
    faults::GapObserver* m_observer = nullptr;
    QSet<QString> m_serviceTypes;   ///< what the service itself listens to
    QSet<QString> m_subscriptions;  ///< and what its reactions want
    faults::Outages m_outages;
    const faults::Pitfalls* m_pitfalls = nullptr;
    BackDoor* m_backDoor = nullptr;
    const QSet<QUuid>* m_leftOut = nullptr;

    std::map<DeliveryKey, Delivery> m_deliveries;
    std::deque<log::LoggedEvent> m_events;
    std::deque<log::LoggedEvent> m_erasures;  ///< of them those that have not been done yet
    std::set<Reply> m_waitingReplies;
    std::set<Alarm> m_alarms;

    DeliveryKey m_deliveryBookmark;
    log::Position m_logBookmark = 0;
    ModelTime m_downUntil;
    QByteArray m_crashedKey;  ///< the delivery or event whose crash has been acted out
    Reply m_replyBookmark;

    std::vector<OutboxMessage> m_outbox;
    std::vector<Reply> m_replies;
    ModelTime m_lastOutboxDue;  ///< when the last outbox message arrives in the log: the next one arrives no sooner
    std::int64_t m_lastOutboxId = 0;
    std::int64_t m_lastReplyId = 0;
};

}  // namespace replay::runtime
