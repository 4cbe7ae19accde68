// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/desk.h"

#include <QAbstractTableModel>

namespace replay::ui {

/// The fault rules of the workspace: kind, aim, how often each has struck, since when it is armed.
class FaultRulesModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { KindColumn, AimColumn, FiredColumn, SinceColumn, ColumnCount };
    enum class Rules { Armed, All };

    FaultRulesModel(Desk& desk, Rules rules, QObject* parent = nullptr);

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

    QString sinceOf(const api::FaultRule& rule) const;

    Desk& m_desk;
    Rules m_wanted;
    QList<api::FaultRule> m_rules;
    QMetaObject::Connection m_connection;
};

}  // namespace replay::ui
