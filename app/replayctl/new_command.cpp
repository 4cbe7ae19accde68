// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replayctl/commands.h"
#include "app/replayctl/output.h"
#include "core/runtime/workspace.h"

#include <QJsonObject>

namespace replay::ctl {

Result<int> runNew(const Call& call, Output& output)
{
    api::NewWorkspace options;
    REPLAY_ASSIGN(options.seed, call.seed(options.seed));
    options.isPrivate = call.has("private");
    REPLAY_TRY(runtime::Workspace::create(call.workspace(), options));
    if (output.isJson()) {
        output.document(QJsonObject{{QStringLiteral("workspace"), call.workspace()},
                                    {QStringLiteral("seed"), static_cast<qint64>(options.seed)},
                                    {QStringLiteral("private"), options.isPrivate}});
    } else {
        output.line(QStringLiteral("made %1 with seed %2").arg(call.workspace()).arg(options.seed));
    }
    return exitDone;
}

}  // namespace replay::ctl
