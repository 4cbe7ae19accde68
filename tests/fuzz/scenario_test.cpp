// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/fault_reader.h"
#include "core/scenarios/scenario_reader.h"
#include "core/scenarios/shop_source.h"
#include "core/scenarios/timeline_source.h"
#include "core/scenarios/workload_source.h"
#include "tests/fuzz/mutator.h"

#include <QTest>

using namespace replay;

class FuzzScenarioTest : public QObject {
    Q_OBJECT
    const fuzz::Mutator m_mutator{17,
                                  {"{",
                                   "}",
                                   "[",
                                   "]",
                                   "\"",
                                   ":",
                                   ",",
                                   "0",
                                   "-1",
                                   "1e300",
                                   "1e-300",
                                   "0.5",
                                   "null",
                                   "\"kind\"",
                                   "\"delay\"",
                                   "\"refuse\"",
                                   "\"poison_event\"",
                                   "\"service\"",
                                   "\"payment\"",
                                   "\"2s\"",
                                   "\"shop\"",
                                   "\"orders\"",
                                   "\"at\"",
                                   "\"product\"",
                                   "[1, 2]",
                                   "[2, 1]",
                                   "1000000",
                                   "99999999999",
                                   "=",
                                   "probability",
                                   "order"}};
    const QByteArray m_scenario =
        R"({"name": "a", "seed": 3, "start": "2026-01-05T08:00:00Z", "shop": {"customers": 3, "products": 4, "opening_stock": [2, 5]},
        "workload": {"orders": 6, "per_second": 2.5, "items_per_order": [1, 3]}, "network": {"latency_ms": [2, 20], "loss": 0.1},
        "faults": [{"kind": "crash_after_commit", "service": "payment", "occurrence": 2, "down_for": "2s"}, {"kind": "refuse", "step": "process_payment", "from": "1s"}],
        "timeline": [{"at": "2s", "command": "UpdateProduct", "data": {"product": 2, "price": "3.00"}}], "expect": {"sagas.completed": {"min": 1}}})";

    // What was read can be used: the first inputs come without a crash and in rising time.
    static void use(scenarios::InputSource& source)
    {
        base::ModelTime last{-1};
        for (int portion = 0; portion < 3; ++portion) {
            const auto inputs = source.next(20);
            QVERIFY(inputs.has_value());
            for (const auto& input : *inputs) {
                QVERIFY(input.at >= last);
                last = input.at;
            }
        }
    }

private Q_SLOTS:
    void scenarios_()
    {
        int read = 0;
        for (int i = 0; i < fuzz::rounds(15'000); ++i) {
            const auto scenario =
                scenarios::readScenario(i % 8 ? m_mutator.damaged(m_scenario, i) : m_mutator.invented(i), QStringLiteral("x"));
            if (!scenario) {
                QCOMPARE(scenario.error().kind, base::ErrorKind::Malformed);
                continue;
            }
            ++read;
            scenarios::ShopSource shop(*scenario, 1);
            scenarios::WorkloadSource workload(*scenario, 1);
            scenarios::TimelineSource timeline(*scenario, 1);
            use(shop);
            use(workload);
            use(timeline);
        }
        QVERIFY2(read > 100, qPrintable(QString::number(read)));
    }

    void faults()
    {
        for (int i = 0; i < fuzz::rounds(15'000); ++i) {
            const QByteArray spec =
                i % 4 ? m_mutator.damaged("lost_reply:service=payment,message=ProcessPayment,probability=0.05,times=2,from=2s", i)
                      : m_mutator.invented(i);
            const auto rule = scenarios::parseFaultSpec(QString::fromUtf8(spec));
            QVERIFY(rule ? rule->probability >= 0 && rule->probability <= 1 && rule->order >= 0
                         : rule.error().kind == base::ErrorKind::Malformed);
        }
    }
};

QTEST_GUILESS_MAIN(FuzzScenarioTest)
#include "scenario_test.moc"
