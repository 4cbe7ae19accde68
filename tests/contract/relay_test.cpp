// SPDX-License-Identifier: GPL-3.0-or-later
// The relay carries outbox messages in one order, whatever order they were handed in, and forgets nothing when it is stopped.
#include "core/runtime/relay.h"
#include "core/storage/migrator.h"
#include "tests/contract/must.h"

#include <QTemporaryDir>
#include <QTest>
#include <algorithm>

using namespace replay;
using replay::tests::must;
using runtime::OutboxMessage;
using runtime::Relay;

namespace {

QString text(const char* latin) { return QString::fromLatin1(latin); }
QUuid named(const QString& name) { return QUuid::createUuidV5(QUuid(), name); }

const QStringList services{text("user"), text("product"), text("order")};

/// A message of one event of a stream of its own.
OutboxMessage message(qint64 due, int service, std::int64_t id, int version = 1)
{
    log::LoggedEvent event;
    event.service = services[service];
    event.aggregateType = text("Thing");
    event.aggregateId = named(QStringLiteral("%1/%2").arg(service).arg(version > 1 ? id - version + 1 : id));
    event.version = version;
    event.eventType = text("Happened");
    event.eventId = named(QStringLiteral("event %1/%2").arg(service).arg(id));
    event.correlationId = named(text("case"));
    event.json = QStringLiteral("{\"id\":\"%1/%2\"}").arg(service).arg(id).toUtf8();
    event.actor = text("user");
    return {base::defaultStart + due, service, id, {event}};
}

struct Bench {
    QTemporaryDir folder;
    std::unique_ptr<Relay> relay = made();

    std::unique_ptr<Relay> made()
    {
        auto database = storage::Database::open(folder.filePath(text("log.db")), storage::Access::ReadWrite).value();
        must(storage::migrate(*database, {text("log")}));
        auto fresh = std::make_unique<Relay>(std::move(database));
        must(fresh->load());
        return fresh;
    }
    QStringList carried(qint64 before, int limit)
    {
        QStringList ids;
        const auto appended = relay->appendUntil(base::defaultStart + before, limit);
        for (const auto& event : *appended)
            ids << event.data()[text("id")].toString();
        return ids;
    }
};

}  // namespace

class RelayTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ordersByArrivalServiceAndId()
    {
        std::vector<OutboxMessage> messages{message(10, 2, 1), message(10, 0, 9), message(10, 0, 10),
                                            message(10, 1, 3), message(9, 2, 2),  message(11, 0, 1)};
        const QStringList order{text("2/2"), text("0/9"), text("0/10"), text("1/3"), text("2/1"), text("0/1")};
        std::sort(messages.begin(), messages.end());
        QSet<QByteArray> hashes;
        for (int round = 0; round < 20; ++round) {
            std::rotate(messages.begin(), messages.begin() + 1 + round % 4, messages.end());
            Bench bench;
            for (const OutboxMessage& each : messages)
                bench.relay->carry(each);
            QCOMPARE(bench.relay->nextAt(), std::optional(base::defaultStart + 9));
            QCOMPARE(bench.carried(100, 100), order);
            QVERIFY(!bench.relay->nextAt());
            hashes.insert(bench.relay->log().headHash());
        }
        QCOMPARE(hashes.size(), 1);
    }

    void takesNoMoreThanAsked()
    {
        Bench bench;
        for (int i = 1; i <= 5; ++i)
            bench.relay->carry(message(i, 0, i));
        QCOMPARE(bench.carried(1, 100), QStringList());
        QCOMPARE(bench.carried(4, 2), (QStringList{text("0/1"), text("0/2")}));
        QCOMPARE(bench.carried(4, 2), QStringList{text("0/3")});
        QCOMPARE(bench.relay->pending(), 2);
        QVERIFY(bench.relay->carries(named(text("case"))));
        QVERIFY(!bench.relay->carries(named(text("other case"))));
    }

    void theBookmarkMovesWithTheLog()
    {
        Bench bench;
        bench.relay->carry(message(1, 0, 1));
        bench.relay->carry(message(2, 1, 7));
        bench.relay->carry(message(3, 0, 2));
        QCOMPARE(bench.carried(3, 100).size(), 2);
        const QByteArray hash = bench.relay->log().headHash();
        bench.relay.reset();
        bench.relay = bench.made();
        QCOMPARE(bench.relay->bookmark(text("user")).outboxId, 1);
        QCOMPARE(bench.relay->bookmark(text("user")).dueAt, base::defaultStart + 1);
        QCOMPARE(bench.relay->bookmark(text("product")).outboxId, 7);
        QCOMPARE(bench.relay->bookmark(text("order")).outboxId, 0);
        QCOMPARE(bench.relay->log().head(), 2);
        QCOMPARE(bench.relay->log().headHash(), hash);
    }

    void whatCannotBeAppendedStaysWaiting()
    {
        Bench bench;
        bench.relay->carry(message(1, 0, 1));
        QCOMPARE(bench.carried(2, 100).size(), 1);
        const QByteArray hash = bench.relay->log().headHash();
        bench.relay->carry(message(2, 1, 1));
        bench.relay->carry(message(3, 0, 3, 3));  // version 3 of a stream at version 1
        const auto failed = bench.relay->appendUntil(base::defaultStart + 10, 100);
        QVERIFY(!failed);
        QVERIFY2(failed.error().message.contains(text("out of stream order")), qPrintable(failed.error().message));
        QCOMPARE(bench.relay->log().head(), 1);
        QCOMPARE(bench.relay->log().headHash(), hash);
        QCOMPARE(bench.relay->pending(), 2);
        QCOMPARE(bench.relay->bookmark(text("product")).outboxId, 0);
        bench.relay->carry(message(2, 0, 2, 2));
        QCOMPARE(bench.carried(10, 100), (QStringList{text("0/2"), text("1/1"), text("0/3")}));
        QCOMPARE(bench.relay->log().head(), 4);
    }
};

QTEST_GUILESS_MAIN(RelayTest)
#include "relay_test.moc"
