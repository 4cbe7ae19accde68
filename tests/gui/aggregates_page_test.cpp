// SPDX-License-Identifier: GPL-3.0-or-later
// The aggregates page against the fake platform: the list, versions, states, differences, times, the cursor, the full replay.
#include "tests/support/fake_session.h"
#include "ui/models/aggregate_list_model.h"
#include "ui/pages/aggregates/aggregate_list.h"
#include "ui/pages/aggregates/aggregates_page.h"
#include "ui/pages/aggregates/event_forms_dialog.h"
#include "ui/pages/aggregates/event_pane.h"
#include "ui/pages/aggregates/read_time.h"
#include "ui/pages/aggregates/state_pane.h"
#include "ui/pages/aggregates/version_bar.h"
#include "ui/widgets/diff_tree.h"
#include "ui/widgets/json_view.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/version_rail.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace replay;
using namespace replay::ui;

class AggregatesPageTest : public QObject {
    Q_OBJECT
private:
    struct Fixture {
        explicit Fixture(qint64 events = 20'000)
        {
            page = std::make_unique<AggregatesPage>(desk);
            page->resize(1'000, 560);
            page->show();
            auto made = std::make_unique<test::FakeSession>(test::FakeOptions{.events = events});
            session = made.get();
            desk.setSession(std::move(made));
        }
        QString order(qint64 number) const { return session->shop().id(test::Thing::Order, number); }
        /// Does something and waits until its answer is on the screen.
        template <typename Action>
        void act(Action action)
        {
            QSignalSpy shown(page.get(), &AggregatesPage::shown);
            action();
            QVERIFY(shown.wait());
        }
        Desk desk;
        test::FakeSession* session = nullptr;
        std::unique_ptr<AggregatesPage> page;
    };

private Q_SLOTS:
    void anOldFormIsShownBesideTheOneThatIsRead()
    {
        Fixture f;
        f.act([&] { f.page->open(f.order(1)); });
        QCOMPARE(f.page->eventPane().schema().text(), QStringLiteral("v1"));  // delivered: never changed
        f.act([&] { f.page->chooseVersion(1); });
        QVERIFY2(f.page->eventPane().schema().text().contains(QStringLiteral("v1, read as v2")),
                 qPrintable(f.page->eventPane().schema().text()));
        Q_EMIT f.page->eventPane().schema().linkActivated(QStringLiteral("forms"));
        auto* dialog = f.page->window()->findChild<EventFormsDialog*>();
        QVERIFY(dialog && dialog->isVisible());
        QVERIFY2(dialog->told().contains(QStringLiteral("1 → 2")), qPrintable(dialog->told()));
        QCOMPARE(dialog->tree().diff().changes(), 1);  // the currency
    }

    void whenASnapshotIsKeptIsSaid()
    {
        Fixture f;
        f.act([&] { f.page->open(f.order(1)); });
        const auto labels = f.page->findChildren<QLabel*>();
        QVERIFY(std::any_of(labels.begin(), labels.end(),
                            [](const QLabel* label) { return label->text().contains(QStringLiteral("a snapshot every 50 events")); }));
    }

    void theListIsOfTheCursor()
    {
        Fixture f;
        auto& list = f.page->list();
        const auto versionOf = [&](const QString& id) {
            auto* model = list.findChild<AggregateListModel*>();
            const int row = model->rowOf(id);
            return row < 0 ? -1 : model->row(row).version;
        };
        list.findChild<QComboBox*>()->setCurrentIndex(list.findChild<QComboBox*>()->findData(QStringLiteral("Order")));
        const QString id = f.order(1);
        QTRY_VERIFY(versionOf(id) > 1);
        const int last = versionOf(id);
        const api::Position born = f.desk.reader()->versions(id, 0, 1)->first().position;
        f.desk.goTo(born);
        QTRY_COMPARE(versionOf(id), 1);
        f.desk.goTo(born - 1);
        QTRY_COMPARE(versionOf(id), 0);
        f.desk.goLive();
        QTRY_COMPARE(versionOf(id), last);
    }

    void anAggregateShowsItsLastChange()
    {
        Fixture f;
        f.act([&] { f.page->open(f.order(1)); });
        const HistoryAnswer answer = *f.page->answer();
        QCOMPARE(answer.versions, 4);
        QCOMPARE(answer.version, 4);
        QCOMPARE(answer.a.state.version, 3);
        QCOMPARE(answer.label, QStringLiteral("ORD-000002"));
        QVERIFY(answer.a.state.state.contains("\"status\":\"shipped\""));
        QVERIFY(answer.b.state.state.contains("\"status\":\"delivered\""));
        QCOMPARE(f.page->states().tree().diff().changes(), 1);
        QCOMPARE(f.page->eventPane().event()->eventType, QStringLiteral("OrderDelivered"));
        QVERIFY(!f.page->eventPane().payload().json().isEmpty());
    }

    void versionsAreSteppedByKeys()
    {
        Fixture f;
        f.act([&] { f.page->open(f.order(1)); });
        f.act([&] { QTest::keyClick(&f.page->rail(), Qt::Key_Left); });
        QCOMPARE(f.page->answer()->version, 3);
        QCOMPARE(f.desk.selection().kind, Selection::Kind::Event);
        QCOMPARE(f.desk.selection().position, f.page->answer()->event->position);
        f.act([&] { QTest::keyClick(&f.page->rail(), Qt::Key_Home); });
        QCOMPARE(f.page->answer()->version, 1);
        QCOMPARE(f.page->answer()->a.state.version, 0);
        QVERIFY(f.page->states().tree().diff().changes() > 5);
        QTest::keyClick(&f.page->rail(), Qt::Key_Left);
        QCOMPARE(f.page->rail().selected(), 1);
    }

    void marksPinTheTwoSides()
    {
        Fixture f;
        f.act([&] { f.page->open(f.order(1)); });
        f.act([&] { f.page->chooseVersion(1); });
        f.page->rail().setFocus();
        f.act([&] { QTest::keyClick(&f.page->rail(), Qt::Key_A); });
        f.act([&] { f.page->chooseVersion(4); });
        QCOMPARE(f.page->answer()->a.state.version, 1);
        QCOMPARE(f.page->answer()->b.state.version, 4);
        f.act([&] { QTest::keyClick(&f.page->rail(), Qt::Key_D); });
        f.act([&] { f.page->chooseVersion(2); });
        QCOMPARE(f.page->answer()->a.state.version, 1);
        QCOMPARE(f.page->answer()->b.state.version, 4);
        QCOMPARE(f.page->answer()->version, 2);
        QCOMPARE(f.page->rail().markA(), 1);
        QCOMPARE(f.page->rail().markB(), 4);
        f.act([&] { f.page->unpin(); });
        QCOMPARE(f.page->answer()->a.state.version, 1);
        QCOMPARE(f.page->answer()->b.state.version, 2);
    }

    void lettersAreTextWhileTyping()
    {
        Fixture f;
        f.act([&] { f.page->open(f.order(1)); });
        f.page->find();
        QTest::keyClicks(&f.page->list().search(), QStringLiteral("adr"));
        QCOMPARE(f.page->list().search().text(), QStringLiteral("adr"));
        QVERIFY(!f.page->states().isRaw());
        QCOMPARE(f.page->rail().markB(), 4);
    }

    void changedOnlyAndRaw()
    {
        Fixture f;
        f.act([&] { f.page->open(f.order(1)); });
        const int all = f.page->states().tree().diff().rowCount();
        f.page->states().changedOnly().setChecked(true);
        QCOMPARE(f.page->states().tree().diff().rowCount(), 1);
        QVERIFY(all > 1);
        f.page->rail().setFocus();
        QTest::keyClick(&f.page->rail(), Qt::Key_R);
        QVERIFY(f.page->states().isRaw());
        QVERIFY(!f.page->states().tree().isVisible());
    }

    void theStateAtAnyTime()
    {
        Fixture f;
        f.act([&] { f.page->open(f.order(1)); });
        const base::ModelTime shipped = f.session->shop().event(f.page->answer()->a.position).occurredAt;
        f.act([&] { f.page->showAtTime(shipped.toString()); });
        QCOMPARE(f.page->answer()->version, 3);
        QVERIFY(f.page->answer()->b.state.state.contains("\"status\":\"shipped\""));
        const QString before = f.session->shop().orderStart(1).toString();
        f.act([&] { f.page->showAtTime(before.mid(11, 8)); });  // a time alone means the day that is shown
        QVERIFY(f.page->answer()->version <= 1);
        f.page->showAtTime(QStringLiteral("yesterday"));
        QVERIFY(!f.page->bar().timeField().accessibleDescription().isEmpty());
        QVERIFY(readTime(QStringLiteral("2026-01-05 08:12"), {}));
        QVERIFY(readTime(QStringLiteral("2026-01-05"), {}));
        QVERIFY(!readTime(QStringLiteral("2026-13-05 08:12"), {}));
        QVERIFY(!readTime({}, {}));
    }

    void theCursorIsRespected()
    {
        Fixture f;
        f.act([&] { f.page->open(f.order(1)); });
        const api::Position shipped = f.page->answer()->a.position;
        const api::Position born = f.page->answer()->born;
        f.act([&] { f.desk.goTo(shipped); });
        QCOMPARE(f.page->answer()->version, 3);
        QCOMPARE(f.page->answer()->versions, 4);
        f.act([&] { f.desk.goTo(born - 1); });
        QCOMPARE(f.page->answer()->version, 0);
        QTest::qWait(0);  // the button is shown by the event loop
        QPushButton* jump = nullptr;
        for (QPushButton* each : f.page->findChildren<QPushButton*>()) {
            if (each->isVisible() && each->text() == QStringLiteral("Jump to its first event"))
                jump = each;
        }
        QVERIFY(jump);
        f.act([&] { jump->click(); });
        QCOMPARE(f.desk.position(), born);
        QCOMPARE(f.page->answer()->version, 1);
        f.act([&] { f.desk.goLive(); });
        QCOMPARE(f.page->answer()->version, 4);
    }

    void theFullReplayAgrees()
    {
        Fixture f;
        f.act([&] { f.page->open(f.session->shop().id(test::Thing::StockItem, 3)); });
        f.act([&] { f.page->chooseVersion(62); });
        QCOMPARE(f.page->answer()->b.state.snapshotVersion, 50);
        QCOMPARE(f.page->answer()->b.state.eventsRead, 12);
        f.act([&] { f.page->compareReplay(); });
        QCOMPARE(f.page->messages().family(), MessageBar::Family::Done);
        QVERIFY(f.page->messages().isVisible());
    }

    void theListSearchesAndChooses()
    {
        Fixture f;
        QTRY_VERIFY(f.page->list().kinds().count() > 5);
        f.page->list().kinds().setCurrentIndex(f.page->list().kinds().findData(QStringLiteral("Payment")));
        f.page->list().search().setText(QStringLiteral("ORD-000017"));
        QTRY_COMPARE(f.page->list().model().rowCount(), 1);
        f.act([&] { f.page->list().view().setCurrentIndex(f.page->list().model().index(0, 0)); });
        QCOMPARE(f.page->aggregateId(), f.session->shop().id(test::Thing::Payment, 16));
        QCOMPARE(f.desk.selection().kind, Selection::Kind::Aggregate);
        f.page->list().search().setText(QStringLiteral("nothing is called this"));
        QTRY_COMPARE(f.page->list().model().rowCount(), 0);
    }

    void aLongHistoryFitsTheRail()
    {
        Fixture f(400'000);
        f.act([&] { f.page->open(f.session->shop().id(test::Thing::StockItem, 2)); });
        VersionRail& rail = f.page->rail();
        QVERIFY(rail.versions() > 1'000);
        QVERIFY(rail.lastInSight() - rail.firstInSight() < 60);
        QVERIFY(rail.lastInSight() == rail.versions());
        f.act([&] { rail.choose(500); });
        QVERIFY(rail.firstInSight() < 500 && rail.lastInSight() > 500);
        QVERIFY(rail.place(500).x() > 0 && rail.place(500).x() < rail.width());
        QVERIFY(rail.sentence().contains(QStringLiteral("500")));
        QVERIFY(!rail.grab().isNull());
    }

    void aGrowingAggregateGrows()
    {
        Fixture f;
        const QString id = f.session->shop().id(test::Thing::Product, 3);
        f.act([&] { f.page->open(id); });
        QCOMPARE(f.page->answer()->versions, 1);
        api::CommandRequest request;
        request.name = QStringLiteral("UpdateProduct");
        QByteArray data("{\"product_id\":\"");
        data += id.toLatin1();
        data += "\",\"price\":\"9.99\"}";
        request.data = data;
        f.session->send(request, this, [](const api::CommandAnswer&) {});
        QTRY_COMPARE(f.page->answer()->versions, 2);
        QCOMPARE(f.page->answer()->version, 2);
        QVERIFY(f.page->answer()->b.state.state.contains("9.99"));
    }
};

QTEST_MAIN(AggregatesPageTest)
#include "aggregates_page_test.moc"
