// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/scenarios/input_source.h"
#include "core/storage/database.h"

#include <memory>

namespace replay::runtime {

/// The inputs of another workspace that no generator makes anew: what people sent and what was imported, at their times.
class RecordedSource final : public scenarios::InputSource {
public:
    /// `gateway`: the other workspace's gateway database, read-only. `startsAt`: of its clock.
    RecordedSource(std::unique_ptr<storage::Database> gateway, base::ModelTime startsAt, const QJsonObject& bookmark);

    base::ModelTime startsAt() const override { return m_startsAt; }
    base::Result<std::vector<scenarios::PlannedInput>> next(int limit) override;
    QJsonObject bookmark() const override;
    double share() const override;

private:
    std::unique_ptr<storage::Database> m_gateway;
    base::ModelTime m_startsAt;
    std::int64_t m_lastSeq = 0;
};

}  // namespace replay::runtime
