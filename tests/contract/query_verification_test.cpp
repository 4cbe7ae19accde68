// SPDX-License-Identifier: GPL-3.0-or-later
// Every invariant holds over a sound workspace, and each can fail: tampered data is found, and the aggregate is named.
#include "core/contracts/ids.h"
#include "core/projections/projector.h"
#include "core/queries/workspace_reader.h"
#include "tests/contract/projection_shop.h"
#include "tests/contract/query_plans.h"

#include <QTest>

using namespace replay;
using replay::test::ProjectionShop;

namespace {

QString text(const char* latin) { return QString::fromLatin1(latin); }

/// The answer by value: a loop over a temporary's value() would outlive it.
template <typename T>
T must(base::Result<T> result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().message));
    return std::move(*result);
}

struct Fixture {
    ProjectionShop shop;
    QUuid teapot;
    QUuid customer;
    ProjectionShop::Order sold;
    ProjectionShop::Order declined;
    ProjectionShop::Order running;

    Fixture()
    {
        teapot = shop.product(text("Teapot"), text("49.90"), 100);
        customer = shop.customer(text("Ada"), text("Moore"));
        sold = shop.order(customer, teapot, 1, text("49.90"), ProjectionShop::End::Completed);
        declined = shop.order(customer, teapot, 3, text("49.90"), ProjectionShop::End::Declined);
        running = shop.order(customer, teapot, 1, text("49.90"), ProjectionShop::End::Running);
    }
    void project()
    {
        auto projector = projections::Projector::open(shop.database(text("read")), shop.database(text("log")));
        QVERIFY(projector.has_value());
        while ((*projector)->step(1'000).value())
            ;
    }
    void run(const char* database, const char* script) { QVERIFY(shop.database(text(database)).script(script).has_value()); }
    QList<api::InvariantResult> verify(std::vector<queries::TableCheck> checks = {})
    {
        project();
        queries::WorkspaceReader reader({shop.folder(), test::mergingFolds(), std::move(checks)});
        const auto results = reader.verify({});
        if (!results)
            QTest::qFail(qPrintable(results.error().message), __FILE__, __LINE__);
        return results.value_or(QList<api::InvariantResult>());
    }
    /// The only broken invariant and its first violation.
    std::pair<QString, api::InvariantResult::Violation> broken(std::vector<queries::TableCheck> checks = {})
    {
        QStringList names;
        api::InvariantResult::Violation first;
        for (const api::InvariantResult& result : verify(std::move(checks))) {
            if (result.ok)
                continue;
            if (names.isEmpty())
                first = result.violations.first();
            names.append(result.name);
        }
        return {names.join(u','), first};
    }
};

}  // namespace

class QueryVerificationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSoundWorkspaceHolds()
    {
        Fixture fixture;
        const auto results = fixture.verify({{text("order"), [](storage::Database&, qint64& checked) -> base::Result<QStringList> {
                                                  checked = 3;
                                                  return QStringList();
                                              }}});
        QStringList names;
        for (const api::InvariantResult& result : results) {
            names.append(result.name);
            QVERIFY2(result.ok, result.ok ? "" : qPrintable(QString(result.name + text(": ") + result.violations.first().detail)));
            QVERIFY(result.checked > 0);
        }
        QCOMPARE(names, (QStringList{text("streams"), text("money"), text("stock"), text("sagas"), text("folds"), text("deliveries")}));
    }

    /// What a check reads as a whole it reads on purpose, and only that.
    void itsStatementsAreAnsweredByAnIndex()
    {
        Fixture fixture;
        fixture.project();
        queries::WorkspaceReader reader({fixture.shop.folder(), test::mergingFolds(), {}});
        QVERIFY(reader.verify({}).has_value());
        const QRegularExpression whole(
            text("^USE TEMP B-TREE FOR GROUP BY$|"  // what is parked, by stream: few, and only where something failed
                 "^SCAN ("
                 "r|"                                        // every event that a service committed is looked for in the log
                 "inbox|"                                    // how many messages there were: a count
                 "o USING COVERING INDEX idx_outbox_cause|"  // every message's effects are counted, in the order of their cause
                 "event_types|t|log_services|checkpoints|c|dead_letters|sqlite_schema|CONSTANT ROW"  // a few rows
                 ")( |$)"));
        int statements = 0;
        const QStringList steps = tests::unindexedSteps(reader.opened(), whole, statements);
        QVERIFY2(steps.isEmpty(), qPrintable(steps.join(u'\n')));
        QVERIFY(statements > 20);
    }

