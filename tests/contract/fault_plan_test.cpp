// SPDX-License-Identifier: GPL-3.0-or-later
// What a rule hits, how often, and that one rule does not move another.
#include "core/faults/fault_plan.h"

#include <QTest>
#include <functional>

using namespace replay;
using api::FaultRule;
using faults::Aim;
using faults::FaultPlan;
using faults::Injection;

Q_DECLARE_METATYPE(std::function<void(replay::api::FaultRule&)>)

namespace {

QString text(const char* latin) { return QString::fromLatin1(latin); }

FaultRule rule(qint64 id, const char* kind)
{
    FaultRule made;
    made.id = id;
    made.kind = text(kind);
    return made;
}

Aim payment(qint64 order = 1)
{
    return {text("payment"), text("saga"), text("ProcessPayment"), text("process_payment"),
            false,           order,        base::defaultStart,     "message " + QByteArray::number(order)};
}

const base::Random random42(42);

/// Which of the orders 1 … count are hit.
QList<qint64> hits(FaultPlan& plan, qint64 count)
{
    QList<qint64> hit;
    for (qint64 order = 1; order <= count; ++order) {
        if (plan.decide(payment(order), random42))
            hit << order;
    }
    return hit;
}

}  // namespace

class FaultPlanTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aims_data()
    {
        QTest::addColumn<std::function<void(FaultRule&)>>("change");
        QTest::addColumn<bool>("hit");
        using Change = std::function<void(FaultRule&)>;
        QTest::newRow("everything") << Change([](FaultRule&) {}) << true;
        QTest::newRow("service") << Change([](FaultRule& r) { r.service = text("payment"); }) << true;
        QTest::newRow("other service") << Change([](FaultRule& r) { r.service = text("order"); }) << false;
        QTest::newRow("message") << Change([](FaultRule& r) { r.message = text("ProcessPayment"); }) << true;
        QTest::newRow("other message") << Change([](FaultRule& r) { r.message = text("RefundPayment"); }) << false;
        QTest::newRow("step") << Change([](FaultRule& r) { r.step = text("process_payment"); }) << true;
        QTest::newRow("other step") << Change([](FaultRule& r) { r.step = text("create_order"); }) << false;
        QTest::newRow("order") << Change([](FaultRule& r) { r.order = 1; }) << true;
        QTest::newRow("other order") << Change([](FaultRule& r) { r.order = 2; }) << false;
        QTest::newRow("from now") << Change([](FaultRule& r) { r.from = base::defaultStart; }) << true;
        QTest::newRow("from later") << Change([](FaultRule& r) { r.from = base::defaultStart + 1; }) << false;
        QTest::newRow("until later") << Change([](FaultRule& r) { r.until = base::defaultStart + 1; }) << true;
        QTest::newRow("until now") << Change([](FaultRule& r) { r.until = base::defaultStart; }) << false;
        QTest::newRow("disarmed") << Change([](FaultRule& r) { r.armed = false; }) << false;
        QTest::newRow("never") << Change([](FaultRule& r) { r.probability = 0; }) << false;
    }
    void aims()
    {
        QFETCH(std::function<void(FaultRule&)>, change);
        QFETCH(bool, hit);
        FaultRule aimed = rule(1, "error");
        change(aimed);
        FaultPlan plan;
        plan.setRules({aimed});
        QCOMPARE(plan.decide(payment(), random42).has_value(), hit);
    }

    void countsMatches_data()
    {
        QTest::addColumn<qint64>("occurrence");
        QTest::addColumn<qint64>("times");
        QTest::addColumn<QList<qint64>>("hit");
        QTest::newRow("every") << 0LL << 0LL << QList<qint64>{1, 2, 3, 4, 5};
        QTest::newRow("the third") << 3LL << 0LL << QList<qint64>{3};
        QTest::newRow("twice") << 0LL << 2LL << QList<qint64>{1, 2};
        QTest::newRow("twice from the third") << 3LL << 2LL << QList<qint64>{3, 4};
    }
    void countsMatches()
    {
        QFETCH(qint64, occurrence);
        QFETCH(qint64, times);
        QFETCH(QList<qint64>, hit);
        FaultRule counted = rule(1, "error");
        counted.occurrence = occurrence;
        counted.times = times;
        FaultPlan plan;
        plan.setRules({counted});
        QCOMPARE(hits(plan, 5), hit);
        QCOMPARE(plan.counts()[1].matched, 5);
        QCOMPARE(plan.counts()[1].fired, hit.size());
        // Counts that were kept are gone on with.
        FaultPlan resumed;
        resumed.setRules({counted});
        resumed.setCounts(plan.counts());
        QCOMPARE(hits(resumed, 5).isEmpty(), times > 0 || occurrence > 0);
        QVERIFY(!plan.takeChanged().isEmpty());
        QVERIFY(plan.takeChanged().isEmpty());
    }

    void probabilityIsKeyedByTheMessage()
    {
        FaultRule sometimes = rule(1, "error");
        sometimes.probability = 0.3;
        FaultPlan plan;
        plan.setRules({sometimes});
        const QList<qint64> hit = hits(plan, 1'000);
        QVERIFY2(hit.size() > 240 && hit.size() < 360, qPrintable(QString::number(hit.size())));
        FaultPlan backwards;
        backwards.setRules({sometimes});
        for (qint64 order = 1'000; order >= 1; --order)
            QCOMPARE(backwards.decide(payment(order), random42).has_value(), hit.contains(order));
    }

    void whatIsInjected()
    {
        FaultRule refusal = rule(7, "refuse");
        FaultPlan plan;
        plan.setRules({refusal});
        const auto declined = plan.decide(payment(), random42);
        QCOMPARE(declined->reason, text("card declined"));
        QCOMPARE(declined->note(), text("fault:refuse#7"));
        Aim reserve = payment();
        reserve.message = text("ReserveInventory");
        QCOMPARE(plan.decide(reserve, random42)->reason, text("out of stock"));
        refusal.reason = text("the bank is closed");
        refusal.delayUs = 5;
        refusal.downForUs = 6;
        plan.setRules({refusal});
        const auto own = plan.decide(payment(), random42);
        QCOMPARE(own->reason, text("the bank is closed"));
        QCOMPARE(own->delayUs, 5);
        QCOMPARE(own->downForUs, 6);
    }

    void compensationsAreHitOnlyOnPurpose_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("message");
        QTest::addColumn<bool>("hitsAction");
        QTest::addColumn<bool>("hitsCompensation");
        QTest::newRow("compensation failure") << text("compensation_failure") << QString() << false << true;
        QTest::newRow("any transport fault") << text("lost_reply") << QString() << true << false;
        QTest::newRow("a transport fault that names it") << text("lost_reply") << text("RefundPayment") << false << true;
        QTest::newRow("never refused") << text("refuse") << text("RefundPayment") << false << false;
    }
    void compensationsAreHitOnlyOnPurpose()
    {
        QFETCH(QString, kind);
        QFETCH(QString, message);
        QFETCH(bool, hitsAction);
        QFETCH(bool, hitsCompensation);
        FaultRule aimed = rule(1, "");
        aimed.kind = kind;
        aimed.message = message;
        FaultPlan plan;
        plan.setRules({aimed});
        Aim compensation = payment();
        compensation.compensation = true;
        compensation.message = text("RefundPayment");
        QCOMPARE(plan.decide(payment(), random42).has_value(), hitsAction);
        QCOMPARE(plan.decide(compensation, random42).has_value(), hitsCompensation);
    }

    void theOrchestratorsCrashesAreItsOwn()
    {
        FaultPlan plan;
        plan.setRules({rule(1, "orchestrator_crash"), rule(2, "error")});
        QCOMPARE(plan.decide(payment(), random42)->kind, text("error"));
        const auto crash = plan.decideCrash(payment(), random42);
        QCOMPARE(crash->kind, text("orchestrator_crash"));
        QVERIFY(crash->downForUs > 0);
        QCOMPARE(plan.counts()[1].fired, 1);
        QCOMPARE(plan.counts()[2].fired, 1);
    }

    /// On 200 messages of all kinds: wherever the second rule does not itself come first, the first rule decides as it did alone.
    void oneRuleDoesNotMoveAnother()
    {
        const QList<std::pair<const char*, const char*>> messages{
            {"order", "CreateOrder"}, {"inventory", "ReserveInventory"}, {"payment", "ProcessPayment"}, {"payment", "RefundPayment"}};
        FaultRule first = rule(1, "error");
        first.probability = 0.4;
        for (const char* kind : {"refuse", "lost_reply", "duplicate", "compensation_failure", "orchestrator_crash"}) {
            FaultRule other = rule(2, kind);
            other.probability = 0.5;
            FaultPlan alone;
            alone.setRules({first});
            FaultPlan before;
            before.setRules({other, first});
            FaultPlan after;
            after.setRules({first, other});
            int shared = 0;
            for (int i = 0; i < 200; ++i) {
                const auto& [service, name] =
                    messages[random42.between(0, 3, base::Concern::Workload, "which", static_cast<std::uint64_t>(i))];
                const Aim aim{text(service),          text("saga"),         text(name), {}, qstrcmp(name, "RefundPayment") == 0, i,
                              base::defaultStart + i, QByteArray::number(i)};
                const auto expected = alone.decide(aim, random42);
                const auto asFirst = after.decide(aim, random42);
                QCOMPARE(asFirst && asFirst->rule == 1, expected.has_value());
                const auto asSecond = before.decide(aim, random42);
                if (!asSecond || asSecond->rule != 2)
                    QCOMPARE(asSecond.has_value(), expected.has_value());
                else
                    ++shared;
            }
            QVERIFY(alone.counts()[1].fired > 20);
            QCOMPARE(alone.counts()[1].fired, after.counts()[1].fired);
            QCOMPARE(alone.counts()[1].matched, before.counts()[1].matched);
            QCOMPARE(shared > 0, qstrcmp(kind, "orchestrator_crash") != 0);
        }
    }
};

QTEST_GUILESS_MAIN(FaultPlanTest)
#include "fault_plan_test.moc"
