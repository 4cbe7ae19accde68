// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/commands/service.h"

#include <memory>

namespace replay::payments {

/// The payment service: captures and refunds the money of orders.
std::unique_ptr<commands::Service> makePaymentsService();

}  // namespace replay::payments
