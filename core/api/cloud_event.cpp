// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/cloud_event.h"

#include "core/api/trace_parent.h"

#include <QJsonDocument>

namespace replay::api {

QJsonObject toCloudEvent(const EventRow& event)
{
    QJsonObject json{{QStringLiteral("specversion"), QStringLiteral("1.0")},
                     {QStringLiteral("id"), event.eventId},
                     {QStringLiteral("source"), QString(cloudEventSource + event.service)},
                     {QStringLiteral("type"), event.eventType},
                     {QStringLiteral("subject"), event.aggregateId},
                     {QStringLiteral("time"), event.occurredAt.toString()},
                     {QStringLiteral("datacontenttype"), QStringLiteral("application/json")},
                     {QStringLiteral("data"), QJsonDocument::fromJson(event.data).object()},
                     // Extension attributes: lower-case letters and digits only, as the specification asks. "sequence" and
                     // "recordedtime" are its common ones; a sequence is a text because a position needs 64 bits.
                     {QStringLiteral("sequence"), QString::number(event.position)},
                     {QStringLiteral("recordedtime"), event.appendedAt.toString()},
                     {QStringLiteral("aggregatetype"), event.aggregateType},
                     {QStringLiteral("aggregateversion"), event.version},
                     {QStringLiteral("schemaversion"), event.schemaVersion}};
    // The standard has no null attributes, and none that are empty: what is not there is left out.
    const auto add = [&](const char* attribute, const QString& value) {
        if (!value.isEmpty())
            json.insert(QLatin1StringView(attribute), value);
    };
    add("correlationid", event.correlationId);
    add("causationid", event.causationId);
    add("actor", event.actor);
    add("note", event.note);
    add("traceparent", traceParent(event));  // of its extension for distributed tracing
    return json;
}

}  // namespace replay::api
