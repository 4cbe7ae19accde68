// SPDX-License-Identifier: GPL-3.0-or-later
// What is told of an operator's action before it is done is what then happens.
#include "tests/contract/workspace_bench.h"

#include <QJsonDocument>
#include <QTest>
#include <algorithm>

using namespace replay;
using replay::tests::text;
using replay::tests::WorkspaceBench;

namespace {

/// The second order cannot be confirmed, and its payment cannot be given back before somebody helps.
QByteArray stubborn()
{
    return R"({"name": "Stuck", "seed": 7, "shop": {"customers": 3, "products": 3, "opening_stock": [200, 300]},
        "workload": {"orders": 4, "per_second": 1, "items_per_order": [1, 2]},
        "faults": [{"kind": "refuse", "message": "ConfirmOrder", "order": 2, "reason": "closed"},
                   {"kind": "compensation_failure", "message": "RefundPayment", "order": 2, "times": 8, "reason": "not reachable"}]})";
}

struct Bench {
    WorkspaceBench place;
    std::unique_ptr<api::Reader> reader;

    explicit Bench(const QByteArray& scenario)
    {
        if (!place.create(scenario) || !place.open())
            qFatal("no workspace");
        reader = std::move(place.workspace->makeReader().value());
    }
    api::SagaAction action(const QString& sagaId, const char* code) const
    {
        const auto actions = reader->sagaActions(sagaId).value();
        return *std::find_if(actions.cbegin(), actions.cend(),
                             [&](const api::SagaAction& each) { return each.code == QLatin1String(code); });
    }
    bool send(const api::SagaAction& action, const QString& sagaId)
    {
        QJsonObject data{{text("saga_id"), sagaId}};
        if (action.needsReason)
            data.insert(text("reason"), text("it was made good in the shop"));
        api::CommandRequest request;
        request.name = action.command;
        request.data = QJsonDocument(data).toJson();
        return place.workspace->sendCommand(request).has_value() && place.run();
    }
    QStringList commandsOf(const QString& sagaId, qsizetype from) const
    {
        QStringList commands;
        const auto attempts = reader->saga(sagaId, {}).value().attempts;
        for (qsizetype i = from; i < attempts.size(); ++i) {
            if (attempts[i].attempt == 1 || i == from)
                commands << attempts[i].command;
        }
        return commands;
    }
};

QStringList namesOf(const QList<api::SagaMove>& moves)
{
    QStringList names;
    for (const api::SagaMove& move : moves)
        names << move.command;
    return names;
}

}  // namespace

class OperatorContract : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aStuckSagaDoesWhatWasTold_data()
    {
        QTest::addColumn<QByteArray>("code");
        for (const char* code : {"retry", "resolve", "abort"})
            QTest::newRow(code) << QByteArray(code);
    }
    void aStuckSagaDoesWhatWasTold()
    {
        QFETCH(const QByteArray, code);
        Bench bench(stubborn());
        QVERIFY(bench.place.run());
        const auto stuck = bench.reader->sagas(text("stuck"), 0, 10).value();
        QCOMPARE(stuck.size(), 1);
        QCOMPARE(bench.place.workspace->status().sagasStuck, 1);
        const QString id = stuck.first().sagaId;
        const api::SagaAction pause = bench.action(id, "pause");
        QVERIFY(!pause.allowed && !pause.refusal.isEmpty() && pause.next.isEmpty());
        const api::SagaAction action = bench.action(id, code.constData());
        QVERIFY2(action.allowed, qPrintable(action.refusal));
        QCOMPARE(action.outcome, text("failed"));
        QCOMPARE(action.next.first().command, code == "retry" ? text("RefundPayment") : text("ReleaseInventory"));
        const auto before = bench.reader->saga(id, {}).value().attempts.size();
        QVERIFY(bench.send(action, id));
        QCOMPARE(bench.commandsOf(id, before), namesOf(action.next));
        QCOMPARE(bench.reader->saga(id, {}).value().saga.status, action.outcome);
        const QList<api::SagaAction> left = bench.reader->sagaActions(id).value();
        for (const api::SagaAction& each : left)
            QVERIFY2(!each.allowed, qPrintable(each.code));
    }

    void aPausedSagaIsListedAndGoesOnAsTold()
    {
        Bench bench(stubborn());
        QString id;
        for (int i = 0; i < 5'000 && id.isEmpty(); ++i) {
            QVERIFY(bench.place.workspace->platform().advance(runtime::Platform::Pace::One, std::nullopt).value());
            while (bench.place.workspace->platform().project(1'000).value()) {
            }
            const auto started = bench.reader->sagas(text("started"), 0, 1).value();
            if (!started.isEmpty())
                id = started.first().sagaId;
        }
        QVERIFY(!id.isEmpty());
        const api::SagaAction pause = bench.action(id, "pause");
        QVERIFY2(pause.allowed, qPrintable(pause.refusal));
        QVERIFY(pause.next.isEmpty() && pause.outcome.isEmpty());
        QVERIFY(bench.send(pause, id));
        QCOMPARE(bench.place.workspace->status().sagasPaused, 1);
        QCOMPARE(bench.reader->sagas(text("paused"), 0, 10).value().size(), 1);
        QCOMPARE(bench.reader->sagas(text("paused"), 0, 10, text("OrderProcessing")).value().size(), 1);
        QVERIFY(bench.reader->sagas(text("paused"), 0, 10, text("OrderReturn")).value().isEmpty());
        QVERIFY(bench.reader->sagas({}, 0, 10, text("OrderReturn")).value().isEmpty());

        bench.reader.reset();
        QVERIFY(bench.place.open());  // counted again from the log
        bench.reader = std::move(bench.place.workspace->makeReader().value());
        QCOMPARE(bench.place.workspace->status().sagasPaused, 1);
        const api::SagaAction resume = bench.action(id, "resume");
        QVERIFY2(resume.allowed, qPrintable(resume.refusal));
        QVERIFY(bench.action(id, "abort").held);
        const auto before = bench.reader->saga(id, {}).value().attempts.size();
        QVERIFY(bench.send(resume, id));
        QCOMPARE(bench.commandsOf(id, before), namesOf(resume.next));
        QCOMPARE(bench.reader->saga(id, {}).value().saga.status, resume.outcome);
        QCOMPARE(bench.place.workspace->status().sagasPaused, 0);
    }

    void thereIsNothingToSayOfASagaThatIsNot()
    {
        Bench bench(stubborn());
        QVERIFY(!bench.reader->sagaActions(text("019b8d2b-95ee-7a08-a8ac-be08a634d229")).has_value());
        QVERIFY(!bench.reader->sagaActions(text("no id")).has_value());
    }
};

QTEST_GUILESS_MAIN(OperatorContract)
#include "operator_test.moc"
