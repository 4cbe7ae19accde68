// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/runtime/workspace.h"

#include <QTemporaryDir>

namespace replay::tests {

/// A folder for workspaces of a test: in memory where the machine has such a place, since nothing here tests the disk.
QString fastTemporaryTemplate();

/// What a finished run is compared by.
struct Outcome {
    QByteArray digest;
    api::PlatformStatus status;
    qint64 returned = 0;     ///< returns that were closed
    qint64 rejected = 0;     ///< returns that were undone
    QStringList violations;  ///< of every invariant, in words; a stuck saga is no surprise and is counted in the status instead
};

/// Verifies a workspace in which nothing is left to do.
base::Result<Outcome> outcomeOf(runtime::Workspace& workspace);

/// Rebuilds every read model, and folds every aggregate with and without its snapshots. In words, what is not as it was.
base::Result<QStringList> differencesAfterRebuild(runtime::Workspace& workspace);

/// Runs a scenario document from nothing to the end, `pace` at a time, giving the workspace up (without a word, as a kill would)
/// and opening it again after every `restartEvery` steps (0: never).
base::Result<Outcome> runScenario(const QString& folder, const QByteArray& scenario, runtime::Platform::Pace pace, int restartEvery);

}  // namespace replay::tests
