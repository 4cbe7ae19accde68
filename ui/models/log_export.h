// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/reader.h"

namespace replay::ui {

enum class LogFormat { Csv, JsonLines, CloudEvents };

/// The text of one event in a format, without the line's end. CloudEvents is its JSON format, version 1.0.
QByteArray exportedLine(const api::EventRow& event, LogFormat format);

/// Writes the events that match, up to a position, into a file that appears only once it is whole. Numbers and times are
/// machine-neutral whatever the language of the window. Answers how many events were written.
api::Result<qint64> exportLog(api::Reader& reader, const api::LogFilter& filter, api::Position upTo, LogFormat format, const QString& file,
                              const api::Progress& progress = {});

}  // namespace replay::ui
