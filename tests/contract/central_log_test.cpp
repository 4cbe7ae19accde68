// SPDX-License-Identifier: GPL-3.0-or-later
// The writing end of the log: dense positions, each event once, streams in order, and a chain of hashes that anyone can recompute.
#include "core/log/central_log.h"
#include "core/log/log_reader.h"
#include "core/storage/migrator.h"
#include "core/storage/transaction.h"
#include "tests/contract/must.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <functional>

using namespace replay;
using replay::tests::must;
using log::CentralLog;
using log::LoggedEvent;

namespace {

QString text(const char* latin) { return QString::fromLatin1(latin); }
QUuid named(const QString& name) { return QUuid::createUuidV5(QUuid(), name); }

LoggedEvent made(const char* stream, int version)
{
    LoggedEvent event;
    event.service = text("order");
    event.aggregateId = named(text(stream));
    event.aggregateType = text("Order");
    event.version = version;
    event.eventType = QStringLiteral("Happened%1").arg(version % 3);
    event.eventId = named(QStringLiteral("%1/%2").arg(text(stream)).arg(version));
    event.json = "{\"a\":\"1.00\"}";
    event.occurredAt = base::defaultStart + version;
    event.appendedAt = event.occurredAt + 5;
    event.correlationId = named(text("case"));
    event.actor = text("saga");
    return event;
}

struct Bench {
    QTemporaryDir folder;
    std::unique_ptr<storage::Database> database =
        storage::Database::open(folder.filePath(text("log.db")), storage::Access::ReadWrite).value();
    CentralLog log{*database};

    Bench()
    {
        must(storage::migrate(*database, {text("log")}));
        must(log.open());
    }
    base::Status append(std::vector<LoggedEvent>& events)
    {
        storage::Transaction transaction(*database);
        REPLAY_TRY(transaction.begun());
        REPLAY_TRY(log.append(events));
        return transaction.commit();
    }
    QList<log::Position> positions()
    {
        QList<log::Position> read;
        must(log::LogReader(*database).scan(0, 0, [&](const LoggedEvent& event) {
            read << event.position;
            return true;
        }));
        return read;
    }
};

}  // namespace

class CentralLogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void positionsAreDense()
    {
        Bench bench;
        std::vector<LoggedEvent> first{made("a", 1), made("b", 1), made("a", 2)};
        QVERIFY(bench.append(first));
        std::vector<LoggedEvent> second{made("b", 2), made("c", 1)};
        QVERIFY(bench.append(second));
        QCOMPARE(second[0].position, 4);
        QCOMPARE(bench.log.head(), 5);
        QCOMPARE(bench.positions(), (QList<log::Position>{1, 2, 3, 4, 5}));
    }

    void anEventThatComesTwiceIsLeftOut()
    {
        Bench bench;
        std::vector<LoggedEvent> first{made("a", 1), made("a", 2)};
        QVERIFY(bench.append(first));
        CentralLog reopened(*bench.database);
        QVERIFY(reopened.open());
        for (CentralLog* log : {&bench.log, &reopened}) {
            std::vector<LoggedEvent> again{made("a", 1), made("a", 2)};
            storage::Transaction transaction(*bench.database);
            QVERIFY(log->append(again));
            QVERIFY(transaction.commit());
            QCOMPARE(again[0].position, 1);
            QCOMPARE(again[1].position, 2);
        }
        std::vector<LoggedEvent> mixed{made("a", 2), made("a", 3)};
        QVERIFY(bench.append(mixed));
        QCOMPARE(mixed[1].position, 3);
        QCOMPARE(bench.positions(), (QList<log::Position>{1, 2, 3}));
    }

    void outOfStreamOrderIsRefused_data()
    {
        QTest::addColumn<int>("version");
        QTest::newRow("a gap") << 4;
        QTest::newRow("another event of a version that is there") << 2;
    }
    void outOfStreamOrderIsRefused()
    {
        QFETCH(int, version);
        Bench bench;
        std::vector<LoggedEvent> first{made("a", 1), made("a", 2)};
        QVERIFY(bench.append(first));
        const QByteArray hash = bench.log.headHash();
        std::vector<LoggedEvent> wrong{made("b", 1), made("a", version)};
        wrong[1].eventId = named(text("other"));
        const auto refused = bench.append(wrong);
        QVERIFY(!refused);
        QVERIFY2(
            refused.error().message.contains(QStringLiteral("up to version 2 and was given version %1: out of stream order").arg(version)),
            qPrintable(refused.error().message));
        QCOMPARE(bench.positions(), (QList<log::Position>{1, 2}));
        QVERIFY(bench.log.open());  // as after every rollback
        QCOMPARE(bench.log.head(), 2);
        QCOMPARE(bench.log.headHash(), hash);
        std::vector<LoggedEvent> right{made("b", 1), made("a", 3)};
        QVERIFY(bench.append(right));
        QCOMPARE(bench.positions(), (QList<log::Position>{1, 2, 3, 4}));
    }

    void theChainRecomputes()
    {
        Bench bench;
        std::vector<LoggedEvent> events{made("a", 1), made("b", 1), made("a", 2), made("a", 3)};
        events[2].note = text("fault:refuse#2");
        events[3].json = QStringLiteral("{\"name\":\"Café 東京\"}").toUtf8();
        QVERIFY(bench.append(events));
        QByteArray hash(32, '\0');
        QVERIFY(log::LogReader(*bench.database).scan(0, 0, [&](const LoggedEvent& event) {
            hash = log::chainHash(hash, event);
            return true;
        }));
        QCOMPARE(hash.toHex(), bench.log.headHash().toHex());
        const auto changed = bench.database->run("UPDATE log_records SET data = '{}'");
        QVERIFY(!changed);
        QVERIFY2(changed.error().message.contains(text("the log is append-only: UPDATE refused")), qPrintable(changed.error().message));
        const auto removed = bench.database->run("DELETE FROM log_records");
        QVERIFY(!removed);
        QVERIFY2(removed.error().message.contains(text("the log is append-only: DELETE refused")), qPrintable(removed.error().message));
    }

    void everyFieldIsInTheHash()
    {
        const QByteArray zero(32, '\0');
        LoggedEvent event = made("a", 1);
        event.position = 1;
        QSet<QByteArray> hashes{log::chainHash(zero, event), log::chainHash(QByteArray(32, '\1'), event)};
        const QList<std::function<void(LoggedEvent&)>> changes{
            [](LoggedEvent& e) { e.position = 2; },
            [](LoggedEvent& e) { e.service = text("user"); },
            [](LoggedEvent& e) { e.aggregateId = named(text("z")); },
            [](LoggedEvent& e) { e.aggregateType = text("User"); },
            [](LoggedEvent& e) { e.version = 2; },
            [](LoggedEvent& e) { e.eventType = text("Other"); },
            [](LoggedEvent& e) { e.eventId = named(text("z")); },
            [](LoggedEvent& e) { e.occurredAt.us += 1; },
            [](LoggedEvent& e) { e.schemaVersion = 2; },
            [](LoggedEvent& e) { e.correlationId = named(text("z")); },
            [](LoggedEvent& e) { e.causationId = named(text("z")); },
            [](LoggedEvent& e) { e.actor = text("user"); },
            [](LoggedEvent& e) { e.note = text("fault:error#1"); },
            [](LoggedEvent& e) { e.json = "{}"; },
            // The same bytes, divided otherwise between two fields.
            [](LoggedEvent& e) { e.actor = text("sag"), e.note = text("a"); },
        };
        for (const auto& change : changes) {
            LoggedEvent other = event;
            change(other);
            hashes.insert(log::chainHash(zero, other));
        }
        QCOMPARE(hashes.size(), changes.size() + 2);
        LoggedEvent later = event;
        later.appendedAt.us += 1;
        QCOMPARE(log::chainHash(zero, later), log::chainHash(zero, event));
    }

    /// Computed apart from this code, from the description in central_log.h. Changing it breaks the comparison of digests between versions and machines.
    void goldenHash()
    {
        LoggedEvent event = made("a", 1);
        event.position = 1;
        const QByteArray hash = log::chainHash(QByteArray(32, '\0'), event);
        QCOMPARE(hash.toHex(), QByteArray("817c6661b1eebe7a1a2d3fb563e90ee7730a4858118cd1cd043493aad089ef81"));
        QCOMPARE(log::fingerprint(hash), text("G5Y6CR"));
    }

    void fingerprints()
    {
        QCOMPARE(log::fingerprint(QByteArray(32, '\0')), text("000000"));
        QCOMPARE(log::fingerprint(QByteArray(32, '\xff')), text("ZZZZZZ"));
        // 00001 00010 00011 00100 00101 00110, then what is left of 32 bits.
        QCOMPARE(log::fingerprint(QByteArray::fromHex("08864299")), text("123456"));
        QCOMPARE(log::fingerprint(QByteArray()), text("000000"));
        const QRegularExpression letters(text("^[0-9A-HJKMNP-TV-Z]{6}$"));
        QByteArray hash(32, '\0');
        for (int i = 1; i <= 100; ++i) {
            LoggedEvent event = made("a", i);
            hash = log::chainHash(hash, event);
            QVERIFY(letters.match(log::fingerprint(hash)).hasMatch());
        }
    }
};

QTEST_GUILESS_MAIN(CentralLogTest)
#include "central_log_test.moc"
