// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replayctl/cloud_event.h"

#include "app/replayctl/json_shapes.h"

namespace replay::ctl {

QJsonObject toCloudEvent(const api::EventRow& event)
{
    QJsonObject json{{QStringLiteral("specversion"), QStringLiteral("1.0")},
                     {QStringLiteral("id"), event.eventId},
                     {QStringLiteral("source"), QString(QStringLiteral("/replayground/") % event.service)},
                     {QStringLiteral("type"), event.eventType},
                     {QStringLiteral("subject"), event.aggregateId},
                     {QStringLiteral("time"), event.occurredAt.toString()},
                     {QStringLiteral("datacontenttype"), QStringLiteral("application/json")},
                     {QStringLiteral("data"), parsed(event.data)},
                     {QStringLiteral("sequence"), QString::number(event.position)},
                     {QStringLiteral("aggregatetype"), event.aggregateType},
                     {QStringLiteral("aggregateversion"), event.version},
                     {QStringLiteral("schemaversion"), event.schemaVersion},
                     {QStringLiteral("actor"), event.actor}};
    // The standard has no null attributes: what is not there is left out.
    if (!event.correlationId.isEmpty())
        json.insert(QStringLiteral("correlationid"), event.correlationId);
    if (!event.causationId.isEmpty())
        json.insert(QStringLiteral("causationid"), event.causationId);
    return json;
}

}  // namespace replay::ctl
