// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/faults/pitfalls.h"
#include "core/queries/log_queries.h"
#include "core/queries/provenance.h"

namespace replay::queries {

/// A wish that came through the gateway, as it was recorded there.
struct RecordedInput {
    QString commandId;
    QString name;
    QString target;
    QString actor;
    QJsonObject data;
    ModelTime at;
    ModelTime dueAt;
    QString fault;
    QString faultReason;
    qint64 rule = 0;
    bool twice = false;
};

/// How a service answered a message.
struct RecordedReceipt {
    QString service;
    QString name;
    QString outcome;
    QString reason;
    ModelTime at;
};

/// What is recorded of causes, each from the database that keeps it: the log's causation ids, the gateway's inputs, the services'
/// inboxes, the saga's attempts, the rules and switches. Looks up; concludes nothing.
class CauseFacts {
public:
    CauseFacts(Connections& connections, LogQueries& log, Provenance& provenance)
        : m_connections(connections),
          m_log(log),
          m_provenance(provenance)
    {
    }

    Result<std::optional<api::EventRow>> event(const QString& eventId);
    Result<std::optional<RecordedInput>> input(const QString& commandId);
    /// What people sent at or after a time, newest first, until `visit` answers false.
    Status eachSentByPeople(const std::function<bool(const RecordedInput&)>& visit);
    Result<std::optional<RecordedReceipt>> receipt(const QString& messageId);
    /// The events that a message or event caused directly, rising; at most a window of them.
    Result<QList<api::EventRow>> causedBy(const QString& id);
    /// The saga's event that says this message was sent, the last one before a position (0: the first of all).
    Result<std::optional<api::EventRow>> sending(const QString& correlationId, const QString& messageId, api::Position before);
    /// The last event of an aggregate of one of these types, before a version.
    Result<std::optional<api::EventRow>> lastOf(const QString& aggregateId, const QStringList& types, int beforeVersion);
    /// The event of the same stream right before this one.
    Result<std::optional<api::EventRow>> before(const api::EventRow& event);
    /// The command that a saga sent, from the saga's event that says so: a function of the saga's state then.
    Result<QByteArray> commandOf(const api::EventRow& sending);
    /// The saga of a business case; of several the last one.
    Result<QString> sagaOf(const QString& correlationId);
    /// The saga that is about this order; of several the last one.
    Result<QString> sagaOfOrder(const QString& orderId);
    Result<std::optional<api::FaultRule>> rule(qint64 id);
    Result<QList<api::FaultRule>> rules();
    Result<faults::Pitfalls> pitfalls();

    Connections& connections() { return m_connections; }

private:
    Connections& m_connections;
    LogQueries& m_log;
    Provenance& m_provenance;
};

/// A note of an event, taken apart: "fault:refuse#2 pitfall:dual_write,no_timeout".
struct Note {
    QString fault;
    qint64 rule = 0;
    QStringList pitfalls;

    static Note parse(const QString& text);
};

QJsonObject dataOf(const api::EventRow& event);
QString textOf(const QJsonObject& data, const char* key);

}  // namespace replay::queries
