// SPDX-License-Identifier: GPL-3.0-or-later
// What a workspace is made of when a log is imported, and that a file which will not do leaves it as it was.
#include "core/api/cloud_event.h"
#include "core/base/check.h"
#include "core/contracts/personal_data.h"
#include "tests/contract/workspace_bench.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>
#include <zlib.h>

namespace replay::tests {

using namespace Qt::StringLiterals;
using runtime::Workspace;
using Lines = QList<QJsonObject>;

namespace {

QByteArray bytesOf(const Lines& lines)
{
    QByteArray bytes;
    for (const QJsonObject& line : lines)
        bytes += base::jsonBytes(line) + '\n';
    return bytes;
}

Lines exported(Workspace& workspace)
{
    const auto reader = std::move(workspace.makeReader().value());
    Lines lines;
    while (true) {
        const auto events = reader->events({}, lines.size(), 500).value();
        for (const api::EventRow& event : events)
            lines << api::toCloudEvent(event);
        if (events.isEmpty())
            return lines;
    }
}

/// Every file of a folder with its content's hash.
QStringList snapshot(const QString& folder)
{
    QStringList files;
    QDirIterator walk(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        QFile file(walk.next());
        ENSURE(file.open(QIODevice::ReadOnly));
        files << QString(file.fileName() % u' ' %
                         QString::fromLatin1(QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256).toHex()));
    }
    files.sort();
    return files;
}

qsizetype firstOf(const Lines& lines, const char* type)
{
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (lines[i]["type"_L1] == QLatin1StringView(type))
            return i;
    }
    qFatal("the log has no %s", type);
}

void setData(QJsonObject& line, const QString& key, const QJsonValue& value)
{
    QJsonObject data = line["data"_L1].toObject();
    data.insert(key, value);
    line.insert(u"data"_s, data);
}

}  // namespace

class LogImportTest : public QObject {
    Q_OBJECT

    WorkspaceBench m_shop;
    Lines m_log;
    QByteArray m_digest;
    QString m_untouched;  ///< by whatever is refused
    int m_made = 0;

    QString write(const QByteArray& content)
    {
        const QString path = m_shop.place("log %1.ndjson").arg(++m_made);
        QFile file(path);
        ENSURE(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
        return path;
    }
    QString fresh(std::uint64_t seed = 7, bool isPrivate = false)
    {
        const QString folder = m_shop.place("copy %1").arg(++m_made);
        ENSURE(Workspace::create(folder, {seed, isPrivate, {}}));
        return folder;
    }
    static std::unique_ptr<Workspace> open(const QString& folder)
    {
        return std::move(Workspace::open(folder, storage::Access::ReadWrite).value());
    }
    static QStringList violations(Workspace& workspace)
    {
        QStringList found;
        const auto checked = workspace.makeReader().value()->verify().value();
        for (const api::InvariantResult& invariant : checked) {
            for (const auto& violation : invariant.violations)
                found << QString(invariant.name % u": " % violation.detail);
        }
        return found;
    }
    void isRefused(const QByteArray& content, const QString& part, std::uint64_t seed = 7, bool isPrivate = false)
    {
        QString folder = m_untouched;
        if (seed != 7 || isPrivate) {
            folder = fresh(seed, isPrivate);
            open(folder);
        }
        const QStringList before = snapshot(folder);
        {
            const auto workspace = open(folder);
            const auto report = workspace->importLog(write(content), {}, {});
            QVERIFY(!report);
            QVERIFY2(report.error().message.contains(part), qPrintable(report.error().message));
            QCOMPARE(report.error().kind, base::ErrorKind::Malformed);
            QCOMPARE(workspace->status().head, 0);
        }
        QCOMPARE(snapshot(folder), before);
    }
    void isTaken(const QByteArray& content)
    {
        const auto workspace = open(fresh());
        const auto report = workspace->importLog(write(content), {}, {});
        QVERIFY2(report, report ? "" : qPrintable(report.error().message));
        QCOMPARE(report->digest, m_digest);
        QCOMPARE(violations(*workspace), QStringList());
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_shop.create(smallScenario()));
        QVERIFY(m_shop.open());
        QVERIFY(m_shop.run());
        const auto reader = m_shop.workspace->makeReader().value();
        const auto users = reader->aggregates(u"User"_s, {}, {}, 2).value();
        QVERIFY(m_shop.workspace->runCommand(
            {u"EraseUser"_s, base::jsonBytes({{u"user_id"_s, users[0].aggregateId}, {u"reason"_s, u"asked for it"_s}}), {}, {}}));
        QVERIFY(m_shop.workspace->runCommand(
            {u"ChangePassword"_s, base::jsonBytes({{u"user_id"_s, users[1].aggregateId}, {u"password"_s, u"correct horse"_s}}), {}, {}}));
        QVERIFY(m_shop.run());
        m_log = exported(*m_shop.workspace);
        m_untouched = fresh();
        open(m_untouched);
        m_digest = m_shop.workspace->digest().value();
    }

