// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/ctl.h"

#include <QDir>
#include <QTest>

using namespace Qt::StringLiterals;
using replay::cli::Ctl;
using replay::cli::Said;

namespace {

// The confirmation of the second order is refused, and then the step named here cannot be undone.
QByteArray stubborn(const char* command, int times)
{
    return R"({"name": "Stuck", "shop": {"customers": 3, "products": 3, "opening_stock": [200, 300]},
        "workload": {"orders": 4, "per_second": 1, "items_per_order": [1, 2]},
        "faults": [{"kind": "refuse", "message": "ConfirmOrder", "order": 2, "reason": "closed"},
                   {"kind": "compensation_failure", "message": ")" +
           QByteArray(command) + R"(", "order": 2, "times": )" + QByteArray::number(times) + R"(, "reason": "not reachable"}]})";
}

}  // namespace

/// What an operator does with a saga that needs a person: each is an event, and the check afterwards says what it brought.
class OperatorTest : public QObject {
    Q_OBJECT
    Ctl ctl;
    const QString w = u"shop.replay"_s;

    QString stuckSaga(const char* command = "RefundPayment", int times = 8)
    {
        QDir(ctl.path(w)).removeRecursively();
        if (ctl.write(u"stuck.json"_s, stubborn(command, times)).isEmpty() || ctl({u"new"_s, w}).code != 0 ||
            ctl({u"run"_s, w, u"stuck.json"_s}).code != 0)
            return {};
        const QJsonArray stuck = ctl({u"sagas"_s, w, u"list"_s, u"--status"_s, u"stuck"_s, u"--json"_s}).array();
        return stuck.size() == 1 ? stuck[0]["saga_id"_L1].toString() : QString();
    }
    Said act(const char* action, const QString& id, const QStringList& more = {})
    {
        return ctl(QStringList{u"sagas"_s, w, QString::fromLatin1(action), id, u"--json"_s} + more);
    }
    int verify() { return ctl({u"verify"_s, w}).code; }
    QStringList eventsOf(const QString& id)
    {
        QStringList types;
        for (const QJsonObject& event : ctl({u"events"_s, w, u"--aggregate"_s, id, u"--format"_s, u"jsonl"_s}).lines())
            types << event["event_type"_L1].toString();
        return types;
    }

private Q_SLOTS:
    void retryGoesOnWhereItStuck()
    {
        const QString id = stuckSaga();
        QVERIFY(!id.isEmpty());
        QCOMPARE(verify(), 1);
        const Said said = act("retry", id);
        QVERIFY2(said.code == 0, said.all());
        QCOMPARE(said.object()["status"_L1].toString(), u"failed"_s);
        QCOMPARE(verify(), 0);
        QVERIFY(eventsOf(id).contains(u"SagaRetried"_s));
    }

    void retryThatFailsAgainSaysSo()
    {
        const QString id = stuckSaga("RefundPayment", 30);
        const Said said = act("retry", id);
        QCOMPARE(said.code, 1);
        QCOMPARE(said.object()["stuck"_L1].toBool(), true);
        QCOMPARE(eventsOf(id).count(u"SagaStuck"_s), 2);
        QCOMPARE(verify(), 1);
    }

    void resolveAndAbortEndTheSaga_data()
    {
        QTest::addColumn<QString>("action");
        QTest::addColumn<QString>("event");
        QTest::newRow("resolve") << u"resolve"_s << u"SagaResolved"_s;
        QTest::newRow("abort") << u"abort"_s << u"SagaAborted"_s;
    }
    void resolveAndAbortEndTheSaga()
    {
        QFETCH(const QString, action);
        QFETCH(const QString, event);
        const QString id = stuckSaga();
        const Said said = act(action.toLatin1().constData(), id, {u"--reason"_s, u"paid back in cash"_s});
        QVERIFY2(said.code == 0, said.all());
        QCOMPARE(said.object()["status"_L1].toString(), u"failed"_s);
        QVERIFY(eventsOf(id).contains(event));
        QCOMPARE(verify(), 0);  // the cancelled order gave the money back
    }

