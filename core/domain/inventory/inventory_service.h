// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/commands/service.h"

#include <memory>

namespace replay::inventory {

/// The inventory service: stock of products, and what orders hold of it.
std::unique_ptr<commands::Service> makeInventoryService();

}  // namespace replay::inventory
