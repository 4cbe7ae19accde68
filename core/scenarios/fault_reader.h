// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/values.h"
#include "core/base/json.h"

namespace replay::scenarios {

/// How long a crashed service stays down unless the rule says otherwise.
inline constexpr std::int64_t downForDefaultUs = base::usPerSecond;

/// Reads one rule of a scenario's "faults"; errors go to `fields`. Instants given as durations count from `start`.
api::FaultRule readFaultRule(base::Fields& fields, base::ModelTime start);

/// Reads a rule that stands alone, a JSON object as in a scenario's "faults".
base::Result<api::FaultRule> parseFaultRule(const QByteArray& json, base::ModelTime start = base::defaultStart);
/// What rules can be made of: the kinds with the fields that fit each, and the names.
api::FaultVocabulary faultVocabulary();

/// What `--fault` takes as the object that a scenario would have: checked for its form, not for its names.
base::Result<QJsonObject> faultSpecObject(const QString& spec);
/// Reads what `--fault` takes: "lost_reply:service=payment,probability=0.05". The keys are those of a scenario's rule.
base::Result<api::FaultRule> parseFaultSpec(const QString& spec, base::ModelTime start = base::defaultStart);

}  // namespace replay::scenarios
