// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"
#include "core/scenarios/scenario.h"

#include <QJsonArray>

namespace replay::scenarios {

/// Reads a scenario's "timeline" and puts it into rising time (entries of the same instant keep their order).
/// `scenario` has its shop and workload already: a number must be that of a product, customer or order it has.
base::Result<QList<TimelineEntry>> readTimeline(const QJsonArray& array, const Scenario& scenario);

}  // namespace replay::scenarios
