// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/invariants/findings.h"
#include "core/invariants/shop_state.h"

#include <QSet>

namespace replay::invariants {

/// How far the services have come that answer a cancelled order on their own: what they owe may still be on its way.
struct Consumption {
    Position payment = 0;
    Position inventory = 0;
    bool paymentPending = false;  ///< something waits in its outbox
    bool inventoryPending = false;

    bool paymentKnows(Position position) const { return payment >= position && !paymentPending; }
    bool inventoryKnows(Position position) const { return inventory >= position && !inventoryPending; }
};

// Each check is a pure function of the folded state: what must hold → what does not.

/// Captured − refunded is the total of every sold order and nothing of every other; no payment is without its order.
api::InvariantResult checkMoney(const ShopState& state, const Consumption& consumption);
/// Stock is never negative; on hand = initial + adjustments − shipped; reserved = the open reservations of all orders.
api::InvariantResult checkStock(const ShopState& state);
/// Every saga has ended or waits for something (`asleep`: those that wait for nothing); each completed step of a failed one is
/// compensated exactly once; a completed one has all its effects, a failed one none.
api::InvariantResult checkSagas(const ShopState& state, const QSet<QUuid>& asleep, const Consumption& consumption);

}  // namespace replay::invariants
