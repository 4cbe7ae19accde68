// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/replayctl/call.h"

namespace replay::ctl {

const std::vector<CommandSpec>& commandSpecs();

Result<int> runNew(const Call& call, Output& output);
Result<int> runImport(const Call& call, Output& output);
/// The same for a file of CloudEvents, which runImport knows by its content.
Result<int> runImportLog(const Call& call, Output& output);
Result<int> runRun(const Call& call, Output& output);
Result<int> runCommand(const Call& call, Output& output);
Result<int> runQuery(const Call& call, Output& output);
Result<int> runEvents(const Call& call, Output& output);
Result<int> runAggregate(const Call& call, Output& output);
Result<int> runProjections(const Call& call, Output& output);
Result<int> runSagas(const Call& call, Output& output);
Result<int> runServices(const Call& call, Output& output);
Result<int> runVerify(const Call& call, Output& output);
Result<int> runDigest(const Call& call, Output& output);
Result<int> runBranch(const Call& call, Output& output);
Result<int> runDiff(const Call& call, Output& output);
Result<int> runWhy(const Call& call, Output& output);
Result<int> runProvenance(const Call& call, Output& output);
Result<int> runGaps(const Call& call, Output& output);

}  // namespace replay::ctl
