// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/log/logged_event.h"
#include "core/projections/event_kind.h"
#include "core/projections/payload.h"

namespace replay::projections {

using base::ModelTime;
using base::Result;
using base::Status;
using log::Position;

/// What a projection is told of one event: parsed once, for all projections that want it.
struct Fact {
    Position position = 0;
    EventKind kind = EventKind::Other;
    QUuid aggregateId;
    ModelTime occurredAt;
    ModelTime appendedAt;
    Payload data;
};

}  // namespace replay::projections
