// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/invariants/findings.h"
#include "core/storage/database.h"

namespace replay::invariants {

/// No message took effect twice in this service: what the inbox holds once left the outbox at most once.
Status checkInbox(storage::Database& own, const QString& service, Findings& findings);
/// Projections stand still only where somebody paused them; events that they have set aside are counted, and named by stream.
Status checkProjections(storage::Database& read, Findings& findings);

}  // namespace replay::invariants
