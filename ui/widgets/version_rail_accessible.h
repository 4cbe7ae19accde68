// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace replay::ui {

class VersionRail;

/// Makes version rails known to assistive technology as sliders whose value is the chosen version. Called by each rail.
void installVersionRailAccessible();
/// Says that a rail shows another version.
void tellVersionRailChanged(VersionRail& rail);

}  // namespace replay::ui
