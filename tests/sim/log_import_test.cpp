// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/cloud_event.h"
#include "core/base/check.h"
#include "tests/sim/random_scenario.h"
#include "tests/sim/simulation.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QTest>

namespace replay::tests {

using runtime::Workspace;
using storage::Access;
using storage::Database;
using storage::Row;
using storage::bind;

/// A log that was exported and taken up elsewhere is the same platform: log, tables, states, read models; and life goes on there.
class LogImportTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_place{fastTemporaryTemplate()};
    int m_made = 0;

    QString fresh(const char* what) { return m_place.filePath(QStringLiteral("%1%2").arg(QLatin1StringView(what)).arg(++m_made)); }

    static QString exportedLog(Workspace& workspace, const QString& path)
    {
        const auto reader = std::move(workspace.makeReader().value());
        QFile file(path);
        ENSURE(file.open(QIODevice::WriteOnly));
        api::Position after = 0;
        for (;;) {
            const auto events = reader->events({}, after, 500).value();
            for (const api::EventRow& event : events)
                file.write(QByteArray(QJsonDocument(api::toCloudEvent(event)).toJson(QJsonDocument::Compact) + '\n'));
            if (events.isEmpty())
                return path;
            after = events.last().position;
        }
    }

    /// What no event tells: the ids of these rows, hashes of passwords, how a message travelled, and what came through the gateway.
    static bool isTold(const QString& table, const QString& column)
    {
        static const QStringList untold{QStringLiteral("order_items.id"),
                                        QStringLiteral("order_status_history.id"),
                                        QStringLiteral("users.password_hash"),
                                        QStringLiteral("saga_attempts.second_due_at"),
                                        QStringLiteral("saga_attempts.fault_reason"),
                                        QStringLiteral("saga_attempts.down_for"),
                                        QStringLiteral("checkpoints.updated_at")};
        return !untold.contains(QString(table % u'.' % column));
    }

    /// Every row of a database's own tables, as texts.
    static QStringList rowsOf(const QString& folder, const QString& name)
    {
        static const QStringList notTold{QStringLiteral("inbox"),           QStringLiteral("outbox"),
                                         QStringLiteral("replies"),         QStringLiteral("bookmarks"),
                                         QStringLiteral("fault_counts"),    QStringLiteral("schema_migrations"),
                                         QStringLiteral("relay_bookmarks"), QStringLiteral("reactions"),
                                         QStringLiteral("reaction_cases"),  QStringLiteral("reaction_attempts")};
        const auto database = Database::open(QDir(folder).filePath(name + QStringLiteral(".db")), Access::ReadOnly).value();
        QStringList tables;
        ENSURE(database->each("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name", bind(),
                              [&](const Row& row) { tables << row.text(0); }));
        QStringList rows;
        for (const QString& table : std::as_const(tables)) {
            if (notTold.contains(table))
                continue;
            QStringList own;
            ENSURE(database->each(QStringLiteral("SELECT * FROM \"%1\"").arg(table).toStdString(), bind(), [&](const Row& row) {
                QString line = table;
                for (int column = 0; column < row.columns(); ++column) {
                    const QString title = row.columnName(column);
                    if (isTold(table, title))
                        line += QString(u' ' % title % u'=' %
                                        (row.isNull(column) ? QStringLiteral("NULL")
                                                            : QString::fromLatin1(row.bytes(column).toPercentEncoding(" {}\":,@"))));
                }
                own << line;
            }));
            own.sort();
            rows += own;
        }
        return rows;
    }

    static QStringList difference(const QString& left, const QString& right, const QString& database)
    {
        const QStringList a = rowsOf(left, database);
        const QStringList b = rowsOf(right, database);
        const QSet<QString> inA(a.begin(), a.end());
        const QSet<QString> inB(b.begin(), b.end());
        QStringList parted;
        for (const QString& row : a) {
            if (!inB.contains(row))
                parted << QString(u"- " % row);
        }
        for (const QString& row : b) {
            if (!inA.contains(row))
                parted << QString(u"+ " % row);
        }
        return parted.mid(0, 20);
    }

private Q_SLOTS:
    void whatWasExportedIsTakenUpWhole_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= 40; ++seed)
            QTest::addRow("seed %d", seed) << seed;
    }
    void whatWasExportedIsTakenUpWhole()
    {
        QFETCH(const int, seed);
        const QString from = fresh("from");
        const auto run = runScenario(from, randomScenario(static_cast<std::uint64_t>(seed)), runtime::Platform::Pace::Window, 0);
        QVERIFY2(run, run ? "" : qPrintable(run.error().message));
        const auto original = std::move(Workspace::open(from, Access::ReadWrite).value());
        const QString file = exportedLog(*original, fresh("log"));

        const QString to = fresh("to");
        QVERIFY(Workspace::create(to, {original->status().seed, false, {}}));
        const auto copy = std::move(Workspace::open(to, Access::ReadWrite).value());
        const auto report = copy->importLog(file, {}, {});
        if (run->status.sagasStuck > 0) {
            QVERIFY(!report);
            QVERIFY2(report.error().message.contains(u"has not ended"), qPrintable(report.error().message));
            QCOMPARE(copy->status().head, 0);
            return;
        }
        QVERIFY2(report, report ? "" : qPrintable(report.error().message));
        QCOMPARE(report->digest, run->digest);
        QCOMPARE(report->events, run->status.head);
        const auto outcome = outcomeOf(*copy);
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message));
        QCOMPARE(outcome->digest, run->digest);
        QVERIFY2(outcome->violations.isEmpty(), qPrintable(outcome->violations.join(u'\n')));
        for (const QString& database : runtime::databaseNames()) {
            if (database == u"gateway")
                continue;
            const QStringList parted = difference(from, to, database);
            QVERIFY2(parted.isEmpty(), qPrintable(database + u'\n' + parted.join(u'\n')));
        }

        const auto reader = std::move(copy->makeReader().value());
        const auto order = copy->makeOneOrder(*reader);
        QVERIFY2(order, order ? "" : qPrintable(order.error().message));
        const auto answer = copy->runCommand(*order);
        QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message));
        QVERIFY(copy->status().head > run->status.head);
        QVERIFY(copy->runUntilIdle(0, {}));
        const auto later = outcomeOf(*copy);
        QVERIFY2(later && later->violations.isEmpty(), later ? qPrintable(later->violations.join(u'\n')) : "");
        QCOMPARE(later->status.sagasStarted, run->status.sagasStarted + 1);
        QCOMPARE(later->status.sagasRunning, 0);
        QVERIFY(!copy->importLog(file, {}, {}));  // a workspace is nobody's second half
    }
};

}  // namespace replay::tests

QTEST_GUILESS_MAIN(replay::tests::LogImportTest)
#include "log_import_test.moc"
