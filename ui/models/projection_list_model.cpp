// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/projection_list_model.h"

#include "ui/format/words.h"

#include <QCoreApplication>
#include <algorithm>

namespace replay::ui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Projections)
};

bool same(const api::ProjectionInfo& a, const api::ProjectionInfo& b)
{
    return a.name == b.name && a.status == b.status && a.position == b.position && a.lag == b.lag && a.lagUs == b.lagUs &&
           a.rows == b.rows && a.error == b.error && qFuzzyCompare(1.0 + a.progress, 1.0 + b.progress) && a.keyColumns == b.keyColumns &&
           a.inPlace == b.inPlace && a.perSecond == b.perSecond && a.parked == b.parked && a.skipped == b.skipped &&
           a.stalledSince == b.stalledSince && a.stalledWhy == b.stalledWhy && a.rebuilt == b.rebuilt && a.goal == b.goal;
}

}  // namespace

int ProjectionListModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_projections.size()); }

QVariant ProjectionListModel::data(const QModelIndex& index, int role) const
{
    const auto* projection = index.isValid() ? at(index.row()) : nullptr;
    if (!projection)
        return {};
    switch (role) {
    case Qt::DisplayRole: return projectionTitle(projection->name);
    case Qt::ToolTipRole: return projection->name;
    case Qt::AccessibleTextRole:
        return QStringList({projectionTitle(projection->name), format::projectionStatus(projection->status),
                            Words::tr("position %1").arg(format::number(projection->position)), projectionLagText(*projection),
                            rowsText(projection->rows)})
            .join(QStringLiteral(", "));
    default: return {};
    }
}

void ProjectionListModel::update(const QList<api::ProjectionInfo>& projections)
{
    for (int row = 0; row < projections.size(); ++row) {
        const auto& fresh = projections.at(row);
        const int known = rowOf(fresh.name);
        if (known < 0) {
            beginInsertRows({}, row, row);
            m_projections.insert(row, fresh);
            endInsertRows();
            continue;
        }
        if (known != row) {
            beginMoveRows({}, known, known, {}, row);
            m_projections.move(known, row);
            endMoveRows();
        }
        if (!same(m_projections.at(row), fresh)) {
            m_projections[row] = fresh;
            Q_EMIT dataChanged(index(row), index(row));
        }
    }
    if (m_projections.size() > projections.size()) {
        beginRemoveRows({}, static_cast<int>(projections.size()), static_cast<int>(m_projections.size()) - 1);
        m_projections.resize(projections.size());
        endRemoveRows();
    }
}

const api::ProjectionInfo* ProjectionListModel::at(int row) const
{
    return row >= 0 && row < m_projections.size() ? &m_projections.at(row) : nullptr;
}

int ProjectionListModel::rowOf(const QString& name) const
{
    const auto found = std::find_if(m_projections.cbegin(), m_projections.cend(), [&name](const auto& one) { return one.name == name; });
    return found == m_projections.cend() ? -1 : static_cast<int>(found - m_projections.cbegin());
}

int ProjectionListModel::failedCount() const
{
    return static_cast<int>(std::count_if(m_projections.cbegin(), m_projections.cend(), [](const auto& one) {
        return one.status == api::ProjectionStatus::Failed || one.status == api::ProjectionStatus::Stalled || one.parked > 0;
    }));
}

bool ProjectionListModel::isAnyRebuilding() const
{
    return std::any_of(m_projections.cbegin(), m_projections.cend(),
                       [](const auto& one) { return one.status == api::ProjectionStatus::Rebuilding; });
}

QString projectionTitle(const QString& name)
{
    if (name == QLatin1String("order_read_model"))
        return Words::tr("Orders");
    if (name == QLatin1String("product_read_model"))
        return Words::tr("Products");
    if (name == QLatin1String("customer_orders"))
        return Words::tr("Orders by customer");
    if (name == QLatin1String("sales_per_day") || name == QLatin1String("daily_sales"))
        return Words::tr("Sales per day");
    if (name == QLatin1String("stock_levels"))
        return Words::tr("Stock levels");
    if (name == QLatin1String("saga_outcomes"))
        return Words::tr("Saga outcomes");
    return format::spaced(name);
}

QString rowsText(qint64 rows) { return rows == 1 ? Words::tr("1 row") : Words::tr("%1 rows").arg(format::number(rows)); }

QString projectionStatusCode(api::ProjectionStatus status)
{
    switch (status) {
    case api::ProjectionStatus::Live: return QStringLiteral("live");
    case api::ProjectionStatus::Paused: return QStringLiteral("paused");
    case api::ProjectionStatus::Rebuilding: return QStringLiteral("rebuilding");
    case api::ProjectionStatus::Failed: return QStringLiteral("failed");
    case api::ProjectionStatus::Slow: return QStringLiteral("slow");
    case api::ProjectionStatus::Stalled: return QStringLiteral("stalled");
    }
    return {};
}

QString rebuildText(const api::ProjectionInfo& projection, const base::PaceMeter& pace)
{
    QStringList parts;
    parts << (projection.inPlace ? Words::tr("Replayed in place, the rows are not whole yet: %1 of %2 events")
                                 : Words::tr("Built anew beside the live one, which keeps answering: %1 of %2 events"))
                 .arg(format::number(projection.rebuilt), format::number(projection.goal));
    const auto rate = pace.perSecond();
    const auto left = pace.msLeft(projection.goal);
    if (rate && left)
        parts << Words::tr("%1 events a second").arg(format::number(*rate))
              << Words::tr("%1 left").arg(format::duration(*left * base::usPerMs));
    return parts.join(QStringLiteral(" · "));
}

QString projectionLagText(const api::ProjectionInfo& projection)
{
    if (projection.lag <= 0)
        return Words::tr("caught up");
    const QString events =
        projection.lag == 1 ? Words::tr("1 event behind") : Words::tr("%1 events behind").arg(format::number(projection.lag));
    return events % QStringLiteral(" · ") + format::duration(projection.lagUs);
}

}  // namespace replay::ui
