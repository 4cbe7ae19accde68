// SPDX-License-Identifier: GPL-3.0-or-later
// Branches in the window: fork, chip, menu, and where two logs part.
#include "tests/support/fake_session.h"
#include "ui/pages/faults/fault_form.h"
#include "ui/shell/branch_chip.h"
#include "ui/shell/difference_dialog.h"
#include "ui/shell/fork_changes.h"
#include "ui/shell/fork_dialog.h"
#include "ui/shell/main_window.h"
#include "ui/shell/mode_ribbon.h"
#include "ui/shell/what_if.h"

#include <QApplication>
#include <QCheckBox>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>

namespace replay::ui {

namespace {

QString text(const char* latin) { return QString::fromLatin1(latin); }

}  // namespace

class WhatIfTest : public QObject {
    Q_OBJECT

    static constexpr qint64 eventsOfShop = 4'000;

    std::unique_ptr<test::FakeWorkspaces> m_workspaces;
    Settings m_settings;
    Theme m_theme{m_settings};
    std::unique_ptr<MainWindow> m_window;

    Desk& desk() { return m_window->desk(); }
    WhatIf& whatIf() { return *m_window->findChild<WhatIf*>(); }
    BranchChip& chip() { return *m_window->findChild<BranchChip*>(); }
    ForkDialog* forkAt(api::Position position)
    {
        desk().goTo(position);
        m_window->findChild<QAction*>(text("fork"))->trigger();
        return whatIf().forkDialog();
    }
    QStringList words(QMenu& menu)
    {
        QStringList all;
        for (QAction* action : menu.actions())
            all << action->text();
        return all;
    }
    bool make(ForkDialog* dialog, const QString& folder)
    {
        dialog->folder().setText(folder);
        dialog->makeButton().click();
        return QTest::qWaitFor([&] { return desk().session()->folder() == folder; });
    }

private Q_SLOTS:
    void init()
    {
        m_workspaces = std::make_unique<test::FakeWorkspaces>(test::FakeOptions{.events = eventsOfShop, .answerMs = 0});
        m_settings.setLetterKeys(true);
        m_window = std::make_unique<MainWindow>(*m_workspaces, m_settings, m_theme);
        m_window->resize(1366, 768);
        m_window->show();
        QVERIFY(m_window->door().open(text("/srv/shops/demo.replay")));
        QVERIFY(m_window->showPage(text("events")));
    }
    void cleanup()
    {
        m_window.reset();
        m_workspaces.reset();
    }

    void theKeyOffersAForkAtTheCursor()
    {
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        desk().goTo(321);
        QWidget* focus = QApplication::focusWidget();
        QTest::keyClick(focus ? focus : m_window.get(), Qt::Key_F);
        ForkDialog* dialog = whatIf().forkDialog();
        QVERIFY(dialog);
        QCOMPARE(dialog->position().value(), 321);
        QVERIFY2(dialog->folder().text().endsWith(text("demo-what-if.replay")), qPrintable(dialog->folder().text()));
        dialog->reject();
        QTRY_VERIFY(!whatIf().forkDialog());
        QCOMPARE(desk().session()->folder(), text("/srv/shops/demo.replay"));
    }

    void theRibbonForksToo()
    {
        desk().goTo(100);
        auto* button = m_window->findChild<QPushButton*>(text("forkHere"));
        QVERIFY(button->isVisible());
        button->click();
        QVERIFY(whatIf().forkDialog());
        whatIf().forkDialog()->reject();
        desk().goLive();
        QVERIFY(!button->isVisible());
    }

    void aBranchIsOpenedAndSaysWhatItIs()
    {
        QCOMPARE(chip().accessibleName(), text("Branch: original"));
        ForkDialog* dialog = forkAt(500);
        dialog->changes().choose(text("skip_event"));
        const QString type = desk().reader()->event(500).value()->eventType;
        QVERIFY(make(dialog, text("/srv/shops/demo-what-if.replay")));
        QTRY_VERIFY(!whatIf().forkDialog());
        QVERIFY(desk().origin());
        QCOMPARE(desk().origin()->parent, text("/srv/shops/demo.replay"));
        QCOMPARE(desk().origin()->position, 500);
        QCOMPARE(desk().origin()->changes.size(), 1);
        QCOMPARE(desk().origin()->changes.first().name, type);
        QVERIFY2(chip().accessibleName().contains(text("What-if from 500")), qPrintable(chip().accessibleName()));
        QVERIFY(chip().toolTip().contains(type));
        auto* ribbon = m_window->findChild<ModeRibbon*>();
        QVERIFY(ribbon->isVisible());
        QVERIFY2(ribbon->accessibleName().startsWith(text("WHAT-IF. a branch of demo from position 500")),
                 qPrintable(ribbon->accessibleName()));
    }

