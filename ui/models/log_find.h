// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/reader.h"

namespace replay::ui {

/// Where a text occurs in the events that match a filter.
struct LogFound {
    QList<api::Position> positions;  ///< rising; at most positionsMax
    bool capped = false;             ///< there are more
    static constexpr int positionsMax = 100'000;
};

/// Looks for a text (case-insensitive) in position, service, type, ids, note and payload.
api::Result<LogFound> findInLog(api::Reader& reader, const api::LogFilter& filter, api::Position upTo, const QString& text,
                                const api::Progress& progress = {});

/// Whether one event has the text.
bool hasText(const api::EventRow& event, const QString& text);

}  // namespace replay::ui
