// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sim/simulation.h"

#include <QJsonDocument>
#include <QTest>

namespace replay::tests {
namespace {

using base::ModelTime;

QByteArray shopWith(const char* fault)
{
    return R"({"name": "One fault", "seed": 7, "shop": {"customers": 2, "products": 2, "opening_stock": [50, 60]},
        "workload": {"orders": 4, "per_second": 1, "items_per_order": [1, 2]}, "network": {"latency_ms": [10, 20]}, "faults": [)" +
           QByteArray(fault) + "]}";
}

}  // namespace

/// Each kind of fault by itself: that it took place where it was aimed, and that everything held all the same.
class FaultKindsTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_place{fastTemporaryTemplate()};
    std::unique_ptr<runtime::Workspace> m_workspace;
    std::unique_ptr<api::Reader> m_reader;
    Outcome m_outcome;

    void run(const char* fault, const char* name)
    {
        const QString folder = m_place.filePath(QString::fromLatin1(name));
        const auto outcome = runScenario(folder, shopWith(fault), runtime::Platform::Pace::Window, 0);
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message));
        QVERIFY2(outcome->violations.isEmpty(), qPrintable(outcome->violations.join(u'\n')));
        m_outcome = *outcome;
        m_workspace = std::move(runtime::Workspace::open(folder, storage::Access::ReadWrite).value());
        m_reader = std::move(m_workspace->makeReader().value());
    }
    QList<api::SagaAttempt> attempts(int order)
    {
        const QList<api::SagaRow> sagas = m_reader->sagas({}, 0, 100).value();
        for (const api::SagaRow& saga : sagas) {
            if (saga.ordinal == order)
                return m_reader->saga(saga.sagaId).value().attempts;
        }
        return {};
    }
    QList<api::EventRow> eventsOf(const char* service)
    {
        api::LogFilter filter;
        filter.service = QString::fromLatin1(service);
        return m_reader->events(filter, 0, 1'000).value();
    }
    static ModelTime at(qint64 ms) { return base::defaultStart + ms * base::usPerMs; }

private Q_SLOTS:
    void aFailingDatabaseIsToldInItsOwnWordsAndTriedAgain_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("reason");
        QTest::newRow("busy") << QStringLiteral("database_busy") << QStringLiteral("database is locked");
        QTest::newRow("full") << QStringLiteral("database_full") << QStringLiteral("database or disk is full");
        QTest::newRow("readonly") << QStringLiteral("database_readonly") << QStringLiteral("attempt to write a readonly database");
    }
    void aFailingDatabaseIsToldInItsOwnWordsAndTriedAgain()
    {
        QFETCH(const QString, kind);
        QFETCH(const QString, reason);
        const QByteArray rule =
            QByteArray(R"({"kind": "KIND", "service": "payment", "order": 2, "times": 2})").replace("KIND", kind.toLatin1());
        run(rule.constData(), kind.toLatin1().constData());
        const auto list = attempts(2);
        QCOMPARE(list.size(), 6);  // create, reserve, three times pay, confirm
        QCOMPARE(list[2].outcome, QStringLiteral("error"));
        QCOMPARE(list[2].error, reason);
        QCOMPARE(list[4].outcome, QStringLiteral("done"));
        QCOMPARE(m_outcome.status.sagasCompleted, 4);
    }

    void aSlowDatabaseAnswersLate()
    {
        run(R"({"kind": "database_slow", "service": "payment", "order": 2, "delay": "3s"})", "slow");
        const auto list = attempts(2);
        QCOMPARE(list.size(), 4);
        QVERIFY(list[2].answeredAt.us - list[2].handledAt.us >= 3 * base::usPerSecond);
        QVERIFY(attempts(1)[2].answeredAt.us - attempts(1)[2].handledAt.us < base::usPerSecond);
    }

    void aServiceIsDownForAStretchOfTime()
    {
        run(R"({"kind": "service_down", "service": "inventory", "from": "1s", "until": "4s"})", "down");
        const QList<api::EventRow> events = eventsOf("inventory");
        QVERIFY(!events.isEmpty());
        for (const api::EventRow& event : events)
            QVERIFY2(event.occurredAt < at(1'000) || event.occurredAt >= at(4'000), qPrintable(event.occurredAt.toString()));
        QCOMPARE(m_outcome.status.sagasCompleted, 4);
    }

    void aServiceGoesDownAtAMessage()
    {
        run(R"({"kind": "service_down", "service": "payment", "order": 2, "times": 1, "down_for": "2s"})", "down-at");
        const auto list = attempts(2);
        QCOMPARE(list[2].outcome, QStringLiteral("done"));
        QVERIFY(list[2].handledAt.us - list[2].sentAt.us >= 2 * base::usPerSecond);
    }

    void acrossAPartitionNothingArrives()
    {
        run(R"({"kind": "partition", "service": "payment", "peer": "saga", "from": "0s", "until": "9s"})", "partition");
        const QList<api::EventRow> events = eventsOf("payment");
        QVERIFY(!events.isEmpty());
        for (const api::EventRow& event : events)
            QVERIFY2(event.occurredAt >= at(9'000), qPrintable(event.occurredAt.toString()));
        const auto list = attempts(1);
        QCOMPARE(list[2].outcome, QStringLiteral("timeout"));
        QVERIFY(list[2].requestLost);
        QCOMPARE(list.last().outcome, QStringLiteral("done"));
        QVERIFY(!eventsOf("inventory").isEmpty());
    }

    void answersWaitForThePartitionToEnd()
    {
        run(R"({"kind": "delay", "step": "process_payment", "order": 1, "delay": "200ms"},
               {"kind": "partition", "service": "payment", "peer": "saga", "from": "1100ms", "until": "3s"})",
            "partition-answer");
        const auto list = attempts(1);
        const api::SagaAttempt& payment = list[2];
        QVERIFY2(payment.handledAt >= at(1'100) || payment.answeredAt < at(1'100) || payment.answeredAt >= at(3'000),
                 qPrintable(payment.answeredAt.toString()));
        QCOMPARE(m_outcome.status.sagasCompleted, 4);
    }

    void aReorderedMessageIsOvertaken()
    {
        run(R"({"kind": "reorder", "service": "inventory", "message": "ReserveInventory", "order": 1})", "reorder");
        const auto late = attempts(1)[1];
        const auto usual = attempts(2)[1];
        QVERIFY(late.handledAt.us - late.sentAt.us >= 30 * base::usPerMs);
        QVERIFY(usual.handledAt.us - usual.sentAt.us <= 20 * base::usPerMs);
    }

    /// What is armed while the platform runs counts from then on, and what is disarmed, until then.
    void rulesKeepTheTimeInWhichTheyWereArmed()
    {
        const QString folder = m_place.filePath(QStringLiteral("armed"));
        QVERIFY(runtime::Workspace::create(folder, {42, false, shopWith("")}));
        auto workspace = std::move(runtime::Workspace::open(folder, storage::Access::ReadWrite).value());
        while (workspace->platform().advance(runtime::Platform::Pace::Window, at(1'500)).value()) {
        }
        api::FaultRule rule;
        rule.kind = QStringLiteral("refuse");
        rule.step = QStringLiteral("process_payment");
        QVERIFY(workspace->addFault(rule));
        QVERIFY(workspace->platform().faultRules().last().armedAt.has_value());
        while (workspace->platform().advance(runtime::Platform::Pace::Window, at(2'500)).value()) {
        }
        QVERIFY(workspace->platform().disarmFault(workspace->platform().faultRules().last().id));
        QVERIFY(workspace->runUntilIdle(0, {}));
        const auto status = workspace->status();
        QVERIFY(status.sagasFailed > 0);
        QVERIFY(status.sagasCompleted > 0);
        QCOMPARE(status.sagasFailed, workspace->platform().faultRules().last().fired);
    }
};

}  // namespace replay::tests

QTEST_GUILESS_MAIN(replay::tests::FaultKindsTest)
#include "fault_kinds_test.moc"
