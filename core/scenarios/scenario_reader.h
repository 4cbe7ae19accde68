// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"
#include "core/scenarios/scenario.h"

namespace replay::scenarios {

/// Reads a scenario document (resources/schemas/scenario.schema.json), strictly: an unknown key, a wrong type, a number out
/// of range or an unknown name is an error that names its path, as "black-friday.json: faults[2].service: …".
/// `where` is the file's name for messages.
base::Result<Scenario> readScenario(const QByteArray& document, const QString& where);

inline constexpr qsizetype scenarioBytesMax = 8 * 1024 * 1024;
inline constexpr int faultsMax = 1'000;
inline constexpr int timelineMax = 100'000;

}  // namespace replay::scenarios
