// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/commands/service.h"

#include <memory>

namespace replay::users {

/// The user service: people, their profiles and addresses.
std::unique_ptr<commands::Service> makeUsersService();

}  // namespace replay::users
