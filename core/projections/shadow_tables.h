// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/projections/projection.h"

namespace replay::projections {

/// The tables of a rebuild, made beside the live ones from the live ones' own schema. Each call belongs in a transaction of
/// the caller's.
Status makeShadowTables(storage::Database& read, const ProjectionKind& kind);
Status dropShadowTables(storage::Database& read, const ProjectionKind& kind);
/// Puts the shadows in the place of the live tables; the indexes are built now, in one go.
Status switchShadowTables(storage::Database& read, const ProjectionKind& kind);

}  // namespace replay::projections
