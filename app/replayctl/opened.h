// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/replayctl/call.h"
#include "core/runtime/workspace.h"

namespace replay::ctl {

/// A workspace with a reader on it.
struct Opened {
    std::unique_ptr<runtime::Workspace> workspace;
    std::unique_ptr<api::Reader> reader;
};

Result<Opened> openToRead(const Call& call);
Result<Opened> openToWrite(const Call& call);

/// A UUID out of an argument, in lower case.
Result<QString> idArgument(const QString& text, const char* what);

}  // namespace replay::ctl
