// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/recorded_source.h"

#include <QJsonDocument>

namespace replay::runtime {

RecordedSource::RecordedSource(std::unique_ptr<storage::Database> gateway, base::ModelTime startsAt, const QJsonObject& bookmark)
    : m_gateway(std::move(gateway)),
      m_startsAt(startsAt),
      m_lastSeq(bookmark[QStringLiteral("seq")].toInteger())
{
}

base::Result<std::vector<scenarios::PlannedInput>> RecordedSource::next(int limit)
{
    std::vector<scenarios::PlannedInput> inputs;
    REPLAY_TRY(m_gateway->each("SELECT seq, at, message_id, correlation_id, name, target, actor, data, expected_version FROM inputs "
                               "WHERE seq > ? AND (source IN ('', 'recorded') OR source GLOB 'import:*') ORDER BY seq LIMIT ?",
                               storage::bind(m_lastSeq, limit), [&](const storage::Row& row) {
                                   scenarios::PlannedInput input;
                                   m_lastSeq = row.integer(0);
                                   input.at = row.time(1);
                                   input.message.id = row.id(2);
                                   input.message.correlationId = row.id(3);
                                   input.message.name = row.text(4);
                                   input.target = row.text(5);
                                   input.message.actor = row.text(6);
                                   input.message.data = QJsonDocument::fromJson(row.bytes(7)).object();
                                   if (!row.isNull(8))
                                       input.message.expectedVersion = events::ExpectedVersion::exact(static_cast<int>(row.integer(8)));
                                   inputs.push_back(std::move(input));
                               }));
    return inputs;
}

QJsonObject RecordedSource::bookmark() const { return {{QStringLiteral("seq"), static_cast<qint64>(m_lastSeq)}}; }

double RecordedSource::share() const
{
    const auto last = m_gateway->integer("SELECT max(seq) FROM inputs", 0);
    return last && *last > 0 ? static_cast<double>(m_lastSeq) / static_cast<double>(*last) : 1.0;
}

}  // namespace replay::runtime
