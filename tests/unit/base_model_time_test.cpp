// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/model_time.h"

#include <QDateTime>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace replay::base;

class BaseModelTimeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void writesIso()
    {
        QCOMPARE(defaultStart.toString(), u"2026-01-05T08:00:00.000000Z"_s);
        QCOMPARE(ModelTime{0}.toString(), u"1970-01-01T00:00:00.000000Z"_s);
        QCOMPARE(ModelTime{-1}.toString(), u"1969-12-31T23:59:59.999999Z"_s);
        QCOMPARE(ModelTime{951'782'400 * usPerSecond}.toString(), u"2000-02-29T00:00:00.000000Z"_s);
        QCOMPARE(defaultStart.day(), u"2026-01-05"_s);
        QCOMPARE((defaultStart + 1).toString(), u"2026-01-05T08:00:00.000001Z"_s);
    }
    void agreesWithTheCalendar()
    {
        for (qint64 day = -200'000; day < 200'000; day += 373) {
            const ModelTime time{day * usPerDay + 12'345'678'901};
            const QDateTime calendar = QDateTime::fromMSecsSinceEpoch(time.us / usPerMs - (time.us % usPerMs < 0 ? 1 : 0), Qt::UTC);
            QCOMPARE(time.toString().left(23), calendar.toString(u"yyyy-MM-ddTHH:mm:ss.zzz"_s));
            QCOMPARE(*ModelTime::parse(time.toString()), time);
        }
    }
    void readsFewerDecimals()
    {
        QCOMPARE(*ModelTime::parse(u"2026-01-05T08:00:00Z"), defaultStart);
        QCOMPARE(*ModelTime::parse(u"2026-01-05T08:00:00.5Z"), defaultStart + 500'000);
        QCOMPARE(*ModelTime::parse(u"2026-01-05T08:00:00.000001Z"), defaultStart + 1);
    }
    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text : {"", "2026-01-05", "2026-01-05T08:00:00", "2026-01-05T08:00:00+01:00", "2026-02-30T08:00:00Z",
                                 "2026-01-05T24:00:00Z", "2026-01-05T08:60:00Z", "2026-01-05T08:00:00.Z", "2026-01-05T08:00:00.1234567Z",
                                 "2026-01-05 08:00:00Z", "2026-01-05T08:00:00.12a456Z", "2026-01-05T+8:00:00Z", "2026-01-05T 8:00:00Z"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }
    void refuses()
    {
        QFETCH(QString, text);
        QVERIFY(!ModelTime::parse(text).has_value());
    }
    void readsDurations()
    {
        QCOMPARE(qint64(*parseDuration(u"40us")), qint64(40));
        QCOMPARE(qint64(*parseDuration(u"250ms")), qint64(250'000));
        QCOMPARE(qint64(*parseDuration(u"1.5s")), qint64(1'500'000));
        QCOMPARE(qint64(*parseDuration(u"3m")), qint64(180'000'000));
        QCOMPARE(qint64(*parseDuration(u"1h")), qint64(3'600'000'000));
        for (const char* wrong : {"", "s", "5", "-1s", "1.s", "1d", "1.2.3s", "99999999999s"})
            QVERIFY2(!parseDuration(QString::fromLatin1(wrong)).has_value(), wrong);
    }
};

QTEST_GUILESS_MAIN(BaseModelTimeTest)
#include "base_model_time_test.moc"
