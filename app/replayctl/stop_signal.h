// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace replay::ctl {

/// From now on SIGINT and SIGTERM only set a flag: long work looks at it between two transactions and stops at a good point. A
/// second signal ends the program at once, as always; what was committed stays.
void catchStopSignals();
bool stopWanted();

}  // namespace replay::ctl
