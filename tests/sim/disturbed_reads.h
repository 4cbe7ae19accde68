// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "tests/sim/simulation.h"

namespace replay::tests {

/// Runs a scenario to its end while the read side is moved about at random: paused, slowed, rebuilt, replayed, poisoned, killed.
/// Then everything is let go and what was parked is retried, so that the outcome must be that of the undisturbed run.
base::Result<Outcome> runWithDisturbedReads(const QString& folder, const QByteArray& scenario, std::uint64_t seed);

}  // namespace replay::tests
