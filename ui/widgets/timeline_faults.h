// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/values.h"
#include "ui/widgets/timeline_scene.h"

#include <QStringList>

namespace replay::ui {

/// Which faults make sense where on a timeline, and where on it an armed or injected fault belongs.
namespace timeline_faults {

/// The kinds that can strike at this place, the most natural first; empty where none can.
QStringList kindsAt(const TimelinePlace& place, const api::SagaAttempt& attempt);
/// Where on an attempt's way a kind strikes.
TimelinePlace placeOf(const QString& kind, int attempt);
/// Whether a rule can strike an attempt like this one.
bool aimsAt(const api::FaultRule& rule, const api::SagaAttempt& attempt);
/// A rule of this kind aimed at attempts like this one, everywhere and always: the person narrows it.
api::FaultRule ruleFor(const QString& kind, const api::SagaAttempt& attempt);

}  // namespace timeline_faults

}  // namespace replay::ui
