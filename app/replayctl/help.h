// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/replayctl/call.h"

namespace replay::ctl {

/// All commands, a line each.
QString helpText();
/// One command with its options.
QString helpText(const CommandSpec& spec);

}  // namespace replay::ctl
