// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/console.h"
#include "tests/fuzz/mutator.h"

#include <QTemporaryDir>
#include <QTest>

using namespace replay;

/// What a person types into the SQL console: whatever it is, the database stays as it is.
class FuzzSqlTest : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;
    const fuzz::Mutator m_mutator{23,
                                  {"SELECT ",
                                   "* ",
                                   "FROM ",
                                   "t ",
                                   "WHERE ",
                                   "a ",
                                   "= ",
                                   "1 ",
                                   ";",
                                   "DELETE FROM t",
                                   "DROP TABLE t",
                                   "INSERT INTO t VALUES (7)",
                                   "UPDATE t SET a = 9",
                                   "--",
                                   "/*",
                                   "'",
                                   "\"",
                                   "PRAGMA user_version = 5",
                                   "ATTACH 'y.db' AS y",
                                   "VACUUM",
                                   "BEGIN",
                                   "CREATE TABLE u (b)",
                                   "(",
                                   ")",
                                   "UNION ",
                                   "?",
                                   "x'",
                                   "REPLACE INTO t VALUES (1)",
                                   "WITH r AS (SELECT 1) "}};

private Q_SLOTS:
    void theDatabaseStays()
    {
        const QString path = m_folder.filePath(QStringLiteral("x.db"));
        {
            const auto made = storage::Database::open(path, storage::Access::ReadWrite);
            QVERIFY(made.has_value() && (*made)->script("CREATE TABLE t (a); INSERT INTO t VALUES (1), (2), (3)"));
        }
        const auto database = storage::Database::open(path, storage::Access::ReadOnly);
        QVERIFY(database.has_value());
        int answered = 0;
        for (int i = 0; i < fuzz::rounds(10'000); ++i) {
            const QString sql =
                QString::fromUtf8(i % 3 ? m_mutator.damaged("SELECT a, count(*) FROM t WHERE a > 1 GROUP BY a", i) : m_mutator.invented(i));
            storage::Console console(**database);
            int rows = 0;
            const auto ran = console.run(
                sql, [](const QStringList&) {}, [&](const storage::Row& row) { return row.columns() >= 0 && ++rows < 100; });
            QVERIFY(ran || !ran.error().message.isEmpty());
            answered += ran ? 1 : 0;
        }
        QVERIFY(answered > 100);
        QCOMPARE(qint64(*(*database)->integer("SELECT sum(a) * 100 + count(*) FROM t", 0)), qint64(603));
        QCOMPARE(qint64(*(*database)->integer("SELECT count(*) FROM sqlite_schema", 0)), qint64(1));
        QCOMPARE(qint64(*(*database)->integer("PRAGMA user_version", 0)), qint64(0));
        QVERIFY(!QFile::exists(m_folder.filePath(QStringLiteral("y.db"))));
    }
};

QTEST_GUILESS_MAIN(FuzzSqlTest)
#include "sql_test.moc"
