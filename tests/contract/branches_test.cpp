// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"
#include "core/runtime/workspace.h"
#include "core/runtime/workspaces.h"
#include "tests/contract/must.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

namespace replay::tests {

using api::BranchChange;

/// What the window is promised about branches: where they come from, who belongs together, what cannot be.
class BranchesTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_place;
    std::unique_ptr<api::Workspaces> m_workspaces = runtime::makeWorkspaces();
    QString m_shop;

    QString at(const char* name) { return m_place.filePath(QString::fromLatin1(name)); }
    std::unique_ptr<api::Reader> reader(const QString& folder)
    {
        return std::move(std::move(runtime::Workspace::open(folder, storage::Access::ReadOnly).value())->makeReader().value());
    }
    api::EventRow first(const char* type)
    {
        api::LogFilter filter;
        filter.type = QString::fromLatin1(type);
        return reader(m_shop)->events(filter, 0, 1).value().first();
    }
    api::Result<api::BranchMade> branch(const QString& folder, api::Position position, const QList<BranchChange>& changes = {},
                                        const QString& parent = {})
    {
        return m_workspaces->branch(parent.isEmpty() ? m_shop : parent, folder, {position, changes}, {});
    }
    static void play(const QString& folder)
    {
        const auto workspace = std::move(runtime::Workspace::open(folder, storage::Access::ReadWrite).value());
        must(workspace->runUntilIdle(0, {}));
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_shop = at("shop.replay");
        must(m_workspaces->create(
            m_shop, {7, false, R"({"name": "Branches", "seed": 7, "shop": {"customers": 3, "products": 3, "opening_stock": [20, 30]},
            "workload": {"orders": 6, "per_second": 2, "items_per_order": [1, 2]}})"}));
        play(m_shop);
    }

    void aBranchKnowsItsOriginalAndItsFamily()
    {
        const api::EventRow event = first("InventoryReserved");
        const QString one = at("one.replay");
        const BranchChange skip{QStringLiteral("skip_event"), event.eventId, {}, {}};
        const auto made = branch(one, event.position, {skip});
        QVERIFY2(made, made ? "" : qPrintable(made.error().message));
        const auto session = std::move(m_workspaces->open(one).value());
        QVERIFY(session->origin());
        QCOMPARE(session->origin()->parent, m_shop);
        QCOMPARE(session->origin()->position, event.position);
        QCOMPARE(session->origin()->changes.first().name, QStringLiteral("InventoryReserved"));
        QVERIFY(!std::move(m_workspaces->open(m_shop).value())->origin());

        // A branch of the branch: it still leaves out what its parent leaves out.
        const QString two = at("two.replay");
        const BranchChange pitfall{QStringLiteral("pitfall_on"), QStringLiteral("no_compensation"), {}, {}};
        const auto again = branch(two, made->position, {pitfall}, one);
        QVERIFY2(again, again ? "" : qPrintable(again.error().message));
        QVERIFY(!reader(two)->eventById(event.eventId).value());
        const QList<api::BranchRow> family = m_workspaces->family(two);
        QCOMPARE(family.size(), 3);
        QCOMPARE(family[0].folder, m_shop);
        QCOMPARE(family[1].folder, one);
        QCOMPARE(family[2].folder, two);
        QCOMPARE(family[2].depth, 2);
        QCOMPARE(m_workspaces->family(m_shop).size(), 3);

        QCOMPARE(m_workspaces->compare(m_shop, two).value().position, event.position);
    }

    void aFamilyCanBeMovedTogether()
    {
        const QString shop = at("class/shop.replay");
        must(m_workspaces->create(shop, {9, false, R"({"name": "Moved", "seed": 9, "shop": {"customers": 1, "products": 1}})"}));
        play(shop);
        QVERIFY(branch(at("class/one.replay"), 2, {}, shop));
        QVERIFY(QDir().rename(at("class"), at("school")));
        const QList<api::BranchRow> family = m_workspaces->family(at("school/one.replay"));
        QCOMPARE(family.size(), 2);
        QCOMPARE(family[0].folder, at("school/shop.replay"));
        QCOMPARE(family[1].folder, at("school/one.replay"));
    }

    void startedOverItIsNoBranchAnyMore()
    {
        const QString folder = at("over.replay");
        QVERIFY(branch(folder, 20));
        const auto session = std::move(m_workspaces->open(folder).value());
        QVERIFY(session->origin());
        std::optional<api::Result<void>> done;
        session->reset(this, [&](const api::Result<void>& result) { done = result; });
        QTRY_VERIFY(done);
        must(*done);
        QVERIFY(!session->origin());
    }

    void whatIsWrongIsSaidInTheWordsOfItsReader_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("subject");
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<QString>("reason");
        const QString command = first("SagaStarted").causationId;
        const QString nobody = QStringLiteral("0199c0de-0000-7000-8000-000000000001");
        QTest::newRow("no id") << "skip_event"
                               << "seven" << QByteArray() << "\"seven\" is not a UUID";
        QTest::newRow("no such event") << "skip_event" << nobody << QByteArray() << QStringLiteral("has no event %1").arg(nobody);
        QTest::newRow("no such command") << "skip_command" << nobody << QByteArray() << "was sent no command";
        QTest::newRow("no JSON") << "amend_command" << command << QByteArray("{\"a\": ") << "PlaceOrder: ";
        QTest::newRow("JSON that the service cannot read")
            << "amend_command" << command << QByteArray("{\"customer_id\": 7}") << "customer_id";
        QTest::newRow("a fault") << "fault" << QString() << QByteArray(R"({"kind": "lost_reply", "probability": 7})") << "probability";
        QTest::newRow("a pitfall") << "pitfall_on"
                                   << "haste" << QByteArray() << "haste";
        QTest::newRow("nothing known") << "wish" << QString() << QByteArray() << "\"wish\" is nothing that a branch can change";
    }
    void whatIsWrongIsSaidInTheWordsOfItsReader()
    {
        QFETCH(const QString, code);
        QFETCH(const QString, subject);
        QFETCH(const QByteArray, data);
        QFETCH(const QString, reason);
        const QString folder = at("wrong.replay");
        const api::Position head = reader(m_shop)->head().value();
        const auto made = branch(folder, head, {{code, subject, QStringLiteral("PlaceOrder"), data}});
        QVERIFY(!made);
        QVERIFY2(made.error().message.contains(reason), qPrintable(made.error().message));
        QVERIFY(!QFileInfo::exists(folder));
    }

