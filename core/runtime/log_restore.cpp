// SPDX-License-Identifier: GPL-3.0-or-later
// The second look at an exported log: every database of a workspace is made of it, event by event, as its owner once made it.
#include "core/faults/fault_plan.h"
#include "core/log/central_log.h"
#include "core/runtime/agenda.h"
#include "core/runtime/log_import.h"
#include "core/runtime/platform.h"
#include "core/sagas/orchestrator.h"
#include "core/sagas/reaction_state.h"
#include "core/storage/migrator.h"

#include <QDir>
#include <QFileInfo>

namespace replay::runtime {
namespace {

using namespace Qt::StringLiterals;
using storage::Database;

constexpr int eventsPerTransaction = 2'000;

Result<std::unique_ptr<Database>> openMigrated(const QString& folder, const QString& name)
{
    REPLAY_ASSIGN(auto database,
                  Database::open(QDir(folder).filePath(name + u".db"_s), storage::Access::ReadWrite, storage::Durability::Normal));
    REPLAY_TRY(storage::migrate(*database, migrationsOf(name)));
    return database;
}

/// One service while its past is told to it.
struct Part {
    std::unique_ptr<Database> database;
    std::unique_ptr<commands::Service> service;
    std::unique_ptr<events::EventStore> store;
    events::AggregateCache cache;
    QSet<QString> listensTo;
};

class LogRestore {
public:
    LogRestore(const Manifest& manifest, const CheckedLog& checked)
        : m_manifest(manifest),
          m_checked(checked),
          m_random(manifest.seed),
          m_transport(m_random, {})
    {
    }
    Status open(const QString& folder);
    Status take(log::LoggedEvent event);
    /// Commits what was taken so far.
    Status commit();
    /// Nothing of the past is done again: bookmarks, clock, start.
    Status finish();

private:
    Status begin();
    Status admit(events::EventStore& store, log::LoggedEvent& event);
    Status tell(Part& part, const log::LoggedEvent& event);

