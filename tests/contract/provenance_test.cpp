// SPDX-License-Identifier: GPL-3.0-or-later
// Row provenance: the events that wrote a row, folded, are the row; and what an event wrote knows the event again.
#include "tests/contract/workspace_bench.h"

#include <QMap>
#include <QSet>
#include <QTest>

namespace replay::tests {

namespace {

using namespace Qt::StringLiterals;

QString nameOf(const api::RowRef& row) { return QString(row.database % u'.' % row.table % u'/' % row.key); }

/// The rows that every event has, in every service: there is no way back from them, and none is needed.
bool isMechanism(const api::RowRef& row)
{
    static const QSet<QString> tables{u"event_records"_s, u"streams"_s, u"outbox"_s, u"inbox"_s, u"snapshots"_s, u"log_records"_s};
    return tables.contains(row.table);
}

QString signature(const api::RowWrite& write)
{
    QStringList cells;
    for (const api::CellChange& cell : write.cells)
        cells << QString(cell.column % u'=' % cell.before.toString() % u'>' % cell.after.toString());
    return QString(write.eventId % u' ' % nameOf(write.row) % u' ' % write.change % u' ' % write.handlerKind % u' ' % write.handler % u' ' %
                   cells.join(u','));
}

}  // namespace

class ProvenanceTest : public QObject {
    Q_OBJECT

    WorkspaceBench m_bench;
    std::unique_ptr<api::Reader> m_reader;
    QMap<QString, api::RowRef> m_rows;  ///< every row that some event wrote
    QSet<QString> m_touched;            ///< (event, row) as the events tell it

    QList<api::EventRow> events() const { return m_reader->events({}, 0, 10'000).value(); }

private Q_SLOTS:
    void initTestCase()
    {
        const QByteArray scenario = R"({"name": "Shop", "seed": 7, "shop": {"customers": 4, "products": 5, "opening_stock": [10, 30]},
            "workload": {"orders": 25, "per_second": 5, "items_per_order": [1, 3]},
            "faults": [{"kind": "refuse", "step": "process_payment", "occurrence": 3, "reason": "card declined"},
                       {"kind": "lost_reply", "service": "payment", "probability": 0.1}],
            "timeline": [{"at": "9s", "command": "UpdateProduct", "data": {"product": 1, "price": "9.99"}},
                         {"at": "10s", "command": "AdjustStock", "data": {"product": 2, "delta": 5, "reason": "found"}},
                         {"at": "11s", "command": "CancelOrder", "data": {"order": 2, "reason": "changed my mind"}},
                         {"at": "12s", "command": "ShipOrder", "data": {"order": 1}},
                         {"at": "13s", "command": "DeactivateUser", "data": {"customer": 3}}]})";
        const auto made = m_bench.create(scenario);
        QVERIFY2(made, made ? "" : qPrintable(made.error().message));
        QVERIFY(m_bench.open() && m_bench.run());
        QCOMPARE(m_bench.violations(), QStringList());
        m_reader = std::move(m_bench.workspace->makeReader().value());
        for (const api::EventRow& event : events()) {
            const auto trace = m_reader->rowsTouched(event.eventId);
            QVERIFY2(trace, trace ? "" : qPrintable(trace.error().message));
            QVERIFY(trace->missing.isEmpty());
            for (const api::RowWrite& write : trace->rows) {
                QCOMPARE(write.eventId, event.eventId);
                if (isMechanism(write.row))
                    continue;
                m_rows.insert(nameOf(write.row), write.row);
                m_touched.insert(signature(write));
            }
        }
    }

