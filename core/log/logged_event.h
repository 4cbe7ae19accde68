// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/values.h"
#include "core/events/event.h"

namespace replay::log {

using api::Position;
using base::Result;
using base::Status;

/// An event with its place in the central log.
struct LoggedEvent : events::Event {
    Position position = 0;
    QString service;
    base::ModelTime appendedAt;
};

}  // namespace replay::log
