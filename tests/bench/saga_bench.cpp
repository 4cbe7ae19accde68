// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/workspace.h"
#include "tests/bench/bench.h"
#include "tests/bench/row_replay.h"

namespace replay::bench {
namespace {

/// Order sagas of three lines each. A saga lasts about 70 ms of model time: one a second never meet; 6,400 a second keep some
/// 32 in each 5 ms window, which is what a consumer takes in one transaction.
struct Load {
    int orders;
    double perSecond;
};
constexpr double manyPerSecond = 6'400;
constexpr double onePerSecond = 1;

struct Outcome {
    double rate = 0;   ///< sagas/s
    double syncs = 0;  ///< a saga
};

std::unique_ptr<runtime::Workspace> makeShop(const QString& folder, const Load& load)
{
    const QByteArray scenario =
        QStringLiteral(R"({"name": "bench", "seed": 5, "shop": {"customers": 40, "products": 40, "opening_stock": [100000, 100000]},
        "workload": {"orders": %1, "per_second": %2, "items_per_order": [3, 3]}, "network": {"latency_ms": [5, 5]}})")
            .arg(load.orders)
            .arg(load.perSecond)
            .toUtf8();
    sure(runtime::Workspace::create(folder, {5, false, scenario}));
    return sure(runtime::Workspace::open(folder, storage::Access::ReadWrite));
}

/// The whole pipeline: gateway, inbox, events, tables, outbox, log, saga steps, projections; from the first saga to the last row.
/// `begun` is called when the shop is set up and the first saga has started.
Outcome ours(const QString& folder, const Load& load, const std::function<void()>& begun = {})
{
    const auto workspace = makeShop(folder, load);
    while (workspace->status().sagasStarted == 0) {
        if (!sure(workspace->platform().advance(runtime::Platform::Pace::Window, std::nullopt)))
            die(QStringLiteral("no saga began"));
    }
    if (begun)
        begun();
    const long before = syncsDone();
    const double took = seconds([&] { sure(workspace->runUntilIdle(0, {})); });
    if (workspace->status().sagasCompleted != load.orders)
        die(QStringLiteral("%1 of %2 orders completed").arg(workspace->status().sagasCompleted).arg(load.orders));
    return {load.orders / took, static_cast<double>(syncsDone() - before) / load.orders};
}

Outcome ours(const Load& load) { return ours(freshFolder(QStringLiteral("saga")) + QStringLiteral("/shop.replay"), load); }

/// What a run wrote, in its transactions.
struct Recording {
    QString folder;
    std::vector<WriteTransaction> transactions;
    std::size_t begun = 0;  ///< the first transaction that is timed

    Recording(const QString& name, const Load& load) : folder(freshFolder(name) + QStringLiteral("/shop.replay"))
    {
        RowRecorder recorder;
        ours(folder, load, [&] { begun = recorder.transactions().size(); });
        transactions = recorder.take();
    }
};

Outcome raw(const Recording& recording, const Load& load)
{
    RowReplay replay(recording.folder, freshFolder(QStringLiteral("saga-raw")));
    replay.load(recording.transactions);
    replay.write(0, recording.begun);
    const long before = syncsDone();
    const double took = seconds([&] { replay.write(recording.begun, recording.transactions.size()); });
    return {load.orders / took, static_cast<double>(syncsDone() - before) / load.orders};
}

void noteRecording(Report& report, const QString& id, const Recording& recording, const Load& load)
{
    std::size_t rows = 0;
    for (std::size_t i = recording.begun; i < recording.transactions.size(); ++i)
        rows += recording.transactions[i].rows.size();
    report.note(QStringLiteral("%1: %2 rows in %3 transactions a saga")
                    .arg(id)
                    .arg(static_cast<double>(rows) / load.orders, 0, 'f', 1)
                    .arg(static_cast<double>(recording.transactions.size() - recording.begun) / load.orders, 0, 'f', 2));
}

}  // namespace

double manySagasRate(int orders) { return ours(Load{orders, manyPerSecond}).rate; }

void sagaSection(Report& report)
{
    const bool many = report.options().wants(QStringLiteral("S2"));
    const bool alone = report.options().wants(QStringLiteral("S1"));
    if (!many && !alone)
        return;
    const Load manyLoad{report.options().quick ? 640 : 1'600, manyPerSecond};
    const Load oneLoad{report.options().quick ? 60 : 150, onePerSecond};
    const QString limit = QStringLiteral("raw, same rows");
    const QString oneName = QStringLiteral("ours, one at a time");
    const QString rate = QStringLiteral("sagas/s");
    const QString syncs = QStringLiteral("fsyncs/saga");
    Figure& s1 = report.figure(QStringLiteral("S1"), QStringLiteral("one order saga at a time"), rate);
    Figure& s1Syncs = report.figure(QStringLiteral("S1"), QStringLiteral("its fsyncs"), syncs);
    Figure& s2 = report.figure(QStringLiteral("S2"), QStringLiteral("32 order sagas at once"), rate);
    Figure& s2Syncs = report.figure(QStringLiteral("S2"), QStringLiteral("its fsyncs"), syncs);
    s1.atLeast(0.8, limit, Stage::Later);
    s2.atLeast(0.4, limit);
    s2.atLeast(0.7, limit, Stage::Later);
    s2.atLeast(3, oneName);
    s2Syncs.atMost(0.7);

    const Recording manyRows(QStringLiteral("saga-many"), manyLoad);
    noteRecording(report, QStringLiteral("S2"), manyRows, manyLoad);
    const Recording oneRows(QStringLiteral("saga-one"), oneLoad);
    noteRecording(report, QStringLiteral("S1"), oneRows, oneLoad);
    for (int round = 0; round < report.options().rounds; ++round) {
        const Outcome mine = ours(manyLoad);
        const Outcome rawMany = raw(manyRows, manyLoad);
        const Outcome mineAlone = ours(oneLoad);
        const Outcome rawAlone = raw(oneRows, oneLoad);
        s2.ours(mine.rate);
        s2.against(limit, rawMany.rate);
        s2.against(oneName, mineAlone.rate);
        s2Syncs.ours(mine.syncs);
        s2Syncs.against(limit, rawMany.syncs);
        s1.ours(mineAlone.rate);
        s1.against(limit, rawAlone.rate);
        s1Syncs.ours(mineAlone.syncs);
        s1Syncs.against(limit, rawAlone.syncs);
    }
    report.printNew();
}

}  // namespace replay::bench
