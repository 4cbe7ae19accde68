// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/cause_chain.h"

#include "ui/format/words.h"
#include "ui/shell/desk_link.h"

#include <QCoreApplication>
#include <QSet>
#include <algorithm>

namespace replay::ui {

namespace {

constexpr int sentLookBack = 500;

QString tr(const char* text) { return QCoreApplication::translate("Inspector", text); }

CauseStep stepOf(const api::EventRow& event)
{
    CauseStep step;
    step.mark = format::markOfEvent(event.eventType, event.note);
    step.html = deskLink::anchor(deskLink::toEvent(event.eventId), event.eventType);
    step.detail = tr("%1 · %2 · %3").arg(format::number(event.position), format::clock(event.occurredAt), format::service(event.service));
    if (!event.note.isEmpty())
        step.detail = tr("%1 · %2").arg(step.detail, format::note(event.note));
    return step;
}

/// A command that the person sent.
std::optional<CauseStep> sentByPerson(api::Reader& reader, const QString& commandId)
{
    auto sent = reader.sentCommands(sentLookBack);
    if (!sent)
        return {};
    const auto found =
        std::find_if(sent->begin(), sent->end(), [&commandId](const api::SentCommand& c) { return c.commandId == commandId; });
    if (found == sent->end())
        return {};
    return CauseStep{format::Mark::Command, tr("your %1").arg(found->name.toHtmlEscaped()), format::clock(found->at)};
}

struct SagaCause {
    CauseStep step;
    std::optional<api::EventRow> before;  ///< the event that let the saga go on
};

/// A command that a saga sent: the step it belongs to, and the last event before it was sent.
std::optional<SagaCause> sentBySaga(api::Reader& reader, const QString& correlationId, const QString& messageId)
{
    if (correlationId.isEmpty())
        return {};
    auto timeline = reader.saga(correlationId);
    if (!timeline)
        return {};
    const auto attempt = std::find_if(timeline->attempts.begin(), timeline->attempts.end(),
                                      [&messageId](const api::SagaAttempt& a) { return a.messageId == messageId; });
    if (attempt == timeline->attempts.end())
        return {};
    SagaCause cause;
    cause.step.mark = attempt->compensation ? format::Mark::Compensation : format::Mark::SagaStep;
    const QString name = attempt->compensation ? format::compensationOf(attempt->stepId) : format::sagaStep(attempt->stepId);
    cause.step.html = QString(deskLink::anchor(deskLink::toSaga(timeline->saga.sagaId), name));
    cause.step.detail = tr("%1 sent at %2").arg(attempt->command, format::clock(attempt->sentAt));
    if (attempt->attempt > 1)
        cause.step.detail = tr("%1 · attempt %2").arg(cause.step.detail).arg(attempt->attempt);
    if (!attempt->fault.isEmpty())
        cause.step.detail = tr("%1 · %2").arg(cause.step.detail, format::faultKind(attempt->fault));
    for (const api::EventRow& event : timeline->events) {
        if (event.appendedAt <= attempt->sentAt)
            cause.before = event;
    }
    return cause;
}

CauseChain chainOfEvent(api::Reader& reader, const QString& eventId)
{
    CauseChain chain;
    QSet<QString> seen;
    auto found = reader.eventById(eventId);
    if (!found || !*found)
        return chain;
    api::EventRow here = **found;
    chain.steps.append(stepOf(here));
    while (!seen.contains(here.eventId)) {
        seen.insert(here.eventId);
        if (chain.steps.size() >= CauseChain::lengthMax) {
            chain.cut = true;
            break;
        }
        if (here.causationId.isEmpty()) {
            chain.steps.append({format::Mark::None, tr("the beginning").toHtmlEscaped(), tr("done by %1").arg(format::actor(here.actor))});
            break;
        }
        if (auto parent = reader.eventById(here.causationId); parent && *parent) {
            here = **parent;
            chain.steps.append(stepOf(here));
            continue;
        }
        if (auto person = sentByPerson(reader, here.causationId)) {
            chain.steps.append(*person);
            break;
        }
        auto saga = sentBySaga(reader, here.correlationId, here.causationId);
        if (!saga) {
            chain.steps.append({format::Mark::Command, tr("a command").toHtmlEscaped(),
                                tr("message %1, done by %2").arg(format::shortId(here.causationId), format::actor(here.actor))});
            break;
        }
        chain.steps.append(saga->step);
        if (!saga->before || seen.contains(saga->before->eventId))
            break;
        here = *saga->before;
        chain.steps.append(stepOf(here));
    }
    return chain;
}

CauseChain chainOfSaga(api::Reader& reader, const QString& sagaId)
{
    CauseChain chain;
    auto links = reader.whyFailed(sagaId);
    if (!links)
        return chain;
    for (const api::WhyLink& link : *links) {
        CauseStep step;
        step.mark = link.code == QLatin1String("fault")                                           ? format::Mark::Fault
                    : link.code.contains(QLatin1String("compensat"))                              ? format::Mark::Compensation
                    : link.code == QLatin1String("event")                                         ? format::Mark::Event
                    : link.code == QLatin1String("command") || link.code == QLatin1String("user") ? format::Mark::Command
                                                                                                  : format::Mark::Failure;
        const QString sentence = format::why(link);
        step.html = link.eventId.isEmpty() ? sentence.toHtmlEscaped() : deskLink::anchor(deskLink::toEvent(link.eventId), sentence);
        if (link.position > 0)
            step.detail = tr("position %1").arg(format::number(link.position));
        chain.steps.append(step);
    }
    return chain;
}

}  // namespace

CauseChain causeChain(api::Reader& reader, const Selection& selection)
{
    switch (selection.kind) {
    case Selection::Kind::Event: return chainOfEvent(reader, selection.id);
    case Selection::Kind::Saga: return chainOfSaga(reader, selection.id);
    case Selection::Kind::Aggregate: {
        // The event that made its newest version.
        api::LogFilter filter;
        filter.aggregateId = selection.id;
        auto head = reader.head();
        if (!head)
            return {};
        auto last = reader.events(filter, *head + 1, 1, true);
        return last && !last->isEmpty() ? chainOfEvent(reader, last->first().eventId) : CauseChain{};
    }
    default: return {};
    }
}

}  // namespace replay::ui
