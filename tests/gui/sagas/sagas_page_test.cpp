// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fake_session.h"
#include "ui/pages/sagas/armed_faults.h"
#include "ui/pages/sagas/attempts_table.h"
#include "ui/pages/sagas/fault_popover.h"
#include "ui/pages/sagas/gap_strip.h"
#include "ui/pages/sagas/saga_list.h"
#include "ui/pages/sagas/sagas_page.h"
#include "ui/pages/sagas/status_filter.h"
#include "ui/pages/sagas/why_panel.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/timeline_view.h"

#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTextBrowser>
#include <QToolButton>

using namespace replay;
using namespace replay::ui;
using Part = TimelinePlace::Part;

class SagasPageTest : public QObject {
    Q_OBJECT

    struct Bench {
        explicit Bench(const test::FakeOptions& options = {})
        {
            auto owned = std::make_unique<test::FakeSession>(options);
            session = owned.get();
            desk.setSession(std::move(owned));
            page = std::make_unique<SagasPage>(desk);
            page->resize(1366, 700);
            page->show();
        }
        template <typename T>
        T* the() const
        {
            return page->findChild<T*>();
        }
        bool shows(const QString& sagaId) const { return the<TimelineView>()->timeline().saga.sagaId == sagaId; }
        api::SagaRow first(const char* status) const { return desk.reader()->sagas(QString::fromLatin1(status), 0, 1)->constFirst(); }
        QPushButton* button(const QString& text) const
        {
            for (QPushButton* each : page->findChildren<QPushButton*>()) {
                if (each->text().remove(u'&') == text)
                    return each;
            }
            return nullptr;
        }
        QPushButton* sendOne() const { return page->findChild<QPushButton*>(QStringLiteral("sendOneOrder")); }
        Desk desk;
        test::FakeSession* session = nullptr;
        std::unique_ptr<SagasPage> page;
    };

private Q_SLOTS:
    void theCountsAreThoseAtTheCursor()
    {
        Bench bench;
        auto* filter = bench.the<StatusFilter>();
        QCOMPARE(filter->count({}), bench.desk.status().sagasStarted);
        const api::Position middle = bench.desk.status().head / 2;
        bench.desk.goTo(middle);
        const api::SagaCounts then = bench.desk.reader()->sagaCounts(middle).value();
        QVERIFY(then.all < bench.desk.status().sagasStarted);
        QTRY_COMPARE(filter->count({}), then.all);
        QCOMPARE(filter->count(QStringLiteral("failed")), then.failed);
        bench.desk.goTo(0);
        QTRY_COMPARE(filter->count({}), 0);
        bench.desk.goLive();
        QCOMPARE(filter->count({}), bench.desk.status().sagasStarted);
    }

    void theNewestSagaIsShownFirst()
    {
        Bench bench;
        const api::SagaRow newest = bench.first("");
        QTRY_VERIFY(bench.shows(newest.sagaId));
        QTRY_COMPARE(bench.the<SagaList>()->view().currentIndex().row(), 0);
        QVERIFY(!bench.the<TimelineView>()->scene().isEmpty());
        QVERIFY(bench.the<GapStrip>()->attempt() >= 0);
    }

    void itOpensOnASagaOrAnOrder()
    {
        Bench bench;
        const api::SagaRow failed = bench.first("failed");
        bench.page->open(failed.orderId);
        QTRY_VERIFY(bench.shows(failed.sagaId));
        const api::SagaRow stuck = bench.first("stuck");
        bench.page->open(stuck.sagaId);
        QTRY_VERIFY(bench.shows(stuck.sagaId));
        QCOMPARE(bench.page->badge(), 1);
        bench.page->open(QStringLiteral("ORD-none"));
        QTRY_VERIFY(bench.the<MessageBar>()->isVisible());
        QVERIFY(bench.shows(stuck.sagaId));
    }

    void theFilterNarrowsTheList()
    {
        Bench bench;
        auto* list = bench.the<SagaList>();
        QTRY_VERIFY(list->model().rowCount() > 0);
        auto* filter = bench.the<StatusFilter>();
        for (QToolButton* each : filter->findChildren<QToolButton*>()) {
            if (each->text().startsWith(QStringLiteral("stuck")))
                each->click();
        }
        QTRY_COMPARE(list->model().rowCount(), 1);
        QCOMPARE(filter->status(), QStringLiteral("stuck"));
    }

    void whyIsToldAndItsLinksLead()
    {
        Bench bench;
        bench.page->open(bench.first("failed").sagaId);
        auto* why = bench.the<WhyPanel>();
        QTRY_VERIFY(why->text().contains(QStringLiteral("undone")));
        QSignalSpy followed(why, &WhyPanel::linkFollowed);
        auto* text = why->findChild<QTextBrowser*>();
        Q_EMIT text->anchorClicked(QUrl(QStringLiteral("why:0")));
        QCOMPARE(followed.size(), 1);
        const auto link = followed.constFirst().constFirst().value<api::WhyLink>();
        QCOMPARE(bench.desk.selection().kind, Selection::Kind::Event);
        QCOMPARE(bench.desk.selection().position, link.position);
    }

