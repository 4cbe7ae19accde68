// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replayctl/fault_documents.h"

#include "core/base/json.h"
#include "core/scenarios/fault_reader.h"

namespace replay::ctl {

base::Result<QByteArray> effectiveScenario(const QByteArray& document, const QString& where, std::optional<std::uint64_t> seed, const QStringList& faultSpecs)
{
    if (!seed && faultSpecs.isEmpty())
        return document;
    REPLAY_ASSIGN(QJsonObject scenario, base::parseJsonObject(document, where));
    if (seed)
        scenario.insert(QStringLiteral("seed"), static_cast<qint64>(*seed));
    QJsonArray faults = scenario.value(QLatin1StringView("faults")).toArray();
    for (const QString& spec : faultSpecs) {
        REPLAY_TRY(scenarios::parseFaultSpec(spec));
        REPLAY_ASSIGN(const QJsonObject fault, scenarios::faultSpecObject(spec));
        faults << fault;
    }
    if (!faultSpecs.isEmpty())
        scenario.insert(QStringLiteral("faults"), faults);
    return base::jsonBytes(scenario);
}

}  // namespace replay::ctl