    void everyFormIsRead()
    {
        isTaken(bytesOf(m_log));
        QJsonArray batch;
        for (const QJsonObject& line : std::as_const(m_log))
            batch.append(line);
        isTaken(QJsonDocument(batch).toJson(QJsonDocument::Compact));
        isTaken(QJsonDocument(batch).toJson(QJsonDocument::Indented));
        QByteArray windows = bytesOf(m_log);
        isTaken(windows.replace("\n", "\r\n\r\n"));
        const QString packed = m_shop.place("log.ndjson.gz");
        gzFile file = gzopen(QFile::encodeName(packed).constData(), "wb");
        const QByteArray plain = bytesOf(m_log);
        QCOMPARE(gzwrite(file, plain.constData(), static_cast<unsigned>(plain.size())), static_cast<int>(plain.size()));
        gzclose(file);
        const auto workspace = open(fresh());
        const auto report = workspace->importLog(packed, {}, {});
        QVERIFY2(report, report ? "" : qPrintable(report.error().message));
        QCOMPARE(report->digest, m_digest);
        QFile bytes(packed);
        QVERIFY(bytes.open(QIODevice::ReadOnly));
        isRefused(bytes.read(bytes.size() / 2), u"the gzip file is truncated"_s);
    }

    void theReportSaysWhatWasTaken()
    {
        const auto workspace = open(fresh());
        Lines lines = m_log;
        lines[3].insert(u"partitionkey"_s, u"k"_s);
        const auto report = workspace->importLog(write(bytesOf(lines)), {}, {});
        QVERIFY2(report, report ? "" : qPrintable(report.error().message));
        QCOMPARE(report->events, m_log.size());
        QCOMPARE(report->usersErased, 1);
        QCOMPARE(report->users, 4);
        QCOMPARE(report->leftOut, (QMap<QString, qint64>{{u"partitionkey"_s, 1}}));
        qint64 services = 0;
        for (const qint64 events : report->services)
            services += events;
        QCOMPARE(services, m_log.size());
        const api::PlatformStatus status = workspace->status();
        QCOMPARE(report->sagasCompleted, status.sagasCompleted);
        QCOMPARE(status.projected, status.head);
        QVERIFY(status.now >= report->last);
        QCOMPARE(workspace->platform().settings().start, report->first);
    }

    void whoWasErasedStaysErasedAndPasswordsAreLost()
    {
        const QString folder = fresh();
        QVERIFY(open(folder)->importLog(write(bytesOf(m_log)), {}, {}));
        const auto users = storage::Database::open(folder + u"/user.db"_s, storage::Access::ReadOnly).value();
        QCOMPARE(users->integer("SELECT count(*) FROM user_keys WHERE secret IS NULL", 0).value(), 1);
        QCOMPARE(users->integer("SELECT count(*) FROM users WHERE email LIKE 'erased-%'", 0).value(), 1);
        QCOMPARE(users->integer("SELECT count(*) FROM users WHERE password_hash IN ('!', '!lost')", 0).value(), 4);
        QCOMPARE(users->integer("SELECT count(*) FROM users WHERE password_hash = '!lost'", 0).value(), 1);
    }

