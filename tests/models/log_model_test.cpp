// SPDX-License-Identifier: GPL-3.0-or-later
// The model of the event log: exact rows, pages that come and go, filters, the live tail, the cursor; export and find beside it.
#include "tests/support/fake_session.h"
#include "ui/models/log_export.h"
#include "ui/models/log_find.h"
#include "ui/models/log_model.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTemporaryDir>
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

api::LogFilter ofType(const char* type)
{
    api::LogFilter filter;
    filter.type = QString::fromLatin1(type);
    return filter;
}

api::Position positionAt(const LogModel& model, int row) { return model.index(row, 0).data(LogModel::PositionRole).toLongLong(); }

}  // namespace

class LogModelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rowsAreExactAndPagesAreEvicted()
    {
        Fixture f;
        LogModel model(f.desk);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 20'000);
        for (int row = 0; row < 20'000; row += 97) {
            QCOMPARE(positionAt(model, row), row + 1);
            QVERIFY(model.pagesHeld() <= LogModel::pagesMax);
        }
        QCOMPARE(positionAt(model, 0), 1);  // evicted long ago, read again
        QCOMPARE(model.rowOf(777), 776);
        QCOMPARE(model.rowOf(30'000), 20'000);
        QVERIFY(model.event(20'000) == nullptr);
    }

    void aMillionRowsJumpAtOnce()
    {
        Fixture f(1'000'000);
        LogModel model(f.desk);
        QCOMPARE(model.rowCount(), 1'000'000);
        const int before = f.session->platform().reads;
        QCOMPARE(positionAt(model, 999'999), 1'000'000);
        QCOMPARE(positionAt(model, 500'000), 500'001);
        QCOMPARE(f.session->platform().reads - before, 2);  // one page each, whatever lies between
    }

    void filteredRowsPageByAnchors()
    {
        Fixture f;
        LogModel model(f.desk);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        QSignalSpy applied(&model, &LogModel::filterApplied);
        model.setFilter(ofType("SagaStepCompleted"));
        QVERIFY(model.isCounting());
        QCOMPARE(model.rowCount(), 20'000);  // the last good rows stay until the others are known
        QVERIFY(applied.wait());
        const auto expected = f.desk.reader()->count(ofType("SagaStepCompleted"), 20'000);
        QCOMPARE(model.rowCount(), static_cast<int>(*expected));
        api::Position before = 0;
        for (int row = 0; row < model.rowCount(); row += 31) {
            QCOMPARE(model.event(row)->eventType, QStringLiteral("SagaStepCompleted"));
            QVERIFY(positionAt(model, row) > before);
            before = positionAt(model, row);
            QCOMPARE(model.rowOf(before), row);
        }
        QCOMPARE(model.rowOf(1), 0);
        QCOMPARE(resets.size(), 0);
        model.setFilter({});
        QCOMPARE(model.rowCount(), 20'000);
    }

    void answersToAnOldFilterAreDropped()
    {
        Fixture f;
        LogModel model(f.desk);
        f.session->platform().readDelayMs = 20;
        model.setFilter(ofType("OrderCreated"));
        model.setFilter(ofType("PaymentDeclined"));
        f.session->platform().readDelayMs = 0;
        QTRY_VERIFY(!model.isCounting());
        QTest::qWait(100);
        QVERIFY(model.rowCount() > 0);
        QCOMPARE(model.event(0)->eventType, QStringLiteral("PaymentDeclined"));
        QCOMPARE(model.event(model.rowCount() - 1)->eventType, QStringLiteral("PaymentDeclined"));
    }

    void theTailGrowsInBatches()
    {
        Fixture f(1'000);
        LogModel model(f.desk);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        QCOMPARE(positionAt(model, 999), 1'000);
        for (int i = 0; i < 200; ++i)
            f.session->advance(1);
        QTRY_COMPARE(model.rowCount(), 1'200);
        QVERIFY2(inserted.size() <= 3, "200 events at once are one batch, or few");
        QCOMPARE(positionAt(model, 1'199), 1'200);
        QCOMPARE(resets.size(), 0);
    }

    void theFilteredTailGrowsToo()
    {
        Fixture f(1'000);
        LogModel model(f.desk);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy applied(&model, &LogModel::filterApplied);
        model.setFilter(ofType("SagaStepCompleted"));
        QVERIFY(applied.wait());
        f.session->advance(10'000);
        const auto expected = f.desk.reader()->count(ofType("SagaStepCompleted"), 11'000);
        QTRY_COMPARE(model.rowCount(), static_cast<int>(*expected));
        QCOMPARE(model.upTo(), 11'000);
        for (int row = 0; row < model.rowCount(); row += 53)
            QCOMPARE(model.rowOf(positionAt(model, row)), row);
    }

    void theCursorDimsWhatComesLater()
    {
        Fixture f(1'000);
        LogModel model(f.desk);
        QVERIFY(!model.index(500, 0).data(Qt::ForegroundRole).isValid());
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        f.desk.goTo(400);
        QCOMPARE(changed.size(), 1);
        QVERIFY(model.index(500, 0).data(Qt::ForegroundRole).isValid());
        QVERIFY(model.index(399, 0).data(Qt::BackgroundRole).isValid());
        QVERIFY(!model.index(398, 0).data(Qt::ForegroundRole).isValid());
        QCOMPARE(model.rowCount(), 1'000);  // looking back never takes rows away
        f.desk.goLive();
        QVERIFY(!model.index(500, 0).data(Qt::ForegroundRole).isValid());
    }

    void aResetWorkspaceEmptiesTheRows()
    {
        Fixture f(1'000);
        LogModel model(f.desk);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        f.session->reset(&model, [](const api::Result<void>&) {});
        QTRY_COMPARE(model.rowCount(), 0);
        f.session->advance(10);
        QTRY_COMPARE(model.rowCount(), 10);
        f.desk.setSession(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }

    void aFailureIsToldOnceAndCanBeTriedAgain()
    {
        Fixture f(1'000);
        LogModel model(f.desk);
        QSignalSpy failures(&model, &LogModel::readFailed);
        f.session->platform().readError = QStringLiteral("disk I/O error");
        QVERIFY(!model.event(5));
        QVERIFY(!model.event(900));
        QTRY_COMPARE(failures.size(), 1);
        QCOMPARE(failures.first().first().value<base::Error>().message, QStringLiteral("disk I/O error"));
        f.session->platform().readError.clear();
        model.retry();
        QVERIFY(model.event(5));
    }

    void causesAreFoundByPosition()
    {
        Fixture f;
        LogModel model(f.desk);
        const api::EventRow* event = model.event(5'000);
        QVERIFY(event && !event->causationId.isEmpty());
        const api::Position cause = model.causeOf(*event);
        QVERIFY(cause > 0 && cause < event->position);
        QCOMPARE(f.session->shop().event(cause).eventId, event->causationId);
    }

    void exportsAreWholeOrNotThere()
    {
        Fixture f(5'000);
        QTemporaryDir folder;
        const QString csv = folder.filePath(QStringLiteral("a.csv"));
        const auto written = exportLog(*f.desk.reader(), ofType("OrderCreated"), 5'000, LogFormat::Csv, csv);
        QVERIFY(written);
        QFile file(csv);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QByteArrayList lines = file.readAll().split('\n');
        QVERIFY(lines.takeLast().isEmpty());
        QCOMPARE(lines.size(), *written + 1);
        QVERIFY(lines.first().startsWith("position,event_id,aggregate_id"));
        QVERIFY(lines.at(1).contains(",OrderCreated,\"{\"\""));

        const QString cloud = folder.filePath(QStringLiteral("a.ndjson"));
        QVERIFY(exportLog(*f.desk.reader(), {}, 2'500, LogFormat::CloudEvents, cloud));
        QFile events(cloud);
        QVERIFY(events.open(QIODevice::ReadOnly));
        int count = 0;
        while (!events.atEnd()) {
            const QJsonObject event = QJsonDocument::fromJson(events.readLine()).object();
            QCOMPARE(event.value(QStringLiteral("specversion")).toString(), QStringLiteral("1.0"));
            for (const char* needed : {"id", "source", "type", "time"})
                QVERIFY(!event.value(QString::fromLatin1(needed)).toString().isEmpty());
            QVERIFY(event.value(QStringLiteral("data")).isObject());
            ++count;
        }
        QCOMPARE(count, 2'500);

        const QString cancelled = folder.filePath(QStringLiteral("b.jsonl"));
        const auto stopped =
            exportLog(*f.desk.reader(), {}, 5'000, LogFormat::JsonLines, cancelled, [](double share) { return share < 0.5; });
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().kind, base::ErrorKind::Cancelled);
        QVERIFY(!QFile::exists(cancelled));
        const auto nowhere = exportLog(*f.desk.reader(), {}, 5'000, LogFormat::Csv, QStringLiteral("/no/such/folder/a.csv"));
        QVERIFY(!nowhere && nowhere.error().message.contains(QStringLiteral("/no/such/folder/a.csv")));
    }

    void findLooksIntoPayloads()
    {
        Fixture f(5'000);
        const auto found = findInLog(*f.desk.reader(), {}, 5'000, QStringLiteral("CARD DECLINED"));
        QVERIFY(found && !found->positions.isEmpty());
        for (const api::Position position : found->positions)
            QVERIFY(f.session->shop().event(position).data.contains("card declined"));
        const auto number = findInLog(*f.desk.reader(), {}, 5'000, QStringLiteral("ORD-000017"));
        QVERIFY(number && number->positions.size() == 1);
    }
};

QTEST_MAIN(LogModelTest)
#include "log_model_test.moc"
