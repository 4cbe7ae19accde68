// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/ctl.h"

#include <QTest>

using namespace Qt::StringLiterals;
using replay::cli::Ctl;
using replay::cli::Said;

namespace {

const QByteArray shop = R"({"name": "Poisoned", "shop": {"customers": 4, "products": 5, "opening_stock": [40, 60]},
    "workload": {"orders": 20, "per_second": 5, "items_per_order": [1, 3]},
    "faults": [{"kind": "poison_event", "service": "order_read_model", "message": "OrderCreated", "order": 3, "reason": "no such column"},
               {"kind": "poison_event", "service": "order_read_model", "message": "OrderConfirmed", "order": 7}]})";

}  // namespace

/// What one does to read models from the outside: parked streams, pace, rebuilds, and queries that wait.
class ProjectionsTest : public QObject {
    Q_OBJECT
    Ctl ctl;
    const QString w = u"shop.replay"_s;
    const QString orders = u"order_read_model"_s;

    Said projections(const QStringList& arguments) { return ctl(QStringList{u"projections"_s, w} + arguments + QStringList{u"--json"_s}); }
    QJsonObject info(const QString& name)
    {
        for (const QJsonValue& one : projections({u"list"_s}).array()) {
            if (one["name"_L1].toString() == name)
                return one.toObject();
        }
        return {};
    }
    QJsonArray parked() { return projections({u"parked"_s, orders}).array(); }
    /// The stream of the n-th event that failed itself and is still parked.
    QString failedStream(int nth)
    {
        for (const QJsonValue& event : parked()) {
            if (event["behind"_L1].isNull() && event["state"_L1].toString() == u"parked" && nth-- == 0)
                return event["stream"_L1].toString();
        }
        return {};
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(!ctl.write(u"shop.json"_s, shop).isEmpty());
        QCOMPARE(ctl({u"new"_s, w}).code, 0);
        const Said said = ctl({u"run"_s, w, u"shop.json"_s});
        QVERIFY2(said.code == 0, said.all());
    }

    void parkedStreamsAreListedAndNamed()
    {
        const QJsonArray events = parked();
        QVERIFY(events.size() > 2);
        const QJsonObject first = events.first().toObject();
        for (const char* key : {"projection", "stream", "aggregate_type", "position", "event_id", "event_type", "state", "behind", "error",
                                "attempts", "rule", "parked_at", "reason", "decided_at"})
            QVERIFY2(first.contains(QLatin1StringView(key)), key);
        QCOMPARE(first["event_type"_L1].toString(), u"OrderCreated"_s);
        QCOMPARE(first["attempts"_L1].toInteger(), 4);
        QVERIFY(first["error"_L1].toString().contains(u"no such column"_s));
        QCOMPARE(events[1]["behind"_L1], first["position"_L1]);
        const QJsonObject now = info(orders);
        QCOMPARE(now["lag"_L1].toInteger(), 0);
        QCOMPARE(now["parked"_L1].toInteger(), events.size());
        QCOMPARE(projections({u"show"_s, orders}).object()["rows"_L1].toArray().size(), 19);
        QVERIFY(ctl({u"projections"_s, w, u"parked"_s}).out.contains("OrderCreated"));
        // verify: counted and named, and no violation.
        const Said verified = ctl({u"verify"_s, w, u"--json"_s});
        QVERIFY2(verified.code == 0, verified.all());
        QVERIFY(verified.out.contains(first["stream"_L1].toString().toUtf8()));
        const Said compared = projections({u"verify"_s, orders});
        QCOMPARE(compared.code, 0);
        QCOMPARE(compared.object()["parked"_L1].toInteger(), events.size());
        QCOMPARE(compared.object()["set_aside"_L1][0]["stream"_L1], first["stream"_L1]);
    }

