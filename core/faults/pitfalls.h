// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/model_time.h"

#include <QJsonObject>
#include <QString>
#include <array>
#include <optional>
#include <vector>

namespace replay::faults {

/// What a naive implementation does. All are off unless a class wants to see what breaks; each breaks its own invariant.
enum class Pitfall {
    DualWrite,                ///< saves, then publishes: a crash in between loses the events for everybody else
    SharedDatabase,           ///< the product service corrects names in the order service's tables
    SynchronousReadModel,     ///< the handler writes the read model itself, before it knows how its own transaction ends
    NoCompensation,           ///< a failed saga leaves what its steps did
    NonIdempotentConsumer,    ///< no inbox: a message that arrives twice counts twice
    NoOptimisticConcurrency,  ///< decides on what it read a moment ago and writes without asking whether that still holds
    NoTimeout,                ///< waits for an answer for ever
    AnaemicEvents,            ///< says that something happened and leaves out what its consumers need
};

inline constexpr std::array pitfallCodes{"dual_write",      "shared_database",         "synchronous_read_model",
                                         "no_compensation", "non_idempotent_consumer", "no_optimistic_concurrency",
                                         "no_timeout",      "anaemic_events"};
QString toText(Pitfall pitfall);
std::optional<Pitfall> pitfallOf(const QString& code);

/// The pitfall switches of a workspace, each with the stretches of model time in which it was on.
class Pitfalls {
public:
    struct Stretch {
        Pitfall pitfall;
        base::ModelTime onAt;
        std::optional<base::ModelTime> offAt;
    };
    void set(std::vector<Stretch> stretches) { m_stretches = std::move(stretches); }
    bool isOn(Pitfall pitfall, base::ModelTime at) const;
    /// Since when it is on and not yet off again; none: it is off.
    std::optional<base::ModelTime> since(Pitfall pitfall) const;
    /// Whether it was on at any time.
    bool everHad(Pitfall pitfall) const;
    /// What is marked on everything recorded then: "pitfall:dual_write", several joined by commas; empty for none.
    QString note(base::ModelTime at) const;

    /// How long ago a handler without optimistic concurrency read what it decides on.
    static constexpr qint64 staleUs = 8 * base::usPerMs;

private:
    std::vector<Stretch> m_stretches;
};

/// The payload of an event as an anaemic service publishes it.
QJsonObject anaemic(const QString& eventType, QJsonObject data);

}  // namespace replay::faults
