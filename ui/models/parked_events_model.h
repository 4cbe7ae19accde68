// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/reader.h"

#include <QAbstractTableModel>

namespace replay::ui {

/// What one read model has set aside: the events that failed, what waits behind them, and what was skipped. Updated in place,
/// so that the selection stays on its event.
class ParkedEventsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Where, Event, Stream, State, Attempts, Why, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

    /// Asks for as many rows as are shown, at least a page. The reader stays the caller's and outlives the next call.
    base::Status refresh(api::Reader& reader, const QString& projection);
    void clear();
    /// Null where there is no such row.
    const api::ParkedEvent* at(int row) const;
    /// The event that has to be decided for this one to go on: the first of its chain, as far as it is shown.
    const api::ParkedEvent* root(int row) const;

    static constexpr int pageRows = 200;

private:
    void replaceBy(const QList<api::ParkedEvent>& fresh);

    api::Reader* m_reader = nullptr;
    QString m_projection;
    QList<api::ParkedEvent> m_events;  ///< by rising position
    bool m_more = false;
};

/// "3 parked, 1 skipped".
QString setAsideText(const api::ProjectionInfo& projection);

}  // namespace replay::ui
