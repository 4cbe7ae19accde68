// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "tests/bench/bench.h"

#include <optional>

namespace replay::bench {

inline const QString emmett = QStringLiteral("Emmett SQLite");

/// One round of Emmett's SQLite store, in a process of its own; none where it is not installed or broke (noted once).
std::optional<double> emmettRound(Report& report, const QStringList& arguments);

}  // namespace replay::bench
