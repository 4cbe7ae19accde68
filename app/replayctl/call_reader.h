// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/replayctl/call.h"

namespace replay::ctl {

/// Takes the words after a command's name apart, strictly: an unknown option, a missing value, an option given twice or a
/// word too many is an error that says what is known. Options may stand anywhere; after "--" nothing is an option.
Result<Call> readCall(const CommandSpec& spec, const QStringList& words);

}  // namespace replay::ctl
