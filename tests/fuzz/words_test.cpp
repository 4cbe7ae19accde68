// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/model_time.h"
#include "core/base/money.h"
#include "tests/fuzz/mutator.h"

#include <QTest>

using namespace replay;
using base::ModelTime;
using base::Money;

/// The smallest words: money, times, durations.
class FuzzWordsTest : public QObject {
    Q_OBJECT
    const fuzz::Mutator m_mutator{11,
                                  {"0", "9", "99999999.99", ".", "-", "+", "e5", ":", "T", "Z", "ms", "us", "s", "m", "h", " ",
                                   "2026-01-05T08:00:00Z", "\xd9\xa1", "NaN"}};

private Q_SLOTS:
    void money()
    {
        for (int i = 0; i < fuzz::rounds(20'000); ++i) {
            const QString text = QString::fromUtf8(i % 2 ? m_mutator.damaged("12.50", i) : m_mutator.invented(i));
            const auto money = Money::parse(text);
            if (!money) {
                QVERIFY(!money.error().message.isEmpty());
                continue;
            }
            QVERIFY(money->inRange());
            QCOMPARE(*Money::parse(money->toString()), *money);
        }
    }

    void times()
    {
        for (int i = 0; i < fuzz::rounds(20'000); ++i) {
            const QString text = QString::fromUtf8(i % 2 ? m_mutator.damaged("2026-01-05T08:00:00.123456Z", i) : m_mutator.invented(i));
            if (const auto time = ModelTime::parse(text))
                QCOMPARE(*ModelTime::parse(time->toString()), *time);
        }
    }

    void allTimesAreWrittenAndReadAgain()
    {
        const base::Random random(5);
        constexpr std::int64_t yearTenThousand = 253'402'300'800LL * base::usPerSecond;
        for (int i = 0; i < fuzz::rounds(5'000); ++i) {
            const ModelTime time{random.between(0, yearTenThousand - 1, base::Concern::Workload, "time", static_cast<std::uint64_t>(i))};
            QCOMPARE(*ModelTime::parse(time.toString()), time);
        }
    }

    void durations()
    {
        for (int i = 0; i < fuzz::rounds(20'000); ++i) {
            const auto duration = base::parseDuration(QString::fromUtf8(i % 2 ? m_mutator.damaged("1.5s", i) : m_mutator.invented(i)));
            QVERIFY(!duration || *duration >= 0);
        }
    }
};

QTEST_GUILESS_MAIN(FuzzWordsTest)
#include "words_test.moc"
