// SPDX-License-Identifier: GPL-3.0-or-later
// The golden values were computed by another implementation of SipHash-2-4 (in Python, checked against the authors' vectors):
// every machine must agree with them.
#include "core/base/random.h"
#include "core/contracts/ids.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace replay::base;

class BaseRandomTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void bitsAreGolden()
    {
        const Random random(42);
        QCOMPARE(quint64(random.bits(Concern::Latency, "message")), quint64(0x8eda0b33967e85bbULL));
        QCOMPARE(quint64(random.bits(Concern::Latency, "message", 1)), quint64(0x991019ea4f8a3114ULL));
        QCOMPARE(quint64(random.bits(Concern::Loss, "message")), quint64(0xeae7f98dac443d51ULL));
        QCOMPARE(quint64(Random(43).bits(Concern::Latency, "message")), quint64(0x1b504004b7acc3bfULL));
        QCOMPARE(quint64(Random(0).bits(Concern::Ids, "")), quint64(0xfe8f6a6f1b45b05aULL));
    }
    void rangesAreGolden()
    {
        const Random random(42);
        QList<qint64> dice;
        for (std::uint64_t i = 0; i < 12; ++i)
            dice << random.between(1, 6, Concern::Workload, "dice", i);
        QCOMPARE(dice, (QList<qint64>{2, 5, 3, 4, 5, 2, 1, 1, 6, 3, 1, 2}));
        QCOMPARE(qint64(random.between(7, 7, Concern::Workload, "dice")), qint64(7));
        QCOMPARE(qint64(random.between(7, 3, Concern::Workload, "dice")), qint64(7));
    }
    void chancesAreGolden()
    {
        const Random random(42);
        for (std::uint64_t i = 0; i < 16; ++i)
            QCOMPARE(random.chance(0.25, Concern::Fault, "rule", i), i == 15);
        QVERIFY(!random.chance(0.0, Concern::Fault, "rule"));
        QVERIFY(random.chance(1.0, Concern::Fault, "rule"));
    }
    void idsAreGolden()
    {
        const Random random(42);
        QCOMPARE(idText(random.uuid(defaultStart, "order")), u"019b8d2b-8c00-7238-ba7f-38c266a33c67"_s);
        QCOMPARE(idText(random.uuid(defaultStart, "order", 1)), u"019b8d2b-8c00-72c2-bc9d-49f49a05dac5"_s);
        QCOMPARE(idText(random.uuid(defaultStart, "order", 2)).at(14), QChar(u'7'));
        const auto bytes = idBytes(random.uuid(defaultStart, "order"));
        QCOMPARE(QByteArray(bytes.data(), 16).toHex(), QByteArray("019b8d2b8c007238ba7f38c266a33c67"));
    }
    void derivedIdsAreGolden()
    {
        const QUuid id = QUuid::fromString(u"019b8d3a-7c00-7000-8000-000000000001"_s);
        QCOMPARE(idText(replay::contracts::stockItemId(id)), u"4cafb075-200a-5690-9ca4-02943fe67de4"_s);
        QCOMPARE(idText(replay::contracts::reservationId(id)), u"13d14f55-9443-5278-8928-6517f5875e6c"_s);
        QCOMPARE(idText(replay::contracts::paymentId(id)), u"16fc11fd-bae5-5fd6-83b6-50e44ca9ed7a"_s);
        QCOMPARE(replay::contracts::shortCode(id), u"00000001"_s);
        QCOMPARE(replay::contracts::shortCode(QUuid::fromString(u"019b8d3a-7c00-7000-8000-0000deadbeef"_s)), u"DEADBEEF"_s);
    }
    void isUniform()
    {
        const Random random(7);
        std::array<int, 10> counts{};
        for (std::uint64_t i = 0; i < 20'000; ++i)
            ++counts[static_cast<std::size_t>(random.between(0, 9, Concern::Workload, "spread", i))];
        for (const int count : counts)
            QVERIFY2(count > 1'800 && count < 2'200, "2,000 were expected, give or take");
    }
};

QTEST_GUILESS_MAIN(BaseRandomTest)
#include "base_random_test.moc"
