// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"
#include "core/scenarios/retail_source.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace replay;
using scenarios::PlannedInput;
using scenarios::RetailOptions;
using scenarios::RetailSource;

namespace {

const QString dataFolder = QStringLiteral(REPLAY_TEST_DATA "/online-retail/");

// A shop of nine invoices with everything that is unusual in the real file.
const QByteArray oddShop = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
                           "100,A,check,-2,12/1/2010 8:26,0,,United Kingdom\n"     // 1 adjustment of a code that sells later
                           "101,A, HEART ,6,12/1/2010 8:26,2.55,17850,EIRE\n"      // 2
                           "101,A,HEART,4,12/1/2010 8:26,2.50,17850,EIRE\n"        // 3 the same product again, at another price
                           "102,a,\"SMALL, HEART\",1,12/1/2010 8:26,1,,France\n"   // 4 case counts; a guest
                           "C103,A,HEART,-1,12/1/2010 8:30,2.55,17850,EIRE\n"      // 5 goes back to 101
                           "104,M,,3,12/1/2010 8:31,4.25,18000,EIRE\n"             // 6 a sale without a name
                           "C105,a,,-1,12/1/2010 8:32,1,,France\n"                 // 7 interrupts 104
                           "104,A,HEART,5,12/1/2010 8:31,2.55,18000,EIRE\n"        // 8
                           "106,P,PADS,1,12/2/2010 9:00,0.001,18000,EIRE\n"        // 9 no money
                           "106,Z,GIFT,1,12/2/2010 9:00,0,18000,EIRE\n"            // 10 zero
                           "107,B,Adjust bad debt,1,12/2/2010 9:01,-5.00,,EIRE\n"  // 11 negative
                           "108,X,lost,-7,12/2/2010 9:02,0,,United Kingdom\n";     // 12 never sold

}  // namespace

class RetailImportTest : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;

    QString file(const QByteArray& content)
    {
        QFile file(m_folder.filePath(u"shop.csv"_s));
        const bool good = file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
        return good ? file.fileName() : QString();
    }

    using Bookmarks = QHash<QString, QJsonObject>;
    static std::unique_ptr<RetailSource> open(const RetailOptions& options, const Bookmarks& bookmarks = {})
    {
        auto source = RetailSource::open(options, 42, [&](const QString& name) {
            return bookmarks.contains(name) ? std::optional(bookmarks.value(name)) : std::nullopt;
        });
        if (!source)
            qWarning("%s", qPrintable(source.error().message));
        return source ? std::move(*source) : nullptr;
    }

    static QStringList take(RetailSource& source, int portion, int portions = 1'000'000)
    {
        QStringList lines;
        for (int i = 0; i < portions; ++i) {
            const auto inputs = source.next(portion);
            if (!inputs || inputs->empty())
                break;
            for (const PlannedInput& input : *inputs) {
                lines << u"%1 %2 %3 %4 %5"_s.arg(input.at.toString(), base::idText(input.message.id), input.target, input.message.name,
                                                 QString::fromUtf8(base::jsonBytes(input.message.data)));
            }
        }
        return lines;
    }

    static void compare(const scenarios::RetailReport& report, const QJsonObject& reference)
    {
        const QJsonObject json = report.toJson();
        const auto number = [&](const char* key) { return reference.value(QLatin1StringView(key)).toInteger(-1); };
        QCOMPARE(QString::fromLatin1(report.sha256), reference["source"_L1].toObject()["uncompressed_sha256"_L1].toString());
        QCOMPARE(qint64(report.rows), number("rows"));
        QCOMPARE(qint64(report.rows), qint64(report.used() + report.refusedInAll()));
        QCOMPARE(qint64(report.invoices), number("invoices"));
        QCOMPARE(qint64(report.orders), number("invoices_sale"));
        QCOMPARE(qint64(report.returns.invoices), number("invoices_cancellation"));
        QCOMPARE(qint64(report.returns.units + report.returns.unitsUnmatched), number("units_cancelled"));
        QCOMPARE(qint64(report.returns.matchedMilli + report.returns.unmatchedMilli), -qint64(report.returns.cancelledMilli));
        QCOMPARE(qint64(report.customers), number("distinct_customers"));
        QCOMPARE(qint64(report.products + report.codesWithoutPrice.size()), number("distinct_stock_codes_with_sale"));
        const QJsonObject kinds = reference["rows_by_kind"_L1].toObject();
        for (auto kind = kinds.begin(); kind != kinds.end(); ++kind)
            QCOMPARE(json["rows_by_kind"_L1][kind.key()].toInteger(0), kind->toInteger());
        // Sales at a price of three decimals are refused and counted apart; each of them is one unit.
        const qint64 tooFine = report.refused.value(u"the unit price has three decimals"_s);
        QCOMPARE(qint64(report.unitsSold) + tooFine, number("units_sold"));
        const auto milli = [](const QJsonValue& text) { return QString(text.toString()).remove(u'.').toLongLong(); };
        QCOMPARE(qint64(report.grossMilli) + tooFine, milli(reference["gross_total"_L1]));
        QCOMPARE(qint64(report.returns.cancelledMilli), milli(reference["cancelled_total"_L1]));
        const QJsonObject months = reference["by_month"_L1].toObject();
        QCOMPARE(report.months.size(), months.size());
        for (auto month = months.begin(); month != months.end(); ++month) {
            QCOMPARE(qint64(report.months[month.key()].orders), month->toObject()["orders"_L1].toInteger());
            QCOMPARE(qint64(report.months[month.key()].returns), month->toObject()["cancellations"_L1].toInteger());
            QCOMPARE(qint64(report.months[month.key()].grossMilli) / 10, milli(month->toObject()["gross"_L1]) / 10);
        }
    }

    static QJsonObject readJson(const QString& path)
    {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return {};
        return base::parseJsonObject(file.readAll(), path).value_or(QJsonObject());
    }

