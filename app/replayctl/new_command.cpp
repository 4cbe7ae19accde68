// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replayctl/commands.h"
#include "app/replayctl/output.h"
#include "core/contracts/purchase_course.h"
#include "core/runtime/workspace.h"

#include <QJsonObject>

namespace replay::ctl {

Result<int> runNew(const Call& call, Output& output)
{
    api::NewWorkspace options;
    REPLAY_ASSIGN(options.seed, call.seed(options.seed));
    options.isPrivate = call.has("private");
    if (call.has("choreography"))
        options.sagaStyle = contracts::choreography;
    REPLAY_TRY(runtime::Workspace::create(call.workspace(), options));
    if (output.isJson()) {
        output.document(
            QJsonObject{{QStringLiteral("workspace"), call.workspace()},
                        {QStringLiteral("seed"), static_cast<qint64>(options.seed)},
                        {QStringLiteral("private"), options.isPrivate},
                        {QStringLiteral("saga_style"), options.sagaStyle.isEmpty() ? contracts::orchestration : options.sagaStyle}});
    } else {
        output.line(QStringLiteral("made %1 with seed %2%3")
                        .arg(call.workspace())
                        .arg(options.seed)
                        .arg(options.sagaStyle.isEmpty() ? QString() : QStringLiteral(", without an orchestrator")));
    }
    return exitDone;
}

}  // namespace replay::ctl
