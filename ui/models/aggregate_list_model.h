// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/desk.h"

#include <QAbstractTableModel>
#include <QTimer>

namespace replay::ui {

/// The aggregates of a type (or all), those whose name or id contains a text; read in keyset windows as one scrolls. While
/// the log grows, the rows in sight are read again now and then, so that versions rise and new aggregates turn up.
class AggregateListModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { NameColumn, VersionColumn, ColumnCount };
    static constexpr int IdRole = 0x0100 + 902;
    static constexpr int TypeRole = 0x0100 + 903;
    static constexpr int windowRows = 100;
    static constexpr int refreshMs = 1'000;

    explicit AggregateListModel(Desk& desk, QObject* parent = nullptr);

    void setQuery(const QString& type, const QString& search);
    const api::AggregateRow& row(int number) const { return m_list.at(number); }
    int rowOf(const QString& aggregateId) const;
    bool isLoading() const { return m_asked; }
    /// All rows there are have been read.
    bool isComplete() const { return m_complete; }
    /// The rows a view shows, for the refreshing.
    void setInSight(int first, int last);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

Q_SIGNALS:
    void loadingChanged();
    void readFailed(const replay::base::Error& error);

private:
    static QString nameOf(const api::AggregateRow& row);
    void load();
    void refresh();
    std::optional<api::Position> cursor() const;  ///< empty: live

    Desk& m_desk;
    QString m_type;
    QString m_search;
    QList<api::AggregateRow> m_list;
    bool m_complete = true;
    bool m_asked = false;
    bool m_refreshing = false;
    bool m_refreshAgain = false;  ///< something has changed while the rows were being refreshed
    bool m_wasLive = true;
    quint64 m_generation = 0;
    int m_first = 0;
    int m_last = 0;
    QTimer m_pause;
};

}  // namespace replay::ui
