// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/commands/message.h"
#include "core/faults/fault_plan.h"
#include "core/log/logged_event.h"

#include <map>
#include <queue>
#include <set>
#include <vector>

namespace replay::runtime {

using base::Error;
using base::ModelTime;
using base::Result;
using base::Status;

/// A service's bookmarks: which delivery it took last, and how far it has listened to the log.
inline const QString sourceDeliveries = QStringLiteral("deliveries");
inline const QString sourceLog = QStringLiteral("log");

/// The place of one delivery in its receiver's order: by time, then by a key that no pace or batching changes. The receiver's
/// bookmark is the key of the last delivery it has taken.
struct DeliveryKey {
    ModelTime dueAt;
    QByteArray key;  ///< message id, attempt, copy
    auto operator<=>(const DeliveryKey& other) const
    {
        if (const auto byTime = dueAt <=> other.dueAt; byTime != 0)
            return byTime;
        const int byKey = key.compare(other.key);
        return byKey <=> 0;
    }
    bool operator==(const DeliveryKey& other) const { return dueAt == other.dueAt && key == other.key; }
};

DeliveryKey deliveryKey(ModelTime dueAt, const QUuid& messageId, int attempt, int copy);

/// One arrival of a command at its service.
struct Delivery {
    commands::Message message;
    int attempt = 1;
    int copy = 1;
    qint64 rule = 0;       ///< of the fault, for the note on its events
    qint64 downForUs = 0;  ///< for crashes
};

/// A service's message on its way to the log: the events of one transaction.
struct OutboxMessage {
    ModelTime dueAt;
    int serviceOrder = 0;
    std::int64_t outboxId = 0;
    std::vector<log::LoggedEvent> events;

    auto place() const { return std::tuple(dueAt, serviceOrder, outboxId); }
    bool operator<(const OutboxMessage& other) const { return place() < other.place(); }
};

/// An answer beside the log: the service failed while handling this attempt, or it repeats the events it answered with before.
struct Reply {
    ModelTime dueAt;
    std::int64_t id = 0;
    int serviceOrder = 0;
    QString service;  ///< whose answer it is
    QUuid messageId;
    int attempt = 1;
    QString error;
    std::vector<events::Event> again;

    auto place() const { return std::tuple(dueAt, serviceOrder, id); }
    bool operator<(const Reply& other) const { return place() < other.place(); }
};

}  // namespace replay::runtime
