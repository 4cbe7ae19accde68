// SPDX-License-Identifier: GPL-3.0-or-later
// The table of uniform rows: keys, mouse, columns, growth, and what assistive technology is told of it.
#include "ui/widgets/long_table.h"

#include <QAbstractTableModel>
#include <QAccessible>
#include <QHeaderView>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace replay::ui;

namespace {

/// Rows that cost nothing: what is kept per row is the view's.
class Numbers : public QAbstractTableModel {
public:
    explicit Numbers(int rows) : m_rows(rows) {}
    int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : m_rows; }
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : 3; }
    QVariant data(const QModelIndex& index, int role) const override
    {
        return role == Qt::DisplayRole ? QVariant(QStringLiteral("%1/%2").arg(index.row()).arg(index.column())) : QVariant();
    }
    void append(int rows)
    {
        beginInsertRows({}, m_rows, m_rows + rows - 1);
        m_rows += rows;
        endInsertRows();
    }
    void clear()
    {
        beginRemoveRows({}, 0, m_rows - 1);
        m_rows = 0;
        endRemoveRows();
    }

private:
    int m_rows;
};

}  // namespace

class LongTableTest : public QObject {
    Q_OBJECT
private:
    struct Fixture {
        explicit Fixture(int rows) : model(rows)
        {
            table.setModel(&model);
            table.setSelectionMode(QAbstractItemView::SingleSelection);
            table.setRowHeight(20);
            table.resize(400, 20 * 10 + table.horizontalHeader()->sizeHint().height() + 2 * table.frameWidth());
            table.show();
            QCoreApplication::processEvents();
        }
        int row() const { return table.currentIndex().row(); }
        bool sees(int at) const { return table.viewport()->rect().contains(table.visualRect(model.index(at, 0))); }
        Numbers model;
        LongTable table;
    };

private Q_SLOTS:
    void keysMoveByRowsAndPages()
    {
        Fixture f(10'000'000);
        QCOMPARE(f.table.rowsInSight(), 10);
        QCOMPARE(f.table.verticalScrollBar()->maximum(), 10'000'000 - 10);
        f.table.setCurrentIndex(f.model.index(0, 0));
        QTest::keyClick(&f.table, Qt::Key_Up);
        QCOMPARE(f.row(), 0);
        QTest::keyClick(&f.table, Qt::Key_Down);
        QCOMPARE(f.row(), 1);
        QTest::keyClick(&f.table, Qt::Key_PageDown);
        QCOMPARE(f.row(), 11);
        QVERIFY(f.sees(11));
        QTest::keyClick(&f.table, Qt::Key_End);
        QCOMPARE(f.row(), 9'999'999);
        QVERIFY(f.sees(9'999'999));
        QTest::keyClick(&f.table, Qt::Key_PageUp);
        QCOMPARE(f.row(), 9'999'989);
        QVERIFY(f.sees(9'999'989));
        QTest::keyClick(&f.table, Qt::Key_Home);
        QCOMPARE(f.row(), 0);
        QCOMPARE(f.table.topRow(), 0);
        QTest::keyClick(&f.table, Qt::Key_7);  // no search, which would read every row
        QCOMPARE(f.row(), 0);
    }

    void leftAndRightPassHiddenColumns()
    {
        Fixture f(5);
        f.table.horizontalHeader()->setSectionHidden(1, true);
        f.table.setCurrentIndex(f.model.index(2, 0));
        QTest::keyClick(&f.table, Qt::Key_Right);
        QCOMPARE(f.table.currentIndex().column(), 2);
        QTest::keyClick(&f.table, Qt::Key_Right);
        QCOMPARE(f.table.currentIndex().column(), 2);
        QTest::keyClick(&f.table, Qt::Key_Left);
        QCOMPARE(f.table.currentIndex(), f.model.index(2, 0));
        QVERIFY(f.table.visualRect(f.model.index(2, 1)).isEmpty());
    }

    void aClickSelectsItsRow()
    {
        Fixture f(1'000);
        f.table.verticalScrollBar()->setValue(500);
        const QRect place = f.table.visualRect(f.model.index(503, 1));
        QCOMPARE(f.table.indexAt(place.center()), f.model.index(503, 1));
        QTest::mouseClick(f.table.viewport(), Qt::LeftButton, {}, place.center());
        QCOMPARE(f.row(), 503);
        QCOMPARE(f.table.selectionModel()->selectedRows().size(), 1);
        QVERIFY(f.table.selectionModel()->isRowSelected(503));
        QVERIFY(!f.table.indexAt({place.left(), f.table.viewport()->height() * 200}).isValid());
    }

    void wideColumnsScrollIntoSight()
    {
        Fixture f(3);
        for (int column = 0; column < 3; ++column)
            f.table.horizontalHeader()->resizeSection(column, 300);
        QCOMPARE(f.table.horizontalScrollBar()->maximum(), 900 - f.table.viewport()->width());
        f.table.scrollTo(f.model.index(0, 2));
        QCOMPARE(f.table.visualRect(f.model.index(0, 2)).right(), f.table.viewport()->width() - 1);
        f.table.scrollTo(f.model.index(0, 0));
        QCOMPARE(f.table.visualRect(f.model.index(0, 0)).left(), 0);
    }

    void rowsComeAndGo()
    {
        Fixture f(10);
        QCOMPARE(f.table.verticalScrollBar()->maximum(), 0);
        f.model.append(90);
        QCOMPARE(f.table.verticalScrollBar()->maximum(), 90);
        f.table.scrollToBottom();
        QVERIFY(f.sees(99));
        f.model.clear();
        QCOMPARE(f.table.verticalScrollBar()->maximum(), 0);
        QVERIFY(!f.table.currentIndex().isValid());
        QTest::keyClick(&f.table, Qt::Key_Down);
        QVERIFY(!f.table.indexAt({5, 5}).isValid());
    }

    void cellsAreTold()
    {
        Fixture f(50);
        QAccessibleInterface* told = QAccessible::queryAccessibleInterface(&f.table);
        QVERIFY(told && told->tableInterface());
        QCOMPARE(told->role(), QAccessible::Table);
        QCOMPARE(told->childCount(), 150);
        QAccessibleInterface* cell = told->tableInterface()->cellAt(4, 1);
        QCOMPARE(cell->text(QAccessible::Name), QStringLiteral("4/1"));
        QCOMPARE(told->indexOfChild(cell), 13);
        QCOMPARE(told->child(13), cell);
        QVERIFY(told->tableInterface()->selectRow(4));
        QCOMPARE(f.row(), 4);
        QVERIFY(cell->state().selected);
        QVERIFY(!told->tableInterface()->cellAt(5, 1)->state().selected);
        QCOMPARE(told->childAt(cell->rect().center().x(), cell->rect().center().y()), cell);
        QVERIFY(told->tableInterface()->cellAt(49, 0)->state().offscreen);
    }
};

QTEST_MAIN(LongTableTest)
#include "long_table_test.moc"
