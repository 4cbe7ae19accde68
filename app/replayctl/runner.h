// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/replayctl/output.h"
#include "core/runtime/workspace.h"

namespace replay::ctl {

/// Runs a workspace until nothing is left to do, with a line of progress on a terminal. After a signal it stops between two
/// transactions; the error then says how to go on.
base::Status runToEnd(runtime::Workspace& workspace, double speed, const QString& howToGoOn);

/// Where a run ended, for a person.
void printStatus(const api::PlatformStatus& status, Output& output);

}  // namespace replay::ctl
