// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/csv_reader.h"
#include "core/scenarios/retail_reader.h"

#include <QTemporaryDir>
#include <QTest>
#include <zlib.h>

using namespace Qt::StringLiterals;
using namespace replay;
using scenarios::CsvReader;
using scenarios::RetailReader;
using scenarios::RetailRow;

namespace {

const QByteArray head = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";

QByteArray gzip(const QByteArray& plain)
{
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    QByteArray packed(static_cast<qsizetype>(deflateBound(&stream, static_cast<uLong>(plain.size()))) + 64, '\0');
    QByteArray input = plain;
    stream.next_in = reinterpret_cast<Bytef*>(input.data());
    stream.avail_in = static_cast<uInt>(input.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.resize(static_cast<qsizetype>(stream.total_out));
    deflateEnd(&stream);
    return packed;
}

}  // namespace

class CsvReaderTest : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;

    QString file(const QByteArray& content, const QString& name = u"größe.csv"_s)
    {
        QFile file(m_folder.filePath(name));
        const bool good = file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
        return good ? file.fileName() : QString();
    }

    // All records, joined with "|" and ";"; an error's message instead.
    QString read(const QString& path)
    {
        auto reader = CsvReader::open(path);
        if (!reader)
            return reader.error().message;
        QStringList records;
        for (;;) {
            const auto more = (*reader)->next();
            if (!more)
                return more.error().message;
            if (!*more)
                return records.join(u';');
            QStringList fields;
            for (int i = 0; i < (*reader)->size(); ++i)
                fields << QString::fromUtf8((*reader)->field(i));
            records << fields.join(u'|');
        }
    }

