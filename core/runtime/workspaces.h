// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/session.h"

#include <memory>

namespace replay::runtime {

/// The door that the desktop is given.
std::unique_ptr<api::Workspaces> makeWorkspaces();

}  // namespace replay::runtime
