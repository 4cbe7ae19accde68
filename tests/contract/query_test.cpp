// SPDX-License-Identifier: GPL-3.0-or-later
// Questions to a workspace: what they answer, what they refuse, and that each of their statements is answered by an index.
#include "core/contracts/ids.h"
#include "core/projections/projector.h"
#include "core/queries/workspace_reader.h"
#include "tests/contract/projection_shop.h"
#include "tests/contract/query_plans.h"

#include <QRegularExpression>
#include <QTest>
#include <numeric>
#include <sqlite3.h>

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

}  // namespace

class QueryTest : public QObject {
    Q_OBJECT

    std::unique_ptr<ProjectionShop> m_shop;
    std::unique_ptr<queries::WorkspaceReader> m_reader;
    QUuid m_kitchen;
    QUuid m_teapot;
    QUuid m_lamp;
    QUuid m_ada;
    ProjectionShop::Order m_sold;
    ProjectionShop::Order m_declined;
    ProjectionShop::Order m_running;

    api::Reader& reader() { return *m_reader; }
    api::RowSet ask(const char* name, const char* json)
    {
        const auto rows = reader().query(text(name), json);
        if (!rows)
            QTest::qFail(qPrintable(rows.error().message), __FILE__, __LINE__);
        return rows.value_or(api::RowSet());
    }
    QByteArray about(const char* key, const QUuid& id) { return QByteArray("{\"") + key + "\": \"" + base::idText(id).toLatin1() + "\"}"; }

private Q_SLOTS:
    void initTestCase()
    {
        m_shop = std::make_unique<ProjectionShop>();
        m_kitchen = m_shop->category(text("Kitchen"));
        m_teapot = m_shop->product(text("Teapot"), text("49.90"), 100, m_kitchen);
        m_lamp = m_shop->product(text("Lamp"), text("20.00"), 50);
        m_ada = m_shop->customer(text("Ada"), text("Moore"));
        m_sold = m_shop->order(m_ada, m_teapot, 2, text("49.90"), ProjectionShop::End::Completed);
        m_declined = m_shop->order(m_ada, m_lamp, 3, text("20.00"), ProjectionShop::End::Declined);
        m_running = m_shop->order(m_ada, m_teapot, 1, text("49.90"), ProjectionShop::End::Running);
        auto projector = projections::Projector::open(m_shop->database(text("read")), m_shop->database(text("log")));
        QVERIFY(projector.has_value());
        QVERIFY(!(*projector)->step(100'000).value());
        QVERIFY(
            m_shop->database(text("gateway"))
                .run(
                    "INSERT INTO inputs (at, message_id, correlation_id, name, target, actor, data, due_at) VALUES (1, ?, ?, 'CreateProduct', 'product', 'user', '{}', 1)",
                    m_teapot, m_teapot)
                .has_value());
        QVERIFY(
            m_shop->database(text("product"))
                .run(
                    "INSERT INTO inbox (message_id, name, received_at, outcome, receipt) VALUES (?, 'CreateProduct', 1, 'refused', '{\"reason\":\"too short\"}')",
                    m_teapot)
                .has_value());
        QVERIFY(
            m_shop->database(text("order"))
                .run(
                    "INSERT INTO snapshots (stream, version, schema_version, state) SELECT stream, 1, 1, '{\"from\":\"snapshot\",\"order_number\":\"' || ? || '\"}' FROM streams WHERE aggregate_id = ?",
                    m_sold.number, m_sold.orderId)
                .has_value());
        m_reader = std::make_unique<queries::WorkspaceReader>(queries::ReaderParts{m_shop->folder(), test::mergingFolds(), {}});
    }

    void productsAndOrders()
    {
        QCOMPARE(ask("ProductQuery", "{}").rows.size(), 2);
        QCOMPARE(ask("ProductQuery", "{\"limit\": 1}").rows.first().at(1).toString(), text("Teapot"));
        QCOMPARE(ask("ProductQuery", "{\"skip\": 1, \"limit\": 1}").rows.first().at(1).toString(), text("Lamp"));
        QCOMPARE(ask("ProductQuery", "{\"limit\": 0}").rows.size(), 0);
        QCOMPARE(ask("ProductQuery", "{\"min_price\": \"20.00\", \"max_price\": \"49.89\"}").rows.size(), 1);
        QCOMPARE(ask("ProductQuery", "{\"min_price\": 20.01}").rows.size(), 1);
        QCOMPARE(ask("ProductQuery", "{\"search\": \"MADE TO\", \"is_active\": true}").rows.size(), 2);
        QCOMPARE(ask("ProductQuery", about("category_id", m_kitchen)).rows.size(), 1);
        QCOMPARE(ask("ProductQuery", about("product_id", m_lamp)).rows.size(), 1);
        QCOMPARE(ask("SearchProducts", "{\"search_term\": \"tea\"}").rows.size(), 1);
        QCOMPARE(ask("GetProduct", about("product_id", m_sold.orderId)).rows.size(), 0);
        QCOMPARE(ask("OrderQuery", "{\"status\": \"confirmed\"}").rows.size(), 1);
        QCOMPARE(ask("OrderQuery", about("order_id", m_sold.orderId)).rows.first().at(5).toString(), text("99.80"));
        QCOMPARE(ask("OrderQuery", about("customer_id", m_ada)).rows.size(), 3);
        QCOMPARE(ask("OrderQuery", "").rows.size(), 3);
        QCOMPARE(ask("CustomerOrders", about("customer_id", m_ada)).rows.first().first().toString(), base::idText(m_running.orderId));
        QCOMPARE(ask("GetOrder", about("order_id", m_declined.orderId)).rows.first().at(4).toString(), text("cancelled"));
        QCOMPARE(ask("SalesPerDay", "{\"from\": \"2026-01-01\"}").rows.size(), 1);
        QCOMPARE(ask("StockLevels", "{\"available_below\": 98}").rows.size(), 1);
        QCOMPARE(ask("StockLevels", about("product_id", m_teapot)).rows.first().at(3).toLongLong(), 2);
        QCOMPARE(ask("SagaOutcomes", "{\"status\": \"failed\"}").rows.size(), 1);
        QCOMPARE(ask("SagaOutcomes", about("order_id", m_sold.orderId)).rows.size(), 1);
        for (const api::RequestSchema& schema : queries::querySchemas())
            QVERIFY(!schema.summary.isEmpty() && !schema.service.isEmpty());
    }

    void malformedQuestionsAreRefusedByField_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* tag, const char* name, const char* json, const char* says) {
            QTest::newRow(tag) << text(name) << QByteArray(json) << text(says);
        };
        row("name", "Products", "{}", "there is no query \"Products\"");
        row("json", "OrderQuery", "{", "line 1");
        row("key", "OrderQuery", "{\"state\": \"x\"}", "OrderQuery.state: unknown key");
        row("status", "OrderQuery", "{\"status\": \"lost\"}", "\"lost\" is no status");
        row("id", "GetOrder", "{\"order_id\": \"7\"}", "GetOrder.order_id");
        row("missing", "SearchProducts", "{}", "search_term: is missing");
        row("money", "ProductQuery", "{\"min_price\": \"1.234\"}", "two decimals");
        row("range", "ProductQuery", "{\"min_price\": \"2\", \"max_price\": \"1\"}", "above max_price");
        row("limit", "ProductQuery", "{\"limit\": 100000}", "from 0 to 1000");
        row("negative", "ProductQuery", "{\"skip\": -1}", "skip");
        row("day", "SalesPerDay", "{\"to\": \"2026-02-30\"}", "is not a day");
    }

