// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replayctl/event_writer.h"

#include "app/replayctl/json_shapes.h"
#include "app/replayctl/table.h"
#include "core/api/cloud_event.h"

namespace replay::ctl {
namespace {

using namespace Qt::StringLiterals;

class TableWriter : public EventWriter {
public:
    explicit TableWriter(Output& output)
        : m_table(output, {u"position"_s, u"time"_s, u"service"_s, u"event"_s, u"version"_s, u"aggregate"_s, u"data"_s})
    {
    }
    void add(const api::EventRow& event) override
    {
        m_table.add({event.position, event.occurredAt.toString(), event.service, event.eventType, event.version, event.aggregateId,
                     QString::fromUtf8(event.data)});
    }
    void end() override { m_table.end(); }

private:
    Table m_table;
};

class LinesWriter : public EventWriter {
public:
    using ToJson = QJsonObject (*)(const api::EventRow&);
    LinesWriter(Output& output, ToJson shape) : m_output(output), m_shape(shape) {}
    void add(const api::EventRow& event) override { m_output.document(m_shape(event)); }
    void end() override {}

private:
    Output& m_output;
    ToJson m_shape;
};

class ArrayWriter : public EventWriter {
public:
    explicit ArrayWriter(Output& output) : m_array(output) {}
    void add(const api::EventRow& event) override { m_array.add(toJson(event)); }
    void end() override { m_array.end(); }

private:
    JsonArrayWriter m_array;
};

// RFC 4180, with the columns in the order of the log's table.
class CsvWriter : public EventWriter {
public:
    explicit CsvWriter(Output& output) : m_output(output)
    {
        m_output.bytes(
            "position,event_id,aggregate_id,aggregate_type,event_type,event_data,occurred_at,version,service,correlation_id,causation_id,"
            "schema_version,actor,note\r\n");
    }
    void add(const api::EventRow& event) override
    {
        const QStringList cells{QString::number(event.position),
                                event.eventId,
                                event.aggregateId,
                                event.aggregateType,
                                event.eventType,
                                QString::fromUtf8(event.data),
                                event.occurredAt.toString(),
                                QString::number(event.version),
                                event.service,
                                event.correlationId,
                                event.causationId,
                                QString::number(event.schemaVersion),
                                event.actor,
                                event.note};
        QStringList quoted;
        for (const QString& cell : cells)
            quoted << quote(cell);
        m_output.bytes(QByteArray(quoted.join(u',').toUtf8() + "\r\n"));
    }
    void end() override {}

private:
    static QString quote(QString cell)
    {
        const bool plain = !cell.contains(u',') && !cell.contains(u'"') && !cell.contains(u'\n') && !cell.contains(u'\r');
        return plain ? cell : QString(u'"' % cell.replace(u'"', u"\"\""_s) % u'"');
    }
    Output& m_output;
};

}  // namespace

bool isEventFormat(const QString& format)
{
    return format == u"table" || format == u"json" || format == u"jsonl" || format == u"csv" || format == u"cloudevents";
}

std::unique_ptr<EventWriter> makeEventWriter(const QString& format, Output& output)
{
    if (format == u"table")
        return std::make_unique<TableWriter>(output);
    if (format == u"json")
        return std::make_unique<ArrayWriter>(output);
    if (format == u"jsonl")
        return std::make_unique<LinesWriter>(output, [](const api::EventRow& event) { return toJson(event); });
    if (format == u"csv")
        return std::make_unique<CsvWriter>(output);
    return std::make_unique<LinesWriter>(output, api::toCloudEvent);
}

}  // namespace replay::ctl
