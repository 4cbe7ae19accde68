// SPDX-License-Identifier: GPL-3.0-or-later
// Poison: what a projection cannot take is parked with all that depends on it, and whatever is parked, retried, skipped, rebuilt,
// replayed or interrupted where, the rows are the fold of the log without what is set aside.
#include "core/projections/projection_fold.h"
#include "core/projections/projector.h"
#include "core/scenarios/vocabulary.h"
#include "tests/contract/projection_rows.h"

#include <QTest>

using namespace replay;
using namespace replay::projections;
using replay::test::Filled;
using replay::test::ProjectionShop;
using replay::test::allRows;
using replay::test::fill;
using replay::test::foldedRows;

namespace {

QString text(const char* latin) { return QString::fromLatin1(latin); }

const base::Random chance(7);

api::FaultRule poison(const char* message, qint64 occurrence = 0, double probability = 1.0, const char* service = "")
{
    api::FaultRule rule;
    rule.id = 3;
    rule.kind = text("poison_event");
    rule.message = text(message);
    rule.service = text(service);
    rule.occurrence = occurrence;
    rule.probability = probability;
    return rule;
}

std::unique_ptr<Projector> open(ProjectionShop& shop, const QList<api::FaultRule>& rules)
{
    auto projector = Projector::open(shop.database(text("read")), shop.database(text("log")));
    if (!projector)
        return nullptr;
    (*projector)->setFaults(rules, chance);
    return std::move(*projector);
}

void runToEnd(Projector& projector, int limit)
{
    for (int i = 0; i < 100'000; ++i) {
        const Result<bool> more = projector.step(limit);
        QVERIFY2(more.has_value(), more ? "" : qPrintable(more.error().message));
        if (!*more)
            return;
    }
    QFAIL("the projector never came to an end");
}

/// What is set aside and how poison was counted, as texts; when it happened is left out, since that depends on the pace.
QStringList asideOf(ProjectionShop& shop)
{
    QStringList all;
    storage::Database& read = shop.database(text("read"));
    for (
        const char* sql :
        {"SELECT projection, position, hex(aggregate_id), event_type, state, behind, error, attempts, rule FROM dead_letters ORDER BY 1, 2",
         "SELECT projection, rule, matched, fired FROM poison_counts ORDER BY 1, 2"}) {
        const Status done = read.each(sql, storage::bind(), [&](const storage::Row& row) {
            QStringList cells;
            for (int i = 0; i < row.columns(); ++i)
                cells << row.value(i).toString();
            all << cells.join(u'|');
        });
        if (!done)
            all << done.error().message;
    }
    return all;
}

/// Every projection is what the log says without what it has set aside.
void verifyAll(ProjectionShop& shop)
{
    LogFeed feed(shop.database(text("log")));
    for (const ProjectionKind& kind : projectionKinds()) {
        const auto check = verifyProjection(shop.database(text("read")), feed, kind);
        QVERIFY2(check.has_value(), check ? "" : qPrintable(check.error().message));
        QStringList differences;
        for (const auto& one : check->differences)
            differences << one.key + u' ' + one.column + u": " + one.live + u" / " + one.expected;
        QVERIFY2(check->differing == 0, qPrintable(QString(kind.name + u": " + differences.join(u'\n'))));
    }
}

/// Every stream that failed is retried until nothing is parked.
void retryAll(Projector& projector, ProjectionShop& shop)
{
    for (const ProjectionKind& kind : projectionKinds()) {
        for (;;) {
            const auto letters = readDeadLetters(shop.database(text("read")), kind.name);
            QVERIFY(letters.has_value());
            const auto head = std::find_if(letters->begin(), letters->end(), [](const DeadLetter& each) {
                return each.state == DeadLetter::State::Parked && each.behind == 0;
            });
            if (head == letters->end())
                break;
            const auto swept = projector.retry(kind.name, head->aggregateId);
            QVERIFY2(swept.has_value(), swept ? "" : qPrintable(swept.error().message));
            QVERIFY2(swept->applied > 0, qPrintable(swept->error));
        }
    }
}

QStringList allTables()
{
    QStringList tables{text("checkpoints"), text("dead_letters"), text("poison_counts")};
    for (const ProjectionKind& kind : projectionKinds())
        tables << kind.tables;
    return tables;
}

const std::initializer_list<const char*> types{"UserRegistered",
                                               "CategoryCreated",
                                               "ProductCreated",
                                               "StockItemCreated",
                                               "StockReserved",
                                               "StockReleased",
                                               "OrderCreated",
                                               "OrderConfirmed",
                                               "OrderCancelled",
                                               "PaymentProcessed",
                                               "PaymentDeclined",
                                               "SagaStarted",
                                               "SagaStepStarted",
                                               "SagaStepCompleted",
                                               "SagaStepFailed",
                                               "SagaStepCompensated",
                                               "SagaCompleted",
                                               "SagaFailed",
                                               ""};

}  // namespace

class ProjectionParkingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aPoisonedStreamIsParkedAndTheOthersGoOn()
    {
        ProjectionShop shop;
        const Filled filled = fill(shop);
        const auto projector = open(shop, {poison("OrderCreated", 2, 1.0, "order_read_model")});
        runToEnd(*projector, 1'000);
        const auto letters = readDeadLetters(shop.database(text("read")), text("order_read_model"));
        QVERIFY(letters->size() > 1);
        const DeadLetter& first = letters->first();
        QCOMPARE(first.eventType, text("OrderCreated"));
        QCOMPARE(first.aggregateId, filled.declined.orderId);
        QCOMPARE(first.behind, 0);
        QCOMPARE(first.attempts, attemptsMax);
        QVERIFY(first.error.contains(text("fault:poison_event#3")));
        for (const DeadLetter& letter : letters->mid(1))
            QCOMPARE(letter.behind, first.position);  // the order's later events, and the payment that changes its row
        QVERIFY(std::any_of(letters->begin(), letters->end(),
                            [](const DeadLetter& each) { return each.eventType == text("PaymentDeclined"); }));
        QCOMPARE(projector->positions().at(1).position, shop.head());
        QCOMPARE(projector->positions().at(1).parked, letters->size());
        QCOMPARE(projector->fired(3), 1);
        const auto shown = projectionKind(text("order_read_model"))->window(shop.database(text("read")), {}, 100);
        QCOMPARE(shown->rows.size(), 3);
        verifyAll(shop);
        LogFeed feed(shop.database(text("log")));
        const auto check = verifyProjection(shop.database(text("read")), feed, *projectionKind(text("order_read_model")));
        QCOMPARE(check->parked, letters->size());
        QCOMPARE(check->setAside.first().aggregateId, base::idText(filled.declined.orderId));
        for (const char* other : {"sales_per_day", "saga_outcomes", "product_read_model"})
            QVERIFY(readDeadLetters(shop.database(text("read")), text(other))->isEmpty());
    }

    void armedPoisonFailsAgainAndDisarmedIsTakenUp()
    {
        ProjectionShop shop;
        const Filled filled = fill(shop);
        api::FaultRule rule = poison("OrderCreated", 2, 1.0, "order_read_model");
        const auto projector = open(shop, {rule});
        runToEnd(*projector, 1'000);
        const auto before = asideOf(shop).size();
        const auto armed = projector->retry(text("order_read_model"), filled.declined.orderId);
        QCOMPARE(armed->applied, 0);
        QCOMPARE(armed->parked, before - 1);  // the last line is the count
        rule.armed = false;
        projector->setFaults({rule}, chance);
        const auto swept = projector->retry(text("order_read_model"), filled.declined.orderId);
        QCOMPARE(swept->parked, 0);
        QCOMPARE(swept->applied, before - 1);
        QCOMPARE(allRows(shop.database(text("read"))), foldedRows(shop, shop.head()));
        const auto decisions = readDecisions(shop.database(text("read")), text("order_read_model"), 10);
        QCOMPARE(decisions->size(), 2);
        QCOMPARE(decisions->first().action, text("retry"));
        QCOMPARE(decisions->first().events, before - 1);
    }

    void whatWaitsForAnotherStreamIsRetriedWithThat()
    {
        ProjectionShop shop;
        const Filled filled = fill(shop);
        const auto projector = open(shop, {poison("UserRegistered")});
        runToEnd(*projector, 1'000);
        // No order can be shown with its customer's name.
        QVERIFY(projectionKind(text("order_read_model"))->window(shop.database(text("read")), {}, 100)->rows.isEmpty());
        const auto refused = projector->retry(text("order_read_model"), filled.sold.orderId);
        QVERIFY(!refused.has_value());
        QVERIFY2(refused.error().message.contains(base::idText(filled.customer)), qPrintable(refused.error().message));
        QVERIFY(!projector->retry(text("order_read_model"), filled.lamp).has_value());
        projector->setFaults({}, chance);
        QCOMPARE(projector->retry(text("order_read_model"), filled.customer)->parked, 0);
        QCOMPARE(allRows(shop.database(text("read"))), foldedRows(shop, shop.head()));
    }

    void retriedPoisonOfAnyKindEndsInTheFold_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<int>("occurrence");
        QTest::addColumn<double>("probability");
        for (const char* type : types) {
            for (const int occurrence : {0, 1, 2})
                QTest::addRow("%s %d", type, occurrence) << text(type) << occurrence << (occurrence == 0 ? 0.4 : 1.0);
        }
    }
    void retriedPoisonOfAnyKindEndsInTheFold()
    {
        QFETCH(QString, type);
        QFETCH(int, occurrence);
        QFETCH(double, probability);
        // One shop for all rows: only the read side begins anew.
        static ProjectionShop shop;
        static const Filled filled = fill(shop);
        storage::Database& read = shop.database(text("read"));
        for (const QString& table : allTables())
            QVERIFY(read.script(QString(u"DELETE FROM " + table).toUtf8()).has_value());
        const api::FaultRule rule = poison(qPrintable(type), occurrence, probability);
        const auto projector = open(shop, {rule});
        runToEnd(*projector, 7);
        verifyAll(shop);
        // The shop goes on around what is parked.
        shop.order(filled.customer, filled.teapot, 1, text("49.90"), ProjectionShop::End::Completed);
        runToEnd(*projector, 7);
        verifyAll(shop);
        projector->setFaults({}, chance);
        retryAll(*projector, shop);
        QCOMPARE(allRows(read), foldedRows(shop, shop.head()));
    }

    void aKillBetweenAnyTwoStepsChangesNothing()
    {
        const QList<api::FaultRule> rules{poison("", 0, 0.15)};
        ProjectionShop calmShop;
        fill(calmShop);
        runToEnd(*open(calmShop, rules), 3);
        QVERIFY(asideOf(calmShop).size() > 10);
        ProjectionShop shop;
        fill(shop);
        for (int step = 0; step < 10'000; ++step) {
            const Result<bool> more = open(shop, rules)->step(3);
            QVERIFY2(more.has_value(), more ? "" : qPrintable(more.error().message));
            if (!*more)
                break;
        }
        QCOMPARE(asideOf(shop), asideOf(calmShop));
        QCOMPARE(allRows(shop.database(text("read"))), allRows(calmShop.database(text("read"))));
        verifyAll(shop);
    }

    void batchesOfAnySizeParkTheSame()
    {
        QStringList first;
        for (const int limit : {1, 2, 5, 1'000}) {
            ProjectionShop shop;
            fill(shop);
            runToEnd(*open(shop, {poison("", 0, 0.2)}), limit);
            const QStringList aside = asideOf(shop) + allRows(shop.database(text("read")));
            if (first.isEmpty())
                first = aside;
            QCOMPARE(aside, first);
        }
    }

    void aRebuildParksAsTheLiveOneDid()
    {
        const QList<api::FaultRule> rules{poison("", 0, 0.15)};
        ProjectionShop shop;
        fill(shop);
        runToEnd(*open(shop, rules), 5);
        const QStringList before = asideOf(shop) + allRows(shop.database(text("read")));
        for (const ProjectionKind& kind : projectionKinds())
            QVERIFY(open(shop, rules)->rebuild(kind.name).has_value());
        for (int step = 0; step < 10'000; ++step) {
            // Killed between any two steps; what is not yet written is read again.
            const auto projector = open(shop, rules);
            Result<bool> more = projector->step(3);
            for (int further = 0; more && *more && further < 60; ++further)
                more = projector->step(3);
            QVERIFY2(more.has_value(), more ? "" : qPrintable(more.error().message));
            if (!*more)
                break;
        }
        QCOMPARE(asideOf(shop) + allRows(shop.database(text("read"))), before);
        // Rebuilt without the poison, nothing is parked any more.
        const auto calm = open(shop, {});
        for (const ProjectionKind& kind : projectionKinds())
            QVERIFY(calm->rebuild(kind.name).has_value());
        runToEnd(*calm, 50);
        QCOMPARE(allRows(shop.database(text("read"))), foldedRows(shop, shop.head()));
        QVERIFY(asideOf(shop).isEmpty());
    }

    void aReplayInPlaceParksAsTheLiveOneDid()
    {
        const QList<api::FaultRule> rules{poison("", 0, 0.15)};
        ProjectionShop shop;
        fill(shop);
        runToEnd(*open(shop, rules), 5);
        const QStringList before = asideOf(shop) + allRows(shop.database(text("read")));
        for (const ProjectionKind& kind : projectionKinds()) {
            const auto projector = open(shop, rules);
            QVERIFY(projector->replay(kind.name).has_value());
            QVERIFY(projectionKind(kind.name)->window(shop.database(text("read")), {}, 10)->rows.isEmpty());
            QVERIFY(!projector->cancelRebuild(kind.name).has_value());
            QVERIFY(!projector->rebuild(kind.name).has_value());
        }
        for (int step = 0; step < 10'000; ++step) {
            const auto projector = open(shop, rules);
            const Result<bool> more = projector->step(3);
            QVERIFY2(more.has_value(), more ? "" : qPrintable(more.error().message));
            if (!*more)
                break;
            QVERIFY(projector->positions().at(0).rebuilding || projector->positions().at(0).position == shop.head());
        }
        QCOMPARE(asideOf(shop) + allRows(shop.database(text("read"))), before);
    }

    void skippingIsRecordedAndKept()
    {
        ProjectionShop shop;
        const Filled filled = fill(shop);
        const QString orders = text("order_read_model");
        const QList<api::FaultRule> rules{poison("OrderConfirmed", 1, 1.0, "order_read_model")};
        const auto projector = open(shop, rules);
        runToEnd(*projector, 1'000);
        storage::Database& read = shop.database(text("read"));
        QCOMPARE(projector->skip(orders, filled.sold.orderId, text("  ")).error().kind, base::ErrorKind::Malformed);
        const auto swept = projector->skip(orders, filled.sold.orderId, text("confirmed by telephone"));
        QVERIFY2(swept.has_value(), swept ? "" : qPrintable(swept.error().message));
        const auto letters = readDeadLetters(read, orders);
        QCOMPARE(letters->size(), 1);
        QCOMPARE(letters->first().state, DeadLetter::State::Skipped);
        QCOMPARE(letters->first().reason, text("confirmed by telephone"));
        const auto decisions = readDecisions(read, orders, 10);
        QCOMPARE(decisions->first().action, text("skip"));
        QCOMPARE(decisions->first().stream, filled.sold.orderId);
        QCOMPARE(decisions->first().reason, text("confirmed by telephone"));
        QVERIFY(!read.run("DELETE FROM projection_decisions").has_value());
        QVERIFY(!read.run("UPDATE projection_decisions SET reason = ''").has_value());
        verifyAll(shop);
        // The decision holds for whatever draws these rows again.
        const QStringList rows = allRows(read);
        QVERIFY(projector->rebuild(orders).has_value());
        runToEnd(*projector, 10);
        QCOMPARE(allRows(read), rows);
        QVERIFY(projector->replay(orders).has_value());
        runToEnd(*projector, 10);
        QCOMPARE(allRows(read), rows);
        QCOMPARE(readDeadLetters(read, orders)->size(), 1);
    }

    void nothingIsDecidedWhileARebuildRuns()
    {
        ProjectionShop shop;
        const Filled filled = fill(shop);
        const QString orders = text("order_read_model");
        const auto projector = open(shop, {poison("OrderConfirmed", 1, 1.0, "order_read_model")});
        runToEnd(*projector, 1'000);
        QVERIFY(projector->rebuild(orders).has_value());
        for (const Status& refused :
             {Status(projector->retry(orders, filled.sold.orderId).error()),
              Status(projector->skip(orders, filled.sold.orderId, text("why not")).error()), projector->replay(orders)}) {
            QVERIFY(!refused.has_value());
            QVERIFY(refused.error().message.contains(text("is being rebuilt")));
        }
        QVERIFY(projector->cancelRebuild(orders).has_value());
        QCOMPARE(readDecisions(shop.database(text("read")), orders, 1)->first().action, text("cancel"));
        QVERIFY(projector->retry(orders, filled.sold.orderId).has_value());
    }

    void scenariosKnowWhatPoisonCanBeAimedAt()
    {
        QStringList names;
        QStringList events;
        for (const ProjectionKind& kind : projectionKinds()) {
            names << kind.name;
            for (std::size_t i = 1; i < eventKindCount; ++i) {
                const QString type = eventTypeOf(static_cast<EventKind>(i));
                if (kind.wants.has(static_cast<EventKind>(i)) && !events.contains(type))
                    events << type;
            }
        }
        events.sort();
        QCOMPARE(scenarios::projectionNames(), names);
        QCOMPARE(scenarios::projectedEventNames(), events);
    }

    void poisonIsAimedByServiceOrderAndTime()
    {
        const auto parkedWith = [](api::FaultRule rule, auto change) {
            ProjectionShop shop;
            const Filled filled = fill(shop);
            change(rule, filled);
            runToEnd(*open(shop, {rule}), 1'000);
            QStringList parked;
            for (const ProjectionKind& kind : projectionKinds()) {
                const auto letters = readDeadLetters(shop.database(text("read")), kind.name);
                for (const DeadLetter& letter : *letters) {
                    if (letter.behind == 0)
                        parked << kind.name + u' ' + letter.eventType;
                }
            }
            return parked;
        };
        using Rule = api::FaultRule;
        QCOMPARE(parkedWith(poison("OrderConfirmed", 1), [](Rule&, const Filled&) {}),
                 (QStringList{text("order_read_model OrderConfirmed"), text("sales_per_day OrderConfirmed"),
                              text("saga_outcomes OrderConfirmed")}));
        QCOMPARE(parkedWith(poison("OrderConfirmed", 1, 1.0, "sales_per_day"), [](Rule&, const Filled&) {}),
                 QStringList{text("sales_per_day OrderConfirmed")});
        QCOMPARE(parkedWith(poison("", 0, 1.0, "payment"), [](Rule& rule, const Filled&) { rule.times = 2; }),
                 (QStringList{text("order_read_model PaymentProcessed"), text("order_read_model PaymentDeclined"),
                              text("saga_outcomes PaymentProcessed"), text("saga_outcomes PaymentDeclined")}));
        QCOMPARE(parkedWith(poison("OrderCreated", 0, 1.0, "order_read_model"), [](Rule& rule, const Filled&) { rule.order = 2; }),
                 QStringList{text("order_read_model OrderCreated")});
        QCOMPARE(parkedWith(poison("OrderCreated"), [](Rule& rule, const Filled&) { rule.until = base::defaultStart; }), QStringList());
        QCOMPARE(parkedWith(poison("OrderCreated"), [](Rule& rule, const Filled&) { rule.armed = false; }), QStringList());
    }
};

QTEST_GUILESS_MAIN(ProjectionParkingTest)
#include "projection_parking_test.moc"
