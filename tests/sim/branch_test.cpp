// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/check.h"
#include "core/contracts/personal_data.h"
#include "core/runtime/branch.h"
#include "tests/sim/random_scenario.h"
#include "tests/sim/simulation.h"

#include <QFileInfo>
#include <QTest>

namespace replay::tests {

using runtime::BranchRequest;
using runtime::Workspace;

/// What-if branches: the parent's equal up to the fork, whatever happened in it; afterwards their own.
class BranchTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_place{fastTemporaryTemplate()};
    int m_made = 0;

    QString fresh() { return m_place.filePath(QStringLiteral("w%1").arg(++m_made)); }
    static std::unique_ptr<Workspace> open(const QString& folder)
    {
        return std::move(Workspace::open(folder, storage::Access::ReadWrite).value());
    }
    static Outcome finish(const QString& folder)
    {
        const auto workspace = open(folder);
        ENSURE(workspace->runUntilIdle(0, {}));
        return outcomeOf(*workspace).value();
    }
    /// A run in which a person meddles too: orders by hand, a rule armed and disarmed, a switch.
    QString meddledRun(std::uint64_t seed)
    {
        const QString folder = fresh();
        if (!Workspace::create(folder, {seed, false, randomScenario(seed)}))
            return {};
        const auto workspace = open(folder);
        const auto some = [&](int steps) {
            while (steps-- > 0 && workspace->platform().advance(runtime::Platform::Pace::Window, std::nullopt).value()) {
            }
            while (workspace->platform().project(1'000).value()) {
            }
        };
        some(40);
        const auto reader = std::move(workspace->makeReader().value());
        const auto order = workspace->makeOneOrder(*reader);
        if (order) {
            if (const auto sent = workspace->sendCommand(*order); !sent)
                qFatal("%s", qPrintable(sent.error().message));
        }
        api::FaultRule rule;
        rule.kind = QStringLiteral("refuse");
        rule.step = QStringLiteral("process_payment");
        ENSURE(workspace->addFault(rule));
        some(30);
        ENSURE(workspace->platform().disarmFault(workspace->platform().faultRules().last().id));
        return workspace->runUntilIdle(0, {}) ? folder : QString();
    }
    static QByteArray digestOf(const QString& folder)
    {
        const auto digest = open(folder)->digest();
        if (!digest)
            qFatal("%s", qPrintable(digest.error().message));
        return *digest;
    }

    static bool hasErased(const QString& folder)
    {
        api::LogFilter filter;
        filter.type = QStringLiteral("UserErased");
        return !std::move(open(folder)->makeReader().value())->events(filter, 0, 1, false).value().isEmpty();
    }
    /// The first event up to there that is not the same in both logs. What is sealed does not count: whoever was erased since is
    /// not known to the branch any more.
    static QString unlikeUpTo(api::Position last, const QString& parent, const QString& branch)
    {
        const auto seen = [last](const QString& folder) {
            QStringList events;
            const auto all = std::move(open(folder)->makeReader().value())->events({}, 0, static_cast<int>(last), false).value();
            for (const api::EventRow& event : all) {
                QJsonObject data = base::parseJsonObject(event.data, {}).value();
                data.remove(contracts::sealedKey);
                events << QStringList{event.eventId, event.eventType, event.aggregateId, event.occurredAt.toString(),
                                      QString::fromUtf8(base::jsonBytes(data))}
                              .join(u' ');
            }
            return events;
        };
        const QStringList before = seen(parent);
        const QStringList after = seen(branch);
        for (qsizetype i = 0; i < std::max(before.size(), after.size()); ++i) {
            if (before.value(i) != after.value(i))
                return QStringList{before.value(i), after.value(i)}.join(u'\n');
        }
        return {};
    }

private Q_SLOTS:
    void anUnchangedBranchEndsAsItsParent_data()
    {
        QTest::addColumn<int>("seed");
        for (const int seed : {3, 8, 13, 21, 34, 55, 89, 144})
            QTest::addRow("seed %d", seed) << seed;
    }
    void anUnchangedBranchEndsAsItsParent()
    {
        QFETCH(const int, seed);
        const QString parent = meddledRun(static_cast<std::uint64_t>(seed));
        QVERIFY(!parent.isEmpty());
        const QByteArray digest = digestOf(parent);
        const qint64 head = open(parent)->status().head;
        for (const qint64 position : {qint64{1}, head / 3, head}) {
            const QString folder = fresh();
            const auto branch = runtime::forkWorkspace(parent, folder, {position, {}, {}, {}});
            QVERIFY2(branch, branch ? "" : qPrintable(branch.error().message));
            QVERIFY(branch->position >= position);
            QVERIFY(branch->position - position < 40);
            if (position == head && !hasErased(parent))
                QCOMPARE(branch->digest, digest);
            const auto difference = runtime::compareLogs(parent, folder).value();
            QVERIFY(difference.equal || difference.position == branch->position + 1 || hasErased(parent));
            QCOMPARE(unlikeUpTo(branch->position, parent, folder), QString());
        }
        QCOMPARE(digestOf(parent), digest);  // only read
    }

    void aBranchOfARunByItselfRunsOnAsItsParentDid()
    {
        const QString parent = fresh();
        const auto run = runScenario(parent, randomScenario(7), runtime::Platform::Pace::Window, 0);
        QVERIFY(run);
        const QString folder = fresh();
        QVERIFY(runtime::forkWorkspace(parent, folder, {run->status.head / 2, {}, {}, {}}));
        QCOMPARE(finish(folder).digest, run->digest);
        QVERIFY(runtime::compareLogs(parent, folder).value().equal);
    }

    void aPrivateWorkspaceHasBranchesToo()
    {
        const QString parent = fresh();
        QVERIFY(Workspace::create(
            parent, {9, true, R"({"name": "Private", "seed": 9, "shop": {"customers": 3, "products": 3, "opening_stock": [20, 30]},
            "workload": {"orders": 6, "per_second": 2, "items_per_order": [1, 2]}})"}));
        const QByteArray digest = finish(parent).digest;
        const QString folder = fresh();
        const auto branch = runtime::forkWorkspace(parent, folder, {20, {}, {}, {}});
        QVERIFY2(branch, branch ? "" : qPrintable(branch.error().message));
        QCOMPARE(finish(folder).digest, digest);
    }

    void aChangedFaultChangesWhatComesAfter()
    {
        const QString parent = fresh();
        const auto run = runScenario(parent, randomScenario(11), runtime::Platform::Pace::Window, 0);
        QVERIFY(run);
        api::FaultRule rule;
        rule.kind = QStringLiteral("refuse");
        rule.step = QStringLiteral("process_payment");
        // Early: a fault is decided when a message is sent, and whoever conducts the purchases, few payments are by then.
        api::LogFilter ordered;
        ordered.type = QStringLiteral("OrderCreated");
        const qint64 position = std::move(open(parent)->makeReader().value())->events(ordered, 0, 1).value().first().position;
        const QString folder = fresh();
        const auto branch = runtime::forkWorkspace(parent, folder, {position, {rule}, {}, {}});
        QVERIFY(branch);
        const Outcome other = finish(folder);
        QCOMPARE(other.violations, QStringList());
        const QString counts = QStringLiteral("%1: of %2 purchases %3 failed; forked at %4 with every payment refused, of %5 %6 failed")
                                   .arg(run->status.sagaStyle)
                                   .arg(run->status.sagasStarted)
                                   .arg(run->status.sagasFailed)
                                   .arg(position)
                                   .arg(other.status.sagasStarted)
                                   .arg(other.status.sagasFailed);
        QVERIFY2(other.status.sagasFailed > run->status.sagasFailed, qPrintable(counts));
        const auto difference = runtime::compareLogs(parent, folder).value();
        QVERIFY(!difference.equal);
        QVERIFY(difference.position > branch->position);
        QVERIFY(difference.left && difference.right);
    }

    void aSkippedEventAndCommandAndAnAmendedOne()
    {
        const QString parent = fresh();
        QVERIFY(runScenario(parent, randomScenario(5), runtime::Platform::Pace::Window, 0));
        const auto workspace = open(parent);
        const auto reader = std::move(workspace->makeReader().value());
        api::LogFilter filter;
        filter.type = QStringLiteral("InventoryReserved");
        const QList<api::EventRow> reserved = reader->events(filter, 0, 1).value();
        QVERIFY(!reserved.isEmpty());
        filter.type = QStringLiteral("SagaStarted");
        const QList<api::EventRow> started = reader->events(filter, 0, 1).value();

        BranchRequest skipped;
        skipped.amendments.skippedEvents.insert(QUuid::fromString(reserved.first().eventId));
        const QString one = fresh();
        QVERIFY(runtime::forkWorkspace(parent, one, skipped));
        finish(one);
        QCOMPARE(runtime::compareLogs(parent, one).value().position, reserved.first().position);
        QVERIFY(!std::move(open(one)->makeReader().value())->eventById(reserved.first().eventId).value());

        BranchRequest unsent;
        unsent.amendments.skippedCommands.insert(QUuid::fromString(started.first().causationId));
        const QString two = fresh();
        QVERIFY(runtime::forkWorkspace(parent, two, unsent));
        QCOMPARE(finish(two).violations, QStringList());
        QCOMPARE(runtime::compareLogs(parent, two).value().position, started.first().position);

        BranchRequest amended;
        QJsonObject data;
        QVERIFY(workspace->platform().gateway().database().each(
            "SELECT data FROM inputs WHERE message_id = ?", storage::bind(QUuid::fromString(started.first().causationId)),
            [&](const storage::Row& row) { data = base::parseJsonObject(row.bytes(0), {}).value(); }));
        data.insert(QStringLiteral("notes"), QStringLiteral("leave it with the neighbours"));
        amended.amendments.amendedCommands.insert(QUuid::fromString(started.first().causationId), data);
        const QString three = fresh();
        QVERIFY(runtime::forkWorkspace(parent, three, amended));
        QCOMPARE(finish(three).violations, QStringList());
        const auto difference = runtime::compareLogs(parent, three).value();
        QCOMPARE(difference.position, started.first().position);
        QVERIFY(difference.left->data != difference.right->data);
        const auto told = std::move(open(three)->makeReader().value())->aggregateAtVersion(difference.right->aggregateId, 1).value().state;
        QVERIFY(told.contains("neighbours"));  // sealed in the event, and what its saga was started with
    }

    void whatCannotBeIsRefusedAndLeavesNothing()
    {
        const QString parent = fresh();
        QVERIFY(runScenario(parent, randomScenario(2), runtime::Platform::Pace::Window, 0));
        const QString folder = fresh();
        const auto beyond = runtime::forkWorkspace(parent, folder, {1'000'000, {}, {}, {}});
        QVERIFY(!beyond);
        QVERIFY2(beyond.error().message.contains(QStringLiteral("position 1000000: the log ends at")), qPrintable(beyond.error().message));
        QVERIFY(!QFileInfo::exists(folder));
        QVERIFY(!runtime::forkWorkspace(fresh(), folder, {}));
        QVERIFY(!QFileInfo::exists(folder));
        const auto onto = runtime::forkWorkspace(parent, parent, {1, {}, {}, {}});
        QVERIFY(!onto);
        QVERIFY(QFileInfo::exists(parent));
        const auto cancelled = runtime::forkWorkspace(parent, folder, {30, {}, {}, {}}, [](double) { return false; });
        QVERIFY(!cancelled);
        QVERIFY(!QFileInfo::exists(folder));
    }
};

}  // namespace replay::tests

QTEST_GUILESS_MAIN(replay::tests::BranchTest)
#include "branch_test.moc"
