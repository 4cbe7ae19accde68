// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/reader.h"

#include <memory>

namespace replay::runtime {

/// A reader of this workspace for the calling thread, knowing every aggregate of the platform.
api::Result<std::unique_ptr<api::Reader>> makeReader(const QString& folder);
/// The queries of the platform, for forms.
QList<api::RequestSchema> querySchemas();

}  // namespace replay::runtime
