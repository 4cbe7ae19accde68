// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/events/fold.h"
#include "core/invariants/findings.h"
#include "core/storage/database.h"

namespace replay::invariants {

/// Each snapshot that a service keeps, and would use, is the state at its version. Every stream is folded once.
Status checkSnapshots(storage::Database& own, const events::Folds& folds, Findings& findings);

}  // namespace replay::invariants
