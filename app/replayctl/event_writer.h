// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/replayctl/output.h"
#include "core/api/values.h"

#include <memory>

namespace replay::ctl {

/// Writes events one after another in some format.
class EventWriter {
public:
    virtual ~EventWriter() = default;
    virtual void add(const api::EventRow& event) = 0;
    virtual void end() = 0;
};

/// "table", "jsonl", "csv", "cloudevents" or (of --json) "json".
bool isEventFormat(const QString& format);
std::unique_ptr<EventWriter> makeEventWriter(const QString& format, Output& output);

}  // namespace replay::ctl
