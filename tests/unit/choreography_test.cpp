// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sagas/choreography.h"

#include "core/contracts/purchase_course.h"
#include "core/contracts/upcasters.h"
#include "core/domain/inventory/inventory_service.h"
#include "core/domain/orders/orders_service.h"
#include "core/domain/payments/payments_service.h"

#include <QTest>
#include <map>

namespace replay::tests {
namespace {

using contracts::PurchaseCourse;
using contracts::PurchaseFact;
using sagas::Reaction;

const QList<Reaction>& reactions() { return sagas::choreographedPurchase().reactions; }

std::map<QString, std::unique_ptr<commands::Service>> dancers()
{
    std::map<QString, std::unique_ptr<commands::Service>> services;
    services[QStringLiteral("order")] = orders::makeOrdersService(true);
    services[QStringLiteral("inventory")] = inventory::makeInventoryService();
    services[QStringLiteral("payment")] = payments::makePaymentsService();
    return services;
}

PurchaseFact fact(const char* type, const char* reason = "")
{
    PurchaseFact made;
    made.eventType = QString::fromLatin1(type);
    made.reason = QString::fromLatin1(reason);
    return made;
}

PurchaseCourse told(std::initializer_list<const char*> types)
{
    PurchaseCourse course;
    for (const char* type : types)
        course.take(fact(type, "why"));
    return course;
}

QStringList statuses(const PurchaseCourse& course)
{
    QStringList all;
    for (const PurchaseCourse::Step& step : course.steps)
        all << step.status;
    return all;
}

}  // namespace

/// The table of reactions is whole: what it names exists, nothing that is refused goes unheard, and it is the twin of the
/// orchestrated purchase.
class ChoreographyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyCommandHasItsService()
    {
        const auto services = dancers();
        for (const Reaction& reaction : reactions()) {
            QVERIFY2(services.contains(reaction.service), qPrintable(reaction.service));
            QVERIFY2(services.at(reaction.service)->accepts(reaction.command), qPrintable(reaction.command));
            QVERIFY(reaction.payload != nullptr);
        }
        QCOMPARE(sagas::reactingServices().size(), 3);
    }

    void everyEventIsKnown()
    {
        for (const Reaction& reaction : reactions()) {
            QVERIFY(!reaction.on.isEmpty());
            for (const QString& type : reaction.on + reaction.until)
                QVERIFY2(contracts::eventTypes().contains(type), qPrintable(type));
        }
        for (const sagas::Remembered& each : sagas::choreographedPurchase().remembered)
            QVERIFY2(contracts::eventTypes().contains(each.event), qPrintable(each.event));
    }

    void oneReactionAService_step_andSide()
    {
        QSet<QString> seen;
        for (const Reaction& reaction : reactions()) {
            const QString key = QStringLiteral("%1 %2").arg(reaction.step).arg(reaction.compensation);
            QVERIFY2(!seen.contains(key), qPrintable(key));  // the id of its message is made of these
            seen.insert(key);
        }
    }

    void everyRefusalIsHeardByAllWhoDidSomething()
    {
        const auto steps = contracts::purchaseSteps();
        for (std::size_t refused = 1; refused < steps.size(); ++refused) {
            for (std::size_t before = 0; before < refused; ++before) {
                const bool heard = std::any_of(reactions().begin(), reactions().end(), [&](const Reaction& reaction) {
                    return reaction.compensation && reaction.step == QLatin1StringView(steps[before].id) &&
                           reaction.on.contains(QLatin1StringView(steps[refused].refused));
                });
                QVERIFY2(heard, steps[refused].refused);
            }
        }
    }

    void itIsTheTwinOfTheOrchestratedPurchase()
    {
        for (const sagas::Step& step : sagas::orderProcessing().steps) {
            const auto find = [&](bool compensation, const QString& command) {
                return std::find_if(reactions().begin(), reactions().end(), [&](const Reaction& reaction) {
                    return reaction.step == step.id && reaction.compensation == compensation && reaction.command == command;
                });
            };
            const auto forwards = find(false, step.action.command);
            QVERIFY2(forwards != reactions().end(), qPrintable(step.id));
            QCOMPARE(forwards->service, step.service);
            QCOMPARE(forwards->timeoutUs, step.action.timeoutUs);
            QCOMPARE(forwards->retry.attemptsMax, step.action.retry.attemptsMax);
            QCOMPARE(forwards->retry.backoffUs, step.action.retry.backoffUs);
            const auto steps = contracts::purchaseSteps();
            const auto named =
                std::find_if(steps.begin(), steps.end(), [&](const auto& each) { return step.id == QLatin1StringView(each.id); });
            QVERIFY(named != steps.end());
            QVERIFY(step.action.done.contains(QLatin1StringView(named->done)));
            QCOMPARE(step.action.refused, QString::fromLatin1(named->refused));
            if (step.id == u"confirm_order")
                continue;  // nothing comes after it that could be refused
            const auto back = find(true, step.compensation.command);
            QVERIFY2(back != reactions().end(), qPrintable(step.id));
            QCOMPARE(back->retry.attemptsMax, step.compensation.retry.attemptsMax);
        }
    }