private Q_SLOTS:
    void theSampleGivesTheReferenceTotals()
    {
        const auto source = open({dataFolder + u"sample.csv.gz"_s, 0, 1'000});
        QVERIFY(source);
        compare(source->report(), readJson(dataFolder + u"sample-reference.json"_s));
    }

    void theWholeFileGivesTheReferenceTotals()
    {
        const QString folder = qEnvironmentVariable("REPLAY_RETAIL_DATA");
        if (folder.isEmpty())
            QSKIP("REPLAY_RETAIL_DATA names no folder with online-retail.csv.gz and reference.json");
        const auto source = open({folder + u"/online-retail.csv.gz"_s, 0, 1'000});
        QVERIFY(source);
        compare(source->report(), readJson(folder + u"/reference.json"_s));
        QCOMPARE(source->report().refused.value(u"the unit price has three decimals"_s), 4);
        QCOMPARE(source->report().codesWithoutPrice, QStringList{u"PADS"_s});
    }

    void theFirst500InvoicesAreTheSample()
    {
        const QString folder = qEnvironmentVariable("REPLAY_RETAIL_DATA");
        if (folder.isEmpty())
            QSKIP("REPLAY_RETAIL_DATA names no folder with online-retail.csv.gz");
        const auto sample = open({dataFolder + u"sample.csv.gz"_s, 0, 1'000});
        const auto limited = open({folder + u"/online-retail.csv.gz"_s, 500, 1'000});
        QVERIFY(sample && limited);
        QCOMPARE(qint64(limited->report().grossMilli), qint64(sample->report().grossMilli));
        QCOMPARE(limited->report().rows, sample->report().rows);
        QCOMPARE(limited->report().products, sample->report().products);
        QCOMPARE(limited->report().refused, sample->report().refused);
    }

    void everyRowIsAccountedFor()
    {
        const auto source = open({file(oddShop), 0, 1'000});
        QVERIFY(source);
        const scenarios::RetailReport& report = source->report();
        QCOMPARE(report.rows, 12);
        QCOMPARE(report.salesUsed, 5);
        QCOMPARE(report.adjustmentsUsed, 1);
        QCOMPARE(report.returns.rowsUsed, 2);
        QCOMPARE(report.used(), 8);
        QCOMPARE(report.orders, 3);
        QCOMPARE(report.customers, 2);
        QCOMPARE(report.guests, 3);  // United Kingdom, France, EIRE
        QCOMPARE(report.products, 3);
        QCOMPARE(report.codesWithoutPrice, QStringList{u"P"_s});
        QCOMPARE(scenarios::milliText(report.grossMilli), u"51.80"_s);
        QStringList refused;
        for (const auto& one : report.refusedRows)
            refused << u"%1: %2"_s.arg(one.row).arg(one.reason);
        QCOMPARE(refused, (QStringList{u"9: the unit price has three decimals"_s, u"10: the unit price is zero"_s,
                                       u"11: the unit price is negative"_s, u"12: no such product"_s}));
    }

    void inputsAreTheShopThenTheInvoices()
    {
        const auto source = open({file(oddShop), 0, 1'500});
        QVERIFY(source);
        const auto inputs = *source->next(1'000);
        QStringList shape;
        base::ModelTime last;
        for (const PlannedInput& input : inputs) {
            QVERIFY(input.at > last);  // each at its own microsecond
            last = input.at;
            const QJsonObject& data = input.message.data;
            if (input.message.name == u"CreateProduct")
                shape << u"%1=%2 %3 %4"_s.arg(data["sku"_L1].toString(), data["name"_L1].toString(), data["price"_L1].toString())
                             .arg(data["stock_quantity"_L1].toInteger());
            else if (input.message.name == u"PlaceOrder")
                shape << u"%1:%2 %3"_s.arg(data["order_number"_L1].toString())
                             .arg(data["items"_L1].toArray().size())
                             .arg(input.at.toString());
            else if (input.message.name == u"ReturnOrder")
                shape << u"%1 %2"_s.arg(data["reason"_L1].toString(), input.at.toString());
            else if (input.message.name == u"AdjustStock")
                shape << u"%1 %2"_s.arg(data["delta"_L1].toInteger()).arg(data["reason"_L1].toString());
            else
                shape << data["email"_L1].toString();
            QCOMPARE(input.message.actor, u"import"_s);
            QCOMPARE(input.message.correlationId, input.message.id);
        }
        QCOMPARE(shape, (QStringList{u"guest.united-kingdom@customers.invalid"_s, u"17850@customers.invalid"_s,
                                     u"guest.france@customers.invalid"_s, u"18000@customers.invalid"_s, u"guest.eire@customers.invalid"_s,
                                     u"A=HEART 2.55 22"_s, u"a=SMALL, HEART 1.00 1"_s, u"M=Stock code M 4.25 4"_s, u"-2 check"_s,
                                     u"101:2 2010-12-01T08:26:00.000001Z"_s, u"102:1 2010-12-01T08:26:00.000002Z"_s,
                                     u"cancellation C103 2010-12-01T08:30:00.000000Z"_s, u"104:2 2010-12-01T08:31:00.000000Z"_s,
                                     u"cancellation C105 2010-12-01T08:32:00.000000Z"_s}));
        QVERIFY(source->isFinished());
    }

    void aKilledImportGoesOn()
    {
        const RetailOptions options{file(oddShop), 0, 1'000};
        const QStringList whole = take(*open(options), 100);
        for (int given = 0; given <= whole.size(); ++given) {
            const auto first = open(options);
            QStringList lines = take(*first, 1, given);
            const auto second = open(options, {{first->name(), first->bookmark()}});
            QCOMPARE(second->isFinished(), given == whole.size());
            lines += take(*second, 7);
            QCOMPARE(lines, whole);
        }
    }

    void aHigherLimitGoesOn()
    {
        const QString path = file(oddShop);
        const auto first = open({path, 3, 1'000});
        QCOMPARE(first->report().orders, 2);
        const QStringList before = take(*first, 100);
        Bookmarks bookmarks{{first->name(), first->bookmark()}};
        QVERIFY(open({path, 2, 1'000}, bookmarks)->isFinished());
        const auto second = open({path, 0, 1'000}, bookmarks);
        QVERIFY(!second->isFinished());
        QVERIFY(second->name() != first->name());
        const QStringList after = take(*second, 100);
        // What is new is set up, what sells on gets more stock, only invoice 104 is placed, and C103 finds its order of before.
        QCOMPARE(after.size(), 7);
        QVERIFY(after[2].contains(u"AdjustStock"_s) && after[2].contains(u"\"delta\":5"_s));
        const QString orderId = before.filter(u"\"order_number\":\"101\""_s).value(0).section(u"\"order_id\":\""_s, 1).left(36);
        QVERIFY(!orderId.isEmpty() && after[4].contains(u"cancellation C103"_s) && after[4].contains(orderId));
        QVERIFY(after[5].contains(u"\"order_number\":\"104\""_s));
        QVERIFY(after.first() > before.last());
        bookmarks.insert(second->name(), second->bookmark());
        QVERIFY(open({path, 0, 1'000}, bookmarks)->isFinished());
    }

    void theLatestOrdersGiveFirst()
    {
        const QByteArray shop = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
                                "1,A,HEART,5,12/1/2010 8:00,2.00,7,UK\n"
                                "2,A,HEART,2,12/1/2010 9:00,3.00,7,UK\n"
                                "2,A,HEART,2,12/1/2010 9:00,1.00,7,UK\n"
                                "3,A,HEART,9,12/1/2010 9:00,2.00,8,UK\n"    // another customer's
                                "C4,A,HEART,-3,12/1/2010 9:00,3.00,7,UK\n"  // all from order 2: 3.00 + 3.00 + 1.00
                                "C5,A,HEART,-4,12/1/2010 9:00,2.00,7,UK\n"  // the last of order 2, the rest of order 1
                                "C6,A,HEART,-9,12/1/2010 9:30,2.00,7,UK\n"  // two are left
                                "C7,A,HEART,-1,12/1/2010 9:31,2.00,7,UK\n"  // none
                                "C8,B,LAMP,-1,12/1/2010 9:31,4.00,7,UK\n"   // never bought
                                "9,A,HEART,1,12/2/2010 9:00,2.00,7,UK\n";   // later
        const auto source = open({file(shop), 0, 1'000});
        QVERIFY(source);
        const scenarios::RetailReport::Returns& returns = source->report().returns;
        QCOMPARE(returns.orders, 4);
        QCOMPARE(returns.rowsUsed, 3);
        QCOMPARE(returns.rowsInPart, 1);
        QCOMPARE(returns.rowsAtOtherPrice, 2);
        QCOMPARE(returns.units, 9);
        QCOMPARE(returns.unitsUnmatched, 9);
        QCOMPARE(scenarios::milliText(returns.refundMilli), u"18.00"_s);
        QCOMPARE(scenarios::milliText(returns.matchedMilli), u"21.00"_s);
        QCOMPARE(scenarios::milliText(returns.unmatchedMilli), u"20.00"_s);
        QCOMPARE(source->report().refused.value(u"no earlier order of the customer holds such units any more"_s), 1);
        QCOMPARE(source->report().refused.value(u"no earlier order of the customer has this stock code"_s), 1);
        QStringList shape;
        const auto inputs = *source->next(100);
        for (const PlannedInput& input : inputs) {
            if (input.message.name == u"ReturnOrder")
                shape << u"%1 %2 %3"_s.arg(input.message.data["reason"_L1].toString().right(2), input.at.toString().mid(11, 8))
                             .arg(input.message.data["items"_L1][0]["quantity"_L1].toInteger());
        }
        // A minute after the order, and after the return of the same order before.
        QCOMPARE(shape, (QStringList{u"C4 09:01:00 3"_s, u"C5 09:01:00 3"_s, u"C5 09:02:00 1"_s, u"C6 09:30:00 2"_s}));
    }

    void anInvoiceOverTheWholeFileIsRefusedNotHeld()
    {
        QByteArray content =
            "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n1,A,A,1,1/2/2011 9:00,1,,UK\n";
        for (int i = 0; i < RetailSource::rowsWaitingMax + 1; ++i)
            content += "2,A,A,1,1/2/2011 9:00,1,,UK\n";
        content += "1,A,A,1,1/2/2011 9:00,1,,UK\n";
        const auto source = open({file(content), 0, 1'000});
        QVERIFY(source);
        auto inputs = source->next(10);
        QVERIFY(!inputs);
        QVERIFY2(inputs.error().message.contains(u"invoice 1 is spread over more than 100000 rows"_s), qPrintable(inputs.error().message));
    }
};

QTEST_GUILESS_MAIN(RetailImportTest)
#include "retail_import_test.moc"
