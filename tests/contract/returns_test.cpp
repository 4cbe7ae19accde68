// SPDX-License-Identifier: GPL-3.0-or-later
// The OrderReturn saga over the whole core: how it ends under each failure, and that money and stock are right then.
#include "tests/contract/workspace_bench.h"

#include <QFileInfo>
#include <QTest>
#include <algorithm>

using namespace replay;
using replay::tests::text;
using replay::tests::WorkspaceBench;

namespace {

/// One order of one product, confirmed long before a whole return of it is asked for. Its price and quantity follow from the seed.
QByteArray scenario(const QByteArray& faults, bool shipped)
{
    const QByteArray ship = shipped ? R"({"at": "20s", "command": "ShipOrder", "data": {"order": 1}},)" : "";
    return R"({"name": "A return", "seed": 7, "shop": {"customers": 1, "products": 1, "opening_stock": [10, 10]},
               "workload": {"orders": 1, "items_per_order": [1, 1]}, "timeline": [)" +
           ship +
           R"({"at": "30s", "command": "ReturnOrder", "data": {"order": 1, "reason": "broken", "items": [{"product": 1, "quantity": 1}]}}],
               "faults": [)" +
           faults + "]}";
}

}  // namespace

class ReturnsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<WorkspaceBench> m_bench;

    bool run(const QByteArray& faults, bool shipped)
    {
        m_bench = std::make_unique<WorkspaceBench>();
        return m_bench->create(scenario(faults, shipped)) && m_bench->open() && m_bench->run();
    }
    api::SagaTimeline returned() const
    {
        const auto reader = m_bench->workspace->makeReader().value();
        const auto sagas = reader->sagas({}, 0, 10).value();
        for (const api::SagaRow& saga : sagas) {
            if (saga.type == u"OrderReturn")
                return reader->saga(saga.sagaId).value();
        }
        return {};
    }
    QJsonObject row(const char* projection) const
    {
        const auto reader = m_bench->workspace->makeReader().value();
        const api::RowSet rows = reader->projectionRows(text(projection), {}, 1).value();
        QJsonObject found;
        for (qsizetype i = 0; i < rows.columns.size() && !rows.rows.isEmpty(); ++i)
            found.insert(rows.columns[i], QJsonValue::fromVariant(rows.rows[0][i]));
        return found;
    }