    /// The events of a row, folded, are the row, in every database.
    void theEventsOfARowFoldToTheRow()
    {
        QSet<QString> tables;
        for (const api::RowRef& row : std::as_const(m_rows)) {
            const auto provenance = m_reader->provenance(row);
            QVERIFY2(provenance, provenance ? "" : qPrintable(provenance.error().message));
            QVERIFY2(!provenance->writes.isEmpty(), qPrintable(nameOf(row)));
            QCOMPARE(provenance->written, provenance->writes.size());
            QCOMPARE(provenance->foreign, QStringList());
            QHash<QString, QVariant> folded;
            api::Position position = 0;
            for (const api::RowWrite& write : provenance->writes) {
                QVERIFY2(write.position > position, qPrintable(nameOf(row)));
                position = write.position;
                for (const api::CellChange& cell : write.cells) {
                    QCOMPARE(cell.before, folded.value(cell.column));
                    folded.insert(cell.column, cell.after);
                }
            }
            QCOMPARE(provenance->exists, provenance->writes.last().change != u"removed");
            for (qsizetype i = 0; i < provenance->cells.size(); ++i)
                QCOMPARE(provenance->cells.at(i), folded.value(provenance->columns.at(i)));
            tables.insert(row.table);
        }
        for (const char* table : {"orders",
                                  "order_items",
                                  "order_status_history",
                                  "stock_items",
                                  "stock_reservations",
                                  "payments",
                                  "refunds",
                                  "products",
                                  "users",
                                  "categories",
                                  "sagas",
                                  "saga_steps",
                                  "saga_attempts",
                                  "customer_replica",
                                  "catalogue_replica",
                                  "order_read_model",
                                  "product_read_model",
                                  "sales_per_day",
                                  "stock_levels",
                                  "saga_outcomes",
                                  "customers_of_orders"})
            QVERIFY2(tables.contains(QString::fromLatin1(table)), table);
    }

    /// Both directions tell the same pairs of event and row, down to the cells.
    void bothDirectionsAreOneRelation()
    {
        QSet<QString> written;
        for (const api::RowRef& row : std::as_const(m_rows)) {
            const auto provenance = m_reader->provenance(row);
            for (const api::RowWrite& write : provenance.value().writes)
                written.insert(signature(write));
        }
        QCOMPARE(written.size(), m_touched.size());
        for (const QString& each : std::as_const(written))
            QVERIFY2(m_touched.contains(each), qPrintable(each));
    }

