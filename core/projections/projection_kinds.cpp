// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/projections/order_read_model.h"
#include "core/projections/product_read_model.h"
#include "core/projections/saga_outcomes.h"
#include "core/projections/sales_per_day.h"
#include "core/projections/stock_levels.h"

namespace replay::projections {

const QList<ProjectionKind>& projectionKinds()
{
    static const QList<ProjectionKind> all{ProductReadModel::describe<ProductReadModel>(), OrderReadModel::describe<OrderReadModel>(),
                                           SalesPerDay::describe<SalesPerDay>(), StockLevels::describe<StockLevels>(),
                                           SagaOutcomes::describe<SagaOutcomes>()};
    return all;
}

const ProjectionKind* projectionKind(const QString& name)
{
    for (const ProjectionKind& kind : projectionKinds()) {
        if (kind.name == name)
            return &kind;
    }
    return nullptr;
}

const ProjectionKind* projectionOfTable(const QString& table)
{
    for (const ProjectionKind& kind : projectionKinds()) {
        if (kind.tables.contains(table))
            return &kind;
    }
    return nullptr;
}

base::Error noSuchProjection(const QString& name)
{
    QStringList names;
    for (const ProjectionKind& kind : projectionKinds())
        names.append(kind.name);
    return base::malformed(QStringLiteral("there is no projection \"%1\"; there are %2").arg(name, names.join(QStringLiteral(", "))));
}

}  // namespace replay::projections
