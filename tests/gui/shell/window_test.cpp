// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/workspaces.h"
#include "ui/pages/commands/request_form.h"
#include "ui/pages/home/home_page.h"
#include "ui/shell/desk_link.h"
#include "ui/shell/inspected.h"
#include "ui/shell/long_work_strip.h"
#include "ui/shell/main_window.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>
#include <QTextDocument>

namespace replay::ui {

/// The whole window against the real core: a demonstration from the first order to the last, then what a person does with it.
class WindowTest : public QObject {
    Q_OBJECT

    static constexpr int patienceMs = 120'000;

    std::unique_ptr<api::Workspaces> m_workspaces = runtime::makeWorkspaces();
    QTemporaryDir m_place;
    Settings m_settings;
    Theme m_theme{m_settings};
    std::unique_ptr<MainWindow> m_window;

    Desk& desk() { return m_window->desk(); }
    const api::PlatformStatus& status() { return desk().status(); }

private Q_SLOTS:
    void initTestCase()
    {
        m_window = std::make_unique<MainWindow>(*m_workspaces, m_settings, m_theme);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }

    void aDemonstrationRunsToItsEnd()
    {
        QVERIFY(m_window->door().startDemonstration(QStringLiteral("first-order")));
        QVERIFY(desk().isOpen());
        desk().session()->setSpeed(0);
        QTRY_VERIFY_WITH_TIMEOUT(status().idle && status().sagasCompleted == 60 && status().projected == status().head, patienceMs);
        QCOMPARE(status().fingerprint.size(), 6);
        QVERIFY(status().error.isEmpty());
    }

    void everyPageShowsItAtEverySize()
    {
        for (const QSize size : {QSize(1024, 600), QSize(1366, 768), QSize(1920, 1080)}) {
            m_window->resize(size);
            for (const char* page : {"home", "events", "aggregates", "projections", "sagas", "commands"}) {
                QVERIFY(m_window->showPage(QString::fromLatin1(page)));
                QCOMPARE(m_window->currentPage(), QString::fromLatin1(page));
                QVERIFY(!m_window->grab().isNull());
            }
            QCOMPARE(m_window->size(), size);  // nothing in it asks for more room than a small screen has
        }
    }

    void theCursorGoesBackAndComesBack()
    {
        desk().goTo(40);
        QVERIFY(!desk().isLive());
        QCOMPARE(desk().position(), 40);
        QVERIFY(!desk().isWritable());
        desk().goLive();
        QCOMPARE(desk().position(), status().head);
    }