    void malformedQuestionsAreRefusedByField()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, json);
        QFETCH(QString, says);
        const auto answer = reader().query(name, json);
        QVERIFY(!answer.has_value());
        QCOMPARE(answer.error().kind, base::ErrorKind::Malformed);
        QVERIFY2(answer.error().message.contains(says), qPrintable(answer.error().message));
    }

    void theLogByAnyFilter()
    {
        const api::Position head = reader().head().value();
        QCOMPARE(head, m_shop->head());
        const QString orderId = base::idText(m_sold.orderId);
        const auto first = reader().event(1).value();
        QCOMPARE(first->eventType, text("CategoryCreated"));
        QCOMPARE(reader().eventById(first->eventId).value()->position, 1);
        QVERIFY(!reader().event(head + 1).value().has_value());
        const QString correlation = reader().events({{}, orderId, {}, {}, {}}, 0, 1).value().first().correlationId;
        const QString causation = reader().events({{}, orderId, {}, {}, {}}, 0, 1).value().first().causationId;
        QVERIFY(!causation.isEmpty());
        const QList<api::LogFilter> filters{{},
                                            {text("SagaStepStarted"), {}, {}, {}, {}},
                                            {{}, orderId, {}, {}, {}},
                                            {{}, {}, text("StockItem"), {}, {}},
                                            {{}, {}, {}, text("payment"), {}},
                                            {{}, {}, {}, {}, correlation},
                                            {text("OrderCreated"), {}, text("Order"), text("order"), correlation},
                                            {text("OrderCreated"), orderId, {}, {}, {}},
                                            {{}, {}, {}, {}, {}, causation},
                                            {text("OrderCreated"), {}, text("Order"), text("order"), correlation, causation},
                                            {text("NeverHeard"), {}, {}, {}, {}},
                                            {{}, {}, text("StockItem"), text("order"), {}}};
        for (const api::LogFilter& filter : filters) {
            QList<api::EventRow> expected;
            for (const api::EventRow& event : must(reader().events({}, 0, 10'000))) {
                if ((filter.type.isEmpty() || event.eventType == filter.type) &&
                    (filter.aggregateId.isEmpty() || event.aggregateId == filter.aggregateId) &&
                    (filter.aggregateType.isEmpty() || event.aggregateType == filter.aggregateType) &&
                    (filter.service.isEmpty() || event.service == filter.service) &&
                    (filter.correlationId.isEmpty() || event.correlationId == filter.correlationId) &&
                    (filter.causationId.isEmpty() || event.causationId == filter.causationId))
                    expected.append(event);
            }
            const auto positions = [](const QList<api::EventRow>& rows) {
                QList<api::Position> all;
                for (const api::EventRow& row : rows)
                    all.append(row.position);
                return all;
            };
            QList<api::Position> forward = positions(expected);
            QCOMPARE(positions(reader().events(filter, 0, 1'000).value()), forward);
            QCOMPARE(reader().count(filter, head).value(), forward.size());
            QCOMPARE(reader().count(filter, 20).value(),
                     std::count_if(forward.begin(), forward.end(), [](api::Position p) { return p <= 20; }));
            QList<api::Position> strided;
            for (qsizetype i = 0; i < forward.size(); i += 3)
                strided.append(forward[i]);
            QCOMPARE(reader().anchors(filter, head, 3).value(), strided);
            std::reverse(forward.begin(), forward.end());
            QCOMPARE(positions(reader().events(filter, 0, 1'000, true).value()), forward);
        }
        qint64 total = 0;
        for (const api::TypeCount& count : must(reader().typeCounts()))
            total += count.count;
        QCOMPARE(total, head);
        QVERIFY(!reader().events({{}, text("no id"), {}, {}, {}}, 0, 1).has_value());
    }

    void timeAndMarks()
    {
        const api::Position head = reader().head().value();
        const QList<int> density = reader().density(7).value();
        QCOMPARE(density.size(), 7);
        QCOMPARE(std::accumulate(density.begin(), density.end(), 0), static_cast<int>(head));
        const auto tenth = reader().event(10).value();
        QCOMPARE(reader().positionAt(tenth->appendedAt).value(), 10);
        QCOMPARE(reader().positionAt({0}).value(), 0);
        const QList<api::Marker> markers = reader().markers(10).value();
        QCOMPARE(markers.size(), 2);
        QCOMPARE(markers.first().kind, api::Marker::Kind::Fault);
        QCOMPARE(markers.first().text, text("fault:refuse#1"));
        QCOMPARE(markers.last().kind, api::Marker::Kind::SagaFailed);
    }

    void aggregatesAndTheirStates()
    {
        const QString id = base::idText(m_sold.orderId);
        const QList<api::AggregateRow> orders = reader().aggregates(text("Order"), {}, {}, 10).value();
        QCOMPARE(orders.size(), 3);
        QCOMPARE(orders.first().label, m_sold.number);
        QCOMPARE(reader().aggregates(text("Order"), {}, orders.first().aggregateId, 10).value().size(), 2);
        QCOMPARE(reader().aggregates({}, m_declined.number.mid(2), {}, 10).value().size(), 2);  // the order and its saga
        QCOMPARE(reader().aggregates(text("Product"), text("teap"), {}, 10).value().size(), 1);
        QCOMPARE(reader().aggregates({}, id.left(30), {}, 10).value().size(), 1);
        QCOMPARE(reader().aggregates({}, id, {}, 10).value().size(), 1);
        QCOMPARE(reader().aggregates({}, {}, {}, 1'000).value().size(),
                 m_shop->database(text("log")).integer("SELECT count(*) FROM log_streams", 0).value());
        qint64 counted = 0;
        for (const api::TypeCount& type : must(reader().aggregateTypes()))
            counted += type.count;
        QCOMPARE(counted, reader().aggregates({}, {}, {}, 1'000).value().size());

        const QList<api::VersionMark> versions = reader().versions(id, 0, 10).value();
        QCOMPARE(versions.size(), 2);
        QVERIFY(versions.first().snapshot);
        QVERIFY(!versions.last().snapshot);
        const auto last = reader().aggregateAtVersion(id, {}, false).value();
        QCOMPARE(last.version, 2);
        QCOMPARE(last.eventsRead, 2);
        QVERIFY(last.state.contains("OrderConfirmed"));
        const auto shortened = reader().aggregateAtVersion(id, 2, true).value();
        QCOMPARE(shortened.snapshotVersion, 1);
        QCOMPARE(shortened.eventsRead, 1);
        QVERIFY(shortened.state.contains("snapshot"));
        const auto compared = reader().compareWithReplay(id, 2).value();
        QVERIFY(!compared.isEqual());
        QCOMPARE(compared.withSnapshots.snapshotVersion, 1);
        QCOMPARE(compared.replayed.snapshotVersion, 0);
        QStringList differing;
        for (const api::StateDifference& each : compared.differences)
            differing << each.key;
        QVERIFY2(differing.contains(text("from")), qPrintable(differing.join(text(", "))));
        QVERIFY(reader().compareWithReplay(id, 1).value().isEqual());  // there is no way to shorten
        QCOMPARE(reader().aggregateAtTime(id, versions.first().occurredAt, false).value().version, 1);
        QCOMPARE(reader().aggregateAtPosition(id, versions.last().position - 1).value().version, 1);
        QVERIFY(!reader().aggregateAtPosition(id, 1).has_value());
        QVERIFY(!reader().aggregateAtVersion(id, 3).has_value());
        QCOMPARE(reader().aggregateAtVersion(text("x"), {}).error().kind, base::ErrorKind::Malformed);
    }

    void projectionsNowAndThen()
    {
        for (const api::ProjectionInfo& info : must(reader().projections())) {
            QCOMPARE(info.lag, 0);
            QVERIFY(info.rows > 0);
            const auto live = reader().projectionRows(info.name, {}, 100).value();
            QCOMPARE(reader().projectionRowsAt(info.name, m_shop->head(), 100).value().rows, live.rows);
            QCOMPARE(static_cast<qint64>(live.rows.size()), info.rows);
            const QVariantList key{live.rows.first().first()};
            QCOMPARE(reader().projectionRows(info.name, key, 100).value().rows, live.rows.mid(1));
            QVERIFY(reader().projectionRowsAt(info.name, 0, 100).value().rows.isEmpty());
            QCOMPARE(reader().verifyProjection(info.name).value().differing, 0);
        }
        QVERIFY(!reader().projectionRowsAt(text("sales_per_day"), m_shop->head() + 1, 1).has_value());
        QCOMPARE(reader().projectionRows(text("sales"), {}, 1).error().kind, base::ErrorKind::Malformed);
    }

    void sagasAndWhyTheyFailed()
    {
        const QList<api::SagaRow> all = reader().sagas({}, 0, 10).value();
        QCOMPARE(all.size(), 3);
        QCOMPARE(all.first().ordinal, 3);
        QCOMPARE(reader().sagas({}, 3, 10).value().size(), 2);
        QCOMPARE(reader().sagas(text("failed"), 0, 10).value().first().sagaId, base::idText(m_declined.sagaId));
        QVERIFY(reader().sagas(text("stuck"), 0, 10).value().isEmpty());
        QVERIFY(!reader().sagas(text("broken"), 0, 10).has_value());

        const auto timeline = reader().saga(base::idText(m_declined.sagaId), {}).value();
        QCOMPARE(timeline.saga.status, text("failed"));
        QCOMPARE(timeline.saga.orderNumber, m_declined.number);
        QCOMPARE(timeline.attempts.size(), 5);
        const api::SagaAttempt& pay = timeline.attempts.at(2);
        QCOMPARE(pay.stepId, text("process_payment"));
        QCOMPARE(pay.outcome, text("refused"));
        QCOMPARE(pay.error, text("card declined"));
        QCOMPARE(pay.fault, text("refuse"));
        QVERIFY2(pay.input.contains(base::idText(m_declined.orderId).toLatin1()), pay.input.constData());
        QVERIFY(pay.handledAt > pay.sentAt || pay.handledAt == pay.sentAt);
        QVERIFY(pay.answeredAt > pay.handledAt);
        QVERIFY(timeline.attempts.at(3).compensation);
        QCOMPARE(timeline.attempts.at(4).outcome, text("done"));

        // As of the past: the saga before the payment was answered.
        api::Position before = 0;
        for (const api::EventRow& event : timeline.events) {
            if (event.eventType == text("PaymentDeclined"))
                before = event.position - 1;
        }
        const auto then = reader().saga(base::idText(m_declined.sagaId), before).value();
        QCOMPARE(then.saga.status, text("started"));
        QCOMPARE(then.attempts.last().outcome, text("waiting"));
        QCOMPARE(then.saga.steps.at(2).status, text("running"));
        QCOMPARE(then.saga.steps.at(3).status, text("pending"));
        QVERIFY(!reader().saga(base::idText(m_declined.sagaId), 1).has_value());

        const QList<api::WhyLink> links = reader().whyFailed(base::idText(m_declined.sagaId)).value();
        QStringList codes;
        for (const api::WhyLink& link : links)
            codes.append(link.code);
        QCOMPARE(codes, (QStringList{text("saga_compensating"), text("step_refused"), text("event"), text("step_sent"), text("fault")}));
        QCOMPARE(links.last().subject, text("refuse"));
        QCOMPARE(links.last().position, before + 1);
        QVERIFY(reader().whyFailed(base::idText(m_sold.sagaId)).value().isEmpty());
    }

    void whatPeopleSent()
    {
        const QList<api::SentCommand> sent = reader().sentCommands(10).value();
        QCOMPARE(sent.size(), 1);
        QCOMPARE(sent.first().outcome, text("refused"));
        QCOMPARE(sent.first().reason, text("too short"));
    }

    void howManySagasStoodHow()
    {
        const api::Position head = reader().head().value();
        const api::SagaCounts counts = reader().sagaCounts(head).value();
        QVERIFY(counts.all >= 2);
        QVERIFY(counts.completed >= 1 && counts.failed >= 1);
        QCOMPARE(counts.running + counts.completed + counts.compensating + counts.failed, counts.all);
        QCOMPARE(reader().sagaCounts(0).value().all, 0);
        const QString saga = base::idText(m_sold.sagaId);
        QVERIFY(reader().aggregates(text("Saga"), saga, {}, 1, head).value().first().version > 1);
        QCOMPARE(reader().aggregates(text("Saga"), saga, {}, 1, 1).value().first().version, 0);
        QCOMPARE(reader().sentCommand(reader().sentCommands(1).value().first().commandId).value()->reason, text("too short"));
        QVERIFY(!reader().sentCommand(saga).value());
        QVERIFY(reader().eventForms(1).value()->read.size() > 0);
    }

    /// Runs last: whatever the questions above prepared is asked for its plan.
    void everyStatementIsAnsweredByAnIndex()
    {
        // Read as a whole on purpose: dictionaries, checkpoints and rules of a few rows (t is event_types), the few rows of the partial
        // index over notes, and tables in pages of their key, which have a LIMIT and nothing to search.
        const QRegularExpression few(text(
            "^SCAN (event_types|t|log_services|checkpoints|fault_rules|sqlite_schema|CONSTANT ROW|log_records USING INDEX idx_log_note)( |$)"));
        int statements = 0;
        const QStringList unindexed = tests::unindexedSteps(m_reader->opened(), few, statements);
        QVERIFY2(unindexed.isEmpty(), qPrintable(unindexed.join(u'\n')));
        QVERIFY(statements > 50);
    }
};

QTEST_GUILESS_MAIN(QueryTest)
#include "query_test.moc"
