// SPDX-License-Identifier: GPL-3.0-or-later
// The migrator brings a database to this program's schema or refuses it, and what it refuses stays as it was.
#include "core/storage/database.h"
#include "core/storage/migrator.h"
#include "tests/contract/must.h"

#include <QCryptographicHash>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace replay;
using replay::tests::must;
using storage::Access;
using storage::Database;

namespace {

QString text(const char* latin) { return QString::fromLatin1(latin); }

QByteArray hashOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256) : QByteArray("no file");
}

struct Bench {
    QTemporaryDir folder;
    QString path = folder.filePath(text("order.db"));
    QStringList scripts{text("common"), text("order")};

    base::Status migrated(const QStringList& which) const
    {
        REPLAY_ASSIGN(const auto database, Database::open(path, Access::ReadWrite));
        return storage::migrate(*database, which);
    }
    void tamper(const char* sql) const
    {
        const auto database = Database::open(path, Access::ReadWrite).value();
        must(database->script(sql));
    }
    /// What opening, checking and migrating say, in that order; the first refusal.
    base::Status opened() const
    {
        {
            REPLAY_ASSIGN(const auto database, Database::open(path, Access::ReadOnly));
            REPLAY_TRY(storage::checkUsable(*database, scripts));
        }
        return migrated(scripts);
    }
    void write(const QByteArray& bytes) const
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }
};

}  // namespace

class MigratorTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void migratesOnceAndForAll()
    {
        const Bench bench;
        QVERIFY(bench.migrated(bench.scripts));
        {
            const auto database = Database::open(bench.path, Access::ReadOnly).value();
            QCOMPARE(database->integer("SELECT count(*) FROM schema_migrations WHERE length(checksum) = 64", 0).value(), 4);
            QVERIFY(storage::checkUsable(*database, bench.scripts));
            QVERIFY(storage::checkMigrated(*database, bench.scripts));
        }
        const QByteArray before = hashOf(bench.path);
        QVERIFY(bench.migrated(bench.scripts));
        QCOMPARE(hashOf(bench.path), before);
    }

    void anOlderDatabaseIsBroughtUp()
    {
        const Bench bench;
        QVERIFY(bench.migrated({text("common")}));
        {
            const auto database = Database::open(bench.path, Access::ReadOnly).value();
            QVERIFY(storage::checkUsable(*database, bench.scripts));
            const auto exact = storage::checkMigrated(*database, bench.scripts);
            QVERIFY(!exact);
            QCOMPARE(exact.error().kind, base::ErrorKind::Workspace);
            QVERIFY2(exact.error().message.contains(text("older than this program")), qPrintable(exact.error().message));
        }
        QVERIFY(bench.opened());
        const auto database = Database::open(bench.path, Access::ReadOnly).value();
        QVERIFY(storage::checkMigrated(*database, bench.scripts));
    }

    void refusals_data()
    {
        QTest::addColumn<QByteArray>("tampering");
        QTest::addColumn<QString>("says");
        QTest::newRow("a script changed after it ran")
            << QByteArray("UPDATE schema_migrations SET checksum = 'other' WHERE folder = 'order'")
            << text("migration order/001_create_orders was changed after it ran");
        QTest::newRow("newer") << QByteArray("INSERT INTO schema_migrations VALUES ('order', 999, '999_from_the_future', 'x')")
                               << text("newer than this program: it has migration order/999_from_the_future");
        QTest::newRow("of another service") << QByteArray("UPDATE schema_migrations SET folder = 'payment' WHERE folder = 'order'")
                                            << text("newer than this program");
        QTest::newRow("of another program") << QByteArray("DROP TABLE schema_migrations") << text("database of another program");
        QTest::newRow("another schema_migrations")
            << QByteArray("DROP TABLE schema_migrations; CREATE TABLE schema_migrations (id INTEGER)") << text("no such column");
    }
    void refusals()
    {
        QFETCH(QByteArray, tampering);
        QFETCH(QString, says);
        const Bench bench;
        QVERIFY(bench.migrated(bench.scripts));
        bench.tamper(tampering.constData());
        const QByteArray before = hashOf(bench.path);
        const auto opened = bench.opened();
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, base::ErrorKind::Workspace);
        QVERIFY2(opened.error().message.contains(says) && opened.error().message.contains(bench.path), qPrintable(opened.error().message));
        const auto forced = bench.migrated(bench.scripts);
        QVERIFY(!forced);
        QCOMPARE(forced.error(), opened.error());
        QCOMPARE(hashOf(bench.path), before);
    }

    void noDatabaseAtAll_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("text") << QByteArray("This is a letter and no database.\n").repeated(100);
        QTest::newRow("short text") << QByteArray("hello");
        QTest::newRow("a truncated database") << QByteArray();
    }
    void noDatabaseAtAll()
    {
        QFETCH(QByteArray, bytes);
        const Bench bench;
        if (bytes.isEmpty()) {
            QVERIFY(bench.migrated(bench.scripts));
            QFile file(bench.path);
            QVERIFY(file.resize(file.size() / 2 + 100));
        } else {
            bench.write(bytes);
        }
        const QByteArray before = hashOf(bench.path);
        for (const Access access : {Access::ReadOnly, Access::ReadWrite}) {
            const auto database = Database::open(bench.path, access);
            QVERIFY(!database);
            QCOMPARE(database.error().kind, base::ErrorKind::Workspace);
            QVERIFY2(database.error().message.contains(bench.path), qPrintable(database.error().message));
        }
        QCOMPARE(hashOf(bench.path), before);
    }

    void aMissingFileIsNotMadeByReading()
    {
        const Bench bench;
        QVERIFY(!Database::open(bench.path, Access::ReadOnly));
        QVERIFY(!QFile::exists(bench.path));
    }

    void aFailingScriptLeavesNothing()
    {
        const Bench bench;
        QVERIFY(bench.migrated({text("common")}));
        // The script's last table is in the way, so that it fails after it has made others.
        bench.tamper("CREATE TABLE customer_replica (x)");
        const auto schema = [&] {
            QStringList names;
            const auto database = Database::open(bench.path, Access::ReadOnly).value();
            const auto collect = [&](const storage::Row& row) { names << row.text(0); };
            must(database->each("SELECT type || ' ' || name FROM sqlite_schema ORDER BY 1", storage::bind(), collect));
            must(database->each("SELECT folder FROM schema_migrations", storage::bind(), collect));
            return names;
        };
        const QStringList before = schema();
        const auto failed = bench.migrated(bench.scripts);
        QVERIFY(!failed);
        QCOMPARE(failed.error().kind, base::ErrorKind::Workspace);
        QVERIFY2(failed.error().message.contains(text("order/001_create_orders failed")) &&
                     failed.error().message.contains(text("customer_replica already exists")),
                 qPrintable(failed.error().message));
        QCOMPARE(schema(), before);
        bench.tamper("DROP TABLE customer_replica");
        QVERIFY(bench.migrated(bench.scripts));
    }
};

QTEST_GUILESS_MAIN(MigratorTest)
#include "migrator_test.moc"