    void anEmptyWorkspaceHolds()
    {
        ProjectionShop shop;
        queries::WorkspaceReader reader({shop.folder(), {}, {}});
        for (const api::InvariantResult& result : must(reader.verify({})))
            QVERIFY(result.ok);
    }

    void canBeCancelled()
    {
        Fixture fixture;
        fixture.project();
        queries::WorkspaceReader reader({fixture.shop.folder(), {}, {}});
        QCOMPARE(reader.verify([](double) { return false; }).error().kind, base::ErrorKind::Cancelled);
    }

    void aChangedEventBreaksTheChain()
    {
        Fixture fixture;
        fixture.run("log", "DROP TRIGGER log_records_refuse_update; UPDATE log_records SET actor = 'nobody' WHERE position = 3");
        const auto [names, violation] = fixture.broken();
        QCOMPARE(names, text("streams"));
        QCOMPARE(violation.aggregateId, base::idText(fixture.customer));
        QCOMPARE(violation.position, 3);
        QVERIFY(violation.detail.contains(text("hash chain")));
    }

    void aMissingEventIsAGap()
    {
        Fixture fixture;
        fixture.run("log", "DROP TRIGGER log_records_refuse_delete; DELETE FROM log_records WHERE position = 3");
        const auto results = fixture.verify();
        QVERIFY(!results.first().ok);
        QVERIFY(results.first().violations.first().detail.contains(text("position 4 follows position 2")));
    }

    void anEventThatNeverLeftIsFound()
    {
        Fixture fixture;
        const QUuid user = fixture.shop.newId("user");
        const ProjectionShop::What what{text("user"), text("User"), user, text("EmailVerified"), {}};
        // Waiting in the outbox it is on its way; without an outbox row nobody will ever hear of it.
        fixture.shop.append(what, false);
        QCOMPARE(fixture.broken().first, QString());
        fixture.run("user", "DELETE FROM outbox WHERE id = (SELECT max(id) FROM outbox)");
        const auto [names, violation] = fixture.broken();
        QCOMPARE(names, text("streams"));
        QCOMPARE(violation.aggregateId, base::idText(user));
        QVERIFY(violation.detail.contains(text("never reached the log")));
    }

    void anEventThatWasNeverCommittedIsFound()
    {
        Fixture fixture;
        fixture.run("user", "DROP TRIGGER event_records_refuse_delete; DELETE FROM event_records");
        const auto [names, violation] = fixture.broken();
        QCOMPARE(names, text("streams"));
        QCOMPARE(violation.aggregateId, base::idText(fixture.customer));
        QVERIFY(violation.detail.contains(text("never committed")));
    }

    void missingMoneyIsNamed()
    {
        Fixture fixture;
        const QUuid payment = contracts::paymentId(fixture.sold.orderId);
        fixture.shop.append({text("payment"),
                             text("Payment"),
                             payment,
                             text("PaymentRefunded"),
                             {{text("payment_id"), base::idText(payment)},
                              {text("order_id"), base::idText(fixture.sold.orderId)},
                              {text("amount"), text("49.90")}}});
        const auto [names, violation] = fixture.broken();
        QCOMPARE(names, text("money"));
        QCOMPARE(violation.aggregateId, base::idText(fixture.sold.orderId));
        QVERIFY2(violation.detail.endsWith(text("49.90 missing")), qPrintable(violation.detail));
        QCOMPARE(violation.eventIds.size(), 2);
        QCOMPARE(violation.position, fixture.shop.head());  // where it went wrong, not where the order began
    }

    void moneyKeptAfterACancellationIsExcusedOnlyWhileItIsOnItsWay()
    {
        Fixture fixture;
        fixture.shop.append({text("order"),
                             text("Order"),
                             fixture.sold.orderId,
                             text("OrderCancelled"),
                             {{text("order_id"), base::idText(fixture.sold.orderId)}, {text("reason"), text("changed my mind")}}});
        const api::Position cancelled = fixture.shop.head();
        QCOMPARE(fixture.broken().first, QString());
        QVERIFY(fixture.shop.database(text("payment"))
                    .run("INSERT INTO bookmarks (source, position) VALUES ('log', ?)", static_cast<std::int64_t>(cancelled))
                    .has_value());
        const auto [names, violation] = fixture.broken();
        QCOMPARE(names, text("money"));
        QVERIFY2(violation.detail.endsWith(text("49.90 too much")), qPrintable(violation.detail));
    }

