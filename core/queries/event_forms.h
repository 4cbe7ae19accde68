// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/what_if.h"
#include "core/queries/connections.h"

namespace replay::queries {

/// What is read of a stored event today: opened with its person's key, and brought to the newest schema version.
Result<api::EventForms> formsOf(const api::EventRow& event, Connections& connections);

}  // namespace replay::queries
