// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/workspaces.h"

#include "core/runtime/demonstrations.h"
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
};

}  // namespace

std::unique_ptr<api::Workspaces> makeWorkspaces() { return std::make_unique<FolderWorkspaces>(); }

}  // namespace replay::runtime
