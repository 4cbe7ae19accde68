// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/format/marks.h"
#include "ui/models/desk.h"

namespace replay::ui {

/// What the inspector says about a selection: gathered on a worker, in words, ready to show.
struct Inspected {
    struct Fact {
        QString caption;
        QString html;  ///< a value, perhaps a link
    };
    Selection selection;
    bool found = false;
    QString problem;  ///< why nothing was found, verbatim
    format::Mark mark = format::Mark::None;
    QString title;
    QString subtitle;
    QString note;  ///< the fault that was at work, in words
    QList<Fact> facts;
    QByteArray payload;
    QString aggregateId;  ///< whose states the difference compares
    int versionBefore = 0;
    int versionAfter = 0;  ///< 0: there is no difference to show
    QString correlationId;
};

/// `position` is the cursor: aggregates and sagas are shown as they were there.
Inspected inspect(api::Reader& reader, const Selection& selection, api::Position position, bool live);

}  // namespace replay::ui
