// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/retail_source.h"
#include "tests/fuzz/mutator.h"

#include <QTemporaryDir>
#include <QTest>
#include <zlib.h>

using namespace replay;

class FuzzCsvTest : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;
    const fuzz::Mutator m_mutator{19,
                                  {",", "\"", "\"\"", "\n", "\r\n", "\r", "\xc2\xa3", "\xff", "0.001", "-1", "99999999999999999999",
                                   "12/1/2010 8:26", "C", "UnitPrice", "536365", "2010-12-01 08:26:00"}};
    const QByteArray m_file = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
                              "536365,85123A,\"WHITE, HEART\",6,12/1/2010 8:26,2.55,17850,United Kingdom\n"
                              "536365,71053,LANTERN,6,12/1/2010 8:26,3.39,17850,United Kingdom\n"
                              "C536379,D,Discount,-1,12/1/2010 9:41,27.5,14527,United Kingdom\n"
                              "536366,71053,,-3,12/1/2010 9:45,0,,France\n"
                              "536367,85123A,HEART,1,12/1/2010 9:46,0.001,,France\n";

    QString file(const QByteArray& content)
    {
        QFile file(m_folder.filePath(QStringLiteral("x.csv")));
        const bool good = file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
        return good ? file.fileName() : QString();
    }

    static QString quote(const QByteArray& field)
    {
        return QString(u'"' % QString::fromUtf8(field).replace(u'"', QStringLiteral("\"\"")) % u'"');
    }

private Q_SLOTS:
    void files()
    {
        int imported = 0;
        for (int i = 0; i < fuzz::rounds(2'500); ++i) {
            const auto source = scenarios::RetailSource::open({file(m_mutator.damaged(m_file, i)), 0, 1'000}, 1,
                                                              [](const QString&) { return std::optional<QJsonObject>(); });
            if (!source) {
                QVERIFY(!source.error().message.isEmpty());
                continue;
            }
            ++imported;
            const scenarios::RetailReport& report = (*source)->report();
            QCOMPARE(qint64(report.rows), qint64(report.used() + report.refusedInAll()));
            base::ModelTime last{INT64_MIN};
            for (;;) {
                const auto inputs = (*source)->next(3);
                QVERIFY(inputs.has_value());
                if (inputs->empty())
                    break;
                for (const auto& input : *inputs) {
                    QVERIFY(input.at > last);
                    last = input.at;
                }
            }
            QVERIFY((*source)->isFinished());
        }
        QVERIFY2(imported > 100, qPrintable(QString::number(imported)));
    }

    void damagedGzip()
    {
        const QString path = m_folder.filePath(QStringLiteral("x.csv.gz"));
        const gzFile packed = gzopen(QFile::encodeName(path).constData(), "wb");
        gzwrite(packed, m_file.constData(), static_cast<unsigned>(m_file.size()));
        gzclose(packed);
        QFile whole(path);
        QVERIFY(whole.open(QIODevice::ReadOnly));
        const QByteArray bytes = whole.readAll();
        whole.close();
        for (int i = 0; i < fuzz::rounds(2'000); ++i) {
            auto reader = scenarios::CsvReader::open(file(m_mutator.damaged(bytes, i)));
            QVERIFY(reader.has_value());
            for (;;) {
                const auto more = (*reader)->next();
                if (!more || !*more)
                    break;
            }
        }
    }

    void whatIsWrittenIsReadAgain()
    {
        for (int i = 0; i < fuzz::rounds(2'000); ++i) {
            QList<QByteArray> fields;
            for (int k = 0; k < 4; ++k) {
                const QString text = QString::fromUtf8(m_mutator.invented(i * 4 + k)).remove(QChar::Null);
                fields << text.toUtf8();
            }
            QStringList quoted;
            for (const QByteArray& field : fields)
                quoted << quote(field);
            auto reader = scenarios::CsvReader::open(file(QByteArray(quoted.join(u',').toUtf8() + "\r\n")));
            QVERIFY(reader.has_value() && *(*reader)->next());
            QCOMPARE((*reader)->size(), 4);
            for (int k = 0; k < 4; ++k)
                QCOMPARE((*reader)->field(k).toByteArray(), fields[k]);
        }
    }
};

QTEST_GUILESS_MAIN(FuzzCsvTest)
#include "csv_test.moc"
