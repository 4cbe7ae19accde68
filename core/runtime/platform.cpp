// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/platform.h"

#include "core/contracts/upcasters.h"
#include "core/domain/inventory/inventory_service.h"
#include "core/domain/orders/orders_service.h"
#include "core/domain/payments/payments_service.h"
#include "core/domain/products/products_service.h"
#include "core/domain/users/users_service.h"
#include "core/log/log_reader.h"
#include "core/sagas/reaction_state.h"
#include "core/storage/migrator.h"

#include <QDir>
#include <QJsonDocument>
#include <algorithm>
#include <numeric>

namespace replay::runtime {
namespace {

using storage::Access;
using storage::Database;
using storage::Durability;
using storage::Row;
using storage::bind;

Result<std::unique_ptr<Database>> openMigrated(const QString& folder, const QString& name, Durability durability = Durability::Full)
{
    REPLAY_ASSIGN(auto database, Database::open(QDir(folder).filePath(name + QStringLiteral(".db")), Access::ReadWrite, durability));
    REPLAY_TRY(storage::migrate(*database, migrationsOf(name)));
    return database;
}

const QString keyShift = QStringLiteral("shift_us");
const QString keyInner = QStringLiteral("source");

}  // namespace

std::unique_ptr<commands::Service> makeService(const QString& name, const QString& sagaStyle)
{
    if (name == u"user")
        return users::makeUsersService();
    if (name == u"product")
        return products::makeProductsService();
    if (name == u"order")
        return orders::makeOrdersService(sagaStyle == contracts::choreography);
    if (name == u"inventory")
        return inventory::makeInventoryService();
    return payments::makePaymentsService();
}

QStringList serviceNames()
{
    return {QStringLiteral("user"),      QStringLiteral("product"), QStringLiteral("order"),
            QStringLiteral("inventory"), QStringLiteral("payment"), QStringLiteral("saga")};
}

/// Services that tell of persons beside the user service, which has had its keys from the beginning.
static bool keepsKeys(const QString& service) { return service == u"order" || service == u"saga"; }

QStringList migrationsOf(const QString& database)
{
    if (!serviceNames().contains(database))
        return {database};
    QStringList folders{QStringLiteral("common"), database};
    if (sagas::reactingServices().contains(database))
        folders << QStringLiteral("reactions");
    if (keepsKeys(database))
        folders << QStringLiteral("keys");
    return folders;
}

Platform::~Platform() = default;

Result<std::unique_ptr<Platform>> Platform::open(const QString& folder, std::uint64_t seed, events::KeyOrigin keyOrigin,
                                                 const QString& sagaStyle)
{
    if (const QString broken = contracts::checkUpcasters(); !broken.isEmpty())
        return base::failed(broken);
    std::unique_ptr<Platform> platform(new Platform);
    REPLAY_ASSIGN(auto gatewayDatabase, openMigrated(folder, QStringLiteral("gateway")));
    const auto number = [&](const char* name, qint64 otherwise) -> Result<qint64> {
        return gatewayDatabase->integer("SELECT value FROM settings WHERE name = ?", otherwise, QString::fromLatin1(name));
    };
    Settings& settings = platform->m_settings;
    settings.seed = seed;
    REPLAY_ASSIGN(settings.network.latencyLowUs, number("latency_low_us", settings.network.latencyLowUs));
    REPLAY_ASSIGN(settings.network.latencyHighUs, number("latency_high_us", settings.network.latencyHighUs));
    REPLAY_ASSIGN(settings.start.us, number("start_us", settings.start.us));
    const auto share = [&](const char* name, double& value) -> Status {
        return gatewayDatabase->each("SELECT value FROM settings WHERE name = ?", bind(QString::fromLatin1(name)),
                                     [&](const Row& row) { value = row.text(0).toDouble(); });
    };
    REPLAY_TRY(gatewayDatabase->each("SELECT value FROM settings WHERE name = 'saga_style'", bind(),
                                     [&](const Row& row) { settings.sagaStyle = row.text(0); }));
    REPLAY_ASSIGN(const qint64 version, number("order_processing_version", settings.purchaseVersion));
    settings.purchaseVersion = static_cast<int>(version);
    if (!sagas::findDefinition(QStringLiteral("OrderProcessing"), settings.purchaseVersion))
        return base::unusable(QStringLiteral("%1 begins purchases with version %2 of OrderProcessing, which this program does not know")
                                  .arg(folder)
                                  .arg(version));
    if (settings.sagaStyle.isEmpty())
        settings.sagaStyle = sagaStyle.isEmpty() ? contracts::orchestration : sagaStyle;
    REPLAY_TRY(share("loss", settings.network.loss));
    REPLAY_TRY(share("duplication", settings.network.duplication));
    REPLAY_TRY(share("reordering", settings.network.reordering));

    platform->m_random = base::Random(settings.seed);
    platform->m_transport = std::make_unique<faults::Transport>(platform->m_random, settings.network);
    platform->m_gateway = std::make_unique<Gateway>(std::move(gatewayDatabase), *platform->m_transport);
    REPLAY_TRY(platform->m_gateway->load());
    REPLAY_TRY(platform->openHosts(folder, keyOrigin));
    REPLAY_ASSIGN(auto logDatabase, openMigrated(folder, QStringLiteral("log")));
    platform->m_relay = std::make_unique<Relay>(std::move(logDatabase));
    REPLAY_TRY(platform->m_relay->load());
    REPLAY_TRY(platform->applyRules());
    REPLAY_ASSIGN(platform->m_logReader, Database::open(QDir(folder).filePath(QStringLiteral("log.db")), Access::ReadOnly));
    REPLAY_ASSIGN(platform->m_keyReader, Database::open(QDir(folder).filePath(QStringLiteral("user.db")), Access::ReadOnly));
    REPLAY_ASSIGN(platform->m_read, openMigrated(folder, QStringLiteral("read"), Durability::Normal));
    REPLAY_ASSIGN(platform->m_projector,
                  projections::Projector::open(*platform->m_read, *platform->m_logReader, platform->m_keyReader.get()));
    platform->m_projector->setFaults(platform->m_gateway->plan().rules(), platform->m_random);
    REPLAY_TRY(platform->readAgenda());
    platform->m_projector->passTime(platform->m_now);
    REPLAY_TRY(platform->countSagas());
    REPLAY_TRY(platform->loadErasures());
    return platform;
}

Status Platform::openHosts(const QString& folder, events::KeyOrigin keyOrigin)
{
    int order = 0;
    for (const QString& name : serviceNames()) {
        Host::Parts parts;
        REPLAY_ASSIGN(parts.database, openMigrated(folder, name));
        parts.order = order++;
        if (name == u"saga") {
            auto orchestrator = std::make_unique<sagas::Orchestrator>(*parts.database, *m_transport, m_sagaPlan,
                                                                      isChoreographed() ? 0 : m_settings.purchaseVersion);
            parts.orchestrator = orchestrator.get();
            parts.service = std::move(orchestrator);
        } else {
            parts.service = makeService(name, m_settings.sagaStyle);
            if (isChoreographed() && sagas::reactingServices().contains(name))
                parts.reactions = std::make_unique<sagas::Reactions>(*parts.database, name, *m_transport);
        }
        m_hosts.push_back(std::make_unique<Host>(std::move(parts), m_random, *m_transport));
        m_hosts.back()->store().setKeyOrigin(keyOrigin);
        REPLAY_TRY(m_hosts.back()->load());
    }
    m_sagaHost = m_hosts.back().get();
    return {};
}

Host* Platform::host(const QString& name) const
{
    for (const auto& host : m_hosts) {
        if (host->name() == name)
            return host.get();
    }
    return nullptr;
}

std::optional<ModelTime> Platform::earliest()
{
    std::optional<ModelTime> first = m_relay->nextAt();
    for (auto& host : m_hosts) {
        const auto at = host->nextAt();
        if (at && (!first || *at < *first))
            first = at;
    }
    return first;
}

/// Takes inputs from the sources until each is ahead of what happens next: then nothing due in the coming window can be missing.
Status Platform::feed()
{
    for (;;) {
        const std::optional<ModelTime> next = earliest();
        Source* behind = nullptr;
        for (Source& source : m_sources) {
            const bool ahead = next && source.lastAt && *source.lastAt >= *next;
            if (!source.done && !ahead && (!behind || source.lastAt.value_or(ModelTime{}) < behind->lastAt.value_or(ModelTime{})))
                behind = &source;
        }
        if (!behind)
            return {};
        REPLAY_ASSIGN(auto inputs, behind->source->next(inputsAtOnce));
        behind->done = inputs.empty();
        for (scenarios::PlannedInput& input : inputs) {
            input.target = serviceFor(input.target, input.message.name);
            input.at = input.at + behind->shiftUs;
            behind->lastAt = input.at;
        }
        const QJsonObject bookmark{{keyShift, static_cast<qint64>(behind->shiftUs)}, {keyInner, behind->source->bookmark()}};
        REPLAY_TRY(admit(inputs, behind->name, bookmark, behind->done));
    }
}

Status Platform::admit(const std::vector<scenarios::PlannedInput>& inputs, const QString& source, const QJsonObject& bookmark, bool done)
{
    REPLAY_ASSIGN(auto admitted, m_gateway->admit(inputs, source, bookmark, done));
    for (Admission& admission : admitted) {
        Host* target = host(admission.target);
        if (!target)
            return base::failed(QStringLiteral("there is no service %1").arg(admission.target));
        target->deliver(admission.dueAt, std::move(admission.delivery));
    }
    return {};
}

Result<std::optional<ModelTime>> Platform::nextAt()
{
    if (m_broken)
        return *m_broken;
    if (const Status fed = feed(); !fed)
        return giveUp(fed.error());
    return earliest();
}

Result<bool> Platform::advance(Pace pace, std::optional<ModelTime> horizon)
{
    Result<bool> moved = moveOn(pace, horizon);
    if (!moved)
        return giveUp(moved.error());
    REPLAY_TRY(forgetErased());
    return moved;
}

Error Platform::giveUp(const Error& error)
{
    if (!m_broken) {
        m_broken = error;
        for (auto& host : m_hosts)
            host->database().rollback();
    }
    return *m_broken;
}

Result<bool> Platform::moveOn(Pace pace, std::optional<ModelTime> horizon)
{
    REPLAY_ASSIGN(const auto next, nextAt());
    if (!next || (horizon && *next > *horizon))
        return false;
    const ModelTime from = *next;
    const ModelTime before = from + (pace == Pace::One ? 1 : m_settings.network.leastUs());
    m_now = std::max(m_now, from);
    m_windowEnd = std::max(m_windowEnd, before);
    for (auto& host : m_hosts) {
        const auto at = host->nextAt();
        if (!at || *at >= before)
            continue;
        REPLAY_ASSIGN(const int handled, host->handleUntil(before, pace == Pace::One ? 1 : itemsPerTransaction));
        REPLAY_TRY(distribute(*host));
        if (pace == Pace::One && handled > 0)
            return true;
    }
    REPLAY_ASSIGN(const auto appended, m_relay->appendUntil(before, pace == Pace::One ? 1 : itemsPerTransaction));
    REPLAY_TRY(publish(appended));
    return true;
}

/// Hands on what a host wrote for others, after its commit.
Status Platform::distribute(Host& host)
{
    for (OutboxMessage& message : host.takeOutbox())
        m_relay->carry(std::move(message));
    for (Reply& reply : host.takeReplies())
        m_sagaHost->reply(std::move(reply));
    if (host.orchestrator()) {
        for (const sagas::Attempt& attempt : host.orchestrator()->takeSent())
            REPLAY_TRY(deliverAttempt(*this->host(attempt.target), attempt));
    }
    return {};
}

Status Platform::publish(const std::vector<log::LoggedEvent>& events)
{
    for (const log::LoggedEvent& event : events) {
        if (event.position == 0)
            continue;
        for (auto& host : m_hosts) {
            if (host->listensTo(event.eventType))
                host->listen(event);
        }
        count(event);
        if (event.eventType == u"UserErased")
            m_erasures.push_back({event.position, event.aggregateId});
    }
    if (m_observer && !events.empty())
        m_observer->reached(faults::GapPoint::Published, QStringLiteral("log"), events.front().eventType);
    return {};
}

Result<bool> Platform::project(int limit)
{
    const auto done = [this] {
        const auto standings = m_projector->positions();
        return std::accumulate(standings.begin(), standings.end(), log::Position{0},
                               [](log::Position sum, const auto& standing) { return sum + standing.position; });
    };
    const log::Position before = m_observer ? done() : 0;
    REPLAY_ASSIGN(const bool more, m_projector->step(limit, m_now));
    if (m_observer && done() != before)
        m_observer->reached(faults::GapPoint::Projected, QStringLiteral("read"), QString());
    return more;
}

Status Platform::addSource(std::unique_ptr<scenarios::InputSource> source, const QString& name)
{
    REPLAY_ASSIGN(const auto before, m_gateway->source(name));
    Source added;
    added.name = name;
    if (before) {
        added.shiftUs = before->bookmark[keyShift].toInteger();
        added.done = before->done;
    } else {
        const bool untouched = m_relay->log().head() == 0 && m_relay->pending() == 0 && !earliest();
        if (untouched && m_sources.empty()) {
            m_now = source->startsAt();
            m_windowEnd = m_now + 1;
            m_settings.start = m_now;  // an imported year begins when it did, also after it was closed and opened again
            REPLAY_TRY(m_gateway->setSetting(QStringLiteral("start_us"), QString::number(m_now.us)));
        }
        added.shiftUs = std::max<qint64>(0, m_windowEnd - source->startsAt() - 1);
        // Kept at once: a source that has given nothing before a kill must find the same shift after it.
        REPLAY_TRY(admit({}, name, {{keyShift, added.shiftUs}, {keyInner, source->bookmark()}}, false));
    }
    added.source = std::move(source);
    m_sources.push_back(std::move(added));
    return {};
}

Status Platform::setDurability(storage::Durability durability)
{
    for (const auto& host : m_hosts)
        REPLAY_TRY(host->database().setDurability(durability));
    REPLAY_TRY(m_gateway->database().setDurability(durability));
    return m_relay->database().setDurability(durability);
}

void Platform::dropSource(const QString& name)
{
    std::erase_if(m_sources, [&](const Source& source) { return source.name == name; });
}

Result<std::optional<QJsonObject>> Platform::sourceBookmark(const QString& name) const
{
    REPLAY_ASSIGN(const auto state, m_gateway->source(name));
    return state ? std::optional(state->bookmark[keyInner].toObject()) : std::nullopt;
}

Status Platform::send(const commands::Message& message, const QString& target)
{
    REPLAY_ASSIGN(const QString before, m_gateway->targetOf(message.id));
    if (before.isEmpty())
        return admit({{std::max(m_now, m_windowEnd), message, target}}, {}, {}, false);
    // Sent twice: the second arrival finds the receipt in the inbox.
    Delivery again;
    again.message = message;
    again.copy = 2;
    host(target)->deliver(std::max(m_now, m_windowEnd) + m_settings.network.leastUs(), again);
    return {};
}

QString Platform::targetOf(const QString& command) const
{
    if (m_sagaHost->service().accepts(command))
        return m_sagaHost->name();
    for (const auto& host : m_hosts) {
        const auto offered = host->service().commands();
        if (std::any_of(offered.begin(), offered.end(), [&](const api::RequestSchema& schema) { return schema.name == command; }))
            return host->name();
    }
    return {};
}

api::PlatformStatus Platform::status() const
{
    api::PlatformStatus status;
    status.head = m_relay->log().head();
    status.projected = m_projector->projected();
    status.now = m_now;
    status.seed = m_settings.seed;
    status.sagaStyle = m_settings.sagaStyle;
    status.fingerprint = log::fingerprint(m_relay->log().headHash());
    status.outboxPending = m_relay->pending();
    status.sagasStarted = m_sagas.started;
    status.sagasCompleted = m_sagas.completed;
    status.sagasFailed = m_sagas.failed;
    status.sagasCompensating = m_sagas.compensating;
    status.sagasStuck = m_stuck.size();
    status.sagasPaused = m_paused.size();
    for (const api::PitfallSwitch& pitfall : pitfalls()) {
        if (pitfall.on)
            status.pitfalls << pitfall.code;
    }
    status.sagasRunning = m_sagas.started - m_sagas.completed - m_sagas.failed - m_sagas.compensating;
    return status;
}

void Platform::observe(faults::GapObserver* observer)
{
    m_observer = observer;
    for (auto& host : m_hosts)
        host->observe(observer);
}

Result<std::optional<commands::Receipt>> Platform::receipt(const QUuid& messageId, const QString& target) const
{
    std::optional<commands::Receipt> found;
    REPLAY_TRY(host(target)->database().each("SELECT outcome, receipt FROM inbox WHERE message_id = ?", bind(messageId),
                                             [&](const Row& row) { found = commands::Receipt::fromText(row.text(0), row.bytes(1)); }));
    return found;
}

Result<bool> Platform::isSettled(const QUuid& correlationId) const
{
    if (m_relay->carries(correlationId))
        return false;
    for (const auto& host : m_hosts) {
        REPLAY_ASSIGN(const bool busy, host->hasWorkFor(correlationId));
        if (busy)
            return false;
    }
    REPLAY_ASSIGN(
        const std::int64_t running,
        m_sagaHost->database().integer(
            "SELECT count(*) FROM sagas WHERE status IN ('started', 'compensating') AND stuck = 0 AND paused = 0 AND correlation_id = ?", 0,
            correlationId));
    return running == 0;
}

Result<QString> Platform::sagaOf(const QUuid& correlationId) const
{
    QString sagaId;
    REPLAY_TRY(m_sagaHost->database().each("SELECT saga_id FROM sagas WHERE correlation_id = ?", bind(correlationId),
                                           [&](const Row& row) { sagaId = row.text(0); }));
    if (!sagaId.isEmpty() || !isChoreographed())
        return sagaId;
    // Nobody keeps a choreographed purchase: it is known by its order.
    REPLAY_TRY(host(QStringLiteral("order"))
                   ->database()
                   .each("SELECT data FROM reaction_cases WHERE correlation_id = ?", bind(correlationId), [&](const Row& row) {
                       sagaId = QJsonDocument::fromJson(row.bytes(0)).object()[QStringLiteral("order_id")].toString();
                   }));
    return sagaId;
}

QList<api::RequestSchema> Platform::commandSchemas() const
{
    QList<api::RequestSchema> schemas = m_sagaHost->service().commands();
    for (const auto& host : m_hosts) {
        if (host.get() != m_sagaHost)
            schemas += host->service().commands();
    }
    return schemas;
}

events::Folds Platform::folds() const
{
    events::Folds folds;
    for (const auto& host : m_hosts)
        folds += host->service().folds();
    folds += sagas::reactionFolds();
    return folds;
}

double Platform::share() const
{
    double least = 1.0;
    for (const Source& source : m_sources) {
        if (!source.done)
            least = std::min(least, source.source->share());
    }
    return least;
}

}  // namespace replay::runtime
