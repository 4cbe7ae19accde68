// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/commands/service.h"
#include "core/events/aggregate_cache.h"
#include "core/storage/migrator.h"
#include "core/storage/transaction.h"

#include <QTemporaryDir>
#include <QTest>

namespace replay::test {

using commands::Message;
using commands::Receipt;
using events::Event;

/// One service on a real database file, with just enough platform around it: each message is one transaction.
class ServiceHarness {
public:
    explicit ServiceHarness(std::unique_ptr<commands::Service> service) : m_service(std::move(service))
    {
        m_database = storage::Database::open(m_folder.filePath(m_service->name() + QStringLiteral(".db")), storage::Access::ReadWrite,
                                             storage::Durability::Normal)
                         .value();
        QStringList folders{QStringLiteral("common"), m_service->name()};
        if (m_service->name() == u"order")
            folders << QStringLiteral("keys");
        const auto migrated = storage::migrate(*m_database, folders);
        if (!migrated)
            qFatal("%s", qPrintable(migrated.error().message));
        m_store = std::make_unique<events::EventStore>(*m_database);
    }

    /// Sends a command; what it appended is in `appended`. An error rolls everything back.
    base::Result<Receipt> send(const Message& message)
    {
        return within(message.id, message.actor, message.name, [&](events::UnitOfWork& work) { return m_service->handle(message, work); });
    }
    base::Result<Receipt> send(const char* name, const QJsonObject& data, const char* actor = "user")
    {
        return send(this->message(name, data, actor));
    }
    Message message(const char* name, const QJsonObject& data, const char* actor = "user")
    {
        Message message;
        message.id = m_random.uuid(m_now, QByteArrayLiteral("message"), m_messages++);
        message.correlationId = message.id;
        message.name = QString::fromLatin1(name);
        message.data = data;
        message.actor = QString::fromLatin1(actor);
        return message;
    }
    /// The same with the business refusal that a fault rule injects.
    base::Result<Receipt> sendRefused(const char* name, const QJsonObject& data, const char* actor, const QString& reason = {})
    {
        Message faulty = message(name, data, actor);
        faulty.fault = QStringLiteral("refuse");
        faulty.faultReason = reason;
        return send(faulty);
    }
    /// Shows the service an event of another one.
    base::Status hear(const char* eventType, const QUuid& aggregateId, const QJsonObject& data)
    {
        Event event;
        event.eventId = m_random.uuid(m_now, QByteArrayLiteral("event"), m_messages++);
        event.aggregateId = aggregateId;
        event.eventType = QString::fromLatin1(eventType);
        event.json = base::jsonBytes(data);
        event.version = 1;
        event.occurredAt = m_now;
        const auto heard =
            within(event.eventId, m_service->name(), event.eventType, [&](events::UnitOfWork& work) -> base::Result<Receipt> {
                REPLAY_TRY(m_service->onEvent(event, work));
                return Receipt::done({});
            });
        return heard ? base::Status() : base::Status(heard.error());
    }

    QStringList appendedTypes() const
    {
        QStringList types;
        for (const Event& event : appended)
            types << event.eventType;
        return types;
    }
    /// The differences between tables and folds; a check that itself fails is one too.
    QStringList differences()
    {
        m_checked = 0;
        const auto found = m_service->checkTables(*m_database, m_checked);
        return found ? *found : QStringList{found.error().message};
    }
    qint64 checked() const { return m_checked; }
    qint64 count(std::string_view sql) { return m_database->integer(sql, -1).value_or(-2); }
    QString text(std::string_view sql)
    {
        QString answer;
        const auto read = m_database->each(sql, storage::bind(), [&](const storage::Row& row) { answer = row.text(0); });
        return read ? answer : read.error().message;
    }
    qint64 eventCount() { return count("SELECT count(*) FROM event_records"); }
    void forgetCache() { m_cache.clear(); }

    storage::Database& database() { return *m_database; }
    commands::Service& service() { return *m_service; }
    base::ModelTime now() const { return m_now; }

    std::vector<Event> appended;

private:
    template <typename Handle>
    base::Result<Receipt> within(const QUuid& cause, const QString& actor, const QString& name, Handle&& handle)
    {
        m_now = m_now + base::usPerSecond;
        storage::Transaction transaction(*m_database);
        REPLAY_TRY(transaction.begun());
        events::UnitOfWork work(*m_store, m_cache, m_random, m_now, {cause.toRfc4122(), cause, cause, actor, {}, m_service->name(), name});
        base::Result<Receipt> receipt = handle(work);
        if (!receipt) {
            work.abandon();
            appended.clear();
            return receipt;
        }
        REPLAY_TRY(transaction.commit());
        appended = work.appended();
        return receipt;
    }

    QTemporaryDir m_folder;
    std::unique_ptr<commands::Service> m_service;
    std::unique_ptr<storage::Database> m_database;
    std::unique_ptr<events::EventStore> m_store;
    events::AggregateCache m_cache;
    base::Random m_random{42};
    base::ModelTime m_now = base::defaultStart;
    std::uint64_t m_messages = 0;
    qint64 m_checked = 0;
};

inline QString reasonOf(const base::Result<Receipt>& receipt)
{
    if (!receipt)
        return QStringLiteral("error: ") + receipt.error().message;
    return receipt->reason;
}
inline bool isDone(const base::Result<Receipt>& receipt) { return receipt && receipt->outcome == Receipt::Outcome::Done; }
inline bool isMalformed(const base::Result<Receipt>& receipt) { return !receipt && receipt.error().kind == base::ErrorKind::Malformed; }
inline QString answered(const base::Result<Receipt>& receipt, const char* key)
{
    return receipt ? receipt->result.value(QLatin1StringView(key)).toString() : QString();
}

}  // namespace replay::test