    /// From the inspector of a sold order to a filled-in request, and what was sent back is not offered again.
    void anOrderIsReturnedFromItsInspector()
    {
        const auto sagas = desk().reader()->sagas(QStringLiteral("completed"), 0, 1);
        const Selection order{Selection::Kind::Aggregate, sagas->constFirst().orderId, 0};
        const auto offer = [&]() -> QString {
            const Inspected shown = inspect(*desk().reader(), order, status().head, true);
            const auto sends = std::find_if(shown.facts.cbegin(), shown.facts.cend(),
                                            [](const auto& fact) { return fact.caption == QLatin1String("Send"); });
            return sends == shown.facts.cend() ? QString() : sends->html;
        };
        QTextDocument words;
        words.setHtml(offer());
        QCOMPARE(words.toPlainText(), QStringLiteral("Return this order…"));
        deskLink::open(desk(), words.firstBlock().begin().fragment().charFormat().anchorHref());
        QCOMPARE(m_window->currentPage(), QStringLiteral("commands"));
        const QJsonObject filled = m_window->findChild<RequestForm*>()->object();
        QCOMPARE(filled[QStringLiteral("order_id")].toString(), order.id);
        QVERIFY(!filled[QStringLiteral("items")].toArray().isEmpty());
        api::CommandRequest request;
        request.name = QStringLiteral("ReturnOrder");
        request.data = QJsonDocument(filled).toJson();
        QString reason = QStringLiteral("not answered");
        desk().session()->send(request, m_window.get(), [&](const api::CommandAnswer& answer) { reason = answer.reason; });
        QTRY_COMPARE_WITH_TIMEOUT(reason, QString(), patienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(offer().isEmpty(), patienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(desk().reader()->sagas({}, 0, 5, QStringLiteral("OrderReturn"))->size(), 1, patienceMs);
    }

    void anArmedFaultShowsInTheNextOrder()
    {
        api::FaultRule rule;
        rule.kind = QStringLiteral("refuse");
        rule.step = QStringLiteral("process_payment");
        rule.times = 1;
        desk().session()->armFault(rule);
        const qint64 failedBefore = status().sagasFailed;
        m_window->activateWindow();  // a display without a window manager leaves that to us
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        QTest::keyClick(m_window.get(), Qt::Key_5, Qt::ControlModifier);  // away from a form's field, where an O is a letter
        QTRY_COMPARE_WITH_TIMEOUT(m_window->currentPage(), QStringLiteral("sagas"), patienceMs);
        QTest::keyClick(m_window.get(), Qt::Key_O);
        desk().session()->play();
        QTRY_VERIFY_WITH_TIMEOUT(status().sagasFailed == failedBefore + 1, patienceMs);
        const auto sagas = desk().reader()->sagas(QStringLiteral("failed"), 0, 1);
        QVERIFY(sagas && sagas->size() == 1);
        QCOMPARE(sagas->first().error, QStringLiteral("card declined"));
        const auto why = desk().reader()->whyFailed(sagas->first().sagaId);
        QVERIFY(why && !why->isEmpty());
        QVERIFY(std::any_of(why->begin(), why->end(), [](const api::WhyLink& link) { return link.code == u"fault"; }));
    }

    void theInvariantsHold()
    {
        QTRY_VERIFY_WITH_TIMEOUT(status().idle, patienceMs);
        const auto invariants = desk().reader()->verify();
        QVERIFY(invariants);
        QCOMPARE(invariants->size(), 6);
        for (const api::InvariantResult& invariant : *invariants)
            QVERIFY2(invariant.ok, qPrintable(invariant.name));
    }

    /// A file of orders, from the card at home to the report.
    void aFileOfOrdersIsImported()
    {
        QVERIFY(m_window->door().create(m_place.filePath(QStringLiteral("import.replay")), {}, false));
        QSignalSpy progressed(desk().session(), &api::Session::importProgressed);
        QSignalSpy finished(desk().session(), &api::Session::importFinished);
        auto* strip = m_window->findChild<LongWorkStrip*>();
        QVERIFY(!strip->isVisible());
        Q_EMIT m_window->findChild<HomePage*>()->importRequested(QStringLiteral(REPLAY_TEST_DATA "/online-retail/sample.csv.gz"), 2.0, 10);
        QTRY_VERIFY_WITH_TIMEOUT(strip->isVisible(), patienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, patienceMs);
        QVERIFY(!progressed.isEmpty());
        const auto report = finished[0][0].value<api::ImportReport>();
        QVERIFY(report.orders > 0 && report.orders <= 10);
        QVERIFY(!report.json.isEmpty());
        QTRY_VERIFY(!strip->isVisible());
        QTRY_COMPARE_WITH_TIMEOUT(status().sagasStarted, report.orders, patienceMs);
        const auto orders = desk().reader()->projectionRows(QStringLiteral("order_read_model"), {}, 100);
        QVERIFY(orders && orders->rows.size() == report.orders);
    }

    void anImportCanBeCancelled()
    {
        QSignalSpy finished(desk().session(), &api::Session::importFinished);
        QSignalSpy failed(desk().session(), &api::Session::failed);
        auto* strip = m_window->findChild<LongWorkStrip*>();
        Q_EMIT m_window->findChild<HomePage*>()->importRequested(QStringLiteral(REPLAY_TEST_DATA "/online-retail/sample.csv.gz"), 2.0, 0);
        QTRY_VERIFY_WITH_TIMEOUT(strip->isVisible(), patienceMs);
        QTest::mouseClick(strip->findChild<QPushButton*>(), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, patienceMs);
        QTRY_VERIFY(!strip->isVisible());
        QCOMPARE(failed.size(), 0);
    }

    void aFileThatIsNoneIsRefusedWithItsReason()
    {
        QSignalSpy failed(desk().session(), &api::Session::failed);
        Q_EMIT m_window->findChild<HomePage*>()->importRequested(m_place.filePath(QStringLiteral("nothing.csv")), 1.0, 0);
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, patienceMs);
        QVERIFY(failed[0][0].value<base::Error>().message.contains(QStringLiteral("nothing.csv")));
        QVERIFY(!m_window->findChild<LongWorkStrip*>()->isVisible());
    }

    void cleanupTestCase() { m_window.reset(); }
};

}  // namespace replay::ui

QTEST_MAIN(replay::ui::WindowTest)
#include "window_test.moc"