    /// No row of a read model is left out.
    void everyRowOfEveryReadModelHasItsEvents()
    {
        const auto projections = m_reader->projections().value();
        for (const api::ProjectionInfo& projection : projections) {
            const auto rows = m_reader->projectionRows(projection.name, {}, 1'000).value();
            QCOMPARE(rows.rows.size(), projection.rows);
            for (const QVariantList& row : rows.rows)
                QVERIFY2(m_rows.contains(QString(u"read."_s % projection.name % u'/' % row.first().toString())),
                         qPrintable(projection.name));
        }
    }

    void theMechanismShowsToo()
    {
        const auto created = m_reader->events({u"OrderCreated"_s, {}, {}, {}, {}, {}}, 0, 1).value().first();
        const auto trace = m_reader->rowsTouched(created.eventId).value();
        QSet<QString> tables;
        for (const api::RowWrite& write : trace.rows)
            tables.insert(QString(write.row.database % u'.' % write.row.table));
        const QSet<QString> expected{u"order.orders"_s,        u"order.order_items"_s, u"order.order_status_history"_s,
                                     u"order.event_records"_s, u"order.streams"_s,     u"order.outbox"_s,
                                     u"order.inbox"_s,         u"log.log_records"_s,   u"read.order_read_model"_s,
                                     u"read.orders_of_sales"_s};
        QVERIFY2(tables.contains(expected), qPrintable(QStringList(tables.begin(), tables.end()).join(u' ')));
    }

    void whatIsNotThereIsSaid()
    {
        QVERIFY(!m_reader->provenance({u"order"_s, u"orders"_s, u"019b8d2b-8c00-7000-8000-000000000000"_s}));
        QVERIFY(!m_reader->provenance({u"order"_s, u"orders"_s, u"no id"_s}));
        QVERIFY(!m_reader->provenance({{}, u"orders; DROP TABLE orders"_s, u"x"_s}));
        QVERIFY(!m_reader->provenance({u"order"_s, u"orders; DROP TABLE orders"_s, u"019b8d2b-8c00-7000-8000-000000000000"_s}));
        QVERIFY(!m_reader->provenance({u"read"_s, u"order_read_model"_s, u"019b8d2b-8c00-7000-8000-000000000000"_s}));
        QVERIFY(!m_reader->rowsTouched(u"019b8d2b-8c00-7000-8000-000000000000"_s));
        QVERIFY(!m_reader->rowsTouched(u"no id"_s));
    }

    /// A long fold can be given up; nothing of it stays behind.
    void aFoldCanBeCancelled()
    {
        const QString last = events().last().eventId;
        const auto saga = m_reader->events({u"OrderConfirmed"_s, {}, {}, {}, {}, {}}, 0, 1, true).value().first();
        const auto cancelled = m_reader->rowsTouched(saga.eventId, [](double) { return false; });
        QVERIFY(!cancelled && cancelled.error().kind == base::ErrorKind::Cancelled);
        QVERIFY(m_reader->rowsTouched(saga.eventId));
        QVERIFY(m_reader->rowsTouched(last));
    }

    /// What a read model set aside, and what it has not come to, is named with its reason.
    void whatIsParkedAndWhatIsLateIsNamed()
    {
        WorkspaceBench bench;
        QVERIFY(bench.create(R"({"name": "Poisoned", "seed": 7, "shop": {"customers": 4, "products": 5, "opening_stock": [10, 30]},
            "workload": {"orders": 6, "per_second": 5, "items_per_order": [1, 1]},
            "faults": [{"kind": "poison_event", "service": "order_read_model", "message": "OrderConfirmed", "order": 2}]})"));
        QVERIFY(bench.open() && bench.run());
        const auto reader = std::move(bench.workspace->makeReader().value());
        const auto parked = reader->parkedEvents(u"order_read_model"_s, 0, 10).value();
        QVERIFY(!parked.isEmpty());
        const auto trace = reader->rowsTouched(parked.first().eventId).value();
        QCOMPARE(trace.missing.size(), 1);
        QCOMPARE(trace.missing.first().projection, u"order_read_model"_s);
        QCOMPARE(trace.missing.first().why, u"parked"_s);
        const api::RowRef row{u"read"_s, u"order_read_model"_s, parked.first().aggregateId};
        const auto provenance = reader->provenance(row).value();
        QCOMPARE(provenance.aside.size(), parked.size());
        QCOMPARE(provenance.foreign, QStringList());

        for (const api::Subject& subject :
             {api::Subject{api::Subject::Kind::Event, parked.first().eventId, {}}, api::Subject{api::Subject::Kind::Row, {}, row}}) {
            const auto answer = reader->whyNot(subject).value();
            const auto tells = std::find_if(answer.links.begin(), answer.links.end(),
                                            [](const api::WhyLink& link) { return link.code == u"event_parked"; });
            QVERIFY(tells != answer.links.end());
            QCOMPARE(tells->detail, parked.first().error);
            QCOMPARE(tells->rule, 1);
        }
    }

    /// A refused command gives the guard's own words; one that asked for a row that is not there explains its absence.
    void aRefusedCommandGivesTheGuard()
    {
        const auto sent = m_bench.workspace->runCommand({u"UpdateProduct"_s, productUpdate("0.00"), {}, {}});
        QVERIFY2(sent, sent ? "" : qPrintable(sent.error().message));
        QCOMPARE(sent->outcome, api::CommandAnswer::Outcome::Refused);
        const auto subject = m_reader->subject(sent->commandId).value();
        QCOMPARE(subject.kind, api::Subject::Kind::Command);
        for (const auto& answer : {m_reader->why(subject).value(), m_reader->whyNot(subject).value()}) {
            QCOMPARE(answer.state, u"refused"_s);
            QCOMPARE(answer.links.first().code, u"command_refused"_s);
            QCOMPARE(answer.links.first().detail, sent->reason);
            QCOMPARE(answer.links.last().code, u"user_command"_s);
        }
    }

private:
    QByteArray productUpdate(const char* price) const
    {
        const auto rows = m_reader->projectionRows(u"product_read_model"_s, {}, 1).value();
        return u"{\"product_id\": \"%1\", \"price\": \"%2\"}"_s.arg(rows.rows.first().first().toString(), QString::fromLatin1(price))
            .toUtf8();
    }
};

}  // namespace replay::tests

QTEST_GUILESS_MAIN(replay::tests::ProvenanceTest)
#include "provenance_test.moc"
