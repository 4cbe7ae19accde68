// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/what_if.h"

namespace replay::runtime {

/// The original of a workspace and all its branches that lie in the folder where this one or the original is; each branch after
/// what it comes from. A workspace without branches is a family of one; what is no workspace has none.
QList<api::BranchRow> familyOf(const QString& folder);

}  // namespace replay::runtime
