// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <cstdint>

namespace replay::tests {

/// A scenario document drawn from a seed alone: a small shop with little stock, a bad network, one to five faults of any kind
/// aimed in any way. The same seed is the same document on every machine, so a failing seed is a whole bug report.
QByteArray randomScenario(std::uint64_t seed);

}  // namespace replay::tests
