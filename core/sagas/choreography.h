// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/sagas/definition.h"

namespace replay::sagas {

/// What a reaction knows: what its service remembered of earlier events of the same business case, and the event at hand.
struct Occasion {
    QJsonObject remembered;
    QJsonObject event;
};

/// One line of a choreography: on any of these events, this service runs this command. Nobody tells it to. The command is
/// delivered at least once, under one id whatever caused it and however often, so that the service's inbox knows it again.
struct Reaction {
    QStringList on;  ///< event types; a reaction to several happens once
    QString service;
    QString command;
    QString step;  ///< of the purchase, by the names of the orchestrated one: faults aim at it
    bool compensation = false;
    QJsonObject (*payload)(const Occasion& occasion) = nullptr;
    qint64 timeoutUs = 5 * base::usPerSecond;  ///< without an acknowledgement for so long it is delivered again
    RetryPolicy retry = {};
    qint64 afterUs = 0;      ///< a timer: not now but then …
    QStringList until = {};  ///< … unless one of these has happened

    bool isTimer() const { return afterUs > 0; }
};

/// What a service keeps of an event for a later reaction, under the names that the event gives it.
struct Remembered {
    QString service;
    QString event;
    QStringList fields;
};

/// The purchase without an orchestrator: the same steps, commands, events and retries as orderProcessing().
struct Choreography {
    QString type;  ///< OrderProcessing
    QList<Reaction> reactions;
    QList<Remembered> remembered;
};
const Choreography& choreographedPurchase();
/// The services that take part in it.
const QStringList& reactingServices();

/// How long an order waits for its confirmation before the order service gives it up by itself.
inline constexpr qint64 confirmationDeadlineUs = 300 * base::usPerSecond;

}  // namespace replay::sagas
