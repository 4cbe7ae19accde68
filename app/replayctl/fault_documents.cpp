// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replayctl/fault_documents.h"

#include "core/base/json.h"
#include "core/scenarios/fault_reader.h"

namespace replay::ctl {

base::Result<QByteArray> effectiveScenario(const QByteArray& document, const QString& where, const Overrides& overrides)
{
    if (!overrides.seed && overrides.faults.isEmpty() && overrides.pitfalls.isEmpty())
        return document;
    REPLAY_ASSIGN(QJsonObject scenario, base::parseJsonObject(document, where));
    if (overrides.seed)
        scenario.insert(QStringLiteral("seed"), static_cast<qint64>(*overrides.seed));
    QJsonArray faults = scenario.value(QLatin1StringView("faults")).toArray();
    for (const QString& spec : overrides.faults) {
        REPLAY_TRY(scenarios::parseFaultSpec(spec));
        REPLAY_ASSIGN(const QJsonObject fault, scenarios::faultSpecObject(spec));
        faults << fault;
    }
    if (!overrides.faults.isEmpty())
        scenario.insert(QStringLiteral("faults"), faults);
    QJsonArray pitfalls = scenario.value(QLatin1StringView("pitfalls")).toArray();
    for (const QString& pitfall : overrides.pitfalls) {
        if (!pitfalls.contains(pitfall))
            pitfalls << pitfall;
    }
    if (!overrides.pitfalls.isEmpty())
        scenario.insert(QStringLiteral("pitfalls"), pitfalls);
    return base::jsonBytes(scenario);
}

}  // namespace replay::ctl
