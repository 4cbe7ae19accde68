// SPDX-License-Identifier: GPL-3.0-or-later
// From a CloudEvent to an event of the log: each attribute in its place, or the reason why not.
#include "core/api/cloud_event.h"
#include "core/contracts/event_shapes.h"
#include "core/contracts/upcasters.h"
#include "core/log/log_file.h"

#include <QJsonDocument>

namespace replay::log {
namespace {

constexpr const char* knownAttributes[] = {
    "specversion", "id",           "source",       "type",          "subject",          "time",          "datacontenttype", "data",
    "sequence",    "sequencetype", "recordedtime", "aggregatetype", "aggregateversion", "schemaversion", "correlationid",   "causationid",
    "actor",       "note",         "traceparent"};

QString shown(const QJsonValue& value)
{
    if (value.isUndefined())
        return QStringLiteral("nothing");
    if (value.isString())
        return QString(u'"' + value.toString().left(60) + u'"');
    const QByteArray json = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(json.sliced(1, json.size() - 2)).left(60);
}

/// Takes attributes out of a CloudEvent; the first that is not as it must be is kept as the error.
class Attributes {
public:
    explicit Attributes(const QJsonObject& json) : m_json(json) {}

    void expect(bool good, const char* name, const QString& expected)
    {
        if (good || m_error)
            return;
        m_error = base::malformed(
            QStringLiteral("%1: expected %2, got %3").arg(QLatin1StringView(name), expected, shown(m_json.value(QLatin1StringView(name)))));
    }
    QString text(const char* name, const QString& expected)
    {
        const QString text = m_json.value(QLatin1StringView(name)).toString();
        expect(!text.isEmpty(), name, expected);
        return text;
    }
    /// Empty where it is absent; one that is there must not be empty.
    QString maybeText(const char* name)
    {
        return m_json.contains(QLatin1StringView(name)) ? text(name, QStringLiteral("a text that is not empty")) : QString();
    }
    QUuid id(const char* name)
    {
        const QUuid id = QUuid::fromString(text(name, QStringLiteral("an id such as 019b8d3a-7c00-7000-8000-000000000000")));
        expect(!id.isNull(), name, QStringLiteral("an id such as 019b8d3a-7c00-7000-8000-000000000000"));
        return id;
    }
    QUuid maybeId(const char* name) { return m_json.contains(QLatin1StringView(name)) ? id(name) : QUuid(); }
    base::ModelTime time(const char* name)
    {
        const QString expected = QStringLiteral("a time such as 2026-01-05T08:00:00.000000Z");
        const auto time = base::ModelTime::parse(text(name, expected));
        expect(time.has_value(), name, expected);
        return time.value_or(base::ModelTime());
    }
    int whole(const char* name)
    {
        const int number = m_json.value(QLatin1StringView(name)).toInt(0);
        expect(number > 0, name, QStringLiteral("a whole number from 1 on"));
        return number;
    }
    Position position(const char* name)
    {
        bool good = false;
        const Position position = m_json.value(QLatin1StringView(name)).toString().toLongLong(&good);
        expect(good && position > 0, name, QStringLiteral("a position such as \"17\" (a text of digits)"));
        return position;
    }
    Status finish() const { return m_error ? Status(*m_error) : Status(); }

private:
    const QJsonObject& m_json;
    std::optional<Error> m_error;
};

bool isJson(const QString& contentType)
{
    const QString type = contentType.section(u';', 0, 0).trimmed().toLower();
    return type == u"application/json" || type.endsWith(u"+json");
}

}  // namespace

Status checkEnvelope(const QJsonObject& cloudEvent)
{
    Attributes attributes(cloudEvent);
    const QString version = cloudEvent.value(QLatin1StringView("specversion")).toString();
    attributes.expect(version == u"1.0", "specversion", QStringLiteral("\"1.0\" (CloudEvents 1.0)"));
    for (const char* required : {"id", "source", "type"})
        attributes.text(required, QStringLiteral("a text, as CloudEvents requires"));
    return attributes.finish();
}

Result<LoggedEvent> eventOf(const QJsonObject& cloudEvent)
{
    Attributes attributes(cloudEvent);
    LoggedEvent event;
    event.eventType = attributes.text("type", QStringLiteral("a type of event"));
    event.eventId = attributes.id("id");
    event.position = attributes.position("sequence");
    event.aggregateId = attributes.id("subject");
    event.aggregateType = attributes.text("aggregatetype", QStringLiteral("a type of aggregate"));
    const QString home = contracts::aggregateOf(event.eventType);
    attributes.expect(event.aggregateType == home, "aggregatetype",
                      QStringLiteral("\"%1\", whose streams hold %2").arg(home, event.eventType));
    const QString source = attributes.text("source", QStringLiteral("the service that it comes from"));
    QStringList sources;
    for (const QString& service : contracts::servicesOf(home)) {
        sources << QString(u'"' + api::cloudEventSource + service + u'"');
        if (source == QString(api::cloudEventSource + service))
            event.service = service;
    }
    attributes.expect(!event.service.isEmpty(), "source", sources.join(QStringLiteral(" or ")));
    event.version = attributes.whole("aggregateversion");
    event.schemaVersion = attributes.whole("schemaversion");
    const int newest = contracts::newestSchema(event.eventType);
    attributes.expect(event.schemaVersion <= newest, "schemaversion",
                      QStringLiteral("a schema version of %1 up to %2").arg(event.eventType).arg(newest));
    event.occurredAt = attributes.time("time");
    if (cloudEvent.contains(QLatin1StringView("recordedtime")))
        event.appendedAt = attributes.time("recordedtime");
    event.correlationId = attributes.maybeId("correlationid");
    event.causationId = attributes.maybeId("causationid");
    event.actor = attributes.maybeText("actor");
    if (event.actor.isNull())
        event.actor = QStringLiteral("");
    event.note = attributes.maybeText("note");
    const QString contentType = attributes.maybeText("datacontenttype");
    attributes.expect(contentType.isEmpty() || isJson(contentType), "datacontenttype", QStringLiteral("\"application/json\""));
    const QJsonValue data = cloudEvent.value(QLatin1StringView("data"));
    attributes.expect(data.isObject(), "data", QStringLiteral("a JSON object"));
    REPLAY_TRY(attributes.finish());
    event.json = base::jsonBytes(data.toObject());
    if (const QString fault = contracts::shapeFault(event.eventType, event.data()); !fault.isEmpty())
        return base::malformed(QStringLiteral("data.%1 (%2)").arg(fault, event.eventType));
    return event;
}

QStringList strangeAttributes(const QJsonObject& cloudEvent)
{
    QStringList strange;
    for (auto attribute = cloudEvent.constBegin(); attribute != cloudEvent.constEnd(); ++attribute) {
        const QString name = attribute.key();
        if (std::none_of(std::begin(knownAttributes), std::end(knownAttributes),
                         [&](const char* known) { return name == QLatin1StringView(known); }))
            strange << name;
    }
    return strange;
}

}  // namespace replay::log
