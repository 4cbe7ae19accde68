// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sim/simulation.h"

#include "core/contracts/purchase_course.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

namespace replay::tests {
namespace {

using runtime::Platform;
using runtime::Workspace;

template <typename T>
T must(base::Result<T> result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().message));
    return std::move(*result);
}

/// A small shop with little stock, one order after the other, and nothing that breaks.
QJsonObject calmScenario(int seed, const QString& style)
{
    return {{QStringLiteral("name"), QStringLiteral("twin %1").arg(seed)},
            {QStringLiteral("seed"), seed},
            {QStringLiteral("saga_style"), style},
            {QStringLiteral("shop"), QJsonObject{{QStringLiteral("customers"), 3},
                                                 {QStringLiteral("products"), 3 + seed % 3},
                                                 {QStringLiteral("opening_stock"), QJsonArray{1 + seed % 4, 5 + seed % 9}}}},
            {QStringLiteral("workload"), QJsonObject{{QStringLiteral("orders"), 14},
                                                     {QStringLiteral("per_second"), 0.5},
                                                     {QStringLiteral("items_per_order"), QJsonArray{1, 3}}}},
            {QStringLiteral("network"), QJsonObject{{QStringLiteral("latency_ms"), QJsonArray{2, 30}}}}};
}

QByteArray json(const QJsonObject& object) { return QJsonDocument(object).toJson(QJsonDocument::Compact); }

QJsonObject withFaults(QJsonObject scenario, const char* faults)
{
    scenario.insert(QStringLiteral("faults"), QJsonDocument::fromJson(faults).array());
    return scenario;
}

/// What a run leaves of the business: each order with its status, each stock item, each payment.
QStringList business(const Workspace& workspace)
{
    QStringList all;
    const auto table = [&](const char* service, const char* sql) {
        const auto database = must(storage::Database::open(workspace.folder() + u'/' + QString::fromLatin1(service) + QStringLiteral(".db"),
                                                           storage::Access::ReadOnly));
        const auto read = database->each(sql, storage::bind(), [&](const storage::Row& row) {
            QStringList cells;
            for (int i = 0; i < 3; ++i)
                cells << row.value(i).toString();
            all << QStringLiteral("%1 %2").arg(QString::fromLatin1(service), cells.join(u' '));
        });
        if (!read)
            qFatal("%s", qPrintable(read.error().message));
    };
    table("order", "SELECT order_number, status, total_amount FROM orders ORDER BY order_number");
    table("inventory", "SELECT sku, on_hand, reserved FROM stock_items ORDER BY sku");
    table("payment", "SELECT status, amount, count(*) FROM payments GROUP BY status, amount ORDER BY status, amount");
    return all;
}

struct Run {
    std::unique_ptr<QTemporaryDir> place;
    std::unique_ptr<Workspace> workspace;
    Outcome outcome;
};

Run run(const QJsonObject& scenario)
{
    Run run;
    run.place = std::make_unique<QTemporaryDir>(fastTemporaryTemplate());
    const QString folder = run.place->filePath(QStringLiteral("w"));
    run.outcome = must(runScenario(folder, json(scenario), Platform::Pace::Window, 0));
    run.workspace = must(Workspace::open(folder, storage::Access::ReadWrite));
    return run;
}