    void somethingEndsTheWaiting()
    {
        const auto timer =
            std::find_if(reactions().begin(), reactions().end(), [](const Reaction& reaction) { return reaction.isTimer(); });
        QVERIFY(timer != reactions().end());
        QVERIFY(timer->until.contains(QStringLiteral("OrderConfirmed")) && timer->until.contains(QStringLiteral("OrderCancelled")));
    }

    void aMessageKeepsItsId()
    {
        const QUuid one = QUuid::createUuidV5(QUuid(), QByteArrayLiteral("one"));
        const QString step = QStringLiteral("create_order");
        QCOMPARE(contracts::reactionId(one, step, false), contracts::reactionId(one, step, false));
        QVERIFY(contracts::reactionId(one, step, false) != contracts::reactionId(one, step, true));
    }

    void aCourseGoesWell()
    {
        const auto course = told({"OrderPlaced", "OrderCreated", "InventoryReserved", "PaymentProcessed", "OrderConfirmed"});
        QCOMPARE(course.status, QStringLiteral("completed"));
        QCOMPARE(statuses(course).count(QStringLiteral("completed")), 4);
        auto later = course;
        QVERIFY(!later.take(fact("OrderCancelled")));  // a client's business
    }

    void aRefusalIsUndone()
    {
        auto course = told({"OrderPlaced", "OrderCreated", "InventoryReserved", "PaymentDeclined"});
        QCOMPARE(course.status, QStringLiteral("compensating"));
        QCOMPARE(course.failedStep, QStringLiteral("process_payment"));
        QCOMPARE(course.error, QStringLiteral("why"));
        course.take(fact("InventoryReleased"));
        QCOMPARE(course.status, QStringLiteral("compensating"));
        course.take(fact("OrderCancelled"));
        QCOMPARE(course.status, QStringLiteral("failed"));
        QCOMPARE(statuses(course), (QStringList{QStringLiteral("compensated"), QStringLiteral("compensated"), QStringLiteral("failed"),
                                                QStringLiteral("pending")}));
    }

    void aLostAcknowledgementIsNoFailure()
    {
        auto course = told({"OrderPlaced", "OrderCreated"});
        PurchaseFact late = fact("ReactionFailed");
        late.step = QStringLiteral("create_order");
        late.error = QStringLiteral("no answer within 5 s");
        late.again = true;
        QVERIFY(course.take(late));
        QVERIFY(!course.retrying && course.steps[0].error.isEmpty());
        QCOMPARE(course.steps[0].attempts, 2);
        late.step = QStringLiteral("reserve_inventory");
        course.take(late);
        QVERIFY(course.retrying && !course.steps[1].error.isEmpty());
    }

    void aRejectedOrderLeavesNothingToUndo() { QCOMPARE(told({"OrderPlaced", "OrderRejected"}).status, QStringLiteral("failed")); }

    void theDeadlineUndoesWhatMayNeverHaveBeen()
    {
        auto course = told({"OrderPlaced", "OrderCreated", "OrderConfirmationRefused", "OrderCancelled", "PaymentVoided"});
        QCOMPARE(course.status, QStringLiteral("compensating"));
        course.take(fact("InventoryReservationRefused"));  // late, and refused by the tombstone that is on its way
        QCOMPARE(course.status, QStringLiteral("compensating"));
        course.take(fact("InventoryReleased"));
        QCOMPARE(course.status, QStringLiteral("failed"));
    }

    void whoTellsOfAPurchase()
    {
        QVERIFY(contracts::tellsOfPurchase(QStringLiteral("OrderPlaced"), QStringLiteral("workload")));
        QVERIFY(contracts::tellsOfPurchase(QStringLiteral("OrderCreated"), contracts::reactionActor));
        QVERIFY(!contracts::tellsOfPurchase(QStringLiteral("OrderCreated"), QStringLiteral("saga")));
        QVERIFY(!contracts::tellsOfPurchase(QStringLiteral("StockReserved"), contracts::reactionActor));
    }

    void definitionsAreKnownByTypeAndVersion()
    {
        QSet<QString> seen;
        int newest = 0;
        for (const sagas::Definition* each : sagas::allDefinitions()) {
            const QString key = QStringLiteral("%1 %2").arg(each->type).arg(each->version);
            QVERIFY2(!seen.contains(key), qPrintable(key));
            seen.insert(key);
            QCOMPARE(sagas::findDefinition(each->type, each->version), each);
            if (each->type == u"OrderProcessing")
                newest = std::max(newest, each->version);
        }
        QCOMPARE(newest, contracts::purchaseVersionNewest);
        QVERIFY(!sagas::findDefinition(QStringLiteral("OrderProcessing"), newest + 1));
        QCOMPARE(sagas::orderProcessing().version, 1);  // what new purchases begin with, unless a scenario says otherwise
        QCOMPARE(sagas::orderProcessing2().steps[1].id, QStringLiteral("process_payment"));
    }
};

}  // namespace replay::tests

QTEST_GUILESS_MAIN(replay::tests::ChoreographyTest)
#include "choreography_test.moc"
