// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replayctl/commands.h"
#include "app/replayctl/json_shapes.h"
#include "app/replayctl/opened.h"
#include "app/replayctl/output.h"
#include "app/replayctl/progress_line.h"
#include "app/replayctl/stop_signal.h"

namespace replay::ctl {
namespace {

void print(const QList<api::InvariantResult>& invariants, Output& output)
{
    for (const api::InvariantResult& invariant : invariants) {
        output.line(QStringLiteral("%1  %2 %3 checked")
                        .arg(invariant.ok ? QStringLiteral("ok      ") : QStringLiteral("VIOLATED"))
                        .arg(invariant.name, -12)
                        .arg(invariant.checked, 9));
        for (const api::InvariantResult::Violation& violation : invariant.violations) {
            const QString where = violation.position > 0 ? QStringLiteral(" (from position %1)").arg(violation.position) : QString();
            output.line(QStringLiteral("          %1 %2%3").arg(violation.aggregateId, violation.detail, where));
        }
        for (const QString& note : invariant.notes)
            output.line(QStringLiteral("          note: %1").arg(note));
    }
}

}  // namespace

Result<int> runVerify(const Call& call, Output& output)
{
    REPLAY_ASSIGN(const Opened opened, openToRead(call));
    QList<api::InvariantResult> invariants;
    {
        ProgressLine line;
        REPLAY_ASSIGN(invariants, opened.reader->verify([&](double share) {
            line.show(share, QStringLiteral("verifying"));
            return !stopWanted();
        }));
    }
    bool ok = true;
    QJsonArray all;
    for (const api::InvariantResult& invariant : invariants) {
        ok = ok && invariant.ok;
        all << toJson(invariant);
    }
    if (output.isJson())
        output.document(QJsonObject{{QStringLiteral("ok"), ok}, {QStringLiteral("invariants"), all}});
    else
        print(invariants, output);
    return ok ? exitDone : exitFailed;
}

}  // namespace replay::ctl
