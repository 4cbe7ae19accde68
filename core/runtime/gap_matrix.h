// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/reader.h"

namespace replay::runtime {

/// The sagas that can be tried: OrderProcessing, OrderReturn.
QStringList triedSagas();

/// "Try all gaps": runs the saga once for every gap of every step and compensation, each time in a workspace of its own that is
/// thrown away, with the crash or loss there. Compensations are reached by a refusal of the saga's last refusable step.
base::Result<QList<api::GapTrial>> tryAllGaps(const api::GapQuestion& question, const api::Progress& progress = {});

}  // namespace replay::runtime
