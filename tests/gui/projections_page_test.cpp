// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fake_session.h"
#include "ui/format/tokens.h"
#include "ui/pages/projections/projections_page.h"
#include "ui/pages/projections/rows_pane.h"
#include "ui/pages/projections/verify_panel.h"
#include "ui/widgets/message_bar.h"

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace replay;
using namespace replay::ui;

namespace {

/// What a test wants to hear from the slow questions.
struct Turns {
    std::atomic<bool> hold = false;  ///< long questions wait, telling their progress, until they are let go or cancelled
    std::atomic<bool> sawCancel = false;
    std::atomic<int> differing = 0;
};

class TurnedReader : public test::FakeReader {
public:
    TurnedReader(const FakeReader& reader, std::shared_ptr<Turns> turns) : FakeReader(reader), m_turns(std::move(turns)) {}

    api::Result<api::RowSet> projectionRowsAt(const QString& name, api::Position position, int limit,
                                              const api::Progress& progress) override
    {
        if (!wait(progress))
            return base::cancelled();
        return FakeReader::projectionRowsAt(name, position, limit, progress);
    }

    api::Result<api::ProjectionCheck> verifyProjection(const QString& name, const api::Progress& progress) override
    {
        if (!wait(progress))
            return base::cancelled();
        auto check = *FakeReader::verifyProjection(name, progress);
        check.differing = m_turns->differing;
        const auto rows = *projectionRows(name, {}, api::ProjectionCheck::differencesMax);
        for (int i = 0; i < std::min<int>(m_turns->differing, api::ProjectionCheck::differencesMax); ++i)
            check.differences.append(
                {rows.rows.at(i).first().toString(), QStringLiteral("status"), QStringLiteral("pending"), QStringLiteral("confirmed")});
        return check;
    }

private:
    bool wait(const api::Progress& progress) const
    {
        while (m_turns->hold) {
            if (!progress(0.4)) {
                m_turns->sawCancel = true;
                return false;
            }
            QThread::msleep(1);
        }
        return true;
    }
    std::shared_ptr<Turns> m_turns;
};

class TurnedSession : public test::FakeSession {
public:
    TurnedSession(const test::FakeOptions& options, std::shared_ptr<Turns> turns) : FakeSession(options), m_turns(std::move(turns)) {}
    api::Result<std::unique_ptr<api::Reader>> makeReader() const override
    {
        REPLAY_ASSIGN(const auto plain, FakeSession::makeReader());
        return std::make_unique<TurnedReader>(dynamic_cast<const test::FakeReader&>(*plain), m_turns);
    }

private:
    std::shared_ptr<Turns> m_turns;
};

}  // namespace

class ProjectionsPageTest : public QObject {
    Q_OBJECT
    std::shared_ptr<Turns> m_turns;
    std::unique_ptr<Desk> m_desk;
    std::unique_ptr<ProjectionsPage> m_page;
    TurnedSession* m_session = nullptr;

    void start(const test::FakeOptions& options = {})
    {
        auto session = std::make_unique<TurnedSession>(options, m_turns);
        m_session = session.get();
        m_desk->setSession(std::move(session));
        m_page->open(QStringLiteral("order_read_model"));
    }
    template <typename T>
    T* part(const char* name) const
    {
        auto* found = m_page->findChild<T*>(QLatin1String(name));
        if (!found)
            qFatal("no %s on the page", name);
        return found;
    }
    ProjectionRowsModel& rows() const { return m_page->rows()->model(); }
    QString text(const char* label) const { return part<QLabel>(label)->text(); }

private Q_SLOTS:
    void init()
    {
        m_turns = std::make_shared<Turns>();
        m_desk = std::make_unique<Desk>();
        m_page = std::make_unique<ProjectionsPage>(*m_desk, nullptr);
        m_page->resize(900, 480);
        m_page->show();
    }
    void cleanup()
    {
        m_turns->hold = false;
        m_page.reset();
        m_desk.reset();
    }

