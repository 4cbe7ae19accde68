// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/bench.h"

namespace replay::bench {

void windowSection(Report& report) { Q_UNUSED(report) }

}  // namespace replay::bench
