// SPDX-License-Identifier: GPL-3.0-or-later
// The models of the aggregates' page: the list, the versions of one, the differences of two states; and the filter's words.
#include "tests/support/fake_session.h"
#include "ui/models/aggregate_list_model.h"
#include "ui/models/diff_model.h"
#include "ui/models/stream_model.h"
#include "ui/widgets/filter_terms.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace replay;
using namespace replay::ui;

namespace {

struct Fixture {
    explicit Fixture(qint64 events = 20'000)
    {
        auto made = std::make_unique<test::FakeSession>(test::FakeOptions{.events = events});
        session = made.get();
        desk.setSession(std::move(made));
    }
    Desk desk;
    test::FakeSession* session = nullptr;
};

QModelIndex find(const DiffModel& model, const QString& path, const QModelIndex& below = {})
{
    for (int row = 0; row < model.rowCount(below); ++row) {
        const QModelIndex index = model.index(row, 0, below);
        if (index.data(DiffModel::PathRole).toString() == path)
            return index;
        if (const QModelIndex deeper = find(model, path, index); deeper.isValid())
            return deeper;
    }
    return {};
}

int change(const DiffModel& model, const char* path)
{
    const QModelIndex index = find(model, QString::fromLatin1(path));
    return index.isValid() ? index.data(DiffModel::ChangeRole).toInt() : -1;
}

}  // namespace

class HistoryModelsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theListIsReadInWindows()
    {
        Fixture f;
        AggregateListModel model(f.desk);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setQuery(QStringLiteral("Order"), {});
        // Asked again and again, as a view does: while an answer is under way this asks nothing.
        QTRY_VERIFY((model.fetchMore({}), model.rowCount() >= 2 * AggregateListModel::windowRows));
        QCOMPARE(model.rowCount() % AggregateListModel::windowRows, 0);
        QCOMPARE(model.row(150).label, QStringLiteral("ORD-000151"));
        model.setQuery(QStringLiteral("Order"), QStringLiteral("ORD-00001"));
        QTRY_COMPARE(model.rowCount(), 10);
        QVERIFY(model.isComplete());
        QCOMPARE(model.index(0, AggregateListModel::VersionColumn).data().toString().at(0), QLatin1Char('v'));
    }

    void answersToAnOldSearchAreDropped()
    {
        Fixture f;
        AggregateListModel model(f.desk);
        f.session->platform().readDelayMs = 20;
        model.setQuery(QStringLiteral("User"), {});
        model.setQuery(QStringLiteral("Category"), {});
        f.session->platform().readDelayMs = 0;
        QTRY_COMPARE(model.rowCount(), test::FakeShop::categories);
        QTest::qWait(80);
        QCOMPARE(model.rowCount(), test::FakeShop::categories);
    }

    void theListNoticesNewVersionsAndNewAggregates()
    {
        Fixture f(400);
        AggregateListModel model(f.desk);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setQuery(QStringLiteral("Order"), {});
        QTRY_VERIFY(model.rowCount() > 0 && !model.isLoading());
        const int before = model.rowCount();
        model.setInSight(0, before - 1);
        f.session->advance(400);
        QTRY_VERIFY(model.canFetchMore({}));
        model.fetchMore({});
        QTRY_VERIFY(model.rowCount() > before);
        QCOMPARE(model.rowOf(f.session->shop().id(test::Thing::Order, 3)), 3);
    }

