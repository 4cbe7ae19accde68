// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/demonstrations.h"

#include "core/scenarios/scenario_reader.h"

#include <QDir>
#include <QFile>
#include <algorithm>

namespace replay::runtime {

QList<api::Workspaces::Demonstration> demonstrations()
{
    QList<api::Workspaces::Demonstration> all;
    const QDir place(QStringLiteral(":/scenarios"));
    for (const QString& name : place.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name)) {
        QFile file(place.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray document = file.readAll();
        const auto scenario = scenarios::readScenario(document, name);
        if (!scenario)
            continue;  // a test reads every bundled scenario and fails on one that cannot be read
        const double seconds =
            scenario->workload.perSecond > 0 ? static_cast<double>(scenario->workload.orders) / scenario->workload.perSecond : 0;
        all.append({name.chopped(5), scenario->name, scenario->description, static_cast<int>(seconds) + 1, document});
    }
    const auto rank = [](const QString& id) { return id == u"first-order" ? 0 : id.startsWith(u"first-order") ? 1 : 2; };
    std::stable_sort(all.begin(), all.end(), [&](const auto& a, const auto& b) { return rank(a.id) < rank(b.id); });
    return all;
}

}  // namespace replay::runtime
