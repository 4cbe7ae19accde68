// SPDX-License-Identifier: GPL-3.0-or-later
// Every key of the window, pressed as a person does, and what it must have done.
#include "tests/support/fake_session.h"
#include "ui/pages/faults/fault_list.h"
#include "ui/pages/faults/pitfall_list.h"
#include "ui/shell/cause_list.h"
#include "ui/shell/desk_link.h"
#include "ui/shell/main_window.h"
#include "ui/shell/rows_page.h"
#include "ui/shell/status_light.h"

#include <QAbstractButton>
#include <QApplication>
#include <QCheckBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QTreeWidget>

namespace replay::ui {

class WindowKeysTest : public QObject {
    Q_OBJECT

    static constexpr qint64 eventsOfShop = 4'000;

    test::FakeWorkspaces m_workspaces{{.events = eventsOfShop, .answerMs = 0}};
    Settings m_settings;
    Theme m_theme{m_settings};
    std::unique_ptr<MainWindow> m_window;

    Desk& desk() { return m_window->desk(); }
    /// As the system delivers it: to whatever has the focus.
    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QWidget* focus = QApplication::focusWidget();
        QTest::keyClick(focus ? focus : m_window.get(), static_cast<Qt::Key>(key), modifiers);
    }
    QAction* action(const char* id) { return m_window->findChild<QAction*>(QLatin1String(id)); }
    bool hasFocus(const char* accessibleName) const
    {
        const QWidget* focus = QApplication::focusWidget();
        return focus && focus->accessibleName() == QLatin1String(accessibleName);
    }

