// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"

#include <QByteArray>
#include <QStringList>
#include <optional>

namespace replay::ctl {

/// What a call says beside its scenario file.
struct Overrides {
    std::optional<std::uint64_t> seed;
    QStringList faults;  ///< as specs
    QStringList pitfalls;
};

/// The scenario that a call means: the file's, with the call's seed, and the call's faults and pitfalls after its own. The workspace keeps
/// this document, so the same call again is known as the same scenario and goes on.
base::Result<QByteArray> effectiveScenario(const QByteArray& document, const QString& where, const Overrides& overrides);

}  // namespace replay::ctl
