// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/faults/pitfalls.h"
#include "core/faults/transport.h"
#include "core/runtime/agenda.h"
#include "core/runtime/amendments.h"
#include "core/scenarios/input_source.h"
#include "core/storage/database.h"

#include <QSet>
#include <memory>

namespace replay::runtime {

/// A recorded input on its way to its service.
struct Admission {
    QString target;
    ModelTime dueAt;
    Delivery delivery;
};

/// The way in. Every command of a client is recorded here with its model time before it leaves; how it travels (latency,
/// duplication, faults) is decided and recorded with it. A lost request is sent again by the client: at least once.
class Gateway {
public:
    Gateway(std::unique_ptr<storage::Database> database, const faults::Transport& transport)
        : m_database(std::move(database)),
          m_transport(transport)
    {
    }

    Status load();
    storage::Database& database() const { return *m_database; }

    Result<QString> setting(const QString& name) const;
    Status setSetting(const QString& name, const QString& value);

    /// Records inputs, in one transaction with the bookmark of the source they came from (an empty name: a person's).
    Result<std::vector<Admission>> admit(const std::vector<scenarios::PlannedInput>& inputs, const QString& source,
                                         const QJsonObject& bookmark, bool done);
    /// Recorded inputs that may still be on their way to this service.
    Result<std::vector<Admission>> pending(const QString& target, ModelTime from) const;

    struct SourceState {
        QJsonObject bookmark;
        bool done = false;
    };
    Result<std::optional<SourceState>> source(const QString& name) const;

    Result<std::vector<faults::Pitfalls::Stretch>> pitfalls() const;
    Status switchPitfall(faults::Pitfall pitfall, bool on, ModelTime at);

    Result<QList<api::FaultRule>> faultRules() const;
    Result<qint64> addFaultRule(const api::FaultRule& rule);
    Status disarmFaultRule(qint64 id, ModelTime at);
    faults::FaultPlan& plan() { return m_plan; }
    const Amendments& amendments() const { return m_amendments; }
    /// The service to which this message was admitted; empty where it never was.
    Result<QString> targetOf(const QUuid& messageId) const;
    Result<ModelTime> lastPersonalInputAt() const;
    /// Takes what is personal out of the inputs of a person who was erased: of these messages, and of the orders they sent or that
    /// somebody still sends for them.
    Status forget(const QUuid& person, QList<QUuid> messages);
    /// The same of what will still be sent for them; what was recorded is emptied already.
    void rememberForgotten(const QUuid& person) { m_forgotten.insert(person); }

private:
    Status record(scenarios::PlannedInput input, const QString& source, std::vector<Admission>& admitted);

    std::unique_ptr<storage::Database> m_database;
    const faults::Transport& m_transport;
    faults::FaultPlan m_plan;
    Amendments m_amendments;
    QSet<QUuid> m_forgotten;  ///< persons who were erased
};

QJsonObject toJson(const api::FaultRule& rule);
api::FaultRule faultRuleFromJson(const QJsonObject& json);

}  // namespace replay::runtime