    void theStreamPagesAndEvicts()
    {
        Fixture f(400'000);
        StreamModel model(f.desk);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QString id = f.session->shop().id(test::Thing::StockItem, 2);
        const auto all = f.desk.reader()->versions(id, 0, 1'000'000);
        QVERIFY(all && all->size() > 1'000);
        const int versions = static_cast<int>(all->size());
        model.setAggregate(id, versions);
        QCOMPARE(model.rowCount(), versions);
        for (int version = 1; version <= versions; version += 61) {
            QVERIFY(model.mark(version));
            QCOMPARE(model.mark(version)->position, all->at(version - 1).position);
            QVERIFY(model.pagesHeld() <= StreamModel::pagesMax);
        }
        QVERIFY(model.mark(50)->snapshot);
        QVERIFY(!model.mark(versions + 1));
        model.setCursorVersion(10);
        QVERIFY(model.index(20, 0).data(Qt::ForegroundRole).isValid());
        QVERIFY(!model.index(5, 0).data(Qt::ForegroundRole).isValid());
        model.setVersions(versions + 5);
        QCOMPARE(model.rowCount(), versions + 5);
        model.setAggregate(f.session->shop().id(test::Thing::Order, 2), 4);
        QCOMPARE(model.rowCount(), 4);
    }

    void differencesHaveSigns()
    {
        DiffModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setStates(R"({"a":1,"gone":"x","list":[{"q":1},{"q":2}],"same":"s","deep":{"k":"v"}})",
                        R"({"a":2,"list":[{"q":1},{"q":3},{"q":4}],"same":"s","deep":{"k":"v"},"new":true})");
        QCOMPARE(change(model, "a"), int(DiffModel::Change::Changed));
        QCOMPARE(change(model, "gone"), int(DiffModel::Change::Removed));
        QCOMPARE(change(model, "new"), int(DiffModel::Change::Added));
        QCOMPARE(change(model, "same"), int(DiffModel::Change::Same));
        QCOMPARE(change(model, "list[0].q"), int(DiffModel::Change::Same));
        QCOMPARE(change(model, "list[1].q"), int(DiffModel::Change::Changed));
        QCOMPARE(change(model, "list[2].q"), int(DiffModel::Change::Added));
        QCOMPARE(change(model, "list"), int(DiffModel::Change::Changed));
        QCOMPARE(model.changes(), 5);
        QCOMPARE(model.fields(), 8);
        const QModelIndex a = find(model, QStringLiteral("a"));
        QCOMPARE(a.siblingAtColumn(DiffModel::BeforeColumn).data().toString(), QStringLiteral("1"));
        QCOMPARE(a.siblingAtColumn(DiffModel::AfterColumn).data().toString(), QStringLiteral("2"));
        QCOMPARE(a.siblingAtColumn(DiffModel::SignColumn).data().toString(), QStringLiteral("~"));
        model.setChangedOnly(true);
        QCOMPARE(change(model, "same"), -1);
        QCOMPARE(change(model, "list[0].q"), -1);
        QCOMPARE(change(model, "list[1].q"), int(DiffModel::Change::Changed));
        QCOMPARE(model.changes(), 5);
        model.setStates({}, R"({"a":1})");
        QCOMPARE(change(model, "a"), int(DiffModel::Change::Added));
        model.setStates(R"({"a":1})", R"({"a":1})");
        QCOMPARE(model.rowCount(), 0);
    }

    void filtersAreSplitAtBlanks_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("terms");
        QTest::newRow("empty") << QString() << QStringList();
        QTest::newRow("two") << QStringLiteral(" type:OrderCreated  service:order ")
                             << QStringList{QStringLiteral("type=OrderCreated"), QStringLiteral("service=order")};
        QTest::newRow("quoted") << QStringLiteral("aggregate:\"Walnut teapot\"") << QStringList{QStringLiteral("aggregate=Walnut teapot")};
        QTest::newRow("bare") << QStringLiteral("order") << QStringList{QStringLiteral("=order")};
        QTest::newRow("second colon belongs to the value") << QStringLiteral("type:a:b") << QStringList{QStringLiteral("type=a:b")};
        QTest::newRow("no value") << QStringLiteral("type:") << QStringList{QStringLiteral("type=")};
    }

    void filtersAreSplitAtBlanks()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, terms);
        QStringList found;
        for (const FilterTerm& term : parseFilterTerms(text)) {
            found.append(QString(term.key + QLatin1Char('=') + term.value));
            const QList<FilterTerm> again = parseFilterTerms(filterTermText(term));
            QCOMPARE(again.size(), 1);
            QVERIFY(again.first() == term);
        }
        QCOMPARE(found, terms);
        QVERIFY(parseFilterTerms(QStringLiteral("type:\"open")).first().open);
    }
};

QTEST_MAIN(HistoryModelsTest)
#include "history_models_test.moc"