    void aPaymentWithoutAnOrderIsFound()
    {
        Fixture fixture;
        const QUuid order = fixture.shop.newId("order");
        const QUuid payment = contracts::paymentId(order);
        fixture.shop.append(
            {text("payment"),
             text("Payment"),
             payment,
             text("PaymentProcessed"),
             {{text("payment_id"), base::idText(payment)}, {text("order_id"), base::idText(order)}, {text("amount"), text("5.00")}}});
        const auto [names, violation] = fixture.broken();
        QCOMPARE(names, text("money"));
        QCOMPARE(violation.aggregateId, base::idText(payment));
    }

    void stockThatDoesNotAddUpIsFound()
    {
        Fixture fixture;
        const QUuid item = contracts::stockItemId(fixture.teapot);
        fixture.shop.append({text("inventory"),
                             text("StockItem"),
                             item,
                             text("StockReserved"),
                             {{text("product_id"), base::idText(fixture.teapot)},
                              {text("order_id"), base::idText(fixture.running.orderId)},
                              {text("quantity"), 4},
                              {text("on_hand"), 100},
                              {text("reserved"), 5}}});
        auto [names, violation] = fixture.broken();
        QCOMPARE(names, text("stock"));
        QCOMPARE(violation.aggregateId, base::idText(item));
        QVERIFY2(violation.detail.contains(text("5 reserved, the open reservations and returns hold 1: 4 too many")),
                 qPrintable(violation.detail));

        fixture.shop.append({text("inventory"),
                             text("StockItem"),
                             item,
                             text("StockAdjusted"),
                             {{text("product_id"), base::idText(fixture.teapot)}, {text("delta"), -200}, {text("on_hand"), -100}}});
        QVERIFY(fixture.broken().second.detail.contains(text("-100 on hand")));
        QCOMPARE(fixture.broken().second.position, fixture.shop.head());
    }

    void aSagaMustEndOrWaitAndUndoWhatItDid()
    {
        Fixture fixture;
        QVERIFY(
            fixture.shop.database(text("saga"))
                .run(
                    "INSERT INTO sagas (saga_id, ordinal, type, definition_version, status, order_id, customer_id, correlation_id, started_at, updated_at) "
                    "VALUES (?, 3, 'OrderProcessing', 1, 'started', ?, ?, x'00', '', '')",
                    base::idText(fixture.running.sagaId), base::idText(fixture.running.orderId), base::idText(fixture.customer))
                .has_value());
        auto [names, violation] = fixture.broken();
        QCOMPARE(names, text("sagas"));
        QCOMPARE(violation.aggregateId, base::idText(fixture.running.sagaId));
        QVERIFY(violation.detail.contains(text("waits for nothing")));
        QVERIFY(fixture.shop.database(text("saga"))
                    .run("INSERT INTO saga_steps (saga_id, step_id, seq, status, wake_at) VALUES (?, 'reserve_inventory', 1, 'running', 5)",
                         base::idText(fixture.running.sagaId))
                    .has_value());
        QCOMPARE(fixture.broken().first, QString());

        // The running saga gives up without undoing anything.
        fixture.shop.append(
            {text("saga"), text("Saga"), fixture.running.sagaId, text("SagaFailed"), {{text("error_message"), text("tired")}}});
        QStringList details;
        for (const auto& result : fixture.verify()) {
            for (const auto& each : result.violations)
                details.append(result.name + text(": ") + each.detail);
        }
        QCOMPARE(details.size(), 2);
        QVERIFY(details.first().contains(text("never compensated step create_order")));
        QVERIFY(details.last().contains(text("left order")));
    }

    void aCompletedSagaMustHaveItsEffects()
    {
        Fixture fixture;
        fixture.shop.append({text("saga"), text("Saga"), fixture.running.sagaId, text("SagaCompleted"), {}});
        const auto [names, violation] = fixture.broken();
        QCOMPARE(names, text("sagas"));
        QVERIFY(violation.detail.contains(text("and not confirmed")));
    }

