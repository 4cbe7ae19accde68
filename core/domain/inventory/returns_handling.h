// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/commands/service.h"

/// The inventory's handlers of returns.
namespace replay::inventory {

base::Result<commands::Receipt> handleRestock(const commands::Message& message, events::UnitOfWork& work);
base::Result<commands::Receipt> handleWithdrawRestock(const commands::Message& message, events::UnitOfWork& work);
/// A return was closed: what is held for it is for sale again; a no-op where nothing is.
base::Status reactToReturn(const QUuid& orderId, const QUuid& returnId, events::UnitOfWork& work);

}  // namespace replay::inventory
