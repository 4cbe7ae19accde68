// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/invariants/findings.h"

#include "core/base/random.h"

namespace replay::invariants {

void Findings::violated(const QUuid& aggregateId, const QString& detail, Position position, const QList<QUuid>& eventIds)
{
    QStringList events;
    for (const QUuid& id : eventIds) {
        if (!id.isNull())
            events.append(base::idText(id));
    }
    violated(aggregateId.isNull() ? QString() : base::idText(aggregateId), detail, position, events);
}

void Findings::violated(const QString& aggregateId, const QString& detail, Position position, const QStringList& eventIds)
{
    if (m_result.violations.size() >= violationsMax)
        ++m_more;
    else
        m_result.violations.append({aggregateId, detail, position, eventIds});
}

api::InvariantResult Findings::take()
{
    if (m_more > 0)
        m_result.violations.append({QString(), QStringLiteral("and %1 more").arg(m_more), 0, {}});
    m_result.ok = m_result.violations.isEmpty();
    return std::move(m_result);
}

}  // namespace replay::invariants
