// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/what_if.h"
#include "core/log/logged_event.h"
#include "core/projections/log_feed.h"
#include "core/queries/connections.h"
#include "core/sagas/operator_rules.h"

#include <memory>
#include <vector>

namespace replay::queries {

using api::Position;

/// Sagas: the list from the read model, one saga's whole course from the log, now or at a past position.
class SagaQueries {
public:
    explicit SagaQueries(Connections& connections) : m_connections(connections) {}

    Result<QList<api::SagaRow>> sagas(const QString& status, qint64 beforeOrdinal, int limit, const QString& type);
    /// How many sagas stood how at a position, counted along the log's indexes.
    Result<api::SagaCounts> counts(Position at);
    Result<QList<api::SagaAction>> actions(const QString& sagaId);
    Result<api::SagaTimeline> saga(const QString& sagaId, std::optional<Position> at);

    static constexpr int rowsMax = 1'000;

private:
    Result<sagas::Standing> standingOf(const sagas::SagaState& saga);
    Result<QList<api::SagaAction>> actionsWithoutConductor(const QString& orderId);
    Result<std::vector<log::LoggedEvent>> eventsOf(const QUuid& sagaId, Position upTo);
    Result<api::SagaRow> rowAt(const QUuid& sagaId, const QUuid& correlationId, Position upTo);
    Status findHandling(QList<api::SagaAttempt>& attempts, Position upTo);

    Connections& m_connections;
    std::unique_ptr<projections::LogFeed> m_feed;
};

}  // namespace replay::queries
