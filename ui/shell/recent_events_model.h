// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/desk.h"

#include <QAbstractTableModel>

namespace replay::ui {

/// The newest events up to the cursor, oldest at the top: a window of fixed size that slides along the log.
class RecentEventsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column {
        PositionColumn,
        TimeColumn,
        ServiceColumn,
        TypeColumn,
        AggregateColumn,
        VersionColumn,
        CauseColumn,
        NoteColumn,
        ColumnCount
    };
    static constexpr int windowMax = 200;

    explicit RecentEventsModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

    /// Slides the window so that it ends at `position`.
    void showUpTo(api::Reader* reader, api::Position position);
    const api::EventRow* event(int row) const;
    int rowOf(const QString& eventId) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const api::EventRow& event, int column) const;

    QList<api::EventRow> m_events;
};

}  // namespace replay::ui
