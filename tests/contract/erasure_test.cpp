// SPDX-License-Identifier: GPL-3.0-or-later
// A person is erased: nothing personal can be read any more, anywhere, and everything that was whole stays whole.
#include "core/events/personal_keys.h"
#include "core/runtime/branch.h"
#include "core/storage/migrator.h"
#include "tests/contract/must.h"
#include "tests/contract/workspace_bench.h"

#include <QTest>

using namespace replay;
using api::CommandAnswer;
using events::Event;
using events::KeyOrigin;
using events::PersonalKeys;
using replay::tests::must;
using replay::tests::text;
using replay::tests::WorkspaceBench;

namespace {

const QUuid ada = QUuid::createUuidV5(QUuid(), QByteArrayLiteral("ada"));

Event registered()
{
    Event event;
    event.eventId = QUuid::createUuidV5(QUuid(), QByteArrayLiteral("event"));
    event.aggregateId = ada;
    event.eventType = text("UserRegistered");
    event.json = base::jsonBytes({{text("user_id"), base::idText(ada)},
                                  {text("email"), text("ada@example.com")},
                                  {text("first_name"), text("Ada")},
                                  {text("last_name"), text("Moore")},
                                  {text("phone"), QJsonValue::Null},
                                  {text("date_of_birth"), text("1990-12-10")},
                                  {text("country"), text("UK")},
                                  {text("locked"), true}});
    event.schemaVersion = 2;
    event.occurredAt = base::defaultStart;
    return event;
}

/// The keys of one user service.
struct KeyBench {
    std::unique_ptr<storage::Database> database = storage::Database::inMemory().value();
    PersonalKeys keys{*database};