    void withoutAWorkspaceItSaysHowToGetOne()
    {
        QSignalSpy navigated(m_desk.get(), &Desk::navigationRequested);
        QVERIFY(!m_page->canExport());
        const auto buttons = m_page->findChildren<QPushButton*>();
        const auto home = std::find_if(buttons.cbegin(), buttons.cend(), [](const auto* one) { return one->isVisible(); });
        QVERIFY(home != buttons.cend());
        QTest::mouseClick(*home, Qt::LeftButton);
        QCOMPARE(navigated.size(), 1);
        QCOMPARE(navigated.first().first().toString(), QStringLiteral("home"));
    }

    void showsTheReadModelsAndTheirRows()
    {
        start();
        QCOMPARE(part<QListView>("readModels")->model()->rowCount(), 5);
        QCOMPARE(rows().name(), QStringLiteral("order_read_model"));
        QVERIFY(rows().rowCount() >= ProjectionRowsModel::pageRows);
        QCOMPARE(text("rowsSource"), QStringLiteral("Live"));
        QVERIFY(m_page->canExport());
    }

    void followsTheLogLive()
    {
        start({.events = 200});
        const int before = rows().rowCount();
        m_session->advance(200);
        QTRY_VERIFY(rows().rowCount() > before);
        QTRY_VERIFY(rows().hasFreshCells());
    }

    void pausesAndResumes()
    {
        start();
        auto* pause = part<QPushButton>("pauseProjection");
        auto* resume = part<QPushButton>("resumeProjection");
        QVERIFY(pause->isEnabled());
        QVERIFY(!resume->isEnabled());
        QVERIFY(!resume->toolTip().isEmpty());
        QTest::mouseClick(pause, Qt::LeftButton);
        QTRY_VERIFY(resume->isEnabled());
        QVERIFY(!pause->isEnabled());
        QTest::mouseClick(resume, Qt::LeftButton);
        QTRY_VERIFY(pause->isEnabled());
    }

    void rebuildShowsItsProgressWhileTheLiveOneAnswers()
    {
        start();
        auto* progress = part<QProgressBar>("rebuildProgress");
        QVERIFY(!progress->isVisible());
        QTest::mouseClick(part<QPushButton>("rebuildProjection"), Qt::LeftButton);
        QTRY_VERIFY(progress->isVisible());
        QVERIFY(rows().rowCount() > 0);
        QTRY_VERIFY(progress->value() > 0 && progress->value() < progress->maximum());
        QVERIFY(!part<QPushButton>("rebuildProjection")->isEnabled());
        QTRY_VERIFY(!progress->isVisible());
        auto* banner = m_page->findChild<MessageBar*>();
        QTRY_VERIFY(banner->isVisible());
        QCOMPARE(banner->family(), MessageBar::Family::Done);
        QVERIFY(part<QPushButton>("rebuildProjection")->isEnabled());
    }

    void aRebuildCanBeCancelled()
    {
        start();
        auto* progress = part<QProgressBar>("rebuildProgress");
        QTest::mouseClick(part<QPushButton>("rebuildProjection"), Qt::LeftButton);
        QTRY_VERIFY(progress->isVisible());
        const int before = rows().rowCount();
        QTest::mouseClick(part<QPushButton>("cancelRebuild"), Qt::LeftButton);
        auto* banner = m_page->findChild<MessageBar*>();
        QTRY_VERIFY(banner->isVisible());
        QCOMPARE(banner->family(), MessageBar::Family::Info);
        QTRY_VERIFY(!progress->isVisible());
        QVERIFY(part<QPushButton>("rebuildProjection")->isEnabled());
        QCOMPARE(rows().rowCount(), before);
    }

