// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/values.h"
#include "core/commands/message.h"
#include "core/commands/table_rows.h"
#include "core/events/fold.h"
#include "core/events/unit_of_work.h"

namespace replay::commands {

/// One service of the platform: it owns one database and decides about its own aggregates. A handler runs inside one local
/// transaction (inbox, events, tables, outbox), which the platform begins and commits; it must write only through `work`.
///
/// The three kinds of "no" are kept apart: a refusal of the domain is a Receipt with a reason (it commits, nothing else is
/// written, except that a saga's command always ends in an event: a refusal event); a failure of the world or malformed input is an Error
/// (it rolls back); a bug is an ENSURE.
class Service {
public:
    virtual ~Service() = default;

    virtual QString name() const = 0;                        ///< "order"
    virtual QList<api::RequestSchema> commands() const = 0;  ///< what clients may send, with fields for forms
    virtual bool accepts(const QString& command) const = 0;  ///< clients' and sagas' commands
    virtual Result<Receipt> handle(const Message& message, events::UnitOfWork& work) = 0;

    /// The event types of other services that this one listens to (its replicas, its reactions).
    virtual QStringList subscriptions() const { return {}; }
    virtual Status onEvent(const events::Event& event, events::UnitOfWork& work)
    {
        Q_UNUSED(event)
        Q_UNUSED(work)
        return {};
    }
    /// A person was erased: their key goes, and whatever the tables say of them.
    virtual Status forget(const QUuid& person, base::ModelTime at, events::UnitOfWork& work)
    {
        Q_UNUSED(person)
        Q_UNUSED(at)
        Q_UNUSED(work)
        return {};
    }
    /// Takes in an event that happened elsewhere, from an imported log. One of its own is appended as it is, and the tables follow;
    /// of another's that it listens to, only what it remembers changes (its replicas): what it once did about it are events of the
    /// log too.
    virtual Status restore(const events::Event& event, events::UnitOfWork& work) = 0;
    virtual events::Folds folds() const = 0;
    /// Compares the tables with the fold of the streams: one line a difference, naming the aggregate (invariant 5).
    /// `checked` counts the rows compared.
    virtual Result<QStringList> checkTables(storage::Database& database, qint64& checked) const = 0;
    /// What the same comparison expects of one aggregate, event by event: which rows each event wrote.
    virtual Status tellTables(storage::Database& database, const QUuid& aggregateId, const TellTables& tell) const = 0;
};

}  // namespace replay::commands
