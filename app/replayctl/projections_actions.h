// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/replayctl/call.h"
#include "core/api/reader.h"

namespace replay::ctl {

inline constexpr int parkedPage = 1'000;

/// The projection of this name; the error lists those that are.
Result<api::ProjectionInfo> projectionNamed(api::Reader& reader, const QString& name);

/// rebuild, replay, cancel, pause, resume, slow, retry, skip.
QStringList projectionActions();
Result<int> runProjectionAction(const Call& call, Output& output);

}  // namespace replay::ctl
