// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fake_session.h"
#include "ui/models/projection_rows_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace replay;
using namespace replay::ui;

namespace {

/// A read model in memory whose rows a test turns as it likes.
class TableReader : public test::FakeReader {
public:
    explicit TableReader(std::shared_ptr<test::FakePlatform> platform) : FakeReader(std::move(platform)) {}

    api::Result<api::RowSet> projectionRows(const QString&, const QVariantList& afterKey, int limit) override
    {
        if (!trouble.isEmpty())
            return base::failed(trouble);
        api::RowSet answer{columns, {}};
        auto row = afterKey.isEmpty() ? table.cbegin() : table.upperBound(afterKey.first().toString());
        for (; row != table.cend() && answer.rows.size() < limit; ++row)
            answer.rows.append({row.key(), row.value(), qint64(row.value().size())});
        return answer;
    }
    api::RowSet all() { return *projectionRows({}, {}, std::numeric_limits<int>::max()); }

    QStringList columns{QStringLiteral("order_id"), QStringLiteral("status"), QStringLiteral("item_count")};
    QMap<QString, QString> table;
    QString trouble;
};

QString keyAt(int number) { return QStringLiteral("key-%1").arg(number, 6, 10, QLatin1Char('0')); }

}  // namespace

class ProjectionRowsTest : public QObject {
    Q_OBJECT
    TableReader m_reader{std::make_shared<test::FakePlatform>(0)};
    const QStringList m_keys{QStringLiteral("order_id")};
    const QString m_name = QStringLiteral("order_read_model");

