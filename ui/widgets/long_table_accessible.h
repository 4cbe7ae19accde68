// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace replay::ui {

/// Makes long tables known to assistive technology as tables of cells. Called by each table.
void installLongTableAccessible();

}  // namespace replay::ui