    void retryFailsWhileThePoisonIsThereAndThenTakesUpTheStream()
    {
        const QString stream = failedStream(0);
        const Said again = projections({u"retry"_s, orders, stream});
        QCOMPARE(again.code, 1);
        QCOMPARE(again.object()["applied"_L1].toInteger(), 0);
        QVERIFY(again.object()["error"_L1].toString().contains(u"no such column"_s));
        const Said fixed = projections({u"retry"_s, orders, stream, u"--fixed"_s});
        QVERIFY2(fixed.code == 0, fixed.all());
        QVERIFY(fixed.object()["applied"_L1].toInteger() > 1);
        QCOMPARE(projections({u"show"_s, orders}).object()["rows"_L1].toArray().size(), 20);
        QCOMPARE(projections({u"retry"_s, orders, stream}).code, 1);
    }

    void skippingNeedsAReasonAndIsRecorded()
    {
        const QString stream = failedStream(0);
        QVERIFY(!stream.isEmpty());
        QCOMPARE(ctl({u"projections"_s, w, u"skip"_s, orders, stream}).code, 2);
        QCOMPARE(ctl({u"projections"_s, w, u"skip"_s, orders, stream, u"--reason"_s, u" "_s}).code, 2);
        const Said skipped = projections({u"skip"_s, orders, stream, u"--reason"_s, u"confirmed by hand"_s});
        QVERIFY2(skipped.code == 0, skipped.all());
        QCOMPARE(parked().size(), 1);
        QCOMPARE(parked()[0]["state"_L1].toString(), u"skipped"_s);
        QCOMPARE(parked()[0]["reason"_L1].toString(), u"confirmed by hand"_s);
        QCOMPARE(info(orders)["skipped"_L1].toInteger(), 1);
        const QJsonArray history = projections({u"history"_s, orders}).array();
        QCOMPARE(history[0]["action"_L1].toString(), u"skip"_s);
        QCOMPARE(history[0]["stream"_L1].toString(), stream);
        QCOMPARE(history[0]["reason"_L1].toString(), u"confirmed by hand"_s);
        QCOMPARE(history[1]["action"_L1].toString(), u"retry"_s);
        QCOMPARE(projections({u"verify"_s, orders}).object()["skipped"_L1].toInteger(), 1);
    }

    void replayAndRebuildEndInTheSameRows()
    {
        const QJsonValue rows = projections({u"show"_s, orders}).object()["rows"_L1];
        for (const QString& how : {u"replay"_s, u"rebuild"_s}) {
            const Said done = projections({how, orders});
            QVERIFY2(done.code == 0, done.all());
            QCOMPARE(done.object()["status"_L1].toString(), u"live"_s);
            QCOMPARE(projections({u"show"_s, orders}).object()["rows"_L1], rows);
        }
        QCOMPARE(projections({u"cancel"_s, orders}).code, 1);
    }

    void paceIsShownAndKept()
    {
        QCOMPARE(projections({u"pause"_s, orders}).object()["status"_L1].toString(), u"paused"_s);
        QCOMPARE(info(orders)["status"_L1].toString(), u"paused"_s);
        QCOMPARE(projections({u"slow"_s, orders, u"--per-second"_s, u"2"_s}).code, 0);
        QCOMPARE(projections({u"resume"_s, orders}).object()["status"_L1].toString(), u"slow"_s);
        QCOMPARE(info(orders)["per_second"_L1].toInteger(), 2);
        QCOMPARE(projections({u"slow"_s, orders, u"--per-second"_s, u"0"_s}).object()["status"_L1].toString(), u"live"_s);
    }

