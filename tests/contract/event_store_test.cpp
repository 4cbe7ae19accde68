// SPDX-License-Identifier: GPL-3.0-or-later
// The event store keeps its promises: versions, conflicts, repetition, append-only, snapshots, old schema versions.
#include "core/base/random.h"
#include "core/events/unit_of_work.h"
#include "core/storage/migrator.h"
#include "core/storage/transaction.h"
#include "tests/contract/must.h"

#include <QTemporaryDir>
#include <QTest>

using namespace replay;
using replay::tests::must;
using events::Event;
using events::EventStore;
using events::ExpectedVersion;

Q_DECLARE_METATYPE(replay::events::ExpectedVersion::Kind)

namespace {

QString text(const char* latin) { return QString::fromLatin1(latin); }

Event made(int number, const char* json = "{\"n\":1}")
{
    Event event;
    event.eventId = QUuid::createUuidV5(QUuid(), QString::number(number));
    event.eventType = text("Happened");
    event.json = json;
    event.occurredAt = base::defaultStart + number;
    event.correlationId = QUuid::createUuidV5(QUuid(), text("case"));
    event.actor = text("user");
    return event;
}

/// Counts what happened; its snapshots are of the second shape.
struct Counter {
    static constexpr int schemaVersion = 2;
    int sum = 0;

    void evolve(const Event& event) { sum += event.data()[text("n")].toInt(); }
    QJsonObject toJson() const { return {{text("sum"), sum}}; }
    static Counter fromJson(const QJsonObject& json) { return {json[text("sum")].toInt()}; }
    QString label() const { return {}; }
};

/// A store in a file of its own, made by the real migrations.
struct Bench {
    QTemporaryDir folder;
    std::unique_ptr<storage::Database> database =
        storage::Database::open(folder.filePath(text("order.db")), storage::Access::ReadWrite).value();
    EventStore store{*database};
    QUuid stream = QUuid::createUuidV5(QUuid(), text("stream"));

    Bench() { must(storage::migrate(*database, {text("common"), text("order")})); }

    /// Appends so many events through a unit of work; `sum` is the state's afterwards.
    base::Status count(int events, int* sum = nullptr)
    {
        events::AggregateCache cache;
        const base::Random random(7);
        storage::Transaction transaction(*database);
        REPLAY_TRY(transaction.begun());
        const QByteArray identity = QByteArray::number(++units);
        events::UnitOfWork work(store, cache, random, base::defaultStart + units,
                                {identity, {}, stream, text("user"), {}, text("order"), {}});
        for (int i = 0; i < events; ++i)
            REPLAY_TRY(work.append<Counter>(stream, text("Counter"), {{text("Happened"), {{text("n"), 1}}}}));
        REPLAY_ASSIGN(const auto entry, work.load<Counter>(stream));
        if (sum)
            *sum = entry->state.sum;
        return transaction.commit();
    }
    int units = 0;

    base::Result<int> save(std::vector<Event> events, ExpectedVersion expected, const char* type = "Order")
    {
        storage::Transaction transaction(*database);
        REPLAY_TRY(transaction.begun());
        REPLAY_ASSIGN(const int version, store.saveEvents(stream, text(type), events, expected));
        REPLAY_TRY(transaction.commit());
        for (std::size_t i = 0; i < events.size(); ++i) {
            if (events[i].version != version - static_cast<int>(events.size() - 1 - i))
                return base::failed(text("the versions were not written back"));
        }
        return version;
    }
    std::int64_t rows() { return database->integer("SELECT count(*) FROM event_records", -1).value(); }
    QList<int> versions(int from, int to)
    {
        QList<int> read;
        must(store.getEvents(stream, from, to, [&](const Event& event) {
            read << event.version;
            return true;
        }));
        return read;
    }
};

ExpectedVersion expectation(ExpectedVersion::Kind kind, int version)
{
    switch (kind) {
    case ExpectedVersion::Kind::Any: return ExpectedVersion::any();
    case ExpectedVersion::Kind::NoStream: return ExpectedVersion::noStream();
    case ExpectedVersion::Kind::StreamExists: return ExpectedVersion::streamExists();
    case ExpectedVersion::Kind::Exact: break;
    }
    return ExpectedVersion::exact(version);
}

}  // namespace

class EventStoreTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void expectedVersions_data()
    {
        QTest::addColumn<int>("present");
        QTest::addColumn<ExpectedVersion::Kind>("kind");
        QTest::addColumn<int>("version");
        QTest::addColumn<QString>("expected");  // empty: accepted
        using Kind = ExpectedVersion::Kind;
        QTest::newRow("no stream, new") << 0 << Kind::NoStream << 0 << QString();
        QTest::newRow("no stream, there") << 3 << Kind::NoStream << 0 << text("no stream");
        QTest::newRow("exists, new") << 0 << Kind::StreamExists << 0 << text("an existing stream");
        QTest::newRow("exists, there") << 3 << Kind::StreamExists << 0 << QString();
        QTest::newRow("any, new") << 0 << Kind::Any << 0 << QString();
        QTest::newRow("any, there") << 3 << Kind::Any << 0 << QString();
        QTest::newRow("exact zero, new") << 0 << Kind::Exact << 0 << QString();
        QTest::newRow("exact, right") << 3 << Kind::Exact << 3 << QString();
        QTest::newRow("exact, behind") << 3 << Kind::Exact << 2 << text("2");
        QTest::newRow("exact, ahead") << 3 << Kind::Exact << 4 << text("4");
    }
    void expectedVersions()
    {
        QFETCH(int, present);
        QFETCH(ExpectedVersion::Kind, kind);
        QFETCH(int, version);
        QFETCH(QString, expected);
        Bench bench;
        if (present > 0)
            QCOMPARE(bench.save({made(1), made(2), made(3)}, ExpectedVersion::noStream()).value(), 3);
        const auto saved = bench.save({made(11), made(12)}, expectation(kind, version));
        if (expected.isEmpty()) {
            QVERIFY2(saved, saved ? "" : qPrintable(saved.error().message));
            QCOMPARE(*saved, present + 2);
            QCOMPARE(bench.store.versionOf(bench.stream).value(), present + 2);
            return;
        }
        QVERIFY(!saved);
        QCOMPARE(saved.error().kind, base::ErrorKind::Conflict);
        QVERIFY2(saved.error().message.contains(QStringLiteral("expected version %1 ").arg(expected)), qPrintable(saved.error().message));
        QVERIFY2(saved.error().message.endsWith(QStringLiteral("at version %1").arg(present)), qPrintable(saved.error().message));
        QCOMPARE(bench.rows(), present);
        QCOMPARE(bench.store.versionOf(bench.stream).value(), present);
    }

    void aRepeatedAppendAnswersAsTheFirstTime_data()
    {
        QTest::addColumn<ExpectedVersion::Kind>("kind");
        QTest::newRow("no stream") << ExpectedVersion::Kind::NoStream;
        QTest::newRow("any") << ExpectedVersion::Kind::Any;
        QTest::newRow("exact") << ExpectedVersion::Kind::Exact;
        QTest::newRow("exists") << ExpectedVersion::Kind::StreamExists;
    }
    void aRepeatedAppendAnswersAsTheFirstTime()
    {
        QFETCH(ExpectedVersion::Kind, kind);
        Bench bench;
        const bool first = kind == ExpectedVersion::Kind::NoStream;
        if (!first)
            QCOMPARE(bench.save({made(1)}, ExpectedVersion::noStream()).value(), 1);
        const ExpectedVersion expected = expectation(kind, 1);
        const int version = bench.save({made(2), made(3)}, expected).value();
        QCOMPARE(bench.save({made(4)}, ExpectedVersion::any()).value(), version + 1);
        const auto again = bench.save({made(2), made(3)}, expected);
        QVERIFY2(again, again ? "" : qPrintable(again.error().message));
        QCOMPARE(*again, version);
        QCOMPARE(bench.rows(), version + 1);
    }

    void theSameIdWithOtherContentIsAnError()
    {
        Bench bench;
        QCOMPARE(bench.save({made(1)}, ExpectedVersion::noStream()).value(), 1);
        const auto other = bench.save({made(1, "{\"n\":2}")}, ExpectedVersion::any());
        QVERIFY(!other);
        QVERIFY2(other.error().message.contains(base::idText(made(1).eventId)), qPrintable(other.error().message));
        const auto more = bench.save({made(1), made(2)}, ExpectedVersion::any());
        QVERIFY(!more);
        QVERIFY2(more.error().message.contains(text("first one did not have")), qPrintable(more.error().message));
        const auto elsewhere = bench.save({made(1, "{\"n\":2}")}, ExpectedVersion::exact(1));
        QVERIFY(!elsewhere);
        const auto otherType = bench.save({made(5)}, ExpectedVersion::any(), "Product");
        QVERIFY(!otherType);
        QVERIFY2(otherType.error().message.contains(text("is the id of a Order, not of a Product")), qPrintable(otherType.error().message));
        QCOMPARE(bench.rows(), 1);
        QCOMPARE(bench.store.versionOf(bench.stream).value(), 1);
    }

    void eventsAreAppendOnly()
    {
        Bench bench;
        QCOMPARE(bench.save({made(1)}, ExpectedVersion::noStream()).value(), 1);
        const auto updated = bench.database->run("UPDATE event_records SET data = '{}'");
        QVERIFY(!updated);
        QVERIFY2(updated.error().message.contains(text("events are append-only: UPDATE refused")), qPrintable(updated.error().message));
        const auto removed = bench.database->run("DELETE FROM event_records");
        QVERIFY(!removed);
        QVERIFY2(removed.error().message.contains(text("events are append-only: DELETE refused")), qPrintable(removed.error().message));
        QCOMPARE(bench.rows(), 1);
    }

    void readsForwardsAndBackwards()
    {
        Bench bench;
        QCOMPARE(bench.save({made(1), made(2), made(3), made(4), made(5)}, ExpectedVersion::noStream()).value(), 5);
        QCOMPARE(bench.versions(0, 0), (QList<int>{1, 2, 3, 4, 5}));
        QCOMPARE(bench.versions(2, 4), (QList<int>{3, 4}));
        QCOMPARE(bench.versions(5, 0), QList<int>());
        QList<int> back;
        const auto three = [&](const Event& event) {
            back << event.version;
            return back.size() < 3;
        };
        QVERIFY(bench.store.getEventsBackwards(bench.stream, 0, three));
        QCOMPARE(back, (QList<int>{5, 4, 3}));
        back.clear();
        QVERIFY(bench.store.getEventsBackwards(bench.stream, 3, three));
        QCOMPARE(back, (QList<int>{2, 1}));
        QList<QUuid> range;
        QVERIFY(bench.store.getRange(2, 3, [&](const Event& event) {
            range << event.eventId;
            return true;
        }));
        QCOMPARE(range, (QList<QUuid>{made(2).eventId, made(3).eventId}));
        QCOMPARE(bench.store.lastSequence().value(), 5);
    }

    void theNewestFittingSnapshotIsRead()
    {
        Bench bench;
        QCOMPARE(bench.save({made(1), made(2), made(3)}, ExpectedVersion::noStream()).value(), 3);
        QVERIFY(!bench.store.snapshot(bench.stream, 0, 2).value());
        const auto keep = [&](int version, int schema) {
            return bench.store.saveSnapshot(bench.stream, {version, schema, {{text("v"), version}}}).has_value();
        };
        QVERIFY(keep(1, 2) && keep(2, 2) && keep(3, 1));
        const auto newest = bench.store.snapshot(bench.stream, 0, 2).value();
        QVERIFY(newest);
        QCOMPARE(newest->version, 2);  // the one of version 3 has an older shape
        QCOMPARE(newest->state[text("v")].toInt(), 2);
        QCOMPARE(bench.store.snapshot(bench.stream, 1, 2).value()->version, 1);
        QVERIFY(!bench.store.snapshot(bench.stream, 0, 3).value());
    }

    void policiesOfSnapshotsCombine_data()
    {
        QTest::addColumn<int>("events");
        QTest::addColumn<qint64>("bytes");
        QTest::addColumn<QString>("kept");
        // Each event holds seven bytes: {"n":1}.
        QTest::newRow("by number") << 3 << qint64{0} << "3,6";
        QTest::newRow("by cost") << 0 << qint64{28} << "4,8";
        QTest::newRow("whichever comes first") << 3 << qint64{14} << "2,4,6,8";
        QTest::newRow("never") << 0 << qint64{0} << "";
    }
    void policiesOfSnapshotsCombine()
    {
        QFETCH(int, events);
        QFETCH(qint64, bytes);
        QFETCH(QString, kept);
        Bench bench;
        bench.store.setSnapshotPolicy({events, bytes});
        for (int i = 0; i < 4; ++i)
            must(bench.count(2));  // each with an empty memory, as after a restart
        QStringList versions;
        must(bench.database->each("SELECT version, state FROM snapshots ORDER BY version", storage::bind(), [&](const storage::Row& row) {
            versions << QString::number(row.integer(0));
            QCOMPARE(row.text(1), text("{\"sum\":%1}").arg(row.integer(0)));
        }));
        QCOMPARE(versions.join(text(",")), kept);
    }
    void anOldSnapshotIsNeverTrustedAndIsMadeAnew()
    {
        Bench bench;
        bench.store.setSnapshotPolicy({0, 0});
        must(bench.count(3));
        must(bench.store.saveSnapshot(bench.stream, {3, 1, {{text("sum"), 999}}}));  // of the first shape, and wrong
        bench.store.setSnapshotPolicy({3, 0});
        int sum = 0;
        must(bench.count(1, &sum));
        QCOMPARE(sum, 4);
        const auto newest = bench.store.snapshot(bench.stream, 0, Counter::schemaVersion).value();
        QVERIFY(newest);
        QCOMPARE(newest->version, 4);
        QCOMPARE(newest->state[text("sum")].toInt(), 4);
        must(bench.store.saveSnapshot(bench.stream, {3, Counter::schemaVersion, {{text("sum"), 3}}}));  // takes the place of the old one
        QVERIFY(!bench.store.snapshot(bench.stream, 0, 1).value());
    }

    void oldEventsAreReadInTheNewestShape()
    {
        Bench bench;
        Event old = made(1, "{\"order_id\":\"x\"}");
        old.eventType = text("OrderCreated");
        QCOMPARE(bench.save({old}, ExpectedVersion::noStream()).value(), 1);
        QVERIFY(bench.store.getEvents(bench.stream, 0, 0, [&](const Event& event) {
            [&] {
                QCOMPARE(event.schemaVersion, 1);
                QCOMPARE(event.data()[text("currency")].toString(), text("USD"));
                QCOMPARE(event.json, old.json);
            }();
            return true;
        }));
        QByteArray stored;
        QVERIFY(bench.database->each("SELECT data FROM event_records", storage::bind(),
                                     [&](const storage::Row& row) { stored = row.bytes(0); }));
        QCOMPARE(stored, old.json);
    }

    void aRolledBackAppendLeavesNothing()
    {
        Bench bench;
        {
            storage::Transaction transaction(*bench.database);
            std::vector<Event> events{made(1)};
            QCOMPARE(bench.store.saveEvents(bench.stream, text("Order"), events, ExpectedVersion::noStream()).value(), 1);
        }
        bench.store.forget();
        QCOMPARE(bench.rows(), 0);
        QCOMPARE(bench.store.versionOf(bench.stream).value(), 0);
        QCOMPARE(bench.save({made(1)}, ExpectedVersion::noStream()).value(), 1);
    }
};

QTEST_GUILESS_MAIN(EventStoreTest)
#include "event_store_test.moc"
