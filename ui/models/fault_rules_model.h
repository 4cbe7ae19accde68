// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/desk.h"

#include <QAbstractTableModel>

namespace replay::ui {

/// The fault rules of the workspace: kind, aim, how often each has struck.
class FaultRulesModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { KindColumn, AimColumn, FiredColumn, ColumnCount };

    explicit FaultRulesModel(Desk& desk, QObject* parent = nullptr);

    const QList<api::FaultRule>& rules() const { return m_rules; }
    const api::FaultRule* rule(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void changed();

private:
    void attach();
    void read();

    Desk& m_desk;
    QList<api::FaultRule> m_rules;
    QMetaObject::Connection m_connection;
};

}  // namespace replay::ui
