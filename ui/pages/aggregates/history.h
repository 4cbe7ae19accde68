// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/reader.h"

namespace replay::ui {

/// What the page wants to see of one aggregate; asked on a worker.
struct HistoryQuestion {
    QString aggregateId;
    api::Position cursor = 0;  ///< what lies after it has not happened yet
    api::Position head = 0;
    std::optional<int> version;          ///< empty: the one at the cursor
    std::optional<int> pinnedA;          ///< empty: the version before the chosen one
    std::optional<int> pinnedB;          ///< empty: the chosen one
    std::optional<QString> label;        ///< where it is known already: looking it up is the dearest part
    std::optional<api::ModelTime> time;  ///< the version at this time, in place of `version`
};

/// One side of the comparison. Version 0 is the nothing before the first event.
struct HistoryState {
    api::AggregateState state;
    api::Position position = 0;
    api::ModelTime occurredAt;
};

struct HistoryAnswer {
    HistoryQuestion question;
    QString aggregateType;
    QString label;
    int versions = 0;       ///< in the whole log
    int cursorVersion = 0;  ///< 0: not there yet at the cursor
    int version = 0;        ///< the chosen one
    HistoryState a;
    HistoryState b;
    std::optional<api::EventRow> event;  ///< that made the chosen version
    api::Position born = 0;              ///< of its first event
};

api::Result<HistoryAnswer> readHistory(api::Reader& reader, const HistoryQuestion& question);

/// The same version folded with and without snapshots.
struct ReplayComparison {
    api::AggregateState withSnapshots;
    api::AggregateState fromFirst;
    qint64 withUs = 0;
    qint64 fromFirstUs = 0;
    QList<api::StateDifference> differences;
    bool equal() const { return differences.isEmpty(); }
};

api::Result<ReplayComparison> compareWithReplay(api::Reader& reader, const QString& aggregateId, int version);

}  // namespace replay::ui
