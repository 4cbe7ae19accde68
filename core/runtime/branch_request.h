// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/what_if.h"
#include "core/runtime/branch.h"

namespace replay::runtime {

/// What somebody asks a branch to be, read: the error names what is wrong with which change, in the words of its reader.
base::Result<BranchRequest> readRequest(const api::BranchRequest& request);

/// The changes of a request with the names that they have in the parent. Every id must be of something that the parent has: a
/// slip would make a branch that quietly changes nothing.
base::Result<QList<api::BranchChange>> describe(const BranchRequest& request, const QString& parent);

}  // namespace replay::runtime
