// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/commands/service.h"

/// The order service's handlers of returns.
namespace replay::orders {

/// `ordinal`: the case's number, where this service gives numbers.
base::Result<commands::Receipt> handleReturnOrder(const commands::Message& message, events::UnitOfWork& work,
                                                  std::optional<std::int64_t> ordinal = {});
base::Result<commands::Receipt> handleTakeBack(const commands::Message& message, events::UnitOfWork& work);
base::Result<commands::Receipt> handleRejectReturn(const commands::Message& message, events::UnitOfWork& work);
base::Result<commands::Receipt> handleCloseReturn(const commands::Message& message, events::UnitOfWork& work);

}  // namespace replay::orders