    /// A file whose personal data stand in the clear is sealed here; with the same keys it is the same log.
    void whatComesInTheClearIsSealed()
    {
        std::map<QString, std::unique_ptr<storage::Database>> keys;
        for (const char* keeper : {"user", "order", "saga"})
            keys[text(keeper)] =
                std::move(storage::Database::open(m_shop.folder + u'/' + text(keeper) + u".db"_s, storage::Access::ReadOnly).value());
        Lines lines = m_log;
        for (QJsonObject& line : lines) {
            events::Event event;
            event.eventType = line["type"_L1].toString();
            event.aggregateId = QUuid::fromString(line["subject"_L1].toString());
            event.eventId = QUuid::fromString(line["id"_L1].toString());
            event.json = base::jsonBytes(line["data"_L1].toObject());
            if (!events::isSealed(event))
                continue;
            storage::Database& own = *keys.at(contracts::keeperOf(event.eventType));
            if (events::PersonalKeys(own).find(events::personOf(event)).value()->isEmpty())
                continue;  // of who was erased
            QVERIFY(events::openPersonal(&own, event));
            line.insert(u"data"_s, QJsonDocument::fromJson(event.json).object());
        }
        QVERIFY(bytesOf(lines) != bytesOf(m_log));
        isTaken(bytesOf(lines));
        const auto other = open(fresh(99));
        const auto report = other->importLog(write(bytesOf(lines)), {}, {});
        QVERIFY2(report, report ? "" : qPrintable(report.error().message));
        QVERIFY(report->digest != m_digest);  // other keys, other texts
        QCOMPARE(violations(*other), QStringList());
    }

    void withAnotherSeedNothingPersonalOpens()
    {
        isRefused(bytesOf(m_log), u"do not open with the keys of seed 8"_s, 8);
        isRefused(bytesOf(m_log), u"a private workspace has keys of its own"_s, 7, true);
        const auto workspace = open(fresh(8));
        const auto report = workspace->importLog(write(bytesOf(m_log)), 7, {});
        QVERIFY2(report, report ? "" : qPrintable(report.error().message));
        QCOMPARE(report->digest, m_digest);
        QCOMPARE(workspace->status().seed, 7U);
    }

    void aFileThatWillNotDoChangesNothing_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("part");
        const auto row = [&](const char* name, const QString& part, const std::function<void(Lines&)>& damage) {
            Lines lines = m_log;
            damage(lines);
            QTest::newRow(name) << bytesOf(lines) << part;
        };
        const qsizetype order = firstOf(m_log, "OrderCreated");
        const qsizetype saga = firstOf(m_log, "SagaStarted");
        const auto at = [](qsizetype index, const QString& what) { return QString(u"line %1: "_s.arg(index + 1) % what); };