    void aFaultIsArmedAtAStep()
    {
        Bench bench;
        const api::SagaRow saga = bench.first("completed");
        bench.page->open(saga.sagaId);
        QTRY_VERIFY(bench.shows(saga.sagaId));
        auto* view = bench.the<TimelineView>();
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->geometryNow().bar(1).center().toPoint());
        auto* popover = bench.the<FaultPopover>();
        QVERIFY(popover->isVisible());
        QVERIFY(popover->kinds().contains(QStringLiteral("lost_reply")));
        popover->chooseKind(QStringLiteral("lost_reply"));
        for (QPushButton* each : popover->findChildren<QPushButton*>()) {
            if (each->text().contains(QStringLiteral("Arm")))
                each->click();
        }
        QVERIFY(!popover->isVisible());
        QCOMPARE(bench.session->faultRules().size(), 1);
        const api::FaultRule rule = bench.session->faultRules().constFirst();
        QCOMPARE(rule.kind, QStringLiteral("lost_reply"));
        QCOMPARE(rule.step, view->timeline().attempts[1].stepId);
        QCOMPARE(rule.service, view->timeline().attempts[1].service);
        QCOMPARE(rule.times, 1);
        QCOMPARE(rule.probability, 1.0);
        QCOMPARE(bench.the<ArmedFaults>()->model().rowCount(), 1);
        bench.the<ArmedFaults>()->disarmCurrent();
        QVERIFY(bench.session->faultRules().isEmpty());
    }

    void aFaultIsArmedInAGapWithAProbability()
    {
        Bench bench;
        const api::SagaRow saga = bench.first("completed");
        bench.page->open(saga.sagaId);
        QTRY_VERIFY(bench.shows(saga.sagaId));
        auto* strip = bench.the<GapStrip>();
        constexpr int committedToPublished = 5;
        QTest::mouseClick(strip, Qt::LeftButton, {}, strip->gapRect(committedToPublished).center().toPoint());
        auto* popover = bench.the<FaultPopover>();
        QVERIFY(popover->isVisible());
        QCOMPARE(popover->kinds().constFirst(), QStringLiteral("crash_after_commit"));
        popover->setNextOnly(false);
        popover->setProbability(0.25);
        const api::FaultRule rule = popover->rule();
        QCOMPARE(rule.times, 0);
        QCOMPARE(rule.probability, 0.25);
        popover->close();
    }

    void sentOrdersAreShownAtOnce()
    {
        Bench bench;
        QTRY_VERIFY(!bench.page->shownSaga().isEmpty());
        const QString before = bench.page->shownSaga();
        QPushButton* send = bench.sendOne();
        QVERIFY(send && send->isEnabled());
        send->click();
        bench.session->advance(80);
        QTRY_VERIFY(bench.page->shownSaga() != before);
        QTRY_VERIFY(bench.shows(bench.page->shownSaga()));
    }

    void thePastIsShownAsItWas()
    {
        Bench bench;
        const api::SagaRow saga = bench.first("completed");
        bench.page->open(saga.sagaId);
        QTRY_VERIFY(bench.shows(saga.sagaId));
        const api::SagaTimeline whole = bench.the<TimelineView>()->timeline();
        const auto attempts = whole.attempts.size();
        bench.desk.goTo(whole.events[2].position);
        QTRY_VERIFY(bench.the<TimelineView>()->timeline().attempts.size() < attempts);
        QVERIFY(!bench.sendOne()->isEnabled());
        QVERIFY(!bench.sendOne()->toolTip().isEmpty());
        bench.desk.goTo(5);
        QTRY_VERIFY(bench.button(QStringLiteral("Return to live")));
        bench.button(QStringLiteral("Return to live"))->click();
        QVERIFY(bench.desk.isLive());
        QTRY_COMPARE(bench.the<TimelineView>()->timeline().attempts.size(), attempts);
    }

    void theTableIsTheSameSaga()
    {
        Bench bench;
        const api::SagaRow saga = bench.first("failed");
        bench.page->open(saga.sagaId);
        QTRY_VERIFY(bench.shows(saga.sagaId));
        QVERIFY(!bench.the<AttemptsTable>()->isVisible());
        QTest::keyClick(bench.the<TimelineView>(), Qt::Key_T);
        QTRY_VERIFY(bench.the<AttemptsTable>()->isVisible());
        QCOMPARE(bench.the<AttemptsTable>()->model().rowCount(), static_cast<int>(bench.the<TimelineView>()->timeline().attempts.size()));
    }

    void anEventIsSelectedByAClick()
    {
        Bench bench;
        const api::SagaRow saga = bench.first("completed");
        bench.page->open(saga.sagaId);
        QTRY_VERIFY(bench.shows(saga.sagaId));
        auto* view = bench.the<TimelineView>();
        const TimelineGeometry geometry = view->geometryNow();
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, geometry.event(1).center().toPoint());
        QCOMPARE(bench.desk.selection().kind, Selection::Kind::Event);
        QCOMPARE(bench.desk.selection().id, view->timeline().events[view->scene().events()[1].index].eventId);
    }

    void anEmptyShopOffersAnOrder()
    {
        test::FakeOptions options;
        options.events = 0;
        Bench bench(options);
        QTRY_VERIFY(bench.button(QStringLiteral("Send one order")));
        bench.desk.setSession(nullptr);
        QTRY_VERIFY(bench.button(QStringLiteral("Go to Home")));
    }

    void aReadOnlyWorkspaceSaysWhyNothingCanBeSent()
    {
        test::FakeOptions options;
        options.readOnly = true;
        Bench bench(options);
        QPushButton* send = bench.sendOne();
        QVERIFY(!send->isEnabled());
        QVERIFY(send->toolTip().contains(QStringLiteral("4711")));
    }
};

QTEST_MAIN(SagasPageTest)
#include "sagas_page_test.moc"
