// SPDX-License-Identifier: GPL-3.0-or-later
// Events are forever: of each type and each of its schema versions one is kept in tests/data/events, as it once was stored. Each
// is read today as the newest form that stands beside it.
#include "core/contracts/event_shapes.h"
#include "core/contracts/upcasters.h"
#include "core/events/personal_keys.h"
#include "core/storage/migrator.h"

#include <QDir>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace replay;

namespace {

const QString folder = QStringLiteral(REPLAY_TEST_DATA "/events");

QJsonObject read(const QString& name)
{
    QFile file(QDir(folder).filePath(name));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

QStringList expectedFiles()
{
    QStringList names;
    for (const QString& type : contracts::eventTypes()) {
        for (int version = 1; version <= contracts::newestSchema(type); ++version)
            names << u"%1.v%2.json"_s.arg(type).arg(version);
    }
    names.sort();
    return names;
}

/// The user service of a workspace with seed 42 in which this person is known.
std::unique_ptr<storage::Database> keysOf(const QUuid& person)
{
    auto database = storage::Database::inMemory().value();
    if (!storage::migrate(*database, {u"common"_s, u"user"_s}))
        qFatal("no database of keys");
    events::Event any;
    any.aggregateId = person;
    any.eventType = u"UserRegistered"_s;
    if (person.isNull())
        return database;  // nothing in the event is personal
    any.json = R"({"email":"somebody@example.org"})";
    if (!events::PersonalKeys(*database).seal(any, base::Random(42), events::KeyOrigin::Seed))
        qFatal("no key");
    return database;
}

}  // namespace

class GoldenEventsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyTypeAndVersionHasItsFile()
    {
        QStringList found = QDir(folder).entryList({u"*.json"_s}, QDir::Files);
        found.sort();
        const QStringList expected = expectedFiles();
        for (const QString& name : expected)
            QVERIFY2(found.contains(name), qPrintable(name + u" is missing: keep an event of this type and version there"_s));
        for (const QString& name : std::as_const(found))
            QVERIFY2(expected.contains(name),
                     qPrintable(name + u" is of no type and version that contracts/event_types.cpp and the upcasters know"_s));
    }
    void eachIsReadInItsNewestForm_data()
    {
        QTest::addColumn<QString>("name");
        for (const QString& name : expectedFiles())
            QTest::newRow(qPrintable(name)) << name;
    }
    void eachIsReadInItsNewestForm()
    {
        QFETCH(QString, name);
        const QJsonObject golden = read(name);
        events::Event event;
        event.eventType = golden["event_type"_L1].toString();
        event.schemaVersion = golden["schema_version"_L1].toInt();
        event.aggregateId = QUuid::fromString(golden["aggregate_id"_L1].toString());
        event.json = base::jsonBytes(golden["event_data"_L1].toObject());
        QCOMPARE(u"%1.v%2.json"_s.arg(event.eventType).arg(event.schemaVersion), name);
        QVERIFY(!event.aggregateId.isNull());
        QCOMPARE(contracts::shapeFault(event.eventType, event.data()), QString());  // as it is stored, what is personal sealed
        const auto keys = keysOf(events::personOf(event));
        const auto opened = events::openPersonal(keys.get(), event);
        QVERIFY2(opened, opened ? "" : qPrintable(opened.error().message));
        QCOMPARE(QString::fromUtf8(base::jsonBytes(event.data())), QString::fromUtf8(base::jsonBytes(golden["newest"_L1].toObject())));
        QCOMPARE(contracts::shapeFault(event.eventType, event.data()), QString());
    }
    void eachTypeHasItsShapeAndItsHome()
    {
        for (const QString& type : contracts::eventTypes()) {
            QVERIFY2(!contracts::aggregateOf(type).isEmpty(), qPrintable(type + u" has no shape in contracts/event_shapes.cpp"_s));
            QVERIFY(!contracts::servicesOf(contracts::aggregateOf(type)).isEmpty());
        }
    }
    void whatIsMissingOrOfAnotherKindIsNamed()
    {
        QJsonObject data = read(u"OrderCreated.v2.json"_s)["event_data"_L1].toObject();
        data.insert(u"total_amount"_s, u"many"_s);
        QCOMPARE(contracts::shapeFault(u"OrderCreated"_s, data), u"total_amount: expected an amount such as \"12.50\", got \"many\""_s);
        data.remove(u"order_id"_s);
        QCOMPARE(contracts::shapeFault(u"OrderCreated"_s, data), u"order_id: is missing"_s);
        data = read(u"OrderCreated.v2.json"_s)["event_data"_L1].toObject();
        QJsonArray items = data["items"_L1].toArray();
        QJsonObject line = items[0].toObject();
        line.insert(u"quantity"_s, 0);
        items[0] = line;
        data.insert(u"items"_s, items);
        QCOMPARE(contracts::shapeFault(u"OrderCreated"_s, data), u"items[0].quantity: expected a whole number from 1 on, got 0"_s);
    }
};

QTEST_GUILESS_MAIN(GoldenEventsTest)
#include "golden_events_test.moc"
