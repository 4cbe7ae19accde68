// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/workspaces.h"

#include "core/runtime/branch_request.h"
#include "core/runtime/demonstrations.h"
#include "core/runtime/family.h"
#include "core/runtime/live_session.h"
#include "core/runtime/workspace.h"

namespace replay::runtime {
namespace {

class FolderWorkspaces final : public api::Workspaces {
public:
    api::Result<void> create(const QString& folder, const api::NewWorkspace& options) override
    {
        return Workspace::create(folder, options);
    }
    api::Result<std::unique_ptr<api::Session>> open(const QString& folder) override { return LiveSession::open(folder); }
    QList<Demonstration> demonstrations() const override { return runtime::demonstrations(); }
    api::Result<api::BranchMade> branch(const QString& parent, const QString& folder, const api::BranchRequest& request,
                                        const api::Progress& progress) override
    {
        REPLAY_ASSIGN(const BranchRequest read, readRequest(request));
        REPLAY_ASSIGN(const Branch made, forkWorkspace(parent, folder, read, progress));
        return api::BranchMade{made.position, QString::fromLatin1(made.digest)};
    }
    api::Result<api::LogDifference> compare(const QString& left, const QString& right) override { return compareLogs(left, right); }
    QList<api::BranchRow> family(const QString& folder) override { return familyOf(folder); }
};

}  // namespace

std::unique_ptr<api::Workspaces> makeWorkspaces() { return std::make_unique<FolderWorkspaces>(); }

}  // namespace replay::runtime