    const Manifest& m_manifest;
    const CheckedLog& m_checked;
    base::Random m_random;
    faults::Transport m_transport;
    faults::FaultPlan m_plan;
    std::vector<std::unique_ptr<Part>> m_parts;
    std::unique_ptr<Database> m_gateway;
    std::unique_ptr<Database> m_logDatabase;
    std::unique_ptr<log::CentralLog> m_log;
    std::vector<log::LoggedEvent> m_taken;
    ModelTime m_last;
    ModelTime m_lastDelivery;
};

Status LogRestore::open(const QString& folder)
{
    REPLAY_ASSIGN(m_gateway, openMigrated(folder, u"gateway"_s));
    for (const QString& name : serviceNames()) {
        auto part = std::make_unique<Part>();
        REPLAY_ASSIGN(part->database, openMigrated(folder, name));
        if (name == u"saga")
            part->service = std::make_unique<sagas::Orchestrator>(*part->database, m_transport, m_plan);
        else
            part->service = makeService(name);
        part->store = std::make_unique<events::EventStore>(*part->database);
        part->store->setKeyOrigin(m_manifest.isPrivate ? events::KeyOrigin::System : events::KeyOrigin::Seed);
        const QStringList types = part->service->subscriptions();
        part->listensTo = QSet<QString>(types.begin(), types.end());
        m_parts.push_back(std::move(part));
    }
    REPLAY_ASSIGN(m_logDatabase, openMigrated(folder, u"log"_s));
    m_log = std::make_unique<log::CentralLog>(*m_logDatabase);
    REPLAY_TRY(m_log->open());
    return begin();
}

Status LogRestore::begin()
{
    for (const auto& part : m_parts)
        REPLAY_TRY(part->database->begin());
    return {};
}

Status LogRestore::tell(Part& part, const log::LoggedEvent& event)
{
    QByteArray identity = "restore" + part.service->name().toUtf8();
    identity += event.eventId.toRfc4122();
    events::UnitOfWork work(
        *part.store, part.cache, m_random, event.occurredAt,
        {identity, event.causationId, event.correlationId, event.actor, event.note, part.service->name(), event.eventType});
    if (event.aggregateType != contracts::reactionType)
        return part.service->restore(event, work);
    const auto told = work.restore<sagas::ReactionState>(event);
    return told ? Status() : Status(told.error());
}

/// What is sealed of a person who was erased stays so: no key is made again, and that there was one is marked.
Status LogRestore::admit(events::EventStore& store, log::LoggedEvent& event)
{
    const QUuid person = events::personOf(event);
    if (!m_checked.erased.contains(person) || !events::isSealed(event))
        return store.admit(event, m_random);
    REPLAY_ASSIGN(const auto key, store.keys().find(person));
    return key ? Status() : store.keys().erase(person, event.occurredAt);
}

Status LogRestore::take(log::LoggedEvent event)
{
    completeTime(event, m_last);
    m_last = event.appendedAt;
    for (const auto& part : m_parts) {
        if (part->service->name() != event.service)
            continue;
        REPLAY_TRY(admit(*part->store, event));
        REPLAY_TRY(tell(*part, event));
    }
    for (const auto& part : m_parts) {
        if (part->service->name() != event.service && part->listensTo.contains(event.eventType))
            REPLAY_TRY(tell(*part, event));
    }
    if (event.eventType == u"SagaStepStarted") {
        const auto due = ModelTime::parse(event.data()["due_at"_L1].toString());
        m_lastDelivery = std::max(m_lastDelivery, due.value_or(ModelTime()));
    }
    m_taken.push_back(std::move(event));
    if (m_taken.size() < eventsPerTransaction)
        return {};
    REPLAY_TRY(commit());
    return begin();
}

Status LogRestore::commit()
{
    for (const auto& part : m_parts)
        REPLAY_TRY(part->database->commit());
    REPLAY_TRY(m_logDatabase->begin());
    REPLAY_TRY(m_log->append(m_taken));
    m_taken.clear();
    return m_logDatabase->commit();
}

Status LogRestore::finish()
{
    // Just beyond the last delivery: none of those that the sagas once sent arrives again.
    const ModelTime after = std::max(m_last, m_lastDelivery) + 1;
    for (const auto& part : m_parts) {
        REPLAY_TRY(part->database->run("INSERT INTO bookmarks (source, position, at, key) VALUES (?, ?, 0, NULL), (?, 0, ?, NULL)",
                                       sourceLog, static_cast<std::int64_t>(m_log->head()), sourceDeliveries, after));
    }
    const auto set = [&](const QString& name, const QString& value) {
        return m_gateway->run("INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                              name, value);
    };
    REPLAY_TRY(set(u"start_us"_s, QString::number(m_checked.report.first.us)));
    if (!m_checked.sagaStyle.isEmpty())
        REPLAY_TRY(set(u"saga_style"_s, m_checked.sagaStyle));
    REPLAY_TRY(set(settingImportedLog, QString::fromUtf8(base::jsonBytes({{u"file"_s, m_checked.report.file},
                                                                          {u"sha256"_s, QString::fromLatin1(m_checked.report.sha256)},
                                                                          {u"events"_s, m_checked.report.events}}))));
    return {};
}

}  // namespace

Status restoreLog(const QString& path, const QString& folder, const Manifest& manifest, const CheckedLog& checked,
                  const api::Progress& progress)
{
    LogRestore restore(manifest, checked);
    REPLAY_TRY(restore.open(folder));
    REPLAY_ASSIGN(const auto file, log::LogFile::open(path));
    for (qint64 events = 1;; ++events) {
        REPLAY_ASSIGN(const auto entry, file->next());
        if (!entry)
            break;
        REPLAY_ASSIGN(auto event, log::eventOf(entry->json));
        const QString what = QString(event.eventType % u' ' % base::idText(event.eventId));
        if (const Status taken = restore.take(std::move(event)); !taken)
            return file->error(entry->line, u"%1 cannot have happened there: %2"_s.arg(what, taken.error().message));
        if (progress && events % eventsPerTransaction == 0 && !progress(file->share()))
            return base::cancelled();
    }
    if (file->sha256() != checked.report.sha256)
        return base::failed(u"%1 was changed while it was read: begin again"_s.arg(file->name()));
    REPLAY_TRY(restore.commit());
    return restore.finish();
}

}  // namespace replay::runtime
