// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/model_time.h"
#include "core/events/event.h"

#include <QJsonObject>
#include <QUuid>
#include <optional>

namespace replay::commands {

using base::Result;
using base::Status;

/// A command on its way to a service: from a person, a workload, an importer (through the gateway) or from a saga.
struct Message {
    QUuid id;      ///< the same for every attempt and copy; the inbox's key
    QString name;  ///< "CreateProduct", "ReserveInventory", …
    QJsonObject data;
    QString actor;  ///< user, workload, setup, import, saga
    QUuid correlationId;
    std::optional<events::ExpectedVersion> expectedVersion;
    QString fault;        ///< the injected fault this delivery meets, e.g. "refuse"; empty for none
    QString faultReason;  ///< its reason, e.g. "card declined"
};

/// The answer of a service, kept in its inbox: sent again for a repeated message.
struct Receipt {
    enum class Outcome { Done, Refused, Conflict, Malformed, Failed };
    Outcome outcome = Outcome::Done;
    QJsonObject result;  ///< when done: what the command answers, e.g. {"product_id": …}
    QString reason;      ///< when not: the rule's reason, both versions of a conflict, what is malformed, the engine's words

    static Receipt done(QJsonObject result) { return {Outcome::Done, std::move(result), {}}; }
    static Receipt refused(QString reason) { return {Outcome::Refused, {}, std::move(reason)}; }
    static Receipt ofError(const base::Error& error);
    /// As the inbox keeps it: the outcome's name, and result or reason as JSON.
    QString outcomeText() const;
    QByteArray json() const;
    static Receipt fromText(const QString& outcome, const QByteArray& json);
};

}  // namespace replay::commands
