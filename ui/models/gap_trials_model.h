// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/what_if.h"

#include <QAbstractTableModel>

namespace replay::ui {

/// A saga at each of its gaps: gap × outcome × invariant, one row a trial and one column an invariant.
class GapTrialsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { StepColumn, GapColumn, FaultColumn, OutcomeColumn, AttemptsColumn, TookColumn, FirstInvariantColumn };
    static constexpr int MarkRole = 0x0100 + 900;

    using QAbstractTableModel::QAbstractTableModel;

    void setTrials(const QList<api::GapTrial>& trials);
    const QList<api::GapTrial>& trials() const { return m_trials; }
    /// Trials that did not end well.
    int bad() const;
    /// What came of one trial, in lines of words, each violation verbatim.
    QString details(int row) const;
    /// The whole matrix in codes, machine-neutral whatever the language of the window.
    QByteArray csv() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString text(const api::GapTrial& trial, int column) const;
    QString tip(const api::GapTrial& trial, int column) const;
    QVariant mark(const api::GapTrial& trial, int column) const;
    const api::InvariantResult* invariant(const api::GapTrial& trial, int column) const;

    QList<api::GapTrial> m_trials;
};

}  // namespace replay::ui
