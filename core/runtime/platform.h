// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/contracts/purchase_course.h"
#include "core/projections/projector.h"
#include "core/runtime/gateway.h"
#include "core/runtime/host.h"
#include "core/runtime/relay.h"

namespace replay::runtime {

/// The services of the platform, in the fixed order that breaks ties.
QStringList serviceNames();
/// The folders of migrations that a database is made of: its own after the common ones.
QStringList migrationsOf(const QString& database);

/// A service by name, as a process of its own would make it ("saga" is none of these: the orchestrator needs its transport).
/// `sagaStyle`: whether the order service takes purchases itself.
std::unique_ptr<commands::Service> makeService(const QString& name, const QString& sagaStyle = {});

/// All movers of one workspace on one thread: services, relay, orchestrator, projector, driven in the order of model time.
///
/// What may happen next is an agenda of durable rows: inputs in the gateway, attempts in the saga database, outboxes, replies,
/// log positions; each consumer has a bookmark in its own database. After a kill the agenda is read again and goes on as if
/// nothing had been. Things due within the least latency of each other cannot influence one another (Chandy and Misra's
/// look-ahead, 1979), so each consumer takes such a window in one transaction; the log is the same as one by one.
class Platform : private BackDoor {
public:
    struct Settings {
        std::uint64_t seed = 42;
        faults::NetworkProfile network;
        ModelTime start = base::defaultStart;
        QString sagaStyle;        ///< orchestration or choreography
        int purchaseVersion = 1;  ///< of the definition that new purchases begin with
    };
    /// Opens every database of the folder for writing, brings them to the newest schema and reads the agenda.
    /// `keyOrigin`: where the keys of persons come from (a private workspace: from the operating system).
    /// `sagaStyle`: as the workspace was made; a scenario that says otherwise has left its word in the settings.
    static Result<std::unique_ptr<Platform>> open(const QString& folder, std::uint64_t seed,
                                                  events::KeyOrigin keyOrigin = events::KeyOrigin::Seed, const QString& sagaStyle = {});
    ~Platform() override;

    enum class Pace { One, Window };
    /// Does the next thing (or window of things) if it is due at or before `horizon` (none: no limit).
    /// Answers whether it did something; false: nothing is due. After an error of the world (a full disk, say) what is in memory
    /// is no longer what is on disk: every further call answers that error, until the platform is opened anew.
    Result<bool> advance(Pace pace, std::optional<ModelTime> horizon);
    /// When the next thing is due; none: nothing is left to do.
    Result<std::optional<ModelTime>> nextAt();
    /// Brings the projections on by at most `limit` events each; true: more waits.
    Result<bool> project(int limit);

    /// What commits promise from now on. Normal is for a bulk load that can be begun again: a power cut (not a kill) may take back
    /// the last commits of some databases and not of others.
    Status setDurability(storage::Durability durability);
    /// A source of inputs under a name that keeps its bookmark. Its times are shifted to begin no earlier than now.
    Status addSource(std::unique_ptr<scenarios::InputSource> source, const QString& name);
    /// Takes no more from this source; its bookmark stays, so that it can go on later.
    void dropSource(const QString& name);
    Result<std::optional<QJsonObject>> sourceBookmark(const QString& name) const;
    /// Records what a person sends, now. The same message again is recorded as another arrival of the same.
    Status send(const commands::Message& message, const QString& target);
    /// The service that takes this command of a client; empty: none does.
    QString targetOf(const QString& command) const;
    /// The same of a command that a person sends now.
    Result<QString> targetOf(const commands::Message& message) const;

    /// A rule that is armed while the platform runs counts from now on.
    Status armFault(api::FaultRule rule);
    Status disarmFault(qint64 id);
    /// Switches a pitfall from now on (from the start, where nothing has happened yet).
    Status switchPitfall(faults::Pitfall pitfall, bool on);
    QList<api::PitfallSwitch> pitfalls() const;
    QList<api::FaultRule> faultRules() const;

