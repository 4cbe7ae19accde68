// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fake_session.h"
#include "ui/format/words.h"
#include "ui/pages/faults/fault_form.h"
#include "ui/pages/faults/fault_list.h"
#include "ui/pages/faults/faults_pane.h"
#include "ui/pages/faults/pitfall_list.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTest>

using namespace replay;
using namespace replay::ui;

namespace {

QString text(const char* latin) { return QString::fromLatin1(latin); }

}  // namespace

class FaultsPaneTest : public QObject {
    Q_OBJECT

    struct Bench {
        explicit Bench(const test::FakeOptions& options = {})
        {
            auto owned = std::make_unique<test::FakeSession>(options);
            session = owned.get();
            desk.setSession(std::move(owned));
            pane = std::make_unique<FaultsPane>(desk);
            pane->resize(960, 540);
            pane->show();
        }
        template <typename T>
        T* the() const
        {
            return pane->findChild<T*>();
        }
        QPushButton* armButton() const { return pane->findChild<QPushButton*>(text("armRule")); }
        Desk desk;
        test::FakeSession* session = nullptr;
        std::unique_ptr<FaultsPane> pane;
    };

private Q_SLOTS:
    void eachKindShowsWhatFitsIt()
    {
        Bench bench;
        auto* form = bench.the<FaultForm>();
        for (const api::FaultVocabulary::Kind& kind : bench.session->faultVocabulary().kinds) {
            form->chooseKind(kind.code);
            QCOMPARE(form->shownFields(), kind.fields);
            for (const char* name : {"service", "peer", "message", "step", "order", "occurrence", "times", "probability", "from", "until",
                                     "delay", "down_for", "reason"}) {
                const auto* editor = bench.pane->findChild<QWidget*>(QString(text("fault.") + text(name)));
                QVERIFY2(editor, name);
                QCOMPARE(editor->isVisible(), kind.fields.contains(text(name)));
            }
            QVERIFY(!format::faultLine(kind.code).isEmpty());
        }
    }

    void aRuleIsArmedAndDisarmed()
    {
        Bench bench;
        auto* form = bench.the<FaultForm>();
        form->chooseKind(text("partition"));
        form->fill(text("service"), text("payment"));
        form->fill(text("peer"), text("saga"));
        form->fill(text("from"), text("5s"));
        form->fill(text("until"), text("9s"));
        bench.armButton()->click();
        QVERIFY2(form->problem().isEmpty(), qPrintable(form->problem()));
        QCOMPARE(bench.session->faultRules().size(), 1);
        const api::FaultRule rule = bench.session->faultRules().constFirst();
        QCOMPARE(rule.peer, text("saga"));
        QCOMPARE(rule.from->us, base::defaultStart.us + 5 * base::usPerSecond);

        form->chooseKind(text("refuse"));
        form->fill(text("step"), text("restock"));
        form->fill(text("probability"), text("0.25"));
        form->fill(text("reason"), text("no room"));
        form->arm();
        QCOMPARE(bench.session->faultRules().size(), 2);
        QCOMPARE(bench.session->faultRules().constLast().probability, 0.25);
        auto* list = bench.the<FaultList>();
        QCOMPARE(list->model().rowCount(), 2);
        QVERIFY(!bench.pane->findChild<QPushButton*>(text("disarmRule"))->isEnabled());
        list->table().setCurrentIndex(list->model().index(0, 0));
        bench.pane->findChild<QPushButton*>(text("disarmRule"))->click();
        QCOMPARE(bench.session->faultRules().size(), 1);
    }

    /// The reader's own words, and nothing is armed.
    void whatDoesNotFitIsSaidVerbatim()
    {
        Bench bench;
        auto* form = bench.the<FaultForm>();
        form->chooseKind(text("delay"));
        form->fill(text("times"), text("many"));
        form->arm();
        const auto read = bench.session->readFaultRule("{\"kind\":\"delay\",\"times\":\"many\"}");
        QVERIFY(!read);
        QCOMPARE(form->problem(), read.error().message);
        QVERIFY(bench.session->faultRules().isEmpty());
        form->fill(text("times"), text("3"));
        QVERIFY(form->problem().isEmpty());
    }

    void pitfallsAreSwitched()
    {
        Bench bench;
        auto* list = bench.the<PitfallList>();
        for (const api::PitfallSwitch& each : bench.session->pitfalls()) {
            QVERIFY2(list->box(each.code), qPrintable(each.code));
            QVERIFY(!list->box(each.code)->isChecked());
            QVERIFY(!format::pitfallLine(each.code).isEmpty());
            QVERIFY(!format::invariantLine(format::invariantOfPitfall(each.code)).isEmpty());
        }
        list->box(text("dual_write"))->click();
        QCOMPARE(bench.session->status().pitfalls, QStringList{text("dual_write")});
        QVERIFY(list->box(text("dual_write"))->accessibleDescription().contains(text("On since")));
        bench.session->setPitfall(text("dual_write"), false);
        QVERIFY(!list->box(text("dual_write"))->isChecked());
    }

    void nothingIsBrokenWhereNothingIsWritten()
    {
        test::FakeOptions options;
        options.readOnly = true;
        Bench bench(options);
        QVERIFY(!bench.armButton()->isEnabled());
        QVERIFY(bench.armButton()->toolTip().contains(text("4711")));
        QVERIFY(!bench.the<PitfallList>()->box(text("dual_write"))->isEnabled());
        bench.desk.setSession(nullptr);
        QVERIFY(!bench.armButton()->isEnabled());
        Bench past;
        past.desk.goTo(5);
        QVERIFY(!past.armButton()->isEnabled());
        QVERIFY(!past.the<PitfallList>()->box(text("dual_write"))->isEnabled());
    }
};

QTEST_MAIN(FaultsPaneTest)
#include "faults_pane_test.moc"
