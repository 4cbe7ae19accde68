// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/ctl.h"

#include <QFileInfo>
#include <QTest>

using namespace Qt::StringLiterals;
using replay::cli::Ctl;
using replay::cli::Said;

class ImportTest : public QObject {
    Q_OBJECT
    Ctl ctl;
    const QString sample = QStringLiteral(REPLAY_TEST_DATA "/online-retail/sample.csv.gz");

    QByteArray digest(const QString& workspace) { return ctl({u"digest"_s, workspace}).out.trimmed(); }

private Q_SLOTS:
    void theSampleBecomesOrders()
    {
        QCOMPARE(ctl({u"new"_s, u"shop"_s}).code, 0);
        const Said said = ctl({u"import"_s, u"shop"_s, sample, u"--opening-stock"_s, u"1000"_s, u"--fast"_s, u"--json"_s});
        QVERIFY2(said.code == 0, said.all());
        const QJsonObject report = said.object();
        QCOMPARE(report["rows"_L1].toInteger(), 9'735);
        QCOMPARE(report["rows"_L1].toInteger(),
                 report["rows_used"_L1].toInteger() + report["rows_waiting"_L1].toInteger() + report["rows_refused"_L1].toInteger());
        QCOMPARE(report["orders"_L1].toInteger(), 412);
        const QJsonObject returns = report["returns"_L1].toObject();
        QCOMPARE(report["rows_waiting"_L1].toInteger(), 0);
        QCOMPARE(returns["cancellation_invoices"_L1].toInteger(), 43);
        QCOMPARE(returns["returns"_L1].toInteger(), 9);
        QCOMPARE(returns["units"_L1].toInteger() + returns["units_unmatched"_L1].toInteger(), 10'817);  // as in sample-reference.json
        QCOMPARE(returns["returns_refused_by_the_shop"_L1].toInteger(), 0);
        QCOMPARE(report["sagas"_L1]["started"_L1].toInteger(), 412 + 9);
        QCOMPARE(report["sagas"_L1]["completed"_L1].toInteger(), 412 + 9);
        qint64 refunds = 0;
        const QJsonArray closed = ctl({u"events"_s, u"shop"_s, u"--type"_s, u"OrderReturned"_s, u"--json"_s}).array();
        for (const QJsonValue& one : closed)
            refunds += one["event_data"_L1]["refund_amount"_L1].toString().remove(u'.').toLongLong();
        QCOMPARE(refunds, returns["refund_total"_L1].toString().remove(u'.').toLongLong());
        QCOMPARE(ctl({u"verify"_s, u"shop"_s}).code, 0);
        const QJsonArray orders = ctl({u"events"_s, u"shop"_s, u"--type"_s, u"OrderCreated"_s, u"--json"_s}).array();
        QCOMPARE(orders.size(), 412);
        QCOMPARE(orders[0]["event_data"_L1]["order_number"_L1].toString(), u"536365"_s);
        QVERIFY(orders[0]["occurred_at"_L1].toString().startsWith(u"2010-12-01T08:26:0"_s));  // the model clock follows the invoices
        qint64 hundredths = 0;
        for (const QJsonValue& order : orders)
            hundredths += order["event_data"_L1]["total_amount"_L1].toString().remove(u'.').toLongLong();
        QCOMPARE(hundredths, report["gross_total"_L1].toString().remove(u'.').toLongLong());
    }

    void againNothingIsDoneTwice()
    {
        const QByteArray before = digest(u"shop"_s);
        const Said said = ctl({u"import"_s, u"shop"_s, sample, u"--json"_s});
        QVERIFY2(said.code == 0, said.all());
        QVERIFY(said.object()["imported_before"_L1].toBool());
        QCOMPARE(digest(u"shop"_s), before);
    }

    void aStoppedImportGoesOn()
    {
        QCOMPARE(ctl({u"new"_s, u"stopped"_s}).code, 0);
        const Said stopped =
            ctl.interrupted({u"import"_s, u"stopped"_s, sample, u"--opening-stock"_s, u"1000"_s, u"--fast"_s}, u"stopped"_s);
        QVERIFY2(stopped.code == 1 || stopped.code == 0, stopped.all());
        QCOMPARE(ctl({u"import"_s, u"stopped"_s, sample, u"--opening-stock"_s, u"1000"_s, u"--fast"_s}).code, 0);
        QCOMPARE(digest(u"stopped"_s), digest(u"shop"_s));
    }

    void theFirstInvoicesOnly()
    {
        QCOMPARE(ctl({u"new"_s, u"few"_s}).code, 0);
        const Said said = ctl({u"import"_s, u"few"_s, sample, u"--limit-invoices"_s, u"10"_s, u"--seed"_s, u"9"_s, u"--json"_s});
        QVERIFY2(said.code == 0, said.all());
        QCOMPARE(said.object()["invoices"_L1].toInteger(), 10);
        const Said more = ctl({u"import"_s, u"few"_s, sample, u"--limit-invoices"_s, u"20"_s, u"--json"_s});
        QVERIFY2(more.code == 0, more.all());
        QCOMPARE(more.object()["sagas"_L1]["started"_L1].toInteger(),
                 more.object()["orders"_L1].toInteger() + more.object()["returns"_L1]["returns"_L1].toInteger());
        QCOMPARE(ctl({u"verify"_s, u"few"_s}).code, 0);
    }

    void anExportedLogIsTakenUp()
    {
        QVERIFY(!ctl.write(u"log.ndjson"_s, ctl({u"events"_s, u"few"_s, u"--format"_s, u"cloudevents"_s}).out).isEmpty());
        const Said said = ctl({u"import"_s, u"again"_s, u"log.ndjson"_s, u"--seed"_s, u"9"_s, u"--json"_s});  // makes the workspace
        QVERIFY2(said.code == 0, said.all());
        QCOMPARE(said.object()["digest"_L1].toString().toUtf8(), digest(u"few"_s));
        QCOMPARE(said.object()["seed"_L1].toInteger(), 9);
        QCOMPARE(digest(u"again"_s), digest(u"few"_s));
        QCOMPARE(ctl({u"verify"_s, u"again"_s}).code, 0);
        for (const QString& model : {u"order_read_model"_s, u"product_read_model"_s})
            QCOMPARE(ctl({u"projections"_s, u"again"_s, u"show"_s, model, u"--json"_s}).out,
                     ctl({u"projections"_s, u"few"_s, u"show"_s, model, u"--json"_s}).out);
        QCOMPARE(ctl({u"import"_s, u"again"_s, u"log.ndjson"_s}).code, 1);  // twice is refused
        QCOMPARE(ctl({u"import"_s, u"again"_s, u"log.ndjson"_s, u"--fast"_s}).code, 2);
        QCOMPARE(digest(u"again"_s), digest(u"few"_s));
    }

    void aLogThatWillNotDoMakesNoWorkspace()
    {
        QVERIFY(!ctl.write(u"other.ndjson"_s, "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/x\",\"type\":\"com.example.Thing\"}\n")
                     .isEmpty());
        const Said said = ctl({u"import"_s, u"none"_s, u"other.ndjson"_s});
        QCOMPARE(said.code, 2);
        QVERIFY2(said.err.contains("com.example.Thing (1, first on line 1)"), said.all());
        QVERIFY(!QFileInfo::exists(ctl.path(u"none"_s)));
    }

    /// Killed at any moment, an import of a log leaves the workspace as it was or is done; and can be begun again.
    void aKilledImportOfALogCountsWholeOrNot()
    {
        QVERIFY(!ctl.write(u"long.ndjson"_s, ctl({u"events"_s, u"shop"_s, u"--format"_s, u"cloudevents"_s}).out).isEmpty());
        QCOMPARE(ctl({u"new"_s, u"killed"_s}).code, 0);
        const QByteArray nothing = digest(u"killed"_s);
        const QByteArray whole = digest(u"shop"_s);
        for (const int afterMs : {20, 100, 300, 600, 1'000, 1'500}) {
            const bool ended = ctl.killed({u"import"_s, u"killed"_s, u"long.ndjson"_s}, afterMs);
            const Said run = ctl({u"run"_s, u"killed"_s});
            QVERIFY2(run.code == 0, run.all());
            const QByteArray now = digest(u"killed"_s);
            QVERIFY(now == nothing || now == whole);
            if (ended || now == whole)
                break;
        }
        if (digest(u"killed"_s) == nothing) {
            const Said said = ctl({u"import"_s, u"killed"_s, u"long.ndjson"_s});
            QVERIFY2(said.code == 0, said.all());
        }
        QCOMPARE(digest(u"killed"_s), whole);
        QCOMPARE(ctl({u"verify"_s, u"killed"_s}).code, 0);
    }

    void aBrokenFileChangesNothing_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("part");
        const QByteArray head = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";
        QTest::newRow("column") << QByteArray("InvoiceNo,StockCode\n1,2\n") << u"broken.csv: header: missing column Description"_s;
        QTest::newRow("row") << QByteArray(head + "1,A,TEAPOT,1,12/1/2010 8:26,2.55,1,UK\n2,A,TEAPOT,many,12/1/2010 8:26,2.55,1,UK\n")
                             << u"broken.csv: row 2: Quantity"_s;
        QTest::newRow("UTF-8") << QByteArray(head + "1,A,\xff,1,12/1/2010 8:26,2.55,1,UK\n") << u"broken.csv: row 1: is not valid UTF-8"_s;
        QTest::newRow("truncated") << QByteArray::fromHex("1f8b0800000000000203f3") << u"truncated"_s;
    }
    void aBrokenFileChangesNothing()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, part);
        QVERIFY(!ctl.write(u"broken.csv"_s, content).isEmpty());
        const QString w = QString(u"kept "_s % QString::fromUtf8(QTest::currentDataTag()));
        QCOMPARE(ctl({u"new"_s, w}).code, 0);
        const QByteArray before = digest(w);
        const Said said = ctl({u"import"_s, w, u"broken.csv"_s});
        QVERIFY2(said.code == 2, said.all());
        QVERIFY2(QString::fromUtf8(said.err).contains(part), said.all());
        QCOMPARE(digest(w), before);
        QCOMPARE(ctl({u"import"_s, w, u"nowhere.csv"_s}).code, 2);
    }
};

QTEST_GUILESS_MAIN(ImportTest)
#include "import_test.moc"
