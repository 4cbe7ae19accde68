// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/commands/service.h"

#include <memory>

namespace replay::orders {

/// The order service: orders, and replicas of what it must know of products and customers.
std::unique_ptr<commands::Service> makeOrdersService();

}  // namespace replay::orders