    api::PlatformStatus status() const;
    ModelTime now() const { return m_now; }
    /// The clock has come this far and nothing was due: what a person does from here on happens after it.
    void passTime(ModelTime time) { m_now = std::max(m_now, time); }
    const Settings& settings() const { return m_settings; }
    const base::Random& random() const { return m_random; }
    Gateway& gateway() { return *m_gateway; }
    projections::Projector& projector() { return *m_projector; }
    void observe(faults::GapObserver* observer);
    /// The receipt of a message, once its service has taken it.
    Result<std::optional<commands::Receipt>> receipt(const QUuid& messageId, const QString& target) const;
    /// Whether anything of this business case is still on its way or its saga still runs.
    Result<bool> isSettled(const QUuid& correlationId) const;
    /// The saga of this business case; empty where there is none.
    Result<QString> sagaOf(const QUuid& correlationId) const;
    QList<api::RequestSchema> commandSchemas() const;
    events::Folds folds() const;
    double share() const;

private:
    struct Source {
        QString name;
        std::unique_ptr<scenarios::InputSource> source;
        qint64 shiftUs = 0;
        std::optional<ModelTime> lastAt;
        bool done = false;
    };
    Platform() = default;
    Status openHosts(const QString& folder, events::KeyOrigin keyOrigin);
    Status readAgenda();
    Status listenAgain(Host& host);
    Status feed();
    Status applyRules();
    Status writeReadModel(const commands::Message& message) override;
    Status writeNeighbour(const commands::Message& message) override;
    Result<bool> moveOn(Pace pace, std::optional<ModelTime> horizon);
    Error giveUp(const Error& error);
    Status admit(const std::vector<scenarios::PlannedInput>& inputs, const QString& source, const QJsonObject& bookmark, bool done);
    Status deliverAttempt(Host& target, const sagas::Attempt& attempt);
    Status distribute(Host& host);
    Status publish(const std::vector<log::LoggedEvent>& events);
    void count(const log::LoggedEvent& event);
    Status countSagas();
    Status countPurchases();
    void countPurchase(const log::LoggedEvent& event);
    bool isChoreographed() const;
    QString serviceFor(const QString& target, const QString& command) const;
    Status forgetPerson(const QUuid& person);
    Status forgetErased();
    Status loadErasures();
    std::optional<ModelTime> earliest();
    Host* host(const QString& name) const;

    Settings m_settings;
    base::Random m_random{42};
    std::unique_ptr<faults::Transport> m_transport;
    faults::FaultPlan m_sagaPlan;
    faults::Pitfalls m_pitfalls;
    std::unique_ptr<Gateway> m_gateway;
    std::vector<std::unique_ptr<Host>> m_hosts;
    Host* m_sagaHost = nullptr;
    std::unique_ptr<Relay> m_relay;
    std::unique_ptr<storage::Database> m_read;
    std::unique_ptr<storage::Database> m_logReader;
    std::unique_ptr<storage::Database> m_keyReader;
    std::unique_ptr<projections::Projector> m_projector;
    std::vector<Source> m_sources;
    faults::GapObserver* m_observer = nullptr;

    ModelTime m_now;
    ModelTime m_windowEnd;  ///< nothing new may be due before this
    std::optional<Error> m_broken;
    struct SagaCounts {
        qint64 started = 0;
        qint64 compensating = 0;
        qint64 completed = 0;
        qint64 failed = 0;
    } m_sagas;
    QHash<QUuid, contracts::PurchaseCourse> m_purchases;  ///< choreographed and not over, by order
    QSet<QUuid> m_stuck;                                  ///< sagas whose last event says so
    QSet<QUuid> m_paused;                                 ///< sagas that an operator holds
    struct Erasure {
        log::Position position;
        QUuid person;
    };
    std::deque<Erasure> m_erasures;  ///< of whom recorded requests still tell
    static constexpr int itemsPerTransaction = 1'024;
    static constexpr int inputsAtOnce = 128;
};

}  // namespace replay::runtime
