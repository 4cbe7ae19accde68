// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queries/why_not.h"

#include "core/queries/saga_causes.h"
#include "core/sagas/definition.h"

#include <algorithm>

namespace replay::queries {
namespace {

using api::Subject;

/// What a sold order waits for, one after another: the event, and the command that leads to it.
struct NextOfOrder {
    const char* status;
    const char* event;
    const char* command;
};
constexpr NextOfOrder nextOfOrder[] = {
    {"pending", "OrderConfirmed", "ConfirmOrder"},
    {"confirmed", "OrderShipped", "ShipOrder"},
    {"shipped", "OrderDelivered", "DeliverOrder"},
};

/// The event that a step was to bring, and the one that the whole saga was to end with.
QString doneOf(const sagas::Definition& definition, const QString& step, bool compensation)
{
    if (definition.indexOf(step) < 0)
        return {};
    const sagas::Step& found = definition.step(step);
    return (compensation ? found.compensation : found.action).done.value(0);
}

api::WhyLink parkedLink(const api::ParkedEvent& parked)
{
    api::WhyLink link;
    link.code = QStringLiteral("event_") + parked.state;
    link.subject = parked.projection;
    link.detail = parked.state == QStringLiteral("skipped") ? parked.reason : parked.error;
    link.position = parked.position;
    link.eventId = parked.eventId;
    link.at = parked.parkedAt;
    link.rule = parked.rule;
    link.count = parked.behind;
    return link;
}

}  // namespace

Result<api::WhyAnswer> WhyNot::whyNot(const Subject& subject)
{
    Result<api::WhyAnswer> answer = base::malformed(QStringLiteral("\"why not\" is asked of an event, a saga, a command or a row"));
    switch (subject.kind) {
    case Subject::Kind::Event: answer = ofEvent(subject.id); break;
    case Subject::Kind::Saga: answer = ofSaga(subject.id); break;
    case Subject::Kind::Command: answer = ofCommand(subject.id); break;
    case Subject::Kind::Row: answer = ofRow(subject.row); break;
    case Subject::Kind::Invariant:
    case Subject::Kind::None: break;
    }
    if (!answer)
        return answer;
    answer->subject = subject;
    Why::shorten(*answer);
    return answer;
}

Result<api::WhyAnswer> WhyNot::ofSaga(const QString& sagaId)
{
    REPLAY_ASSIGN(const api::SagaTimeline timeline, m_sagas.saga(sagaId, {}));
    const api::SagaRow& saga = timeline.saga;
    if (saga.status == QStringLiteral("completed"))
        return ofCompleted(timeline);
    api::WhyAnswer answer;
    answer.name = saga.orderNumber;
    answer.state = saga.stuck ? QStringLiteral("stuck") : saga.paused ? QStringLiteral("paused") : saga.status;
    SagaCauses causes(timeline, m_facts);
    if (saga.style == u"choreography")
        return ofUnconducted(timeline, causes, std::move(answer));
    const QString step = causes.stepAtFault();
    const bool undoing = saga.stuck && saga.status == QStringLiteral("compensating");
    const api::EventRow* started = causes.lastOwn("SagaStarted");
    const int version = started ? dataOf(*started).value(QStringLiteral("definition_version")).toInt(1) : 1;
    const sagas::Definition* definition = sagas::findDefinition(saga.type, version);
    if (!definition)
        return base::failed(QStringLiteral("there is no definition %1 of version %2").arg(saga.type).arg(version));
    answer.links.append(linkTo("not_reached", nullptr, doneOf(*definition, definition->steps.last().id, false), saga.orderNumber));
    answer.links.last().sagaId = saga.sagaId;
    const api::EventRow* stopped = causes.lastOwn(saga.stuck ? "SagaStuck" : "SagaCompensating");
    answer.links.append(linkTo(stopped ? "stopped_in" : "waits_in", stopped, step));
    answer.links.last().sagaId = saga.sagaId;
    const QString missing = doneOf(*definition, step, undoing);
    const auto done = std::find_if(timeline.events.cbegin(), timeline.events.cend(),
                                   [&](const api::EventRow& event) { return event.eventType == missing; });
    if (done != timeline.events.cend())
        answer.links.append(linkTo("never_heard", &*done, missing));
    else
        answer.links.append(linkTo("never_appended", nullptr, missing));
    if (saga.stuck || !stopped) {
        REPLAY_ASSIGN(const QList<api::WhyLink> chain, saga.stuck ? causes.failure() : causes.waiting());
        answer.links += chain;
    } else {
        REPLAY_ASSIGN(const QList<api::WhyLink> chain, causes.stepFailure(step));
        answer.links += chain;
    }
    return answer;
}

/// A purchase that nobody conducts and that was not confirmed.
Result<api::WhyAnswer> WhyNot::ofUnconducted(const api::SagaTimeline& timeline, SagaCauses& causes, api::WhyAnswer answer)
{
    const bool failed = timeline.saga.stuck || timeline.saga.status != u"started";
    REPLAY_ASSIGN(const QList<api::WhyLink> chain, failed ? causes.failure() : causes.waiting());
    answer.links.append(linkTo("not_reached", nullptr, QStringLiteral("OrderConfirmed"), timeline.saga.orderNumber));
    answer.links.last().sagaId = timeline.saga.sagaId;
    answer.links += chain;
    return answer;
}

/// The saga did all it was to do: what its order waits for now is somebody's command.
Result<api::WhyAnswer> WhyNot::ofCompleted(const api::SagaTimeline& timeline)
{
    api::WhyAnswer answer;
    answer.name = timeline.saga.orderNumber;
    REPLAY_ASSIGN(storage::Database * orders, m_facts.connections().service(QStringLiteral("order")));
    REPLAY_TRY(orders->each("SELECT status FROM orders WHERE id = ?", storage::bind(timeline.saga.orderId),
                            [&](const storage::Row& row) { answer.state = row.text(0); }));
    const auto next = std::find_if(std::begin(nextOfOrder), std::end(nextOfOrder),
                                   [&](const NextOfOrder& each) { return answer.state == QLatin1StringView(each.status); });
    if (next == std::end(nextOfOrder)) {
        answer.links.append(linkTo("nothing_missing", nullptr, answer.state, timeline.saga.orderNumber));
        return answer;
    }
    const QString command = QString::fromLatin1(next->command);
    answer.links.append(linkTo("not_reached", nullptr, QString::fromLatin1(next->event), timeline.saga.orderNumber));
    answer.links.append(linkTo("never_appended", nullptr, QString::fromLatin1(next->event)));
    QString sent;
    REPLAY_TRY(m_facts.eachSentByPeople([&](const RecordedInput& input) {
        if (input.name == command && textOf(input.data, "order_id") == timeline.saga.orderId)
            sent = input.commandId;
        return sent.isEmpty();
    }));
    if (sent.isEmpty()) {
        answer.links.append(linkTo("nobody_sent", nullptr, command));
        return answer;
    }
    REPLAY_ASSIGN(const QList<api::WhyLink> chain, m_why.commandLinks(sent));
    answer.links += chain;
    return answer;
}

Result<api::WhyAnswer> WhyNot::ofEvent(const QString& eventId)
{
    REPLAY_ASSIGN(const auto event, m_facts.event(eventId));
    if (!event)
        return base::failed(QStringLiteral("there is no event %1").arg(eventId));
    if (event->position == 0)
        return m_why.why({Subject::Kind::Event, eventId, {}});
    api::WhyAnswer answer;
    answer.name = event->eventType;
    for (const projections::ProjectionKind& kind : projections::projectionKinds()) {
        if (!kind.wants.has(projections::eventKindOf(event->eventType)))
            continue;
        REPLAY_ASSIGN(const auto set, m_projections.parkedEvents(kind.name, event->position - 1, 1));
        REPLAY_ASSIGN(const api::ProjectionInfo info, m_projections.projection(kind.name));
        if (!set.isEmpty() && set.first().position == event->position) {
            answer.links.append(linkTo("not_projected", &*event, kind.name, event->eventType));
            answer.links.append(parkedLink(set.first()));
            if (set.first().rule > 0) {
                REPLAY_ASSIGN(const auto rule, m_facts.rule(set.first().rule));
                answer.links.append(linkTo("fault", &*event, rule ? rule->kind : QString(), rule ? rule->reason : QString()));
                answer.links.last().rule = set.first().rule;
            }
        } else if (info.position < event->position) {
            answer.links.append(linkTo("not_projected", &*event, kind.name, event->eventType));
            REPLAY_TRY(addLag(answer, kind.name));
        }
    }
    if (!answer.links.isEmpty())
        return answer;
    REPLAY_ASSIGN(const QString saga, m_facts.sagaOf(event->correlationId));
    if (!saga.isEmpty())
        return ofSaga(saga);
    answer.state = QStringLiteral("projected");
    answer.links.append(linkTo("nothing_missing", &*event, event->eventType));
    return answer;
}

/// Why a read model has not come further.
Status WhyNot::addLag(api::WhyAnswer& answer, const QString& projection)
{
    REPLAY_ASSIGN(const api::ProjectionInfo info, m_projections.projection(projection));
    if (info.lag == 0)
        return {};
    using enum api::ProjectionStatus;
    api::WhyLink link;
    link.code = info.status == Paused    ? QStringLiteral("projection_paused")
                : info.status == Failed  ? QStringLiteral("projection_failed")
                : info.status == Stalled ? QStringLiteral("projection_stalled")
                                         : QStringLiteral("projection_behind");
    link.subject = projection;
    link.detail = info.status == Failed ? info.error : info.stalledWhy;
    link.position = info.position;
    link.count = info.lag;
    link.at = info.stalledSince;
    answer.links.append(link);
    return {};
}

Result<api::WhyAnswer> WhyNot::ofCommand(const QString& commandId)
{
    api::WhyAnswer answer;
    REPLAY_ASSIGN(const QList<api::WhyLink> chain, m_why.commandLinks(commandId, &answer.name, &answer.state));
    if (answer.state != QStringLiteral("done")) {
        answer.links = chain;
        return answer;
    }
    // It was done; what it asked for may not have come of it.
    REPLAY_ASSIGN(const QList<api::EventRow> caused, m_facts.causedBy(commandId));
    REPLAY_ASSIGN(const QString saga, m_facts.sagaOf(commandId));
    if (!saga.isEmpty())
        return ofSaga(saga);
    answer.links.append(linkTo("nothing_missing", caused.isEmpty() ? nullptr : &caused.first(), answer.name));
    return answer;
}

Result<api::WhyAnswer> WhyNot::ofRow(const api::RowRef& row)
{
    api::WhyAnswer answer;
    answer.name = QString(row.table % u'/' % row.key);
    const projections::ProjectionKind* kind = projections::projectionOfTable(row.table);
    const Result<api::RowProvenance> provenance = m_provenance.row(row, {});
    answer.state = !provenance || !provenance->exists ? QStringLiteral("missing") : QStringLiteral("there");
    if (provenance) {
        for (const api::ParkedEvent& parked : provenance->aside)
            answer.links.append(parkedLink(parked));
    }
    if (kind)
        REPLAY_TRY(addLag(answer, kind->name));
    if (!answer.links.isEmpty() || (provenance && provenance->exists)) {
        if (answer.links.isEmpty())
            answer.links.append(linkTo("nothing_missing", nullptr, answer.name));
        return answer;
    }
    // No event ever spoke of it: the command that asked for it, if there was one.
    answer.links.append(linkTo("no_event", nullptr, row.table, row.key));
    QString sent;
    REPLAY_TRY(m_facts.eachSentByPeople([&](const RecordedInput& input) {
        for (auto field = input.data.begin(); field != input.data.end(); ++field) {
            if (field->toString() == row.key)
                sent = input.commandId;
        }
        return sent.isEmpty();
    }));
    if (!sent.isEmpty()) {
        REPLAY_ASSIGN(const QList<api::WhyLink> chain, m_why.commandLinks(sent));
        answer.links += chain;
    }
    return answer;
}

}  // namespace replay::queries