private Q_SLOTS:
    /// Nothing here tests the disk, and there are many workspaces: in memory where the machine has such a place.
    void initTestCase()
    {
        if (QFileInfo(text("/dev/shm")).isWritable())
            qputenv("TMPDIR", "/dev/shm");
    }

    void everyFailureEndsWell_data()
    {
        QTest::addColumn<QByteArray>("faults");
        QTest::addColumn<QString>("status");
        const auto fault = [](const char* kind, const char* step, const char* more) {
            return QByteArray("{\"kind\": \"" + QByteArray(kind) + "\", \"step\": \"" + step + "\"" + more + "}");
        };
        QTest::newRow("none") << QByteArray() << text("completed");
        for (const char* step : {"take_back", "restock", "refund"}) {
            QTest::addRow("%s refused", step) << fault("refuse", step, "") << text("failed");
            QTest::addRow("%s fails for ever", step) << fault("error", step, "") << text("failed");
            QTest::addRow("%s refused after lost requests", step)
                << fault("lost_request", step, R"(, "occurrence": 1)") + "," + fault("refuse", step, R"(, "occurrence": 2)")
                << text("failed");
        }
        QTest::newRow("take_back never answers") << fault("lost_reply", "take_back", "") << text("failed");
        QTest::newRow("restock never answers") << fault("lost_reply", "restock", "") << text("failed");
        QTest::newRow("the compensations fail at first")
            << fault("refuse", "refund", "") + R"(, {"kind": "compensation_failure", "times": 5})" << text("failed");
        QTest::newRow("refund never answers") << fault("lost_reply", "refund", "") << text("stuck");
        QTest::newRow("close never answers") << fault("no_reply", "close", "") << text("stuck");
        for (const char* step : {"take_back", "restock", "refund", "close"}) {
            QTest::addRow("%s fails at first", step) << fault("error", step, R"(, "times": 2)") << text("completed");
            QTest::addRow("%s is answered late", step) << fault("lost_reply", step, R"(, "times": 2)") << text("completed");
            QTest::addRow("%s comes twice", step) << fault("duplicate", step, "") << text("completed");
            QTest::addRow("the service crashes after %s", step)
                << fault("crash_after_commit", step, R"(, "occurrence": 1, "down_for": "7s")") << text("completed");
            QTest::addRow("the orchestrator crashes after %s", step)
                << fault("orchestrator_crash", step, R"(, "occurrence": 1, "down_for": "7s")") << text("completed");
        }
        QTest::newRow("close refused at first") << fault("refuse", "close", R"(, "times": 4)") << text("completed");
    }
    void everyFailureEndsWell()
    {
        QFETCH(QByteArray, faults);
        QFETCH(QString, status);
        for (const bool shipped : {false, true}) {
            QVERIFY(run(faults, shipped));
            const api::SagaTimeline saga = returned();
            QCOMPARE(saga.saga.stuck ? text("stuck") : saga.saga.status, status);
            QVERIFY(!saga.saga.orderNumber.isEmpty());
            QStringList violations = m_bench->violations();
            if (status == u"stuck") {
                QCOMPARE(violations.size(), 1);  // that it is stuck, and nothing else
                QVERIFY2(violations.takeFirst().contains(text("is stuck")), qPrintable(violations.join(u'\n')));
            }
            QCOMPARE(violations, QStringList());

            const bool done = status == u"completed";
            const QJsonObject stock = row("stock_levels");
            const QJsonObject order = row("order_read_model");
            const qint64 bought = row("sales_per_day")[text("units")].toInteger();
            if (status == u"stuck")
                continue;
            QCOMPARE(stock[text("available")].toInteger(), 10 - bought + (done ? 1 : 0));
            QCOMPARE(stock[text("reserved")].toInteger(), shipped ? 0 : bought - (done ? 1 : 0));
            QCOMPARE(order[text("return_status")].toString().isEmpty(), !done);
            QCOMPARE(row("sales_per_day")[text("returns")].toInteger(), done ? 1 : 0);
            QCOMPARE(row("sales_per_day")[text("returned")].toString(), order[text("returned_amount")].toString());
        }
    }

    /// Whatever a failed return held is free again: the next one succeeds.
    void aFailedReturnCanBeAskedForAgain()
    {
        QVERIFY(run(R"({"kind": "refuse", "step": "refund", "occurrence": 1})", true));
        const QString orderId = returned().saga.orderId;
        const QString productId = row("stock_levels")[text("product_id")].toString();
        const QJsonObject data{{text("order_id"), orderId},
                               {text("items"), QJsonArray{QJsonObject{{text("product_id"), productId}, {text("quantity"), 1}}}}};
        const auto answer = m_bench->workspace->runCommand({text("ReturnOrder"), base::jsonBytes(data), {}, {}});
        QVERIFY2(answer && answer->outcome == api::CommandAnswer::Outcome::Done, answer ? qPrintable(answer->reason) : "");
        QCOMPARE(base::parseJsonObject(answer->result, text("result")).value()[text("status")].toString(), text("completed"));
        QCOMPARE(m_bench->violations(), QStringList());
    }

    /// What may have been refunded is never undone: the operator can only go on with it.
    void aStuckReturnIsRetried()
    {
        QVERIFY(run(R"({"kind": "lost_reply", "step": "refund", "times": 20})", true));
        const QString saga = returned().saga.sagaId;
        QVERIFY(returned().saga.stuck);
        const auto act = [&](const char* command) {
            return *m_bench->workspace->runCommand(
                {text(command), base::jsonBytes(QJsonObject{{text("saga_id"), saga}, {text("reason"), text("by hand")}}), {}, {}});
        };
        const api::CommandAnswer aborted = act("AbortSaga");
        QCOMPARE(aborted.reason, text("step refund cannot be undone: the saga can only go on"));
        const api::CommandAnswer retried = act("RetrySaga");
        QVERIFY2(retried.outcome == api::CommandAnswer::Outcome::Done, qPrintable(retried.reason));
        QVERIFY(m_bench->run());
        QCOMPARE(returned().saga.status, text("completed"));
        QCOMPARE(m_bench->violations(), QStringList());
    }

    void theReasonIsTold()
    {
        QVERIFY(run(R"({"kind": "refuse", "step": "refund", "reason": "the bank is closed"})", false));
        const auto reader = m_bench->workspace->makeReader().value();
        const auto why = reader->whyFailed(returned().saga.sagaId).value();
        QVERIFY(std::any_of(why.begin(), why.end(),
                            [](const api::WhyLink& link) { return link.subject == u"refund" && link.detail == u"the bank is closed"; }));
        QVERIFY(run(R"({"kind": "no_reply", "step": "close"})", false));
        const auto stuck = m_bench->workspace->makeReader().value()->whyFailed(returned().saga.sagaId).value();
        QVERIFY(!stuck.isEmpty());
        QCOMPARE(stuck.front().code, text("saga_stuck"));
        QCOMPARE(stuck.front().subject, text("close"));
        QVERIFY(std::any_of(stuck.begin(), stuck.end(), [](const api::WhyLink& link) { return link.code == u"fault"; }));
    }
};

QTEST_GUILESS_MAIN(ReturnsTest)
#include "returns_test.moc"
