// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sim/simulation.h"

#include "core/contracts/upcasters.h"

#include <QDir>
#include <QFileInfo>

namespace replay::tests {

constexpr int sagasMax = 10'000;  // more than any scenario here has

QString fastTemporaryTemplate()
{
    const QString memory = QStringLiteral("/dev/shm");
    return (QFileInfo(memory).isWritable() ? memory : QDir::tempPath()) + QStringLiteral("/replay-sim-XXXXXX");
}

base::Result<Outcome> outcomeOf(runtime::Workspace& workspace)
{
    Outcome outcome;
    outcome.status = workspace.status();
    REPLAY_ASSIGN(outcome.digest, workspace.digest());
    REPLAY_ASSIGN(const auto reader, workspace.makeReader());
    REPLAY_ASSIGN(const auto types, reader->typeCounts());
    for (const api::TypeCount& type : types) {
        if (!contracts::eventTypes().contains(type.type))
            outcome.violations << QStringLiteral("%1 is not in contracts/event_types.cpp: name it there, and keep one in tests/data/events")
                                      .arg(type.type);
        outcome.returned += type.type == u"OrderReturned" ? type.count : 0;
        outcome.rejected += type.type == u"OrderReturnRejected" ? type.count : 0;
    }
    REPLAY_ASSIGN(const auto stuckSagas, reader->sagas(QStringLiteral("stuck"), 0, sagasMax));
    if (stuckSagas.size() != outcome.status.sagasStuck)
        outcome.violations
            << QStringLiteral("%1 sagas are stuck, the read model knows of %2").arg(outcome.status.sagasStuck).arg(stuckSagas.size());
    REPLAY_ASSIGN(const auto invariants, reader->verify());
    for (const api::InvariantResult& invariant : invariants) {
        qint64 stuck = 0;
        for (const auto& violation : invariant.violations) {
            if (invariant.name == u"sagas" && violation.detail.contains(u"is stuck") && ++stuck <= outcome.status.sagasStuck)
                continue;
            outcome.violations << QStringLiteral("%1: %2 %3").arg(invariant.name, violation.aggregateId, violation.detail);
        }
    }
    return outcome;
}

base::Result<QStringList> differencesAfterRebuild(runtime::Workspace& workspace)
{
    constexpr int page = 200;
    QStringList differences;
    projections::Projector& projector = workspace.platform().projector();
    const auto standings = projector.positions();
    for (const auto& standing : standings)
        REPLAY_TRY(projector.rebuild(standing.name));
    REPLAY_TRY(workspace.runUntilIdle(0, {}));
    REPLAY_ASSIGN(const auto reader, workspace.makeReader());
    for (const auto& standing : standings) {
        REPLAY_ASSIGN(const auto check, reader->verifyProjection(standing.name));
        if (!check.differences.isEmpty())
            differences << QStringLiteral("%1 was rebuilt into other rows").arg(standing.name);
    }
    QString afterId;
    for (;;) {
        REPLAY_ASSIGN(const auto rows, reader->aggregates({}, {}, afterId, page));
        for (const api::AggregateRow& row : rows) {
            REPLAY_ASSIGN(const auto comparison, reader->compareWithReplay(row.aggregateId, {}));
            if (!comparison.isEqual())
                differences << QStringLiteral("%1 %2 is not the fold of its events").arg(row.aggregateType, row.aggregateId);
        }
        if (rows.size() < page)
            return differences;
        afterId = rows.last().aggregateId;
    }
}

base::Result<Outcome> runScenario(const QString& folder, const QByteArray& scenario, runtime::Platform::Pace pace, int restartEvery)
{
    REPLAY_TRY(runtime::Workspace::create(folder, {42, false, scenario}));
    REPLAY_ASSIGN(auto workspace, runtime::Workspace::open(folder, storage::Access::ReadWrite));
    for (int steps = 1;; ++steps) {
        REPLAY_ASSIGN(const bool moved, workspace->platform().advance(pace, std::nullopt));
        if (!moved)
            break;
        if (steps % 7 == 0)
            REPLAY_TRY(workspace->platform().project(20));
        if (restartEvery > 0 && steps % restartEvery == 0) {
            workspace.reset();
            REPLAY_ASSIGN(workspace, runtime::Workspace::open(folder, storage::Access::ReadWrite));
        }
    }
    REPLAY_TRY(workspace->runUntilIdle(0, {}));
    return outcomeOf(*workspace);
}

}  // namespace replay::tests