QList<api::SagaRow> purchases(const Run& run, const char* status = "")
{
    return must(must(run.workspace->makeReader())->sagas(QString::fromLatin1(status), 0, 1'000));
}

/// A purchase that was refused, and whose reservation is given back in vain so often.
Run stuckRun(int times)
{
    const QByteArray faults = R"([{"kind": "refuse", "step": "process_payment", "order": 1},
        {"kind": "compensation_failure", "step": "reserve_inventory", "order": 1, "times": )" +
                              QByteArray::number(times) + "}]";
    return run(withFaults(calmScenario(2, contracts::choreography), faults.constData()));
}

api::SagaAction action(const Run& run, const QString& id, const char* code)
{
    const QList<api::SagaAction> all = must(must(run.workspace->makeReader())->sagaActions(id));
    for (const api::SagaAction& each : all) {
        if (each.code == QLatin1String(code))
            return each;
    }
    qFatal("there is no action %s", code);
}

api::CommandAnswer operate(const Run& run, const api::SagaAction& action, const QString& id, const QString& reason = QStringLiteral("seen"))
{
    const auto answer = must(run.workspace->runCommand(
        {action.command, base::jsonBytes({{QStringLiteral("saga_id"), id}, {QStringLiteral("reason"), reason}}), {}, {}}));
    if (const auto idle = run.workspace->runUntilIdle(0, {}); !idle)
        qFatal("%s", qPrintable(idle.error().message));
    return answer;
}

qint64 sagaEvents(const Run& run)
{
    api::LogFilter filter;
    filter.aggregateType = QStringLiteral("Saga");
    return must(must(run.workspace->makeReader())->events(filter, 0, 10)).size();
}

}  // namespace

/// The purchase with an orchestrator and without one: the same business, whoever conducts it.
class TwinTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theSameSeedGivesTheSameBusiness()
    {
        qint64 completed = 0;
        qint64 failed = 0;
        for (int seed = 1; seed <= 12; ++seed) {
            const Run one = run(calmScenario(seed, contracts::orchestration));
            const Run other = run(calmScenario(seed, contracts::choreography));
            QVERIFY2(one.outcome.violations.isEmpty() && other.outcome.violations.isEmpty(),
                     qPrintable(other.outcome.violations.join(u'\n')));
            QCOMPARE(business(*other.workspace), business(*one.workspace));
            QCOMPARE(other.outcome.status.sagasCompleted, one.outcome.status.sagasCompleted);
            QCOMPARE(other.outcome.status.sagasFailed, one.outcome.status.sagasFailed);
            const auto left = purchases(one);
            const auto right = purchases(other);
            QCOMPARE(right.size(), left.size());
            for (qsizetype i = 0; i < left.size(); ++i) {
                QCOMPARE(right[i].status, left[i].status);
                QCOMPARE(right[i].error, left[i].error);
                QCOMPARE(right[i].orderNumber, left[i].orderNumber);
                QCOMPARE(right[i].ordinal, left[i].ordinal);
                QCOMPARE(right[i].style, contracts::choreography);
                for (qsizetype step = 0; step < left[i].steps.size(); ++step)
                    QCOMPARE(right[i].steps[step].status, left[i].steps[step].status);
            }
            completed += one.outcome.status.sagasCompleted;
            failed += one.outcome.status.sagasFailed;
        }
        QVERIFY(completed > 0 && failed > 0);
    }

    void theOrchestratorTakesNoPart()
    {
        const Run made = run(calmScenario(3, contracts::choreography));
        QCOMPARE(sagaEvents(made), 0);
        QCOMPARE(made.workspace->status().sagaStyle, contracts::choreography);  // also after it was opened again
        QVERIFY(made.workspace->platform().targetOf(QStringLiteral("PlaceOrder")) == u"order");
        const auto reader = must(made.workspace->makeReader());
        const QList<api::SagaAction> actions = must(reader->sagaActions(purchases(made).first().sagaId));
        QVERIFY(!actions.isEmpty());
        for (const api::SagaAction& action : actions)
            QVERIFY(!action.allowed && !action.refusal.isEmpty());
    }

    void stepsAreAimedAtByName()
    {
        const Run made = run(withFaults(calmScenario(2, contracts::choreography),
                                        R"([{"kind": "refuse", "step": "process_payment", "order": 2, "reason": "card declined"},
                                            {"kind": "error", "step": "reserve_inventory", "order": 3, "times": 2},
                                            {"kind": "lost_request", "step": "confirm_order", "order": 4, "times": 1},
                                            {"kind": "no_reply", "service": "payment", "order": 1, "times": 9}])"));
        QVERIFY2(made.outcome.violations.isEmpty(), qPrintable(made.outcome.violations.join(u'\n')));
        const auto rows = purchases(made);
        const auto nth = [&](qint64 ordinal) { return rows[rows.size() - ordinal]; };
        QCOMPARE(nth(2).status, QStringLiteral("failed"));
        QCOMPARE(nth(2).error, QStringLiteral("card declined"));
        QCOMPARE(nth(3).steps[1].attempts, 3);
        QCOMPARE(nth(4).steps[3].attempts, 2);
        QCOMPARE(nth(1).error, QStringLiteral("process_payment failed 3 times: no answer within 5 s"));
        const auto reader = must(made.workspace->makeReader());
        const api::SagaTimeline third = must(reader->saga(nth(3).sagaId));
        QCOMPARE(
            std::count_if(third.attempts.begin(), third.attempts.end(),
                          [](const api::SagaAttempt& attempt) { return attempt.stepId == u"reserve_inventory" && !attempt.compensation; }),
            3);
        QCOMPARE(third.attempts.first().reactsTo, QStringLiteral("OrderPlaced"));
        const QList<api::WhyLink> why = must(reader->whyFailed(nth(2).sagaId));
        QVERIFY(!why.isEmpty());
        QCOMPARE(why.first().code, QStringLiteral("purchase_failed"));
        QCOMPARE(why.last().code, QStringLiteral("fault"));
        QCOMPARE(why.last().subject, QStringLiteral("refuse"));
    }

    void whatIsNeverConfirmedEndsByItself()
    {
        // The payment service is away for longer than the order service waits.
        const Run made = run(withFaults(calmScenario(2, contracts::choreography),
                                        R"([{"kind": "service_down", "service": "payment", "from": "0s", "until": "900s"}])"));
        QVERIFY2(made.outcome.violations.isEmpty(), qPrintable(made.outcome.violations.join(u'\n')));
        QCOMPARE(made.outcome.status.sagasCompleted, 0);
        const auto rows = purchases(made, "failed");
        QVERIFY(std::any_of(rows.begin(), rows.end(), [](const api::SagaRow& row) { return row.error == u"not confirmed in time"; }));
    }

    void aCompensationThatFailsForEverIsStuck()
    {
        const Run made = stuckRun(40);
        QCOMPARE(made.outcome.status.sagasStuck, 1);
        const auto rows = purchases(made, "stuck");
        QCOMPARE(rows.size(), 1);
        QVERIFY(rows.first().stuck && rows.first().steps[1].error.startsWith(u"compensation failed 8 times"));
        const auto checks = must(must(made.workspace->makeReader())->verify());
        for (const api::InvariantResult& check : checks)
            QVERIFY2(check.ok == (check.name != u"sagas"), qPrintable(check.name));
    }

    void whatIsStuckIsTriedAgain()
    {
        const Run made = stuckRun(8);
        const QString id = purchases(made, "stuck").first().sagaId;
        const api::SagaAction retry = action(made, id, "retry");
        QVERIFY2(retry.allowed, qPrintable(retry.refusal));
        QCOMPARE(retry.next.size(), 1);
        QCOMPARE(retry.next.first().command, QStringLiteral("ReleaseInventory"));
        QCOMPARE(retry.next.first().service, QStringLiteral("inventory"));
        for (const char* other : {"pause", "resume", "abort"})
            QVERIFY(action(made, id, other).refusal.contains(QStringLiteral("nobody conducts it")));
        QCOMPARE(operate(made, retry, id).outcome, api::CommandAnswer::Outcome::Done);
        const api::SagaTimeline after = must(must(made.workspace->makeReader())->saga(id));
        QCOMPARE(after.saga.status, QStringLiteral("failed"));
        QVERIFY(!after.saga.stuck && after.saga.steps[1].status == u"compensated");
        QCOMPARE(after.attempts.last().outcome, QStringLiteral("done"));
        QCOMPARE(after.attempts.last().attempt, 9);
        QCOMPARE(made.workspace->status().sagasStuck, 0);
        for (const api::InvariantResult& check : must(must(made.workspace->makeReader())->verify()))
            QVERIFY2(check.ok, qPrintable(check.name));
        const api::CommandAnswer late = operate(made, retry, id);
        QCOMPARE(late.outcome, api::CommandAnswer::Outcome::Refused);
        QVERIFY2(late.reason.contains(QStringLiteral("nothing of this one is stuck")), qPrintable(late.reason));
        QCOMPARE(action(made, id, "retry").refusal, QStringLiteral("nothing of this choreographed purchase is stuck"));
    }

    void aRetryMayFailAsWell()
    {
        const Run made = stuckRun(40);
        const QString id = purchases(made, "stuck").first().sagaId;
        QCOMPARE(operate(made, action(made, id, "retry"), id).outcome, api::CommandAnswer::Outcome::Done);
        const auto rows = purchases(made, "stuck");
        QCOMPARE(rows.size(), 1);  // with a fresh budget, and stuck once more
        QVERIFY(rows.first().steps[1].error.startsWith(u"compensation failed 16 times"));
        QVERIFY(action(made, id, "resolve").allowed);
    }

    void whatWasMadeGoodByHandIsNotBelieved()
    {
        const Run made = stuckRun(40);
        const QString id = purchases(made, "stuck").first().sagaId;
        const api::SagaAction resolve = action(made, id, "resolve");
        QVERIFY(resolve.allowed && resolve.needsReason);
        QCOMPARE(operate(made, resolve, id, QStringLiteral(" ")).outcome, api::CommandAnswer::Outcome::Malformed);
        QCOMPARE(operate(made, resolve, id, QStringLiteral("counted the shelf")).outcome, api::CommandAnswer::Outcome::Done);
        const api::SagaRow row = must(must(made.workspace->makeReader())->saga(id)).saga;
        QCOMPARE(row.status, QStringLiteral("failed"));
        QVERIFY(!row.stuck && row.steps[1].error.contains(u"counted the shelf"));
        const auto checks = must(must(made.workspace->makeReader())->verify());
        const auto broken = std::count_if(checks.begin(), checks.end(), [](const api::InvariantResult& check) { return !check.ok; });
        QVERIFY(broken > 0);  // the stock is still reserved
    }

    void aPastPositionIsToldAsItWas()
    {
        const Run made = run(calmScenario(2, contracts::choreography));
        const auto reader = must(made.workspace->makeReader());
        const api::SagaTimeline whole = must(reader->saga(purchases(made).last().sagaId));
        const auto reserved = std::find_if(whole.events.begin(), whole.events.end(),
                                           [](const api::EventRow& event) { return event.eventType == u"OrderCreated"; });
        QVERIFY(reserved != whole.events.end());
        const api::SagaTimeline then = must(reader->saga(whole.saga.sagaId, reserved->position));
        QCOMPARE(then.saga.status, QStringLiteral("started"));
        QCOMPARE(then.saga.steps[0].status, QStringLiteral("completed"));
        QCOMPARE(then.saga.steps[1].status, QStringLiteral("running"));
        QCOMPARE(then.attempts.size(), 2);
        QCOMPARE(then.attempts.last().outcome, QStringLiteral("waiting"));
        QCOMPARE(then.attempts.last().sender, QStringLiteral("order"));
    }
};

}  // namespace replay::tests

QTEST_GUILESS_MAIN(replay::tests::TwinTest)
#include "twin_test.moc"
