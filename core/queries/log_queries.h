// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/values.h"
#include "core/queries/connections.h"

#include <string>

namespace replay::queries {

using api::Position;
using base::ModelTime;

/// Windows onto the log. Every answer is found by an index; nothing reads more of the log than it shows, but for counts, which
/// read an index.
class LogQueries {
public:
    explicit LogQueries(Connections& connections) : m_connections(connections) {}

    Result<Position> head();
    Result<QList<api::EventRow>> events(const api::LogFilter& filter, Position after, int limit, bool backwards);
    Result<qint64> count(const api::LogFilter& filter, Position upTo);
    Result<QList<Position>> anchors(const api::LogFilter& filter, Position upTo, int stride);
    Result<std::optional<api::EventRow>> event(Position position);
    Result<std::optional<api::EventRow>> eventById(const QUuid& eventId);
    Result<QList<api::TypeCount>> typeCounts();
    Result<QList<int>> density(int buckets);
    Result<QList<api::Marker>> markers(int limit);
    Result<Position> positionAt(ModelTime time);

    static constexpr int rowsMax = 10'000;    ///< of one window
    static constexpr int bucketsMax = 4'096;  ///< of the density

private:
    /// A filter in the keys of the log, and the condition that lets its most selective part lead through an index.
    struct Where {
        std::int64_t stream = 0;
        std::int64_t type = 0;
        std::int64_t service = 0;
        QUuid correlation;
        QUuid causation;
        QString aggregateType;
        bool nothing = false;   ///< it names what the log has never seen
        std::string condition;  ///< of ?1 … ?6, without WHERE; "" for no filter
        std::string order;      ///< the column to order by
        bool joinsStreams() const { return !aggregateType.isEmpty(); }
    };
    Result<Where> where(storage::Database& log, const api::LogFilter& filter);

    Connections& m_connections;
};

}  // namespace replay::queries
