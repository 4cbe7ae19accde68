// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/inspected.h"

#include "ui/format/words.h"
#include "ui/models/saga_facts.h"
#include "ui/shell/desk_link.h"
#include "ui/widgets/status_pill.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace replay::ui {

namespace {

constexpr QByteArrayView emptyObject("{}");  // what a command answers that has nothing to say

QString tr(const char* text) { return QCoreApplication::translate("Inspector", text); }

QString plain(const QString& text) { return text.toHtmlEscaped(); }

QString idLink(const QString& link, const QString& id)
{
    return QStringLiteral("<a href=\"%1\" title=\"%2\">%3</a>")
        .arg(link.toHtmlEscaped(), id.toHtmlEscaped(), format::shortId(id).toHtmlEscaped());
}

void describeEvent(api::Reader& reader, const api::EventRow& event, Inspected& out)
{
    out.found = true;
    out.mark = format::markOfEvent(event.eventType, event.note);
    out.title = format::eventType(event.eventType);
    out.subtitle = event.eventType;
    out.payload = event.data;
    out.aggregateId = event.aggregateId;
    out.versionBefore = event.version - 1;
    out.versionAfter = event.version;
    out.correlationId = event.correlationId;
    if (!event.note.isEmpty())
        out.note = format::note(event.note);

    out.facts.append({tr("Position"), deskLink::anchor(deskLink::toPosition(event.position), format::number(event.position))});
    out.facts.append({tr("Time"), plain(format::dateClock(event.occurredAt))});
    QString cause = tr("none: the first of its chain");
    if (!event.causationId.isEmpty()) {
        auto parent = reader.eventById(event.causationId);
        if (parent && *parent)
            cause = QString(deskLink::anchor(deskLink::toEvent(event.causationId), (*parent)->eventType) + QStringLiteral(" ") +
                            plain(format::number((*parent)->position)));
        else
            cause = QString(plain(tr("message")) + QStringLiteral(" <code>") + plain(format::shortId(event.causationId)) +
                            QStringLiteral("</code>"));
    }
    out.facts.append({tr("Cause"), cause});
    out.facts.append(
        {format::aggregateType(event.aggregateType), QString(idLink(deskLink::toAggregate(event.aggregateId), event.aggregateId) +
                                                             plain(QStringLiteral("  ") + tr("version %1").arg(event.version)))});
    out.facts.append({tr("Service"), plain(format::service(event.service))});
    out.facts.append({tr("Done by"), plain(format::actor(event.actor))});
    if (!event.correlationId.isEmpty()) {
        auto saga = reader.saga(event.correlationId);
        if (saga)
            out.facts.append({tr("Saga"), QString(deskLink::anchor(deskLink::toSaga(saga->saga.sagaId), format::sagaType(saga->saga.type)) +
                                                  plain(QStringLiteral("  ") + StatusPill::word(shownStatus(saga->saga))))});
        out.facts.append({tr("Correlation"),
                          idLink(deskLink::toPage(QStringLiteral("events"), QString(QStringLiteral("correlation:") + event.correlationId)),
                                 event.correlationId)});
    }
    if (event.appendedAt.us > event.occurredAt.us)
        out.facts.append({tr("In the log after"), plain(format::duration(event.appendedAt - event.occurredAt))});
    if (event.schemaVersion > 1)
        out.facts.append({tr("Schema"), plain(tr("version %1").arg(event.schemaVersion))});
}

/// What a customer can still send back of an order, as the request that the commands page opens; empty where nothing can.
QString returnRequest(const api::AggregateState& order)
{
    const QJsonObject state = QJsonDocument::fromJson(order.state).object();
    const QString status = state[QStringLiteral("status")].toString();
    const bool sold = status == u"confirmed" || status == u"processing" || status == u"shipped" || status == u"delivered";
    QJsonArray items;
    for (const QJsonValue& line : state[QStringLiteral("items")].toArray()) {
        const qint64 left = line[QStringLiteral("quantity")].toInteger() - line[QStringLiteral("returned_quantity")].toInteger();
        if (left > 0)
            items.append(
                QJsonObject{{QStringLiteral("product_id"), line[QStringLiteral("product_id")]}, {QStringLiteral("quantity"), left}});
    }
    if (order.aggregateType != u"Order" || !sold || state[QStringLiteral("in_saga")].toBool() || items.isEmpty())
        return {};
    const QJsonObject data{{QStringLiteral("order_id"), order.aggregateId}, {QStringLiteral("items"), items}};
    const QJsonObject request{{QStringLiteral("name"), QStringLiteral("ReturnOrder")}, {QStringLiteral("data"), data}};
    return QString::fromUtf8(QJsonDocument(request).toJson(QJsonDocument::Compact));
}

void describeAggregate(api::Reader& reader, const QString& id, api::Position position, Inspected& out)
{
    auto state = reader.aggregateAtPosition(id, position);
    if (!state) {
        out.problem = state.error().message;
        return;
    }
    out.found = true;
    out.mark = format::Mark::Event;
    out.title = format::aggregateType(state->aggregateType);
    out.subtitle = id;
    out.payload = state->state;
    out.aggregateId = id;
    out.versionBefore = state->version - 1;
    out.versionAfter = state->version;
    out.facts.append({tr("Version"), plain(format::number(state->version))});
    out.facts.append({tr("As of"), plain(tr("position %1").arg(format::number(position)))});
    out.facts.append(
        {tr("Fold"), plain(state->snapshotVersion > 0 ? tr("from the snapshot of version %1, with %2 after it")
                                                            .arg(state->snapshotVersion)
                                                            .arg(format::number(state->eventsRead))
                                                      : tr("from the first event, %1 in all").arg(format::number(state->eventsRead)))});
    out.facts.append(
        {tr("Open in"),
         QString(deskLink::anchor(deskLink::toPage(QStringLiteral("aggregates"), id), tr("Aggregates")) + QStringLiteral(" · ") +
                 deskLink::anchor(deskLink::toPage(QStringLiteral("events"), QString(QStringLiteral("aggregate:") + id)), tr("Events")))});
    if (const QString request = returnRequest(*state); !request.isEmpty())
        out.facts.append({tr("Send"), deskLink::anchor(deskLink::toPage(QStringLiteral("commands"), request), tr("Return this order…"))});
}

void describeSaga(api::Reader& reader, const QString& id, std::optional<api::Position> at, Inspected& out)
{
    auto timeline = reader.saga(id, at);
    if (!timeline) {
        out.problem = timeline.error().message;
        return;
    }
    const api::SagaRow& saga = timeline->saga;
    out.found = true;
    out.mark = format::Mark::SagaStep;
    out.title = format::sagaType(saga.type);
    out.subtitle = saga.orderNumber.isEmpty() ? saga.sagaId : saga.orderNumber;
    out.correlationId = timeline->correlationId;
    out.facts.append({tr("Status"), plain(StatusPill::word(shownStatus(saga)))});
    out.facts.append({tr("Started"), plain(format::dateClock(saga.startedAt))});
    if (saga.finishedAt.us > 0)
        out.facts.append({tr("Took"), plain(format::duration(saga.finishedAt - saga.startedAt))});
    if (!saga.orderId.isEmpty())
        out.facts.append({tr("Order"), deskLink::anchor(deskLink::toAggregate(saga.orderId),
                                                        saga.orderNumber.isEmpty() ? format::shortId(saga.orderId) : saga.orderNumber)});
    if (!saga.error.isEmpty())
        out.facts.append({tr("Reason"), plain(saga.error)});
    for (const api::SagaStepRow& step : saga.steps) {
        QString words = format::stepStatus(step.status);
        if (step.attempts > 1)
            words = tr("%1, %2 attempts").arg(words).arg(step.attempts);
        if (!step.error.isEmpty())
            words = tr("%1: %2").arg(words, step.error);
        out.facts.append({format::sagaStep(step.stepId), plain(words)});
    }
    out.facts.append(
        {tr("Open in"),
         QString(
             deskLink::anchor(deskLink::toPage(QStringLiteral("sagas"), saga.sagaId), tr("Sagas")) + QStringLiteral(" · ") +
             deskLink::anchor(deskLink::toPage(QStringLiteral("events"), QString(QStringLiteral("correlation:") + timeline->correlationId)),
                              tr("Events")))});
    if (!timeline->attempts.isEmpty()) {
        const api::SagaAttempt& last = timeline->attempts.last();
        out.payload = last.output.size() > emptyObject.size() ? last.output : last.input;
        if (!last.fault.isEmpty())
            out.note = format::faultKind(last.fault);
    }
}

void describeRow(api::Reader& reader, const QString& id, api::Position position, Inspected& out)
{
    const QString projection = id.section(QLatin1Char('/'), 0, 0);
    const QString key = id.section(QLatin1Char('/'), 1);
    // A read model's key is most often an aggregate's: its state on the write side stands beside the row.
    describeAggregate(reader, key, position, out);
    out.problem.clear();
    out.found = true;
    out.mark = format::Mark::ReadModel;
    out.title = format::spaced(projection);
    out.subtitle = key;
    out.facts.prepend({tr("Read model"), deskLink::anchor(deskLink::toPage(QStringLiteral("projections"), projection), projection)});
    if (!out.aggregateId.isEmpty())
        out.facts.append({tr("Write side"), idLink(deskLink::toAggregate(key), key)});
}

/// What it says; where it is broken and why is a chain (see CausePage).
void describeInvariant(const QString& name, Inspected& out)
{
    out.found = true;
    out.mark = format::Mark::Failure;
    out.title = format::invariant(name);
    out.subtitle = tr("invariant");
    out.facts.append({tr("Rule"), plain(format::invariantLine(name))});
}

}  // namespace

Inspected inspect(api::Reader& reader, const Selection& selection, api::Position position, bool live)
{
    Inspected out;
    out.selection = selection;
    switch (selection.kind) {
    case Selection::Kind::Event: {
        auto event = reader.eventById(selection.id);
        if (!event)
            out.problem = event.error().message;
        else if (!*event)
            out.problem = tr("There is no event %1 in this log.").arg(selection.id);
        else
            describeEvent(reader, **event, out);
        break;
    }
    case Selection::Kind::Aggregate: describeAggregate(reader, selection.id, position, out); break;
    case Selection::Kind::Saga:
        describeSaga(reader, selection.id, live ? std::nullopt : std::optional<api::Position>(position), out);
        break;
    case Selection::Kind::Row: describeRow(reader, selection.id, position, out); break;
    case Selection::Kind::Invariant: describeInvariant(selection.id, out); break;
    case Selection::Kind::None: break;
    }
    return out;
}

}  // namespace replay::ui
