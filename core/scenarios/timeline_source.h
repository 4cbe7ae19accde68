// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/random.h"
#include "core/scenarios/input_source.h"
#include "core/scenarios/scenario.h"

namespace replay::scenarios {

/// The single commands of a scenario, as if a person had sent them.
class TimelineSource : public InputSource {
public:
    TimelineSource(const Scenario& scenario, std::uint64_t seed, const QJsonObject& bookmark = {});

    ModelTime startsAt() const override { return m_start; }
    Result<std::vector<PlannedInput>> next(int limit) override;
    QJsonObject bookmark() const override;
    double share() const override;

private:
    base::Random m_random;
    ModelTime m_start;
    QList<TimelineEntry> m_entries;
    qsizetype m_given;
};

/// {"product": 1} becomes {"product_id": …}, also inside items; "customer" becomes customer_id or, for a command to the user or
/// product service, user_id; "order" becomes order_id. An order of a
/// customer with no shipping_address goes to the customer's own.
QJsonObject withIds(const QJsonObject& data, const QString& command, const base::Random& random, ModelTime start);

}  // namespace replay::scenarios