    void aReplayInPlaceSaysThatItIsNotWhole()
    {
        start();
        part<QAction>("replayProjection")->trigger();
        auto* progress = part<QProgressBar>("rebuildProgress");
        QTRY_VERIFY(progress->isVisible());
        QVERIFY(!part<QPushButton>("cancelRebuild")->isEnabled());
        QVERIFY(part<QPushButton>("cancelRebuild")->toolTip().contains(QStringLiteral("gone")));
        QTRY_VERIFY(!progress->isVisible());
        QVERIFY(!m_page->findChild<MessageBar*>()->isVisible());
    }

    void itIsSlowedAndLetGo()
    {
        start();
        part<QAction>("slow10")->trigger();
        QTRY_VERIFY(part<QAction>("slow10")->isChecked());
        part<QAction>("slow0")->trigger();
        QTRY_VERIFY(part<QAction>("slow0")->isChecked());
    }

    void whatStandsStillSaysSinceWhenAndWhy()
    {
        start();
        m_session->stallProjection(QStringLiteral("order_read_model"), QStringLiteral("the disk is full"));
        auto* banner = m_page->findChild<MessageBar*>();
        QTRY_VERIFY(banner->isVisible());
        QCOMPARE(banner->family(), MessageBar::Family::ApplicationError);
        QCOMPARE(m_page->badge(), 1);
        auto* resume = part<QPushButton>("resumeProjection");
        QVERIFY(resume->isEnabled());
        QTest::mouseClick(resume, Qt::LeftButton);
        QTRY_VERIFY(!banner->isVisible());
    }

    void parkedEventsAreRetriedFixedAndSkipped()
    {
        start();
        auto* table = part<QTableView>("parkedEvents");
        QVERIFY(!table->isVisible());
        api::FaultRule rule;
        rule.kind = QStringLiteral("poison_event");
        m_session->armFault(rule);
        const qint64 id = m_session->faultRules().last().id;
        for (const auto& [position, stream, behind, poisoned] :
             {std::tuple{100, "a", 0, id}, {101, "a", 100, qint64(0)}, {105, "b", 0, qint64(0)}, {107, "b", 105, qint64(0)}}) {
            api::ParkedEvent event;
            event.projection = QStringLiteral("order_read_model");
            event.position = position;
            event.aggregateId = QLatin1String(stream);
            event.aggregateType = QStringLiteral("Order");
            event.eventType = QStringLiteral("OrderCreated");
            event.state = QStringLiteral("parked");
            event.behind = behind;
            event.rule = poisoned;
            event.error = QStringLiteral("no such column");
            m_session->park(event);
        }
        QTRY_VERIFY(table->isVisible());
        QTRY_COMPARE(table->model()->rowCount(), 4);
        QVERIFY(text("parkedTitle").contains(QStringLiteral("4 parked")));
        QCOMPARE(m_page->badge(), 1);
        auto* retry = part<QPushButton>("retryParked");
        auto* fix = part<QPushButton>("fixParked");
        auto* skip = part<QPushButton>("skipParked");
        table->selectRow(1);  // what waits is decided by what it waits for
        QVERIFY(retry->isEnabled() && fix->isEnabled());
        QSignalSpy failed(m_session, &api::Session::failed);
        QTest::mouseClick(retry, Qt::LeftButton);
        QTRY_COMPARE(failed.size(), 1);
        QTest::mouseClick(fix, Qt::LeftButton);
        QTRY_COMPARE(table->model()->rowCount(), 2);
        table->selectRow(0);
        QVERIFY(!fix->isEnabled());
        QVERIFY(fix->toolTip().contains(QStringLiteral("No injected fault")));
        QVERIFY(!skip->isEnabled());
        QVERIFY(skip->toolTip().contains(QStringLiteral("reason")));
        QTest::keyClicks(part<QLineEdit>("skipReason"), QStringLiteral("known bad"));
        QVERIFY(skip->isEnabled());
        QTest::mouseClick(skip, Qt::LeftButton);
        QTRY_COMPARE(table->model()->rowCount(), 1);
        QTRY_VERIFY(text("parkedTitle").contains(QStringLiteral("1 skipped")));
        table->selectRow(0);
        QVERIFY(!retry->isEnabled());
        QSignalSpy navigated(m_desk.get(), &Desk::navigationRequested);
        QTest::mouseClick(part<QPushButton>("openParked"), Qt::LeftButton);
        QCOMPARE(navigated.first().at(1).toString(), QStringLiteral("105"));
    }