    KeyBench() { must(storage::migrate(*database, {text("common"), text("user")})); }
    Event sealed(std::uint64_t seed = 7, KeyOrigin origin = KeyOrigin::Seed)
    {
        Event event = registered();
        must(keys.seal(event, base::Random(seed), origin));
        return event;
    }
};

/// All bytes of a workspace's databases, once everything is in them and nothing beside them.
QByteArray bytesOf(const QString& folder, const char* name)
{
    const auto database = storage::Database::open(folder + text("/") + text(name) + text(".db"), storage::Access::ReadWrite).value();
    must(database->script("PRAGMA wal_checkpoint(TRUNCATE); VACUUM; PRAGMA wal_checkpoint(TRUNCATE)"));
    QFile file(database->path());
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace

class ErasureTest : public QObject {
    Q_OBJECT

    WorkspaceBench m_bench;
    QString m_user;
    QString m_order;

    CommandAnswer run(const char* name, const QJsonObject& data)
    {
        const auto answer = m_bench.workspace->runCommand({text(name), base::jsonBytes(data), {}, {}});
        return answer ? *answer : CommandAnswer{CommandAnswer::Outcome::Failed, {}, {}, answer.error().message, false, {}};
    }
    QJsonObject stateOf(const QString& id, std::optional<int> version = {})
    {
        const auto reader = m_bench.workspace->makeReader().value();
        return base::parseJsonObject(reader->aggregateAtVersion(id, version).value().state, text("state")).value();
    }
    api::RowSet rows(const char* projection)
    {
        const auto reader = m_bench.workspace->makeReader().value();
        return reader->projectionRows(text(projection), {}, 100).value();
    }
    QStringList names()
    {
        const api::RowSet orders = rows("order_read_model");
        QStringList found;
        for (const QVariantList& row : orders.rows)
            found << row[orders.columns.indexOf(text("customer_name"))].toString();
        return found;
    }
    void shopWithOneOrder()
    {
        const CommandAnswer user = run(
            "RegisterUser",
            {{text("email"), text("ada.moore@example.com")}, {text("first_name"), text("Ada")}, {text("last_name"), text("Moorehead")}});
        QVERIFY2(user.outcome == CommandAnswer::Outcome::Done, qPrintable(user.reason));
        m_user = base::parseJsonObject(user.result, text("result")).value()[text("user_id")].toString();
        QVERIFY(run("UpdateProfile", {{text("user_id"), m_user}, {text("bio"), text("I count engines")}}).outcome ==
                CommandAnswer::Outcome::Done);
        QVERIFY(run("AddAddress", {{text("user_id"), m_user},
                                   {text("street_address"), text("12 Square")},
                                   {text("city"), text("Londinium")},
                                   {text("state"), text("")},
                                   {text("postal_code"), text("W1")},
                                   {text("country"), text("UK")}})
                    .outcome == CommandAnswer::Outcome::Done);
        const CommandAnswer product = run(
            "CreateProduct",
            {{text("name"), text("Teapot")}, {text("price"), text("12.50")}, {text("stock_quantity"), 10}, {text("sku"), text("KIT-1")}});
        const QString productId = base::parseJsonObject(product.result, text("result")).value()[text("product_id")].toString();
        const CommandAnswer placed =
            run("PlaceOrder", {{text("customer_id"), m_user},
                               {text("items"), QJsonArray{QJsonObject{{text("product_id"), productId}, {text("quantity"), 1}}}},
                               {text("shipping_address"), QJsonObject{{text("street_address"), text("3 Quay Road")}}},
                               {text("billing_address"), QJsonObject{{text("street_address"), text("7 Ledger Lane")}}},
                               {text("notes"), text("ring twice")}});
        QVERIFY2(placed.outcome == CommandAnswer::Outcome::Done, qPrintable(placed.reason));
        m_order = base::parseJsonObject(placed.result, text("result")).value()[text("order_id")].toString();
        // One that is refused: nothing but the request tells of it.
        run("PlaceOrder", {{text("customer_id"), m_user},
                           {text("items"), QJsonArray{QJsonObject{{text("product_id"), m_user}, {text("quantity"), 1}}}},
                           {text("shipping_address"), QJsonObject{{text("street_address"), text("3 Quay Road")}}}});
        QVERIFY(m_bench.run());
    }
    QStringList orderCells()
    {
        const auto database = storage::Database::open(m_bench.folder + text("/order.db"), storage::Access::ReadOnly).value();
        QStringList cells;
        must(database->each("SELECT shipping_address, billing_address, notes FROM orders", storage::bind(), [&](const storage::Row& row) {
            for (int i = 0; i < 3; ++i)
                cells << row.text(i);
        }));
        return cells;
    }

    void noDatabaseKnowsThem()
    {
        m_bench.workspace.reset();
        for (const char* name : {"user", "product", "order", "inventory", "payment", "saga", "log", "read", "gateway"}) {
            const QByteArray bytes = bytesOf(m_bench.folder, name);
            QVERIFY(!bytes.isEmpty());
            for (const char* personal : {"ada.moore@example.com", "Moorehead", "I count engines", "12 Square", "Londinium", "3 Quay Road",
                                         "7 Ledger Lane", "ring twice"})
                QVERIFY2(!bytes.contains(personal), qPrintable(text(name) + text(" still knows ") + text(personal)));
        }
    }

private Q_SLOTS:
    void whatWasSealedOpensAgain()
    {
        KeyBench bench;
        Event event = bench.sealed();
        QVERIFY(!event.json.contains("ada@example.com") && !event.json.contains("Moore") && !event.json.contains("1990"));
        QVERIFY(event.json.contains(base::idText(ada).toLatin1()));
        QVERIFY(bench.keys.open(event));
        QCOMPARE(event.json, registered().json);
    }
    void theSameSeedGivesTheSameBytes()
    {
        QCOMPARE(KeyBench().sealed(7).json, KeyBench().sealed(7).json);
        QVERIFY(KeyBench().sealed(7).json != KeyBench().sealed(8).json);
        QVERIFY(KeyBench().sealed(7, KeyOrigin::System).json != KeyBench().sealed(7, KeyOrigin::System).json);
    }
    void nothingElseOpens()
    {
        KeyBench bench;
        Event event = bench.sealed();
        Event moved = event;
        moved.eventType = text("AddressAdded");
        QVERIFY(!bench.keys.open(moved));
        Event changed = event;
        const qsizetype at = changed.json.indexOf("\"enc\":\"") + 60;
        changed.json[at] = changed.json[at] == 'A' ? 'B' : 'A';
        const auto refused = bench.keys.open(changed);
        QVERIFY(!refused);
        QVERIFY(refused.error().message.contains(base::idText(ada)));
        KeyBench other;
        other.sealed(8);
        QVERIFY(!other.keys.open(event));
    }
    void withoutItsKeyItReadsAsErased()
    {
        KeyBench bench;
        Event event = bench.sealed();
        must(bench.keys.erase(ada, base::defaultStart));
        QCOMPARE(bench.sealed().json.count("\"enc\":\"\""), 1);  // of who is erased nothing is kept, and no key is made again
        QVERIFY(bench.keys.open(event));
        QCOMPARE(event.data()[text("email")].toString(), QStringLiteral("erased-%1@erased.invalid").arg(base::idText(ada)));
        QCOMPARE(event.data()[text("first_name")].toString(), text("erased"));
        QVERIFY(event.data()[text("locked")].toBool());
        Event unread = registered();
        QVERIFY(events::openPersonal(nullptr, unread));
        QCOMPARE(unread.json, registered().json);  // what was never sealed stays as it is
    }

    void everythingStaysWhole_data()
    {
        QTest::addColumn<QString>("style");
        QTest::newRow("choreography") << text("choreography");
        QTest::newRow("orchestration") << text("orchestration");
    }
    void everythingStaysWhole()
    {
        QFETCH(QString, style);
        m_bench = {};
        QVERIFY(runtime::Workspace::create(m_bench.folder, {7, false, {}, style}));
        QVERIFY(m_bench.open());
        shopWithOneOrder();
        QVERIFY(orderCells().join(u' ').contains(text("3 Quay Road")));
        QVERIFY(base::jsonBytes(stateOf(m_order)).contains("7 Ledger Lane"));
        QCOMPARE(names(), QStringList{text("Ada Moorehead")});
        QCOMPARE(stateOf(m_user)[text("first_name")].toString(), text("Ada"));
        const CommandAnswer erased = run("EraseUser", {{text("user_id"), m_user}, {text("reason"), text("asked for it")}});
        QVERIFY2(erased.outcome == CommandAnswer::Outcome::Done, qPrintable(erased.reason));

        QCOMPARE(names(), QStringList{text("erased")});
        QCOMPARE(stateOf(m_user)[text("first_name")].toString(), text("erased"));
        QCOMPARE(stateOf(m_user, 1)[text("first_name")].toString(), text("erased"));  // the past is erased too
        QVERIFY(m_bench.workspace->digest().has_value());
        QCOMPARE(orderCells(), (QStringList{text(R"({"street_address":"erased"})"), QString(), QString()}));
        QCOMPARE(stateOf(m_order)[text("shipping_address")][text("street_address")].toString(), text("erased"));
        QCOMPARE(m_bench.violations(), QStringList());
        QVERIFY(m_bench.open());  // and so it is read by those who begin anew
        QCOMPARE(m_bench.violations(), QStringList());
        noDatabaseKnowsThem();
        QVERIFY(m_bench.open());
        for (const char* command : {"VerifyEmail", "DeactivateUser"})
            QVERIFY(run(command, {{text("user_id"), m_user}}).reason.contains(text("was erased")));
        QVERIFY(run("EraseUser", {{text("user_id"), m_user}, {text("reason"), text("again")}}).reason.contains(text("was erased")));
    }
    void aRebuildGivesTheSameRows()
    {
        const api::RowSet before = rows("order_read_model");
        auto& projector = m_bench.workspace->platform().projector();
        QVERIFY(projector.rebuild(text("order_read_model")));
        for (bool more = true; more;)
            more = m_bench.workspace->platform().project(1'000).value();
        QCOMPARE(rows("order_read_model").rows, before.rows);
        QCOMPARE(m_bench.violations(), QStringList());
    }
    void theirAddressMayRegisterAnew()
    {
        const CommandAnswer again =
            run("RegisterUser",
                {{text("email"), text("new.person@example.com")}, {text("first_name"), text("N")}, {text("last_name"), text("P")}});
        QVERIFY2(again.outcome == CommandAnswer::Outcome::Done, qPrintable(again.reason));
        QCOMPARE(m_bench.violations(), QStringList());
    }
    void aBranchGoesOnWithoutThem()
    {
        const api::Position head = m_bench.workspace->status().head;
        const auto branch = runtime::forkWorkspace(m_bench.folder, m_bench.place("branch"), {head, {}, {}, {}});
        QVERIFY2(branch, branch ? "" : qPrintable(branch.error().message));
        QCOMPARE(branch->position, head);
    }
    void whatSomebodyStillSendsForThemIsNotKept()
    {
        run("PlaceOrder", {{text("customer_id"), m_user},
                           {text("items"), QJsonArray{QJsonObject{{text("product_id"), m_user}, {text("quantity"), 1}}}},
                           {text("shipping_address"), QJsonObject{{text("street_address"), text("3 Quay Road")}}}});
        QVERIFY(m_bench.run());
        QCOMPARE(m_bench.violations(), QStringList());
        noDatabaseKnowsThem();
    }
    void aPrivateWorkspaceMakesKeysNobodyCanMakeAgain()
    {
        QByteArrayList keys;
        for (int i = 0; i < 2; ++i) {
            WorkspaceBench bench;
            QVERIFY(runtime::Workspace::create(bench.folder, {7, true, {}}));
            QVERIFY(bench.open());
            const auto answer = bench.workspace->runCommand(
                {text("RegisterUser"),
                 base::jsonBytes({{text("email"), text("a@example.com")}, {text("first_name"), text("A")}, {text("last_name"), text("B")}}),
                 {},
                 {}});
            QVERIFY(answer && answer->outcome == CommandAnswer::Outcome::Done);
            QVERIFY(bench.workspace->platform().project(100));
            QCOMPARE(bench.violations(), QStringList());
            QVERIFY(runtime::forkWorkspace(bench.folder, bench.place("branch"), {1, {}, {}, {}}));  // with the same keys, the same log
            const auto database = storage::Database::open(bench.folder + text("/user.db"), storage::Access::ReadOnly).value();
            must(database->each("SELECT secret FROM user_keys", storage::bind(), [&](const storage::Row& row) { keys << row.bytes(0); }));
        }
        QCOMPARE(keys.size(), 2);
        QVERIFY(keys[0] != keys[1]);
    }
};

QTEST_GUILESS_MAIN(ErasureTest)
#include "erasure_test.moc"
