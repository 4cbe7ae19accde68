// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/payments/payment_rules.h"
#include "tests/unit/given.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace replay;
using namespace replay::payments;
using namespace replay::test;

namespace {

ProcessPayment charge(const char* amount) { return {someId, otherId, thirdId, money(amount), u"USD"_s, u"card"_s}; }
RefundPayment giveBack(std::optional<Money> amount = {}) { return {someId, otherId, thirdId, amount, u"cancelled"_s}; }

NewEvents with(NewEvents before, const Decision& decision)
{
    for (const NewEvent& event : eventsOf(decision))
        before.push_back(event);
    return before;
}

NewEvents paid(const char* amount) { return eventsOf(processPayment({}, charge(amount))); }

}  // namespace

class PaymentRulesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void captures()
    {
        const Payment payment = given<Payment>(paid("12.50"));
        QCOMPARE(payment.status, u"captured"_s);
        QCOMPARE(payment.due().toString(), u"12.50"_s);
        QVERIFY(reasonOf(processPayment(payment, charge("12.50"))).contains(u"already paid"_s));
    }
    void takesZeroNotLess()
    {
        QVERIFY(!isRefused(processPayment({}, charge("0"))));
        QVERIFY(reasonOf(processPayment({}, charge("-0.01"))).contains(u"must not be negative"_s));
    }
    void refundsWhatWasCaptured()
    {
        const Decision decision = refundPayment(given<Payment>(paid("12.50")), giveBack());
        QCOMPARE(typesOf(decision), QStringList{u"PaymentRefunded"_s});
        QCOMPARE(dataOf(decision).value(u"amount"_s).toString(), u"12.50"_s);
        const Payment payment = given<Payment>(with(paid("12.50"), decision));
        QCOMPARE(payment.status, u"refunded"_s);
        QVERIFY(payment.due().isZero());
    }
    void refundsInParts()
    {
        NewEvents events = paid("12.50");
        events = with(events, refundPayment(given<Payment>(events), giveBack(money("2.50"))));
        QCOMPARE(given<Payment>(events).status, u"partially_refunded"_s);
        QVERIFY(reasonOf(refundPayment(given<Payment>(events), giveBack(money("10.01")))).contains(u"10.00"_s));
        QVERIFY(isRefused(refundPayment(given<Payment>(events), giveBack(money("-1")))));
        events = with(events, refundPayment(given<Payment>(events), giveBack()));
        QCOMPARE(given<Payment>(events).refunds.back().amount.toString(), u"10.00"_s);
        QCOMPARE(given<Payment>(events).status, u"refunded"_s);
    }
    void refundOfNothingIsATombstone()
    {
        const NewEvents events = eventsOf(refundPayment({}, giveBack()));
        QCOMPARE(events.front().eventType, u"PaymentVoided"_s);
        QCOMPARE(reasonOf(processPayment(given<Payment>(events), charge("1"))), u"payment was voided"_s);
        QCOMPARE(typesOf(refundPayment(given<Payment>(events), giveBack())), QStringList{u"PaymentVoided"_s});
        QCOMPARE(firstBadSnapshot<Payment>(events), 0);
    }
    void declinedMayBeTriedAgain()
    {
        const NewEvents events{declined(charge("5"), u"card declined"_s)};
        QCOMPARE(given<Payment>(events).status, u"declined"_s);
        QCOMPARE(given<Payment>(events).reason, u"card declined"_s);
        QVERIFY(!isRefused(processPayment(given<Payment>(events), charge("5"))));
    }
    void declineOfASecondPaymentLeavesTheFirst()
    {
        NewEvents events = paid("12.50");
        events.push_back(declined(charge("99"), u"already paid"_s));
        QCOMPARE(given<Payment>(events).status, u"captured"_s);
        QCOMPARE(given<Payment>(events).amount.toString(), u"12.50"_s);
    }
    void paidAgainAfterARefund()
    {
        NewEvents events = paid("12.50");
        events = with(events, refundPayment(given<Payment>(events), giveBack()));
        events = with(events, processPayment(given<Payment>(events), charge("12.50")));
        QCOMPARE(given<Payment>(events).captured.toString(), u"25.00"_s);
        QCOMPARE(given<Payment>(events).due().toString(), u"12.50"_s);
        QCOMPARE(firstBadSnapshot<Payment>(events), 0);
    }
    void statesSurviveSnapshots()
    {
        NewEvents events{declined(charge("5"), u"card declined"_s)};
        events = with(events, processPayment(given<Payment>(events), charge("99999999.99")));
        events = with(events, refundPayment(given<Payment>(events), giveBack(money("0.01"))));
        events = with(events, refundPayment(given<Payment>(events), giveBack()));
        events = with(events, refundPayment(given<Payment>(events), giveBack()));
        QCOMPARE(firstBadSnapshot<Payment>(events), 0);
        QCOMPARE(given<Payment>(events).status, u"refunded"_s);
        QVERIFY(given<Payment>(events).voided);
    }
};

QTEST_GUILESS_MAIN(PaymentRulesTest)
#include "payment_rules_test.moc"
