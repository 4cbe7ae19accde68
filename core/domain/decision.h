// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/events/event.h"

#include <variant>
#include <vector>

namespace replay::domain {

/// The domain says no, and why: a sentence for a person.
struct Refusal {
    QString reason;
    bool operator==(const Refusal&) const = default;
};

using NewEvents = std::vector<events::NewEvent>;

/// What a rule answers: no, or what happened. Rules are pure: a state and a command in, a decision out.
using Decision = std::variant<Refusal, NewEvents>;

inline Decision refuse(QString reason) { return Refusal{std::move(reason)}; }
inline Decision happened(const QString& eventType, QJsonObject data) { return NewEvents{{eventType, std::move(data)}}; }

}  // namespace replay::domain
