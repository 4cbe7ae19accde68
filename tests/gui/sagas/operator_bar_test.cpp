// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fake_session.h"
#include "ui/format/words.h"
#include "ui/pages/sagas/operator_bar.h"
#include "ui/pages/sagas/saga_list.h"
#include "ui/pages/sagas/sagas_page.h"
#include "ui/widgets/timeline_view.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

using namespace replay;
using namespace replay::ui;
using Stage = OperatorBar::Stage;

namespace {

QString text(const char* latin) { return QString::fromLatin1(latin); }

}  // namespace

class OperatorBarTest : public QObject {
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
        OperatorBar& bar() const { return *the<OperatorBar>(); }
        bool open(const char* status)
        {
            const api::SagaRow saga = desk.reader()->sagas(text(status), 0, 1)->constFirst();
            page->open(saga.sagaId);
            return QTest::qWaitFor([&] { return the<TimelineView>()->timeline().saga.sagaId == saga.sagaId && bar().isVisible(); });
        }
        QPushButton* button(const QString& label) const
        {
            for (QPushButton* each : bar().findChildren<QPushButton*>()) {
                if (each->text() == label && each->isVisible())
                    return each;
            }
            return nullptr;
        }
        Desk desk;
        test::FakeSession* session = nullptr;
        std::unique_ptr<SagasPage> page;
    };

private Q_SLOTS:
    void disabledActionsSayWhy()
    {
        Bench bench;
        QVERIFY(bench.open("completed"));
        for (const char* code : {"retry", "pause", "resume", "resolve", "abort"}) {
            QVERIFY2(!bench.bar().button(text(code))->isEnabled(), code);
            QVERIFY(bench.bar().button(text(code))->toolTip().contains(text("the saga has ended (completed)")));
        }
        QVERIFY(bench.open("stuck"));
        QTRY_VERIFY(bench.bar().button(text("retry"))->isEnabled());
        QVERIFY(!bench.bar().button(text("resume"))->isEnabled());
        bench.desk.goTo(bench.desk.status().head - 1);
        QTRY_VERIFY(!bench.bar().button(text("retry"))->isEnabled());
        QVERIFY(bench.bar().button(text("retry"))->toolTip().contains(text("past")));
    }

    void retryIsToldFirstAndDoneAfterTheCheck()
    {
        Bench bench;
        QVERIFY(bench.open("stuck"));
        QTRY_VERIFY(bench.bar().button(text("retry"))->isEnabled());
        bench.bar().button(text("retry"))->click();
        QCOMPARE(bench.bar().stage(), Stage::Preview);
        QVERIFY2(bench.bar().told().contains(text("Release inventory")) && bench.bar().told().contains(text("Cancel order")),
                 qPrintable(bench.bar().told()));
        bench.button(format::operatorAction(text("retry")))->click();
        QVERIFY(bench.bar().stage() != Stage::Told);
        QTRY_COMPARE(bench.bar().stage(), Stage::Told);
        QVERIFY2(bench.bar().told().contains(text("Done: the saga is now failed")) && bench.bar().told().contains(text("All 6 invariants")),
                 qPrintable(bench.bar().told()));
        QTRY_VERIFY(!bench.bar().button(text("retry"))->isEnabled());
        bench.button(text("Close"))->click();
        QCOMPARE(bench.bar().stage(), Stage::Idle);
    }

    void resolveAsksWhy()
    {
        Bench bench;
        QVERIFY(bench.open("stuck"));
        QTRY_VERIFY(bench.bar().button(text("resolve"))->isEnabled());
        bench.bar().choose(text("resolve"));
        auto* apply = bench.button(format::operatorAction(text("resolve")));
        QVERIFY(apply && !apply->isEnabled() && !apply->toolTip().isEmpty());
        auto* reason = bench.bar().findChild<QLineEdit*>();
        QVERIFY(reason->isVisible());
        QTest::keyClicks(reason, text("paid back in cash"));
        QVERIFY(apply->isEnabled());
        QTest::keyClick(reason, Qt::Key_Return);
        QTRY_COMPARE(bench.bar().stage(), Stage::Told);
        const auto sent = bench.desk.reader()->sentCommands(1).value();
        QCOMPARE(sent.constFirst().name, text("ResolveSaga"));
        QVERIFY(sent.constFirst().data.contains("paid back in cash"));
    }

    void aBrokenInvariantIsNotDone()
    {
        Bench bench;
        bench.session->breakInvariant(text("money"), text("12.50 are missing"), 4);
        QVERIFY(bench.open("stuck"));
        QTRY_VERIFY(bench.bar().button(text("retry"))->isEnabled());
        bench.bar().choose(text("retry"));
        bench.button(format::operatorAction(text("retry")))->click();
        QTRY_COMPARE(bench.bar().stage(), Stage::Told);
        QVERIFY2(!bench.bar().told().contains(text("Done")) && bench.bar().told().contains(text("12.50 are missing")),
                 qPrintable(bench.bar().told()));
    }

    void aReadOnlyWorkspaceIsLeftAlone()
    {
        test::FakeOptions options;
        options.readOnly = true;
        Bench bench(options);
        QVERIFY(bench.open("stuck"));
        QVERIFY(!bench.bar().button(text("retry"))->isEnabled());
        bench.bar().choose(text("retry"));
        QCOMPARE(bench.bar().stage(), Stage::Idle);
    }

    void sagasOfOneTypeAreListed()
    {
        Bench bench;
        auto* list = bench.the<SagaList>();
        QTRY_VERIFY(list->model().rowCount() > 0);
        auto* types = bench.the<QComboBox>();
        types->setCurrentIndex(types->findData(text("OrderReturn")));
        QTRY_COMPARE(list->model().rowCount(), 0);
        types->setCurrentIndex(types->findData(text("OrderProcessing")));
        QTRY_VERIFY(list->model().rowCount() > 0);
    }
};

QTEST_MAIN(OperatorBarTest)
#include "operator_bar_test.moc"
