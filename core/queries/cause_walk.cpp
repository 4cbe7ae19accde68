// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queries/cause_walk.h"

#include "core/queries/saga_causes.h"
#include "core/sagas/definition.h"

#include <algorithm>

namespace replay::queries {
namespace {

using faults::Pitfall;

constexpr qsizetype stepsMax = 200;  ///< of a walk: a chain that long is cut afterwards anyway

bool isSaga(const api::EventRow& event) { return event.aggregateType == QStringLiteral("Saga"); }

bool has(const Note& note, Pitfall pitfall) { return note.pitfalls.contains(faults::toText(pitfall)); }

}  // namespace

bool isRefusal(const QString& eventType)
{
    static const QSet<QString> types = [] {
        QSet<QString> all;
        for (const sagas::Definition* definition : sagas::definitions()) {
            for (const sagas::Step& step : definition->steps)
                all.insert(step.action.refused);
        }
        all.remove(QString());
        return all;
    }();
    return types.contains(eventType);
}

QString commandCode(const QString& actor)
{
    static const QStringList known{QStringLiteral("user"), QStringLiteral("workload"), QStringLiteral("import"), QStringLiteral("setup")};
    return known.contains(actor) ? QString(actor + QStringLiteral("_command")) : QStringLiteral("command");
}

Result<QList<api::WhyLink>> CauseWalk::from(const api::EventRow& event)
{
    m_links.clear();
    m_seen.clear();
    REPLAY_TRY(walk(event));
    return m_links;
}

Result<QList<api::WhyLink>> CauseWalk::fromCommand(const QString& commandId)
{
    m_links.clear();
    REPLAY_ASSIGN(const auto input, m_facts.input(commandId));
    if (!input)
        return m_links;
    api::WhyLink link;
    link.code = commandCode(input->actor);
    link.subject = input->name;
    link.at = input->at;
    link.service = input->target;
    link.commandId = input->commandId;
    m_links.append(link);
    return m_links;
}

Status CauseWalk::walk(const api::EventRow& start)
{
    api::EventRow here = start;
    while (!m_seen.contains(here.eventId) && m_seen.size() < stepsMax) {
        m_seen.insert(here.eventId);
        REPLAY_TRY(addEvent(here));
        REPLAY_ASSIGN(const QList<api::WhyLink> shaped, shapedBy(here));
        m_links += shaped;
        if (!shaped.isEmpty())
            return {};
        if (here.eventType == QStringLiteral("SagaStepFailed")) {
            REPLAY_ASSIGN(const bool ended, addSending(here));
            if (ended)
                return {};
        }
        REPLAY_ASSIGN(const Parent parent, parentOf(here));
        if (!parent)
            return addOrigin(here);
        here = *parent;
    }
    return {};
}

/// What a link says of an event: a saga's own by its step, an answer by the command that it answers, any other by its type.
Status CauseWalk::addEvent(const api::EventRow& event)
{
    const QJsonObject data = dataOf(event);
    if (!isSaga(event)) {
        REPLAY_ASSIGN(const auto sent, m_facts.sending(event.correlationId, event.causationId, event.position));
        const bool answer = sent.has_value();
        m_links.append(linkTo(answer ? "answer" : "event", &event, event.eventType,
                              answer ? textOf(dataOf(*sent), "command") : textOf(data, "reason")));
        if (sent)
            m_links.last().sagaId = sent->aggregateId;
        return {};
    }
    const QString step = textOf(data, "step");
    const QString outcome = textOf(data, "outcome");
    if (event.eventType == QStringLiteral("SagaStepFailed"))
        m_links.append(linkTo(QString(QStringLiteral("step_") + outcome).toLatin1().constData(), &event, step, textOf(data, "error")));
    else if (event.eventType == QStringLiteral("SagaStepStarted"))
        m_links.append(linkTo("step_sent", &event, textOf(data, "command"), textOf(data, "service")));
    else if (event.eventType == QStringLiteral("SagaCompensating"))
        m_links.append(linkTo("saga_compensating", &event, textOf(data, "failed_step"), textOf(data, "error")));
    else if (event.eventType == QStringLiteral("SagaStuck"))
        m_links.append(linkTo("saga_stuck", &event, step, textOf(data, "error")));
    else
        m_links.append(linkTo("event", &event, event.eventType, step.isEmpty() ? textOf(data, "error_message") : step));
    return {};
}

/// What a saga waited for in vain: the attempt and, where there was one, the fault that it met. True: the chain ends there.
Result<bool> CauseWalk::addSending(const api::EventRow& failed)
{
    const QJsonObject data = dataOf(failed);
    if (textOf(data, "outcome") == QStringLiteral("refused"))
        return false;  // the refusal itself comes next
    const QStringList started{QStringLiteral("SagaStepStarted")};
    REPLAY_ASSIGN(const auto sent, m_facts.lastOf(failed.aggregateId, started, failed.version));
    if (!sent)
        return false;
    m_seen.insert(sent->eventId);
    REPLAY_TRY(addEvent(*sent));
    const QJsonObject sending = dataOf(*sent);
    const QString fault = textOf(sending, "fault");
    if (!fault.isEmpty()) {
        REPLAY_ASSIGN(const api::WhyLink link,
                      faultLink(&*sent, fault, sending.value(QStringLiteral("fault_rule")).toInteger(), textOf(data, "error")));
        m_links.append(link);
        return true;
    }
    if (sending.value(QStringLiteral("lost")).toBool()) {
        m_links.append(linkTo("network_lost", &*sent, textOf(sending, "command"), textOf(sending, "service")));
        return true;
    }
    return false;
}

Result<CauseWalk::Parent> CauseWalk::parentOf(const api::EventRow& event)
{
    if (isSaga(event))
        return parentOfSagaEvent(event);
    REPLAY_ASSIGN(const Parent caused, m_facts.event(event.causationId));
    if (caused)
        return caused;
    // An answer: what made the saga send the command. Of several attempts the first: that they were needed is another question.
    REPLAY_ASSIGN(const Parent sent, m_facts.sending(event.correlationId, event.causationId, 0));
    return sent ? parentOfSagaEvent(*sent) : Result<Parent>(Parent());
}

Result<CauseWalk::Parent> CauseWalk::parentOfSagaEvent(const api::EventRow& event)
{
    REPLAY_ASSIGN(const Parent caused, m_facts.event(event.causationId));
    if (caused)
        return caused;
    // Told once more what had been answered before, since the first answer was lost.
    if (event.eventType != QStringLiteral("SagaStepFailed")) {
        REPLAY_ASSIGN(const QList<api::EventRow> answers, m_facts.causedBy(event.causationId));
        for (auto answer = answers.crbegin(); answer != answers.crend(); ++answer) {
            if (!isSaga(*answer) && answer->occurredAt <= event.occurredAt)
                return Parent(*answer);
        }
    }
    // Woken by an alarm, or told that an attempt failed: what went wrong before stands in the saga's own stream.
    static const QStringList failures{QStringLiteral("SagaStepFailed")};
    static const QStringList attempts{QStringLiteral("SagaStepStarted")};
    if (event.eventType != failures.first() && event.eventType != QStringLiteral("SagaStarted")) {
        REPLAY_ASSIGN(const Parent failed, m_facts.lastOf(event.aggregateId, failures, event.version));
        REPLAY_ASSIGN(const auto input, m_facts.input(event.causationId));
        if (failed && !input)
            return failed;
    }
    if (event.eventType == failures.first()) {
        REPLAY_ASSIGN(const Parent sent, m_facts.lastOf(event.aggregateId, attempts, event.version));
        const QString message = sent ? textOf(dataOf(*sent), "message_id") : QString();
        REPLAY_ASSIGN(const Parent first, m_facts.sending(event.correlationId, message, 0));
        return first && first->eventId != event.eventId ? m_facts.event(first->causationId) : Result<Parent>(Parent());
    }
    return Parent();
}

/// Nobody's event caused it: a command did, which came from outside.
Status CauseWalk::addOrigin(const api::EventRow& event)
{
    QString command = event.causationId;
    REPLAY_ASSIGN(auto input, m_facts.input(command));
    if (!input) {
        // The first command of a saga: what the saga itself was begun with.
        REPLAY_ASSIGN(const Parent sent, m_facts.sending(event.correlationId, event.causationId, 0));
        command = sent ? sent->causationId : event.correlationId;
        REPLAY_ASSIGN(input, m_facts.input(command));
    }
    api::WhyLink link;
    link.code = commandCode(event.actor);
    link.at = event.occurredAt;
    link.commandId = command;
    link.service = event.service;
    if (input) {
        link.code = commandCode(input->actor);
        link.subject = input->name;
        link.at = input->at;
        link.service = input->target;
    }
    m_links.append(link);
    return {};
}

Result<api::WhyLink> CauseWalk::faultLink(const api::EventRow* place, const QString& kind, qint64 rule, const QString& otherwise)
{
    REPLAY_ASSIGN(const auto armed, m_facts.rule(rule));
    api::WhyLink link = linkTo("fault", place, kind, armed && !armed->reason.isEmpty() ? armed->reason : otherwise);
    link.rule = rule;
    return link;
}

Result<QList<api::WhyLink>> CauseWalk::shapedBy(const api::EventRow& event)
{
    QList<api::WhyLink> links;
    const Note note = Note::parse(event.note);
    if (event.position == 0 && !event.eventId.isEmpty()) {
        links.append(linkTo("never_published", &event, event.eventType));
        if (!note.fault.isEmpty()) {
            REPLAY_ASSIGN(const api::WhyLink fault, faultLink(&event, note.fault, note.rule, QString()));
            links.append(fault);
        }
        if (has(note, Pitfall::DualWrite))
            links.append(pitfallLink(faults::toText(Pitfall::DualWrite)));
        return links;
    }
    if (isRefusal(event.eventType))
        return refusal(event, note);
    if (has(note, Pitfall::AnaemicEvents) && event.eventType == QStringLiteral("PaymentRefunded") &&
        !dataOf(event).contains(QStringLiteral("amount"))) {
        links.append(linkTo("says_too_little", &event, event.eventType, QStringLiteral("amount")));
        links.append(pitfallLink(faults::toText(Pitfall::AnaemicEvents)));
        return links;
    }
    if (has(note, Pitfall::NonIdempotentConsumer))
        return secondHandling(event, note);
    if (has(note, Pitfall::NoOptimisticConcurrency))
        return staleDecision(event);
    return links;
}

Result<QList<api::WhyLink>> CauseWalk::refusal(const api::EventRow& event, const Note& note)
{
    QList<api::WhyLink> links;
    const QString reason = textOf(dataOf(event), "reason");
    if (note.fault == QStringLiteral("refuse")) {
        REPLAY_ASSIGN(const api::WhyLink link, faultLink(&event, note.fault, note.rule, reason));
        links.append(link);
        return links;
    }
    links.append(linkTo("rule", &event, event.service, reason));
    REPLAY_ASSIGN(const auto sent, m_facts.sending(event.correlationId, event.causationId, event.position));
    if (!sent)
        return links;
    REPLAY_ASSIGN(const QByteArray command, m_facts.commandOf(*sent));
    REPLAY_ASSIGN(const auto lacking, lackingStock(m_facts, command, event));
    if (lacking)
        links.append(*lacking);
    return links;
}

/// One message, handled more than once.
Result<QList<api::WhyLink>> CauseWalk::secondHandling(const api::EventRow& event, const Note& note)
{
    QList<api::WhyLink> links;
    REPLAY_ASSIGN(const QList<api::EventRow> siblings, m_facts.causedBy(event.causationId));
    const auto first = std::find_if(siblings.begin(), siblings.end(), [&](const api::EventRow& each) {
        return each.position < event.position && each.eventType == event.eventType && each.aggregateId == event.aggregateId &&
               each.occurredAt != event.occurredAt;
    });
    if (first == siblings.end())
        return links;
    links.append(linkTo("handled_again", &*first, first->eventType));
    REPLAY_ASSIGN(const auto input, m_facts.input(event.causationId));
    const QString fault = !note.fault.isEmpty() ? note.fault : input ? input->fault : QString();
    if (!fault.isEmpty()) {
        REPLAY_ASSIGN(const api::WhyLink link, faultLink(&event, fault, note.rule > 0 ? note.rule : input ? input->rule : 0, QString()));
        links.append(link);
    } else {
        links.append(linkTo("network_twice", &event, input ? input->name : QString(), event.service));
    }
    links.append(pitfallLink(faults::toText(Pitfall::NonIdempotentConsumer)));
    return links;
}

/// A decision on what the stream was a moment ago: the event that it did not see stands right before it.
Result<QList<api::WhyLink>> CauseWalk::staleDecision(const api::EventRow& event)
{
    QList<api::WhyLink> links;
    const ModelTime readAt = event.occurredAt + -faults::Pitfalls::staleUs;
    REPLAY_ASSIGN(const auto before, m_facts.before(event));
    if (!before || before->occurredAt <= readAt || before->causationId == event.causationId)
        return links;
    links.append(linkTo("not_seen", &*before, before->eventType));
    links.append(pitfallLink(faults::toText(Pitfall::NoOptimisticConcurrency)));
    return links;
}

}  // namespace replay::queries
