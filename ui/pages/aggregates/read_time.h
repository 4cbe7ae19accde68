// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/model_time.h"

#include <QString>

namespace replay::ui {

/// A model time as people type it: "2026-01-05T08:12:00Z", "2026-01-05 08:12", or "08:12:30" for the day that is shown.
base::Result<base::ModelTime> readTime(const QString& typed, base::ModelTime shown);

}  // namespace replay::ui
