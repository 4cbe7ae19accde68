// SPDX-License-Identifier: GPL-3.0-or-later
// One command of a person, from the gateway to its answer: what it does, what is refused, conflicts, and being sent twice.
#include "tests/contract/workspace_bench.h"

#include <QTest>
#include <algorithm>

using namespace replay;
using api::CommandAnswer;
using Outcome = api::CommandAnswer::Outcome;
using replay::tests::text;
using replay::tests::WorkspaceBench;

Q_DECLARE_METATYPE(replay::api::CommandAnswer::Outcome)

class WorkspaceCommandsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<WorkspaceBench> m_bench;
    QString m_customer;
    QString m_product;

    CommandAnswer run(const char* name, const QJsonObject& data, std::optional<int> expectedVersion = {}, const QString& id = {})
    {
        const auto answer = m_bench->workspace->runCommand({text(name), base::jsonBytes(data), expectedVersion, id});
        return answer ? *answer : CommandAnswer{Outcome::Failed, {}, {}, answer.error().message, false, {}};
    }
    static QString resultOf(const CommandAnswer& answer, const char* key)
    {
        return base::parseJsonObject(answer.result, text("result")).value()[text(key)].toString();
    }
    static QStringList typesOf(const CommandAnswer& answer)
    {
        QStringList types;
        for (const api::EventRow& event : answer.events)
            types << event.eventType;
        return types;
    }
    QJsonObject order(int quantity) const
    {
        return {{text("customer_id"), m_customer},
                {text("items"), QJsonArray{QJsonObject{{text("product_id"), m_product}, {text("quantity"), quantity}}}},
                {text("shipping_address"), QJsonObject{{text("street_address"), text("1 Market Street")},
                                                       {text("city"), text("Springfield")},
                                                       {text("state"), text("IL")},
                                                       {text("postal_code"), text("62701")},
                                                       {text("country"), text("US")}}}};
    }
    QString statusOf(const QString& orderId)
    {
        const auto reader = m_bench->workspace->makeReader().value();
        const auto state = reader->aggregateAtVersion(orderId, {}).value();
        return base::parseJsonObject(state.state, text("state")).value()[text("status")].toString();
    }
    api::Position head() const { return m_bench->workspace->status().head; }

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<WorkspaceBench>();
        QVERIFY(m_bench->create());
        QVERIFY(m_bench->open());
        const CommandAnswer user =
            run("RegisterUser",
                {{text("email"), text("ada@example.com")}, {text("first_name"), text("Ada")}, {text("last_name"), text("Moore")}});
        QVERIFY2(user.outcome == Outcome::Done, qPrintable(user.reason));
        m_customer = resultOf(user, "user_id");
        const CommandAnswer product = run(
            "CreateProduct",
            {{text("name"), text("Teapot")}, {text("price"), text("12.50")}, {text("stock_quantity"), 10}, {text("sku"), text("KIT-1")}});
        QVERIFY2(product.outcome == Outcome::Done, qPrintable(product.reason));
        m_product = resultOf(product, "product_id");
        QCOMPARE(typesOf(product), (QStringList{text("ProductCreated"), text("StockItemCreated")}));
    }
    void cleanup()
    {
        if (m_bench && m_bench->workspace)
            QCOMPARE(m_bench->violations(), QStringList());
        m_bench.reset();
    }

    void placingAnOrderRunsItsSaga()
    {
        const CommandAnswer placed = run("PlaceOrder", order(2));
        QVERIFY2(placed.outcome == Outcome::Done, qPrintable(placed.reason));
        const QStringList types = typesOf(placed);
        for (const char* type : {"SagaStarted", "OrderCreated", "InventoryReserved", "PaymentProcessed", "OrderConfirmed", "SagaCompleted"})
            QVERIFY2(types.contains(text(type)), type);
        QCOMPARE(statusOf(resultOf(placed, "order_id")), text("confirmed"));
        QCOMPARE(m_bench->workspace->status().sagasCompleted, 1);
        QCOMPARE(m_bench->workspace->status().outboxPending, 0);
    }

    void anOrderBeyondTheStockIsCompensated()
    {
        const CommandAnswer placed = run("PlaceOrder", order(11));
        QCOMPARE(placed.outcome, Outcome::Refused);
        QCOMPARE(placed.reason, text("insufficient stock for KIT-1: have 10, need 11"));
        QVERIFY(typesOf(placed).contains(text("SagaFailed")));
        const auto created = std::find_if(placed.events.begin(), placed.events.end(),
                                          [](const api::EventRow& event) { return event.eventType == u"OrderCreated"; });
        QVERIFY(created != placed.events.end());
        QCOMPARE(statusOf(created->aggregateId), text("cancelled"));
        QCOMPARE(m_bench->workspace->status().sagasFailed, 1);
    }

    void anOrderIsCreatedAndConfirmed()
    {
        const CommandAnswer created = run("CreateOrder", order(1));
        QVERIFY2(created.outcome == Outcome::Done, qPrintable(created.reason));
        const QString orderId = resultOf(created, "order_id");
        QCOMPARE(statusOf(orderId), text("pending"));
        const CommandAnswer confirmed = run("ConfirmOrder", {{text("order_id"), orderId}});
        QVERIFY2(confirmed.outcome == Outcome::Done, qPrintable(confirmed.reason));
        QVERIFY(typesOf(confirmed).contains(text("SagaCompleted")));
        QCOMPARE(statusOf(orderId), text("confirmed"));
        const CommandAnswer again = run("ConfirmOrder", {{text("order_id"), orderId}});
        QCOMPARE(again.outcome, Outcome::Refused);
        QVERIFY2(again.reason.contains(text("is confirmed, not pending")), qPrintable(again.reason));
        QVERIFY(again.events.isEmpty());
    }

    void stockIsAdjusted()
    {
        const CommandAnswer more =
            run("AdjustStock", {{text("product_id"), m_product}, {text("delta"), 5}, {text("reason"), text("delivery")}});
        QVERIFY2(more.outcome == Outcome::Done, qPrintable(more.reason));
        QCOMPARE(typesOf(more), QStringList{text("StockAdjusted")});
        const CommandAnswer less = run("AdjustStock", {{text("product_id"), m_product}, {text("delta"), -16}});
        QCOMPARE(less.outcome, Outcome::Refused);
        QVERIFY2(less.reason.contains(text("have 15, adjustment -16")), qPrintable(less.reason));
    }

    void whatIsWrongIsSaid_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QJsonObject>("data");
        QTest::addColumn<Outcome>("outcome");
        QTest::addColumn<QString>("says");
        const QString unknown = text("00000000-0000-4000-8000-000000000001");
        QTest::newRow("negative price") << text("CreateProduct")
                                        << QJsonObject{{text("name"), text("Kettle")}, {text("price"), text("-1.00")}} << Outcome::Refused
                                        << text("rice");
        QTest::newRow("three decimals") << text("CreateProduct")
                                        << QJsonObject{{text("name"), text("Kettle")}, {text("price"), text("1.001")}} << Outcome::Malformed
                                        << text("price");
        QTest::newRow("unknown key") << text("CreateProduct")
                                     << QJsonObject{{text("name"), text("Kettle")}, {text("price"), text("1.00")}, {text("colour"), 1}}
                                     << Outcome::Malformed << text("colour");
        QTest::newRow("missing key") << text("CreateProduct") << QJsonObject{{text("price"), text("1.00")}} << Outcome::Malformed
                                     << text("name");
        QTest::newRow("unknown product") << text("AdjustStock") << QJsonObject{{text("product_id"), unknown}, {text("delta"), 1}}
                                         << Outcome::Refused << text("not found");
        QTest::newRow("unknown order") << text("ConfirmOrder") << QJsonObject{{text("order_id"), unknown}} << Outcome::Refused
                                       << text("not found");
        QTest::newRow("no UUID") << text("ConfirmOrder") << QJsonObject{{text("order_id"), text("seven")}} << Outcome::Malformed
                                 << text("order_id");
        QTest::newRow("e-mail taken") << text("RegisterUser")
                                      << QJsonObject{{text("email"), text("ada@example.com")},
                                                     {text("first_name"), text("A")},
                                                     {text("last_name"), text("B")}}
                                      << Outcome::Refused << text("already registered");
    }
    void whatIsWrongIsSaid()
    {
        QFETCH(QString, name);
        QFETCH(QJsonObject, data);
        QFETCH(Outcome, outcome);
        QFETCH(QString, says);
        const api::Position before = head();
        const CommandAnswer answer = run(name.toLatin1().constData(), data);
        QVERIFY2(answer.reason.contains(says), qPrintable(answer.reason));
        QCOMPARE(answer.outcome, outcome);
        QVERIFY(answer.events.isEmpty() && answer.result.isEmpty());
        QCOMPARE(head(), before);
    }

    void whatIsNoCommandIsNotEvenSent()
    {
        const auto send = [&](const char* name, const char* data, const char* id) {
            const auto sent = m_bench->workspace->runCommand({text(name), data, {}, text(id)});
            return sent ? text("done") : QStringLiteral("%1 %2").arg(static_cast<int>(sent.error().kind)).arg(sent.error().message);
        };
        const QString malformed = QString::number(static_cast<int>(base::ErrorKind::Malformed));
        QVERIFY(send("MakeTea", "{}", "").startsWith(malformed + text(" there is no command MakeTea; known are AbortSaga")));
        QVERIFY(send("CreateProduct", "{\"name\":", "").startsWith(malformed));
        QVERIFY(send("CreateProduct", "[]", "").startsWith(malformed));
        QVERIFY(send("CreateProduct", "{}", "seven").contains(text("\"seven\" is not a UUID")));
        // What only a saga may ask for is no command of a person.
        QVERIFY(send("ReserveInventory", "{}", "").startsWith(malformed));
    }

    void theExpectedVersionIsKept()
    {
        const QJsonObject data{{text("product_id"), m_product}, {text("price"), text("13.00")}};
        const CommandAnswer right = run("UpdateProduct", data, 1);
        QVERIFY2(right.outcome == Outcome::Done, qPrintable(right.reason));
        const api::Position before = head();
        const CommandAnswer stale = run("UpdateProduct", {{text("product_id"), m_product}, {text("price"), text("14.00")}}, 1);
        QCOMPARE(stale.outcome, Outcome::Conflict);
        QVERIFY2(stale.reason.contains(text("expected version 1 ")) && stale.reason.contains(text("at version 2")),
                 qPrintable(stale.reason));
        QCOMPARE(head(), before);
    }

    void sentTwiceIsDoneOnce()
    {
        const QString id = text("0198a0f0-0000-7000-8000-0000000000aa");
        const CommandAnswer first = run("PlaceOrder", order(1), {}, id);
        QVERIFY2(first.outcome == Outcome::Done, qPrintable(first.reason));
        QVERIFY(!first.repeated);
        QCOMPARE(first.commandId, id);
        const api::Position before = head();
        for (int i = 0; i < 3; ++i) {
            const CommandAnswer again = run("PlaceOrder", order(1), {}, id);
            QVERIFY(again.repeated);
            QCOMPARE(again.outcome, first.outcome);
            QCOMPARE(again.result, first.result);
            QCOMPARE(again.events.size(), first.events.size());
            QCOMPARE(head(), before);
            QVERIFY(m_bench->open());
        }
        const CommandAnswer refused =
            run("AdjustStock", {{text("product_id"), m_product}, {text("delta"), -99}}, {}, text("0198a0f0-0000-7000-8000-0000000000bb"));
        const CommandAnswer refusedAgain =
            run("AdjustStock", {{text("product_id"), m_product}, {text("delta"), -99}}, {}, text("0198a0f0-0000-7000-8000-0000000000bb"));
        QCOMPARE(refused.outcome, Outcome::Refused);
        QCOMPARE(refusedAgain.outcome, Outcome::Refused);
        QCOMPARE(refusedAgain.reason, refused.reason);
        QVERIFY(refusedAgain.repeated);
    }
};

QTEST_GUILESS_MAIN(WorkspaceCommandsTest)
#include "workspace_commands_test.moc"