    void verifySaysEqual()
    {
        start();
        QTest::mouseClick(part<QPushButton>("verifyProjection"), Qt::LeftButton);
        auto* panel = m_page->findChild<VerifyPanel*>();
        QTRY_VERIFY(!panel->isRunning());
        QVERIFY(panel->isVisible());
        QVERIFY(panel->accessibleName().contains(QStringLiteral("equal")));
        QVERIFY(!part<QTableView>("differences")->isVisible());
    }

    void verifyListsTheRowsThatDiffer()
    {
        m_turns->differing = 250;
        start();
        QTest::mouseClick(part<QPushButton>("verifyProjection"), Qt::LeftButton);
        auto* table = part<QTableView>("differences");
        QTRY_VERIFY(table->isVisible());
        QCOMPARE(table->model()->rowCount(), api::ProjectionCheck::differencesMax);
        auto* panel = m_page->findChild<VerifyPanel*>();
        QVERIFY(panel->accessibleName().contains(QStringLiteral("250")));
        QVERIFY(panel->accessibleDescription().contains(QStringLiteral("first 100")));
        // Pointing at a difference shows the row.
        table->selectRow(3);
        QCOMPARE(part<QTableView>("projectionRows")->currentIndex().row(), 3);
    }

    void verifyCanBeCancelled()
    {
        m_turns->hold = true;
        start();
        QTest::mouseClick(part<QPushButton>("verifyProjection"), Qt::LeftButton);
        auto* cancel = part<QPushButton>("cancelVerify");
        QTRY_VERIFY(cancel->isVisible());
        QVERIFY(!part<QPushButton>("verifyProjection")->isEnabled());
        QTest::mouseClick(cancel, Qt::LeftButton);
        QTRY_VERIFY(m_turns->sawCancel);
        QVERIFY(!cancel->isVisible());
        QVERIFY(part<QPushButton>("verifyProjection")->isEnabled());
    }

    void showsThePastWhereTheCursorStands()
    {
        start();
        const int live = rows().rowCount();
        m_desk->goTo(400);
        QTRY_COMPARE(m_page->rows()->shownAt(), std::optional<api::Position>(400));
        QVERIFY(rows().rowCount() < live);
        QVERIFY(rows().rowCount() > 0);
        QVERIFY(text("rowsSource").contains(QStringLiteral("400")));
        QVERIFY(!part<QPushButton>("pauseProjection")->isEnabled());
        QVERIFY(part<QPushButton>("pauseProjection")->toolTip().contains(QStringLiteral("past")));
        m_desk->goLive();
        QTRY_COMPARE(text("rowsSource"), QStringLiteral("Live"));
        QTRY_VERIFY(rows().rowCount() >= live);
    }

    void showsItsOwnPositionToo()
    {
        start();
        part<QLineEdit>("asOfPosition")->setText(QStringLiteral("300"));
        QTRY_COMPARE(m_page->rows()->shownAt(), std::optional<api::Position>(300));
        QVERIFY(text("rowsSource").contains(QStringLiteral("the window is at")));
        part<QLineEdit>("asOfPosition")->clear();
        QTRY_COMPARE(text("rowsSource"), QStringLiteral("Live"));
    }

    void goingBackInTimeCanBeCancelled()
    {
        start();
        const int live = rows().rowCount();
        m_turns->hold = true;
        m_desk->goTo(400);
        auto* cancel = part<QPushButton>("cancelRows");
        QTRY_VERIFY(cancel->isVisible());
        QCOMPARE(rows().rowCount(), live);
        QTest::mouseClick(cancel, Qt::LeftButton);
        QTRY_VERIFY(m_turns->sawCancel);
        QVERIFY(!cancel->isVisible());
        QCOMPARE(rows().rowCount(), live);
    }

