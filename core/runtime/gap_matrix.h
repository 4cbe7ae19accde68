// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/reader.h"

namespace replay::runtime {

/// One run of a saga in which exactly one thing went wrong at one gap of one step.
struct GapTrial {
    QString step;
    bool compensation = false;
    QString gap;            ///< received, decided, appended, committed, published, acknowledged: see faults/gap_point.h
    QString fault;          ///< what went wrong there, as a fault kind
    QString outcome;        ///< how the saga ended: completed, failed (undone), stuck …
    int attempts = 0;       ///< at this step or compensation
    qint64 durationUs = 0;  ///< model time from the saga's start to its end
    QStringList violated;   ///< invariants

    /// The saga came to an end by itself and left everything consistent.
    bool isGood() const
    {
        return violated.isEmpty() && (outcome == QLatin1StringView("completed") || outcome == QLatin1StringView("failed"));
    }
};

/// The sagas that can be tried: OrderProcessing, OrderReturn.
QStringList triedSagas();

/// "Try all gaps": runs the saga once for every gap of every step and compensation, each time in a workspace of its own that is
/// thrown away, with the crash or loss there. Compensations are reached by a refusal of the saga's last refusable step.
base::Result<QList<GapTrial>> tryAllGaps(const QString& sagaType, std::uint64_t seed, const api::Progress& progress = {});

}  // namespace replay::runtime