    void anOrderThatStaysIsNamedUntilItIsCancelled()
    {
        const QString id = stuckSaga("CancelOrder");
        QCOMPARE(act("resolve", id, {u"--reason"_s, u"will be cancelled by hand"_s}).code, 0);
        const Said left = ctl({u"verify"_s, w});
        QCOMPARE(left.code, 1);
        QVERIFY2(left.out.contains("failed and left order"), left.all());
        const QString order = ctl({u"sagas"_s, w, u"show"_s, id, u"--json"_s}).object()["order_id"_L1].toString();
        const Said cancelled = ctl({u"command"_s, w, u"CancelOrder"_s, u"{\"order_id\": \"%1\"}"_s.arg(order)});
        QVERIFY2(cancelled.code == 0, cancelled.all());
        QCOMPARE(verify(), 0);
    }

    void aPurchaseThatNobodyConductsIsListedAndHasNobodyToAsk()
    {
        QDir(ctl.path(w)).removeRecursively();
        QVERIFY(!ctl.write(u"danced.json"_s, stubborn("RefundPayment", 2)).isEmpty());
        const Said made = ctl({u"new"_s, w, u"--choreography"_s, u"--json"_s});
        QCOMPARE(made.object()["saga_style"_L1].toString(), u"choreography"_s);
        const Said ran = ctl({u"run"_s, w, u"danced.json"_s});
        QVERIFY2(ran.code == 0, ran.all());
        QCOMPARE(verify(), 0);
        const QJsonArray all = ctl({u"sagas"_s, w, u"list"_s, u"--json"_s}).array();
        QCOMPARE(all.size(), 4);
        for (const QJsonValue& each : all) {
            QCOMPARE(each["style"_L1].toString(), u"choreography"_s);
            QCOMPARE(each["type"_L1].toString(), u"OrderProcessing"_s);
        }
        const QString failed = all[2]["saga_id"_L1].toString();
        QCOMPARE(all[2]["status"_L1].toString(), u"failed"_s);
        const QJsonArray attempts = ctl({u"sagas"_s, w, u"show"_s, failed, u"--json"_s}).object()["attempts"_L1].toArray();
        QCOMPARE(attempts[0]["sender"_L1].toString(), u"order"_s);
        QCOMPARE(attempts[0]["reacts_to"_L1].toString(), u"OrderPlaced"_s);
        QVERIFY(!eventsOf(failed).contains(u"SagaStarted"_s));
        for (const char* action : {"retry", "pause", "resume"}) {
            const Said said = act(action, failed);
            QCOMPARE(said.code, 1);
            QVERIFY2(said.err.contains("nobody conducts"), said.all());
        }
        // A client's order goes the same way, and the answer says how it ended.
        const QJsonObject bought = ctl({u"query"_s, w, u"OrderQuery"_s, u"--json"_s}).array()[0].toObject();
        const Said refused =
            ctl({u"command"_s, w, u"PlaceOrder"_s,
                 u"{\"customer_id\": \"%1\", \"items\": [], \"shipping_address\": {\"street_address\": \"1 A\", \"city\": \"B\", "
                 "\"state\": \"C\", \"postal_code\": \"1\", \"country\": \"US\"}}"_s.arg(bought["customer_id"_L1].toString())});
        QVERIFY2(refused.code != 0 && refused.all().contains("at least one item"), refused.all());
    }

    void whatDoesNotFitIsRefusedAndLeavesTheSagaAlone()
    {
        const QString id = stuckSaga();
        QCOMPARE(act("pause", id).code, 1);
        QCOMPARE(act("resume", id).code, 1);
        const QJsonArray done = ctl({u"sagas"_s, w, u"list"_s, u"--status"_s, u"completed"_s, u"--json"_s}).array();
        const QString ended = done[0]["saga_id"_L1].toString();
        const QStringList before = eventsOf(ended);
        for (const char* action : {"retry", "pause", "resume"}) {
            const Said said = act(action, ended);
            QCOMPARE(said.code, 1);
            QVERIFY2(said.err.contains("the saga has ended (completed)"), said.all());
        }
        QCOMPARE(act("abort", ended, {u"--reason"_s, u"why not"_s}).code, 1);
        QCOMPARE(eventsOf(ended), before);
        QCOMPARE(act("retry", u"019b8d2b-95ee-7a08-a8ac-be08a634d229"_s).code, 1);
    }
};

QTEST_GUILESS_MAIN(OperatorTest)
#include "operator_test.moc"