    void fill(int rows)
    {
        m_reader.table.clear();
        m_reader.trouble.clear();
        for (int i = 0; i < rows; ++i)
            m_reader.table.insert(keyAt(i), QStringLiteral("pending"));
    }
    static void fetchAll(ProjectionRowsModel& model)
    {
        while (model.canFetchMore({}))
            model.fetchMore({});
    }
    static QString shown(const ProjectionRowsModel& model, int row, int column)
    {
        return model.data(model.index(row, column), ProjectionRowsModel::RawRole).toString();
    }
    void compareWithTable(const ProjectionRowsModel& model)
    {
        QCOMPARE(model.rowCount(), static_cast<int>(m_reader.table.size()));
        int row = 0;
        for (auto it = m_reader.table.cbegin(); it != m_reader.table.cend(); ++it, ++row) {
            QCOMPARE(model.keyText(row), it.key());
            QCOMPARE(shown(model, row, 1), it.value());
        }
    }

private Q_SLOTS:
    void pagesGrowToTheEnd()
    {
        fill(1'000);
        ProjectionRowsModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        tester.setUseFetchMore(false);  // it would fetch from inside the signals of a fetch
        model.showLive(&m_reader, m_name, m_keys);
        QCOMPARE(model.rowCount(), ProjectionRowsModel::pageRows);
        QVERIFY(model.canFetchMore({}));
        fetchAll(model);
        compareWithTable(model);
        QVERIFY(!model.hasFreshCells());
    }

    void farRowsLetGoOfTheirCellsAndReadThemAgain()
    {
        fill(3 * ProjectionRowsModel::cellsMax);
        ProjectionRowsModel model;
        model.showLive(&m_reader, m_name, m_keys);
        fetchAll(model);
        QCOMPARE(model.rowCount(), 3 * ProjectionRowsModel::cellsMax);
        QVERIFY(!model.data(model.index(0, 0), ProjectionRowsModel::RawRole).isValid());
        QCOMPARE(model.data(model.index(0, 1), Qt::DisplayRole).toString(), QStringLiteral("…"));
        QTRY_COMPARE(model.data(model.index(0, 1), Qt::DisplayRole).toString(), QStringLiteral("pending"));
        QCOMPARE(model.rowCount(), 3 * ProjectionRowsModel::cellsMax);
        QCOMPARE(model.keyText(0), keyAt(0));
    }

    void changedCellsRememberWhatTheySaid()
    {
        fill(20);
        ProjectionRowsModel model;
        model.showLive(&m_reader, m_name, m_keys);
        m_reader.table[keyAt(3)] = QStringLiteral("confirmed");
        m_reader.table.insert(keyAt(3) + QStringLiteral("b"), QStringLiteral("pending"));
        m_reader.table.remove(keyAt(9));
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.refresh(0, 10, 77);
        compareWithTable(model);
        QCOMPARE(inserted.size(), 1);
        QCOMPARE(removed.size(), 1);
        QCOMPARE(reset.size(), 0);
        QVERIFY(model.hasFreshCells());
        QVERIFY(model.data(model.index(3, 1), ProjectionRowsModel::FreshnessRole).toDouble() > 0);
        QVERIFY(model.data(model.index(3, 1), Qt::BackgroundRole).isValid());
        QCOMPARE(model.data(model.index(3, 1), Qt::ToolTipRole).toString(), QStringLiteral("confirmed\nwas pending before position 77"));
        QCOMPARE(model.data(model.index(4, 1), Qt::ToolTipRole).toString(), QStringLiteral("pending\nnew since position 77"));
        QCOMPARE(model.data(model.index(5, 1), ProjectionRowsModel::FreshnessRole).toDouble(), 0.0);
        QTRY_VERIFY(!model.hasFreshCells());
        QVERIFY(model.data(model.index(3, 1), Qt::ToolTipRole).toString().contains(QStringLiteral("was pending")));
    }

    void rowsAddedAtTheEndAppear()
    {
        fill(10);
        ProjectionRowsModel model;
        model.showLive(&m_reader, m_name, m_keys);
        for (int i = 10; i < 700; ++i)
            m_reader.table.insert(keyAt(i), QStringLiteral("pending"));
        model.refresh(0, 9, 1);
        QVERIFY(model.canFetchMore({}));
        fetchAll(model);
        compareWithTable(model);
    }

    void randomChangesAreMergedExactly()
    {
        const quint64 seed = 20'261'122;
        quint64 drawn = seed;
        const auto draw = [&drawn](int below) {
            // xorshift64*: the test's own stream, the same everywhere.
            drawn ^= drawn >> 12;
            drawn ^= drawn << 25;
            drawn ^= drawn >> 27;
            return static_cast<int>((drawn * 0x2545F4914F6CDD1DULL >> 33) % static_cast<quint64>(below));
        };
        fill(400);
        ProjectionRowsModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        tester.setUseFetchMore(false);  // it would fetch from inside the signals of a fetch
        model.showLive(&m_reader, m_name, m_keys);
        fetchAll(model);
        for (int round = 0; round < 40; ++round) {
            for (int change = draw(40); change >= 0; --change) {
                const QString key = keyAt(draw(600));
                switch (draw(3)) {
                case 0: m_reader.table.remove(key); break;
                case 1: m_reader.table.insert(key, QStringLiteral("confirmed")); break;
                default: m_reader.table.insert(key, QString(draw(9), QLatin1Char('x')));
                }
            }
            const int first = draw(std::max(1, model.rowCount()));
            model.refresh(first, first + 20, round + 1);
        }
        // Each window once more, from the first row to the last: now every row must be right.
        for (int pass = 0; pass < 2; ++pass)
            for (int first = 0; first < std::max(1, model.rowCount()); first += ProjectionRowsModel::pageRows / 4)
                model.refresh(first, first + 20, 100);
        fetchAll(model);
        compareWithTable(model);
    }

    void thePastKeepsThePlaceAndMarksWhatDiffers()
    {
        fill(5);
        ProjectionRowsModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        tester.setUseFetchMore(false);  // it would fetch from inside the signals of a fetch
        model.showLive(&m_reader, m_name, m_keys);
        auto past = m_reader.all();
        past.rows[2][1] = QStringLiteral("cancelled");
        past.rows.removeLast();
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.showFixed(m_name, m_keys, past, true);
        QCOMPARE(reset.size(), 0);
        QVERIFY(!model.isLive());
        QCOMPARE(model.rowCount(), 4);
        QCOMPARE(shown(model, 2, 1), QStringLiteral("cancelled"));
        QCOMPARE(model.data(model.index(2, 1), Qt::ToolTipRole).toString(), QStringLiteral("cancelled\nwas pending"));
        model.showLive(&m_reader, m_name, m_keys);
        model.refresh(0, 4, 9);
        QCOMPARE(reset.size(), 0);
        compareWithTable(model);
    }

    void anErrorIsTold()
    {
        fill(5);
        ProjectionRowsModel model;
        QSignalSpy failed(&model, &ProjectionRowsModel::failed);
        m_reader.trouble = QStringLiteral("database disk image is malformed");
        model.showLive(&m_reader, m_name, m_keys);
        QCOMPARE(failed.size(), 1);
        QCOMPARE(failed.first().first().toString(), m_reader.trouble);
        QVERIFY(!model.canFetchMore({}));
    }

    void columnsKnowWhatTheyHold()
    {
        test::FakeSession session;
        const auto reader = *session.makeReader();
        ProjectionRowsModel model;
        model.showLive(reader.get(), m_name, m_keys);
        QCOMPARE(model.kind(model.columnOf(QStringLiteral("order_id"))), ColumnKind::Id);
        QCOMPARE(model.kind(model.columnOf(QStringLiteral("total_amount"))), ColumnKind::Amount);
        QCOMPARE(model.kind(model.columnOf(QStringLiteral("item_count"))), ColumnKind::Count);
        QCOMPARE(model.kind(model.columnOf(QStringLiteral("created_at"))), ColumnKind::Time);
        QCOMPARE(cellText(ColumnKind::Amount, QStringLiteral("1234567.50")),
                 QLocale().toString(1'234'567) + QLocale().decimalPoint() + QStringLiteral("50"));
        QCOMPARE(cellText(ColumnKind::Text, {}), QStringLiteral("–"));
        QCOMPARE(cellText(ColumnKind::Flag, true), QStringLiteral("yes"));
        QCOMPARE(columnTitle(QStringLiteral("a_new_column")), QStringLiteral("A new column"));
    }
};

QTEST_MAIN(ProjectionRowsTest)
#include "projection_rows_test.moc"
