// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replayctl/commands.h"
#include "app/replayctl/output.h"
#include "app/replayctl/progress_line.h"
#include "app/replayctl/stop_signal.h"
#include "app/replayctl/table.h"
#include "core/contracts/purchase_course.h"
#include "core/runtime/gap_matrix.h"

#include <QJsonArray>
#include <QJsonObject>
#include <algorithm>

namespace replay::ctl {
namespace {

QJsonObject toJson(const api::GapTrial& trial)
{
    return {{QStringLiteral("step_id"), trial.step},
            {QStringLiteral("kind"), trial.compensation ? QStringLiteral("compensation") : QStringLiteral("action")},
            {QStringLiteral("gap"), trial.gap},
            {QStringLiteral("fault"), trial.fault},
            {QStringLiteral("outcome"), trial.outcome},
            {QStringLiteral("attempts"), trial.attempts},
            {QStringLiteral("duration_us"), trial.durationUs},
            {QStringLiteral("violated"), QJsonArray::fromStringList(trial.violated())},
            {QStringLiteral("ok"), trial.isGood()}};
}

}  // namespace

Result<int> runGaps(const Call& call, Output& output)
{
    const QString saga = call.positional.isEmpty() ? runtime::triedSagas().first() : call.argument(0);
    REPLAY_ASSIGN(const std::uint64_t seed, call.seed(42));
    QList<api::GapTrial> trials;
    {
        ProgressLine line;
        const QString style = call.has("choreography") ? contracts::choreography : QString();
        REPLAY_ASSIGN(trials, runtime::tryAllGaps({saga, seed, {}, style}, [&](double share) {
                          line.show(share, QStringLiteral("trying the gaps of %1").arg(saga));
                          return !stopWanted();
                      }));
    }
    const bool allGood = std::all_of(trials.begin(), trials.end(), [](const api::GapTrial& trial) { return trial.isGood(); });
    if (output.isJson()) {
        QJsonArray all;
        for (const api::GapTrial& trial : trials)
            all << toJson(trial);
        output.document(QJsonObject{{QStringLiteral("saga"), saga}, {QStringLiteral("ok"), allGood}, {QStringLiteral("trials"), all}});
        return allGood ? exitDone : exitFailed;
    }
    Table table(output, {QStringLiteral("step"), QStringLiteral("kind"), QStringLiteral("gap"), QStringLiteral("fault"),
                         QStringLiteral("outcome"), QStringLiteral("attempts"), QStringLiteral("took s"), QStringLiteral("invariants")});
    for (const api::GapTrial& trial : trials) {
        table.add({trial.step, trial.compensation ? QStringLiteral("undo") : QStringLiteral("do"), trial.gap, trial.fault, trial.outcome,
                   trial.attempts, QString::number(static_cast<double>(trial.durationUs) / base::usPerSecond, 'f', 3),
                   trial.violated().isEmpty() ? QStringLiteral("hold") : trial.violated().join(u' ')});
    }
    table.end();
    return allGood ? exitDone : exitFailed;
}

}  // namespace replay::ctl
