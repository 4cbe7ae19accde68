// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fake_session.h"
#include "ui/pages/home/demonstration_button.h"
#include "ui/pages/home/home_page.h"
#include "ui/pages/home/import_card.h"
#include "ui/pages/home/import_panel.h"
#include "ui/pages/home/now_panel.h"
#include "ui/pages/home/open_card.h"
#include "ui/pages/home/outcome_chart.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace replay;
using namespace replay::ui;

class HomePageTest : public QObject {
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Desk> m_desk;
    std::unique_ptr<HomePage> m_page;
    test::FakeWorkspaces m_workspaces;

    template <typename T>
    T* part(const char* name) const
    {
        auto* found = m_page->findChild<T*>(QLatin1String(name));
        if (!found)
            qFatal("no %s on the page", name);
        return found;
    }
    test::FakeSession* open(const test::FakeOptions& options = {})
    {
        auto session = std::make_unique<test::FakeSession>(options);
        auto* raw = session.get();
        m_desk->setSession(std::move(session));
        return raw;
    }
    QString touch(const QString& name) const
    {
        QFile file(m_folder->filePath(name));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("cannot write %s", qPrintable(file.fileName()));
        return file.fileName();
    }
    void drop(const QString& path)
    {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path)});
        QDragEnterEvent enter({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(m_page.get(), &enter);
        QDropEvent dropped({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(m_page.get(), &dropped);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QCoreApplication::setOrganizationName(QStringLiteral("replayground-test"));
        QCoreApplication::setApplicationName(QStringLiteral("home-page-test"));
        qRegisterMetaType<api::NewWorkspace>();
    }
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QSettings settings;
        settings.clear();
        settings.setValue(QStringLiteral("workspaces/root"), m_folder->filePath(QStringLiteral("shops")));
        m_desk = std::make_unique<Desk>();
        m_page = std::make_unique<HomePage>(*m_desk, nullptr);
        m_page->setWorkspaces(&m_workspaces);
        m_page->resize(1'000, 700);
        m_page->show();
    }
    void cleanup()
    {
        m_page.reset();
        m_desk.reset();
        QSettings().clear();
    }

    void runsADemonstration()
    {
        QSignalSpy created(m_page.get(), &HomePage::createRequested);
        const auto buttons = m_page->findChildren<DemonstrationButton*>();
        QCOMPARE(buttons.size(), m_workspaces.demonstrations().size());
        for (auto* button : buttons) {
            created.clear();
            QVERIFY(!button->accessibleName().isEmpty());
            QTest::mouseClick(button, Qt::LeftButton);
            QCOMPARE(created.size(), 1);
            QCOMPARE(created.first().at(0).toString(),
                     m_folder->filePath(QStringLiteral("shops/%1.replay").arg(button->demonstration().id)));
            const auto options = created.first().at(1).value<api::NewWorkspace>();
            QCOMPARE(options.scenario, button->demonstration().scenario);
            const auto seed = QJsonDocument::fromJson(options.scenario).object().value(QLatin1String("seed"));
            if (seed.isDouble())
                QCOMPARE(options.seed, static_cast<quint64>(seed.toInteger()));
            QCOMPARE(created.first().at(2).toBool(), true);
        }
    }

    void aSecondRunGetsAFolderOfItsOwn()
    {
        auto* button = m_page->findChildren<DemonstrationButton*>().first();
        QDir().mkpath(m_folder->filePath(QStringLiteral("shops/%1.replay").arg(button->demonstration().id)));
        QSignalSpy created(m_page.get(), &HomePage::createRequested);
        QTest::keyClick(button, Qt::Key_Space);
        QVERIFY(created.first().at(0).toString().endsWith(QStringLiteral("%1-2.replay").arg(button->demonstration().id)));
    }

    void startsFreePlayFromASeed()
    {
        QSignalSpy created(m_page.get(), &HomePage::createRequested);
        auto* start = part<QPushButton>("startFreePlay");
        auto* seed = part<QLineEdit>("seed");
        seed->setText(QStringLiteral("4711"));
        QTest::mouseClick(start, Qt::LeftButton);
        auto options = created.takeFirst().at(1).value<api::NewWorkspace>();
        QCOMPARE(options.seed, 4711U);
        const auto scenario = QJsonDocument::fromJson(options.scenario).object();
        QCOMPARE(scenario.value(QLatin1String("seed")).toInteger(), 4711);
        QCOMPARE(scenario.value(QLatin1String("workload")).toObject().value(QLatin1String("orders")).toInt(), 0);
        part<QCheckBox>("stocked")->setChecked(false);
        QTest::mouseClick(start, Qt::LeftButton);
        options = created.takeFirst().at(1).value<api::NewWorkspace>();
        QVERIFY(options.scenario.isEmpty());
        seed->clear();
        QVERIFY(!start->isEnabled());
        QVERIFY(!start->toolTip().isEmpty());
    }

    void listsRecentWorkspaces()
    {
        const QString there = m_folder->filePath(QStringLiteral("there.replay"));
        const QString gone = m_folder->filePath(QStringLiteral("gone.replay"));
        QDir().mkpath(there);
        QSettings().setValue(QStringLiteral("recent/workspaces"), QStringList{there, gone});
        m_page->hide();
        m_page->show();
        QTRY_COMPARE(m_page->findChildren<RecentButton*>().size(), 2);
        const auto buttons = m_page->findChildren<RecentButton*>();
        QCOMPARE(buttons.at(0)->folder(), there);
        QVERIFY(!buttons.at(0)->isMissing());
        QVERIFY(buttons.at(1)->isMissing());
        QSignalSpy opened(m_page.get(), &HomePage::openRequested);
        QTest::mouseClick(buttons.at(0), Qt::LeftButton);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened.first().first().toString(), there);
        QTest::mouseClick(buttons.at(1), Qt::LeftButton, {}, {5, 5});
        QCOMPARE(opened.size(), 1);
        QTest::mouseClick(buttons.at(1)->findChild<QToolButton*>(QStringLiteral("forget")), Qt::LeftButton);
        QTRY_COMPARE(m_page->findChildren<RecentButton*>().size(), 1);
        QCOMPARE(QSettings().value(QStringLiteral("recent/workspaces")).toStringList(), QStringList{there});
    }

    void asksForAnImport()
    {
        auto* import = part<QPushButton>("startImport");
        QVERIFY(!import->isEnabled());
        QVERIFY(!import->toolTip().isEmpty());
        const QString file = touch(QStringLiteral("orders.csv.gz"));
        m_page->findChild<ImportCard*>()->setFile(file);
        QVERIFY(import->isEnabled());
        part<QDoubleSpinBox>("stockFactor")->setValue(0.5);
        part<QSpinBox>("invoiceLimit")->setValue(300);
        QSignalSpy requested(m_page.get(), &HomePage::importRequested);
        QTest::mouseClick(import, Qt::LeftButton);
        QCOMPARE(requested.size(), 1);
        QCOMPARE(requested.first().at(0).toString(), file);
        QCOMPARE(requested.first().at(1).toDouble(), 0.5);
        QCOMPARE(requested.first().at(2).toLongLong(), 300);
        m_page->findChild<ImportCard*>()->setFile(touch(QStringLiteral("log.ndjson")));  // is taken up as it is
        QVERIFY(!part<QDoubleSpinBox>("stockFactor")->isEnabled() && !part<QSpinBox>("invoiceLimit")->isEnabled());
        QVERIFY(import->isEnabled());
    }

    void showsAnImportToItsReport()
    {
        auto* session = open();
        auto* panel = m_page->findChild<ImportPanel*>();
        QVERIFY(!panel->isVisible());
        session->import(QStringLiteral("orders.csv"), 1.0, 0);
        QTRY_VERIFY(panel->isVisible());
        QVERIFY(panel->isRunning());
        QVERIFY(part<QPushButton>("cancelImport")->isVisible());
        QVERIFY(!part<QPushButton>("startImport")->isEnabled());
        QTRY_VERIFY(!panel->isRunning());
        auto* refused = part<QTableWidget>("refusedRows");
        QVERIFY(refused->isVisible());
        QCOMPARE(refused->rowCount(), 2);
        QTest::mouseClick(part<QPushButton>("copyReport"), Qt::LeftButton);
        QVERIFY(QJsonDocument::fromJson(QApplication::clipboard()->text().toUtf8()).object().contains(QLatin1String("rows_read")));
    }

    void anImportCanBeStopped()
    {
        auto* session = open();
        QSignalSpy finished(session, &api::Session::importFinished);
        session->import(QStringLiteral("orders.csv"), 1.0, 100'000);
        auto* cancel = part<QPushButton>("cancelImport");
        QTRY_VERIFY(cancel->isVisible());
        QTest::mouseClick(cancel, Qt::LeftButton);
        QTRY_COMPARE(finished.size(), 1);
        auto* panel = m_page->findChild<ImportPanel*>();
        QVERIFY(!panel->isRunning());
        QVERIFY(panel->isVisible());
        const auto report = finished.first().first().value<api::ImportReport>();
        QVERIFY(report.rowsRead < 2'000'000);
    }

    void saysWhatIsGoingOn()
    {
        auto* panel = m_page->findChild<NowPanel*>();
        QVERIFY(!panel->isVisible());
        auto* session = open();
        QVERIFY(panel->isVisible());
        QVERIFY(!part<QLabel>("workspaceName")->text().isEmpty());
        auto* chart = panel->findChild<OutcomeChart*>();
        const QString before = chart->accessibleName();
        session->advance(5'000);
        QTRY_VERIFY(chart->accessibleName() != before);
        QSignalSpy navigated(m_desk.get(), &Desk::navigationRequested);
        QTest::mouseClick(part<QPushButton>("continueWorkspace"), Qt::LeftButton);
        QCOMPARE(navigated.size(), 1);
        m_desk->setSession(nullptr);
        QVERIFY(!panel->isVisible());
    }

    void saysWhichLookWasChosen()
    {
        QSignalSpy themes(m_page.get(), &HomePage::themeChosen);
        QSignalSpy scales(m_page.get(), &HomePage::textScaleChosen);
        m_page->setAppearance(QStringLiteral("dark"), 1.3);
        auto* theme = part<QComboBox>("theme");
        auto* scale = part<QComboBox>("textScale");
        QCOMPARE(theme->currentData().toString(), QStringLiteral("dark"));
        QCOMPARE(scale->currentData().toDouble(), 1.25);
        QCOMPARE(themes.size() + scales.size(), 0);
        QTest::keyClick(theme, Qt::Key_Up);
        QTest::keyClick(scale, Qt::Key_Down);
        QCOMPARE(themes.size(), 1);
        QCOMPARE(themes.first().first().toString(), QStringLiteral("light"));
        QCOMPARE(scales.first().first().toDouble(), 1.5);
    }

    void takesWhatIsDropped()
    {
        const QString folder = m_folder->filePath(QStringLiteral("shop.replay"));
        QDir().mkpath(folder);
        QSignalSpy opened(m_page.get(), &HomePage::openRequested);
        drop(folder);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened.first().first().toString(), folder);
        const QString file = touch(QStringLiteral("orders.csv"));
        drop(file);
        QCOMPARE(m_page->findChild<ImportCard*>()->file(), file);
        drop(touch(QStringLiteral("picture.png")));
        QCOMPARE(opened.size(), 1);
        QCOMPARE(m_page->findChild<ImportCard*>()->file(), file);
    }

    void fitsIntoNarrowAndWideWindows()
    {
        for (const QSize size : {QSize(560, 400), QSize(860, 420), QSize(1'800, 900)}) {
            m_page->resize(size);
            QTest::qWait(1);
            for (const auto* button : m_page->findChildren<QAbstractButton*>()) {
                if (button->isVisible())
                    QVERIFY2(button->mapTo(m_page.get(), QPoint(button->width(), 0)).x() <= m_page->width(), qPrintable(button->text()));
            }
        }
    }
};

QTEST_MAIN(HomePageTest)
#include "home_page_test.moc"
