// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/desk.h"

#include <QAbstractTableModel>

namespace replay::ui {

/// What the person sent, the oldest first, with how it ended.
class SentCommandsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { NameColumn, OutcomeColumn, ReasonColumn, ColumnCount };
    static constexpr int commandsMax = 100;

    explicit SentCommandsModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

    /// `commands` as the reader gives them; rows already shown stay and are updated in place.
    void show(const QList<api::SentCommand>& commands);
    const api::SentCommand* command(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<api::SentCommand> m_commands;
};

}  // namespace replay::ui
