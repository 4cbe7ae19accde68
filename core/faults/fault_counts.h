// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/faults/fault_plan.h"
#include "core/storage/database.h"

namespace replay::faults {

/// The counts of a sender's plan in its own database (table fault_counts), so that "the third match" survives a restart.
base::Status loadCounts(storage::Database& database, FaultPlan& plan);
/// Writes the counts that changed since the last call: in the transaction of what was sent.
base::Status saveCounts(storage::Database& database, FaultPlan& plan);

}  // namespace replay::faults
