// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/reader.h"

namespace replay::ui {

/// Rows found by walking through a whole read model.
struct ScannedRows {
    api::RowSet rows;
    qint64 scanned = 0;
    bool cut = false;  ///< there are more matches than were kept
};

inline constexpr int matchesMax = 1'000;

/// Walks the live rows, window by window, and keeps those with `text` in a cell as it is shown or stored (empty: all of them),
/// at most `limit`. For a worker thread. `expected` is how many rows there are, for the progress.
api::Result<ScannedRows> scanProjection(api::Reader& reader, const api::ProjectionInfo& projection, const QString& text, int limit,
                                        const api::Progress& progress);
/// The same among rows at hand.
ScannedRows matchingRows(const api::RowSet& rows, const QString& text, int limit);
/// Comma-separated, machine-neutral: a decimal point, ISO times, quotes where needed.
QByteArray rowsAsCsv(const api::RowSet& rows);

}  // namespace replay::ui
