// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/values.h"

#include <QAbstractItemModel>

namespace replay::ui {

/// Commands and queries grouped by the service that answers them; commands first.
class RequestTreeModel : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Role { NameRole = Qt::UserRole + 1, QueryRole };

    struct Entry {
        api::RequestSchema schema;
        bool query = false;
    };

    using QAbstractItemModel::QAbstractItemModel;

    void setSchemas(const QList<api::RequestSchema>& commands, const QList<api::RequestSchema>& queries);
    const Entry* entry(const QModelIndex& index) const;
    QModelIndex find(const QString& name) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    struct Group {
        QString service;
        QList<Entry> entries;
    };
    QList<Group> m_groups;
};

}  // namespace replay::ui
