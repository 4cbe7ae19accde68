// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/reader.h"
#include "core/events/fold.h"
#include "core/queries/connections.h"
#include "core/queries/projection_queries.h"

#include <functional>
#include <vector>

namespace replay::queries {

/// A service's comparison of its tables with the fold of its streams (commands::Service::checkTables): one line a difference.
struct TableCheck {
    QString service;
    std::function<Result<QStringList>(storage::Database& own, qint64& checked)> run;
};

/// All invariants over one workspace, from its databases alone. It may run beside the platform: what is half done by a saga
/// that still runs, or waits in an outbox, is no violation.
class Verification {
public:
    Verification(Connections& connections, const events::Folds& folds, const std::vector<TableCheck>& tableChecks,
                 ProjectionQueries& projections)
        : m_connections(connections),
          m_folds(folds),
          m_tableChecks(tableChecks),
          m_projections(projections)
    {
    }

    /// streams, money, stock, sagas, folds, deliveries, in this order.
    Result<QList<api::InvariantResult>> run(const api::Progress& progress);

private:
    Result<QList<api::InvariantResult>> fromTheLog(const api::Progress& progress);
    Result<api::InvariantResult> folds(const api::Progress& progress);
    Result<api::InvariantResult> deliveries();

    Connections& m_connections;
    const events::Folds& m_folds;
    const std::vector<TableCheck>& m_tableChecks;
    ProjectionQueries& m_projections;
};

}  // namespace replay::queries
