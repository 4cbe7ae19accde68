// SPDX-License-Identifier: GPL-3.0-or-later
// The events page against the fake platform: filter, find, follow and pause, the cursor, export, empty states.
#include "tests/support/fake_session.h"
#include "ui/models/log_model.h"
#include "ui/pages/events/events_page.h"
#include "ui/pages/events/find_bar.h"
#include "ui/pages/events/log_scroll_bar.h"
#include "ui/pages/events/log_view.h"
#include "ui/widgets/empty_state.h"

#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace replay;
using namespace replay::ui;

class EventsPageTest : public QObject {
    Q_OBJECT
private:
    struct Fixture {
        explicit Fixture(qint64 events = 20'000)
        {
            page = std::make_unique<EventsPage>(desk);
            page->resize(1'000, 560);
            page->show();
            auto made = std::make_unique<test::FakeSession>(test::FakeOptions{.events = events});
            session = made.get();
            desk.setSession(std::move(made));
            QTest::qWait(0);
        }
        void filter(const char* text)
        {
            QSignalSpy applied(&page->model(), &LogModel::filterApplied);
            page->filterBar().line()->setText(QString::fromLatin1(text));
            QVERIFY(page->filterBar().commit());
            QVERIFY(applied.wait());
        }
        QPushButton* button(const char* text) const
        {
            for (QPushButton* each : page->findChildren<QPushButton*>()) {
                if (each->isVisible() && each->text().contains(QString::fromLatin1(text)))
                    return each;
            }
            return nullptr;
        }
        Desk desk;
        test::FakeSession* session = nullptr;
        std::unique_ptr<EventsPage> page;
    };

private Q_SLOTS:
    void initTestCase()
    {
        QCoreApplication::setOrganizationName(QStringLiteral("replay-tests"));
        QSettings().clear();
    }

    void filterHidesAndCounts()
    {
        Fixture f;
        QTRY_VERIFY(f.page->filterBar().line()->placeholderText().contains(QStringLiteral("type:")));
        f.filter("type:PaymentDeclined service:payment");
        QCOMPARE(f.page->filterBar().terms().size(), 2);
        const auto expected = f.desk.reader()->count({QStringLiteral("PaymentDeclined"), {}, {}, QStringLiteral("payment"), {}}, 20'000);
        QCOMPARE(f.page->model().rowCount(), static_cast<int>(*expected));
        f.page->filterBar().removeTerm(0);
        QTRY_VERIFY(f.page->model().rowCount() > static_cast<int>(*expected));
        QCOMPARE(f.page->view().marks().ticks(), 0);
        f.page->filterBar().clear();
        QCOMPARE(f.page->model().rowCount(), 20'000);
        QTRY_VERIFY(f.page->view().marks().ticks() > 0);
    }

    void filterSaysWhatIsWrong()
    {
        Fixture f;
        QTest::qWait(100);
        FilterBar& bar = f.page->filterBar();
        const auto validity = [&bar](const char* text) {
            bar.line()->setText(QString::fromLatin1(text));
            bar.commit();
            const auto found = bar.validity();
            const bool taken = bar.line()->text().isEmpty();
            bar.clear();
            return std::pair(found, taken);
        };
        QCOMPARE(validity("colour:red"), std::pair(FilterBar::Validity::Wrong, false));
        QCOMPARE(validity("correlation:12"), std::pair(FilterBar::Validity::Wrong, false));
        QCOMPARE(validity("aggregate:\"open"), std::pair(FilterBar::Validity::Wrong, false));
        QVERIFY(validity("type:NeverHappened").second);
        QVERIFY(validity("paymentdeclined").second);
        QVERIFY(validity("aggregate:ORD-000017").second);
        bar.line()->setText(QStringLiteral("paymentdeclined"));
        QVERIFY(bar.commit());
        QCOMPARE(bar.text(), QStringLiteral("type:PaymentDeclined"));  // a bare word finds its key and its case
        bar.clear();
        bar.line()->setText(QStringLiteral("aggregate:ord-000017"));
        QVERIFY(bar.commit());
        QCOMPARE(bar.terms().first().value, f.session->shop().id(test::Thing::Order, 16));
        // Backspace in the empty line takes the chip back to be changed.
        QTest::keyClick(bar.line(), Qt::Key_Backspace);
        QVERIFY(bar.terms().isEmpty());
        QVERIFY(bar.line()->text().startsWith(QStringLiteral("aggregate:")));
    }

    void followingPausesOnScroll()
    {
        Fixture f;
        LogView& view = f.page->view();
        QVERIFY(view.isFollowing());
        QTRY_COMPARE(view.verticalScrollBar()->value(), view.verticalScrollBar()->maximum());
        view.verticalScrollBar()->setValue(100);
        QVERIFY(!view.isFollowing());
        f.session->advance(37);
        QTRY_COMPARE(view.pending(), 37);
        QVERIFY(view.pill()->isVisible());
        QVERIFY(view.pill()->text().startsWith(QStringLiteral("37 new")));
        QCOMPARE(view.verticalScrollBar()->value(), 100);
        QTest::mouseClick(view.pill(), Qt::LeftButton);
        QVERIFY(view.isFollowing());
        QVERIFY(!view.pill()->isVisible());
        QCOMPARE(view.verticalScrollBar()->value(), view.verticalScrollBar()->maximum());
        f.session->advance(10);
        QTRY_COMPARE(f.page->model().rowCount(), 20'047);
        QTRY_COMPARE(view.verticalScrollBar()->value(), view.verticalScrollBar()->maximum());
        QVERIFY(view.isFollowing());
    }

    void theCursorIsShown()
    {
        Fixture f;
        LogView& view = f.page->view();
        f.desk.goTo(5'000);
        QVERIFY(!view.isFollowing());
        const QRect row = view.visualRect(f.page->model().index(4'999, 0));
        QVERIFY(view.viewport()->rect().contains(row.center()));
        QTest::mouseDClick(view.viewport(), Qt::LeftButton, {}, row.center());
        QCOMPARE(f.desk.position(), 5'000);
        f.desk.goLive();
        QVERIFY(view.isFollowing());
    }

    void rowsAreSelectedAndOpened()
    {
        Fixture f;
        f.page->open(QStringLiteral("777"));
        QCOMPARE(f.desk.selection().kind, Selection::Kind::Event);
        QCOMPARE(f.desk.selection().position, 777);
        const QString id = f.session->shop().event(1'234).eventId;
        f.page->open(id);
        QCOMPARE(f.desk.selection().position, 1'234);
        f.desk.select({Selection::Kind::Event, f.session->shop().event(99).eventId, 99});
        QCOMPARE(f.page->view().currentIndex().row(), 98);
        f.page->open(QStringLiteral("type:SagaFailed"));
        QTRY_VERIFY(f.page->model().rowCount() < 20'000);
        QCOMPARE(f.page->model().event(0)->eventType, QStringLiteral("SagaFailed"));
    }

    void findHighlightsAndNeverHides()
    {
        Fixture f(5'000);
        f.page->find();
        QVERIFY(f.page->findBar().isVisible());
        f.page->findBar().line()->setText(QStringLiteral("card declined"));
        QTRY_VERIFY(!f.page->findBar().found().positions.isEmpty());
        QCOMPARE(f.page->model().rowCount(), 5'000);
        const QList<api::Position> found = f.page->findBar().found().positions;
        QTRY_COMPARE(f.desk.selection().position, found.first());
        f.page->findBar().next();
        QCOMPARE(f.desk.selection().position, found.at(1));
        f.page->findBar().next(true);
        f.page->findBar().next(true);
        QCOMPARE(f.desk.selection().position, found.last());
        QTest::keyClick(f.page->findBar().line(), Qt::Key_Escape);
        QVERIFY(!f.page->findBar().isVisible());
    }

    void exportWritesTheFilteredView()
    {
        Fixture f;
        f.filter("type:OrderCancelled");
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("cancelled.jsonl"));
        QSignalSpy exported(f.page.get(), &EventsPage::exported);
        f.page->exportTo(file, LogFormat::JsonLines);
        QVERIFY(exported.wait());
        QCOMPARE(exported.first().at(1).toLongLong(), f.page->model().rowCount());
        QFile lines(file);
        QVERIFY(lines.open(QIODevice::ReadOnly));
        int count = 0;
        while (!lines.atEnd()) {
            QVERIFY(lines.readLine().contains("\"event_type\":\"OrderCancelled\""));
            ++count;
        }
        QCOMPARE(count, f.page->model().rowCount());
    }

    void exportCanBeCancelled()
    {
        Fixture f;
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("all.csv"));
        f.session->platform().readDelayMs = 30;
        f.page->exportTo(file, LogFormat::Csv);
        QVERIFY(f.page->exporting().isRunning());
        QPushButton* cancel = f.button("Cancel");
        QVERIFY(cancel);
        cancel->click();
        QVERIFY(!f.page->exporting().isRunning());
        f.session->platform().readDelayMs = 0;
        QTest::qWait(150);
        QVERIFY(!QFile::exists(file));
    }

    void emptyViewsOfferWhatFillsThem()
    {
        Fixture f(0);
        QVERIFY(f.page->findChild<EmptyState*>()->isVisible());
        QPushButton* send = f.button("Send one order");
        QVERIFY(send);
        send->click();
        QTRY_COMPARE(f.page->model().rowCount(), 1);
        QVERIFY(f.page->view().isVisible());
        f.filter("type:SagaFailed");
        QPushButton* remove = f.button("Remove type:SagaFailed");
        QVERIFY(remove);
        remove->click();
        QVERIFY(f.page->view().isVisible());
        f.desk.setSession(nullptr);
        QVERIFY(f.button("Go to Home"));
    }

    void savedFiltersComeBack()
    {
        Fixture f;
        QTest::qWait(100);
        QSettings().setValue(QStringLiteral("events/filters"), QStringList{QStringLiteral("service:payment")});
        f.page->filterBar().setTerms(parseFilterTerms(QSettings().value(QStringLiteral("events/filters")).toStringList().first()));
        QTRY_VERIFY(!f.page->model().isCounting());
        QCOMPARE(f.page->model().event(0)->service, QStringLiteral("payment"));
    }
};

QTEST_MAIN(EventsPageTest)
#include "events_page_test.moc"
