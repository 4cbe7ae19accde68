// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/values.h"

#include <QAbstractTableModel>

namespace replay::ui {

/// The attempts of one saga as a table: what the timeline shows, for those who read rather than look.
class SagaAttemptsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column {
        StepColumn,
        AttemptColumn,
        ServiceColumn,
        SentColumn,
        HandledColumn,
        AnsweredColumn,
        OutcomeColumn,
        ErrorColumn,
        FaultColumn,
        ColumnCount
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// The same saga again changes only what changed.
    void setTimeline(const api::SagaTimeline& timeline);
    void clear();
    const QList<api::SagaAttempt>& attempts() const { return m_attempts; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QVariant text(const api::SagaAttempt& attempt, int column) const;

    QString m_sagaId;
    QList<api::SagaAttempt> m_attempts;
    api::ModelTime m_start;
};

}  // namespace replay::ui
