// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/values.h"
#include "core/base/pace_meter.h"

#include <QAbstractListModel>

namespace replay::ui {

/// The read models of the workspace, one row each, in the order the platform gives them. Updated in place: a row keeps its
/// selection while its numbers move.
class ProjectionListModel : public QAbstractListModel {
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

    void update(const QList<api::ProjectionInfo>& projections);
    /// Null where there is no such row.
    const api::ProjectionInfo* at(int row) const;
    int rowOf(const QString& name) const;
    /// How many need a person: they failed, stand still though there is work, or have parked something.
    int failedCount() const;
    bool isAnyRebuilding() const;

private:
    QList<api::ProjectionInfo> m_projections;
};

/// "order_read_model" as people read it. Names that are not known to the program are spelled out from their code.
QString projectionTitle(const QString& name);
/// The status as a code of the status pills.
QString projectionStatusCode(api::ProjectionStatus status);
/// "1,518 rows".
QString rowsText(qint64 rows);
/// How far a rebuild is: events of all, and, once its pace is known, how many a second and how long it takes.
QString rebuildText(const api::ProjectionInfo& projection, const base::PaceMeter& pace);
/// "caught up", or "4 events · 120 ms behind".
QString projectionLagText(const api::ProjectionInfo& projection);

}  // namespace replay::ui