        row("foreign",
            u"3 of %1 events are of types that this platform does not have: com.example.Other (1, first on line 5), com.example.Thing (2, first on line 2)"_s
                .arg(m_log.size() + 1),
            [](Lines& lines) {
                lines[1].insert(u"type"_s, u"com.example.Thing"_s);
                lines.insert(
                    4, {{u"specversion"_s, u"1.0"_s}, {u"id"_s, u"1"_s}, {u"source"_s, u"/other"_s}, {u"type"_s, u"com.example.Other"_s}});
                lines.last().insert(u"type"_s, u"com.example.Thing"_s);
            });
        row("gap", at(7, u"sequence: expected \"8\", got \"9\""_s), [](Lines& lines) { lines.removeAt(7); });
        row("twice", at(8, u"sequence: expected \"9\", got \"8\""_s), [](Lines& lines) { lines.insert(8, lines[7]); });
        row("the end is missing", u"has not ended"_s, [](Lines& lines) { lines = lines.first(firstOf(lines, "SagaStarted") + 3); });
        row("the beginning is missing", at(0, u"sequence: expected \"1\", got \"2\""_s), [](Lines& lines) { lines.removeFirst(); });
        row("id twice", at(order, u"id: "_s), [&](Lines& lines) { lines[order].insert(u"id"_s, lines[0]["id"_L1]); });
        row("specversion", at(2, u"specversion: expected \"1.0\" (CloudEvents 1.0), got \"0.3\""_s),
            [](Lines& lines) { lines[2].insert(u"specversion"_s, u"0.3"_s); });
        row("no id", at(2, u"id: expected a text, as CloudEvents requires, got nothing"_s), [](Lines& lines) { lines[2].remove(u"id"_s); });
        row("no subject", at(2, u"subject: expected an id"_s), [](Lines& lines) { lines[2].remove(u"subject"_s); });
        row("source", at(order, u"source: expected \"/replayground/order\", got \"/elsewhere\""_s),
            [&](Lines& lines) { lines[order].insert(u"source"_s, u"/elsewhere"_s); });
        row("aggregate", at(order, u"aggregatetype: expected \"Order\", whose streams hold OrderCreated, got \"User\""_s),
            [&](Lines& lines) { lines[order].insert(u"aggregatetype"_s, u"User"_s); });
        row("version", at(order, u"aggregateversion: expected 1 of Order "_s),
            [&](Lines& lines) { lines[order].insert(u"aggregateversion"_s, 2); });
        row("version in words", at(order, u"aggregateversion: expected a whole number from 1 on, got \"two\""_s),
            [&](Lines& lines) { lines[order].insert(u"aggregateversion"_s, u"two"_s); });
        row("schema", at(order, u"schemaversion: expected a schema version of OrderCreated up to 3, got 4"_s),
            [&](Lines& lines) { lines[order].insert(u"schemaversion"_s, 4); });
        row("time", at(order, u"time: expected a time such as"_s), [&](Lines& lines) { lines[order].insert(u"time"_s, u"yesterday"_s); });
        row("recorded before", at(order, u"recordedtime: expected no time before that of the event before it"_s),
            [&](Lines& lines) { lines[order].insert(u"recordedtime"_s, u"2001-01-01T00:00:00Z"_s); });
        row("time after", at(order, u"recordedtime: expected no time before the event's own"_s),
            [&](Lines& lines) { lines[order].insert(u"time"_s, u"2101-01-01T00:00:00Z"_s); });
        row("data", at(order, u"data: expected a JSON object, got [1]"_s),
            [&](Lines& lines) { lines[order].insert(u"data"_s, QJsonArray{1}); });
        row("amount", at(order, u"data.total_amount: expected an amount such as \"12.50\", got \"much\" (OrderCreated)"_s),
            [&](Lines& lines) { setData(lines[order], u"total_amount"_s, u"much"_s); });
        row("correlation", at(order, u"correlationid: expected an id"_s),
            [&](Lines& lines) { lines[order].insert(u"correlationid"_s, u"7"_s); });
        row("saga of no kind", at(saga, u"data.type: there is no saga Golf of version 1"_s),
            [&](Lines& lines) { setData(lines[saga], u"type"_s, u"Golf"_s); });
        row("saga with other steps", at(saga, u"data.steps: expected those of"_s),
            [&](Lines& lines) { setData(lines[saga], u"steps"_s, QJsonArray{u"fly"_s}); });
        row("step of no saga", u"data.step: the saga has no step \"fly\""_s,
            [](Lines& lines) { setData(lines[firstOf(lines, "SagaStepStarted")], u"step"_s, u"fly"_s); });
        row("impossible", u"cannot have happened there: "_s,
            [](Lines& lines) { setData(lines[firstOf(lines, "StockReserved")], u"quantity"_s, 1'000'000); });
        row("a broken seal", u"do not open with the keys of seed 7"_s, [](Lines& lines) {
            const qsizetype user = firstOf(lines, "UserErased");
            for (QJsonObject& line : lines) {
                if (line["type"_L1] == "UserRegistered"_L1 && line["subject"_L1] != lines[user]["subject"_L1]) {
                    setData(line, u"personal"_s, QJsonObject{{u"enc"_s, u"AAAA"_s}});
                    break;
                }
            }
        });
        QTest::newRow("empty array") << QByteArray("[ ]") << u"holds no events"_s;
        QTest::newRow("a line that is no JSON") << QByteArray(bytesOf(m_log.first(2)) + "{\"id\": }\n") << u"line 3, column 9: "_s;
        QTest::newRow("invalid UTF-8") << QByteArray(bytesOf(m_log.first(1)) + "{\"id\": \"\xff\"}\n") << u"line 2: not valid UTF-8"_s;
        QTest::newRow("deep") << QByteArray("{\"id\": " + QByteArray(100'000, '[') + "\n") << u"line 1: nested deeper than 64 levels"_s;
        QTest::newRow("array not closed") << QByteArray('[' + base::jsonBytes(m_log[0])) << u"the array of events is not closed"_s;
        QTest::newRow("array of numbers") << QByteArray("[1]") << u"expected an event { … }"_s;
    }
    void aFileThatWillNotDoChangesNothing()
    {
        QFETCH(const QByteArray, content);
        QFETCH(const QString, part);
        isRefused(content, part);
    }

    void aWorkspaceThatHasRunTakesNoLog()
    {
        const auto digest = m_shop.workspace->digest().value();
        const auto report = m_shop.workspace->importLog(write(bytesOf(m_log)), {}, {});
        QVERIFY(!report);
        QVERIFY2(report.error().message.contains(u"has run already"), qPrintable(report.error().message));
        QCOMPARE(m_shop.workspace->digest().value(), digest);
        const auto armed = open(fresh());
        api::FaultRule rule;
        rule.kind = u"refuse"_s;
        rule.step = u"process_payment"_s;
        QVERIFY(armed->addFault(rule));
        QVERIFY(armed->importLog(write(bytesOf(m_log)), {}, {}));
        QCOMPARE(armed->platform().faultRules().size(), 1);  // what is armed there stays armed
        QVERIFY(!armed->reseed(8));
    }

    void cancelledItLeavesNothing()
    {
        for (const double until : {0.0, 0.5, 0.9}) {
            const QString folder = fresh();
            open(folder);
            const QStringList before = snapshot(folder);
            {
                const auto workspace = open(folder);
                Lines lines = m_log;
                const auto report = workspace->importLog(write(bytesOf(lines)), {}, [&](double share) { return share < until; });
                if (report)
                    continue;  // a log this small may never be asked
                QCOMPARE(report.error().kind, base::ErrorKind::Cancelled);
            }
            QCOMPARE(snapshot(folder), before);
        }
    }

    /// Killed while it made the databases: nothing counts. Killed while it put them into their place: all of it counts.
    void halfAnImportIsNeverSeen()
    {
        const QString folder = fresh();
        const QString whole = fresh();
        open(folder);
        QVERIFY(open(whole)->importLog(write(bytesOf(m_log)), {}, {}));
        QVERIFY(runtime::beginStaging(folder, {}));
        QVERIFY(QFile::copy(whole + u"/order.db"_s, runtime::stagingFolder(folder) + u"/order.db"_s));
        QCOMPARE(open(folder)->status().head, 0);
        QVERIFY(!QFileInfo::exists(runtime::stagingFolder(folder)));

        runtime::Manifest manifest;
        manifest.seed = 7;
        QVERIFY(runtime::beginStaging(folder, manifest));
        for (const QString& name : runtime::databaseNames()) {
            const QString target = QString(runtime::stagingFolder(folder) % u'/' % name % u".db");
            QFile::remove(target);
            QVERIFY(QFile::copy(QString(whole % u'/' % name % u".db"), target));
        }
        QVERIFY(runtime::completeStaging(folder));
        QVERIFY(QFile::remove(folder + u"/gateway.db"_s));
        QVERIFY(QFile::rename(runtime::stagingFolder(folder) + u"/gateway.db"_s, folder + u"/gateway.db"_s));  // and here it was killed
        QVERIFY(!Workspace::open(folder, storage::Access::ReadOnly));
        const auto workspace = open(folder);
        QCOMPARE(workspace->digest().value(), m_digest);
        QCOMPARE(violations(*workspace), QStringList());
        QVERIFY(!QFileInfo::exists(runtime::stagingFolder(folder)));
    }
};

}  // namespace replay::tests

QTEST_GUILESS_MAIN(replay::tests::LogImportTest)
#include "log_import_test.moc"
