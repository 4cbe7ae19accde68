// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/values.h"

namespace replay::api {

/// Where an event stands in its business case, as W3C Trace Context level 1 writes it: "00-", the correlation id as trace id, the end
/// of the causation id (of the event's own where nothing caused it) as parent id, "-01" for recorded. Empty without a correlation.
QString traceParent(const EventRow& event);

}  // namespace replay::api
