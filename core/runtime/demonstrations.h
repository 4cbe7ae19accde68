// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/session.h"

namespace replay::runtime {

/// The scenarios inside the program, those for the first minute first.
QList<api::Workspaces::Demonstration> demonstrations();

}  // namespace replay::runtime