    void aPlaceThatIsTakenAndAPositionThatIsNot()
    {
        const auto taken = branch(m_shop, 10);
        QVERIFY(!taken);
        QVERIFY(taken.error().message.contains(QStringLiteral("exists already")));
        const auto beyond = branch(at("beyond.replay"), 1'000'000);
        QVERIFY(!beyond);
        QVERIFY2(beyond.error().message.contains(QStringLiteral("the log ends at")), qPrintable(beyond.error().message));
    }

    void countsAndVersionsAreThoseOfThePosition()
    {
        const auto session = std::move(m_workspaces->open(m_shop).value());
        const auto reads = std::move(session->makeReader().value());
        const api::PlatformStatus now = session->status();
        const api::SagaCounts counts = reads->sagaCounts(now.head).value();
        QCOMPARE(counts.all, now.sagasStarted);
        QCOMPARE(counts.completed, now.sagasCompleted);
        QCOMPARE(counts.running, now.sagasRunning);
        QCOMPARE(counts.failed, now.sagasFailed);
        QCOMPARE(counts.stuck, now.sagasStuck);
        const api::EventRow started = first("SagaStarted");
        QCOMPARE(reads->sagaCounts(started.position).value().all, 1);
        QCOMPARE(reads->sagaCounts(started.position - 1).value().all, 0);
        const auto versionAt = [&](api::Position position) {
            const auto rows = reads->aggregates(QStringLiteral("Saga"), started.aggregateId, {}, 1, position).value();
            return rows.isEmpty() ? -1 : rows.first().version;
        };
        QCOMPARE(versionAt(started.position), 1);
        QCOMPARE(versionAt(started.position - 1), 0);
        QVERIFY(versionAt(now.head) > 1);
    }

    void purchasesThatNobodyConductsAreCountedToo()
    {
        const QString folder = at("dance.replay");
        must(m_workspaces->create(
            folder,
            {5, false,
             R"({"name": "Dance", "seed": 5, "saga_style": "choreography", "shop": {"customers": 3, "products": 3, "opening_stock": [20, 30]},
            "workload": {"orders": 6, "per_second": 2, "items_per_order": [1, 2]},
            "faults": [{"kind": "refuse", "step": "process_payment", "occurrence": 2}]})"}));
        play(folder);
        const auto session = std::move(m_workspaces->open(folder).value());
        const auto reads = std::move(session->makeReader().value());
        const api::PlatformStatus now = session->status();
        const api::SagaCounts counts = reads->sagaCounts(now.head).value();
        QVERIFY(counts.all >= 6 && counts.completed > 0);
        QCOMPARE(counts.all, now.sagasStarted);
        QCOMPARE(counts.completed, now.sagasCompleted);
        QCOMPARE(counts.failed, now.sagasFailed);
        QCOMPARE(counts.running, now.sagasRunning);
        QCOMPARE(reads->sagaCounts(0).value().all, 0);
        // And such a workspace can be forked: the branch is danced like its parent.
        const QString other = at("dance-what-if.replay");
        const auto made = branch(other, now.head / 2, {}, folder);
        QVERIFY2(made, made ? "" : qPrintable(made.error().message));
        play(other);
        QVERIFY(m_workspaces->compare(folder, other).value().equal);
    }

    void anEventIsShownAsStoredAndAsRead()
    {
        const auto session = std::move(m_workspaces->open(m_shop).value());
        const auto reads = std::move(session->makeReader().value());
        const api::EventRow registered = first("UserRegistered");
        const api::EventForms forms = *reads->eventForms(registered.position).value();
        QVERIFY(forms.sealed && !forms.erased);
        QVERIFY(!forms.stored.contains("email") && forms.read.contains("email"));
        QCOMPARE(forms.newest, 2);
        QVERIFY(forms.chain.isEmpty());  // it was stored in the newest version
        QVERIFY(!reads->eventForms(1'000'000).value());
        QVERIFY(reads->snapshotRule().everyEvents > 0);
        const auto command = reads->sentCommand(first("SagaStarted").causationId).value();
        QVERIFY(command);
        QCOMPARE(command->name, QStringLiteral("PlaceOrder"));
        QCOMPARE(command->outcome, QStringLiteral("done"));
    }
};

}  // namespace replay::tests

QTEST_GUILESS_MAIN(replay::tests::BranchesTest)
#include "branches_test.moc"