    void whatIsCompensatedTwiceIsFound()
    {
        Fixture fixture;
        fixture.shop.append({text("saga"),
                             text("Saga"),
                             fixture.declined.sagaId,
                             text("SagaStepCompensated"),
                             {{text("step"), text("create_order")}, {text("attempt"), 2}}});
        const auto [names, violation] = fixture.broken();
        QCOMPARE(names, text("sagas"));
        QCOMPARE(violation.aggregateId, base::idText(fixture.declined.sagaId));
        QVERIFY(violation.detail.contains(text("compensated step create_order 2 times")));
    }

    void rowsThatAreNotTheFoldAreFound()
    {
        Fixture fixture;
        fixture.project();
        fixture.run("read", "UPDATE product_read_model SET stock_quantity = 7");
        auto [names, violation] = fixture.broken();
        QCOMPARE(names, text("folds"));
        QCOMPARE(violation.aggregateId, base::idText(fixture.teapot));
        QVERIFY2(violation.detail.contains(text("stock_quantity: has \"7\", the log says \"99\"")), qPrintable(violation.detail));
    }

    void tablesAndSnapshotsThatAreNotTheFoldAreFound()
    {
        Fixture fixture;
        const auto [names, violation] = fixture.broken(
            {{text("order"), [](storage::Database&, qint64&) -> base::Result<QStringList> { return QStringList{text("orders differ")}; }}});
        QCOMPARE(names, text("folds"));
        QVERIFY(violation.detail.contains(text("order tables: orders differ")));
        QVERIFY(
            fixture.shop.database(text("order"))
                .run(
                    "INSERT INTO snapshots (stream, version, schema_version, state) SELECT stream, 1, 1, '{}' FROM streams WHERE aggregate_id = ?",
                    fixture.sold.orderId)
                .has_value());
        const auto [again, snapshot] =
            fixture.broken({{text("order"), [](storage::Database&, qint64&) -> base::Result<QStringList> { return QStringList(); }}});
        QCOMPARE(again, text("folds"));
        QCOMPARE(snapshot.aggregateId, base::idText(fixture.sold.orderId));
    }

    void aMessageThatTookEffectTwiceIsFound()
    {
        Fixture fixture;
        storage::Database& payment = fixture.shop.database(text("payment"));
        QVERIFY(
            payment
                .run("INSERT INTO inbox (message_id, name, received_at, outcome, receipt) VALUES (?, 'ProcessPayment', 1, 'done', '{}')",
                     fixture.sold.paymentMessage)
                .has_value());
        QCOMPARE(fixture.broken().first, QString());
        QVERIFY(
            payment.run("INSERT INTO outbox (id, first_seq, last_seq, due_at, cause) VALUES (90, 1, 1, 0, ?)", fixture.sold.paymentMessage)
                .has_value());
        const auto [names, violation] = fixture.broken();
        QCOMPARE(names, text("deliveries"));
        QCOMPARE(violation.aggregateId, base::idText(fixture.sold.paymentMessage));
    }

    void aProjectionThatStandsStillIsFound()
    {
        Fixture fixture;
        const QUuid product = fixture.shop.newId("product");
        fixture.shop.append(
            {text("product"), text("Product"), product, text("ProductCreated"), {{text("product_id"), base::idText(product)}}});
        // What it cannot take is parked: counted and named, and no violation.
        const auto all = fixture.verify();
        QCOMPARE(fixture.broken().first, QString());
        QVERIFY2(all.last().notes.value(0).contains(base::idText(product)), qPrintable(all.last().notes.join(u'\n')));
        QVERIFY(all.at(4).notes.value(0).contains(text("product_read_model: 1 events parked")));
        storage::Database& read = fixture.shop.database(text("read"));
        QVERIFY(read.run("UPDATE checkpoints SET still_since = 1, still_why = 'the disk is full' WHERE name = 'product_read_model'")
                    .has_value());
        const auto [names, violation] = fixture.broken();
        QCOMPARE(names, text("deliveries"));
        QVERIFY2(violation.detail.contains(text("product_read_model stands still")), qPrintable(violation.detail));
    }
};

QTEST_GUILESS_MAIN(QueryVerificationTest)
#include "query_verification_test.moc"