    /// What the chain offers to open.
    static QStringList linksOf(const CauseList& list)
    {
        static const QRegularExpression anchor(QStringLiteral("<a href=\"([^\"]+)\""));
        QStringList links;
        for (const QLabel* label : list.findChildren<QLabel*>()) {
            for (const auto& found : anchor.globalMatch(label->text()))
                links << found.captured(1);
        }
        return links;
    }

private Q_SLOTS:
    void init()
    {
        m_settings.setLetterKeys(true);
        m_window = std::make_unique<MainWindow>(m_workspaces, m_settings, m_theme);
        m_window->resize(1366, 768);
        m_window->show();
        QVERIFY(m_window->door().open(QStringLiteral("/srv/shops/demo.replay")));
        QVERIFY(m_window->showPage(QStringLiteral("events")));
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    void cleanup() { m_window.reset(); }

    void timeKeys()
    {
        press(Qt::Key_Space);
        QVERIFY(desk().session()->status().running);
        press(Qt::Key_F6);
        QVERIFY(!desk().session()->status().running);
        desk().goLive();
        const api::Position head = desk().status().head;
        press(Qt::Key_Comma);
        QCOMPARE(desk().position(), head - 1);
        press(Qt::Key_F4);
        QCOMPARE(desk().position(), head - 2);
        press(Qt::Key_Period);
        QCOMPARE(desk().position(), head - 1);
        press(Qt::Key_Home);
        QCOMPARE(desk().position(), 0);
        press(Qt::Key_F5);
        QCOMPARE(desk().position(), 1);
        press(Qt::Key_End);
        QVERIFY(desk().isLive());
        desk().session()->pause();
        press(Qt::Key_Period);
        QVERIFY(desk().isLive());
        QTRY_VERIFY(desk().status().head > head);
    }

    void faultsAndPitfallsAreAListOfTheirOwn()
    {
        press(Qt::Key_B, Qt::ControlModifier | Qt::ShiftModifier);
        auto* dialog = m_window->findChild<QDialog*>(QStringLiteral("faultsDialog"));
        QVERIFY(dialog && dialog->isVisible());
        auto* mark = m_window->findChild<QAbstractButton*>(QStringLiteral("pitfallsOn"));
        QVERIFY(!mark->isVisible());
        desk().session()->setPitfall(QStringLiteral("dual_write"), true);
        QTRY_VERIFY(mark->isVisible());
        QVERIFY(mark->toolTip().contains(QStringLiteral("Dual write")));
        dialog->close();
        mark->click();
        QVERIFY(dialog->isVisible());
        desk().session()->setPitfall(QStringLiteral("dual_write"), false);
        QTRY_VERIFY(!mark->isVisible());
    }

    void marksAndSpeed()
    {
        auto* feed = m_window->findChild<TimelineFeed*>();
        QTRY_VERIFY(feed->markers().size() > 1);
        desk().goTo(0);
        press(Qt::Key_BracketRight);
        const api::Position first = desk().position();
        press(Qt::Key_BracketRight);
        QVERIFY(desk().position() > first);
        press(Qt::Key_BracketLeft);
        QCOMPARE(desk().position(), first);
        press(Qt::Key_Plus);
        QCOMPARE(desk().session()->status().speed, 2.0);
        press(Qt::Key_Minus);
        press(Qt::Key_Minus);
        QCOMPARE(desk().session()->status().speed, 0.5);
    }

    void eventsOfTheSelectedThing()
    {
        const auto row = desk().reader()->event(1);
        QVERIFY(row && *row);
        desk().select({Selection::Kind::Aggregate, (*row)->aggregateId, 1});
        desk().goTo(0);
        press(Qt::Key_Period, Qt::ShiftModifier);
        QTRY_COMPARE(desk().position(), 1);
    }

    void anOrderIsSentAtTheLiveEndOnly()
    {
        const api::Position head = desk().status().head;
        desk().goTo(10);
        press(Qt::Key_O);
        QTest::qWait(0);
        QCOMPARE(desk().session()->status().head, head);
        press(Qt::Key_End);
        press(Qt::Key_O);  // at once: no refresh of buttons may stand between two keys
        QTRY_VERIFY(desk().session()->status().head > head);
    }

    void panes()
    {
        const auto turns = [&](const char* id, int key) {
            const bool before = action(id)->isChecked();
            press(key);
            return action(id)->isChecked() != before;
        };
        QVERIFY(turns("inspector", Qt::Key_I));
        QVERIFY(turns("inspector", Qt::Key_I));
        QVERIFY(turns("events", Qt::Key_E));
        QVERIFY(turns("events", Qt::Key_E));
        QVERIFY(turns("presentation", Qt::Key_F11));
        press(Qt::Key_Escape);
        QVERIFY(!action("presentation")->isChecked());
        if (action("inspector")->isChecked())
            press(Qt::Key_I);
        press(Qt::Key_W);
        QVERIFY(action("inspector")->isChecked());
    }

    void pagesByNumber()
    {
        const char* pages[] = {"home", "events", "aggregates", "projections", "sagas", "commands"};
        for (int i = 0; i < 6; ++i) {
            press(Qt::Key_1 + i, Qt::ControlModifier);
            QCOMPARE(m_window->currentPage(), QLatin1String(pages[i]));
        }
        press(Qt::Key_Home, Qt::AltModifier);
        QCOMPARE(m_window->currentPage(), QStringLiteral("home"));
        press(Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(m_window->currentPage(), QStringLiteral("events"));
        QVERIFY(qobject_cast<QLineEdit*>(QApplication::focusWidget()));
    }

    /// The pages' own letters reach them from wherever the page change left the focus.
    void lettersOfThePages()
    {
        QVERIFY(m_window->showPage(QStringLiteral("sagas")));
        auto* sagasTable = m_window->findChild<QAbstractButton*>(QStringLiteral("sagaTable"));
        QVERIFY(sagasTable);
        QTRY_VERIFY(sagasTable->isEnabled());
        const bool before = sagasTable->isChecked();
        press(Qt::Key_T);
        QCOMPARE(sagasTable->isChecked(), !before);

        QVERIFY(m_window->showPage(QStringLiteral("aggregates")));
        auto* table = m_window->findChild<QAbstractButton*>(QStringLiteral("versionsTable"));
        QVERIFY(table);
        const bool tableBefore = table->isChecked();
        press(Qt::Key_T);
        QCOMPARE(table->isChecked(), !tableBefore);
    }

    void everyActionsKeyIsItsOwn()
    {
        QHash<QString, QString> owners;
        for (const QAction* each : m_window->findChildren<QAction*>()) {
            for (const QKeySequence& key : each->shortcuts()) {
                const QString text = key.toString();
                QVERIFY2(!owners.contains(text),
                         qPrintable(QString(text + QLatin1Char(' ') + each->objectName() + QLatin1Char(' ') + owners.value(text))));
                owners.insert(text, each->objectName());
            }
        }
    }

    void palettePositionAndSheet()
    {
        press(Qt::Key_G, Qt::ControlModifier);
        QVERIFY(hasFocus("Position"));
        press(Qt::Key_K, Qt::ControlModifier);
        auto* typed = qobject_cast<QLineEdit*>(QApplication::focusWidget());
        QVERIFY(typed && typed->accessibleName() != QLatin1String("Position"));
        press(Qt::Key_Escape);
        QVERIFY(!typed->isVisible());
        for (const int key : {int(Qt::Key_Question), int(Qt::Key_F1)}) {
            m_window->setFocus();
            press(key);
            QPointer<QDialog> sheet = m_window->findChild<QDialog*>();
            QVERIFY(sheet && sheet->isVisible());
            QTest::keyClick(sheet.data(), Qt::Key_Escape);
            QTRY_VERIFY(!sheet);
            m_window->activateWindow();
            QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        }
        press(Qt::Key_F3);  // asks in the message bar, and does nothing before the answer
        QVERIFY(desk().session()->status().head > 0);
    }

    void aRedLightLeadsToTheFirstViolation()
    {
        static_cast<test::FakeSession*>(desk().session())->breakInvariant(QStringLiteral("money"), QStringLiteral("12.50 missing"), 123);
        action("verify")->trigger();
        const auto light = [&]() -> StatusLight* {
            for (StatusLight* each : m_window->findChildren<StatusLight*>()) {
                if (each->toolTip().contains(QStringLiteral("12.50 missing")))
                    return each;
            }
            return nullptr;
        };
        QTRY_VERIFY(light());
        light()->click();
        QCOMPARE(desk().position(), 123);
        QVERIFY(!desk().isLive());
        QCOMPARE(desk().selection().kind, Selection::Kind::Invariant);
        auto* causes = m_window->findChild<CauseList*>();
        QTRY_VERIFY(causes->isVisible() && !linksOf(*causes).isEmpty());
        Q_EMIT causes->linkActivated(linksOf(*causes).first());
        QCOMPARE(desk().selection().position, 123);
        desk().goTo(122);
        press(Qt::Key_BracketRight);
        QCOMPARE(desk().position(), 123);
    }

    void whyAndWhyNotAreAnswered()
    {
        const api::EventRow event = static_cast<test::FakeSession*>(desk().session())->shop().event(40);
        desk().select({Selection::Kind::Event, event.eventId, 40});
        press(Qt::Key_W);
        auto* causes = m_window->findChild<CauseList*>();
        QTRY_VERIFY(causes->isVisible() && !linksOf(*causes).isEmpty());
        const QStringList why = linksOf(*causes);
        QCOMPARE(why.first(), deskLink::toEvent(event.eventId));  // the nearest first
        press(Qt::Key_Y);
        QTRY_VERIFY(linksOf(*causes) != why || causes->findChildren<QLabel*>().size() > why.size());
        const auto says = [&](const char* text) {
            const auto labels = causes->findChildren<QLabel*>();
            return std::any_of(labels.begin(), labels.end(),
                               [&](const QLabel* label) { return label->text().contains(QLatin1String(text)); });
        };
        QTRY_VERIFY(says("was never appended"));
        press(Qt::Key_W);
        QTRY_VERIFY(!says("was never appended"));
    }

    void rowsLeadToRowsAndBackToEvents()
    {
        const api::EventRow event = static_cast<test::FakeSession*>(desk().session())->shop().event(40);
        desk().select({Selection::Kind::Event, event.eventId, 40});
        action("rows")->trigger();
        auto* tree = m_window->findChild<RowsPage*>()->findChild<QTreeWidget*>();
        QTRY_COMPARE(tree->topLevelItemCount(), 2);  // the service's database and the read models
        QTreeWidgetItem* row = tree->topLevelItem(1)->child(0);
        QCOMPARE(row->text(0), QStringLiteral("order_read_model"));
        QCOMPARE(row->childCount(), 1);
        Q_EMIT tree->itemActivated(row, 0);
        QCOMPARE(desk().selection().kind, Selection::Kind::Row);
        QCOMPARE(desk().selection().id, QString(QStringLiteral("order_read_model/") + event.aggregateId));
        QTRY_VERIFY(tree->topLevelItemCount() > 0 && tree->topLevelItem(0)->text(1).startsWith(QLatin1Char('#')));
        Q_EMIT tree->itemActivated(tree->topLevelItem(tree->topLevelItemCount() - 1), 0);
        QCOMPARE(desk().selection().kind, Selection::Kind::Event);
    }

    void aCauseThatSomebodyArmedIsPointedAt()
    {
        desk().navigate(QStringLiteral("faults"), QStringLiteral("dual_write"));
        auto* dialog = m_window->findChild<QDialog*>(QStringLiteral("faultsDialog"));
        QVERIFY(dialog && dialog->isVisible());
        QCOMPARE(dialog->focusWidget(), static_cast<QWidget*>(dialog->findChild<PitfallList*>()->box(QStringLiteral("dual_write"))));
        for (const char* step : {"process_payment", "confirm_order"}) {
            api::FaultRule rule;
            rule.kind = QStringLiteral("refuse");
            rule.step = QString::fromLatin1(step);
            desk().session()->armFault(rule);
        }
        FaultList& rules = *dialog->findChild<FaultList*>();
        QTRY_VERIFY(rules.model().rules().size() >= 2);
        const qint64 last = rules.model().rules().last().id;
        desk().navigate(QStringLiteral("faults"), QString::number(last));
        QCOMPARE(rules.model().rule(rules.table().currentIndex().row())->id, last);
    }

    void lettersAreTextWhileTyping()
    {
        const api::Position head = desk().session()->status().head;
        const bool inspector = action("inspector")->isChecked();
        press(Qt::Key_G, Qt::ControlModifier);
        auto* field = qobject_cast<QLineEdit*>(QApplication::focusWidget());
        QVERIFY(field);
        field->clear();
        for (const int key : {int(Qt::Key_O), int(Qt::Key_I), int(Qt::Key_Comma), int(Qt::Key_Space), int(Qt::Key_Plus)})
            press(key);
        QCOMPARE(field->text(), QStringLiteral("oi, +"));
        QCOMPARE(desk().session()->status().head, head);
        QVERIFY(desk().isLive());
        QVERIFY(!desk().session()->status().running);
        QCOMPARE(action("inspector")->isChecked(), inspector);
    }

    void lettersCanBeSwitchedOff()
    {
        m_settings.setLetterKeys(false);
        const bool inspector = action("inspector")->isChecked();
        press(Qt::Key_I);
        press(Qt::Key_Comma);
        QCOMPARE(action("inspector")->isChecked(), inspector);
        QVERIFY(desk().isLive());
        press(Qt::Key_F4);  // not a single letter: it stays
        QVERIFY(!desk().isLive());
    }
};

}  // namespace replay::ui

QTEST_MAIN(replay::ui::WindowKeysTest)
#include "window_keys_test.moc"
