// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/runtime/amendments.h"
#include "core/runtime/workspace.h"

namespace replay::runtime {

/// What a branch does otherwise. Faults and pitfalls count from the fork on; amendments have their own place in the past, and
/// the branch is the parent's equal up to there.
struct BranchRequest {
    api::Position position = 0;  ///< where it forks; 0: at the start
    QList<api::FaultRule> faults;
    QStringList pitfalls;
    Amendments amendments;
    QStringList pitfallsOff = {};  ///< switched off at the fork
};

/// What became of a fork.
struct Branch {
    api::Position position = 0;  ///< how far it came: the end of the transaction that wrote the position that was asked for
    QByteArray digest;           ///< hex, at that position; equal to the parent's there, unless something earlier was amended
};

/// Makes a what-if branch: a workspace of its own, in which everything that was recorded in the parent runs again from the start
/// up to a position (the same seed gives the same log, which is checked), and then goes its own way. With nothing changed it is
/// the whole system as of that position: every service's tables, read models and sagas. The parent is only read.
base::Result<Branch> forkWorkspace(const QString& parent, const QString& folder, const BranchRequest& request,
                                   const api::Progress& progress = {});

/// Where two logs part: found by bisection over their hash chains.
using api::LogDifference;
base::Result<LogDifference> compareLogs(const QString& left, const QString& right);

}  // namespace replay::runtime
