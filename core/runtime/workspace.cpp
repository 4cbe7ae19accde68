// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/workspace.h"

#include "core/base/check.h"
#include "core/log/log_reader.h"
#include "core/runtime/readers.h"
#include "core/scenarios/scenario_reader.h"
#include "core/scenarios/shop_source.h"
#include "core/scenarios/timeline_source.h"
#include "core/scenarios/workload_source.h"
#include "core/storage/migrator.h"

#include <QDir>
#include <QElapsedTimer>
#include <QThread>

namespace replay::runtime {
namespace {

constexpr int eventsPerProjection = 4'000;
constexpr qint64 progressEveryMs = 50;
constexpr int windowsBetweenLooks = 64;

const QString settingScenario = QStringLiteral("scenario");

Status writeSettings(Gateway& gateway, const scenarios::Scenario& scenario)
{
    const auto number = [&](const char* name, qint64 value) {
        return gateway.setSetting(QString::fromLatin1(name), QString::number(value));
    };
    const auto share = [&](const char* name, double value) {
        return gateway.setSetting(QString::fromLatin1(name), QString::number(value, 'g', 17));
    };
    if (!scenario.sagaStyle.isEmpty())
        REPLAY_TRY(gateway.setSetting(QStringLiteral("saga_style"), scenario.sagaStyle));
    if (scenario.purchaseVersion > 0)
        REPLAY_TRY(number("order_processing_version", scenario.purchaseVersion));
    REPLAY_TRY(number("latency_low_us", scenario.network.latencyLowUs));
    REPLAY_TRY(number("latency_high_us", scenario.network.latencyHighUs));
    REPLAY_TRY(share("loss", scenario.network.loss));
    REPLAY_TRY(share("duplication", scenario.network.duplication));
    REPLAY_TRY(share("reordering", scenario.network.reordering));
    return number("start_us", scenario.start.us);
}

Result<std::unique_ptr<Platform>> openPlatform(const QString& folder, const Manifest& manifest)
{
    return Platform::open(folder, manifest.seed, manifest.isPrivate ? events::KeyOrigin::System : events::KeyOrigin::Seed,
                          manifest.sagaStyle);
}

template <typename Source>
Status startSource(Platform& platform, const scenarios::Scenario& scenario, const QString& name)
{
    REPLAY_ASSIGN(const auto bookmark, platform.sourceBookmark(name));
    return platform.addSource(std::make_unique<Source>(scenario, platform.settings().seed, bookmark.value_or(QJsonObject())), name);
}

}  // namespace

Status startSources(Platform& platform, const scenarios::Scenario& scenario)
{
    if (scenario.shop.customers > 0 || scenario.shop.products > 0)
        REPLAY_TRY(startSource<scenarios::ShopSource>(platform, scenario, QStringLiteral("shop")));
    if (scenario.workload.orders > 0)
        REPLAY_TRY(startSource<scenarios::WorkloadSource>(platform, scenario, QStringLiteral("workload")));
    if (!scenario.timeline.isEmpty())
        REPLAY_TRY(startSource<scenarios::TimelineSource>(platform, scenario, QStringLiteral("timeline")));
    return {};
}

Status Workspace::create(const QString& folder, const api::NewWorkspace& options)
{
    Manifest manifest;
    manifest.seed = options.seed;
    manifest.isPrivate = options.isPrivate;
    manifest.sagaStyle = options.sagaStyle;
    std::optional<scenarios::Scenario> scenario;
    if (!options.scenario.isEmpty()) {
        REPLAY_ASSIGN(scenario, scenarios::readScenario(options.scenario, QStringLiteral("scenario")));
        manifest.seed = scenario->seed.value_or(options.seed);
    }
    REPLAY_TRY(createFolder(folder, manifest));
    REPLAY_ASSIGN(const auto workspace, open(folder, storage::Access::ReadWrite));
    return scenario ? workspace->loadScenario(*scenario, options.scenario) : Status();
}

Result<std::unique_ptr<Workspace>> Workspace::open(const QString& folder, storage::Access access)
{
    std::unique_ptr<Workspace> workspace(new Workspace(QDir::cleanPath(QDir(folder).absolutePath())));
    REPLAY_ASSIGN(workspace->m_manifest, readManifest(workspace->m_folder));
    if (access == storage::Access::ReadOnly) {
        if (isStagingComplete(workspace->m_folder))
            return base::unusable(QStringLiteral("%1: an import was stopped while it was put into its place; `replayctl run` finishes it")
                                      .arg(workspace->m_folder));
        for (const QString& name : databaseNames()) {
            REPLAY_ASSIGN(const auto database, storage::Database::open(QDir(workspace->m_folder).filePath(name + QStringLiteral(".db")),
                                                                       storage::Access::ReadOnly));
            REPLAY_TRY(storage::checkMigrated(*database, migrationsOf(name)));
        }
        return workspace;
    }
    QString owner;
    workspace->m_lock = lockFolder(workspace->m_folder, owner);
    if (!workspace->m_lock)
        return base::unusable(QStringLiteral("%1 cannot be opened for writing: %2").arg(workspace->m_folder, owner));
    REPLAY_TRY(settleStaging(workspace->m_folder));
    REPLAY_ASSIGN(workspace->m_manifest, readManifest(workspace->m_folder));
    // Looked at before anything is written, so that a damaged or newer database leaves the whole workspace as it was.
    // The databases are made in this order: one that is missing before one that is there was taken away.
    QString missing;
    for (const QString& name : databaseNames()) {
        const QString path = QDir(workspace->m_folder).filePath(name + QStringLiteral(".db"));
        if (!QFileInfo::exists(path)) {
            missing = missing.isEmpty() ? path : missing;
        } else if (!missing.isEmpty()) {
            return base::unusable(QStringLiteral("%1 is damaged: %2 is missing").arg(workspace->m_folder, missing));
        } else {
            REPLAY_ASSIGN(const auto database, storage::Database::open(path, storage::Access::ReadOnly));
            REPLAY_TRY(storage::checkUsable(*database, migrationsOf(name)));
        }
    }
    REPLAY_ASSIGN(workspace->m_platform, openPlatform(workspace->m_folder, workspace->m_manifest));
    REPLAY_TRY(workspace->resumeSources());
    return workspace;
}

Workspace::~Workspace() = default;

Result<std::unique_ptr<api::Reader>> Workspace::makeReader() const { return runtime::makeReader(m_folder); }

api::PlatformStatus Workspace::status() const
{
    if (m_platform) {
        api::PlatformStatus status = m_platform->status();
        if (const auto document = scenarioDocument(); document && !document->isEmpty()) {
            if (const auto scenario = scenarios::readScenario(*document, QString()))
                status.scenario = scenario->name;
        }
        return status;
    }
    api::PlatformStatus status;
    status.readOnly = true;
    status.seed = m_manifest.seed;
    status.sagaStyle = readStyle();
    return status;
}

/// Of a workspace that is only read: by its scenario, else as it was made.
QString Workspace::readStyle() const
{
    QString style;
    if (const auto gateway = storage::Database::open(QDir(m_folder).filePath(QStringLiteral("gateway.db")), storage::Access::ReadOnly)) {
        const Status read = (*gateway)->each("SELECT value FROM settings WHERE name = 'saga_style'", storage::bind(),
                                             [&](const storage::Row& row) { style = row.text(0); });
        Q_UNUSED(read)
    }
    if (style.isEmpty())
        style = m_manifest.sagaStyle.isEmpty() ? contracts::orchestration : m_manifest.sagaStyle;
    return style;
}

Result<QByteArray> Workspace::scenarioDocument() const
{
    if (m_restarting)
        return *m_restarting;
    REPLAY_ASSIGN(const QString document, m_platform->gateway().setting(settingScenario));
    return document.toUtf8();
}

Status Workspace::reseed(std::uint64_t seed)
{
    if (seed == m_manifest.seed)
        return {};
    if (!refuseUsed())
        return base::failed(QStringLiteral("%1 has the seed %2 and has run already; another seed wants a new workspace")
                                .arg(m_folder)
                                .arg(m_manifest.seed));
    Manifest manifest = m_manifest;
    manifest.seed = seed;
    REPLAY_TRY(writeManifest(m_folder, manifest));
    m_manifest = manifest;
    m_platform.reset();
    REPLAY_ASSIGN(m_platform, openPlatform(m_folder, m_manifest));
    return {};
}

Status Workspace::loadScenario(const scenarios::Scenario& scenario, const QByteArray& document)
{
    REPLAY_ASSIGN(const QByteArray before, scenarioDocument());
    if (before == document && !before.isEmpty())
        return {};  // the same scenario again: it goes on where it stood
    if (!before.isEmpty())
        return base::failed(QStringLiteral("%1 runs another scenario already; a new scenario wants a new workspace").arg(m_folder));
    if (scenario.seed && *scenario.seed != m_manifest.seed)
        return base::failed(QStringLiteral("the scenario's seed is %1 and the workspace was made with %2: make one with `new --seed %1`")
                                .arg(*scenario.seed)
                                .arg(m_manifest.seed));
    if (!scenario.sagaStyle.isEmpty() && !m_manifest.sagaStyle.isEmpty() && scenario.sagaStyle != m_manifest.sagaStyle)
        return base::failed(QStringLiteral("the scenario's saga_style is %1 and the workspace was made with %2: make one without it")
                                .arg(scenario.sagaStyle, m_manifest.sagaStyle));
    REPLAY_TRY(writeSettings(m_platform->gateway(), scenario));
    for (const api::FaultRule& rule : scenario.faults)
        REPLAY_TRY(m_platform->armFault(rule));
    for (const QString& pitfall : scenario.pitfalls)
        REPLAY_TRY(m_platform->switchPitfall(*faults::pitfallOf(pitfall), true));
    REPLAY_TRY(m_platform->gateway().setSetting(settingScenario, QString::fromUtf8(document)));
    m_platform.reset();  // the transport's profile is fixed when the platform is made
    REPLAY_ASSIGN(m_platform, openPlatform(m_folder, m_manifest));
    return startSources(*m_platform, scenario);
}

Status Workspace::restart(const QByteArray& document)
{
    m_restarting = document;
    m_platform.reset();
    if (m_manifest.origin) {  // begun again it is nobody's branch: what it did otherwise goes with its databases
        Manifest own = m_manifest;
        own.origin.reset();
        REPLAY_TRY(writeManifest(m_folder, own));
        m_manifest = own;
    }
    REPLAY_TRY(removeDatabases(m_folder));
    REPLAY_ASSIGN(m_platform, openPlatform(m_folder, m_manifest));
    m_restarting.reset();
    if (document.isEmpty())
        return {};
    REPLAY_ASSIGN(const auto scenario, scenarios::readScenario(document, QStringLiteral("the workspace's scenario")));
    return loadScenario(scenario, document);
}

Status Workspace::reopen()
{
    if (m_restarting)
        return restart(QByteArray(*m_restarting));
    REPLAY_TRY(settleStaging(m_folder));
    REPLAY_ASSIGN(m_manifest, readManifest(m_folder));
    REPLAY_ASSIGN(m_platform, openPlatform(m_folder, m_manifest));
    return resumeSources();
}

Status Workspace::resumeSources()
{
    REPLAY_ASSIGN(const QByteArray document, scenarioDocument());
    if (document.isEmpty())
        return {};
    REPLAY_ASSIGN(const auto scenario, scenarios::readScenario(document, QStringLiteral("the workspace's scenario")));
    return startSources(*m_platform, scenario);
}

Status Workspace::addFault(const api::FaultRule& rule) { return m_platform->armFault(rule); }

Status Workspace::addSource(std::unique_ptr<scenarios::InputSource> source, const QString& name)
{
    return m_platform->addSource(std::move(source), name);
}

std::optional<QJsonObject> Workspace::sourceBookmark(const QString& name) const
{
    const auto bookmark = m_platform->sourceBookmark(name);
    return bookmark ? *bookmark : std::nullopt;
}

Result<Workspace::Sent> Workspace::sendCommand(const api::CommandRequest& request)
{
    Sent sent;
    sent.target = m_platform->targetOf(request.name);
    if (sent.target.isEmpty()) {
        QStringList known;
        for (const api::RequestSchema& schema : m_platform->commandSchemas())
            known << schema.name;
        known.sort();
        return base::malformed(QStringLiteral("there is no command %1; known are %2").arg(request.name, known.join(QStringLiteral(", "))));
    }
    commands::Message& message = sent.message;
    message.name = request.name;
    message.actor = QStringLiteral("user");
    REPLAY_ASSIGN(message.data, base::parseJsonObject(request.data, request.name));
    REPLAY_ASSIGN(sent.target, m_platform->targetOf(message));
    if (request.expectedVersion)
        message.expectedVersion = events::ExpectedVersion::exact(*request.expectedVersion);
    if (request.commandId.isEmpty()) {
        REPLAY_ASSIGN(const std::int64_t count, m_platform->gateway().database().integer("SELECT max(seq) FROM inputs", 0));
        message.id = m_platform->random().uuid(m_platform->now(), "user-command", static_cast<std::uint64_t>(count));
    } else {
        message.id = QUuid::fromString(request.commandId);
        if (message.id.isNull())
            return base::malformed(QStringLiteral("command id: \"%1\" is not a UUID").arg(request.commandId));
    }
    message.correlationId = message.id;
    REPLAY_ASSIGN(const QString before, m_platform->gateway().targetOf(message.id));
    sent.repeated = !before.isEmpty();
    if (sent.repeated)
        sent.target = before;
    REPLAY_TRY(m_platform->send(message, sent.target));
    return sent;
}

Result<std::optional<api::CommandAnswer>> Workspace::answerOf(const Sent& sent, api::Reader& reader) const
{
    REPLAY_ASSIGN(const auto receipt, m_platform->receipt(sent.message.id, sent.target));
    if (!receipt)
        return std::optional<api::CommandAnswer>();
    api::CommandAnswer answer;
    answer.commandId = base::idText(sent.message.id);
    answer.outcome = static_cast<api::CommandAnswer::Outcome>(receipt->outcome);
    answer.reason = receipt->reason;
    answer.repeated = sent.repeated;
    if (receipt->outcome == commands::Receipt::Outcome::Done)
        answer.result = base::jsonBytes(receipt->result);
    api::LogFilter filter;
    filter.correlationId = base::idText(sent.message.correlationId);
    REPLAY_ASSIGN(answer.events, reader.events(filter, 0, 200));
    return std::optional(std::move(answer));
}

Result<api::CommandAnswer> Workspace::runCommand(const api::CommandRequest& request)
{
    REPLAY_ASSIGN(const Sent sent, sendCommand(request));
    for (;;) {
        REPLAY_ASSIGN(const auto receipt, m_platform->receipt(sent.message.id, sent.target));
        if (receipt)
            break;
        REPLAY_ASSIGN(const bool more, m_platform->advance(Platform::Pace::Window, std::nullopt));
        if (!more)
            break;
    }
    REPLAY_TRY(runUntilSettled(sent.message.correlationId));
    REPLAY_ASSIGN(const auto reader, makeReader());
    REPLAY_ASSIGN(auto answer, answerOf(sent, *reader));
    if (!answer)
        return base::failed(QStringLiteral("%1 was sent and never answered").arg(request.name));
    REPLAY_TRY(addSagaOutcome(sent, *answer, *reader));
    return *answer;
}

Status Workspace::runUntilSettled(const QUuid& correlationId)
{
    for (;;) {
        REPLAY_ASSIGN(const bool settled, m_platform->isSettled(correlationId));
        if (settled)
            break;
        REPLAY_ASSIGN(const bool more, m_platform->advance(Platform::Pace::Window, std::nullopt));
        if (!more)
            break;
    }
    for (;;) {
        REPLAY_ASSIGN(const bool more, m_platform->project(eventsPerProjection));
        if (!more)
            break;
    }
    return {};
}

/// Who asked for a saga wants to know how it ended: the receipt alone says only that it began.
Status Workspace::addSagaOutcome(const Sent& sent, api::CommandAnswer& answer, api::Reader& reader) const
{
    if (answer.outcome != api::CommandAnswer::Outcome::Done)
        return {};
    REPLAY_ASSIGN(const QString sagaId, m_platform->sagaOf(sent.message.correlationId));
    if (sagaId.isEmpty())
        return {};
    REPLAY_ASSIGN(QJsonObject result, base::parseJsonObject(answer.result, QStringLiteral("receipt")));
    result.insert(QStringLiteral("saga_id"), sagaId);
    REPLAY_ASSIGN(const api::SagaTimeline timeline, reader.saga(sagaId));
    result.insert(QStringLiteral("status"), timeline.saga.status);
    answer.result = base::jsonBytes(result);
    if (timeline.saga.status != u"completed") {
        answer.outcome = api::CommandAnswer::Outcome::Refused;
        answer.reason = timeline.saga.error;
    }
    return {};
}

Status Workspace::runUntilIdle(double speed, const std::function<bool(const RunProgress&)>& progress)
{
    QElapsedTimer clock;
    clock.start();
    const ModelTime begun = m_platform->now();
    qint64 lastTold = 0;
    api::Position projectedAt = m_platform->status().projected;
    for (int windows = 0;; ++windows) {
        std::optional<ModelTime> horizon;
        if (speed > 0)
            horizon = begun + static_cast<qint64>(static_cast<double>(clock.nsecsElapsed()) / 1'000.0 * speed);
        REPLAY_ASSIGN(const bool moved, m_platform->advance(Platform::Pace::Window, horizon));
        const api::PlatformStatus status = m_platform->status();
        bool lagging = false;
        if (!moved || status.head - projectedAt >= eventsPerProjection) {
            REPLAY_ASSIGN(lagging, m_platform->project(eventsPerProjection));
            projectedAt = m_platform->status().projected;
        }
        if (progress && (windows % windowsBetweenLooks == 0 || !moved) && clock.elapsed() - lastTold >= progressEveryMs) {
            lastTold = clock.elapsed();
            if (!progress({m_platform->status(), m_platform->share()}))
                return base::cancelled();
        }
        if (moved || lagging)
            continue;
        REPLAY_ASSIGN(const auto next, m_platform->nextAt());
        REPLAY_ASSIGN(const auto slowed, m_platform->projector().nextAt());
        if (!next && !slowed)
            break;
        if (!next) {
            // Only slowed projections are left: their clock goes on, at full speed as far as the next one needs.
            m_platform->projector().passTime(horizon.value_or(*slowed));
            if (!horizon)
                continue;
        }
        QThread::msleep(5);  // paced: the next thing is not due yet
    }
    if (progress)
        progress({m_platform->status(), 1.0});
    return {};
}

Result<QByteArray> Workspace::digest() const
{
    REPLAY_ASSIGN(const auto database,
                  storage::Database::open(QDir(m_folder).filePath(QStringLiteral("log.db")), storage::Access::ReadOnly));
    QByteArray hash(32, '\0');
    REPLAY_TRY(log::LogReader(*database).scan(0, 0, [&](const log::LoggedEvent& event) {
        hash = log::chainHash(hash, event);
        return true;
    }));
    QByteArray stored(32, '\0');
    REPLAY_TRY(database->each("SELECT hash FROM log_records ORDER BY position DESC LIMIT 1", storage::bind(),
                              [&](const storage::Row& row) { stored = row.bytes(0); }));
    if (hash != stored)
        return base::failed(QStringLiteral("the log's hash chain is broken: its events give %1, its last row says %2")
                                .arg(QString::fromLatin1(hash.toHex()), QString::fromLatin1(stored.toHex())));
    return hash.toHex();
}

Result<api::CommandRequest> Workspace::makeOneOrder(api::Reader& reader) const
{
    REPLAY_ASSIGN(const auto customers, reader.aggregates(QStringLiteral("User"), {}, {}, 200));
    REPLAY_ASSIGN(const auto products, reader.query(QStringLiteral("ProductQuery"), "{\"is_active\": true, \"limit\": 200}"));
    if (customers.isEmpty() || products.rows.isEmpty())
        return base::failed(QStringLiteral("the shop has no customer or no product yet"));
    const base::Random& random = m_platform->random();
    REPLAY_ASSIGN(const std::int64_t nth, m_platform->gateway().database().integer("SELECT max(seq) FROM inputs", 0));
    const auto pick = [&](qsizetype size, std::uint64_t index) {
        return random.between(0, size - 1, base::Concern::Workload, "one-order", static_cast<std::uint64_t>(nth) * 16 + index);
    };
    const qsizetype idColumn = products.columns.indexOf(QStringLiteral("product_id"));
    QJsonArray items;
    const auto lines = pick(3, 0) + 1;
    for (std::int64_t i = 0; i < lines; ++i) {
        const QVariantList& product = products.rows[pick(products.rows.size(), static_cast<std::uint64_t>(1 + 2 * i))];
        items.append(QJsonObject{{QStringLiteral("product_id"), product[idColumn].toString()},
                                 {QStringLiteral("quantity"), static_cast<qint64>(pick(3, static_cast<std::uint64_t>(2 + 2 * i)) + 1)}});
    }
    const QJsonObject address{{QStringLiteral("street_address"), QStringLiteral("1 Market Street")},
                              {QStringLiteral("city"), QStringLiteral("Springfield")},
                              {QStringLiteral("state"), QStringLiteral("IL")},
                              {QStringLiteral("postal_code"), QStringLiteral("62701")},
                              {QStringLiteral("country"), QStringLiteral("US")}};
    return api::CommandRequest{QStringLiteral("PlaceOrder"),
                               base::jsonBytes({{QStringLiteral("customer_id"), customers[pick(customers.size(), 15)].aggregateId},
                                                {QStringLiteral("items"), items},
                                                {QStringLiteral("shipping_address"), address}}),
                               {},
                               {}};
}

}  // namespace replay::runtime