    void filtersAndSaysHowMany()
    {
        start();
        part<QLineEdit>("filterRows")->setText(QStringLiteral("ORD-000042"));
        QTRY_COMPARE(rows().rowCount(), 1);
        QVERIFY(text("rowsCount").startsWith(QStringLiteral("1 of")));
        part<QLineEdit>("filterRows")->setText(QStringLiteral("nobody has this"));
        QTRY_COMPARE(rows().rowCount(), 0);
        QVERIFY(!part<QTableView>("projectionRows")->isVisible());
        part<QLineEdit>("filterRows")->clear();
        QTRY_VERIFY(rows().rowCount() > 1);
        QVERIFY(part<QTableView>("projectionRows")->isVisible());
    }

    void rowsAreLinks()
    {
        start();
        auto* table = part<QTableView>("projectionRows");
        table->selectRow(2);
        QCOMPARE(m_desk->selection().kind, Selection::Kind::Row);
        QString id = QStringLiteral("order_read_model/");
        id += rows().keyText(2);
        QCOMPARE(m_desk->selection().id, id);
        QSignalSpy navigated(m_desk.get(), &Desk::navigationRequested);
        Q_EMIT table->doubleClicked(rows().index(2, rows().columnOf(QStringLiteral("order_id"))));
        QCOMPARE(navigated.size(), 1);
        QCOMPARE(navigated.first().at(0).toString(), QStringLiteral("aggregates"));
        QCOMPARE(navigated.first().at(1).toString(), rows().keyText(2));
    }

    void aFailureIsShownVerbatim()
    {
        start();
        QSignalSpy badge(m_page.get(), &Page::badgeChanged);
        m_session->failProjection(QStringLiteral("order_read_model"), QStringLiteral("no such column: discount"));
        m_session->advance(5);
        auto* banner = m_page->findChild<MessageBar*>();
        QTRY_VERIFY(banner->isVisible());
        QCOMPARE(banner->accessibleDescription(), QStringLiteral("no such column: discount"));
        QCOMPARE(m_page->badge(), 1);
        QCOMPARE(badge.size(), 1);
        // Dismissed, it stays away while nothing new happens.
        banner->clear();
        m_session->advance(5);
        QTest::qWait(400);
        QVERIFY(!banner->isVisible());
    }

    void opensOnARow()
    {
        start();
        const QString key = rows().keyText(7);
        m_page->open(QString(QStringLiteral("order_read_model/") % key));
        QTRY_COMPARE(rows().rowCount(), 1);
        QCOMPARE(rows().keyText(0), key);
    }

    void readOnlySaysWhy()
    {
        start({.readOnly = true});
        QVERIFY(!part<QPushButton>("rebuildProjection")->isEnabled());
        QVERIFY(part<QPushButton>("rebuildProjection")->toolTip().contains(QStringLiteral("read-only")));
        QVERIFY(part<QPushButton>("verifyProjection")->isEnabled());
    }

    void exportsAllRows()
    {
        start();
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("orders.csv"));
        m_page->rows()->exportTo(file);
        QTRY_VERIFY(QFile::exists(file));
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        const auto lines = written.readAll().split('\n');
        QVERIFY(lines.first().startsWith("order_id,order_number,"));
        QCOMPARE(lines.size() - 2, (*m_desk->reader()->projections()).at(1).rows);
    }

    void closingTheWorkspaceLeavesNothingBehind()
    {
        start();
        m_desk->goTo(100);
        m_desk->setSession(nullptr);
        m_session = nullptr;
        QCOMPARE(rows().rowCount(), 0);
        QVERIFY(!m_page->canExport());
        QTest::qWait(200);
        QCOMPARE(rows().rowCount(), 0);
    }
};

QTEST_MAIN(ProjectionsPageTest)
#include "projections_page_test.moc"