    void aQueryReadsItsOwnWrites()
    {
        const QByteArray product =
            R"({"name": "Kettle", "description": "", "price": "20.00", "stock_quantity": 5, "sku": "KETTLE-1", "category_id": null})";
        QCOMPARE(projections({u"slow"_s, u"product_read_model"_s, u"--per-second"_s, u"1"_s}).code, 0);
        const Said made = ctl({u"command"_s, w, u"CreateProduct"_s, QString::fromUtf8(product), u"--json"_s});
        QVERIFY2(made.code == 0, made.all());
        const QJsonObject event = made.object()["events"_L1].toArray().last().toObject();
        const Said stale = ctl({u"query"_s, w, u"ProductQuery"_s, u"{}"_s, u"--json"_s, u"--with-position"_s});
        QVERIFY(stale.object()["lag"_L1].toInteger() > 0);
        QCOMPARE(stale.object()["rows"_L1].toArray().size(), 5);
        const Said told = ctl({u"query"_s, w, u"ProductQuery"_s});
        QVERIFY2(told.err.contains("behind"), told.all());
        const Said fresh = ctl({u"query"_s, w, u"ProductQuery"_s, u"{}"_s, u"--after-command"_s, event["correlation_id"_L1].toString(),
                                u"--json"_s, u"--with-position"_s});
        QVERIFY2(fresh.code == 0, fresh.all());
        QVERIFY(fresh.object()["position"_L1].toInteger() >= event["position"_L1].toInteger());
        QCOMPARE(fresh.object()["projection"_L1].toString(), u"product_read_model"_s);
        QCOMPARE(fresh.object()["rows"_L1].toArray().size(), 6);
        QCOMPARE(ctl({u"query"_s, w, u"ProductQuery"_s, u"{}"_s, u"--wait-for"_s, u"10"_s, u"--json"_s}).array().size(), 6);
    }

    void aQueryThatCannotWaitSaysWhy()
    {
        const QString far = QString::number(info(orders)["position"_L1].toInteger() + 1'000);
        const Said beyond = ctl({u"query"_s, w, u"OrderQuery"_s, u"{}"_s, u"--wait-for"_s, far});
        QCOMPARE(beyond.code, 1);
        QVERIFY2(beyond.err.contains("wanted from position"), beyond.all());
        QCOMPARE(projections({u"pause"_s, orders}).code, 0);
        const Said paused = ctl({u"query"_s, w, u"OrderQuery"_s, u"{}"_s, u"--wait-for"_s, far});
        QVERIFY2(paused.code == 1 && paused.err.contains("resume order_read_model"), paused.all());
        QCOMPARE(projections({u"resume"_s, orders}).code, 0);
        QCOMPARE(ctl({u"query"_s, w, u"OrderQuery"_s, u"{}"_s, u"--after-command"_s, u"00000000-0000-7000-8000-000000000001"_s}).code, 1);
        QCOMPARE(ctl({u"query"_s, w, u"OrderQuery"_s, u"{}"_s, u"--after-command"_s, u"x"_s}).code, 2);
        QCOMPARE(ctl({u"query"_s, w, u"OrderQuery"_s, u"{}"_s, u"--wait-for"_s, u"1"_s, u"--after-command"_s,
                      u"00000000-0000-7000-8000-000000000001"_s})
                     .code,
                 2);
    }

    void malformedCallsAreRefused_data()
    {
        QTest::addColumn<QStringList>("words");
        for (const QString& call :
             {u"retry order_read_model"_s, u"retry order_read_model x"_s, u"slow order_read_model"_s,
              u"slow order_read_model --per-second -1"_s, u"pause"_s, u"pause nothing"_s, u"pause order_read_model --reason x"_s,
              u"list --per-second 3"_s, u"parked a b"_s, u"rebuild order_read_model --limit 3"_s, u"parked --at 3"_s})
            QTest::newRow(qPrintable(call)) << call.split(u' ');
    }
    void malformedCallsAreRefused()
    {
        QFETCH(QStringList, words);
        const QStringList before = ctl.snapshot(w);
        const Said said = projections(words);
        QVERIFY2(said.code == 2, said.all());
        QVERIFY(said.out.isEmpty());
        QCOMPARE(ctl.snapshot(w), before);
    }
};

QTEST_GUILESS_MAIN(ProjectionsTest)
#include "projections_test.moc"
