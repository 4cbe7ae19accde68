// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/money.h"

#include <QTest>

using namespace Qt::StringLiterals;
using replay::base::Money;

class BaseMoneyTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void reads_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("hundredths");
        QTest::newRow("whole") << u"12"_s << qint64(1'200);
        QTest::newRow("one decimal") << u"12.5"_s << qint64(1'250);
        QTest::newRow("two decimals") << u"12.50"_s << qint64(1'250);
        QTest::newRow("zero") << u"0"_s << qint64(0);
        QTest::newRow("leading zeros") << u"0012.05"_s << qint64(1'205);
        QTest::newRow("negative") << u"-0.01"_s << qint64(-1);
        QTest::newRow("negative zero") << u"-0.00"_s << qint64(0);
        QTest::newRow("largest") << u"99999999.99"_s << qint64(Money::hundredthsMax);
        QTest::newRow("smallest") << u"-99999999.99"_s << qint64(-Money::hundredthsMax);
    }
    void reads()
    {
        QFETCH(QString, text);
        QFETCH(qint64, hundredths);
        const auto money = Money::parse(text);
        QVERIFY(money.has_value());
        QCOMPARE(qint64(money->hundredths()), hundredths);
        QCOMPARE(qint64(Money::parse(money->toString())->hundredths()), hundredths);
    }
    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text : {"", "-", "+1", ".5", "1.", "1.234", "1e3", " 1", "1 ", "1,50", "NaN", "inf", "--1", "1.-5", "0x10",
                                 "100000000", "99999999999999999999", "1.2.3"})
            QTest::newRow(text) << QString::fromLatin1(text);
        QTest::newRow("other digits") << QString(QChar(0x0661));
    }
    void refuses()
    {
        QFETCH(QString, text);
        const auto money = Money::parse(text);
        QVERIFY(!money.has_value());
        QCOMPARE(money.error().kind, replay::base::ErrorKind::Malformed);
        QVERIFY(money.error().message.contains(text));
    }
    void saysWhatIsWrong()
    {
        QVERIFY(Money::parse(u"1.234").error().message.contains(u"at most two decimals"_s));
        QVERIFY(Money::parse(u"100000000").error().message.contains(u"99999999.99"_s));
    }
    void writesTwoDecimals()
    {
        QCOMPARE(Money::fromHundredths(5).toString(), u"0.05"_s);
        QCOMPARE(Money::fromHundredths(-5).toString(), u"-0.05"_s);
        QCOMPARE(Money::fromHundredths(-100).toString(), u"-1.00"_s);
        QCOMPARE(Money::fromHundredths(Money::hundredthsMax).toString(), u"99999999.99"_s);
    }
    void isExact()
    {
        // 0.1 + 0.2, which binary floating point gets wrong.
        QCOMPARE((*Money::parse(u"0.10") + *Money::parse(u"0.20")).toString(), u"0.30"_s);
        QCOMPARE((Money::fromHundredths(999) * 1'000'000).toString(), u"9990000.00"_s);
        QVERIFY(!(Money::fromHundredths(Money::hundredthsMax) * 1'000'000).inRange());
        QVERIFY(Money::fromHundredths(Money::hundredthsMax).inRange());
        QVERIFY(!Money::fromHundredths(Money::hundredthsMax + 1).inRange());
    }
};

QTEST_GUILESS_MAIN(BaseMoneyTest)
#include "base_money_test.moc"
