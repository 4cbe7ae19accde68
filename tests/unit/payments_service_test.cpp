// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contracts/ids.h"
#include "core/domain/payments/payments_service.h"
#include "tests/unit/service_harness.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace replay;
using namespace replay::test;

namespace {

const QString orderOne = u"019b8d3a-7c00-7000-8000-0000deadbeef"_s;
QUuid uuid(const QString& text) { return QUuid::fromString(text); }
QJsonObject paying(const char* amount)
{
    return {{u"order_id"_s, orderOne}, {u"amount"_s, QString::fromLatin1(amount)}, {u"payment_method"_s, u"card"_s}};
}
QJsonObject about() { return {{u"order_id"_s, orderOne}}; }

class Bank : public ServiceHarness {
public:
    Bank() : ServiceHarness(payments::makePaymentsService()) {}
};

}  // namespace

class PaymentsServiceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void captures()
    {
        Bank bank;
        const auto receipt = bank.send("ProcessPayment", paying("12.50"), "saga");
        QVERIFY2(isDone(receipt), qPrintable(reasonOf(receipt)));
        QCOMPARE(answered(receipt, "payment_id"), base::idText(contracts::paymentId(uuid(orderOne))));
        QCOMPARE(bank.appendedTypes(), QStringList{u"PaymentProcessed"_s});
        QCOMPARE(bank.text("SELECT status || ' ' || amount || ' ' || captured FROM payments"), u"captured 12.50 12.50"_s);
        QCOMPARE(bank.differences(), QStringList());
        QVERIFY(reasonOf(bank.send("ProcessPayment", paying("12.50"), "saga")).contains(u"already paid"_s));
        QCOMPARE(bank.appendedTypes(), QStringList{u"PaymentDeclined"_s});
        QCOMPARE(bank.text("SELECT status FROM payments"), u"captured"_s);
        QCOMPARE(bank.differences(), QStringList());
    }
    void declines()
    {
        Bank bank;
        QCOMPARE(reasonOf(bank.sendRefused("ProcessPayment", paying("12.50"), "saga")), u"card declined"_s);
        QCOMPARE(bank.appendedTypes(), QStringList{u"PaymentDeclined"_s});
        QCOMPARE(bank.text("SELECT status || ' ' || reason FROM payments"), u"declined card declined"_s);
        QVERIFY(isDone(bank.send("ProcessPayment", paying("12.50"), "saga")));
        QCOMPARE(bank.differences(), QStringList());
    }
    void refundsOnce()
    {
        Bank bank;
        QVERIFY(isDone(bank.send("ProcessPayment", paying("12.50"), "saga")));
        QVERIFY(isDone(bank.send("RefundPayment", {{u"order_id"_s, orderOne}, {u"amount"_s, u"99.00"_s}}, "saga")));
        QCOMPARE(bank.appendedTypes(), QStringList{u"PaymentRefunded"_s});
        QCOMPARE(bank.text("SELECT amount FROM refunds"), u"12.50"_s);
        QVERIFY(bank.hear("OrderCancelled", uuid(orderOne), {}).has_value());
        QVERIFY(bank.appended.empty());
        QCOMPARE(bank.text("SELECT status FROM payments"), u"refunded"_s);
        QCOMPARE(bank.differences(), QStringList());
    }
    void aReturnIsRefundedOnce()
    {
        const auto back = [](const char* amount, const QString& returnId) {
            QJsonObject data{{u"order_id"_s, orderOne}, {u"amount"_s, QString::fromLatin1(amount)}, {u"return_id"_s, returnId}};
            return data;
        };
        const QString one = u"019b8d3a-7c00-7000-8000-00000000aaa1"_s;
        const QString two = u"019b8d3a-7c00-7000-8000-00000000aaa2"_s;
        Bank bank;
        QVERIFY(reasonOf(bank.send("RefundPayment", back("1.00", one), "saga")).endsWith(u"was never paid"_s));
        QCOMPARE(bank.appendedTypes(), QStringList{u"PaymentRefundRefused"_s});
        QVERIFY(isDone(bank.send("ProcessPayment", paying("25.00"), "saga")));
        QVERIFY(isDone(bank.send("RefundPayment", back("10.00", one), "saga")));
        QCOMPARE(bank.text("SELECT status || ' ' || refunded FROM payments"), u"partially_refunded 10.00"_s);
        QVERIFY(reasonOf(bank.send("RefundPayment", back("10.00", one), "saga")).endsWith(u"is refunded already"_s));
        QVERIFY(reasonOf(bank.send("RefundPayment", back("15.01", two), "saga")).contains(u"not yet refunded, 15.00"_s));
        QCOMPARE(reasonOf(bank.sendRefused("RefundPayment", back("1.00", two), "saga")), u"refund declined"_s);
        QCOMPARE(bank.appendedTypes(), QStringList{u"PaymentRefundRefused"_s});
        QVERIFY(isDone(bank.send("RefundPayment", back("15.00", two), "saga")));
        QCOMPARE(bank.text("SELECT status FROM payments"), u"refunded"_s);
        // Goods that cost nothing come back too.
        QVERIFY(isDone(bank.send("RefundPayment", back("0.00", orderOne), "saga")));
        QCOMPARE(bank.text("SELECT count(DISTINCT return_id) || ' ' || count(*) FROM refunds"), u"3 3"_s);
        bank.forgetCache();
        QCOMPARE(bank.differences(), QStringList());
    }
    void aCancelledOrderRefundsWhatAReturnLeft()
    {
        Bank bank;
        QVERIFY(isDone(bank.send("ProcessPayment", paying("25.00"), "saga")));
        QVERIFY(
            isDone(bank.send("RefundPayment", {{u"order_id"_s, orderOne}, {u"amount"_s, u"10.00"_s}, {u"return_id"_s, orderOne}}, "saga")));
        QVERIFY(bank.hear("OrderCancelled", uuid(orderOne), {}).has_value());
        QCOMPARE(bank.text("SELECT status || ' ' || refunded FROM payments"), u"refunded 25.00"_s);
        QCOMPARE(bank.differences(), QStringList());
    }
    void cancelledOrderIsRefunded()
    {
        Bank bank;
        QVERIFY(bank.hear("OrderCancelled", uuid(orderOne), {}).has_value());
        QVERIFY(bank.appended.empty());
        QVERIFY(isDone(bank.send("ProcessPayment", paying("12.50"), "saga")));
        for (int i = 0; i < 2; ++i)
            QVERIFY(bank.hear("OrderCancelled", uuid(orderOne), {{u"reason"_s, u"enough"_s}}).has_value());
        QCOMPARE(bank.count("SELECT count(*) FROM refunds"), 1);
        QCOMPARE(bank.text("SELECT refunded FROM payments"), u"12.50"_s);
        QCOMPARE(bank.differences(), QStringList());
    }
    void tombstones()
    {
        Bank bank;
        for (int i = 0; i < 3; ++i) {
            QVERIFY(isDone(bank.send("RefundPayment", about(), "saga")));
            QCOMPARE(bank.appendedTypes(), QStringList{u"PaymentVoided"_s});
        }
        QCOMPARE(reasonOf(bank.send("ProcessPayment", paying("12.50"), "saga")), u"payment was voided"_s);
        QCOMPARE(bank.appendedTypes(), QStringList{u"PaymentDeclined"_s});
        QCOMPARE(bank.differences(), QStringList());
        bank.forgetCache();
        QCOMPARE(reasonOf(bank.send("ProcessPayment", paying("12.50"), "saga")), u"payment was voided"_s);
    }
    void compensationCannotBeRefused()
    {
        Bank bank;
        QVERIFY(!bank.sendRefused("RefundPayment", about(), "saga").has_value());
        QCOMPARE(bank.eventCount(), 0);
    }
    void malformed()
    {
        Bank bank;
        for (const char* amount : {"1.234", "NaN", "1e3", ""})
            QVERIFY(isMalformed(bank.send("ProcessPayment", paying(amount), "saga")));
        QVERIFY(reasonOf(bank.send("ProcessPayment", paying("-1"), "saga")).contains(u"must not be negative"_s));
        QVERIFY(bank.service().commands().isEmpty());
    }
};

QTEST_GUILESS_MAIN(PaymentsServiceTest)
#include "payments_service_test.moc"
