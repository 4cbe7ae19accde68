// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fake_session.h"
#include "ui/pages/sagas/gap_matrix_dialog.h"
#include "ui/pages/sagas/sagas_page.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace replay;
using namespace replay::ui;

namespace {

QString text(const char* latin) { return QString::fromLatin1(latin); }

}  // namespace

class GapMatrixDialogTest : public QObject {
    Q_OBJECT

    struct Bench {
        Bench()
        {
            auto owned = std::make_unique<test::FakeSession>(test::FakeOptions{.events = 400});
            session = owned.get();
            desk.setSession(std::move(owned));
            page = std::make_unique<SagasPage>(desk);
            page->resize(1366, 700);
            page->show();
            page->findChild<QPushButton*>(text("openGapMatrix"))->click();
            dialog = page->findChild<GapMatrixDialog*>();
        }
        Desk desk;
        test::FakeSession* session = nullptr;
        std::unique_ptr<SagasPage> page;
        GapMatrixDialog* dialog = nullptr;
    };

private Q_SLOTS:
    void theMatrixSaysHowEachRunEnded()
    {
        Bench bench;
        QVERIFY(bench.dialog && bench.dialog->isVisible());
        QCOMPARE(bench.dialog->saga().count(), 2);
        bench.dialog->tryButton().click();
        QTRY_COMPARE(bench.dialog->model().rowCount(), 12);
        QVERIFY2(bench.dialog->told().contains(text("every invariant held")), qPrintable(bench.dialog->told()));
        QCOMPARE(bench.dialog->model().columnCount(), GapTrialsModel::FirstInvariantColumn + 6);
        QVERIFY2(bench.dialog->details().contains(text("What holds: Streams, Money")), qPrintable(bench.dialog->details()));
        bench.dialog->table().setCurrentIndex(bench.dialog->model().index(4, 0));
        QVERIFY2(bench.dialog->details().contains(text("Reserve inventory")), qPrintable(bench.dialog->details()));
    }

    void withAPitfallTheViolationIsToldVerbatim()
    {
        Bench bench;
        QVERIFY(!bench.dialog->withPitfalls().isEnabled());
        bench.session->setPitfall(text("no_timeout"), true);
        QTRY_VERIFY(bench.dialog->withPitfalls().isEnabled());
        bench.dialog->withPitfalls().setChecked(true);
        bench.dialog->tryAll();
        QTRY_COMPARE(bench.dialog->model().rowCount(), 12);
        QCOMPARE(bench.dialog->model().bad(), 1);
        QVERIFY2(bench.dialog->told().contains(text("1 run did not end well")), qPrintable(bench.dialog->told()));
        // The first bad run is chosen by itself.
        QVERIFY2(bench.dialog->details().contains(text("49.90 were paid and never returned (position 17)")),
                 qPrintable(bench.dialog->details()));
        const GapTrialsModel& model = bench.dialog->model();
        const int row = bench.dialog->table().currentIndex().row();
        QCOMPARE(model.index(row, GapTrialsModel::FirstInvariantColumn + 1).data().toString(), text("broken"));
        QVERIFY(model.index(row, GapTrialsModel::FirstInvariantColumn + 1).data(Qt::ToolTipRole).toString().contains(text("49.90")));
    }

    void itIsExportedInCodes()
    {
        Bench bench;
        bench.dialog->tryAll();
        QTRY_COMPARE(bench.dialog->model().rowCount(), 12);
        QTemporaryDir place;
        QCOMPARE(bench.dialog->exportTo(place.filePath(text("gaps.csv"))), QString());
        QFile file(place.filePath(text("gaps.csv")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArrayList lines = file.readAll().split('\n');
        QVERIFY(lines.first().startsWith("step_id,kind,gap,fault,outcome,attempts,duration_us,streams,money"));
        QVERIFY(lines.at(1).startsWith("create_order,action,received,lost_request,completed,2,1250000,holds,holds"));
        QVERIFY(!bench.dialog->exportTo(place.filePath(text("none/gaps.csv"))).isEmpty());
    }

    void anotherWorkspaceClearsIt()
    {
        Bench bench;
        bench.dialog->tryAll();
        QTRY_COMPARE(bench.dialog->model().rowCount(), 12);
        bench.desk.setSession(nullptr);
        QCOMPARE(bench.dialog->model().rowCount(), 0);
        QVERIFY(!bench.dialog->tryButton().isEnabled());
    }
};

QTEST_MAIN(GapMatrixDialogTest)
#include "gap_matrix_dialog_test.moc"
