// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/timeline_reader.h"

#include "core/base/json.h"
#include "core/scenarios/scenario_reader.h"
#include "core/scenarios/vocabulary.h"

namespace replay::scenarios {
namespace {

using base::Fields;
using base::malformed;
using base::Result;
using base::Status;

// {"product": 1} is the first product of the shop; a number beyond what there is would only be refused long afterwards.
Status checkNumbers(const QJsonObject& data, const Scenario& scenario, const QString& path)
{
    struct Numbered {
        QLatin1StringView key;
        std::int64_t most;
        const char* what;
    };
    const Numbered numbered[] = {{QLatin1StringView("product"), scenario.shop.products, "shop.products"},
                                 {QLatin1StringView("customer"), scenario.shop.customers, "shop.customers"},
                                 {QLatin1StringView("order"), scenario.workload.orders, "workload.orders"}};
    for (const Numbered& kind : numbered) {
        const QJsonValue value = data.value(kind.key);
        if (value.isUndefined())
            continue;
        const std::int64_t number = value.toInteger(0);
        if (!value.isDouble() || number < 1 || number > kind.most)
            return malformed(QStringLiteral("%1.%2: expected a whole number from 1 to %3 (%4)")
                                 .arg(path, kind.key)
                                 .arg(kind.most)
                                 .arg(QLatin1StringView(kind.what)));
    }
    const QJsonArray items = data.value(QLatin1StringView("items")).toArray();
    for (qsizetype i = 0; i < items.size(); ++i) {
        if (items[i].isObject())
            REPLAY_TRY(checkNumbers(items[i].toObject(), scenario, QStringLiteral("%1.items[%2]").arg(path).arg(i)));
    }
    return {};
}

Result<TimelineEntry> readEntry(const QJsonValue& value, const Scenario& scenario, const QString& path)
{
    if (!value.isObject())
        return malformed(QStringLiteral("%1: expected an object with \"at\" and \"command\"").arg(path));
    Fields fields(value.toObject(), path);
    TimelineEntry entry;
    const Result<std::int64_t> at = base::parseDuration(fields.text("at"));
    if (at)
        entry.atUs = *at;
    else
        fields.fail("at", at.error().message);
    entry.command = fields.text("command");
    if (commandTarget(entry.command).isEmpty())
        fields.fail("command", notOneOf(entry.command, "command", clientCommands()));
    entry.data = fields.maybeObject("data").value_or(QJsonObject());
    REPLAY_TRY(fields.finish());
    REPLAY_TRY(checkNumbers(entry.data, scenario, QString(path % QStringLiteral(".data"))));
    return entry;
}

}  // namespace

Result<QList<TimelineEntry>> readTimeline(const QJsonArray& array, const Scenario& scenario)
{
    if (array.size() > timelineMax)
        return malformed(QStringLiteral("timeline: expected at most %1 entries, got %2").arg(timelineMax).arg(array.size()));
    QList<TimelineEntry> entries;
    for (qsizetype i = 0; i < array.size(); ++i) {
        REPLAY_ASSIGN(const TimelineEntry entry, readEntry(array[i], scenario, QStringLiteral("timeline[%1]").arg(i)));
        entries << entry;
    }
    std::stable_sort(entries.begin(), entries.end(), [](const TimelineEntry& a, const TimelineEntry& b) { return a.atUs < b.atUs; });
    return entries;
}

}  // namespace replay::scenarios
