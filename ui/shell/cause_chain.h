// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/format/marks.h"
#include "ui/shell/inspected.h"

namespace replay::ui {

/// One link of the chain backwards from a selection, the nearest cause first.
struct CauseStep {
    format::Mark mark = format::Mark::None;
    QString html;    ///< what happened, as a link where there is something to open
    QString detail;  ///< where and when, or the engine's reason verbatim
};

struct CauseChain {
    QList<CauseStep> steps;
    bool cut = false;  ///< the chain is longer than lengthMax
    static constexpr int lengthMax = 40;
};

/// For an event: along its causation ids, through commands and saga steps, to what a person or the workload did.
/// For a saga: why it failed. On a worker.
CauseChain causeChain(api::Reader& reader, const Selection& selection);

}  // namespace replay::ui
