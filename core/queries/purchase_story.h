// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/values.h"
#include "core/log/logged_event.h"

#include <vector>

namespace replay::queries {

/// The deliveries of a choreographed purchase, read off the events of its business case: which event made which service do what,
/// how often it was tried and how it ended. Nobody keeps this anywhere; the choreography says who reacts to what.
QList<api::SagaAttempt> purchaseAttempts(const std::vector<log::LoggedEvent>& events);

/// The backward chain of a choreographed purchase that failed: each refusal and what made the service try at all.
QList<api::WhyLink> whyPurchaseFailed(const api::SagaTimeline& timeline);

}  // namespace replay::queries