    QString readRetail(const QByteArray& content)
    {
        auto reader = RetailReader::open(file(content));
        if (!reader)
            return reader.error().message;
        RetailRow row;
        for (;;) {
            const auto more = (*reader)->next(row);
            if (!more)
                return more.error().message;
            if (!*more)
                return u"good"_s;
        }
    }

private Q_SLOTS:
    void records_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("records");
        QTest::newRow("empty") << QByteArray() << QString();
        QTest::newRow("plain") << QByteArray("a,b\n1,2\n") << u"a|b;1|2"_s;
        QTest::newRow("no line end at the end") << QByteArray("a,b\n1,2") << u"a|b;1|2"_s;
        QTest::newRow("carriage returns") << QByteArray("a,b\r\n1,2\r\n") << u"a|b;1|2"_s;
        QTest::newRow("empty fields") << QByteArray(",\n,,\n") << u"|;||"_s;
        QTest::newRow("blank lines") << QByteArray("a\n\n\nb\n") << u"a;b"_s;
        QTest::newRow("quotes") << QByteArray("\"a,\"\"b\"\"\",c\n\"\",d\n") << u"a,\"b\"|c;|d"_s;
        QTest::newRow("a quoted line end") << QByteArray("\"a\nb\",c\n") << u"a\nb|c"_s;
        QTest::newRow("a quote inside") << QByteArray("12\" PLATE,c\n") << u"12\" PLATE|c"_s;
        QTest::newRow("pound") << QByteArray("\xc2\xa3,c\n") << u"£|c"_s;
    }
    void records()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, records);
        QCOMPARE(read(file(content)), records);
        QCOMPARE(read(file(gzip(content), u"packed.csv.gz"_s)), records);
    }

    void knowsItsContent()
    {
        const QByteArray content = "a,b\n1,2\n";
        const QByteArray expected = QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex();
        for (const QString& path : {file(content), file(gzip(content), u"packed.csv.gz"_s)}) {
            auto reader = *CsvReader::open(path);
            while (*reader->next()) {
            }
            QCOMPARE(reader->sha256(), expected);
        }
    }

    void aFieldAcrossBlocks()
    {
        const QByteArray longField(CsvReader::fieldBytesMax, 'x');
        QCOMPARE(read(file("a\n" + longField + ",b\n")), QString(u"a;"_s + QString::fromLatin1(longField) + u"|b"_s));
    }

    void brokenFiles_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("message");
        QTest::newRow("open quote") << QByteArray("a\n1\n\"2")
                                    << u"größe.csv: row 2: a quoted field is not closed before the end of the file"_s;
        QTest::newRow("after the quote") << QByteArray("a\n\"1\"x\n") << u"größe.csv: row 1: field 1: text follows the closing quote"_s;
        QTest::newRow("lone carriage return") << QByteArray("a\n1\r2\n") << u"größe.csv: row 1: a carriage return stands inside a line"_s;
        QTest::newRow("huge field") << QByteArray("a\n1,2\n3," + QByteArray(CsvReader::fieldBytesMax + 1, 'x'))
                                    << u"größe.csv: row 2: field 2 is longer than 65536 bytes"_s;
        QTest::newRow("huge quoted field") << QByteArray("a\n\"" + QByteArray(1'000'000, '\n') + "\"")
                                           << u"größe.csv: row 1: field 1 is longer than 65536 bytes"_s;
        QTest::newRow("too many fields") << QByteArray("a\n" + QByteArray(1'000, ',')) << u"größe.csv: row 1: more than 256 fields"_s;
        QTest::newRow("Latin-1") << QByteArray("a\nb\n\xa3\n") << u"größe.csv: row 2: is not valid UTF-8"_s;
        QTest::newRow("cut UTF-8") << QByteArray("a\n\xc2") << u"größe.csv: row 1: is not valid UTF-8"_s;
        QTest::newRow("zero byte") << QByteArray("a\n\0,1\n", 6) << u"größe.csv: row 1: holds a zero byte"_s;
        QTest::newRow("truncated gzip") << gzip("a\n" + QByteArray("1234567\n").repeated(20'000)).chopped(12)
                                        << u": cannot be read on: the gzip file is truncated (unexpected end of file)"_s;
        QTest::newRow("damaged gzip") << gzip("a\n1\n2\n").replace(10, 1, "\xff") << u"cannot be read on"_s;
    }
    void brokenFiles()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, message);
        const QString answer = read(file(content));
        QVERIFY2(answer.contains(message), qPrintable(answer));
    }

    void missingFile()
    {
        QVERIFY(read(m_folder.filePath(u"none.csv"_s)).endsWith(u"none.csv: there is no such file"_s));
        QVERIFY(read(m_folder.path()).endsWith(u": is no file"_s));
    }

    void retailRow()
    {
        // The columns are found by their names; a byte order mark and columns of others' do no harm.
        auto reader = RetailReader::open(file("\xef\xbb\xbf"
                                              "Country,x,InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID\n"
                                              "EIRE,,536365,85123a, WHITE HEART ,6,12/1/2010 8:26,2.55,17850\n"
                                              "EIRE,,C536365,85123a,,-6,2010-12-01 08:27:05,0.0010,\n"));
        QVERIFY(reader.has_value());
        RetailRow row;
        QVERIFY(*(*reader)->next(row));
        QCOMPARE(qint64(row.number), qint64(1));
        QCOMPARE(row.stockCode, QByteArray("85123a"));
        QCOMPARE(row.description, QByteArray("WHITE HEART"));
        QCOMPARE(qint64(row.priceMilli), qint64(2'550));
        QCOMPARE(row.at.toString(), u"2010-12-01T08:26:00.000000Z"_s);
        QVERIFY(row.kind() == scenarios::RowKind::Sale && row.hasMoneyPrice());
        QVERIFY(*(*reader)->next(row));
        QCOMPARE(row.at.toString(), u"2010-12-01T08:27:05.000000Z"_s);
        QVERIFY(row.kind() == scenarios::RowKind::Cancellation && !row.hasMoneyPrice());
        QVERIFY(!*(*reader)->next(row));
    }

    void brokenRetailFiles_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("part");
        const auto row = [](const char* fields, const char* part) {
            QTest::newRow(part) << QByteArray(head + "1,A,,1,1/2/2011 9:00,1,,UK\n" + fields) << QString::fromUtf8(part);
        };
        QTest::newRow("empty file") << QByteArray() << u"header: the file is empty"_s;
        QTest::newRow("missing column") << QByteArray("InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n")
                                        << u"header: missing column Description"_s;
        QTest::newRow("no gzip, no CSV") << QByteArray("PK\x03\x04") << u"header: missing column InvoiceNo, StockCode"_s;
        QTest::newRow("twice") << QByteArray(head.chopped(1) + ",Country\n") << u"header: the column Country stands there twice"_s;
        row("1,A,,1,1/2/2011 9:00,1,\n", "row 2: expected 8 fields, got 7");
        row("1,A,,1,1/2/2011 9:00,1,,UK,\n", "row 2: expected 8 fields, got 9");
        row(",A,,1,1/2/2011 9:00,1,,UK\n", "row 2: InvoiceNo: \"\" is not an invoice number");
        row("1,,,1,1/2/2011 9:00,1,,UK\n", "row 2: StockCode: \"\" is not a stock code");
        row("1,A,,many,1/2/2011 9:00,1,,UK\n", "row 2: Quantity: \"many\" is not a whole number");
        row("1,A,,1.5,1/2/2011 9:00,1,,UK\n", "row 2: Quantity: \"1.5\" is not a whole number");
        row("1,A,,99999999999999999999,1/2/2011 9:00,1,,UK\n", "row 2: Quantity: \"99999999999999999999\" is not a whole number");
        row("1,A,,1,1/2/2011 9:00,1.2345,,UK\n", "row 2: UnitPrice: \"1.2345\" is not a price");
        row("1,A,,1,1/2/2011 9:00,1e3,,UK\n", "row 2: UnitPrice: \"1e3\" is not a price");
        row("1,A,,1,1/2/2011 9:00,9223372036854775807,,UK\n", "row 2: UnitPrice: \"9223372036854775807\" is not a price");
        row("1,A,,1,31/2/2011 9:00,1,,UK\n", "row 2: InvoiceDate: \"31/2/2011 9:00\" is not a time");
        row("1,A,,1,1/2/2011 24:00,1,,UK\n", "row 2: InvoiceDate: \"1/2/2011 24:00\" is not a time");
        row("1,A,,1,1/2/2011 9:00,1,a b,UK\n", "row 2: CustomerID: \"a b\" is not a customer number");
        row("1,A,,1,1/2/2011 9:00,1,,\n", "row 2: Country: \"\" is not the name of a country");
    }
    void brokenRetailFiles()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, part);
        const QString answer = readRetail(content);
        QVERIFY2(answer.contains(part), qPrintable(answer));
    }
};

QTEST_GUILESS_MAIN(CsvReaderTest)
#include "csv_reader_test.moc"
