// SPDX-License-Identifier: GPL-3.0-or-later
// The way in: an input is recorded once, with how it travels; nothing of it is lost by a restart, and no password is kept.
#include "core/runtime/gateway.h"
#include "core/storage/migrator.h"
#include "tests/contract/must.h"

#include <QTemporaryDir>
#include <QTest>

using namespace replay;
using replay::tests::must;
using runtime::Admission;
using runtime::Gateway;
using scenarios::PlannedInput;

namespace {

QString text(const char* latin) { return QString::fromLatin1(latin); }

PlannedInput input(int number, const char* actor = "user")
{
    PlannedInput planned;
    planned.at = base::defaultStart + number * base::usPerSecond;
    planned.target = text("product");
    planned.message.id = QUuid::createUuidV5(QUuid(), QString::number(number));
    planned.message.correlationId = planned.message.id;
    planned.message.name = text("CreateProduct");
    planned.message.actor = text(actor);
    planned.message.data = {{text("name"), QStringLiteral("Teapot %1").arg(number)}, {text("price"), text("9.90")}};
    return planned;
}

api::FaultRule rule(const char* kind)
{
    api::FaultRule made;
    made.kind = text(kind);
    return made;
}

struct Bench {
    explicit Bench(faults::NetworkProfile profile = {}) : transport(random, profile), gateway(made()) {}

    QTemporaryDir folder;
    base::Random random{42};
    faults::Transport transport;
    std::unique_ptr<Gateway> gateway;

    std::unique_ptr<Gateway> made()
    {
        auto database = storage::Database::open(folder.filePath(text("gateway.db")), storage::Access::ReadWrite).value();
        must(storage::migrate(*database, {text("gateway")}));
        auto fresh = std::make_unique<Gateway>(std::move(database), transport);
        must(fresh->load());
        return fresh;
    }
    void reopen()
    {
        gateway.reset();
        gateway = made();
    }
    void arm(const api::FaultRule& fault)
    {
        gateway->addFaultRule(fault).value();
        gateway->plan().setRules(gateway->faultRules().value());
    }
    std::vector<Admission> admit(const PlannedInput& planned) { return gateway->admit({planned}, {}, {}, false).value(); }
};

}  // namespace

class GatewayTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anInputIsRecordedOnce()
    {
        Bench bench;
        QVERIFY(bench.gateway->targetOf(input(1).message.id).value().isEmpty());
        const auto admitted = bench.admit(input(1));
        QCOMPARE(admitted.size(), 1U);
        QCOMPARE(admitted[0].target, text("product"));
        QVERIFY(admitted[0].dueAt >= input(1).at + bench.transport.profile().leastUs());
        QVERIFY(!bench.gateway->targetOf(input(1).message.id).value().isEmpty());
        QVERIFY(bench.admit(input(1)).empty());
        QCOMPARE(bench.gateway->database().integer("SELECT count(*) FROM inputs", 0).value(), 1);
        QCOMPARE(bench.gateway->lastPersonalInputAt().value(), input(1).at);
    }

    void whatWaitsIsReadAgain()
    {
        faults::NetworkProfile twice;
        twice.duplication = 1;
        Bench bench(twice);
        bench.arm(rule("refuse"));
        PlannedInput planned = input(1);
        planned.message.expectedVersion = events::ExpectedVersion::exact(3);
        const auto admitted = bench.admit(planned);
        QCOMPARE(admitted.size(), 2U);
        QCOMPARE(admitted[1].delivery.copy, 2);
        bench.reopen();
        const auto pending = bench.gateway->pending(text("product"), {}).value();
        QCOMPARE(pending.size(), 2U);
        for (std::size_t i = 0; i < 2; ++i) {
            const commands::Message& before = admitted[i].delivery.message;
            const commands::Message& after = pending[i].delivery.message;
            QCOMPARE(pending[i].dueAt, admitted[i].dueAt);
            QCOMPARE(pending[i].delivery.copy, admitted[i].delivery.copy);
            QCOMPARE(pending[i].delivery.rule, admitted[i].delivery.rule);
            QCOMPARE(pending[i].delivery.downForUs, admitted[i].delivery.downForUs);
            QCOMPARE(after.id, before.id);
            QCOMPARE(after.data, before.data);
            QCOMPARE(after.fault, text("refuse"));
            QCOMPARE(after.faultReason, before.faultReason);
            QCOMPARE(after.expectedVersion->version(), 3);
        }
        QVERIFY(bench.gateway->pending(text("order"), {}).value().empty());
        // Between its two arrivals only the second is still to come.
        const auto later = bench.gateway->pending(text("product"), admitted[0].dueAt + 1).value();
        QCOMPARE(later.size(), 1U);
        QCOMPARE(later[0].delivery.copy, 2);
        QVERIFY(bench.gateway->pending(text("product"), admitted[1].dueAt + 1).value().empty());
    }

    void aPasswordIsNotKept()
    {
        Bench bench;
        PlannedInput planned = input(1);
        planned.target = text("user");
        planned.message.name = text("RegisterUser");
        planned.message.data = {{text("email"), text("ada@example.com")}, {text("password"), text("correct horse")}};
        const auto admitted = bench.admit(planned);
        QCOMPARE(admitted[0].delivery.message.data[text("password")].toString(), text("correct horse"));
        bench.reopen();
        QFile file(bench.folder.filePath(text("gateway.db")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        QVERIFY(!bytes.contains("correct horse"));
        const auto pending = bench.gateway->pending(text("user"), {}).value();
        QCOMPARE(pending[0].delivery.message.data, (QJsonObject{{text("email"), text("ada@example.com")}}));
    }

    void aLostMessageIsSentAgain_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::newRow("lost request") << text("lost_request");
        QTest::newRow("no reply") << text("no_reply");
    }
    void aLostMessageIsSentAgain()
    {
        QFETCH(QString, kind);
        Bench bench;
        const auto calm = bench.admit(input(1));
        QVERIFY(calm[0].dueAt < input(1).at + base::usPerSecond);
        api::FaultRule fault = rule("");
        fault.kind = kind;
        bench.arm(fault);
        const auto admitted = bench.admit(input(2));
        QCOMPARE(admitted.size(), 1U);
        QVERIFY(admitted[0].dueAt > input(2).at + base::usPerSecond);
        QVERIFY(admitted[0].delivery.message.fault.isEmpty());
    }

    void aLossyNetworkStillDelivers()
    {
        faults::NetworkProfile bad;
        bad.loss = 0.6;
        Bench bench(bad);
        int late = 0;
        for (int i = 1; i <= 50; ++i) {
            const auto admitted = bench.admit(input(i));
            QCOMPARE(admitted.size(), 1U);
            late += admitted[0].dueAt > input(i).at + base::usPerSecond ? 1 : 0;
        }
        QVERIFY2(late > 15 && late < 45, qPrintable(QString::number(late)));
    }

    void settingUpIsNeverDisturbed()
    {
        faults::NetworkProfile bad;
        bad.loss = 1;
        bad.duplication = 1;
        Bench bench(bad);
        bench.arm(rule("refuse"));
        const auto admitted = bench.admit(input(1, "setup"));
        QCOMPARE(admitted.size(), 1U);
        QCOMPARE(admitted[0].dueAt, input(1).at + bench.transport.profile().leastUs());
        QVERIFY(admitted[0].delivery.message.fault.isEmpty());
    }

    void faultCountsSurviveReopening()
    {
        Bench bench;
        api::FaultRule third = rule("error");
        third.occurrence = 3;
        bench.arm(third);
        QVERIFY(bench.admit(input(1))[0].delivery.message.fault.isEmpty());
        QVERIFY(bench.admit(input(2))[0].delivery.message.fault.isEmpty());
        bench.reopen();
        QCOMPARE(bench.gateway->plan().counts()[1].matched, 2);
        QCOMPARE(bench.admit(input(3))[0].delivery.message.fault, text("error"));
        bench.reopen();
        QVERIFY(bench.admit(input(4))[0].delivery.message.fault.isEmpty());
        QVERIFY(bench.gateway->disarmFaultRule(1, replay::base::ModelTime{5}));
        QVERIFY(!bench.gateway->faultRules().value()[0].armed);
    }

    void aRuleComesBackAsItWas()
    {
        api::FaultRule full;
        full.kind = text("delay");
        full.service = text("payment");
        full.message = text("ProcessPayment");
        full.step = text("process_payment");
        full.order = 5;
        full.occurrence = 2;
        full.times = 3;
        full.probability = 0.25;
        full.from = base::defaultStart;
        full.until = base::defaultStart + 7;
        full.delayUs = 11;
        full.downForUs = 13;
        full.reason = text("because");
        Bench bench;
        bench.arm(full);
        const api::FaultRule back = bench.gateway->faultRules().value()[0];
        QCOMPARE(runtime::toJson(back), runtime::toJson(full));
        QCOMPARE(back.from, full.from);
        QCOMPARE(back.until, full.until);
        QCOMPARE(back.id, 1);
        QVERIFY(back.armed);
    }

    void aSourcesBookmarkMovesWithItsInputs()
    {
        Bench bench;
        const QJsonObject bookmark{{text("given"), 2}};
        QVERIFY(!bench.gateway->source(text("shop")).value());
        QCOMPARE(bench.gateway->admit({input(1, "setup"), input(2, "setup")}, text("shop"), bookmark, false).value().size(), 2U);
        bench.reopen();
        QCOMPARE(bench.gateway->source(text("shop")).value()->bookmark, bookmark);
        QVERIFY(!bench.gateway->source(text("shop")).value()->done);
        // An input that cannot be recorded takes the bookmark back with it.
        PlannedInput broken = input(3, "setup");
        broken.message.id = QUuid();
        QVERIFY(!bench.gateway->admit({input(4, "setup"), broken}, text("shop"), {{text("given"), 4}}, true));
        QCOMPARE(bench.gateway->source(text("shop")).value()->bookmark, bookmark);
        QVERIFY(bench.gateway->targetOf(input(4).message.id).value().isEmpty());
    }
};

QTEST_GUILESS_MAIN(GatewayTest)
#include "gateway_test.moc"
