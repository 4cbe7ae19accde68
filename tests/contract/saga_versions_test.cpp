// SPDX-License-Identifier: GPL-3.0-or-later
// A definition that changes does not change what runs already: a saga finishes under the version it began with.
#include "tests/contract/workspace_bench.h"

#include <QJsonDocument>
#include <QTest>
#include <algorithm>

using namespace replay;
using replay::tests::text;
using replay::tests::WorkspaceBench;

namespace {

/// The payment of each order fails four times: version 1 gives up after three, version 2 tries a fifth time.
QByteArray weakPayment(const char* more = "")
{
    return QByteArray(R"({"name": "Versions", "seed": 7, "shop": {"customers": 3, "products": 3, "opening_stock": [200, 300]},
        "workload": {"orders": 1, "per_second": 1, "items_per_order": [1, 2]}, )") +
           more + R"("faults": [{"kind": "error", "step": "process_payment", "order": 1, "times": 4},
                   {"kind": "error", "step": "process_payment", "order": 2, "times": 4}]})";
}

QStringList stepsOf(const api::SagaTimeline& timeline)
{
    QStringList steps;
    for (const api::SagaAttempt& attempt : timeline.attempts) {
        if (!attempt.compensation && attempt.attempt == 1)
            steps << attempt.stepId;
    }
    return steps;
}

int versionOf(const api::SagaTimeline& timeline)
{
    const auto started = std::find_if(timeline.events.begin(), timeline.events.end(),
                                      [](const api::EventRow& event) { return event.eventType == u"SagaStarted"; });
    return started == timeline.events.end() ? 0 : QJsonDocument::fromJson(started->data)[text("definition_version")].toInt();
}

bool hasBegun(api::Reader& reader)
{
    api::LogFilter filter;
    filter.type = text("SagaStarted");
    return !reader.events(filter, 0, 1).value().isEmpty();
}

}  // namespace

class SagaVersionsContract : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSagaFinishesUnderTheVersionItBeganWith()
    {
        WorkspaceBench bench;
        QVERIFY(bench.create(weakPayment()) && bench.open());
        auto reader = bench.workspace->makeReader().value();
        while (!hasBegun(*reader))
            QVERIFY(bench.workspace->platform().advance(runtime::Platform::Pace::One, std::nullopt).value());
        // The program is replaced by one whose purchases begin with version 2, while the first is under way.
        QVERIFY(bench.workspace->platform().gateway().setSetting(text("order_processing_version"), text("2")));
        bench.workspace.reset();
        QVERIFY(bench.open());
        QCOMPARE(bench.workspace->platform().settings().purchaseVersion, 2);
        reader = bench.workspace->makeReader().value();
        QVERIFY(bench.run());
        const api::CommandRequest second = bench.workspace->makeOneOrder(*reader).value();
        QVERIFY(bench.workspace->sendCommand(second).has_value());
        QVERIFY(bench.run());

        const auto sagas = reader->sagas({}, 0, 10).value();
        QCOMPARE(sagas.size(), 2);
        const api::SagaTimeline newer = reader->saga(sagas.first().sagaId).value();
        const api::SagaTimeline older = reader->saga(sagas.last().sagaId).value();
        QCOMPARE(versionOf(older), 1);
        QCOMPARE(versionOf(newer), 2);
        QCOMPARE(stepsOf(older), (QStringList{text("create_order"), text("reserve_inventory"), text("process_payment")}));
        QCOMPARE(older.saga.status, text("failed"));
        QCOMPARE(older.saga.error, text("process_payment failed 3 times: injected failure"));
        QCOMPARE(stepsOf(newer),
                 (QStringList{text("create_order"), text("process_payment"), text("reserve_inventory"), text("confirm_order")}));
        QCOMPARE(newer.saga.status, text("completed"));
        QCOMPARE(newer.saga.steps[1].attempts, 5);
        const auto invariants = reader->verify().value();
        for (const api::InvariantResult& invariant : invariants)
            QVERIFY2(invariant.ok, qPrintable(invariant.name));
    }

    void aScenarioChoosesTheVersion()
    {
        WorkspaceBench bench;
        QVERIFY(bench.create(weakPayment(R"("saga_versions": {"OrderProcessing": 2}, )")) && bench.open() && bench.run());
        const auto reader = bench.workspace->makeReader().value();
        const auto sagas = reader->sagas({}, 0, 10).value();
        QCOMPARE(sagas.size(), 1);
        QCOMPARE(versionOf(reader->saga(sagas.first().sagaId).value()), 2);
        QCOMPARE(sagas.first().status, text("completed"));
    }

    void aVersionThatIsNotKnownIsRefused()
    {
        WorkspaceBench bench;
        const base::Status made = bench.create(weakPayment(R"("saga_versions": {"OrderProcessing": 3}, )"));
        QVERIFY(!made);
        QVERIFY2(made.error().message.contains(u"saga_versions.OrderProcessing"), qPrintable(made.error().message));
        WorkspaceBench other;
        QVERIFY(other.create(weakPayment()) && other.open());
        QVERIFY(other.workspace->platform().gateway().setSetting(text("order_processing_version"), text("9")));
        other.workspace.reset();
        QVERIFY(!runtime::Workspace::open(other.folder, storage::Access::ReadWrite));
    }
};

QTEST_GUILESS_MAIN(SagaVersionsContract)
#include "saga_versions_test.moc"
