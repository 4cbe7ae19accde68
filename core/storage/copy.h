// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"

#include <QString>
#include <utility>
#include <vector>

namespace replay::storage {

using base::Status;

/// Copies databases (from, to) as all of them were at one and the same instant, whoever writes to them meanwhile: copied one after
/// another, what one has sent another would not have received, and the copy would be of a moment that never was.
Status copyTogether(const std::vector<std::pair<QString, QString>>& files);

}  // namespace replay::storage
