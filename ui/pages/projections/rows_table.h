// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/projection_rows_model.h"

#include <QTableView>
#include <QTimer>

namespace replay::ui {

class RowsDelegate;

/// The table of a read model's rows: set by what the columns hold, marking what just changed, every row a link.
class RowsTable : public QTableView {
    Q_OBJECT
public:
    RowsTable(ProjectionRowsModel& rows, QWidget* parent = nullptr);

    /// Underlays this text wherever it occurs.
    void setHighlight(const QString& text);
    /// Keeps repainting as long as a change is marked.
    void followChanges();
    int firstVisible() const;
    int lastVisible() const;
    void selectKey(const QString& key);

Q_SIGNALS:
    void pointedAt(const QString& key);
    /// The thing a cell speaks of: its own id, else the id of its row.
    void aggregateRequested(const QString& id);
    void filterRequested(const QString& text);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void applyColumns();
    void applyRowHeight();
    void fillWidth();
    void openAggregate(const QModelIndex& index);
    void openMenu(const QPoint& place);

    ProjectionRowsModel& m_rows;
    RowsDelegate* m_delegate = nullptr;
    QString m_highlight;
    QTimer m_glow;
};

}  // namespace replay::ui
