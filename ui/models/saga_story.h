// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/values.h"

namespace replay::ui {

/// One or two sentences about how a saga stands: what it did, or what it waits for and since when.
QString sagaStory(const api::SagaTimeline& timeline, api::ModelTime now);

}  // namespace replay::ui