    void theMenuSwitchesBetweenTheFamily()
    {
        QVERIFY(make(forkAt(500), text("/srv/shops/one.replay")));
        std::unique_ptr<QMenu> menu(chip().makeMenu());
        QVERIFY2(words(*menu).contains(text("demo (original)")), qPrintable(words(*menu).join(u'|')));
        for (QAction* action : menu->actions()) {
            if (action->text() == text("demo (original)"))
                action->trigger();
        }
        QCOMPARE(desk().session()->folder(), text("/srv/shops/demo.replay"));
        QVERIFY(!desk().origin());
        menu.reset(chip().makeMenu());
        QVERIFY2(words(*menu).contains(text("one (from 500)")), qPrintable(words(*menu).join(u'|')));
        QVERIFY(!menu->findChild<QAction*>(text("differenceWithOriginal")));
        QVERIFY(!m_window->findChild<QAction*>(text("difference"))->isEnabled());
    }

    void theFirstDifferenceIsShownAndJumpedTo()
    {
        QVERIFY(make(forkAt(200), text("/srv/shops/one.replay")));
        QTRY_VERIFY(m_window->findChild<QAction*>(text("difference"))->isEnabled());
        m_window->findChild<QAction*>(text("difference"))->trigger();
        QTRY_VERIFY(whatIf().differenceDialog());
        QVERIFY2(whatIf().differenceDialog()->told().contains(text("at 300 they part")), qPrintable(whatIf().differenceDialog()->told()));
        QVERIFY(!desk().isLive());
        QCOMPARE(desk().position(), 300);
        m_window->door().close();
        QTRY_VERIFY(!whatIf().differenceDialog());
    }

    void whatCannotBeIsSaidAndMayBeMended()
    {
        ForkDialog* dialog = forkAt(500);
        dialog->folder().setText(text("/srv/shops/taken.replay"));
        dialog->makeButton().click();
        QTRY_COMPARE(dialog->problem(), text("/srv/shops/taken.replay exists already"));
        QVERIFY(dialog->makeButton().isEnabled());
        QVERIFY(make(dialog, text("/srv/shops/free.replay")));
    }

    void anAmendedCommandIsReadAsItStands()
    {
        api::LogFilter filter;
        filter.type = text("OrderCreated");
        ForkDialog* dialog = forkAt(desk().reader()->events(filter, 0, 1).value().first().position);
        dialog->changes().choose(text("amend_command"));
        QCOMPARE(dialog->changes().chosen(), text("amend_command"));
        QVERIFY(dialog->changes().editor().toPlainText().contains(text("customer_id")));
        dialog->changes().editor().setPlainText(text("{\"customer_id\": "));
        dialog->folder().setText(text("/srv/shops/one.replay"));
        dialog->makeButton().click();
        QTRY_VERIFY(!dialog->problem().isEmpty());
        QVERIFY2(dialog->problem().startsWith(text("PlaceOrder: ")), qPrintable(dialog->problem()));
        dialog->changes().editor().setPlainText(text("{\"notes\": \"later\"}"));
        QVERIFY(dialog->problem().isEmpty());
        QVERIFY(make(dialog, text("/srv/shops/one.replay")));
        QCOMPARE(desk().origin()->changes.first().code, text("amend_command"));
    }

    void whatWasNotCausedByACommandCannotBeAmended()
    {
        ForkDialog* dialog = forkAt(0);
        dialog->changes().choose(text("skip_event"));
        QCOMPARE(dialog->changes().chosen(), QString());
        dialog->reject();
    }

    void faultsAndPitfalls()
    {
        ForkDialog* dialog = forkAt(500);
        dialog->changes().choose(text("fault"));
        dialog->changes().faultForm().chooseKind(text("lost_reply"));
        dialog->changes().faultForm().fill(text("probability"), text("7"));
        dialog->makeButton().click();
        QVERIFY2(dialog->problem().contains(text("probability")), qPrintable(dialog->problem()));
        dialog->changes().faultForm().fill(text("probability"), text("0.5"));
        QVERIFY(make(dialog, text("/srv/shops/one.replay")));
        QCOMPARE(desk().origin()->changes.first().name, text("lost_reply"));
        dialog = forkAt(600);
        dialog->changes().choose(text("pitfall_on"));
        dialog->changes().pitfallBox(text("dual_write"))->setChecked(true);
        QVERIFY(make(dialog, text("/srv/shops/two.replay")));
        QCOMPARE(desk().origin()->changes.first().code, text("pitfall_on"));
    }

    void aForkCanBeCancelled()
    {
        m_workspaces->hold = true;
        ForkDialog* dialog = forkAt(500);
        dialog->makeButton().click();
        QVERIFY(dialog->isRunning());
        QVERIFY(!dialog->makeButton().isEnabled());
        dialog->reject();
        QVERIFY(!dialog->isRunning());
        QVERIFY(dialog->problem().contains(text("Cancelled")));
        QVERIFY(dialog->makeButton().isEnabled());
        m_workspaces->hold = false;
        QCOMPARE(m_workspaces->family(text("/srv/shops/demo.replay")).size(), 1);
        QVERIFY(make(dialog, text("/srv/shops/one.replay")));
    }
};

}  // namespace replay::ui

QTEST_MAIN(replay::ui::WhatIfTest)
#include "what_if_test.moc"
