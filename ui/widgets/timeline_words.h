// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/values.h"
#include "ui/widgets/timeline_scene.h"

namespace replay::ui::timeline_words {

/// "Process payment, attempt 2" or "Undo: release inventory".
QString attemptName(const api::SagaAttempt& attempt);
/// The facts of a place, as plain lines: for a tooltip.
QString facts(const api::SagaTimeline& timeline, const TimelinePlace& place);
/// One sentence for a screen reader: "Saga ORD-17, step 3 of 4 Process payment, refused, attempt 2 of 3".
QString spoken(const api::SagaTimeline& timeline, int attempt);
/// Where a fault armed here would strike: "between committed and published".
QString placeName(const TimelinePlace& place);

}  // namespace replay::ui::timeline_words
