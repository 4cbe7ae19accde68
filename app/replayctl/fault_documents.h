// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"

#include <QByteArray>
#include <QStringList>
#include <optional>

namespace replay::ctl {

/// The scenario that a call means: the file's, with the call's seed and the call's faults after its own. The workspace keeps
/// this document, so the same call again is known as the same scenario and goes on.
base::Result<QByteArray> effectiveScenario(const QByteArray& document, const QString& where, std::optional<std::uint64_t> seed, const QStringList& faultSpecs);

}  // namespace replay::ctl
