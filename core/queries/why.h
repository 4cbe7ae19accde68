// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/values.h"

namespace replay::queries {

/// Why a saga failed, as a backward chain from what is seen to what began it, the nearest cause first: at most 8 links. It ends
/// at the injected fault where there was one, else at the command that started the saga. Empty for a saga that did not fail.
QList<api::WhyLink> whyFailed(const api::SagaTimeline& timeline);

}  // namespace replay::queries
