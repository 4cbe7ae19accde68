// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/log_export.h"

#include "core/api/cloud_event.h"
#include "ui/models/csv_text.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace replay::ui {

namespace {

constexpr int windowRows = 1'000;

QByteArray csvLine(const api::EventRow& event)
{
    const QByteArrayList fields{QByteArray::number(event.position),
                                csvField(event.eventId),
                                csvField(event.aggregateId),
                                csvField(event.aggregateType),
                                csvField(event.eventType),
                                csvField(QString::fromUtf8(event.data)),
                                event.occurredAt.toString().toLatin1(),
                                QByteArray::number(event.version),
                                csvField(event.service),
                                csvField(event.correlationId),
                                csvField(event.causationId),
                                QByteArray::number(event.schemaVersion),
                                csvField(event.actor),
                                csvField(event.note)};
    return fields.join(',');
}

QByteArray csvHeader()
{
    return "position,event_id,aggregate_id,aggregate_type,event_type,event_data,occurred_at,version,service,correlation_id,causation_id,schema_version,actor,note";
}

QString key(const char* latin) { return QString::fromLatin1(latin); }

QJsonObject plain(const api::EventRow& event)
{
    return {{key("position"), event.position},
            {key("event_id"), event.eventId},
            {key("aggregate_id"), event.aggregateId},
            {key("aggregate_type"), event.aggregateType},
            {key("event_type"), event.eventType},
            {key("event_data"), QJsonDocument::fromJson(event.data).object()},
            {key("occurred_at"), event.occurredAt.toString()},
            {key("version"), event.version},
            {key("service"), event.service},
            {key("correlation_id"), event.correlationId},
            {key("causation_id"), event.causationId},
            {key("schema_version"), event.schemaVersion},
            {key("actor"), event.actor},
            {key("note"), event.note}};
}

}  // namespace

QByteArray exportedLine(const api::EventRow& event, LogFormat format)
{
    switch (format) {
    case LogFormat::Csv: return csvLine(event);
    case LogFormat::JsonLines: return QJsonDocument(plain(event)).toJson(QJsonDocument::Compact);
    case LogFormat::CloudEvents: return QJsonDocument(api::toCloudEvent(event)).toJson(QJsonDocument::Compact);
    }
    return {};
}

api::Result<qint64> exportLog(api::Reader& reader, const api::LogFilter& filter, api::Position upTo, LogFormat format, const QString& file,
                              const api::Progress& progress)
{
    QSaveFile out(file);
    if (!out.open(QIODevice::WriteOnly))
        return base::failed(QStringLiteral("%1: %2").arg(file, out.errorString()));
    const QByteArray end = format == LogFormat::Csv ? QByteArray("\r\n") : QByteArray("\n");
    if (format == LogFormat::Csv)
        out.write(csvHeader() + end);
    qint64 written = 0;
    api::Position after = 0;
    for (;;) {
        if (progress && !progress(upTo > 0 ? static_cast<double>(after) / static_cast<double>(upTo) : 1.0))
            return base::cancelled();
        REPLAY_ASSIGN(const QList<api::EventRow> window, reader.events(filter, after, windowRows, false));
        for (const api::EventRow& event : window) {
            if (event.position > upTo)
                break;
            if (out.write(exportedLine(event, format) + end) < 0)
                return base::failed(QStringLiteral("%1: %2").arg(file, out.errorString()));
            after = event.position;
            ++written;
        }
        if (window.size() < windowRows || window.last().position >= upTo)
            break;
    }
    if (!out.commit())
        return base::failed(QStringLiteral("%1: %2").arg(file, out.errorString()));
    if (progress)
        progress(1.0);
    return written;
}

}  // namespace replay::ui
