// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queries/trace_export.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QMap>
#include <algorithm>

namespace replay::queries {
namespace {

using api::SagaAttempt;
using api::SagaTimeline;
using base::ModelTime;

const QString sagaService = QStringLiteral("saga");

QString plainHex(const QString& id) { return QString(id).remove(u'-'); }

/// Eight bytes that follow from what the span is.
QString spanId(const QString& what)
{
    return QString::fromLatin1(QCryptographicHash::hash(what.toUtf8(), QCryptographicHash::Sha256).left(8).toHex());
}

QString attemptName(const SagaAttempt& attempt)
{
    return QStringLiteral("%1%2#%3").arg(attempt.messageId, attempt.compensation ? QStringLiteral("~") : QString()).arg(attempt.attempt);
}

QString titleOf(const SagaAttempt& attempt)
{
    return attempt.compensation ? QString(QStringLiteral("undo ") + attempt.stepId) : attempt.stepId;
}

/// What is not over yet ends where the story so far ends.
ModelTime endOf(const SagaTimeline& timeline)
{
    ModelTime end = std::max(timeline.saga.startedAt, timeline.saga.finishedAt);
    for (const SagaAttempt& attempt : timeline.attempts)
        end = std::max({end, attempt.sentAt, attempt.handledAt, attempt.answeredAt});
    return end;
}

QJsonObject attribute(const char* key, const QString& value)
{
    return {{QStringLiteral("key"), QString::fromLatin1(key)},
            {QStringLiteral("value"), QJsonObject{{QStringLiteral("stringValue"), value}}}};
}

QString nanoseconds(ModelTime time) { return QString::number(time.us * 1'000); }

struct Span {
    QString id;
    QString parent;
    QString name;
    int kind = 1;  ///< 1 internal, 2 server, 3 client
    ModelTime from;
    ModelTime to;
    QJsonArray attributes;
    QString error;
};

QJsonObject toJson(const Span& span, const QString& traceId)
{
    QJsonObject json{{QStringLiteral("traceId"), traceId},
                     {QStringLiteral("spanId"), span.id},
                     {QStringLiteral("name"), span.name},
                     {QStringLiteral("kind"), span.kind},
                     {QStringLiteral("startTimeUnixNano"), nanoseconds(span.from)},
                     {QStringLiteral("endTimeUnixNano"), nanoseconds(span.to)},
                     {QStringLiteral("attributes"), span.attributes}};
    if (!span.parent.isEmpty())
        json.insert(QStringLiteral("parentSpanId"), span.parent);
    QJsonObject status{{QStringLiteral("code"), span.error.isEmpty() ? 1 : 2}};
    if (!span.error.isEmpty())
        status.insert(QStringLiteral("message"), span.error);
    json.insert(QStringLiteral("status"), status);
    return json;
}

Span sagaSpan(const SagaTimeline& timeline)
{
    const api::SagaRow& saga = timeline.saga;
    const bool bad = saga.status == u"failed" || saga.stuck;
    return {spanId(saga.sagaId),
            {},
            saga.type,
            1,
            saga.startedAt,
            endOf(timeline),
            {attribute("saga.id", saga.sagaId), attribute("saga.status", saga.stuck ? QStringLiteral("stuck") : saga.status),
             attribute("order.number", saga.orderNumber)},
            bad ? (saga.error.isEmpty() ? saga.status : saga.error) : QString()};
}

Span attemptSpan(const SagaAttempt& attempt, const SagaTimeline& timeline)
{
    Span span{spanId(attemptName(attempt)),
              spanId(timeline.saga.sagaId),
              titleOf(attempt),
              3,
              attempt.sentAt,
              attempt.answeredAt.us > 0 ? attempt.answeredAt : endOf(timeline),
              {attribute("messaging.message.id", attempt.messageId), attribute("saga.step", attempt.stepId),
               attribute("saga.attempt", QString::number(attempt.attempt)), attribute("saga.outcome", attempt.outcome)},
              attempt.outcome == u"done" || attempt.outcome == u"waiting" ? QString()
                                                                          : (attempt.error.isEmpty() ? attempt.outcome : attempt.error)};
    if (!attempt.fault.isEmpty())
        span.attributes.append(attribute("fault", attempt.fault));
    return span;
}

Span handlingSpan(const SagaAttempt& attempt)
{
    return {spanId(QString(attemptName(attempt) + QStringLiteral("@") + attempt.service)),
            spanId(attemptName(attempt)),
            attempt.command,
            2,
            attempt.handledAt,
            attempt.handledAt + 1,
            {attribute("messaging.message.id", attempt.messageId)},
            {}};
}

QJsonObject chromeSpan(const QString& name, const QString& category, int process, int thread, ModelTime from, ModelTime to,
                       const QJsonObject& arguments)
{
    return {{QStringLiteral("name"), name},
            {QStringLiteral("cat"), category},
            {QStringLiteral("ph"), QStringLiteral("X")},
            {QStringLiteral("ts"), static_cast<qint64>(from.us)},
            {QStringLiteral("dur"), std::max<qint64>(1, to.us - from.us)},
            {QStringLiteral("pid"), process},
            {QStringLiteral("tid"), thread},
            {QStringLiteral("args"), arguments}};
}

QJsonObject chromeName(const char* what, int process, int thread, const QString& name)
{
    return {{QStringLiteral("name"), QString::fromLatin1(what)},
            {QStringLiteral("ph"), QStringLiteral("M")},
            {QStringLiteral("pid"), process},
            {QStringLiteral("tid"), thread},
            {QStringLiteral("args"), QJsonObject{{QStringLiteral("name"), name}}}};
}

}  // namespace

QJsonObject otlpTraces(const QList<SagaTimeline>& sagas)
{
    QMap<QString, QJsonArray> spans;  // by service
    for (const SagaTimeline& timeline : sagas) {
        const QString traceId = plainHex(timeline.correlationId);
        const QString root = timeline.saga.style == u"choreography" ? QStringLiteral("order") : sagaService;
        spans[root].append(toJson(sagaSpan(timeline), traceId));
        for (const SagaAttempt& attempt : timeline.attempts) {
            spans[attempt.sender.isEmpty() ? root : attempt.sender].append(toJson(attemptSpan(attempt, timeline), traceId));
            if (attempt.handledAt.us > 0)
                spans[attempt.service].append(toJson(handlingSpan(attempt), traceId));
        }
    }
    QJsonArray resources;
    for (auto service = spans.cbegin(); service != spans.cend(); ++service) {
        resources.append(QJsonObject{
            {QStringLiteral("resource"), QJsonObject{{QStringLiteral("attributes"), QJsonArray{attribute("service.name", service.key())}}}},
            {QStringLiteral("scopeSpans"),
             QJsonArray{QJsonObject{{QStringLiteral("scope"), QJsonObject{{QStringLiteral("name"), QStringLiteral("replayground")}}},
                                    {QStringLiteral("spans"), *service}}}}});
    }
    return {{QStringLiteral("resourceSpans"), resources}};
}

QJsonObject chromeTrace(const QList<SagaTimeline>& sagas)
{
    QJsonArray events;
    for (const SagaTimeline& timeline : sagas) {
        const int process = static_cast<int>(timeline.saga.ordinal);
        QStringList threads{sagaService};
        const auto threadOf = [&](const QString& service) {
            if (!threads.contains(service))
                threads << service;
            return static_cast<int>(threads.indexOf(service)) + 1;
        };
        const api::SagaRow& saga = timeline.saga;
        events.append(chromeSpan(
            saga.type, QStringLiteral("saga"), process, 1, saga.startedAt, endOf(timeline),
            {{QStringLiteral("saga_id"), saga.sagaId}, {QStringLiteral("status"), saga.status}, {QStringLiteral("error"), saga.error}}));
        for (const SagaAttempt& attempt : timeline.attempts) {
            const ModelTime to = attempt.answeredAt.us > 0 ? attempt.answeredAt : endOf(timeline);
            events.append(chromeSpan(titleOf(attempt), QStringLiteral("attempt"), process, 1, attempt.sentAt, to,
                                     {{QStringLiteral("outcome"), attempt.outcome},
                                      {QStringLiteral("error"), attempt.error},
                                      {QStringLiteral("fault"), attempt.fault}}));
            if (attempt.handledAt.us > 0)
                events.append(chromeSpan(attempt.command, QStringLiteral("transaction"), process, threadOf(attempt.service),
                                         attempt.handledAt, attempt.handledAt + 1, {}));
        }
        events.append(chromeName("process_name", process, 1, QStringLiteral("%1 %2").arg(saga.type, saga.orderNumber)));
        for (qsizetype i = 0; i < threads.size(); ++i)
            events.append(chromeName("thread_name", process, static_cast<int>(i) + 1, threads[i]));
    }
    return {{QStringLiteral("traceEvents"), events}, {QStringLiteral("displayTimeUnit"), QStringLiteral("ms")}};
}

}  // namespace replay::queries
