// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/commands/service.h"

#include <memory>

namespace replay::orders {

/// The order service: orders, and replicas of what it must know of products and customers.
/// `takesPurchases`: clients buy here, since no orchestrator does it for them.
std::unique_ptr<commands::Service> makeOrdersService(bool takesPurchases = false);

}  // namespace replay::orders
