// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/format/marks.h"
#include "ui/shell/inspected.h"

namespace replay::ui {

/// One link of the chain backwards from a selection, the nearest cause first.
struct CauseStep {
    format::Mark mark = format::Mark::None;
    QString html;    ///< what happened, as a link where there is something to open
    QString detail;  ///< where and when
};

struct CauseChain {
    QList<CauseStep> steps;
    QString problem;     ///< why there is no answer, verbatim
    qint64 leftOut = 0;  ///< links between the last but one and the last
};

enum class CauseQuestion { Why, WhyNot };

/// Why the selection is as it is, or why it did not go on: in words, each link to open what it is about. On a worker.
CauseChain causeChain(api::Reader& reader, const Selection& selection, CauseQuestion question);

}  // namespace replay::ui
